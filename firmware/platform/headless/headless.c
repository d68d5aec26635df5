#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "platform/headless/internal.h"

enum {
    DIRTY_MAX = 16,
    WORDS_MAX = 4 * 1024 * 1024, // of one frame
    IDLE_TURNS_MAX = 10000,      // turns without time passing before the kiosk counts as spinning
};

bool
platform_open(const struct platform_options *options, struct platform **out, struct err *err)
{
    *out = NULL;
    if (!options->clock->fake) {
        return err_set(err, ERR_MISSING, "the headless screen needs a fake clock");
    }
    struct panel panel = options->config->panel;
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(
        0, panel.width_px, panel.height_px, 32, SDL_PIXELFORMAT_XRGB8888);
    if (!canvas) {
        return err_set(err, ERR_MISSING, "no canvas of %d x %d: %s", panel.width_px,
            panel.height_px, SDL_GetError());
    }
    struct platform *platform = calloc(1, sizeof *platform);
    ASSERT(platform);
    platform->options = *options;
    platform->panel = panel;
    platform->canvas = canvas;
    platform->paint = paint_create(options->text, options->images, &panel);
    platform->words.limit = WORDS_MAX;
    platform->script = stdin;
    *out = platform;
    return true;
}

void
platform_close(struct platform *platform)
{
    if (platform) {
        paint_destroy(platform->paint);
        SDL_FreeSurface(platform->canvas);
        arena_finish(&platform->words);
        free(platform->frame);
        free(platform);
    }
}

struct panel
platform_panel(const struct platform *platform)
{
    return platform->panel;
}

bool
platform_failed(const struct platform *platform)
{
    return platform->failed;
}

struct platform_stats
platform_stats(const struct platform *platform)
{
    return platform->stats;
}

void
platform_dark(struct platform *platform, bool dark)
{
    (void)platform;
    (void)dark;
}

struct platform_state
platform_state(const struct platform *platform)
{
    (void)platform;
    return (struct platform_state){.screen = SCREEN_SHOWN, .inputs = -1};
}

// Showing ----------------------------------------------------------------------------------------

static const char *
keep(struct platform *platform, const char *text)
{
    return text && text[0] != '\0' ? arena_strdup(&platform->words, text) : "";
}

static void
keep_frame(struct platform *platform, const struct frame *frame)
{
    if (!platform->frame) {
        platform->frame = malloc(sizeof *platform->frame);
        ASSERT(platform->frame);
    }
    struct frame *own = platform->frame;
    arena_reset(&platform->words);
    *own = *frame;
    own->screen = keep(platform, frame->screen);
    own->lang = keep(platform, frame->lang);
    for (int i = 0; i < own->count; i++) {
        struct node *node = &own->nodes[i];
        node->key = keep(platform, node->key);
        node->text = keep(platform, node->text);
        node->lang = keep(platform, node->lang);
        node->icon = keep(platform, node->icon);
        node->clip = keep(platform, node->clip);
        node->canvas = NULL; // its pixels are on ours
    }
}

void
platform_forget(struct platform *platform)
{
    paint_forget(platform->paint);
}

void
platform_present(struct platform *platform, const struct frame *frame)
{
    SDL_Rect dirty[DIRTY_MAX];
    int count = paint_frame(platform->paint, platform->canvas, frame, dirty, DIRTY_MAX);
    keep_frame(platform, frame);
    platform->stats.presented += count > 0;
    for (int i = 0; i < count; i++) {
        platform->stats.pixels += (uint64_t)dirty[i].w * (uint64_t)dirty[i].h;
    }
}

// Waiting ----------------------------------------------------------------------------------------

static int64_t
now_ms(const struct platform *platform)
{
    return clock_ms(platform->options.clock);
}

// Moves the clock towards due; false when the kiosk's own timer comes first.
static bool
reach(struct platform *platform, int64_t due_ms, int *timeout_ms)
{
    int64_t left = due_ms - now_ms(platform);
    if (left <= 0) {
        return true;
    }
    if (*timeout_ms >= 0 && *timeout_ms <= left) {
        clock_advance(platform->options.clock, *timeout_ms);
        return false;
    }
    clock_advance(platform->options.clock, left);
    *timeout_ms -= *timeout_ms >= 0 ? (int)left : 0;
    return true;
}

static int
hand_over(struct platform *platform, struct platform_event *event)
{
    *event = platform->queue[0];
    event->time_ms = now_ms(platform);
    platform->queued--;
    memmove(
        platform->queue, platform->queue + 1, (size_t)platform->queued * sizeof platform->queue[0]);
    return 1;
}

// A kiosk that asks for no time at all gets its turn, but not for ever.
static bool
impatient(struct platform *platform, int timeout_ms)
{
    platform->idle_turns = timeout_ms == 0 ? platform->idle_turns + 1 : 0;
    if (platform->idle_turns <= IDLE_TURNS_MAX) {
        return timeout_ms == 0;
    }
    script_error(platform, "the kiosk spins: %d turns without time passing", IDLE_TURNS_MAX);
    return false;
}

// Looked at once a command was read and before it is obeyed, so that what came before the command shows.
bool
headless_woken(const struct platform *platform)
{
    struct pollfd sources[PLATFORM_WAKERS_MAX];
    int count = platform->options.wakers_count;
    for (int i = 0; i < count; i++) {
        sources[i] = (struct pollfd){.fd = platform->options.wakers[i], .events = POLLIN};
    }
    return poll(sources, (nfds_t)count, 0) > 0;
}

int
platform_wait(
    struct platform *platform, int timeout_ms, struct platform_event events[PLATFORM_EVENTS_MAX])
{
    platform->stats.waits++;
    if (impatient(platform, timeout_ms)) {
        return 0;
    }
    while (!platform->ended) {
        if (platform->queued > 0) {
            bool due = reach(platform, platform->queue[0].time_ms, &timeout_ms);
            return due ? hand_over(platform, &events[0]) : 0;
        }
        if (platform->waiting) {
            // The kiosk looks again at the end of a wait, timer or not.
            platform->waiting = !reach(platform, platform->until_ms, &timeout_ms);
            return 0;
        }
        script_step(platform);
        if (platform->woken) {
            platform->woken = false;
            return 0;
        }
    }
    events[0] = (struct platform_event){.kind = PLATFORM_QUIT, .time_ms = now_ms(platform)};
    return 1;
}
