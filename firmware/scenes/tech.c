// The technician's: the menu, the log, pictures of screens, the factory's content.
#include <string.h>

#include "base/log.h"
#include "scenes/internal.h"

enum { BREAK_EVERY = 16 }; // bytes of a word; longer ones may be parted there

static struct choice
door(struct ui *ui, const char *key, const char *icon, struct action action)
{
    return answer_choice(key, icon, ui_words(ui, key), action);
}

static struct choice
faults_door(struct ui *ui)
{
    int codes[HEALTH_FAULTS_MAX];
    int count = diagnose(ui->world, codes);
    struct choice choice =
        door(ui, "tech.faults", count ? "warning" : "check", ui_go(SCREEN_FAULTS, 0));
    choice.note = count ? ui_words_count(ui, "tech.faults-n", count) : ui_words(ui, "tech.well");
    choice.tone = count ? TONE_ATTENTION : TONE_PLAIN;
    return choice;
}

static struct choice
check_door(struct ui *ui)
{
    const struct tech *tech = &upkeep_of(ui->world)->tech;
    struct choice choice = door(ui, "check.title", "hand-touch", ui_go(SCREEN_CHECK, 0));
    choice.note = tech->checked_day == 0 ? ui_words(ui, "check.never")
                                         : day_words(ui, "check.last", tech->checked_day);
    return choice;
}

void
scene_tech(struct ui *ui)
{
    ui_wide(ui);
    ui_title(ui, ui_words(ui, "tech.title"), "settings");
    const struct choice choices[] = {
        faults_door(ui),
        check_door(ui),
        door(ui, "tech.diagnosis", "qr", ui_go(SCREEN_DIAGNOSIS, 0)),
        door(ui, "tech.storage", "memory", ui_go(SCREEN_MACHINE, MACHINE_CARD)),
        door(ui, "tech.energy", "battery", ui_go(SCREEN_MACHINE, MACHINE_POWER)),
        door(ui, "tech.network", "up", ui_go(SCREEN_MACHINE, MACHINE_NETWORK)),
        door(ui, "tech.versions", "info", ui_go(SCREEN_MACHINE, MACHINE_VERSIONS)),
        door(ui, "clock.title", "clock", ui_go(SCREEN_CLOCK, 0)),
        door(ui, "tech.log", "list", ui_go(SCREEN_LOG, 0)),
        door(ui, "tech.shot", "usb", ui_go(SCREEN_SHOT, 0)),
        door(ui, "tech.factory", "refresh", ui_go(SCREEN_FACTORY, 0)),
    };
    int columns = ui->compact ? -2 : 2;
    ui_choices(ui, choices, (int)(sizeof choices / sizeof *choices), columns, false);
    config_button(ui);
}

// Log ------------------------------------------------------------------------------------------------

// Paths and hashes have no spaces to part them at.
static const char *
partable(struct ui *ui, const char *line)
{
    size_t len = strlen(line);
    char *out = arena_array(ui->arena, char, len + 3 * (len / BREAK_EVERY) + 4);
    size_t at = 0;
    int run = 0;
    for (; *line; line++) {
        bool whole = ((unsigned char)*line & 0xc0) != 0x80; // not inside a character
        if (run >= BREAK_EVERY && whole) {
            memcpy(out + at, "\xe2\x80\x8b", 3); // zero width space
            at += 3;
            run = 0;
        }
        run = *line == ' ' ? 0 : run + 1;
        out[at++] = *line;
    }
    out[at] = '\0';
    return out;
}

void
scene_log(struct ui *ui)
{
    ui_title(ui, ui_words(ui, "tech.log"), "list");
    if (!log_kept(0)) {
        ui_note(ui, "log.none", TONE_GOOD, "check", ui_words(ui, "tech.log-none"));
    }
    for (int i = 0; log_kept(i); i++) {
        struct store_text line = {.text = partable(ui, log_kept(i)), .lang = "en", .key = ""};
        ui_paragraph(ui, ui_name(ui, "log.line", i), line, TYPE_BODY);
    }
}

// For a stick ----------------------------------------------------------------------------------------

void
scene_shot(struct ui *ui)
{
    const struct tech *tech = &upkeep_of(ui->world)->tech;
    bool failed = tech->shot == WISH_FAILED || tech->saved == WISH_FAILED;
    ui_title(ui, ui_words(ui, "tech.shot"), "usb");
    if (failed) {
        ui_note(ui, "shot.failed", TONE_ATTENTION, "warning", ui_words(ui, "tech.shot-failed"));
    } else if (tech->shot_ms > 0) {
        ui_note(ui, "shot.soon", TONE_TINT, "clock",
            number_words(ui, "tech.shot-soon", TECH_SHOT_MS / 1000));
    } else if (tech->shots > 0 || tech->saved == WISH_DONE) {
        ui_note(ui, "shot.ready", TONE_GOOD, "check", number_words(ui, "tech.shots", tech->shots));
    }
    struct choice buttons[] = {
        answer_choice("shot.shot", "eye", number_words(ui, "tech.shot-now", TECH_SHOT_MS / 1000),
            (struct action){.kind = ACT_SHOT}),
        answer_choice(
            "shot.save", "list", ui_words(ui, "tech.save"), (struct action){.kind = ACT_SAVE}),
    };
    ui_choices(ui, buttons, 2, 2, false);
    ui_paragraph(ui, "shot.note", ui_words(ui, "tech.shot-note"), TYPE_BODY);
}

// The factory's content, asked for twice ---------------------------------------------------------------

void
scene_factory(struct ui *ui)
{
    const struct upkeep *upkeep = upkeep_of(ui->world);
    bool again = ui->visit->at.arg > 0;
    ui_title(ui, ui_words(ui, "tech.factory"), "refresh");
    if (upkeep->revert == REVERT_ASKED) {
        ui_note(ui, "factory.asked", TONE_GOOD, "clock", ui_words(ui, "manager.revert-asked"));
        return;
    }
    if (upkeep->revert == REVERT_FAILED) {
        ui_note(ui, "factory.failed", TONE_ATTENTION, "warning", ui_words(ui, "clock.failed"));
    }
    ui_heading(ui, "factory.ask", ui_words(ui, again ? "tech.factory-sure" : "tech.factory-ask"));
    struct choice answers[] = {
        answer_choice("factory.no", "close", ui_words(ui, "manager.revert-no"),
            (struct action){.kind = ACT_BACK}),
        answer_choice("factory.yes", "refresh", ui_words(ui, again ? "tech.factory-yes" : "yes"),
            again ? (struct action){.kind = ACT_FACTORY} : ui_go(SCREEN_FACTORY, 1)),
    };
    if (!ui->compact) {
        ui_paragraph(ui, "factory.note", ui_words(ui, "tech.factory-note"), TYPE_BODY);
    }
    ui_choices(ui, answers, 2, ui->compact ? -2 : 2, false);
}
