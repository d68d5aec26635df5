// What the panel says back without a sound: its two LEDs, and that a key of the staff was counted.
#include <limits.h>
#include <stdio.h>

#include "scenes/internal.h"

enum { MARK_MS = 1000, MARK_SIDE_MM = 4 };

// No part of any visit, and nobody at the glass learns which key it was: a tick in a corner, and the LED goes
// out for as long. What the content does not count is not ticked either.
void
lights_tally(struct kiosk *kiosk, enum wiring_function key)
{
    static const char prefix[] = "tally-";
    char name[RECORD_CELL_MAX];
    struct counts *counts = kiosk->upkeep.counts;
    snprintf(name, sizeof name, "tally:%s", wiring_name(key) + sizeof prefix - 1);
    int cell = counts_find(counts, name);
    if (cell >= 0) {
        counts_add(counts, cell);
        kiosk->upkeep.tally_until_ms = clock_ms(kiosk->world.clock) + MARK_MS;
    }
}

static bool
marked(const struct world *world)
{
    return clock_ms(world->clock) < upkeep_of(world)->tally_until_ms;
}

void
lights_mark(struct ui *ui)
{
    if (!marked(ui->world)) {
        return;
    }
    // In the margin, where nothing else is; white on the edge's colour, as small as it is.
    struct rect corner = {0.7f, 0.7f, MARK_SIDE_MM, MARK_SIDE_MM};
    struct node *node = ui_node(ui, ROLE_ICON, "tally.mark", corner);
    ui_tone_colours(ui, TONE_GOOD, &node->fill, &node->edge, &node->fg);
    node->fill = node->edge;
    node->icon = "check";
    node->icon_rect = corner;
}

int
lights_timeout(const struct kiosk *kiosk)
{
    int64_t left = kiosk->upkeep.tally_until_ms - clock_ms(kiosk->world.clock);
    return left > 0 ? (int)left : INT_MAX;
}

struct kiosk_lights
kiosk_lights(const struct kiosk *kiosk)
{
    if (kiosk_lamps(kiosk)) {
        return (struct kiosk_lights){.ready = true, .attention = true};
    }
    const struct upkeep *upkeep = &kiosk->upkeep;
    enum install_phase phase = upkeep->stick.phase;
    bool stick = phase != INSTALL_IDLE && !upkeep_ended(phase);
    bool refused = phase == INSTALL_REFUSED && upkeep_live(&kiosk->world);
    bool panel = upkeep->buttons && buttons_ailing(upkeep->buttons);
    bool counts = upkeep->counts && !counts_kept(upkeep->counts);
    return (struct kiosk_lights){
        .ready = kiosk->world.store && !marked(&kiosk->world),
        .attention = !kiosk->world.store || stick || refused || panel || counts,
    };
}
