#pragma once
// The machine under the kiosk: a screen that shows frames and hands back input. One header, two
// bodies chosen at link time: sdl/ (a desktop's window or, without a desktop, the screen of drm/) and
// headless/ (stdin, PNG, fake clock). Both paint with paint.c into one CPU surface, so their pixels are
// the same.

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "clock/clock.h"
#include "config/config.h"
#include "draw/draw.h"
#include "text/text.h"

enum { PLATFORM_EVENTS_MAX = 32, PLATFORM_TEXT_MAX = 64, PLATFORM_WAKERS_MAX = 4 };

enum platform_event_kind {
    PLATFORM_NOTHING,
    PLATFORM_TOUCH_DOWN, // finger: 0 = first finger on the glass; x, y in mm
    PLATFORM_TOUCH_MOVE,
    PLATFORM_TOUCH_UP,
    PLATFORM_KEY_DOWN, // key: enum platform_key
    PLATFORM_KEY_UP,
    PLATFORM_ACTION,   // headless "tap": a node was chosen by name; text = its name
    PLATFORM_LANGUAGE, // headless "language": text = BCP 47 tag
    PLATFORM_QUIT,     // window closed, SIGTERM, "quit"
};

enum platform_key { // the panel's eleven logical keys, whatever sends them
    KEY_NONE,
    KEY_UP,
    KEY_DOWN,
    KEY_SELECT,
    KEY_BACK,
    KEY_NEXT,
    KEY_HOME,
    KEY_LANGUAGE,
    KEY_AUDIO,
    KEY_HELP,
    KEY_VOLUME_DOWN,
    KEY_VOLUME_UP,
    KEY_COUNT,
};

struct platform_event {
    enum platform_event_kind kind;
    int64_t time_ms; // of the clock
    int finger;
    float x;
    float y;
    enum platform_key key;
    char text[PLATFORM_TEXT_MAX];
};

enum presenter_kind { // what shows the canvas
    PRESENTER_AUTO,   // a window if a desktop is there, else DRM
    PRESENTER_WINDOW,
    PRESENTER_DRM,
};

struct platform_options {
    const struct config *config; // panel, font folders
    struct clock *clock;         // headless moves it
    struct text *text;
    struct images *images;
    bool window; // a window of the panel's size instead of the full screen
    enum presenter_kind presenter;
    // Descriptors that end a wait when they can be read; the caller empties them. -1 is passed over.
    int wakers[PLATFORM_WAKERS_MAX];
    int wakers_count;
};

struct platform;

// The clock this platform runs on: the real one, or a fake one that the script moves.
struct clock platform_clock(void);

// ERR_MISSING without a desktop and without a graphics card. A card without a display, or one that
// somebody else holds, is waited for (platform_state).
bool platform_open(
    const struct platform_options *options, struct platform **platform, struct err *err) MUST_USE;
void platform_close(struct platform *platform);

// May be another one after platform_wait(): another display, another mode.
struct panel platform_panel(const struct platform *platform);
// A script went wrong (headless): the process ends with status 1.
bool platform_failed(const struct platform *platform);

// Sleeps in poll(2) until something happened or timeout_ms passed (-1: for ever) and fills events;
// returns how many (0 after a time-out, or when a waker can be read). Never spins, whatever a device does.
int platform_wait(
    struct platform *platform, int timeout_ms, struct platform_event events[PLATFORM_EVENTS_MAX]);

// Paints what differs from the frame shown last and presents those rectangles; an equal frame costs
// nothing. Copies what it needs of frame.
void platform_present(struct platform *platform, const struct frame *frame);

// The next frame is painted whole: fonts or pictures changed behind their names.
void platform_forget(struct platform *platform);

// Switches the display off, where it is ours to do (not a desktop's), and on again; frames presented meanwhile
// show afterwards.
void platform_dark(struct platform *platform, bool dark);

struct platform_state { // for the technician's screen and the log
    enum screen_state {
        SCREEN_SHOWN,
        SCREEN_DARK,    // switched off
        SCREEN_MISSING, // no display is connected
        SCREEN_HELD,    // another program has it
        SCREEN_REFUSED, // not in group video
        SCREEN_BROKEN,  // the log says how
    } screen;
    int inputs;         // devices that are heard; -1 = the desktop's business
    int inputs_refused; // devices that may not be read: not in group input
};
struct platform_state platform_state(const struct platform *platform);

// A key's name as scripts and hub.conf spell it ("volume-up"); KEY_NONE for an unknown name.
const char *platform_key_name(enum platform_key key);
enum platform_key platform_key_named(const char *name);

struct platform_stats {
    uint64_t waits;     // returns of poll(2)
    uint64_t presented; // frames that changed something
    uint64_t pixels;    // painted in them
};
struct platform_stats platform_stats(const struct platform *platform);

// Screens ----------------------------------------------------------------------------------------

struct SDL_Surface;
struct SDL_Rect;
struct pollfd;

enum { PRESENTER_SOURCES_MAX = 24, PRESENTER_RECTS_MAX = 16 };

// Where the canvas's pixels go and where input comes from: a window, or the glass itself.
struct presenter {
    void *own;    // of whoever opened it
    int width_px; // of the canvas; ready() may change it
    int height_px;
    bool sdl_sleeps; // SDL_WaitEventTimeout() sleeps for it
    // Descriptors to sleep on; returns how many, at most PRESENTER_SOURCES_MAX.
    int (*sources)(const struct presenter *screen, struct pollfd *sources);
    // After every sleep: what poll() said of them. False ends the process: the display server is gone.
    bool (*ready)(struct presenter *screen, const struct pollfd *sources, int count);
    // How long may be slept, if input came idle_ms ago; -1 = for ever.
    int (*nap_ms)(const struct presenter *screen, int64_t idle_ms);
    // The next event, if one has come; everything but time_ms.
    bool (*next)(struct presenter *screen, struct platform_event *event);
    // Brings those parts of the canvas, at most PRESENTER_RECTS_MAX, to the glass. The canvas stays the same
    // until the size changes.
    void (*show)(struct presenter *screen, struct SDL_Surface *canvas, const struct SDL_Rect *rects,
        int count);
    void (*dark)(struct presenter *screen, bool dark); // NULL: not ours to say
    struct platform_state (*state)(const struct presenter *screen);
    void (*close)(struct presenter *screen);
};

// Disjoint rectangles that together cover all that were added; few rather than tight (region.c).
struct region {
    struct SDL_Rect *rects;
    int max;
    int count;
};
void region_add(struct region *region, struct SDL_Rect rect);

// Painting (paint.c), shared by both bodies -------------------------------------------------------

struct paint;

struct paint *paint_create(struct text *text, struct images *images, const struct panel *panel);
void paint_destroy(struct paint *paint);
// Brings canvas from the frame painted last to this one; dirty receives at most max disjoint
// rectangles that changed (their number is returned; 0 = nothing changed).
int paint_frame(struct paint *paint, struct SDL_Surface *canvas, const struct frame *frame,
    struct SDL_Rect *dirty, int max);
// The next frame is painted whole (fonts or bundle changed).
void paint_forget(struct paint *paint);
// The pixels of a rectangle: its edges rounded, so that what touches in mm touches on the screen.
void paint_rect(const struct panel *panel, struct rect rect, struct SDL_Rect *px);
// How a node's text is laid out; whoever measures for the layout must ask for the very same.
void paint_text_spec(const struct panel *panel, const struct node *node, struct text_spec *spec);
