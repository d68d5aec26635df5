// Touch and keys reach the same: for every place of the demonstration hub and every page of it, what a
// finger can do there and what eleven keys can do there are equal sets (accessibility 1, 33, 34).
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "walk.h"

enum { DEEDS_MAX = 512 };

struct deed { // something done on a page, and where it led
    struct action action;
    int screen;
    int arg;
};

struct deeds {
    struct deed at[DEEDS_MAX];
    int count;
};

static int failures;

static void
fail(const struct frame *frame, const struct walk_place *place, const char *what, const char *name)
{
    failures++;
    fprintf(stderr, "%s (subject %d, page %d): %s: %s\n", frame->screen, place->arg,
        frame->page + 1, what, name);
}

static int
compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct deed));
}

static void
add(struct deeds *deeds, const struct action *action, const struct visit *after)
{
    struct deed deed;
    memset(&deed, 0, sizeof deed);
    deed.action = *action;
    deed.screen = after->at.screen;
    deed.arg = after->at.arg;
    for (int i = 0; i < deeds->count; i++) {
        if (memcmp(&deeds->at[i], &deed, sizeof deed) == 0) {
            return;
        }
    }
    if (deeds->count < DEEDS_MAX) {
        deeds->at[deeds->count++] = deed;
    }
}

static void
by_touch(struct walk *walk, const struct walk_place *place, const struct visit *visit,
    struct deeds *deeds)
{
    int count = walk_show(walk, visit)->count;
    for (int i = 0; i < count; i++) {
        const struct frame *frame = walk_show(walk, visit);
        const struct node *node = &frame->nodes[i];
        struct action action = node->action;
        if (action.kind == ACT_NONE || node->disabled) {
            continue;
        }
        if (!walk_touch(walk, node)) {
            fail(frame, place, "no finger reaches", node->name);
            continue;
        }
        add(deeds, &action, &walk->kiosk.visit);
    }
}

// One round of the ring: DOWN to the n-th node, then SELECT.
static void
by_keys(struct walk *walk, const struct walk_place *place, const struct visit *visit,
    struct deeds *deeds)
{
    struct visit shown = *visit;
    shown.keys = true;
    shown.at.focus = 0;
    for (int n = 0; n < DEEDS_MAX; n++) {
        const struct frame *frame = walk_show(walk, &shown);
        const struct node *node = visit_focused(&shown, frame);
        if (!node) {
            fail(frame, place, "keys find nothing", "no focus");
            return;
        }
        struct action action = node->action;
        walk_key(walk, KEY_SELECT);
        add(deeds, &action, &walk->kiosk.visit);
        walk_show(walk, &shown);
        walk_key(walk, KEY_DOWN);
        shown.at.focus = walk->kiosk.visit.at.focus;
        const struct node *next = visit_focused(&shown, walk_show(walk, &shown));
        int first = 0;
        while (!walk->kiosk.frame->nodes[first].focusable) {
            first++;
        }
        if (next == &walk->kiosk.frame->nodes[first]) {
            return;
        }
    }
    fail(walk->kiosk.frame, place, "the ring never closes", "");
}

static bool
has_way_out(const struct frame *frame)
{
    static const char *const ways[] = {"foot.home", "foot.back", "foot.help", "attract",
        "header.exit", "stick.close", "points.no"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        const struct node *node = frame_find(frame, ways[i]);
        if (node && !node->disabled) {
            return true;
        }
    }
    return false;
}

static void
check_page(struct walk *walk, const struct walk_place *place, const struct visit *visit)
{
    static struct deeds touch;
    static struct deeds keys;
    touch.count = keys.count = 0;
    by_touch(walk, place, visit, &touch);
    by_keys(walk, place, visit, &keys);
    qsort(touch.at, (size_t)touch.count, sizeof *touch.at, compare);
    qsort(keys.at, (size_t)keys.count, sizeof *keys.at, compare);
    const struct frame *frame = walk_show(walk, visit);
    if (touch.count != keys.count ||
        memcmp(touch.at, keys.at, sizeof *touch.at * (size_t)touch.count) != 0) {
        char text[64];
        snprintf(text, sizeof text, "%d by touch, %d by keys", touch.count, keys.count);
        fail(frame, place, "not the same", text);
    }
    if (!has_way_out(frame)) {
        fail(frame, place, "a dead end", "");
    }
}

// The technician gets in by keys alone, from wherever the machine stands, and by the button on the stick's screen.
static void
check_ways_in(struct walk *walk, const struct walk_places *places)
{
    bool seen[SCREEN_COUNT] = {false};
    for (int i = 0; i < places->count; i++) {
        struct visit visit = places->at[i].visit;
        if (seen[visit.at.screen]) {
            continue;
        }
        seen[visit.at.screen] = true;
        visit.duty.keys = UINT16_MAX;
        walk_show(walk, &visit);
        walk_sequence(walk);
        if (strcmp(walk->kiosk.frame->screen, "tech") != 0) {
            fail(walk->kiosk.frame, &places->at[i], "the sequence leads nowhere", "tech");
        }
    }
    struct upkeep *upkeep = &walk->kiosk.upkeep;
    struct upkeep before = *upkeep;
    upkeep->stick.phase = INSTALL_DONE;
    upkeep->stick.technician = true;
    upkeep->stick_left = false;
    upkeep->stick_ms = clock_ms(&walk->clock);
    const struct frame *frame = walk_show(walk, &(struct visit){0});
    const struct node *door = frame_find(frame, "stick.tech");
    if (!door || !walk_touch(walk, door) || walk->kiosk.visit.at.screen != SCREEN_TECH) {
        fail(frame, &places->at[0], "no finger opens it by stick", "stick.tech");
    }
    upkeep->stick_left = false;
    walk_show(walk, &(struct visit){0});
    for (int i = 0; i < 2; i++) { // the first only shows the ring
        walk_key(walk, KEY_DOWN);
        kiosk_build(&walk->kiosk);
    }
    walk_key(walk, KEY_SELECT);
    if (walk->kiosk.visit.at.screen != SCREEN_TECH) {
        fail(walk->kiosk.frame, &places->at[0], "no key opens it by stick", "stick.tech");
    }
    *upkeep = before;
}

int
main(int argc, char **argv)
{
    static struct walk walk;
    struct walk_places places = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: walk_crawl CONTENT [SCREEN...]\n");
        return 2;
    }
    walk_open(&walk, argv[1], "1280x800@217x136mm");
    walk_all(&walk, &places);
    check_ways_in(&walk, &places);
    int pages = 0;
    bool seen[SCREEN_COUNT] = {false};
    for (int i = 0; i < places.count; i++) {
        struct visit visit = places.at[i].visit;
        int count = walk_show(&walk, &visit)->pages;
        seen[places.at[i].screen] = true;
        bool meant = walk_means(argc, argv, places.at[i].screen);
        for (int page = 0; meant && page < count; page++, pages++) {
            visit.at.page = (int16_t)page;
            check_page(&walk, &places.at[i], &visit);
        }
    }
    for (int i = 0; i < SCREEN_COUNT; i++) {
        if (!seen[i]) {
            failures++;
            fprintf(stderr, "screen %s is never reached\n", scene_of((enum screen)i)->name);
        }
    }
    printf("%d places, %d pages, %d failures\n", places.count, pages, failures);
    free(places.at);
    walk_close(&walk);
    return failures == 0 ? 0 : 1;
}
