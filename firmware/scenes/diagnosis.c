// What is wrong with the machine: in words, and as a few lines for a phone. Codes: health/README.md.
#include <stdio.h>
#include <string.h>

#include "scenes/internal.h"

static bool
any_line_ails(const struct buttons_state *buttons)
{
    for (int i = 0; i < WIRING_COUNT; i++) {
        const struct buttons_line *line = &buttons->lines[i];
        if (line->stuck || line->chatters || line->refusal != BUTTONS_ACCEPTED) {
            return true;
        }
    }
    return false;
}

// A hub without a panel is none that lost it: a keyboard will do.
static void
add_panel(const struct buttons_state *buttons, struct health_rest *rest)
{
    for (int i = 0; buttons && i < WIRING_CHIPS; i++) {
        rest->no_panel = rest->no_panel || buttons->chips[i] == BUTTONS_ABSENT;
        rest->panel_lost = rest->panel_lost || buttons->chips[i] == BUTTONS_LOST;
    }
    rest->key_stuck = buttons && any_line_ails(buttons);
}

static struct health_rest
rest_of(const struct world *world)
{
    const struct upkeep *upkeep = upkeep_of(world);
    const struct config *config = world->config;
    return (struct health_rest){.content_code = upkeep->content.code,
        .content_old = upkeep->content.old,
        .clock_unsure = clock_quality(world->clock) == CLOCK_UNSURE,
        .config_errors = world->report ? world->report->errors : 0,
        .unnamed = config->network[0] == '\0' || config->hub[0] == '\0',
        .counts_lost = upkeep->counts && !counts_kept(upkeep->counts),
        .collector = config->collector[0] != '\0'};
}

int
diagnose(const struct world *world, int codes[HEALTH_FAULTS_MAX])
{
    struct health_rest rest = rest_of(world);
    add_panel(upkeep_of(world)->buttons, &rest);
    return health_judge(&upkeep_of(world)->tech.health, &rest, codes);
}

void
kiosk_diagnosis(const struct world *world, char text[HEALTH_TEXT_MAX])
{
    static const char *const sources[] = {[INSTALL_CURRENT] = "installed",
        [INSTALL_PREVIOUS] = "previous",
        [INSTALL_FACTORY] = "factory"};
    static const char *const worth[] = {
        [CLOCK_SURE] = "sure", [CLOCK_BY_HAND] = "by-hand", [CLOCK_UNSURE] = "unsure"};
    const struct upkeep *upkeep = upkeep_of(world);
    const struct shelf_facts *facts = &upkeep->content;
    const struct date now = clock_date(world->clock);
    int codes[HEALTH_FAULTS_MAX];
    char hub[2 * CONFIG_NAME_MAX];
    char content[BUNDLE_VERSION_MAX + 24];
    char clock[64];
    snprintf(hub, sizeof hub, "%s/%s", world->config->network, world->config->hub);
    snprintf(content, sizeof content, "%s %s%s", facts->version,
        facts->source >= 0 ? sources[facts->source] : "file", facts->old ? " old" : "");
    snprintf(clock, sizeof clock, "%04d-%02d-%02d %02d:%02d %s", now.year, now.month, now.day,
        now.minute / 60, now.minute % 60, worth[clock_quality(world->clock)]);
    struct health_words words = {
        hub, upkeep->tech.program ? upkeep->tech.program : "?", content, clock};
    int count = diagnose(world, codes);
    health_text(&upkeep->tech.health, &words, codes, count, text);
}

// 51xx and 52xx have the words of a stick that was refused.
static struct store_text
fault_words(struct ui *ui, const char *what, int code)
{
    struct store_value unknown[] = {{"asked", "\u2026"}, {"here", "\u2026"}};
    bool stick = code / 1000 == 5;
    const char *kind = stick ? "stick" : "fault";
    const char *part = strcmp(what, "do") == 0 ? ".do" : stick ? ".reason" : "";
    return ui_words_with(ui, arena_printf(ui->arena, "%s%s.%d", kind, part, code), unknown, 2);
}

void
scene_faults(struct ui *ui)
{
    int codes[HEALTH_FAULTS_MAX];
    int count = diagnose(ui->world, codes);
    ui_title(ui, ui_words(ui, "tech.faults"), "warning");
    if (count == 0) {
        ui_note(ui, "faults.none", TONE_GOOD, "check", ui_words(ui, "tech.well"));
    }
    for (int i = 0; i < count; i++) {
        struct store_text words[] = {
            fault_words(ui, "is", codes[i]), fault_words(ui, "do", codes[i])};
        ui_fact(ui, ui_name(ui, "fault", codes[i]), "warning", code_words(ui, codes[i]),
            joined(ui, "\n", words, 2));
    }
}

void
scene_diagnosis(struct ui *ui)
{
    char *text = arena_array(ui->arena, char, HEALTH_TEXT_MAX);
    kiosk_diagnosis(ui->world, text);
    ui_title(ui, ui_words(ui, "tech.diagnosis"), "qr");
    qr_pages(ui, (const char *const[]){text}, 1, "tech.diagnosis-note");
}
