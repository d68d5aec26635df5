// The screen: one process, one thread, no network. Linked to the desktop's platform it is hub-kiosk,
// to the scripted one hub-kiosk-headless.
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"
#include "scenes/scenes.h"
#include "shelf/shelf.h"

enum { IMAGE_BYTES_MAX = 24 * 1024 * 1024, ICON_BYTES_MAX = 1024 * 1024 };

enum { AGE_MS = 3600 * 1000, TURN_MS = 8000, DAY_S = 24 * 60 * 60 };

struct app {
    struct config config;
    struct clock clock;
    struct text *text;
    struct images *images;
    struct platform *platform;
    struct kiosk kiosk;
    struct shelf_wish wish;
    struct shelf shelf;
    struct shelf_watch watch;
    bool switch_due; // other content is to be opened when nobody is there
    int64_t age_ms;  // when the content's age is judged again
    int64_t turn;    // at rest, seen last
    char trust[CONFIG_TEXT_MAX + 8];
    char map_styles[CONFIG_TEXT_MAX + 8];
    char counts[CONFIG_TEXT_MAX + 16]; // folder of the counts
    char *icon;                        // bytes of the icon file read last
    char language[32];                 // to begin with, from the command line
    bool window;
    bool stats;
};

static const char HELP[] =
    "usage: hub-kiosk [--content FILE] [--config FILE] [options]\n"
    "\n"
    "Shows signed content on the screen: the file named, else what is installed, and what came "
    "before\n"
    "it where that does not open. Without usable content it says so in three languages and keeps\n"
    "looking.\n"
    "\n"
    "  --content FILE   signed content (.hub); else as hub.conf says, else what is installed\n"
    "  --trust FILE     trust chain to believe; else trust beside the factory's content\n"
    "  --demonstration  believe a trust chain of throw-away keys too\n"
#ifdef HUB_DEVELOPMENT
    "  --unsigned       FILE may be compiled content nobody signed (.db)\n"
#endif
    "  --counts DIR     where counts are kept; else kiosk/counts of hub.conf's data, if there\n"
    "  --config FILE    hub.conf to read; every problem is named by line, defaults stand in\n"
    "  --panel SPEC     resolution and size of the glass: 1280x800@217x136mm\n"
    "  --window         a window of the panel's size instead of the full screen\n"
    "  --language TAG   begin in this language instead of with the resting screen\n"
    "  --assets DIR     icons, theme and words of last resort\n"
    "  --stats          print counters at the end\n"
    "  --help           this text\n"
    "\n"
    "Keys of a PC: arrows, Enter, Escape back, Page Down next page, Home, L language, H help.\n"
    "hub-kiosk-headless is the same program driven by commands on standard input; they are listed "
    "in\n"
    "firmware/README.md.\n"
    "Exit status: 0 ended by the user, 1 no screen, no font, or a failed script command, 2 "
    "usage.\n";

// Set-up -------------------------------------------------------------------------------------------

static bool
take_panel(struct app *app, const char *spec)
{
    struct err err = {0};
    if (config_parse_panel(spec, &app->config.panel, &err)) {
        return true;
    }
    fprintf(stderr, "hub-kiosk: --panel %s: %s\n", spec, err.text);
    return false;
}

// Only a development build shows what nobody signed.
static bool
take_unsigned(struct app *app)
{
#ifdef HUB_DEVELOPMENT
    app->wish.unsigned_too = true;
    return true;
#else
    (void)app;
    fprintf(stderr, "hub-kiosk: --unsigned: this program shows signed content only\n");
    return false;
#endif
}

// A text option's place; NULL for a flag.
static char *
text_of(struct app *app, int option, size_t *size)
{
    *size = option == 'l' ? sizeof app->language : CONFIG_TEXT_MAX;
    return option == 'c'   ? app->config.content
           : option == 'a' ? app->config.assets
           : option == 't' ? app->trust
           : option == 'n' ? app->counts
           : option == 'l' ? app->language
                           : NULL;
}

