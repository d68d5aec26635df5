// The screen behind the button under a finger, built before the finger lifts.
#include "scenes/internal.h"

void
ahead_mark(struct kiosk *kiosk, const struct platform_event *event)
{
    bool touched = event->kind == PLATFORM_TOUCH_DOWN && kiosk->input.down;
    bool ring = event->kind == PLATFORM_KEY_DOWN && kiosk->visit.keys;
    kiosk->ahead = touched || ring ? AHEAD_MARKED : AHEAD_NOTHING;
}

static const struct node *
aimed_at(const struct kiosk *kiosk)
{
    return kiosk->input.down ? frame_find(kiosk->frame, kiosk->input.pressed)
                             : visit_focused(&kiosk->visit, kiosk->frame);
}

// Only what leads to another screen. The map's would move the picture that is shown.
static bool
worth_it(const struct visit *visit, const struct visit *next)
{
    enum screen screen = (enum screen)next->at.screen;
    bool other = screen != (enum screen)visit->at.screen || next->at.arg != visit->at.arg ||
                 next->at.page != visit->at.page || next->language != visit->language;
    return other && screen != SCREEN_MAP && screen != SCREEN_ATTRACT && !visit->idle;
}

const struct frame *
kiosk_ahead(struct kiosk *kiosk)
{
    bool shown = kiosk->ahead == AHEAD_SHOWN;
    if (shown) {
        kiosk->ahead = AHEAD_NOTHING; // or the loop would never sleep
    }
    if (!shown || !kiosk->world.store) {
        return NULL;
    }
    const struct node *node = aimed_at(kiosk);
    if (!node || node->action.kind == ACT_NONE) {
        return NULL;
    }
    struct visit next = kiosk->visit;
    struct action action = node->action;
    visit_apply(&next, &action, &kiosk->world, kiosk->frame);
    if (!worth_it(&kiosk->visit, &next)) {
        return NULL;
    }
    arena_reset(&kiosk->arena);
    scenes_build(&kiosk->world, &next, &kiosk->arena, kiosk->frame);
    return kiosk->frame;
}
