#pragma once
// What the scenes share.

#include "mapview/mapview.h"
#include "route/route.h"
#include "scenes/scenes.h"
#include "town/town.h"

void scene_attract(struct ui *ui);
void scene_language(struct ui *ui);
void scene_home(struct ui *ui);
void scene_more(struct ui *ui);
void scene_help(struct ui *ui);
void scene_about(struct ui *ui);
void scene_person(struct ui *ui);
void scene_settings(struct ui *ui);
void scene_topics(struct ui *ui);
void scene_topic(struct ui *ui);
void scene_papers(struct ui *ui);
void scene_procedure(struct ui *ui);
void scene_bring(struct ui *ui);
void scene_paper(struct ui *ui);
void scene_question(struct ui *ui);
void scene_result(struct ui *ui);
void scene_page(struct ui *ui);
void scene_alert(struct ui *ui);
void scene_services(struct ui *ui);
void scene_filters(struct ui *ui);
void scene_service(struct ui *ui);
void scene_map(struct ui *ui);
void scene_hotlines(struct ui *ui);
void scene_myths(struct ui *ui);
void scene_myth(struct ui *ui);
void scene_showcards(struct ui *ui);
void scene_showcard(struct ui *ui);
void scene_walk(struct ui *ui);
void scene_show_address(struct ui *ui);
void scene_posters(struct ui *ui);
void scene_poster(struct ui *ui);
void scene_lessons(struct ui *ui);
void scene_lesson(struct ui *ui);
void scene_quiz(struct ui *ui);
void scene_courses(struct ui *ui);
void scene_course(struct ui *ui);
void scene_events(struct ui *ui);
void scene_event(struct ui *ui);
void scene_survey(struct ui *ui);
void scene_search(struct ui *ui);
void scene_take_bring(struct ui *ui);
void scene_take_service(struct ui *ui);
void scene_counted(struct ui *ui);
void scene_stick(struct ui *ui);
void scene_staff(struct ui *ui);
void scene_manager(struct ui *ui);
void scene_revert(struct ui *ui);
void scene_due(struct ui *ui);
void scene_phones(struct ui *ui);
void scene_phone(struct ui *ui);
bool phones_sealed(const struct ui *ui); // no code carries counts: they leave sealed only
void scene_clock(struct ui *ui);
void scene_set_clock(struct ui *ui);
void scene_tech(struct ui *ui);
void scene_machine(struct ui *ui);
void scene_faults(struct ui *ui);
void scene_diagnosis(struct ui *ui);
void scene_log(struct ui *ui);
void scene_shot(struct ui *ui);
void scene_factory(struct ui *ui);
void scene_check(struct ui *ui);
void scene_points(struct ui *ui);
void scene_config(struct ui *ui);

// tally.c: looks at the frame shown and marks what the visit does.
void tally_look(struct kiosk *kiosk);
// Remembers that an event came to a choice.
void ahead_mark(struct kiosk *kiosk, const struct platform_event *event);
// The visit ends: its marks are added.
void tally_end(struct kiosk *kiosk);
// Flushes when it is time.
void tally_tick(struct kiosk *kiosk);

// duty.c: what of an action the process has to carry out, before it acts on the visit.
void duty_wish(struct kiosk *kiosk, const struct action *action);
// The keys VOL- VOL+ VOL- VOL+ HELP, one after the other and nothing between them: the technician is there.
bool duty_sequence(struct visit *visit, enum platform_key key);
// The first press of each key while keys are checked; it does nothing else.
bool duty_key(struct visit *visit, enum platform_key key);
// A finger met nothing: where, while the glass is checked.
void duty_touched(struct kiosk *kiosk, float x, float y);
// The picture of a screen is due; how long until then, INT_MAX = none is wanted.
void duty_tick(struct kiosk *kiosk);
int duty_timeout(const struct kiosk *kiosk);
// lights.c: a key of the staff counts one.
void lights_tally(struct kiosk *kiosk, enum wiring_function key);
// Over every screen: the tick that says so.
void lights_mark(struct ui *ui);
// Milliseconds until the tick leaves; INT_MAX: there is none.
int lights_timeout(const struct kiosk *kiosk);

// What the staff are told; never NULL.
const struct upkeep *upkeep_of(const struct world *world);
// A stick is in, or its end is not long ago.
bool upkeep_live(const struct world *world);
// Whether that phase is an end: the stick may be pulled out.
bool upkeep_ended(enum install_phase phase);
// 0..1 of what is copied, -1 = nothing is being copied.
float upkeep_value(const struct install_status *stick);
// One sentence for the phase.
struct store_text upkeep_sentence(struct ui *ui, enum install_phase phase);
// Over every screen: the strip about the stick.
void upkeep_strip(struct ui *ui);

