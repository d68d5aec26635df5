#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "platform/drm/internal.h"

static const char CONNECTORS[] = "/sys/class/drm";
static const char INPUTS[] = "/dev/input";

enum {
    RETRY_MS = 2000,     // until the display, or the card, is asked for again
    LOOK_MS = 2000,      // whoever wakes looks at the plug this often
    FLIP_LATE_MS = 1000, // a vertical blank takes 17 ms
};

struct drm {
    struct presenter *screen;
    struct clock *clock;
    struct panel panel; // of hub.conf: the wished mode
    enum turned turn;
    struct inputs inputs;
    int uevents;
    struct connector connector;
    struct card card;
    SDL_Surface *canvas; // shown last; NULL: none of this size yet
    struct damage damage;
    int back;   // the buffer that is not on the glass
    bool lit;   // one of ours is on the glass
    bool stale; // the glass lacks something of the canvas
    bool flipping;
    bool dark;
    int64_t flip_ms;  // when the flip was asked for
    int64_t look_ms;  // when the plug was looked at
    int64_t retry_ms; // when the card is tried again
    enum screen_state state;
    char told[ERR_TEXT_MAX]; // complained last, not to be repeated every two seconds
};

static int64_t
now_ms(const struct drm *drm)
{
    return clock_ms(drm->clock);
}

// The card ---------------------------------------------------------------------------------------

static void
complain(struct drm *drm, const struct err *err)
{
    drm->state = err->kind == ERR_BUSY      ? SCREEN_HELD
                 : err->kind == ERR_DENIED  ? SCREEN_REFUSED
                 : err->kind == ERR_MISSING ? SCREEN_MISSING
                                            : SCREEN_BROKEN;
    if (strcmp(drm->told, err->text) != 0) {
        LOG_WARN("screen: %s%s; trying again", err->text,
            err->kind == ERR_DENIED ? " (is the program in group video?)" : "");
        memcpy(drm->told, err->text, sizeof drm->told);
    }
}

static void
lose(struct drm *drm, const struct err *err)
{
    card_close(&drm->card);
    drm->lit = false;
    drm->flipping = false;
    drm->retry_ms = now_ms(drm) + RETRY_MS;
    complain(drm, err);
}

static void
take_size(struct drm *drm)
{
    bool lies = turn_lies(drm->turn);
    int width = lies ? drm->card.mode.vdisplay : drm->card.mode.hdisplay;
    int height = lies ? drm->card.mode.hdisplay : drm->card.mode.vdisplay;
    if (width != drm->screen->width_px || height != drm->screen->height_px) {
        drm->screen->width_px = width;
        drm->screen->height_px = height;
        drm->canvas = NULL; // its owner makes another one
    }
    damage_all(&drm->damage, drm->screen->width_px, drm->screen->height_px);
    drm->stale = true;
}

// The wished mode lies on the glass as the glass hangs.
static int
wish_width(const struct drm *drm)
{
    return turn_lies(drm->turn) ? drm->panel.height_px : drm->panel.width_px;
}

static int
wish_height(const struct drm *drm)
{
    return turn_lies(drm->turn) ? drm->panel.width_px : drm->panel.height_px;
}

static void
open_display(struct drm *drm)
{
    struct err err = {0};
    drm->retry_ms = now_ms(drm) + RETRY_MS;
    bool found = connector_find(CONNECTORS, &drm->connector) ||
                 (card_probe() && connector_find(CONNECTORS, &drm->connector));
    if (!found) {
        err_set(&err, ERR_MISSING, "no display is connected");
        complain(drm, &err);
        return;
    }
    if (!card_open(&drm->card, &drm->connector, wish_width(drm), wish_height(drm), &err)) {
        complain(drm, &err);
        return;
    }
    LOG_INFO("screen: %s on %s, %d x %d at %u Hz", drm->connector.name, drm->connector.card,
        drm->card.mode.hdisplay, drm->card.mode.vdisplay, drm->card.mode.vrefresh);
    drm->told[0] = '\0';
    drm->state = SCREEN_SHOWN;
    take_size(drm);
}

// Showing ----------------------------------------------------------------------------------------

// Brings the canvas to the glass unless it is there, or an exchange is under way.
static void
advance(struct drm *drm)
{
    struct err err = {0};
    bool asleep = drm->dark && drm->lit; // before the first picture there is another program's
    if (drm->card.fd < 0 || !drm->canvas || !drm->stale || drm->flipping || asleep) {
        return;
    }
    damage_repair(&drm->damage, drm->back, drm->turn, drm->canvas, &drm->card.buffers[drm->back]);
    drm->stale = false;
    bool good = false;
    if (drm->lit) {
        drm->flip_ms = now_ms(drm);
        good = card_flip(&drm->card, drm->back, &drm->flipping, &err);
    } else {
        good = card_light(&drm->card, drm->back, &err);
        drm->lit = good;
        if (good && drm->dark) {
            card_dark(&drm->card, true);
        }
    }
    drm->back = 1 - drm->back;
    if (!good) {
        lose(drm, &err);
    }
}

static void
show(struct presenter *screen, SDL_Surface *canvas, const SDL_Rect *rects, int count)
{
    struct drm *drm = screen->own;
    drm->canvas = canvas;
    drm->stale = true;
    damage_add(&drm->damage, rects, count);
    advance(drm);
}

