// The clock, shown and set: one field after the other, with two buttons that turn it and one that goes on.
#include "scenes/internal.h"

enum { DAY_MIN = 24 * 60 };

static struct store_text
time_words(struct ui *ui, int32_t minute)
{
    struct date date = clock_date_of_days(minute / DAY_MIN);
    struct store *store = ui->world->store;
    struct store_text parts[] = {
        ui_plain(ui, store_date(store, ui->arena, ui->visit->language, &date)),
        ui_plain(ui, store_time(store, ui->arena, ui->visit->language, minute % DAY_MIN))};
    return joined(ui, " \u00b7 ", parts, 2);
}

static int32_t
now(const struct ui *ui)
{
    return visit_minute(&(struct visit){0}, ui->world->clock);
}

void
scene_clock(struct ui *ui)
{
    static const char *const worth[] = {[CLOCK_SURE] = "clock.sure",
        [CLOCK_BY_HAND] = "clock.by-hand",
        [CLOCK_UNSURE] = "clock.unsure"};
    enum clock_quality quality = clock_quality(ui->world->clock);
    enum wish wish = upkeep_of(ui->world)->tech.clock;
    ui_title(ui, ui_words(ui, "clock.title"), "clock");
    ui_fact(ui, "clock.now", "clock", ui_words(ui, "clock.now"), time_words(ui, now(ui)));
    ui_note(ui, "clock.worth", quality == CLOCK_UNSURE ? TONE_ATTENTION : TONE_GOOD,
        quality == CLOCK_UNSURE ? "unsure" : "check", ui_words(ui, worth[quality]));
    if (wish == WISH_ASKED) {
        ui_note(ui, "clock.asked", TONE_PLAIN, "clock", ui_words(ui, "manager.revert-asked"));
    } else if (wish == WISH_FAILED) {
        ui_note(ui, "clock.failed", TONE_ATTENTION, "warning", ui_words(ui, "clock.failed"));
    }
    struct choice set = plain_choice(
        "clock.set", "clock", ui_words(ui, "clock.set"), ui_go(SCREEN_SET_CLOCK, CLOCK_YEAR));
    ui_button(ui, &set);
}

// No earlier than a day that is surely reached.
static bool
possible(const struct ui *ui, int32_t minute)
{
    const struct clock *clock = ui->world->clock;
    return (int64_t)minute * 60 - clock->offset_s >= clock->floor_s;
}

static void
go_on(struct ui *ui, int32_t minute)
{
    int field = ui->visit->at.arg;
    bool last = field + 1 >= CLOCK_FIELDS;
    if (last && !possible(ui, minute)) {
        ui_note(ui, "set-clock.early", TONE_ATTENTION, "warning", ui_words(ui, "clock.early"));
        return;
    }
    struct choice next = last ? plain_choice("set-clock.done", "check", ui_words(ui, "clock.done"),
                                    (struct action){.kind = ACT_SET_CLOCK})
                              : plain_choice("set-clock.next", "next", ui_words(ui, "clock.next"),
                                    ui_go(SCREEN_SET_CLOCK, field + 1));
    next.tone = TONE_ACTION;
    ui_button(ui, &next);
}

void
scene_set_clock(struct ui *ui)
{
    static const char *const fields[CLOCK_FIELDS] = {
        "clock.year", "clock.month", "clock.day", "clock.hour", "clock.tens", "clock.minute"};
    int field = ui->visit->at.arg;
    int32_t minute = visit_minute(ui->visit, ui->world->clock);
    field = field < 0 || field >= CLOCK_FIELDS ? CLOCK_YEAR : field;
    ui_title(ui, ui_words(ui, fields[field]), "clock");
    ui_heading(ui, "set-clock.time", time_words(ui, minute));
    struct choice turns[] = {
        answer_choice("set-clock.less", "minus", ui_words(ui, "clock.less"),
            (struct action){.kind = ACT_TURN_CLOCK, .arg = -1}),
        answer_choice("set-clock.more", "plus", ui_words(ui, "clock.more"),
            (struct action){.kind = ACT_TURN_CLOCK, .arg = 1}),
    };
    ui_choices(ui, turns, 2, -2, false);
    go_on(ui, minute);
}
