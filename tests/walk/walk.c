#include "walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mapview/mapview.h"

enum { WALK_STARTS_S = 1795428000, BETWEEN_MS = 1000 }; // Monday 2026-11-23, 10:00 UTC

// A stick is being copied while somebody reads, and the manager has something to look at.
static void
put_stick_in(struct kiosk *kiosk)
{
    struct upkeep *upkeep = &kiosk->upkeep;
    upkeep->stick = (struct install_status){.phase = INSTALL_COPYING,
        .run = 1,
        .bytes = 100 * 1000 * 1000,
        .bytes_total = 200 * 1000 * 1000,
        .seconds_left = 125,
        .asked = "hn/tegucigalpa-centro",
        .here = "gt/quetzaltenango",
        .diff = {.added = 3, .updated = 41, .removed = 1},
        .version = "2026-11-28"};
    upkeep->stick_left = true;
    upkeep->content = (struct shelf_facts){.source = INSTALL_CURRENT,
        .code = BUNDLE_DAMAGED,
        .version = "2026-11-20",
        .issued = 20777,
        .old = true,
        .can_revert = true};
    upkeep->audit[0] = (struct install_audit){.day = 20777, .result = INSTALL_DONE};
    upkeep->audit[1] =
        (struct install_audit){.day = 20776, .result = INSTALL_REFUSED, .reason = BUNDLE_OTHER_HUB};
    upkeep->audit_count = 2;
}

static void
make_mistakes(struct walk *walk)
{
    static const char text[] =
        "idle = 60\n[kiosk\n[kiosk]\nidle 60\nidel = 60\nidle = 60 # a minute\nidle = soon\nidle "
        "=\n"
        "quiet = at night, when nobody comes by any more, from eight o'clock on\n[hub]\n"
        "name = \"ventanilla-1\"\nwindow = a\tb\nwindow = \xf1\n[panel]\nsize = 800x480@91x152mm\n"
        "[upload]\nca = /etc/hub/ca.pem\npin = sha256//short=\n[wifi]\npassword = short\n[wfi]\na "
        "= b\n";
    struct config ignored = config_default();
    config_parse(text, sizeof text - 1, &ignored, &walk->report);
    walk->kiosk.world.report = &walk->report;
}

static void
give_up(const char *what, const struct err *err)
{
    fprintf(stderr, "%s: %s\n", what, err->text);
    exit(1);
}

void
walk_panel(struct walk *walk, const char *panel)
{
    struct err err = {0};
    if (!config_parse_panel(panel, &walk->config.panel, &err)) {
        give_up(panel, &err);
    }
    walk->kiosk.world.panel = walk->config.panel;
}

void
walk_open(struct walk *walk, const char *content, const char *panel)
{
    struct err err = {0};
    struct world *world = &walk->kiosk.world;
    walk->config = config_default();
    walk->clock = clock_fake(WALK_STARTS_S);
    if (!text_open(walk->config.fonts, &walk->text, &err) ||
        !store_open_file(content, &world->store, &err)) {
        give_up(content, &err);
    }
    for (int i = 0; i < store_language_count(world->store); i++) {
        const struct store_language *l = store_language(world->store, i);
        if (!text_language(walk->text, l->tag, l->script, l->fonts, &err)) {
            give_up(l->tag, &err);
        }
    }
    char theme[CONFIG_TEXT_MAX + 16];
    snprintf(theme, sizeof theme, "%s/theme", walk->config.assets);
    if (!ui_theme_read(theme, world, &err)) {
        give_up(theme, &err);
    }
    char styles[CONFIG_TEXT_MAX + 16];
    snprintf(styles, sizeof styles, "%s/map", walk->config.assets);
    if (!town_open(world->store, walk->text, styles, &world->town, &err)) {
        give_up(content, &err);
    }
    world->view = town_view(world->town);
    world->text = walk->text;
    world->clock = &walk->clock;
    world->config = &walk->config;
    store_set_clock(world->store, &walk->clock);
    walk->kiosk.frame = calloc(1, sizeof *walk->kiosk.frame);
    put_stick_in(&walk->kiosk);
    make_mistakes(walk);
    walk_panel(walk, panel);
}

void
walk_close(struct walk *walk)
{
    town_close(walk->kiosk.world.town);
    store_close(walk->kiosk.world.store);
    text_close(walk->text);
    arena_finish(&walk->kiosk.arena);
    free(walk->kiosk.frame);
}

const struct frame *
walk_show(struct walk *walk, const struct visit *visit)
{
    walk->kiosk.visit = *visit;
    walk->kiosk.visit.last_input_ms = clock_ms(&walk->clock);
    // The hands of the clock stand still, however long the walk: no office opens in between.
    walk->clock.fake_wall_s = WALK_STARTS_S;
    kiosk_build(&walk->kiosk);
    return walk->kiosk.frame;
}

bool
walk_touch(struct walk *walk, const struct node *node)
{
    struct platform_event event = {.kind = PLATFORM_TOUCH_DOWN,
        .x = node->rect.x + node->rect.w / 2,
        .y = node->rect.y + node->rect.h / 2};
    if (frame_hit(walk->kiosk.frame, event.x, event.y) != node) {
        return false;
    }
    clock_advance(&walk->clock, BETWEEN_MS);
    event.time_ms = clock_ms(&walk->clock);
    kiosk_event(&walk->kiosk, &event);
    event.kind = PLATFORM_TOUCH_UP;
    kiosk_event(&walk->kiosk, &event);
    return true;
}

void
walk_key(struct walk *walk, enum platform_key key)
{
    clock_advance(&walk->clock, BETWEEN_MS);
    struct platform_event event = {
        .kind = PLATFORM_KEY_DOWN, .key = key, .time_ms = clock_ms(&walk->clock)};
    kiosk_event(&walk->kiosk, &event);
    event.kind = PLATFORM_KEY_UP;
    kiosk_event(&walk->kiosk, &event);
}

static bool
known(const struct walk_places *places, const struct visit *visit)
{
    for (int i = 0; i < places->count; i++) {
        if (places->at[i].screen == visit->at.screen && places->at[i].arg == visit->at.arg) {
            return true;
        }
    }
    return false;
}

static void
remember(struct walk_places *places, const struct visit *visit)
{
    if (places->count == WALK_PLACES_MAX) {
        fprintf(stderr, "more than %d places\n", WALK_PLACES_MAX);
        exit(1);
    }
    struct visit kept = *visit;
    kept.at.page = 0;
    places->at[places->count++] = (struct walk_place){kept.at.screen, kept.at.arg, kept};
}

static void
explore_page(struct walk *walk, struct walk_places *places, const struct visit *visit)
{
    int count = walk_show(walk, visit)->count;
    for (int i = 0; i < count; i++) {
        const struct node *node = &walk_show(walk, visit)->nodes[i];
        if (node->action.kind == ACT_NONE || node->disabled) {
            continue;
        }
        if (walk_touch(walk, node) && !known(places, &walk->kiosk.visit)) {
            remember(places, &walk->kiosk.visit);
        }
    }
}

void
walk_all(struct walk *walk, struct walk_places *places)
{
    places->at = calloc(WALK_PLACES_MAX, sizeof *places->at);
    places->count = 0;
    remember(places, &(struct visit){0});
    for (int i = 0; i < places->count; i++) {
        struct visit visit = places->at[i].visit;
        int pages = walk_show(walk, &visit)->pages;
        for (int page = 0; page < pages; page++) {
            visit.at.page = (int16_t)page;
            explore_page(walk, places, &visit);
        }
    }
}