// 0 = go on, 1 = done, 2 = usage.
static int
take_options(struct app *app, int argc, char **argv)
{
    static const struct option options[] = {{"content", required_argument, NULL, 'c'},
        {"trust", required_argument, NULL, 't'}, {"counts", required_argument, NULL, 'n'},
        {"demonstration", no_argument, NULL, 'd'}, {"unsigned", no_argument, NULL, 'u'},
        {"config", required_argument, NULL, 'f'}, {"panel", required_argument, NULL, 'p'},
        {"window", no_argument, NULL, 'w'}, {"language", required_argument, NULL, 'l'},
        {"assets", required_argument, NULL, 'a'}, {"stats", no_argument, NULL, 's'},
        {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    int option;
    // hub.conf first: the command line wins whatever the order.
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--config=", 9) == 0) {
            config_load(argv[i] + 9, &app->config);
        } else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
            config_load(argv[i + 1], &app->config);
        }
    }
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(HELP, stdout);
            return 1;
        }
        if (option == '?' || (option == 'p' && !take_panel(app, optarg)) ||
            (option == 'u' && !take_unsigned(app))) {
            return 2;
        }
        app->wish.demonstration = app->wish.demonstration || option == 'd';
        app->window = app->window || option == 'w';
        app->stats = app->stats || option == 's';
        size_t size = 0;
        char *into = text_of(app, option, &size);
        if (into && snprintf(into, size, "%s", optarg) >= (int)size) {
            fprintf(stderr, "hub-kiosk: %s: too long\n", optarg);
            return 2;
        }
    }
    if (optind < argc) {
        fprintf(stderr, "hub-kiosk: %s: not understood; see --help\n", argv[optind]);
        return 2;
    }
    return 0;
}

