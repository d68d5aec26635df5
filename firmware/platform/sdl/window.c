#include <SDL_syswm.h>
#include <string.h>

#include "base/log.h"
#include "platform/sdl/internal.h"

// Where that part of the canvas lies on the glass; its pixels are in the surface returned.
static SDL_Surface *
as_the_glass_has_it(struct screen *screen, SDL_Surface *canvas, SDL_Rect *part)
{
    if (!screen->turned) {
        return canvas;
    }
    turn_pixels(screen->turn, canvas, part, screen->turned->pixels, screen->turned->pitch);
    turn_rect(screen->turn, canvas->w, canvas->h, part);
    return screen->turned;
}

static void
window_show(struct screen *screen, SDL_Surface *canvas, const SDL_Rect *rects, int count)
{
    SDL_Window *window = screen->own;
    SDL_Surface *glass = SDL_GetWindowSurface(window);
    if (!glass) {
        LOG_WARN("window: %s", SDL_GetError());
        return;
    }
    SDL_Rect changed[SCREEN_RECTS_MAX];
    ASSERT(count <= SCREEN_RECTS_MAX);
    for (int i = 0; i < count; i++) {
        changed[i] = rects[i];
        SDL_Surface *from = as_the_glass_has_it(screen, canvas, &changed[i]);
        SDL_Rect to = changed[i];
        SDL_BlitSurface(from, &changed[i], glass, &to);
    }
    SDL_UpdateWindowSurfaceRects(window, changed, count);
}

static void
window_close(struct screen *screen)
{
    SDL_FreeSurface(screen->turned);
    SDL_DestroyWindow(screen->own);
}

static bool
nothing_pending(const struct screen *screen)
{
    (void)screen;
    return false;
}

#ifdef SDL_VIDEO_DRIVER_X11
static Display *
display_of(const struct screen *screen)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    bool known = SDL_GetWindowWMInfo(screen->own, &info) && info.subsystem == SDL_SYSWM_X11;
    return known ? info.info.x11.display : NULL;
}

// While it waits for an answer Xlib reads events into its own queue; poll() no longer sees those.
static bool
x11_pending(const struct screen *screen)
{
    Display *display = display_of(screen);
    return display && QLength(display) > 0;
}
#endif

// Both X macros read a field; nothing of Xlib is linked.
static void
find_source(struct screen *screen)
{
    screen->fd = -1;
    screen->pending = nothing_pending;
    screen->sdl_sleeps = strcmp(SDL_GetCurrentVideoDriver(), "wayland") == 0;
#ifdef SDL_VIDEO_DRIVER_X11
    Display *display = display_of(screen);
    if (display) {
        screen->fd = ConnectionNumber(display);
        screen->pending = x11_pending;
    }
#endif
}

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
turn_window(struct screen *screen, enum turned turn, struct err *err)
{
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(screen->own, &width, &height);
    screen->turn = turn;
    screen->width_px = turn_lies(turn) ? height : width;
    screen->height_px = turn_lies(turn) ? width : height;
    if (turn == TURN_NONE) {
        return true;
    }
    screen->turned = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_XRGB8888);
    if (!screen->turned) {
        return err_set(err, ERR_MISSING, "no canvas to turn: %s", SDL_GetError());
    }
    SDL_SetSurfaceBlendMode(screen->turned, SDL_BLENDMODE_NONE);
    return true;
}

bool
window_open(const struct platform_options *options, struct screen *screen, struct err *err)
{
    set_hints();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO | SDL_INIT_EVENTS) != 0) {
        return err_set(err, ERR_MISSING, "no display: %s", SDL_GetError());
    }
    // Shared memory, not GL, carries the pixels; Wayland alone leaves SDL no other way.
    bool wayland = strcmp(SDL_GetCurrentVideoDriver(), "wayland") == 0;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, wayland ? "1" : "0");
    SDL_StopTextInput();
    *screen = (struct screen){.show = window_show, .close = window_close};
    screen->own = create_window(options);
    if (!screen->own || !SDL_GetWindowSurface(screen->own)) {
        return err_set(err, ERR_MISSING, "no window: %s", SDL_GetError());
    }
    find_source(screen);
    return turn_window(screen, turn_of(options), err);
}
