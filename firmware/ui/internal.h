#pragma once
// What the files of ui share.

#include "ui/ui.h"

#define UI_MARK_MM 1.2f // side bar of a text in another language

float ui_clamp(float value, float low, float high);

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

// Blocks ---------------------------------------------------------------------------------------------
float ui_spacing(const struct ui *ui); // between blocks
float ui_padding(const struct ui *ui); // inside cards
float ui_icon_side(const struct ui *ui);
float ui_disc_side(const struct ui *ui); // of the disc a number stands in
bool ui_is_empty(struct store_text text);
// The look, smaller if need be: no word is ever cut in two.
struct ui_look ui_whole_words(
    struct ui *ui, struct store_text text, struct ui_look look, float width);
// The bar at the start side of a text that stands in another language than the visitor's.
void ui_mark_fallback(struct ui *ui, const char *name, struct rect rect);
void ui_card_colours(struct ui *ui, struct node *node, enum tone tone);
