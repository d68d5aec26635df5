#pragma once
// How every screen is built: one visit, one theme, a few blocks that flow down the content area and
// turn into pages where they do not fit. Sizes are millimetres.

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "clock/clock.h"
#include "draw/draw.h"
#include "store/store.h"
#include "text/text.h"
#include "ui/world.h"

enum { UI_BACK_MAX = 32, UI_QUERY_MAX = 64, UI_RECORDS_MAX = 1024, UI_CHOICES_MAX = 128 };

// clang-format off
enum screen {
    SCREEN_ATTRACT, SCREEN_LANGUAGE, SCREEN_HOME, SCREEN_TOPICS, SCREEN_TOPIC, SCREEN_PAPERS,
    SCREEN_PROCEDURE, SCREEN_BRING, SCREEN_PAPER, SCREEN_QUESTION, SCREEN_RESULT, SCREEN_PAGE,
    SCREEN_SERVICES, SCREEN_FILTERS, SCREEN_SERVICE, SCREEN_WALK, SCREEN_MAP, SCREEN_HOTLINES,
    SCREEN_MYTHS, SCREEN_MYTH,
    SCREEN_SHOWCARDS, SCREEN_SHOWCARD, SCREEN_SHOW_ADDRESS, SCREEN_POSTERS, SCREEN_POSTER,
    SCREEN_LESSONS, SCREEN_LESSON, SCREEN_QUIZ, SCREEN_COURSES, SCREEN_COURSE, SCREEN_EVENTS,
    SCREEN_EVENT, SCREEN_SURVEY, SCREEN_MORE, SCREEN_SEARCH, SCREEN_TAKE_BRING,
    SCREEN_TAKE_SERVICE, SCREEN_ABOUT, SCREEN_PERSON, SCREEN_SETTINGS, SCREEN_HELP, SCREEN_ALERT,
    SCREEN_COUNTED, // arg = period, 0 the newest
    SCREEN_STICK, SCREEN_STAFF, SCREEN_MANAGER, SCREEN_REVERT, SCREEN_CONFIG, // of the staff
    SCREEN_COUNT,
};
// clang-format on

enum act { // kind of struct action
    ACT_NONE,
    ACT_GO, // arg2 = screen, arg = its subject
    ACT_BACK,
    ACT_HOME,
    ACT_PAGE,     // arg = +1 or -1
    ACT_START,    // from the resting screen to the languages
    ACT_LANGUAGE, // arg = language index
    ACT_AUDIENCE, // arg = enum store_audience; goes to its topics
    ACT_SIZE,     // arg = 0, 1, 2
    ACT_CONTRAST, // arg = 0, 1, 2
    ACT_HAVE,     // arg = requirement: ticked or not
    ACT_LACK,     // arg = requirement: "I do not have it"
    ACT_ANSWER,   // arg = answer
    ACT_FILTER,   // arg = bit of enum filter
    ACT_SPOKEN,   // arg = language index, -1 any
    ACT_TYPE,     // arg = code point
    ACT_ERASE,
    ACT_QUIZ,   // arg = quiz answer
    ACT_SURVEY, // arg = option, 0 = skip
    ACT_AGREE,  // a warning was read and accepted on this screen
    ACT_LISTEN,
    ACT_EXIT,   // quick exit: forget the way here
    ACT_FINISH, // end of the visit
    ACT_STAY,   // answers the idle warning
    ACT_STICK,  // the words about the stick were read
    ACT_STAFF,  // arg = number touched on the way to the staff's screens
    ACT_REVERT, // go back to the earlier content
    ACT_LOOK,   // arg = enum look
    ACT_ZOOM,   // arg = +1 closer or -1
    ACT_GROUP,  // arg = location; the places of a map that lie too close to it
};

enum look { LOOK_NORTH, LOOK_SOUTH, LOOK_WEST, LOOK_EAST, LOOK_HUB }; // over a map

enum filter { FILTER_OPEN = 1, FILTER_FREE = 2, FILTER_NO_ID = 4, FILTER_STEP_FREE = 8 };