static void
go_dark(struct presenter *screen, bool dark)
{
    struct drm *drm = screen->own;
    drm->dark = dark;
    if (drm->card.fd >= 0 && drm->lit) {
        card_dark(&drm->card, dark);
    }
    advance(drm);
}

// Sleeping ---------------------------------------------------------------------------------------

static int
sources(const struct presenter *screen, struct pollfd *out)
{
    const struct drm *drm = screen->own;
    out[0] = (struct pollfd){.fd = drm->card.fd, .events = POLLIN};
    out[1] = (struct pollfd){.fd = drm->uevents, .events = POLLIN};
    return 2 + inputs_sources(&drm->inputs, out + 2);
}

static int
nap_ms(const struct presenter *screen, int64_t idle_ms)
{
    const struct drm *drm = screen->own;
    (void)idle_ms;
    int64_t due_ms = drm->card.fd < 0 ? drm->retry_ms : drm->flip_ms + FLIP_LATE_MS;
    int64_t left_ms = due_ms - now_ms(drm);
    bool sleeps = drm->card.fd >= 0 && !drm->flipping;
    return sleeps ? -1 : left_ms > 0 ? (int)left_ms : 0;
}

// Whether what we show is still what is plugged in.
static void
look_at_plug(struct drm *drm, bool told)
{
    struct err err = {0};
    bool due = told || now_ms(drm) - drm->look_ms >= LOOK_MS;
    if (drm->card.fd < 0 || !due) {
        return;
    }
    drm->look_ms = now_ms(drm);
    if (!connector_connected(CONNECTORS, &drm->connector)) {
        err_set(&err, ERR_MISSING, "%s was unplugged", drm->connector.name);
        lose(drm, &err);
    } else if (told && card_outdated(&drm->card, wish_width(drm), wish_height(drm))) {
        err_set(&err, ERR_MISSING, "%s has another mode", drm->connector.name);
        lose(drm, &err);
        drm->retry_ms = 0;
    }
}

static void
look_at_card(struct drm *drm, short revents)
{
    struct err err = {0};
    if (revents & POLLIN) {
        card_read(&drm->card);
    }
    if (revents & (POLLERR | POLLHUP | POLLNVAL)) {
        err_set(&err, ERR_MISSING, "%s is gone", drm->connector.card);
        lose(drm, &err);
    } else if (drm->flipping && now_ms(drm) - drm->flip_ms >= FLIP_LATE_MS) {
        err_set(&err, ERR_IO, "%s has no vertical blanks", drm->connector.name);
        lose(drm, &err);
    }
}

static bool
ready(struct presenter *screen, const struct pollfd *in, int count)
{
    struct drm *drm = screen->own;
    bool told = in[1].revents != 0 && uevent_read(&drm->uevents);
    look_at_card(drm, in[0].revents);
    look_at_plug(drm, told);
    if (drm->card.fd < 0 && (told || now_ms(drm) >= drm->retry_ms)) {
        open_display(drm);
    }
    inputs_ready(&drm->inputs, in + 2, count - 2);
    advance(drm);
    return true;
}

static bool
next(struct presenter *screen, struct platform_event *event)
{
    struct drm *drm = screen->own;
    if (!inputs_next(&drm->inputs, event)) {
        return false;
    }
    bool touch = event->kind == PLATFORM_TOUCH_DOWN || event->kind == PLATFORM_TOUCH_MOVE ||
                 event->kind == PLATFORM_TOUCH_UP;
    if (touch && event->x >= 0) { // the glass is as wide as the panel, whatever its pixels
        turn_point(drm->turn, &event->x, &event->y);
        struct panel panel = panel_make(
            screen->width_px, screen->height_px, drm->panel.width_mm, drm->panel.height_mm);
        event->x *= panel.width_mm;
        event->y *= panel.height_mm;
    }
    return true;
}

// Opening ----------------------------------------------------------------------------------------

static struct platform_state
state(const struct presenter *screen)
{
    const struct drm *drm = screen->own;
    return (struct platform_state){
        .screen = drm->dark && drm->lit ? SCREEN_DARK : drm->state,
        .inputs = drm->inputs.count,
        .inputs_refused = drm->inputs.refused,
    };
}

static void
drm_close(struct presenter *screen)
{
    struct drm *drm = screen->own;
    card_close(&drm->card);
    inputs_close(&drm->inputs);
    if (drm->uevents >= 0) {
        close(drm->uevents);
    }
    free(drm);
}

bool
drm_open(const struct platform_options *options, struct presenter *screen, struct err *err)
{
    struct connector any;
    if (!connector_find(CONNECTORS, &any) && !card_probe()) {
        return err_set(err, ERR_MISSING, "no display: neither a desktop nor a graphics card");
    }
    struct drm *drm = calloc(1, sizeof *drm);
    ASSERT(drm);
    *screen = (struct presenter){
        .own = drm,
        .width_px = options->config->panel.width_px,
        .height_px = options->config->panel.height_px,
        .sources = sources,
        .ready = ready,
        .nap_ms = nap_ms,
        .next = next,
        .show = show,
        .dark = go_dark,
        .state = state,
        .close = drm_close,
    };
    drm->screen = screen;
    drm->clock = options->clock;
    drm->panel = options->config->panel;
    drm->turn = (enum turned)(options->config->rotation / 90);
    drm->card.fd = -1;
    damage_all(&drm->damage, screen->width_px, screen->height_px);
    drm->uevents = uevent_open(); // before the first look: nothing is missed between
    inputs_open(&drm->inputs, INPUTS);
    open_display(drm);
    return true;
}
