// What input and time do to a visit. Nothing here draws.
#include <limits.h>

#include "scenes/internal.h"

enum { ATTRACT_TURN_MS = 8000, WARNING_STEP_MS = 1000, FINGER_RESTS_MS = 600000 };
enum { MAP_SLICE_US = 8000 }; // of drawing, between two looks at fingers and keys

// Nobody is there but the one with the stick.
static bool
stick_has_the_screen(const struct kiosk *kiosk)
{
    return kiosk_resting(kiosk) && !kiosk->upkeep.stick_left && upkeep_live(&kiosk->world);
}

static void
over_every_screen(struct ui *ui)
{
    upkeep_strip(ui);
    lights_mark(ui);
}

void
kiosk_build(struct kiosk *kiosk)
{
    text_trim(kiosk->world.text);
    arena_reset(&kiosk->arena);
    kiosk->world.upkeep = &kiosk->upkeep;
    kiosk->world.over = over_every_screen;
    if (!kiosk->world.store) {
        scenes_trouble(
            &kiosk->world, kiosk->trouble_ini, kiosk->trouble, &kiosk->arena, kiosk->frame);
        return;
    }
    struct visit shown = kiosk->visit;
    if (stick_has_the_screen(kiosk)) {
        shown.at = (struct place){.screen = SCREEN_STICK};
    }
    scenes_build(&kiosk->world, &shown, &kiosk->arena, kiosk->frame);
    tally_look(kiosk);
    input_mark(&kiosk->input, kiosk->frame);
}

void
kiosk_act(struct kiosk *kiosk, const struct action *action)
{
    kiosk->revert_wanted = kiosk->revert_wanted ||
                           (action->kind == ACT_REVERT && kiosk->visit.at.screen == SCREEN_REVERT);
    visit_apply(&kiosk->visit, action, &kiosk->world, kiosk->frame);
    map_act(kiosk, &kiosk->visit, action);
    if (action->kind == ACT_EXIT) {
        map_forget(&kiosk->world);
    }
}

static void
act(struct kiosk *kiosk, enum act kind, int arg2)
{
    struct action action = {.kind = (int16_t)kind, .arg2 = (int16_t)arg2};
    kiosk_act(kiosk, &action);
}

// Keys -----------------------------------------------------------------------------------------------

static bool
sensitive_screen(const struct kiosk *kiosk)
{
    return frame_find(kiosk->frame, "header.exit") != NULL;
}

// The ring shows before it moves, so that a first press never acts unseen.
static void
ring_key(struct kiosk *kiosk, enum platform_key key, bool was_shown)
{
    if (!was_shown) {
        return;
    }
    if (key == KEY_SELECT) {
        const struct node *node = visit_focused(&kiosk->visit, kiosk->frame);
        if (node) {
            struct action action = node->action;
            kiosk_act(kiosk, &action);
        }
        return;
    }
    visit_focus(&kiosk->visit, kiosk->frame, key == KEY_DOWN ? 1 : -1);
}

static void
toggle_screen(struct kiosk *kiosk, enum screen screen)
{
    if (kiosk->visit.at.screen == (int16_t)screen) {
        act(kiosk, ACT_BACK, 0);
    } else {
        act(kiosk, ACT_GO, (int)screen);
    }
}

// On the last page it goes on to the next row, of letters to type for example.
static void
next_page(struct kiosk *kiosk, bool was_shown)
{
    if (kiosk->frame->page + 1 >= kiosk->frame->pages) {
        if (was_shown) {
            visit_focus_row(&kiosk->visit, kiosk->frame);
        }
        return;
    }
    struct action action = {.kind = ACT_PAGE, .arg = 1};
    kiosk_act(kiosk, &action);
}

