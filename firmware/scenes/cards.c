// Myths, show-cards, posters, lessons, courses, events, the one question.
#include "scenes/internal.h"

#include <math.h>
#include <string.h>

static const char *
own_id(struct ui *ui, const char *table)
{
    return store_id(ui->world->store, ui->arena, table, ui->visit->at.arg);
}

static void
list_screen(
    struct ui *ui, const char *table, const char *title, const char *icon, enum screen screen)
{
    const char *field = strcmp(table, "myth") == 0 ? "claim" : "name";
    ui_wide(ui);
    ui_title(ui, ui_words(ui, title), icon);
    struct store_list all = store_all(ui->world->store, ui->arena, table, 0, ui->world->clock);
    record_tiles(ui, table, all, field, screen, 2);
    if (all.count == 0) {
        ui_note(ui, "none", TONE_ATTENTION, "person", ui_words(ui, "list-none"));
    }
}

void
scene_myths(struct ui *ui)
{
    list_screen(ui, "myth", "myths-title", "myth", SCREEN_MYTH);
}

// "It is said: ..."; it is the claim or the fact that is read aloud.
static struct store_text
said_words(struct ui *ui, const char *label, struct store_text said)
{
    struct store_text text = labelled(ui, ui_words(ui, label), said);
    text.key = said.key;
    text.lang = said.lang;
    return text;
}

void
scene_myth(struct ui *ui)
{
    const char *id = own_id(ui, "myth");
    ui_title(ui, ui_words(ui, "myths-title"), "myth");
    // Never the rumour without the truth on the same page.
    struct store_text claim = said_words(ui, "myth-claim", ui_field(ui, "myth", id, "claim"));
    struct store_text fact = said_words(ui, "myth-fact", ui_field(ui, "myth", id, "fact"));
    ui_aside(ui, "myth.claim", TONE_ATTENTION, "false", claim);
    ui_note(ui, "myth.fact", TONE_GOOD, "true", fact);
    provenance(ui, "myth", ui->visit->at.arg);
}

void
scene_showcards(struct ui *ui)
{
    list_screen(ui, "showcard", "showcards-title", "showcard", SCREEN_SHOWCARD);
}

// Large in the language of the clerk, small in the reader's, so that both know what it says.
void
scene_showcard(struct ui *ui)
{
    struct store *store = ui->world->store;
    const char *id = own_id(ui, "showcard");
    int local = store_language_index(store, store_meta(store, "local_language"));
    local = local < 0 ? 0 : local;
    ui_title(ui, ui_field(ui, "showcard", id, "name"), "showcard");
    struct store_text large = store_text(store, ui->arena, local, "showcard", id, "text");
    large.fallback = false; // in the local language on purpose
    ui_paragraph(ui, "showcard.text", large, TYPE_TILE);
    if (local != ui->visit->language) {
        struct store_value value = {
            "language", store_language(store, ui->visit->language)->endonym};
        ui_paragraph(ui, "showcard.in", ui_words_with(ui, "showcard-in", &value, 1), TYPE_SMALL);
        ui_paragraph(ui, "showcard.own", ui_field(ui, "showcard", id, "text"), TYPE_BODY);
    }
    ui_paragraph(ui, "showcard.legal", ui_field(ui, "showcard", id, "legal_note"), TYPE_SMALL);
}

void
scene_posters(struct ui *ui)
{
    list_screen(ui, "poster", "posters-title", "poster", SCREEN_POSTER);
}

void
scene_poster(struct ui *ui)
{
    struct store *store = ui->world->store;
    int n = ui->visit->at.arg;
    const char *id = own_id(ui, "poster");
    ui_title(ui, ui_field(ui, "poster", id, "name"), "poster");
    ui_picture(ui, "poster.picture", store_icon(store, ui->arena, "poster", n),
        (struct store_text){0}, fminf(ui->area.h * 0.45f, 60.0f));
    ui_paragraph(ui, "poster.text", ui_field(ui, "poster", id, "text"), TYPE_TILE);
}

// Lessons --------------------------------------------------------------------------------------------

void
scene_lessons(struct ui *ui)
{
    list_screen(ui, "lesson", "lessons-title", "lesson", SCREEN_LESSON);
}

static struct store_text
n_of(struct ui *ui, const char *key, int n, int total)
{
    struct store *store = ui->world->store;
    struct store_value values[] = {{"n", store_number(store, ui->arena, ui->visit->language, n)},
        {"total", store_number(store, ui->arena, ui->visit->language, total)}};
    return ui_words_with(ui, key, values, 2);
}

