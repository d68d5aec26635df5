#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "platform/sdl/internal.h"
#include "platform/sdl/pads.h"

enum {
    // Drivers without a descriptor are asked this often: as often as frames can follow each other while
    // somebody is there, and often enough for a first touch when nobody is.
    AWAKE_MS = 16,
    REST_MS = 100,
    AWAKE_FOR_MS = 3000, // after the last input
    SDL_SLEEP_MS = 1000, // SDL's own sleep does not see signals; it may last this long
};

struct platform {
    struct platform_options options;
    struct panel panel;
    struct screen screen;
    SDL_Surface *canvas;
    struct paint *paint;
    struct hands hands;
    struct pads pads;
    struct platform_stats stats;
    int signal_fd;
    int64_t input_ms; // when input came last
    bool shown;       // the canvas holds a frame
    bool woken;       // by one of the caller's descriptors
    bool quit;
};

static int64_t
monotonic_ms(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
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
    platform->hands.panel = platform->panel;
    platform->hands.turn = platform->screen.turn;
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

bool
platform_open(const struct platform_options *options, struct platform **out, struct err *err)
{
    *out = NULL;
    struct platform *platform = calloc(1, sizeof *platform);
    ASSERT(platform);
    platform->options = *options;
    platform->signal_fd = open_signals();
    platform->input_ms = monotonic_ms();
    pads_open(&platform->pads, &options->config->wiring);
    if (!window_open(options, &platform->screen, err) || !open_canvas(platform, err)) {
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
    paint_destroy(platform->paint);
    SDL_FreeSurface(platform->canvas);
    if (platform->screen.own) {
        platform->screen.close(&platform->screen);
    }
    SDL_Quit();
    pads_close(&platform->pads);
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

const struct buttons_state *
platform_buttons(const struct platform *platform)
{
    return &platform->pads.state;
}

void
platform_led(struct platform *platform, enum wiring_function led, bool lit)
{
    gpio_led(platform->pads.gpio, led, lit);
}

// Showing ----------------------------------------------------------------------------------------

bool
platform_shot(const struct platform *platform, const char *path, struct err *err)
{
    return draw_save(platform->canvas, path, err);
}

void
platform_prepare(struct platform *platform, const struct frame *frame)
{
    paint_prepare(platform->paint, frame);
}

void
platform_forget(struct platform *platform)
{
    paint_forget(platform->paint);
}

void
platform_present(struct platform *platform, const struct frame *frame)
{
    SDL_Rect dirty[SCREEN_RECTS_MAX];
    int count = paint_frame(platform->paint, platform->canvas, frame, dirty, SCREEN_RECTS_MAX);
    if (count == 0) {
        return;
    }
    platform->screen.show(&platform->screen, platform->canvas, dirty, count);
    platform->shown = true;
    platform->stats.presented++;
    for (int i = 0; i < count; i++) {
        platform->stats.pixels += (uint64_t)dirty[i].w * (uint64_t)dirty[i].h;
    }
}

// The window lost its pixels; the canvas still has them.
static void
show_again(struct platform *platform)
{
    SDL_Rect whole = {0, 0, platform->canvas->w, platform->canvas->h};
    if (platform->shown) {
        platform->screen.show(&platform->screen, platform->canvas, &whole, 1);
    }
}

// Waiting ----------------------------------------------------------------------------------------

static bool
lost_pixels(const SDL_Event *event)
{
    return event->type == SDL_WINDOWEVENT &&
           (event->window.event == SDL_WINDOWEVENT_EXPOSED ||
               event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED);
}

// A dragging finger's moves that nobody saw in between are one move.
static bool
continues(const struct platform_event *last, const struct platform_event *event)
{
    return last->kind == PLATFORM_TOUCH_MOVE && event->kind == PLATFORM_TOUCH_MOVE &&
           last->finger == event->finger;
}

static bool
is_key(const SDL_Event *event)
{
    return event->type == SDL_KEYDOWN || event->type == SDL_KEYUP;
}

// What SDL has; at most max, the rest stays with it.
static int
collect_sdl(struct platform *platform, struct platform_event *events, int max)
{
    SDL_Event event;
    int count = 0;
    bool again = false;
    while (count < max && SDL_PollEvent(&event)) {
        again = again || lost_pixels(&event);
        struct platform_event ours;
        bool deaf = keypad_alone(platform->pads.keypad) && is_key(&event);
        if (deaf || !hands_event(&platform->hands, &event, &ours)) {
            continue;
        }
        ours.time_ms = clock_ms(platform->options.clock);
        bool merge = count > 0 && continues(&events[count - 1], &ours);
        events[merge ? count - 1 : count++] = ours;
    }
    if (again) {
        show_again(platform);
    }
    return count;
}

// Everything that has come; at most max, the rest stays where it is.
static int
collect(struct platform *platform, struct platform_event *events, int max)
{
    platform->woken = pads_work(&platform->pads) || platform->woken;
    int64_t now = clock_ms(platform->options.clock);
    int count = pads_take(&platform->pads, now, events, max);
    count += collect_sdl(platform, events + count, max - count);
    if (count > 0) {
        platform->input_ms = monotonic_ms();
    }
    return count;
}

// How long a sleep may last in which the driver cannot wake us.
static int
nap_ms(const struct platform *platform, int timeout_ms)
{
    int nap = -1;
    struct pollfd fds[PADS_SOURCES_MAX];
    if (platform->screen.sdl_sleeps) {
        // Buttons do not wake SDL either; where there are any, nobody waits a second for them.
        nap = pads_sources(&platform->pads, fds) > 0 ? AWAKE_MS : SDL_SLEEP_MS;
    } else if (platform->screen.fd < 0) {
        nap = monotonic_ms() - platform->input_ms < AWAKE_FOR_MS ? AWAKE_MS : REST_MS;
    }
    return nap >= 0 && (timeout_ms < 0 || nap < timeout_ms) ? nap : timeout_ms;
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
    int limit_ms = nap_ms(platform, pads_timeout_ms(&platform->pads, timeout_ms));
    if (platform->screen.sdl_sleeps) {
        SDL_WaitEventTimeout(NULL, limit_ms);
        limit_ms = 0; // now look for signals
    }
    struct pollfd sources[2 + PLATFORM_WAKERS_MAX + PADS_SOURCES_MAX] = {
        {.fd = platform->signal_fd, .events = POLLIN},
        {.fd = platform->screen.fd, .events = POLLIN}, // -1 is passed over
    };
    int wakers = platform->options.wakers_count;
    for (int i = 0; i < wakers; i++) {
        sources[2 + i] = (struct pollfd){.fd = platform->options.wakers[i], .events = POLLIN};
    }
    int pads = pads_sources(&platform->pads, sources + 2 + wakers);
    int ready = poll(sources, (nfds_t)(2 + wakers + pads), limit_ms);
    platform->stats.waits++;
    if (ready > 0) {
        read_signals(platform, sources[0].revents);
        if (sources[1].revents & (POLLERR | POLLHUP | POLLNVAL)) {
            platform->quit = true; // the display server is gone
        }
    }
    for (int i = 0; ready > 0 && i < wakers; i++) {
        platform->woken = platform->woken || sources[2 + i].revents != 0;
    }
}

static int
left_ms(int64_t deadline_ms, int timeout_ms)
{
    if (timeout_ms < 0) {
        return -1;
    }
    int64_t left = deadline_ms - monotonic_ms();
    return left > 0 ? (int)left : 0;
}

int
platform_wait(
    struct platform *platform, int timeout_ms, struct platform_event events[PLATFORM_EVENTS_MAX])
{
    int64_t deadline_ms = monotonic_ms() + (timeout_ms > 0 ? timeout_ms : 0);
    bool slept = false;
    for (;;) {
        int count = platform->quit ? 0 : collect(platform, events, PLATFORM_EVENTS_MAX);
        if (platform->quit) {
            events[count++] = (struct platform_event){
                .kind = PLATFORM_QUIT,
                .time_ms = clock_ms(platform->options.clock),
            };
        }
        int left = left_ms(deadline_ms, timeout_ms);
        if (count > 0 || platform->woken || (left == 0 && slept)) {
            platform->woken = false;
            return count;
        }
        slept = true;
        if (!platform->screen.pending(&platform->screen)) {
            nap(platform, left);
        }
    }
}
