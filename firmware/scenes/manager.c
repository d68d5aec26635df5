// The manager's: which content is shown, what became of the last sticks, the way back; and the doors to the rest.
#include <stdio.h>

#include "scenes/internal.h"

// Numbers in an order that the manual names: kept from visitors' fingers, not from anybody's eyes.
void
scene_staff(struct ui *ui)
{
    ui_title(ui, ui_words(ui, "manager.title"), "settings");
    struct choice numbers[4];
    for (int i = 0; i < 4; i++) {
        const char *digit = store_number(ui->world->store, ui->arena, ui->visit->language, i + 1);
        numbers[i] = (struct choice){.name = ui_name(ui, "staff", i + 1),
            .title = ui_plain(ui, digit),
            .action = {.kind = ACT_STAFF, .arg = i + 1},
            .role = ROLE_BUTTON};
    }
    ui_choices(ui, numbers, 4, -2, false);
    ui_paragraph(ui, "staff.note", ui_words(ui, "manager.gate"), TYPE_BODY);
}

static void
content(struct ui *ui, const struct shelf_facts *facts)
{
    const char *source = facts->source == INSTALL_CURRENT    ? "manager.from-current"
                         : facts->source == INSTALL_PREVIOUS ? "manager.from-previous"
                         : facts->source == INSTALL_FACTORY  ? "manager.from-factory"
                                                             : "manager.from-file";
    struct store_text lines[5] = {ui_plain(ui, facts->version), ui_words(ui, source)};
    if (facts->issued > 0) {
        struct store_value signer = {"key", facts->signer};
        struct store_text age[] = {
            facts->days > 0 ? ui_words_count(ui, "manager.days", facts->days) : ui_plain(ui, ""),
            ui_words(ui, facts->old ? "manager.stale" : "manager.fresh")};
        lines[2] = day_words(ui, "manager.issued", facts->issued);
        lines[3] = joined(ui, " \u00b7 ", age, 2);
        lines[4] =
            facts->signer[0] ? ui_words_with(ui, "manager.signer", &signer, 1) : ui_plain(ui, "");
    }
    if (facts->code != 0) {
        struct store_text why[] = {ui_words(ui, "manager.fell-back"), code_words(ui, facts->code)};
        ui_note(ui, "manager.fell-back", TONE_ATTENTION, "warning", joined(ui, " ", why, 2));
    }
    ui_fact(
        ui, "manager.content", "info", ui_words(ui, "manager.content"), joined(ui, "\n", lines, 5));
    const struct config *config = ui->world->config;
    struct store_text names[] = {ui_plain(ui, config->network), ui_plain(ui, config->hub)};
    ui_fact(ui, "manager.hub", "pin", ui_words(ui, "manager.hub"), joined(ui, " · ", names, 2));
}

static void
way_back(struct ui *ui, const struct upkeep *upkeep)
{
    if (upkeep->revert == REVERT_ASKED) {
        ui_note(ui, "manager.asked", TONE_GOOD, "clock", ui_words(ui, "manager.revert-asked"));
    } else if (upkeep->revert == REVERT_FAILED) {
        ui_note(
            ui, "manager.failed", TONE_ATTENTION, "warning", ui_words(ui, "manager.revert-failed"));
    } else if (!upkeep->content.can_revert) {
        ui_fact(ui, "manager.none", "refresh", (struct store_text){0},
            ui_words(ui, "manager.revert-none"));
    } else {
        struct choice revert = plain_choice(
            "manager.revert", "refresh", ui_words(ui, "manager.revert"), ui_go(SCREEN_REVERT, 0));
        ui_button(ui, &revert);
    }
}

static void
sticks(struct ui *ui, const struct upkeep *upkeep)
{
    ui_heading(ui, "manager.log", ui_words(ui, "manager.log"));
    for (int i = 0; i < upkeep->audit_count; i++) {
        const struct install_audit *audit = &upkeep->audit[i];
        bool refused = audit->result == INSTALL_REFUSED;
        const char *why = arena_printf(ui->arena, "stick.reason.%d", (int)audit->reason);
        struct store_value unknown[] = {{"asked", "…"}, {"here", "…"}};
        struct store_text words[] = {upkeep_sentence(ui, audit->result),
            refused ? ui_words_with(ui, why, unknown, 2) : (struct store_text){0},
            refused ? code_words(ui, (int)audit->reason) : (struct store_text){0}};
        ui_fact(ui, ui_name(ui, "manager.stick", i + 1), refused ? "warning" : "check",
            day_words(ui, NULL, audit->day), joined(ui, " ", words, 3));
    }
    if (upkeep->audit_count == 0) {
        ui_paragraph(ui, "manager.log-none", ui_words(ui, "manager.log-none"), TYPE_BODY);
    }
}

static void
doors(struct ui *ui)
{
    bool sealed = phones_sealed(ui);
    struct choice choices[4];
    int count = 0;
    choices[count++] =
        answer_choice("manager.due", "calendar", ui_words(ui, "due.title"), ui_go(SCREEN_DUE, 0));
    choices[count++] = answer_choice(
        "manager.counted", "list", ui_words(ui, "counted-title"), ui_go(SCREEN_COUNTED, 0));
    if (!sealed) {
        choices[count++] = answer_choice(
            "manager.phones", "qr", ui_words(ui, "phones.title"), ui_go(SCREEN_PHONES, 0));
    }
    choices[count++] = answer_choice(
        "manager.clock", "clock", ui_words(ui, "clock.title"), ui_go(SCREEN_CLOCK, 0));
    ui_choices(ui, choices, count, 2, false);
    if (sealed) {
        ui_note(ui, "manager.sealed", TONE_PLAIN, "info", ui_words(ui, "phones.sealed"));
    }
}

void
scene_manager(struct ui *ui)
{
    const struct upkeep *upkeep = upkeep_of(ui->world);
    ui_title(ui, ui_words(ui, "manager.title"), "settings");
    content(ui, &upkeep->content);
    config_button(ui);
    doors(ui);
    way_back(ui, upkeep);
    sticks(ui, upkeep);
}

void
scene_revert(struct ui *ui)
{
    ui_title(ui, ui_words(ui, "manager.title"), "settings");
    ui_heading(ui, "revert.ask", ui_words(ui, "manager.revert-ask"));
    struct choice answers[] = {
        plain_choice("revert.no", "close", ui_words(ui, "manager.revert-no"),
            (struct action){.kind = ACT_BACK}),
        plain_choice("revert.yes", "refresh", ui_words(ui, "manager.revert-yes"),
            (struct action){.kind = ACT_REVERT}),
    };
    answers[0].role = answers[1].role = ROLE_BUTTON;
    answers[1].tone = TONE_ACTION;
    if (!ui->compact) { // there both answers come first, and there is no room for more
        ui_paragraph(ui, "revert.note", ui_words(ui, "manager.revert-note"), TYPE_BODY);
    }
    ui_choices(ui, answers, 2, ui->compact ? -2 : 2, false);
}
