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

enum { IMAGE_BYTES_MAX = 24 * 1024 * 1024, ICON_BYTES_MAX = 1024 * 1024 };

enum trouble { // codes a technician finds in the manual
    TROUBLE_MISSING = 4101,
    TROUBLE_DAMAGED = 4102,
    TROUBLE_SCHEMA = 4103,
    TROUBLE_UNREADABLE = 4104,
};

struct app {
    struct config config;
    struct clock clock;
    struct text *text;
    struct images *images;
    struct platform *platform;
    struct kiosk kiosk;
    char *icon;        // bytes of the icon file read last
    char language[32]; // to begin with, from the command line
    bool window;
    bool stats;
};

static const char HELP[] =
    "usage: hub-kiosk [--content FILE] [--config FILE] [options]\n"
    "\n"
    "Shows compiled content on the screen. Without usable content it says so in three languages\n"
    "and keeps looking.\n"
    "\n"
    "  --content FILE   compiled hub (hub-bundle build); else as hub.conf says\n"
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

static void
read_config(struct app *app, const char *path)
{
    struct config_report report = {0};
    struct err err = {0};
    if (!config_read(path, &app->config, &report, &err)) {
        LOG_WARN("%s; defaults are used", err.text);
    }
    for (int i = 0; i < report.count; i++) {
        LOG_WARN("%s:%d: %s", path, report.problems[i].line, report.problems[i].text);
    }
}

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

// 0 = go on, 1 = done, 2 = usage.
static int
take_options(struct app *app, int argc, char **argv)
{
    static const struct option options[] = {{"content", required_argument, NULL, 'c'},
        {"config", required_argument, NULL, 'f'}, {"panel", required_argument, NULL, 'p'},
        {"window", no_argument, NULL, 'w'}, {"language", required_argument, NULL, 'l'},
        {"assets", required_argument, NULL, 'a'}, {"stats", no_argument, NULL, 's'},
        {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    int option;
    // hub.conf first: the command line wins whatever the order.
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--config=", 9) == 0) {
            read_config(app, argv[i] + 9);
        } else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
            read_config(app, argv[i + 1]);
        }
    }
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(HELP, stdout);
            return 1;
        }
        if (option == '?' || (option == 'p' && !take_panel(app, optarg))) {
            return 2;
        }
        app->window = app->window || option == 'w';
        app->stats = app->stats || option == 's';
        char *into = option == 'c'   ? app->config.content
                     : option == 'a' ? app->config.assets
                     : option == 'l' ? app->language
                                     : NULL;
        size_t size = option == 'l' ? sizeof app->language : CONFIG_TEXT_MAX;
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

static int
trouble_code(const struct err *err)
{
    return err->kind == ERR_MISSING   ? TROUBLE_MISSING
           : err->kind == ERR_FORMAT  ? TROUBLE_DAMAGED
           : err->kind == ERR_VERSION ? TROUBLE_SCHEMA
                                      : TROUBLE_UNREADABLE;
}

static bool
declare_languages(struct app *app, struct store *store, struct err *err)
{
    for (int i = 0; i < store_language_count(store); i++) {
        const struct store_language *language = store_language(store, i);
        if (!text_language(app->text, language->tag, language->script, language->fonts, err)) {
            return false;
        }
    }
    return true;
}

static void
open_content(struct app *app)
{
    struct kiosk *kiosk = &app->kiosk;
    struct err err = {0};
    struct store *store = NULL;
    bool opened = store_open(app->config.content, &store, &err);
    if (opened && store_language_count(store) == 0) {
        opened = err_set(&err, ERR_FORMAT, "%s: no language in it", app->config.content);
    }
    if (!opened || !declare_languages(app, store, &err)) {
        if (kiosk->trouble != trouble_code(&err)) { // said once, not at every retry
            LOG_ERROR("%s (code %d)", err.text, trouble_code(&err));
        }
        kiosk->trouble = trouble_code(&err);
        store_close(store);
        return;
    }
    kiosk->world.store = store;
    kiosk->trouble = 0;
    int days = 0;
    if (clock_parse_date(store_meta(store, "built_on"), &days)) {
        app->clock.floor_s = (int64_t)days * 24 * 60 * 60;
    }
    store_set_clock(store, &app->clock);
    images_clear(app->images);
}

static bool
set_up(struct app *app)
{
    struct err err = {0};
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
        .window = app->window};
    if (!platform_open(&options, &app->platform, &err)) {
        LOG_ERROR("%s", err.text);
        return false;
    }
    kiosk->world.text = app->text;
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

static void
run(struct app *app)
{
    struct kiosk *kiosk = &app->kiosk;
    struct platform_event events[PLATFORM_EVENTS_MAX];
    begin_in_language(app);
    for (;;) {
        kiosk_build(kiosk);
        platform_present(app->platform, kiosk->frame);
        int count = platform_wait(app->platform, kiosk_timeout(kiosk), events);
        for (int i = 0; i < count; i++) {
            if (events[i].kind == PLATFORM_QUIT) {
                return;
            }
            if (i > 0) { // what was touched is what the last event left on the screen
                kiosk_build(kiosk);
            }
            kiosk_event(kiosk, &events[i]);
        }
        kiosk_tick(kiosk);
        if (!kiosk->world.store && count == 0) {
            open_content(app);
        }
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
    platform_close(app->platform);
    images_destroy(app->images);
    text_close(app->text);
    store_close(app->kiosk.world.store);
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