struct place { // where a visit is or was
    int16_t screen;
    int16_t page;
    int32_t arg;
    uint32_t focus; // hash of the focused node's name, 0 = the first
    // SCREEN_MAP: its middle once it was moved (zoom 0 = not yet), and the group looked at (0 = none)
    int32_t lat_e7;
    int32_t lon_e7;
    int32_t zoom;
    int32_t group;
};

struct visit { // everything one person does; no pointers, so that ending it is one assignment
    bool started;
    bool keys;   // the last input was a key: the focus ring shows
    bool idle;   // the warning stands
    bool agreed; // ACT_AGREE on this screen
    bool notice; // ACT_LISTEN without a voice: say so
    int16_t language;
    uint8_t size;
    uint8_t contrast;
    uint8_t audience;
    uint8_t filters;
    int16_t spoken; // filter: language index + 1, 0 = any
    struct place at;
    struct place back[UI_BACK_MAX];
    int depth;
    uint64_t facts;
    uint8_t have[UI_RECORDS_MAX / 8]; // requirement n
    uint8_t lack[UI_RECORDS_MAX / 8];
    int32_t answered;  // the question's or quiz item's answer in view
    int32_t right;     // quiz answers that were right
    uint8_t questions; // asked in this tree so far
    char query[UI_QUERY_MAX];
    int64_t last_input_ms;
};

struct ui { // one frame being built
    const struct world *world;
    const struct visit *visit;
    struct arena *arena;
    struct frame *frame;
    const struct theme *theme;
    struct rect area; // of the content
    bool compact;     // one choice per line
    bool portrait;
    float unit; // spacing scale: 1 on a 10.1" panel
    struct flow *flow;
    float cursor;   // flow: mm used on the page being filled
    int filling;    // flow: that page
    float column_x; // flow: start of the text column
    float column_w;
    bool fell_back; // a text was shown in another language
    const char *fallback_lang;
    int page;       // shown
    bool sensitive; // set by the scene: quick exit, no take-away
    float type;     // type scale: 1 on a 10.1" panel
};

typedef void (*ui_scene)(struct ui *ui);
// Builds the frame of visit->at: header and foot bar, the scene's content, pager, focus, overlays.
// name is the scene's stable name. A screen without chrome has no bars.
void ui_build(const struct world *world, const struct visit *visit, ui_scene scene,
    const char *name, bool chrome, struct arena *arena, struct frame *frame);

// Words ------------------------------------------------------------------------------------------
struct store_text ui_words(struct ui *ui, const char *key);
struct store_text ui_words_with(
    struct ui *ui, const char *key, const struct store_value *values, int count);
struct store_text ui_words_count(struct ui *ui, const char *key, int count);
struct store_text ui_field(struct ui *ui, const char *table, const char *id, const char *field);
// Text that is already in the visitor's language (dates, numbers).
struct store_text ui_plain(struct ui *ui, const char *text);
const char *ui_name(struct ui *ui, const char *prefix, int n); // "topic.12"
struct action ui_go(enum screen screen, int arg);
bool ui_bit(const uint8_t *bits, int n);

// Blocks, top to bottom ---------------------------------------------------------------------------
enum tone { TONE_PLAIN, TONE_TINT, TONE_ACTION, TONE_ATTENTION, TONE_DANGER, TONE_GOOD };

// The screen's title in the header; also what HELP calls this place.
void ui_title(struct ui *ui, struct store_text text, const char *icon);
void ui_wide(struct ui *ui); // before the title: tiles may be wider than comfortable lines
void ui_heading(struct ui *ui, const char *name, struct store_text text);
void ui_paragraph(struct ui *ui, const char *name, struct store_text text, enum type_style style);
// A tinted card with icon and words.
void ui_note(
    struct ui *ui, const char *name, enum tone tone, const char *icon, struct store_text text);
// One that only goes with what stands before or after it.
void ui_aside(
    struct ui *ui, const char *name, enum tone tone, const char *icon, struct store_text text);
// Icon, label in small, value in body.
void ui_fact(struct ui *ui, const char *name, const char *icon, struct store_text label,
    struct store_text value);
void ui_gap(struct ui *ui, float mm);