// One card to a page: a picture, one idea.
void
scene_lesson(struct ui *ui)
{
    struct store *store = ui->world->store;
    int n = ui->visit->at.arg;
    ui_title(ui, ui_field(ui, "lesson", own_id(ui, "lesson"), "name"), "lesson");
    struct store_list cards = store_all(store, ui->arena, "lesson_card", n, ui->world->clock);
    for (int i = 0; i < cards.count; i++) {
        const char *id = store_id(store, ui->arena, "lesson_card", cards.n[i]);
        const char *name = arena_printf(ui->arena, "card.%s", id);
        if (i > 0) {
            ui_new_page(ui);
        }
        ui_paragraph(ui, arena_printf(ui->arena, "%s.count", name),
            n_of(ui, "lesson-card", i + 1, cards.count), TYPE_SMALL);
        ui_picture(ui, arena_printf(ui->arena, "%s.picture", name),
            store_icon(store, ui->arena, "lesson_card", cards.n[i]), (struct store_text){0},
            ui->area.h * (ui->compact ? 0.24f : 0.32f));
        ui_paragraph(ui, name, ui_field(ui, "lesson_card", id, "text"), TYPE_TILE);
    }
    struct store_list quiz = store_all(store, ui->arena, "quiz_item", n, ui->world->clock);
    if (quiz.count > 0) {
        struct choice start = plain_choice("lesson.quiz", "quiz", ui_words(ui, "lesson-start-quiz"),
            ui_go(SCREEN_QUIZ, quiz.n[0]));
        start.tone = TONE_ACTION;
        ui_button(ui, &start);
    }
}

static void
quiz_answers(struct ui *ui, int item)
{
    struct store *store = ui->world->store;
    struct store_list answers = store_all(store, ui->arena, "quiz_answer", item, ui->world->clock);
    struct choice choices[8];
    int count = answers.count < 8 ? answers.count : 8;
    for (int i = 0; i < count; i++) {
        const char *id = store_id(store, ui->arena, "quiz_answer", answers.n[i]);
        choices[i] = (struct choice){.name = arena_printf(ui->arena, "quiz.%s", id),
            .title = ui_field(ui, "quiz_answer", id, "text"),
            .action = {.kind = ACT_QUIZ, .arg = answers.n[i]},
            .number = i + 1};
    }
    ui_choices(ui, choices, count, 1, false);
}

static void
quiz_result(struct ui *ui, int item, const struct store_list *all, int at)
{
    struct store *store = ui->world->store;
    bool right = store_quiz_correct(store, ui->visit->answered);
    ui_note(ui, "quiz.result", right ? TONE_GOOD : TONE_ATTENTION, right ? "true" : "false",
        ui_words(ui, right ? "quiz-right" : "quiz-wrong"));
    ui_paragraph(ui, "quiz.explanation",
        ui_field(ui, "quiz_item", store_id(store, ui->arena, "quiz_item", item), "explanation"),
        TYPE_BODY);
    bool last = at + 1 >= all->count;
    struct choice next = plain_choice("quiz.next", last ? "check" : "next",
        ui_words(ui, last ? "quiz-end" : "quiz-next"),
        last ? ui_go(SCREEN_LESSONS, 0) : ui_go(SCREEN_QUIZ, all->n[at + 1]));
    next.tone = TONE_ACTION;
    ui_button(ui, &next);
}

void
scene_quiz(struct ui *ui)
{
    struct store *store = ui->world->store;
    int item = ui->visit->at.arg;
    int lesson = store_int(store, "quiz_item", "lesson_n", item);
    struct store_list all = store_all(store, ui->arena, "quiz_item", lesson, ui->world->clock);
    int at = 0;
    while (at + 1 < all.count && all.n[at] != item) {
        at++;
    }
    ui_title(ui, n_of(ui, "quiz-question", at + 1, all.count), "quiz");
    ui_heading(ui, "quiz.text",
        ui_field(ui, "quiz_item", store_id(store, ui->arena, "quiz_item", item), "text"));
    if (ui->visit->answered == 0) {
        quiz_answers(ui, item);
    } else {
        quiz_result(ui, item, &all, at);
    }
}

// Courses, events ------------------------------------------------------------------------------------

void
scene_courses(struct ui *ui)
{
    list_screen(ui, "learn_item", "courses-title", "training", SCREEN_COURSE);
}

