// Questions that lead somewhere, pages, alerts.
#include <string.h>

#include "scenes/internal.h"

// Questions ------------------------------------------------------------------------------------------

void
scene_question(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_question question = store_question(store, ui->arena, ui->visit->at.arg);
    struct store_value n = {
        "n", store_number(store, ui->arena, ui->visit->language, ui->visit->questions + 1)};
    ui_title(ui, ui_words_with(ui, "question-of", &n, 1), "question");
    ui_heading(ui, "question.text", ui_field(ui, "question", question.id, "text"));
    struct store_text help = ui_field(ui, "question", question.id, "help");
    if (!ui->compact) { // on a small page it would push every answer off to the next one
        ui_paragraph(ui, "question.help", help, TYPE_BODY);
    }
    struct store_list answers = store_answers(store, ui->arena, question.n);
    struct choice choices[8];
    int count = answers.count < 8 ? answers.count : 8;
    for (int i = 0; i < count; i++) {
        struct store_answer answer = store_answer(store, ui->arena, answers.n[i]);
        choices[i] = (struct choice){
            .name = arena_printf(ui->arena, "answer.%s", answer.id),
            .icon = answer.icon,
            .title = ui_field(ui, "answer", answer.id, "text"),
            .action = {.kind = ACT_ANSWER, .arg = answer.n},
            .number = i + 1,
        };
    }
    ui_choices(ui, choices, count, 1, false);
    if (ui->compact) {
        ui_paragraph(ui, "question.help", help, TYPE_BODY);
    }
    ui_paragraph(ui, "question.private", ui_words(ui, "question-private"), TYPE_SMALL);
}

void
scene_result(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_answer answer = store_answer(store, ui->arena, ui->visit->at.arg);
    ui_title(ui, ui_words(ui, "answer-result"), "info");
    ui_paragraph(ui, "result.text", ui_field(ui, "answer", answer.id, "result"), TYPE_BODY);
    if (answer.procedure > 0) {
        struct store_procedure p = store_procedure(store, ui->arena, answer.procedure);
        ui_heading(ui, "result.heading", ui_words(ui, "answer-procedure"));
        struct choice go = plain_choice("result.procedure", p.icon,
            ui_field(ui, "procedure", p.id, "name"), ui_go(SCREEN_PROCEDURE, p.n));
        go.tone = TONE_TINT;
        struct choice papers = plain_choice("result.papers", "documents",
            ui_words(ui, "procedure-start"), ui_go(SCREEN_BRING, p.n));
        papers.tone = TONE_ACTION;
        ui_button(ui, &go);
        ui_button(ui, &papers);
    }
    ui_heading(ui, "result.person", ui_words(ui, "answer-person"));
    ask_person(ui);
}

// Pages, alerts --------------------------------------------------------------------------------------

static void
one_block(struct ui *ui, int n, int *number)
{
    struct store_block block = store_block(ui->world->store, ui->arena, n);
    struct store_text text = ui_field(ui, "page_block", block.id, "text");
    const char *name = arena_printf(ui->arena, "block.%s", block.id);
    bool numbered = strcmp(block.kind, "number") == 0;
    *number = numbered ? *number + 1 : 0;
    if (strcmp(block.kind, "heading") == 0) {
        ui_heading(ui, name, text);
    } else if (strcmp(block.kind, "warning") == 0) {
        ui_note(ui, name, TONE_ATTENTION, "warning", text);
    } else if (strcmp(block.kind, "item") == 0) {
        ui_fact(ui, name, "check", (struct store_text){0}, text);
    } else if (numbered) {
        ui_step(ui, name, *number, text, NULL, 0);
    } else if (strcmp(block.kind, "picture") == 0) {
        ui_picture(ui, name, block.picture, text, 45.0f * ui->unit);
    } else {
        ui_paragraph(ui, name, text, TYPE_BODY);
    }
}

void
scene_page(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_page page = store_page(store, ui->arena, ui->visit->at.arg);
    mark_sensitive(ui, page.sensitive);
    ui_title(ui, ui_field(ui, "page", page.id, "name"), page.icon);
    if (page.sensitive) {
        ui_note(ui, "sensitive", TONE_TINT, "hide", ui_words(ui, "sensitive-note"));
    }
    struct store_list blocks = store_blocks(store, ui->arena, page.n);
    int number = 0;
    for (int i = 0; i < blocks.count; i++) {
        one_block(ui, blocks.n[i], &number);
    }
    if (page.service > 0) {
        struct choice help = plain_choice("page.service", "pin",
            record_text(ui, "service", page.service, "name"), ui_go(SCREEN_SERVICE, page.service));
        ui_button(ui, &help);
    }
    provenance(ui, "page", page.n);
}

void
scene_alert(struct ui *ui)
{
    struct store *store = ui->world->store;
    ui_title(ui, ui_words(ui, "alert"), "alert");
    struct store_list alerts = store_alerts(store, ui->arena, ui->world->clock);
    for (int i = 0; i < alerts.count; i++) {
        struct store_alert alert = store_alert(store, ui->arena, alerts.n[i]);
        bool danger = strcmp(alert.severity, "danger") == 0;
        ui_note(ui, arena_printf(ui->arena, "alert.%s", alert.id),
            danger ? TONE_DANGER : TONE_ATTENTION, danger ? "danger" : "alert",
            ui_field(ui, "alert", alert.id, "name"));
        ui_paragraph(ui, arena_printf(ui->arena, "alert.%s.text", alert.id),
            ui_field(ui, "alert", alert.id, "text"), TYPE_BODY);
        struct store_text area = ui_field(ui, "alert", alert.id, "area");
        struct date since = clock_date_of_days(alert.starts_days);
        struct store_value date = {
            "date", store_date(store, ui->arena, ui->visit->language, &since)};
        struct store_text pair[] = {area, ui_words_with(ui, "alert-since", &date, 1)};
        ui_paragraph(ui, arena_printf(ui->arena, "alert.%s.since", alert.id),
            joined(ui, " · ", pair, 2), TYPE_SMALL);
        struct choice more =
            alert.page > 0
                ? plain_choice(arena_printf(ui->arena, "alert.%s.page", alert.id), "next",
                      record_text(ui, "page", alert.page, "name"), ui_go(SCREEN_PAGE, alert.page))
                : plain_choice(arena_printf(ui->arena, "alert.%s.service", alert.id), "pin",
                      record_text(ui, "service", alert.service, "name"),
                      ui_go(SCREEN_SERVICE, alert.service));
        if (alert.page > 0 || alert.service > 0) {
            ui_button(ui, &more);
        }
        ui_gap(ui, 4);
    }
    if (alerts.count == 0) {
        ui_note(ui, "none", TONE_GOOD, "check", ui_words(ui, "list-none"));
    }
}