struct choice {
    const char *name;
    const char *icon;
    struct store_text title;
    struct store_text note; // text NULL or "" = none
    struct action action;
    enum tone tone;
    enum role role; // ROLE_TILE unless set
    bool checked, sensitive;
    int number;            // shown as a disc when > 0
    float icon_mm;         // on a 10.1" panel; 0 = as all icons
    float cap_mm, words_h; // set for a group: its letters are equally large
};
// A grid of tiles, as many columns (1..columns) as the panel carries; stacked: icon above the words.
// Negative columns: the words are short, tiles may be narrow.
void ui_choices(struct ui *ui, const struct choice *choices, int count, int columns, bool stacked);
// The same in exactly that height, words shrunk; false when that is too little, and the tiles flow.
bool ui_choices_in(struct ui *ui, const struct choice *choices, int count, int columns,
    bool stacked, float height);
// One wide button.
void ui_button(struct ui *ui, const struct choice *choice);
// A numbered step: disc, name, then lines of small text, each with its icon.
struct ui_line {
    const char *icon;
    struct store_text text;
};
void ui_step(struct ui *ui, const char *name, int number, struct store_text title,
    const struct ui_line *lines, int count);
// A picture of at most height mm, its alternative text for the ear.
void ui_picture(
    struct ui *ui, const char *name, const char *picture, struct store_text alt, float height);
// A free rectangle of the flow for a scene's own nodes; shown = it lies on the visible page.
struct slot {
    bool shown;
    struct rect rect;
};
struct slot ui_block(struct ui *ui, float height);
struct slot ui_lead(struct ui *ui, float height); // for what only goes with what follows
void ui_new_page(struct ui *ui);
float ui_room(const struct ui *ui); // height the rest of the page still has
float ui_most(const struct ui *ui); // height the next block should not exceed
// A quiet button over the title, no taller than it: what goes on beside the visit. The note stands where
// the title does not fit. value 0..1 is a bar; below 0 there is none.
void ui_strip(struct ui *ui, const struct choice *strip, float value);

// Nodes inside a slot -----------------------------------------------------------------------------
struct ui_look {
    enum type_style style;
    bool bold;
    enum align align;
    uint32_t colour;
    float cap_mm;
};
// Height in mm of text set in width mm.
float ui_text_height(
    struct ui *ui, struct store_text text, const struct ui_look *look, float width);
// Fills a node's text fields and its text_rect within rect (vertically centred in it).
void ui_set_text(struct ui *ui, struct node *node, struct store_text text,
    const struct ui_look *look, struct rect rect);
// Largest capital height from look's down to 3.5 mm at which text fits rect, words unbroken.
float ui_fit(
    struct ui *ui, struct store_text text, const struct ui_look *look, float width, float height);
float ui_cap(const struct ui *ui, enum type_style style);
// Width in mm of text on one line.
float ui_text_width(struct ui *ui, struct store_text text, const struct ui_look *look);
// After a scene's blocks: no further pass will build the frame once more.
bool ui_last_pass(const struct ui *ui);
// Everything between the bars, to the panel's edges, less what the flow has placed so far.
struct rect ui_stage(const struct ui *ui);
void ui_tone_colours(
    const struct ui *ui, enum tone tone, uint32_t *fill, uint32_t *edge, uint32_t *ink);
struct node *ui_node(struct ui *ui, enum role role, const char *name, struct rect rect);
// Height a tile of that width needs.
float ui_tile_height(struct ui *ui, const struct choice *choice, float width);
struct node *ui_tile(struct ui *ui, const struct choice *choice, struct rect rect, bool stacked);

// A visit's moves ---------------------------------------------------------------------------------
// Applies an action of the frame shown; pure: only *visit changes.
void visit_apply(struct visit *visit, const struct action *action, const struct world *world,
    const struct frame *frame);
// Moves the focus along the frame's ring; step +1 or -1.
void visit_focus(struct visit *visit, const struct frame *frame, int step);
void visit_focus_row(struct visit *visit, const struct frame *frame); // the next row's first
const struct node *visit_focused(const struct visit *visit, const struct frame *frame);
