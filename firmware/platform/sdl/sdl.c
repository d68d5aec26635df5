#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/log.h"
#include "platform/drm/drm.h"
#include "platform/sdl/internal.h"

struct platform {
    struct platform_options options;
    struct panel panel;
    struct presenter screen;
    SDL_Surface *canvas;
    struct paint *paint;
    struct platform_stats stats;
    int signal_fd;
    int64_t input_ms; // when input came last
    bool woken;       // by one of the caller's descriptors
    bool dark;
    bool quit;
};

static int64_t
now_ms(const struct platform *platform)
{
    return clock_ms(platform->options.clock);
}

// Opening ----------------------------------------------------------------------------------------

// SIGTERM and SIGINT become readable; before SDL starts, so that its threads block them too.
static int
open_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static bool
open_canvas(struct platform *platform, struct err *err)
{
    const struct panel *given = &platform->options.config->panel;
    platform->panel = panel_make(
        platform->screen.width_px, platform->screen.height_px, given->width_mm, given->height_mm);
    platform->canvas = SDL_CreateRGBSurfaceWithFormat(
        0, platform->panel.width_px, platform->panel.height_px, 32, SDL_PIXELFORMAT_XRGB8888);
    if (!platform->canvas) {
        return err_set(err, ERR_MISSING, "no canvas: %s", SDL_GetError());
    }
    SDL_SetSurfaceBlendMode(platform->canvas, SDL_BLENDMODE_NONE);
    platform->paint =
        paint_create(platform->options.text, platform->options.images, &platform->panel);
    return true;
}

static bool
has_desktop(void)
{
    static const char *const names[] = {"DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"};
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        any = any || (value && value[0] != '\0');
    }
    return any;
}

static bool
open_screen(const struct platform_options *options, struct presenter *screen, struct err *err)
{
    bool window = options->presenter == PRESENTER_AUTO ? options->window || has_desktop()
                                                       : options->presenter == PRESENTER_WINDOW;
    return window ? window_open(options, screen, err) : drm_open(options, screen, err);
}

bool
platform_open(const struct platform_options *options, struct platform **out, struct err *err)
{
    *out = NULL;
    struct platform *platform = calloc(1, sizeof *platform);
    ASSERT(platform);
    platform->options = *options;
    platform->signal_fd = open_signals();
    platform->input_ms = now_ms(platform);
    if (!open_screen(options, &platform->screen, err) || !open_canvas(platform, err)) {
        platform_close(platform);
        return false;
    }
    *out = platform;
    return true;
}

void
platform_close(struct platform *platform)
{
    if (!platform) {
        return;
    }
    if (platform->screen.own) {
        platform->screen.close(&platform->screen);
    }
    paint_destroy(platform->paint);
    SDL_FreeSurface(platform->canvas);
    SDL_Quit();
    if (platform->signal_fd >= 0) {
        close(platform->signal_fd);
    }
    free(platform);
}

struct panel
platform_panel(const struct platform *platform)
{
    return platform->panel;
}

bool
platform_failed(const struct platform *platform)
{
    (void)platform;
    return false;
}

struct platform_stats
platform_stats(const struct platform *platform)
{
    return platform->stats;
}

struct platform_state
platform_state(const struct platform *platform)
{
    return platform->screen.state(&platform->screen);
}

// Showing ----------------------------------------------------------------------------------------

void
platform_forget(struct platform *platform)
{
    paint_forget(platform->paint);
}

void
platform_dark(struct platform *platform, bool dark)
{
    if (platform->screen.dark && platform->dark != dark) {
        platform->dark = dark;
        platform->screen.dark(&platform->screen, dark);
    }
}

void
platform_present(struct platform *platform, const struct frame *frame)
{
    SDL_Rect dirty[PRESENTER_RECTS_MAX];
    int count = paint_frame(platform->paint, platform->canvas, frame, dirty, PRESENTER_RECTS_MAX);
    if (count == 0) {
        return;
    }
    platform->screen.show(&platform->screen, platform->canvas, dirty, count);
    platform->stats.presented++;
    for (int i = 0; i < count; i++) {
        platform->stats.pixels += (uint64_t)dirty[i].w * (uint64_t)dirty[i].h;
    }
}

// Waiting ----------------------------------------------------------------------------------------