void
scene_course(struct ui *ui)
{
    struct store *store = ui->world->store;
    int n = ui->visit->at.arg;
    const char *id = own_id(ui, "learn_item");
    ui_title(ui, ui_field(ui, "learn_item", id, "name"), "training");
    ui_paragraph(
        ui, "course.description", ui_field(ui, "learn_item", id, "description"), TYPE_BODY);
    int hours = store_int(store, "learn_item", "hours", n);
    if (hours > 0) {
        ui_fact(ui, "course.hours", "clock", (struct store_text){0},
            ui_words_count(ui, "course-hours", hours));
    }
    struct store_value languages = {"languages",
        language_names(ui, store_string(store, ui->arena, "learn_item", "languages", n)).text};
    ui_fact(ui, "course.languages", "speech", (struct store_text){0},
        ui_words_with(ui, "course-languages", &languages, 1));
    if (store_int(store, "learn_item", "free", n) == 1) {
        ui_fact(ui, "course.free", "free", (struct store_text){0}, ui_words(ui, "free"));
    }
    if (store_int(store, "learn_item", "certificate", n) == 1) {
        ui_fact(ui, "course.certificate", "doc-diploma", (struct store_text){0},
            ui_words(ui, "course-certificate"));
    }
    ui_fact(ui, "course.how", "list", ui_words(ui, "course-how"),
        ui_field(ui, "learn_item", id, "how_to"));
    int service = store_int(store, "learn_item", "service_n", n);
    if (service > 0) {
        struct choice place = plain_choice("course.service", "pin",
            record_text(ui, "service", service, "name"), ui_go(SCREEN_SERVICE, service));
        ui_button(ui, &place);
    }
}

void
scene_events(struct ui *ui)
{
    list_screen(ui, "event", "events-title", "calendar", SCREEN_EVENT);
}

void
scene_event(struct ui *ui)
{
    struct store *store = ui->world->store;
    int n = ui->visit->at.arg;
    int lang = ui->visit->language;
    const char *id = own_id(ui, "event");
    ui_title(ui, ui_field(ui, "event", id, "name"), "calendar");
    ui_paragraph(ui, "event.description", ui_field(ui, "event", id, "description"), TYPE_BODY);
    int days = 0;
    int from = 0;
    int to = 0;
    if (clock_parse_date(store_string(store, ui->arena, "event", "starts", n), &days) &&
        clock_parse_time(store_string(store, ui->arena, "event", "opens_at", n), &from) &&
        clock_parse_time(store_string(store, ui->arena, "event", "closes_at", n), &to)) {
        struct date date = clock_date_of_days(days);
        struct store_value values[] = {{"day", store_date(store, ui->arena, lang, &date)},
            {"from", store_time(store, ui->arena, lang, from)},
            {"to", store_time(store, ui->arena, lang, to)}};
        ui_fact(ui, "event.when", "calendar", (struct store_text){0},
            ui_words_with(ui, "hours-days", values, 3));
    }
    int service = store_int(store, "event", "service_n", n);
    if (service > 0) {
        struct choice place = plain_choice("event.service", "pin",
            record_text(ui, "service", service, "name"), ui_go(SCREEN_SERVICE, service));
        ui_button(ui, &place);
    }
}

// The one question -----------------------------------------------------------------------------------

void
scene_survey(struct ui *ui)
{
    struct store *store = ui->world->store;
    ui_title(ui, ui_words(ui, "survey-title"), "smile");
    struct store_list surveys = store_all(store, ui->arena, "survey", 0, ui->world->clock);
    if (surveys.count == 0) {
        ui_note(ui, "none", TONE_ATTENTION, "person", ui_words(ui, "list-none"));
        return;
    }
    if (ui->visit->answered != 0) {
        ui_note(ui, "survey.thanks", TONE_GOOD, "check", ui_words(ui, "survey-thanks"));
        return;
    }
    int n = surveys.n[0];
    ui_heading(ui, "survey.text", record_text(ui, "survey", n, "text"));
    struct store_list options = store_all(store, ui->arena, "survey_option", n, ui->world->clock);
    struct choice choices[9];
    int count = options.count < 8 ? options.count : 8;
    for (int i = 0; i < count; i++) {
        const char *id = store_id(store, ui->arena, "survey_option", options.n[i]);
        choices[i] = plain_choice(arena_printf(ui->arena, "survey.%s", id),
            store_icon(store, ui->arena, "survey_option", options.n[i]),
            ui_field(ui, "survey_option", id, "text"),
            (struct action){.kind = ACT_SURVEY, .arg = options.n[i]});
    }
    choices[count++] = plain_choice("survey.skip", "next", ui_words(ui, "survey-skip"),
        (struct action){.kind = ACT_SURVEY, .arg = 0});
    ui_choices(ui, choices, count, 2, false);
    ui_paragraph(ui, "survey.note", ui_words(ui, "survey-note"), TYPE_SMALL);
}
