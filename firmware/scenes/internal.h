#pragma once
// What the scenes share.

#include "scenes/scenes.h"

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
void scene_hotlines(struct ui *ui);
void scene_myths(struct ui *ui);
void scene_myth(struct ui *ui);
void scene_showcards(struct ui *ui);
void scene_showcard(struct ui *ui);
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

// tally.c: looks at the frame shown and marks what the visit does.
void tally_look(struct kiosk *kiosk);
// The visit ends: its marks are added.
void tally_end(struct kiosk *kiosk);
// Flushes when it is time.
void tally_tick(struct kiosk *kiosk);

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
// Weekly hours as sentences, one fact.
void hours_fact(struct ui *ui, const char *name, const struct store_hours *hours, int count);
struct store_text price_words(struct ui *ui, const char *currency, int64_t amount);
// "1 original, 2 copies, with apostille"
struct store_text paper_words(struct ui *ui, const struct store_requirement *paper);
// Endonyms of a comma separated list of tags.
struct store_text language_names(struct ui *ui, const char *tags);
// Texts joined by a separator.
struct store_text joined(
    struct ui *ui, const char *separator, const struct store_text *texts, int count);
// What a place is called, for HELP.
struct store_text place_title(struct ui *ui, const struct place *place);
// A tile or button without a note.
struct choice plain_choice(
    const char *name, const char *icon, struct store_text title, struct action action);
// Marks the screen sensitive before its title is set and explains the quick exit.
void mark_sensitive(struct ui *ui, bool sensitive);
