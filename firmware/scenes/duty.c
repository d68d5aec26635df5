// What the screens of the staff share.
#include <limits.h>

#include "scenes/internal.h"

enum { CLOCK_LOOK_MS = 500 };

struct store_text
day_words(struct ui *ui, const char *key, int day)
{
    struct date date = clock_date_of_days(day);
    const char *text = store_date(ui->world->store, ui->arena, ui->visit->language, &date);
    struct store_value value = {"date", text};
    return key ? ui_words_with(ui, key, &value, 1) : ui_plain(ui, text);
}

struct store_text
code_words(struct ui *ui, int code)
{
    struct store_value digits = {"code", arena_printf(ui->arena, "%04d", code)};
    return ui_words_with(ui, "stick.code", &digits, 1);
}

struct store_text
number_words(struct ui *ui, const char *key, int n)
{
    struct store_value value = {
        "n", store_number(ui->world->store, ui->arena, ui->visit->language, n)};
    return ui_words_with(ui, key, &value, 1);
}

struct choice
answer_choice(const char *name, const char *icon, struct store_text title, struct action action)
{
    struct choice choice = plain_choice(name, icon, title, action);
    choice.role = ROLE_BUTTON;
    return choice;
}

struct store_text
period_words(struct ui *ui, const struct record_period *period)
{
    static const char *const keys[] = {[RECORD_WEEK] = "counted-week",
        [RECORD_MONTH] = "counted-month",
        [RECORD_YEAR] = "counted-year"};
    return day_words(ui, keys[period->kind], record_period_first(period));
}

// The kiosk --------------------------------------------------------------------------------------------

bool
kiosk_on_duty(const struct kiosk *kiosk)
{
    enum screen screen = (enum screen)kiosk->visit.at.screen;
    return screen >= SCREEN_CLOCK && screen <= SCREEN_POINTS;
}

bool
kiosk_lamps(const struct kiosk *kiosk)
{
    return kiosk->visit.at.screen == SCREEN_CHECK && kiosk->visit.at.arg == CHECK_LAMPS;
}

static void
wish_for_clock(struct kiosk *kiosk)
{
    const struct clock *clock = kiosk->world.clock;
    int64_t local_s = (int64_t)visit_minute(&kiosk->visit, clock) * 60;
    kiosk->clock_s = local_s - clock->offset_s;
    if (kiosk->clock_s >= clock->floor_s) {
        kiosk->wanted |= WANT_CLOCK;
    }
}

void
duty_wish(struct kiosk *kiosk, const struct action *action)
{
    int screen = kiosk->visit.at.screen;
    struct tech *tech = &kiosk->upkeep.tech;
    if (action->kind == ACT_REVERT && screen == SCREEN_REVERT) {
        kiosk->wanted |= WANT_REVERT;
    } else if (action->kind == ACT_FACTORY && screen == SCREEN_FACTORY && kiosk->visit.at.arg > 0) {
        kiosk->wanted |= WANT_FACTORY;
    } else if (action->kind == ACT_SET_CLOCK && screen == SCREEN_SET_CLOCK) {
        wish_for_clock(kiosk);
    } else if (action->kind == ACT_SHOT && screen == SCREEN_SHOT) {
        tech->shot = WISH_NONE;
        tech->shot_ms = clock_ms(kiosk->world.clock) + TECH_SHOT_MS;
    } else if (action->kind == ACT_SAVE && screen == SCREEN_SHOT) {
        kiosk->wanted |= WANT_SAVE;
    } else if (action->kind == ACT_CHECKED && action->arg == CHECK_END - 1) {
        kiosk->wanted |= WANT_CHECKED;
    }
}

bool
duty_sequence(struct visit *visit, enum platform_key key)
{
    static const enum platform_key keys[] = {
        KEY_VOLUME_DOWN, KEY_VOLUME_UP, KEY_VOLUME_DOWN, KEY_VOLUME_UP, KEY_HELP};
    enum { KEYS = sizeof keys / sizeof *keys };
    if (visit->sequence < KEYS && key == keys[visit->sequence]) {
        visit->sequence++;
    } else {
        visit->sequence = key == keys[0];
    }
    if (visit->sequence < KEYS) {
        return false;
    }
    visit->sequence = 0;
    return true;
}

bool
duty_key(struct visit *visit, enum platform_key key)
{
    struct duty *duty = &visit->duty;
    uint16_t bit = (uint16_t)(1u << key);
    bool first =
        visit->at.screen == SCREEN_CHECK && visit->at.arg == CHECK_KEYS && !(duty->keys & bit);
    duty->keys = (uint16_t)(first ? duty->keys | bit : duty->keys);
    return first;
}

void
duty_touched(struct kiosk *kiosk, float x, float y)
{
    const struct panel *panel = &kiosk->world.panel;
    struct duty *duty = &kiosk->visit.duty;
    if (kiosk->visit.at.screen == SCREEN_POINTS) {
        // Right-to-left frames are mirrored as a whole; the finger is not.
        x = kiosk->frame->dir == DIRECTION_RTL ? panel->width_mm - x : x;
        duty->missed_x = (int16_t)(x * 10);
        duty->missed_y = (int16_t)(y * 10);
    }
}

void
duty_tick(struct kiosk *kiosk)
{
    struct tech *tech = &kiosk->upkeep.tech;
    if (tech->shot_ms > 0 && clock_ms(kiosk->world.clock) >= tech->shot_ms) {
        tech->shot_ms = 0;
        kiosk->wanted |= WANT_SHOT;
    }
}

int
duty_timeout(const struct kiosk *kiosk)
{
    int64_t due = kiosk->upkeep.tech.shot_ms;
    int64_t left = due - clock_ms(kiosk->world.clock);
    if (kiosk->upkeep.tech.clock == WISH_ASKED) {
        return CLOCK_LOOK_MS; // until somebody has carried it out
    }
    return due <= 0 ? INT_MAX : left > 0 ? (int)left : 0;
}
