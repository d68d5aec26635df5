#pragma once
// What would hurt a reader: rules over checked content. Errors keep a folder from being built.

#include "content.h"

void lint(struct content *content);

// Its parts.
void lint_records(struct content *content); // dates, hours, phones, sources, places, safety
void lint_guidance(
    struct content *content);             // topics, question trees, papers that ask for each other
void lint_texts(struct content *content); // sentences, words, ease of reading, per language
void lint_translations(struct content *content); // numbers and placeholders

// Where the text stands: the sheet, or the .po file of the language.
struct spot lint_spot(struct content *content, const struct unit *unit, int language);