// quiet.c: quiet hours, and nobody is there: the screen is dark.
bool quiet_dark(const struct kiosk *kiosk);
void quiet_build(struct kiosk *kiosk);
// An event on the dark screen, after input_event.
void quiet_wake(struct kiosk *kiosk, const struct platform_event *event);
// Milliseconds until quiet hours end.
int quiet_timeout(const struct kiosk *kiosk);

// hubconf.c: the first mistake of hub.conf in one line, for the staff; empty when there is none.
struct store_text config_notice(struct ui *ui);
// Likewise where there are no words: "hub.conf:12 (4211)", or "".
const char *config_digits(const struct world *world, struct arena *arena);
// A button to all of them, for the screens of the staff; none when there is nothing to say.
void config_button(struct ui *ui);

// Indices of the languages as hub.conf orders them, the others after; returns how many.
int languages_in_order(const struct world *world, int order[STORE_LANGUAGES_MAX]);
// Index of hub.conf's staff language; the hub's first where the content lacks it.
int staff_language(const struct world *world);
// The record's text field, by n.
struct store_text record_text(struct ui *ui, const char *table, int n, const char *field);
// A list of records as tiles that lead to a screen; names are "<table>.<id>".
void record_tiles(struct ui *ui, const char *table, struct store_list list, const char *field,
    enum screen screen, int columns);
// "Ask a person": the hub's windows with their hours.
void ask_person(struct ui *ui);
// Who checked the record and when; a note when it is due.
void provenance(struct ui *ui, const char *table, int n);
// "Open now. Closes at 16:00."
struct store_text opening_words(struct ui *ui, const struct store_opening *opening);
// Weekly hours as sentences, one to a line.
struct store_text hours_lines(struct ui *ui, const struct store_hours *hours, int count);
// The same as a fact.
void hours_fact(struct ui *ui, const char *name, const struct store_hours *hours, int count);
struct store_text price_words(struct ui *ui, const char *currency, int64_t amount);
// "1 original, 2 copies, with apostille"
struct store_text paper_words(struct ui *ui, const struct store_requirement *paper);
// Endonyms of a comma separated list of tags.
struct store_text language_names(struct ui *ui, const char *tags);
// Texts joined by a separator.
struct store_text joined(
    struct ui *ui, const char *separator, const struct store_text *texts, int count);
// "Price: XXD 5", with the colon and the spaces of the visitor's language; only one where the other is empty.
struct store_text labelled(struct ui *ui, struct store_text label, struct store_text value);
// What a place is called, for HELP.
struct store_text place_title(struct ui *ui, const struct place *place);
// A tile or button without a note.
struct choice plain_choice(
    const char *name, const char *icon, struct store_text title, struct action action);
// A button of a row of answers.
struct choice answer_choice(
    const char *name, const char *icon, struct store_text title, struct action action);
// "28 November 2026", in words around it where key is not NULL: {date}.
struct store_text day_words(struct ui *ui, const char *key, int day);
// "Code 6101"
struct store_text code_words(struct ui *ui, int code);
// "Week from 23 November 2026"
struct store_text period_words(struct ui *ui, const struct record_period *period);
// A number in words: {n}.
struct store_text number_words(struct ui *ui, const char *key, int n);
// QR codes, a page each, with a sentence about them.
void qr_pages(struct ui *ui, const char *const *codes, int count, const char *note);
// Codes of what is wrong with the machine, the most pressing first (diagnosis.c).
int diagnose(const struct world *world, int codes[HEALTH_FAULTS_MAX]);
// Marks the screen sensitive before its title is set and explains the quick exit.
void mark_sensitive(struct ui *ui, bool sensitive);

// Walks ---------------------------------------------------------------------------------------------
// The visitor wants no stairs.
bool step_free(const struct ui *ui);
// How far the service's place is on foot. False: nobody is led from here, or not to this place.
bool service_walk(
    struct ui *ui, const struct store_service *service, bool free, struct town_walk *walk);
// "12 minutes on foot", "right here", "ask the staff how to get there".
struct store_text walk_words(struct ui *ui, const struct town_walk *walk);
// "about 900 metres"; empty for what is here or not reached.
struct store_text walk_length_words(struct ui *ui, const struct town_walk *walk);
// Whether there are stairs on the way, and a box to tick against them; note may be empty.
void stairs_facts(struct ui *ui, const struct store_service *service);
void step_free_box(struct ui *ui, struct store_text note);
// A step's sentence, its picture, and what more is said of it; place: a landmark, "" = none.
struct store_text walk_sentence(struct ui *ui, const struct route_step *step, const char *place);
struct store_text walk_more(struct ui *ui, const struct route_step *step, const char *place);
const char *walk_icon(struct ui *ui, const struct route_step *step);
// All steps of the walk; 0 = there is none.
int walk_cards(
    struct ui *ui, const struct store_service *service, struct choice cards[ROUTE_STEPS_MAX]);