// A dragging finger's moves that nobody saw in between are one move.
static bool
continues(const struct platform_event *last, const struct platform_event *event)
{
    return last->kind == PLATFORM_TOUCH_MOVE && event->kind == PLATFORM_TOUCH_MOVE &&
           last->finger == event->finger;
}

// The screen has another size: everything is made anew.
static void
resize(struct platform *platform)
{
    struct err err = {0};
    if (platform->screen.width_px == platform->panel.width_px &&
        platform->screen.height_px == platform->panel.height_px) {
        return;
    }
    paint_destroy(platform->paint);
    SDL_FreeSurface(platform->canvas);
    platform->paint = NULL;
    if (!open_canvas(platform, &err)) {
        LOG_ERROR("%s", err.text);
        platform->quit = true;
    }
    platform->woken = true;
}

// Everything that has come; at most max, the rest stays with the screen.
static int
collect(struct platform *platform, struct platform_event *events, int max)
{
    struct platform_event event;
    int count = 0;
    while (count < max && platform->screen.next(&platform->screen, &event)) {
        platform->input_ms = now_ms(platform);
        event.time_ms = platform->input_ms;
        bool merge = count > 0 && continues(&events[count - 1], &event);
        events[merge ? count - 1 : count++] = event;
    }
    return count;
}

// The shorter of two spans, of which -1 is the longest.
static int
shorter(int a_ms, int b_ms)
{
    return a_ms < 0 || (b_ms >= 0 && b_ms < a_ms) ? b_ms : a_ms;
}

static void
read_signals(struct platform *platform, short revents)
{
    if (revents == 0) {
        return;
    }
    struct signalfd_siginfo info;
    ssize_t got = read(platform->signal_fd, &info, sizeof info);
    if (got == (ssize_t)sizeof info) {
        platform->quit = true;
    } else if (got >= 0 || (errno != EAGAIN && errno != EINTR)) {
        close(platform->signal_fd); // a descriptor in error would be ready for ever
        platform->signal_fd = -1;
    }
}

static void
nap(struct platform *platform, int timeout_ms)
{
    struct presenter *screen = &platform->screen;
    int idle_ms = screen->nap_ms(screen, now_ms(platform) - platform->input_ms);
    int limit_ms = shorter(timeout_ms, idle_ms);
    if (screen->sdl_sleeps) {
        SDL_WaitEventTimeout(NULL, limit_ms);
        limit_ms = 0; // now look for signals
    }
    struct pollfd sources[1 + PLATFORM_WAKERS_MAX + PRESENTER_SOURCES_MAX] = {
        {.fd = platform->signal_fd, .events = POLLIN},
    };
    int wakers = platform->options.wakers_count;
    for (int i = 0; i < wakers; i++) {
        sources[1 + i] = (struct pollfd){.fd = platform->options.wakers[i], .events = POLLIN};
    }
    struct pollfd *own = sources + 1 + wakers;
    int count = screen->sources(screen, own);
    poll(sources, (nfds_t)(1 + wakers + count), limit_ms); // what it does not say stays 0
    platform->stats.waits++;
    read_signals(platform, sources[0].revents);
    for (int i = 0; i < wakers; i++) {
        platform->woken = platform->woken || sources[1 + i].revents != 0;
    }
    platform->quit = !screen->ready(screen, own, count) || platform->quit;
    resize(platform);
}

static int
left_ms(const struct platform *platform, int64_t deadline_ms, int timeout_ms)
{
    if (timeout_ms < 0) {
        return -1;
    }
    int64_t left = deadline_ms - now_ms(platform);
    return left > 0 ? (int)left : 0;
}

int
platform_wait(
    struct platform *platform, int timeout_ms, struct platform_event events[PLATFORM_EVENTS_MAX])
{
    int64_t deadline_ms = now_ms(platform) + (timeout_ms > 0 ? timeout_ms : 0);
    bool slept = false;
    for (;;) {
        int count = platform->quit ? 0 : collect(platform, events, PLATFORM_EVENTS_MAX);
        if (platform->quit) {
            events[count++] = (struct platform_event){
                .kind = PLATFORM_QUIT,
                .time_ms = clock_ms(platform->options.clock),
            };
        }
        int left = left_ms(platform, deadline_ms, timeout_ms);
        if (count > 0 || platform->woken || (left == 0 && slept)) {
            platform->woken = false;
            return count;
        }
        slept = true;
        nap(platform, left);
    }
}
