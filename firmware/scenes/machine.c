// What the machine is and how it is: facts, one subject to a screen.
#include <string.h>

#include "scenes/internal.h"

static const char *
number(struct ui *ui, int64_t n)
{
    return store_number(ui->world->store, ui->arena, ui->visit->language, (int)n);
}

static struct store_text
known(struct ui *ui, const char *text)
{
    return text && *text ? ui_plain(ui, text) : ui_words(ui, "tech.unknown");
}

static void
fact(struct ui *ui, const char *key, const char *icon, struct store_text value)
{
    ui_fact(ui, key, icon, ui_words(ui, key), value);
}

static struct store_text
amount(struct ui *ui, const char *key, int64_t n)
{
    return n < 0 ? ui_words(ui, "tech.unknown") : number_words(ui, key, (int)n);
}

// What a technician looks for in hub.conf, by its name there.
static struct store_text
ailing_lines(struct ui *ui, const struct buttons_state *buttons)
{
    const char *names = "";
    for (int i = 0; i < WIRING_COUNT; i++) {
        const struct buttons_line *line = &buttons->lines[i];
        const char *why = line->stuck                         ? "stuck"
                          : line->chatters                    ? "chatters"
                          : line->refusal != BUTTONS_ACCEPTED ? buttons_refusal_name(line->refusal)
                                                              : NULL;
        if (why) {
            names = arena_printf(ui->arena, "%s%s%s: %s", names, *names ? ", " : "",
                wiring_name((enum wiring_function)i), why);
        }
    }
    return ui_plain(ui, names);
}

static struct store_text
panel_words(struct ui *ui)
{
    const struct buttons_state *buttons = upkeep_of(ui->world)->buttons;
    if (!buttons || buttons->chips[0] == BUTTONS_UNSET) {
        return ui_words(ui, "tech.panel-unset");
    }
    const char *key = buttons->chips[0] == BUTTONS_PRESENT ? "tech.panel-present"
                      : buttons->chips[0] == BUTTONS_LOST  ? "fault.6602"
                                                           : "fault.6601";
    struct store_text parts[] = {ui_words(ui, key), ailing_lines(ui, buttons)};
    return joined(ui, "\n", parts, 2);
}

static void
versions(struct ui *ui)
{
    const struct upkeep *upkeep = upkeep_of(ui->world);
    const struct config *config = ui->world->config;
    struct store_text names[] = {ui_plain(ui, config->network), ui_plain(ui, config->hub)};
    fact(ui, "manager.hub", "pin", known(ui, joined(ui, " \u00b7 ", names, 2).text));
    fact(ui, "tech.program", "info", known(ui, upkeep->tech.program));
    fact(ui, "manager.content", "info", known(ui, upkeep->content.version));
    fact(ui, "tech.kernel", "info", known(ui, upkeep->tech.health.kernel));
    fact(ui, "tech.board", "settings", known(ui, upkeep->tech.health.board));
    fact(ui, "tech.panel", "keyboard", panel_words(ui));
}

static void
card(struct ui *ui)
{
    const struct health *health = &upkeep_of(ui->world)->tech.health;
    struct store_value room[] = {
        {"free", number(ui, health->free_mb)}, {"total", number(ui, health->total_mb)}};
    fact(ui, "tech.card", "memory", known(ui, health->card));
    fact(ui, "tech.worn", "refresh",
        health->at_end             ? ui_words(ui, "tech.at-end")
        : health->worn_percent < 0 ? ui_words(ui, "tech.worn-unknown")
                                   : number_words(ui, "tech.percent", health->worn_percent));
    fact(ui, "tech.errors", "warning",
        health->errors == 0 ? ui_words(ui, "tech.none") : amount(ui, "tech.n", health->errors));
    fact(ui, "tech.written", "down",
        amount(ui, "tech.gigabytes", health->written_mb < 0 ? -1 : health->written_mb / 1000));
    fact(ui, "tech.room", "list",
        health->free_mb < 0 ? ui_words(ui, "tech.unknown") : ui_words_with(ui, "tech.of", room, 2));
    if (health->read_only) {
        ui_note(ui, "tech.read-only", TONE_ATTENTION, "warning", ui_words(ui, "fault.6105"));
    }
}

static void
power(struct ui *ui)
{
    const struct health *health = &upkeep_of(ui->world)->tech.health;
    int64_t bits = health->power;
    const char *weak = bits < 0                          ? "tech.unknown"
                       : bits & HEALTH_POWER_WEAK        ? "tech.weak-now"
                       : bits & HEALTH_POWER_WEAK_BEFORE ? "tech.weak-before"
                                                         : "tech.weak-never";
    const char *slow = bits < 0                            ? "tech.unknown"
                       : bits & HEALTH_POWER_SLOWED        ? "tech.slow-now"
                       : bits & HEALTH_POWER_SLOWED_BEFORE ? "tech.slow-before"
                                                           : "tech.slow-never";
    fact(ui, "tech.heat", "info", amount(ui, "tech.degrees", health->heat_c));
    fact(ui, "tech.power", "battery", ui_words(ui, weak));
    fact(ui, "tech.speed", "clock", ui_words(ui, slow));
    ui_paragraph(ui, "tech.power-note", ui_words(ui, "tech.power-note"), TYPE_SMALL);
}

static struct store_text
end_words(struct ui *ui, const char *last)
{
    static const char *const ends[] = {
        "taken", "refused", "stranger", "later", "portal", "untrusted", "no-network"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (strcmp(last, ends[i]) == 0) {
            return ui_words(ui, arena_printf(ui->arena, "tech.upload.%s", last));
        }
    }
    return ui_words(ui, "tech.upload.never");
}

static void
network(struct ui *ui)
{
    const struct health *health = &upkeep_of(ui->world)->tech.health;
    const char *collector = ui->world->config->collector;
    fact(ui, "tech.collector", "un",
        *collector ? ui_plain(ui, collector) : ui_words(ui, "tech.no-collector"));
    if (*collector) {
        fact(ui, "tech.upload", "up", end_words(ui, health->last));
        fact(ui, "tech.failures", "warning", amount(ui, "tech.n", health->failures));
        fact(ui, "tech.refused", "stop", amount(ui, "tech.n", health->refused));
    }
    fact(ui, "tech.waiting", "list", amount(ui, "tech.n", health->waiting));
    ui_paragraph(ui, "tech.network-note", ui_words(ui, "tech.network-note"), TYPE_SMALL);
}

void
scene_machine(struct ui *ui)
{
    static const struct {
        const char *key;
        const char *icon;
        void (*show)(struct ui *ui);
    } parts[MACHINE_PARTS] = {[MACHINE_VERSIONS] = {"tech.versions", "info", versions},
        [MACHINE_CARD] = {"tech.storage", "memory", card},
        [MACHINE_POWER] = {"tech.energy", "battery", power},
        [MACHINE_NETWORK] = {"tech.network", "up", network}};
    int part = ui->visit->at.arg;
    part = part < 0 || part >= MACHINE_PARTS ? MACHINE_VERSIONS : part;
    ui_title(ui, ui_words(ui, parts[part].key), parts[part].icon);
    parts[part].show(ui);
}