// What the visitor ticked on the filters' screen.
struct store_filter visit_filter(const struct world *world, const struct visit *visit);

// Map ------------------------------------------------------------------------------------------------

// Cameras, pure (camera.c). Lengths are px of the window.
struct camera_glass {
    float width;
    float height;
    struct rect clear; // what is fitted comes to lie in it
};
// The closest view, at most zoom, of all points; where none holds them all, the farthest around the first.
struct mapview_camera camera_fit(
    const struct mapview_point *points, int count, const struct camera_glass *glass, int zoom);
struct mapview_camera camera_moved(struct mapview_camera camera, float right, float down);
// One zoom or more closer (farther where by < 0); the place so far from the middle stays there.
struct mapview_camera camera_zoomed(struct mapview_camera camera, int by, float right, float down);
// The same, its middle on the map.
struct mapview_camera camera_kept(struct mapview_camera camera, const struct map_info *info);
// Where a point lies in the window.
void camera_point(const struct mapview_camera *camera, const struct camera_glass *glass,
    struct mapview_point point, float *x, float *y);
// The longest of 1, 2, 5, 10, ... metres that are no longer than most.
int camera_scale(const struct mapview_camera *camera, float most);

// Places with a pin (places.c): those of a topic (0: all) that pass the filters, or a single one;
// numbered from the nearest on. Sensitive ones and those whose address is not public are none.
enum { PLACES_MAX = 64, PLACE_SERVICES_MAX = 12 };

struct map_place {
    int location;
    const char *id; // of the location
    const char *icon;
    struct mapview_point at;
    struct town_walk walk;
    int number; // from 1
    int services[PLACE_SERVICES_MAX];
    int service_count;
};

struct map_places {
    struct map_place at[PLACES_MAX];
    int count;
};

// subject as of SCREEN_MAP: a location, 0 for all, -topic.
void places_find(const struct ui *ui, int subject, struct map_places *places);

// A button to the service's place on the map; 0: it has no pin there.
int map_choice(struct ui *ui, const struct store_service *service, struct choice *choice);

// A pin stands for one place or, where they lie too close, for several.
struct map_pin {
    float x; // px of the window: the place, or the middle of the group
    float y;
    struct rect plate; // mm from the map's top left
    int first;         // place
    int count;
    bool away;   // the plate had to leave the place, or stands for several
    bool hidden; // no plate
};

struct map_pins {
    struct map_pin at[PLACES_MAX];
    int count;
    int of[PLACES_MAX]; // the pin of each place, -1: outside the window
};

enum { PINS_KEPT_MAX = 4 };

struct pin_sizes {   // mm
    struct rect map; // the part of it that plates may lie on, from its top left
    float width;     // of a single one's plate
    float group;     // of a group's
    float height;
    float tip; // between place and plate
    float gap;
    float px_per_mm;
    struct rect kept[PINS_KEPT_MAX]; // no plate lies on these
    int kept_count;
    bool hub_seen; // the last of them is the hub
};
// Where the pins of places at those points (px of the window) stand: on the map, none closer than gap to
// another.
void pins_set(const struct mapview_point *points, int count, const struct mapview_camera *camera,
    const struct pin_sizes *sizes, struct map_pins *pins);

// The map's screen as laid out, mm of the panel (map.c); a right-to-left frame is mirrored later, what
// lies on the map is not.
struct map_desk {
    struct rect map;
    struct rect list;
    struct rect keys;
    float key; // side of one
    float gap;
};
struct map_desk map_desk(struct ui *ui);

struct map_sheet { // the map as shown
    struct ui *ui;
    struct map_desk desk;
    struct map_places places;
    struct map_pins pins;
    struct pin_sizes sizes;
    struct mapview_camera camera;
    struct camera_glass glass;
    struct mapview_line line;
    struct rect credit; // mm from the map's top left; h 0 = none
    struct rect label;  // of the hub, mm from the map's top left; w 0 = none
    int single;         // the location it is about, 0 = all
};
// Before a camera is chosen: what the credit takes.
void marks_measure(struct map_sheet *sheet);
// Nodes over the map (marks.c): first scale, north, credit and where the hub is; then the pins, which
// marks_ground has set.
void marks_ground(struct map_sheet *sheet);
void marks_pins(struct map_sheet *sheet);
// Tells the view what its names keep away from.
void marks_keep_free(const struct map_sheet *sheet);

// What actions, a drag in mm and a second tap at a point do to the map that is shown (moves.c).
void map_act(const struct kiosk *kiosk, struct visit *visit, const struct action *action);
void map_drag(const struct kiosk *kiosk, struct visit *visit, float right, float down);
void map_closer(const struct kiosk *kiosk, struct visit *visit, float x, float y);
// The way somebody looked at, and where, leave the canvas.
void map_forget(const struct world *world);
