// The stick of the staff: when it has the whole screen, when it is a strip beside a visit.
#include <stdio.h>
#include <string.h>

#include "scenes/internal.h"

static const struct upkeep nothing;

const struct upkeep *
upkeep_of(const struct world *world)
{
    return world->upkeep ? world->upkeep : &nothing;
}

bool
upkeep_ended(enum install_phase phase)
{
    return phase == INSTALL_DONE || phase == INSTALL_SAME || phase == INSTALL_REFUSED ||
           phase == INSTALL_REVERTED;
}

bool
upkeep_live(const struct world *world)
{
    const struct upkeep *upkeep = upkeep_of(world);
    enum install_phase phase = upkeep->stick.phase;
    return phase != INSTALL_IDLE &&
           !(upkeep_ended(phase) && clock_ms(world->clock) - upkeep->stick_ms >= UPKEEP_END_MS);
}

float
upkeep_value(const struct install_status *stick)
{
    if (stick->phase != INSTALL_COPYING || stick->bytes_total <= 0) {
        return -1;
    }
    return (float)stick->bytes / (float)stick->bytes_total;
}

static const char *
percent(struct ui *ui)
{
    float value = upkeep_value(&upkeep_of(ui->world)->stick);
    value = value < 0 ? 0 : value > 1 ? 1 : value;
    return store_number(ui->world->store, ui->arena, ui->visit->language, (int)(value * 100));
}

struct store_text
upkeep_sentence(struct ui *ui, enum install_phase phase)
{
    static const char *const keys[] = {[INSTALL_LOOKING] = "stick.looking",
        [INSTALL_CHECKING] = "stick.checking",
        [INSTALL_DONE] = "stick.done",
        [INSTALL_SAME] = "stick.same",
        [INSTALL_REFUSED] = "stick.refused",
        [INSTALL_REVERTED] = "stick.reverted",
        [INSTALL_WRITING] = "stick.writing"};
    if (phase == INSTALL_COPYING) {
        struct store_value value = {"percent", percent(ui)};
        return ui_words_with(ui, "stick.copying", &value, 1);
    }
    bool known = phase > INSTALL_IDLE && (size_t)phase < sizeof keys / sizeof *keys;
    return ui_words(ui, known ? keys[phase] : "stick.looking");
}

// In the staff's language whatever the visitor's.
void
upkeep_strip(struct ui *ui)
{
    const struct install_status *stick = &upkeep_of(ui->world)->stick;
    int screen = ui->visit->at.screen;
    if (screen == SCREEN_STICK || screen == SCREEN_POINTS || !upkeep_live(ui->world)) {
        return;
    }
    struct visit staff = *ui->visit;
    const struct visit *visit = ui->visit;
    staff.language = (int16_t)staff_language(ui->world);
    staff.size = SIZE_NORMAL;
    ui->visit = &staff;
    struct action open = ui_go(SCREEN_STICK, 0);
    if (visit->at.screen == SCREEN_ATTRACT) { // there any touch wakes, and nothing else
        open.kind = ACT_NONE;
    }
    struct choice strip =
        plain_choice("stick.strip", "usb", upkeep_sentence(ui, stick->phase), open);
    strip.note = ui_words(ui, "stick.title");
    strip.tone = stick->phase == INSTALL_REFUSED ? TONE_ATTENTION
                 : upkeep_ended(stick->phase)    ? TONE_GOOD
                                                 : TONE_TINT;
    ui_strip(ui, &strip, upkeep_value(stick));
    ui->visit = visit;
}

// The kiosk --------------------------------------------------------------------------------------------

bool
kiosk_resting(const struct kiosk *kiosk)
{
    return kiosk->visit.at.screen == SCREEN_ATTRACT;
}

void
kiosk_stick(struct kiosk *kiosk, const struct install_status *status)
{
    struct upkeep *upkeep = &kiosk->upkeep;
    bool other = status->run != upkeep->stick.run;
    bool ends = upkeep_ended(status->phase) && !upkeep_ended(upkeep->stick.phase);
    if (other || ends) { // what was closed before is news again
        upkeep->stick_left = false;
        upkeep->revert = REVERT_NONE;
    }
    if (other || status->phase != upkeep->stick.phase) {
        upkeep->stick_ms = clock_ms(kiosk->world.clock);
    }
    upkeep->stick = *status;
}