static bool
plain_name(const char *name)
{
    return name[0] != '\0' && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

// The content's picture of that name, else the icon the kiosk brings along.
static struct image_bytes
load_image(void *context, const char *name)
{
    struct app *app = context;
    struct store *store = app->kiosk.world.store;
    struct image_bytes bytes = store ? store_picture(store, name) : (struct image_bytes){0};
    if (bytes.data || !plain_name(name)) {
        return bytes;
    }
    char path[CONFIG_TEXT_MAX + 64];
    size_t len = 0;
    struct err err = {0};
    snprintf(path, sizeof path, "%s/icons/%.48s.svg", app->config.assets, name);
    free(app->icon);
    app->icon = NULL;
    if (!file_read(path, ICON_BYTES_MAX, &app->icon, &len, &err)) {
        LOG_WARN("%s", err.text);
        return (struct image_bytes){0};
    }
    return (struct image_bytes){app->icon, len};
}

// Content ----------------------------------------------------------------------------------------------

static bool
declare_languages(void *context, struct store *store, struct err *err)
{
    struct app *app = context;
    for (int i = 0; i < store_language_count(store); i++) {
        const struct store_language *language = store_language(store, i);
        if (!text_language(app->text, language->tag, language->script, language->fonts, err)) {
            return false;
        }
    }
    return true;
}

// Also once an hour: content grows old while it is shown. No day before a floor comes back.
static void
look_at_age(struct app *app)
{
    struct shelf_facts *facts = &app->kiosk.upkeep.content;
    *facts = shelf_facts(&app->wish, &app->shelf, &app->clock);
    int64_t floor_s = (int64_t)facts->floor_day * DAY_S;
    app->clock.floor_s = floor_s > app->clock.floor_s ? floor_s : app->clock.floor_s;
    app->kiosk.world.old_since = facts->old ? facts->issued : 0;
    app->age_ms = clock_ms(&app->clock) + AGE_MS;
}

static void
open_content(struct app *app)
{
    struct kiosk *kiosk = &app->kiosk;
    app->switch_due = false;
    kiosk->world.store = NULL;
    kiosk->world.town = NULL;
    kiosk->world.view = NULL;
    kiosk->trouble = 0;
    if (!shelf_open(&app->wish, &app->shelf)) {
        kiosk->trouble = app->shelf.code;
        return;
    }
    kiosk->world.store = app->shelf.store;
    kiosk->world.town = app->shelf.town;
    kiosk->world.view = app->shelf.town ? town_view(app->shelf.town) : NULL;
    store_set_clock(app->shelf.store, &app->clock);
    look_at_age(app);
    kiosk_declare(kiosk);
    images_clear(app->images);
    text_forget(app->text);
    platform_forget(app->platform);
}

// Sticks -----------------------------------------------------------------------------------------------

static void
read_stick(struct app *app)
{
    struct install_audit all[INSTALL_AUDIT_MAX];
    struct upkeep *upkeep = &app->kiosk.upkeep;
    struct install_status status;
    struct err err = {0};
    if (!install_status_read(&app->wish.dirs, &status, &err)) {
        LOG_WARN("%s", err.text);
    }
    kiosk_stick(&app->kiosk, &status);
    int count = install_audit_read(&app->wish.dirs, all);
    upkeep->audit_count = count < UPKEEP_AUDIT_MAX ? count : UPKEEP_AUDIT_MAX;
    memcpy(upkeep->audit, all, sizeof *all * (size_t)upkeep->audit_count);
}

static void
look_around(struct app *app)
{
    unsigned changed = shelf_watch_changed(&app->watch, &app->wish.dirs);
    if (changed & SHELF_STICK) {
        read_stick(app);
    }
    if (changed & SHELF_CURRENT && app->wish.file[0] == '\0') {
        shelf_unskip(&app->shelf);
        app->switch_due = true;
    }
}

static void
ask_revert(struct app *app)
{
    struct err err = {0};
    if (app->kiosk.revert_wanted) {
        bool asked = install_ask_revert(&app->wish.dirs, &err);
        if (!asked) {
            LOG_ERROR("%s", err.text);
        }
        app->kiosk.upkeep.revert = asked ? REVERT_ASKED : REVERT_FAILED;
        app->kiosk.revert_wanted = false;
    }
}

// What may only happen when nobody is there.
static void
rest(struct app *app)
{
    int64_t turn = clock_ms(&app->clock) / TURN_MS;
    if (app->switch_due) {
        open_content(app);
    } else if (turn != app->turn) {
        shelf_rested(&app->wish, &app->shelf);
    }
    app->turn = turn;
}

static void
keep_house(struct app *app, bool quiet)
{
    look_around(app);
    ask_revert(app);
    if (app->shelf.store && store_broken(app->shelf.store)) {
        shelf_skip(&app->shelf);
        app->switch_due = true;
    }
    if (clock_ms(&app->clock) >= app->age_ms && app->shelf.store) {
        look_at_age(app);
    }
    if (!app->shelf.store && (quiet || app->switch_due)) {
        open_content(app);
    } else if (kiosk_resting(&app->kiosk)) {
        rest(app);
    }
}

static bool
find_content(struct app *app, struct err *err)
{
    const struct config *config = &app->config;
    const char *slash = strrchr(config->factory, '/');
    int folder = slash ? (int)(slash - config->factory) + 1 : 0;
    if (app->trust[0] == '\0') { // beside what the machine came with
        snprintf(app->trust, sizeof app->trust, "%.*strust", folder, config->factory);
    }
    app->wish.file = config->content;
    app->wish.trust = app->trust;
    snprintf(app->map_styles, sizeof app->map_styles, "%s/map", config->assets);
    app->wish.map_styles = app->map_styles;
    app->wish.accept = declare_languages;
    app->wish.context = app;
    app->watch = shelf_watch_open();
    return install_dirs_of(config->data, config->run, config->factory, &app->wish.dirs, err);
}

// A machine that has no such folder, a PC, counts nothing.
static void
open_counts(struct app *app)
{
    const struct config *config = &app->config;
    bool asked = app->counts[0] != '\0';
    if (!asked) {
        snprintf(app->counts, sizeof app->counts, "%s/kiosk/counts", config->data);
    }
    if (asked || access(app->counts, W_OK | X_OK) == 0) {
        app->kiosk.upkeep.counts =
            counts_open(app->counts, config->network, config->hub, &app->clock);
    }
}

static bool
set_up(struct app *app)
{
    struct err err = {0};
    if (!find_content(app, &err)) {
        LOG_ERROR("%s", err.text);
        return false;
    }
    struct kiosk *kiosk = &app->kiosk;
    // Last of all the font that comes along: a machine whose fonts are lost still shows Latin letters.
    char fonts[2 * CONFIG_TEXT_MAX + 16];
    snprintf(fonts, sizeof fonts, "%s:%s/fonts", app->config.fonts, app->config.assets);
    if (!text_open(fonts, &app->text, &err)) {
        LOG_ERROR("%s", err.text);
        return false;
    }
    // Until content declares its own: what the words of last resort are set in.
    if (!text_language(app->text, "es", "Latn", "Andika-Regular.ttf", &err)) {
        LOG_WARN("%s", err.text);
    }
    app->images = images_create(load_image, app, IMAGE_BYTES_MAX);
    app->clock.offset_s = app->config.utc_offset_minutes * 60;
    struct platform_options options = {.config = &app->config,
        .clock = &app->clock,
        .text = app->text,
        .images = app->images,
        .window = app->window,
        .wakers = {app->watch.fd},
        .wakers_count = 1};
    if (!platform_open(&options, &app->platform, &err)) {
        LOG_ERROR("%s", err.text);
        return false;
    }
    kiosk->upkeep.buttons = platform_buttons(app->platform);
    kiosk->world.text = app->text;
    app->wish.text = app->text;
    kiosk->world.clock = &app->clock;
    kiosk->world.config = &app->config;
    kiosk->world.panel = platform_panel(app->platform);
    kiosk->frame = calloc(1, sizeof *kiosk->frame);
    ASSERT(kiosk->frame);
    char theme[CONFIG_TEXT_MAX + 16];
    snprintf(theme, sizeof theme, "%s/theme", app->config.assets);
    snprintf(
        kiosk->trouble_ini, sizeof kiosk->trouble_ini, "%s/ui/trouble.ini", app->config.assets);
    if (!ui_theme_read(theme, &kiosk->world, &err)) {
        LOG_WARN("%s; plain colours are used", err.text);
    }
    open_counts(app);
    look_around(app);
    open_content(app);
    return true;
}

// Turns ----------------------------------------------------------------------------------------------

static void
begin_in_language(struct app *app)
{
    if (app->language[0] != '\0' && app->kiosk.world.store) {
        struct platform_event event = {.kind = PLATFORM_LANGUAGE};
        snprintf(event.text, sizeof event.text, "%s", app->language);
        if (store_language_index(app->kiosk.world.store, app->language) < 0) {
            LOG_WARN("--language %s: the content has no such language", app->language);
        }
        kiosk_event(&app->kiosk, &event);
    }
}

// Only where a finger is counts, not every place it came through.
static bool
overtaken(const struct platform_event *event, const struct platform_event *next)
{
    return event->kind == PLATFORM_TOUCH_MOVE && next->kind == PLATFORM_TOUCH_MOVE &&
           event->finger == next->finger;
}

static void
run(struct app *app)
{
    struct kiosk *kiosk = &app->kiosk;
    struct platform_event events[PLATFORM_EVENTS_MAX];
    begin_in_language(app);
    for (;;) {
        kiosk_build(kiosk);
        platform_present(app->platform, kiosk->frame);
        struct kiosk_lights lights = kiosk_lights(kiosk);
        platform_led(app->platform, WIRING_LED_READY, lights.ready);
        platform_led(app->platform, WIRING_LED_ATTENTION, lights.attention);
        int count = platform_wait(app->platform, kiosk_timeout(kiosk), events);
        for (int i = 0; i < count; i++) {
            if (events[i].kind == PLATFORM_QUIT) {
                return;
            }
            if (i + 1 < count && overtaken(&events[i], &events[i + 1])) {
                continue;
            }
            if (i > 0) { // what was touched is what the last event left on the screen
                kiosk_build(kiosk);
            }
            kiosk_event(kiosk, &events[i]);
        }
        kiosk_tick(kiosk);
        kiosk_work(kiosk);
        keep_house(app, count == 0);
    }
}

static void
print_stats(const struct app *app)
{
    struct text_stats text = text_stats(app->text);
    struct platform_stats screen = platform_stats(app->platform);
    fprintf(stderr,
        "frame_bytes=%zu layouts=%zu line_bytes=%zu fonts=%d laid_out=%llu drawn=%llu "
        "image_bytes=%zu waits=%llu presented=%llu pixels=%llu\n",
        app->kiosk.arena.held, text.layouts, text.line_bytes, text.fonts_open,
        (unsigned long long)text.laid_out, (unsigned long long)text.drawn,
        images_bytes(app->images), (unsigned long long)screen.waits,
        (unsigned long long)screen.presented, (unsigned long long)screen.pixels);
}

static void
tear_down(struct app *app)
{
    counts_close(app->kiosk.upkeep.counts);
    platform_close(app->platform);
    images_destroy(app->images);
    shelf_close(&app->shelf);
    text_close(app->text);
    shelf_watch_close(&app->watch);
    arena_finish(&app->kiosk.arena);
    free(app->kiosk.frame);
    free(app->icon);
}

int
main(int argc, char **argv)
{
    static struct app app; // zeroed; large for a stack
    setlocale(LC_ALL, "C.UTF-8");
    app.config = config_default();
    app.clock = platform_clock();
    int options = take_options(&app, argc, argv);
    if (options != 0) {
        return options == 2 ? 2 : 0;
    }
    bool ok = set_up(&app);
    if (ok) {
        run(&app);
        ok = !platform_failed(app.platform);
    }
    if (ok && app.stats) {
        print_stats(&app);
    }
    tear_down(&app);
    return ok ? 0 : 1;
}
