#include <SDL_syswm.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "platform/sdl/internal.h"

enum {
    // Drivers without a descriptor are asked this often: as often as frames can follow each other while
    // somebody is there, and often enough for a first touch when nobody is.
    AWAKE_MS = 16,
    REST_MS = 100,
    AWAKE_FOR_MS = 3000, // after the last input
    SDL_SLEEP_MS = 1000, // SDL's own sleep does not see signals; it may last this long
};

struct window {
    SDL_Window *sdl;
    int fd; // of the display server; -1: it has to be asked now and then
    struct hands hands;
    SDL_Surface *canvas; // shown last
    SDL_Surface *turned; // it, as the glass has it; NULL: it is not turned
    bool lost;           // the window's pixels, not the canvas's
};

// Showing ----------------------------------------------------------------------------------------

// Where that part of the canvas lies on the glass; its pixels are in the surface returned.
static SDL_Surface *
as_the_glass_has_it(struct window *window, SDL_Rect *part)
{
    enum turned turn = window->hands.turn;
    if (!window->turned) {
        return window->canvas;
    }
    turn_pixels(turn, window->canvas, part, window->turned->pixels, window->turned->pitch);
    turn_rect(turn, window->canvas->w, window->canvas->h, part);
    return window->turned;
}

static void
window_show(struct presenter *screen, SDL_Surface *canvas, const SDL_Rect *rects, int count)
{
    struct window *window = screen->own;
    SDL_Surface *glass = SDL_GetWindowSurface(window->sdl);
    window->canvas = canvas;
    if (!glass) {
        LOG_WARN("window: %s", SDL_GetError());
        return;
    }
    SDL_Rect changed[PRESENTER_RECTS_MAX];
    ASSERT(count <= PRESENTER_RECTS_MAX);
    for (int i = 0; i < count; i++) {
        changed[i] = rects[i];
        SDL_Surface *from = as_the_glass_has_it(window, &changed[i]);
        SDL_Rect to = changed[i];
        SDL_BlitSurface(from, &changed[i], glass, &to);
    }
    SDL_UpdateWindowSurfaceRects(window->sdl, changed, count);
}

static void
show_again(struct presenter *screen)
{
    struct window *window = screen->own;
    if (window->lost && window->canvas) {
        SDL_Rect whole = {0, 0, window->canvas->w, window->canvas->h};
        window_show(screen, window->canvas, &whole, 1);
    }
    window->lost = false;
}

static struct platform_state
window_state(const struct presenter *screen)
{
    (void)screen;
    return (struct platform_state){.screen = SCREEN_SHOWN, .inputs = -1};
}

// Listening --------------------------------------------------------------------------------------

static bool
lost_pixels(const SDL_Event *event)
{
    return event->type == SDL_WINDOWEVENT &&
           (event->window.event == SDL_WINDOWEVENT_EXPOSED ||
               event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED);
}

static bool
window_next(struct presenter *screen, struct platform_event *out)
{
    struct window *window = screen->own;
    SDL_Event event;
    while (SDL_PollEvent(&event)) {
        window->lost = window->lost || lost_pixels(&event);
        if (hands_event(&window->hands, &event, out)) {
            return true;
        }
    }
    show_again(screen);
    return false;
}

#ifdef SDL_VIDEO_DRIVER_X11
static Display *
display_of(const struct window *window)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    bool known = SDL_GetWindowWMInfo(window->sdl, &info) && info.subsystem == SDL_SYSWM_X11;
    return known ? info.info.x11.display : NULL;
}
#endif

// While it waits for an answer Xlib reads events into its own queue; poll() no longer sees those. Both X
// macros read a field; nothing of Xlib is linked.
static bool
x11_pending(const struct window *window)
{
#ifdef SDL_VIDEO_DRIVER_X11
    Display *display = display_of(window);
    return display && QLength(display) > 0;
#else
    (void)window;
    return false;
#endif
}

static int
window_nap_ms(const struct presenter *screen, int64_t idle_ms)
{
    const struct window *window = screen->own;
    if (screen->sdl_sleeps) {
        return SDL_SLEEP_MS;
    }
    if (window->fd < 0) {
        return idle_ms < AWAKE_FOR_MS ? AWAKE_MS : REST_MS;
    }
    return x11_pending(window) ? 0 : -1;
}