static void
press(struct kiosk *kiosk, enum platform_key key)
{
    struct visit *visit = &kiosk->visit;
    bool was_shown = visit->keys;
    visit->keys = true;
    switch (key) {
    case KEY_UP:
    case KEY_DOWN:
    case KEY_SELECT:
        ring_key(kiosk, key, was_shown);
        break;
    case KEY_BACK:
        act(kiosk, ACT_BACK, 0);
        break;
    case KEY_NEXT:
        next_page(kiosk, was_shown);
        break;
    case KEY_HOME:
        act(kiosk, sensitive_screen(kiosk) ? ACT_EXIT : ACT_HOME, 0);
        break;
    case KEY_LANGUAGE:
        toggle_screen(kiosk, SCREEN_LANGUAGE);
        break;
    case KEY_HELP:
        toggle_screen(kiosk, SCREEN_HELP);
        break;
    case KEY_AUDIO:
    case KEY_VOLUME_DOWN:
    case KEY_VOLUME_UP:
        act(kiosk, ACT_LISTEN, 0);
        break;
    case KEY_NONE:
    case KEY_COUNT:
        break;
    }
}

// What only a rest of the visit could still tell goes with it.
static void
forget(struct kiosk *kiosk)
{
    tally_end(kiosk);
    kiosk->visit = (struct visit){0};
    // What still lies on glass and keys is no new touch for the next visitor.
    kiosk->input = (struct input){.held = kiosk->input.held,
        .fingers = kiosk->input.fingers,
        .down = kiosk->input.down,
        .down_ms = kiosk->input.down_ms,
        .finger = kiosk->input.finger,
        .spoilt = true};
    text_forget(kiosk->world.text);
    map_forget(&kiosk->world);
}

// The button and the keys that lead away close the stick's screen; anything else only shows where the
// ring is.
static void
on_stick(struct kiosk *kiosk, const struct intent *intent)
{
    struct visit *visit = &kiosk->visit;
    bool key = intent->kind == INTENT_KEY;
    bool away = key && (intent->key == KEY_BACK || intent->key == KEY_HOME ||
                           (intent->key == KEY_SELECT && visit->keys));
    bool closed = intent->kind == INTENT_ACTION && intent->action.kind == ACT_STICK;
    visit->keys = key && !away;
    if (away || closed) {
        kiosk->upkeep.stick_left = true;
        forget(kiosk);
    }
}

// Events ---------------------------------------------------------------------------------------------

static void
choose_language(struct kiosk *kiosk, const char *tag)
{
    int index = store_language_index(kiosk->world.store, tag);
    if (index < 0) {
        return;
    }
    if (kiosk->visit.started) {
        kiosk->visit.language = (int16_t)index;
        return;
    }
    struct action action = {.kind = ACT_LANGUAGE, .arg = index};
    kiosk_act(kiosk, &action);
}

static void
touch(struct kiosk *kiosk, const struct intent *intent)
{
    if (intent->kind == INTENT_ACTION) {
        kiosk_act(kiosk, &intent->action);
    } else if (intent->kind == INTENT_DRAG) {
        map_drag(kiosk, &kiosk->visit, intent->x, intent->y);
    } else if (intent->kind == INTENT_AGAIN) {
        map_closer(kiosk, &kiosk->visit, intent->x, intent->y);
    }
}

static void
on_intent(struct kiosk *kiosk, const struct intent *intent)
{
    struct visit *visit = &kiosk->visit;
    if (intent->kind == INTENT_NONE) {
        return;
    }
    if (stick_has_the_screen(kiosk)) {
        on_stick(kiosk, intent);
        return;
    }
    visit->last_input_ms = clock_ms(kiosk->world.clock);
    bool key = intent->kind == INTENT_KEY;
    if (visit->idle) { // any input answers the question and does nothing else
        visit->idle = false;
        visit->keys = key;
        return;
    }
    if (intent->kind == INTENT_PRESENT) {
        return;
    }
    if (visit->at.screen == SCREEN_ATTRACT) {
        act(kiosk, ACT_START, 0);
        visit->keys = key;
    } else if (key) {
        press(kiosk, intent->key);
    } else {
        visit->keys = false;
        touch(kiosk, intent);
    }
    if (visit->at.screen == SCREEN_ATTRACT) {
        forget(kiosk); // ended
    } else {
        visit->last_input_ms = clock_ms(kiosk->world.clock);
    }
}

// Whoever plugs headphones in wakes the screen, and chooses nothing.
static void
on_headphone(struct kiosk *kiosk, bool plugged)
{
    struct intent intent = {.kind = kiosk_resting(kiosk) ? INTENT_TOUCHED : INTENT_PRESENT};
    if (plugged) {
        on_intent(kiosk, &intent);
    }
}

