#pragma once
// What the files of ui share.

#include "ui/ui.h"

#define UI_MARK_MM 1.2f // side bar of a text in another language

float ui_clamp(float value, float low, float high);

// Moves of the staff (duty.c); false: the action is none of theirs.
bool duty_apply(struct visit *visit, const struct action *action, const struct world *world);
void visit_arrive(struct visit *visit, enum screen screen, int arg);
void visit_go(struct visit *visit, enum screen screen, int arg);
void visit_back(struct visit *visit);

// Bars -----------------------------------------------------------------------------------------------
// Height above the header (tall panels), of the header, of the foot bar; mm.
float bars_top(const struct ui *ui);
float header_height(const struct ui *ui);
float foot_height(const struct ui *ui);
// Width of the buttons at the header's end, with the gap before them.
float header_taken(const struct ui *ui);
// Of the line above the foot bar that says how old the content is; 0 = it is not.
float old_height(struct ui *ui);
void old_line(struct ui *ui);
// Everything but the title, which the scene sets.
void bars(struct ui *ui);

// Flow -----------------------------------------------------------------------------------------------
enum { FLOW_BLOCKS_MAX = 512, FLOW_HINTS_MAX = 32 };

enum flow_kind {
    FLOW_BODY,
    FLOW_LEADS,  // goes with what follows: a heading, a picture
    FLOW_REMARK, // goes with what is there
};

struct flow_block {
    float height;
    int page;
    enum flow_kind kind;
};

struct flow_hint {
    int block;
    float spare; // mm it has to leave below itself for what would otherwise stand alone
};

struct flow {   // the blocks of one pass, and what the passes before taught
    bool waits; // nothing on the page being filled answers anything yet
    int count;
    struct flow_block block[FLOW_BLOCKS_MAX];
    bool tight; // what goes along is smaller than usual
    bool noted; // the note about untranslated text is shown
    bool wide;  // the scene takes the wide column, as its first pass has shown
    int hint_count;
    struct flow_hint hints[FLOW_HINTS_MAX];
};

void flow_start(struct ui *ui);
bool flow_waits(const struct ui *ui);
struct slot flow_place(struct ui *ui, float height, enum flow_kind kind);
// ui_most for a block that makes do with least.
float flow_most(const struct ui *ui, float least);
// The height a block of that height gets: less, where it would otherwise leave what goes with it
// alone. attempt 0: what leads to it and what follows; 1: what leads to it; 2: all it wants.
float flow_squeeze(const struct ui *ui, float height, int attempt);
// Text over as many pages as it needs; returns where it begins.
struct slot flow_text(struct ui *ui, const char *name, struct store_text text,
    const struct ui_look *look, enum flow_kind kind);
void flow_note(struct ui *ui, const struct choice *note, enum flow_kind kind, float most);
// True when a page of the finished pass answers nothing and another pass will do better.
bool flow_mend(struct ui *ui);

// Blocks ---------------------------------------------------------------------------------------------
float ui_spacing(const struct ui *ui); // between blocks
float ui_padding(const struct ui *ui); // inside cards
// Height of the lowest choice: three of them stand on a page of a small panel.
float ui_touch_least(const struct ui *ui);
float ui_icon_side(const struct ui *ui);
float ui_disc_side(const struct ui *ui); // of the disc a number stands in
bool ui_is_empty(struct store_text text);
// The look, smaller if need be: no word is ever cut in two.
struct ui_look ui_whole_words(
    struct ui *ui, struct store_text text, struct ui_look look, float width);
// The bar at the start side of a text that stands in another language than the visitor's.
void ui_mark_fallback(struct ui *ui, const char *name, struct rect rect);
void ui_card_colours(struct ui *ui, struct node *node, enum tone tone);
