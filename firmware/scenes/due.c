// The manager's list: what somebody has to check again, and until when.
#include <string.h>

#include "scenes/internal.h"

enum { AHEAD_DAYS = 30 };

static struct store_text
when_words(struct ui *ui, const struct store_due *due)
{
    if (due->due_days == 0) {
        return ui_words(ui, "due.unknown");
    }
    const char *key = due->freshness == STORE_HIDDEN ? "due.hidden"
                      : due->freshness == STORE_DUE  ? "due.since"
                                                     : "due.until";
    return day_words(ui, key, due->due_days);
}

void
scene_due(struct ui *ui)
{
    struct store_due *due = arena_array(ui->arena, struct store_due, STORE_LIST_MAX);
    int count = store_due(ui->world->store, ui->arena, AHEAD_DAYS, due);
    ui_title(ui, ui_words(ui, "due.title"), "calendar");
    if (clock_quality(ui->world->clock) == CLOCK_UNSURE) {
        ui_note(ui, "due.clock", TONE_ATTENTION, "unsure", ui_words(ui, "clock.unsure"));
    }
    if (count == 0) {
        ui_note(ui, "due.none", TONE_GOOD, "check", number_words(ui, "due.none", AHEAD_DAYS));
    }
    for (int i = 0; i < count; i++) {
        const char *field = strcmp(due[i].table, "myth") == 0 ? "claim" : "name";
        ui_fact(ui, arena_printf(ui->arena, "due.%s.%d", due[i].table, due[i].n),
            due[i].freshness == STORE_FRESH ? "calendar" : "warning", when_words(ui, &due[i]),
            record_text(ui, due[i].table, due[i].n, field));
    }
}