void
kiosk_event(struct kiosk *kiosk, const struct platform_event *event)
{
    if (!kiosk->world.store) {
        return;
    }
    if (event->kind == PLATFORM_LANGUAGE) {
        choose_language(kiosk, event->text);
        kiosk->visit.last_input_ms = clock_ms(kiosk->world.clock);
        return;
    }
    if (event->kind == PLATFORM_TALLY) {
        lights_tally(kiosk, event->tally);
        return;
    }
    if (event->kind == PLATFORM_HEADPHONE) {
        on_headphone(kiosk, event->plugged);
        return;
    }
    struct intent intent = input_event(&kiosk->input, event, kiosk->frame);
    on_intent(kiosk, &intent);
}

// Time -----------------------------------------------------------------------------------------------

static int64_t
idle_ms(const struct kiosk *kiosk)
{
    return (int64_t)kiosk->world.config->idle_s * 1000;
}

static int64_t
end_ms(const struct kiosk *kiosk)
{
    return idle_ms(kiosk) + (int64_t)kiosk->world.config->warning_s * 1000;
}

void
kiosk_tick(struct kiosk *kiosk)
{
    struct visit *visit = &kiosk->visit;
    tally_tick(kiosk);
    // A finger at rest is somebody reading; one that never lifts is dirt.
    bool held =
        kiosk->input.down && clock_ms(kiosk->world.clock) - kiosk->input.down_ms < FINGER_RESTS_MS;
    if (!kiosk->world.store || visit->at.screen == SCREEN_ATTRACT || held) {
        return;
    }
    if (visit->at.screen == SCREEN_STICK && !upkeep_live(&kiosk->world)) {
        act(kiosk, ACT_BACK, 0);
    }
    int64_t rest = clock_ms(kiosk->world.clock) - visit->last_input_ms;
    bool over = rest >= end_ms(kiosk) ||
                (visit->at.screen == SCREEN_LANGUAGE && !visit->started && rest >= idle_ms(kiosk));
    if (over) {
        forget(kiosk);
    } else if (rest >= idle_ms(kiosk)) {
        visit->idle = true;
    }
}

// The words about the stick leave by themselves some time after its end.
static int
stick_timeout(const struct kiosk *kiosk)
{
    const struct upkeep *upkeep = &kiosk->upkeep;
    if (!upkeep_live(&kiosk->world) || !upkeep_ended(upkeep->stick.phase)) {
        return INT_MAX;
    }
    return (int)(upkeep->stick_ms + UPKEEP_END_MS - clock_ms(kiosk->world.clock));
}

static int
visit_timeout(const struct kiosk *kiosk)
{
    int64_t now = clock_ms(kiosk->world.clock);
    if (kiosk->visit.at.screen == SCREEN_ATTRACT) {
        return (int)(ATTRACT_TURN_MS - now % ATTRACT_TURN_MS);
    }
    int64_t rest = now - kiosk->visit.last_input_ms;
    if (rest < idle_ms(kiosk)) {
        int64_t left = idle_ms(kiosk) - rest;
        return left > INT_MAX ? INT_MAX : (int)left;
    }
    return (int)(WARNING_STEP_MS - rest % WARNING_STEP_MS);
}

static bool
map_is_due(const struct kiosk *kiosk)
{
    struct mapview *view = kiosk->world.view;
    return view && mapview_busy(view) && frame_find(kiosk->frame, "map");
}

void
kiosk_work(struct kiosk *kiosk)
{
    if (map_is_due(kiosk)) {
        mapview_work(kiosk->world.view, MAP_SLICE_US);
    }
}

int
kiosk_timeout(const struct kiosk *kiosk)
{
    if (map_is_due(kiosk)) {
        return 0;
    }
    int visit = kiosk->world.store ? visit_timeout(kiosk) : KIOSK_TROUBLE_RETRY_MS;
    int stick = stick_timeout(kiosk);
    int mark = lights_timeout(kiosk);
    int64_t flush = counts_due_ms(kiosk->upkeep.counts);
    int next = visit < stick ? visit : stick;
    next = mark < next ? mark : next;
    return flush < next ? (int)flush : next;
}