static int
window_sources(const struct presenter *screen, struct pollfd *sources)
{
    const struct window *window = screen->own;
    sources[0] = (struct pollfd){.fd = window->fd, .events = POLLIN}; // -1 is passed over
    return 1;
}

static bool
window_ready(struct presenter *screen, const struct pollfd *sources, int count)
{
    (void)screen;
    return count == 0 || (sources[0].revents & (POLLERR | POLLHUP | POLLNVAL)) == 0;
}

static void
window_close(struct presenter *screen)
{
    struct window *window = screen->own;
    SDL_FreeSurface(window->turned);
    SDL_DestroyWindow(window->sdl);
    free(window);
}

static void
find_source(struct presenter *screen)
{
    struct window *window = screen->own;
    window->fd = -1;
    screen->sdl_sleeps = strcmp(SDL_GetCurrentVideoDriver(), "wayland") == 0;
#ifdef SDL_VIDEO_DRIVER_X11
    Display *display = display_of(window);
    if (display) {
        window->fd = ConnectionNumber(display);
    }
#endif
}

// Opening ----------------------------------------------------------------------------------------

static void
set_hints(void)
{
    // Hints yield to environment variables of the same name.
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,wayland");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1"); // blanking is the desktop's business
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "1");
    // Without an address SDL's D-Bus code starts a bus daemon; we need nothing from any bus.
    SDL_setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
}

static enum turned
turn_of(const struct platform_options *options)
{
    return (enum turned)(options->config->rotation / 90);
}

static SDL_Window *
create_window(const struct platform_options *options)
{
    if (options->window) {
        const struct panel *panel = &options->config->panel;
        bool lies = turn_lies(turn_of(options));
        return SDL_CreateWindow("Ventanilla", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
            lies ? panel->height_px : panel->width_px, lies ? panel->width_px : panel->height_px,
            0);
    }
    // The size counts where no window manager makes the window full-screen.
    SDL_DisplayMode mode = {0};
    SDL_GetDesktopDisplayMode(0, &mode);
    SDL_ShowCursor(SDL_DISABLE);
    return SDL_CreateWindow("Ventanilla", 0, 0, mode.w, mode.h, SDL_WINDOW_FULLSCREEN_DESKTOP);
}

static bool
turn_window(struct presenter *screen, const struct platform_options *options, struct err *err)
{
    struct window *window = screen->own;
    const struct panel *panel = &options->config->panel;
    enum turned turn = turn_of(options);
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(window->sdl, &width, &height);
    screen->width_px = turn_lies(turn) ? height : width;
    screen->height_px = turn_lies(turn) ? width : height;
    window->hands.turn = turn;
    window->hands.panel =
        panel_make(screen->width_px, screen->height_px, panel->width_mm, panel->height_mm);
    if (turn == TURN_NONE) {
        return true;
    }
    window->turned = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_XRGB8888);
    if (!window->turned) {
        return err_set(err, ERR_MISSING, "no canvas to turn: %s", SDL_GetError());
    }
    SDL_SetSurfaceBlendMode(window->turned, SDL_BLENDMODE_NONE);
    return true;
}

bool
window_open(const struct platform_options *options, struct presenter *screen, struct err *err)
{
    set_hints();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO | SDL_INIT_EVENTS) != 0) {
        return err_set(err, ERR_MISSING, "no display: %s", SDL_GetError());
    }
    // Shared memory, not GL, carries the pixels; Wayland alone leaves SDL no other way.
    bool wayland = strcmp(SDL_GetCurrentVideoDriver(), "wayland") == 0;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, wayland ? "1" : "0");
    SDL_StopTextInput();
    struct window *window = calloc(1, sizeof *window);
    ASSERT(window);
    *screen = (struct presenter){
        .own = window,
        .sources = window_sources,
        .ready = window_ready,
        .nap_ms = window_nap_ms,
        .next = window_next,
        .show = window_show,
        .state = window_state,
        .close = window_close,
    };
    window->sdl = create_window(options);
    if (!window->sdl || !SDL_GetWindowSurface(window->sdl)) {
        return err_set(err, ERR_MISSING, "no window: %s", SDL_GetError());
    }
    find_source(screen);
    return turn_window(screen, options, err);
}
