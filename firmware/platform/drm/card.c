#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xf86drm.h>

#include "base/auto.h"
#include "platform/drm/internal.h"

static const char CARDS[] = "/dev/dri";

enum { SIDE_MAX = 8192 };

// Opening ----------------------------------------------------------------------------------------

static int
open_card(const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%.24s", CARDS, name);
    return open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
}

static bool
refuse(struct err *err, const char *what)
{
    enum err_kind kind = errno == EBUSY || errno == EACCES ? ERR_BUSY : ERR_IO;
    return err_set(err, kind, "%s: %s", what, strerror(errno));
}

// Asking for a connector makes the kernel look, which it may not have done since it started.
static void
look_at_connectors(int fd)
{
    drmModeRes *all = drmModeGetResources(fd);
    for (int i = 0; all && i < all->count_connectors; i++) {
        drmModeFreeConnector(drmModeGetConnector(fd, all->connectors[i]));
    }
    drmModeFreeResources(all);
}

bool
card_probe(void)
{
    DIR *folder = opendir(CARDS);
    bool any = false;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (strncmp(entry->d_name, "card", 4) == 0) {
            AUTO_CLOSE int fd = open_card(entry->d_name);
            any = true;
            if (fd >= 0) {
                look_at_connectors(fd);
            }
        }
    }
    if (folder) {
        closedir(folder);
    }
    return any;
}

static bool
is_named(const drmModeConnector *connector, const char *name)
{
    char own[48];
    const char *type = drmModeGetConnectorTypeName(connector->connector_type);
    snprintf(own, sizeof own, "%s-%u", type ? type : "", connector->connector_type_id);
    return strcmp(own, name) == 0;
}

// The connector of that name ("HDMI-A-1"); only this one is asked what is plugged in, which takes its time.
static drmModeConnector *
connector_named(int fd, const drmModeRes *all, const char *name)
{
    drmModeConnector *found = NULL;
    for (int i = 0; !found && i < all->count_connectors; i++) {
        drmModeConnector *known = drmModeGetConnectorCurrent(fd, all->connectors[i]);
        if (known && is_named(known, name)) {
            found = drmModeGetConnector(fd, all->connectors[i]);
        }
        drmModeFreeConnector(known);
    }
    return found;
}

// The scan-out unit that feeds it now, else the first that can.
static uint32_t
find_crtc(int fd, const drmModeRes *all, const drmModeConnector *connector)
{
    drmModeEncoder *current = drmModeGetEncoder(fd, connector->encoder_id);
    uint32_t crtc = current ? current->crtc_id : 0;
    drmModeFreeEncoder(current);
    for (int i = 0; crtc == 0 && i < connector->count_encoders; i++) {
        drmModeEncoder *encoder = drmModeGetEncoder(fd, connector->encoders[i]);
        for (int j = 0; encoder && crtc == 0 && j < all->count_crtcs && j < 32; j++) {
            crtc = encoder->possible_crtcs & 1u << j ? all->crtcs[j] : 0;
        }
        drmModeFreeEncoder(encoder);
    }
    return crtc;
}

static uint32_t
find_dpms(int fd, const drmModeConnector *connector)
{
    uint32_t found = 0;
    for (int i = 0; i < connector->count_props; i++) {
        drmModePropertyRes *property = drmModeGetProperty(fd, connector->props[i]);
        found = property && strcmp(property->name, "DPMS") == 0 ? property->prop_id : found;
        drmModeFreeProperty(property);
    }
    return found;
}

static bool
choose(struct card *card, const drmModeRes *all, const drmModeConnector *connector, int wish[2],
    struct err *err)
{
    int at = mode_choose(connector->modes, connector->count_modes, wish[0], wish[1]);
    if (connector->connection != DRM_MODE_CONNECTED || at < 0) {
        return err_set(err, ERR_MISSING, "the display has no mode");
    }
    card->mode = connector->modes[at];
    if (card->mode.hdisplay > SIDE_MAX || card->mode.vdisplay > SIDE_MAX) {
        return err_set(err, ERR_LIMIT, "the display has more than %d pixels a side", SIDE_MAX);
    }
    card->connector = connector->connector_id;
    card->crtc = find_crtc(card->fd, all, connector);
    card->dpms = find_dpms(card->fd, connector);
    return card->crtc != 0 || err_set(err, ERR_MISSING, "nothing can feed the display");
}

static bool
make_buffer(const struct card *card, struct buffer *buffer, struct err *err)
{
    uint32_t width = card->mode.hdisplay;
    uint32_t height = card->mode.vdisplay;
    uint64_t offset = 0;
    if (drmModeCreateDumbBuffer(
            card->fd, width, height, 32, 0, &buffer->handle, &buffer->pitch, &buffer->size) != 0 ||
        drmModeAddFB(card->fd, width, height, 24, 32, buffer->pitch, buffer->handle, &buffer->fb) !=
            0 ||
        drmModeMapDumbBuffer(card->fd, buffer->handle, &offset) != 0) {
        return refuse(err, "no frame buffer");
    }
    void *map =
        mmap(NULL, buffer->size, PROT_READ | PROT_WRITE, MAP_SHARED, card->fd, (off_t)offset);
    if (map == MAP_FAILED) {
        return refuse(err, "no frame buffer");
    }
    buffer->map = map;
    return true;
}

static bool
take(struct card *card, const struct connector *connector, int wish[2], struct err *err)
{
    card->fd = open_card(connector->card);
    if (card->fd < 0) {
        enum err_kind kind = errno == EACCES || errno == EPERM ? ERR_DENIED : ERR_MISSING;
        return err_set(err, kind, "%s", strerror(errno));
    }
    // Whoever opens a card that nobody has is its master already; then this changes nothing.
    if (drmSetMaster(card->fd) != 0) {
        return refuse(err, "another program holds it");
    }
    drmModeRes *all = drmModeGetResources(card->fd);
    drmModeConnector *found = all ? connector_named(card->fd, all, connector->name) : NULL;
    bool good = found ? choose(card, all, found, wish, err)
                      : err_set(err, ERR_MISSING, "it has no connector of that name");
    drmModeFreeConnector(found);
    drmModeFreeResources(all);
    return good && make_buffer(card, &card->buffers[0], err) &&
           make_buffer(card, &card->buffers[1], err);
}

bool
card_open(
    struct card *card, const struct connector *connector, int width, int height, struct err *err)
{
    int wish[2] = {width, height};
    *card = (struct card){.fd = -1};
    if (!take(card, connector, wish, err)) {
        card_close(card);
        return err_wrap(err, "%s on %s/%s", connector->name, CARDS, connector->card);
    }
    return true;
}

void
card_close(struct card *card)
{
    for (int i = 0; card->fd >= 0 && i < 2; i++) {
        struct buffer *buffer = &card->buffers[i];
        if (buffer->map) {
            munmap(buffer->map, buffer->size);
        }
        if (buffer->fb != 0) {
            drmModeRmFB(card->fd, buffer->fb);
        }
        if (buffer->handle != 0) {
            drmModeDestroyDumbBuffer(card->fd, buffer->handle);
        }
    }
    if (card->fd >= 0) {
        close(card->fd);
    }
    *card = (struct card){.fd = -1};
}

bool
card_outdated(const struct card *card, int width, int height)
{
    drmModeConnector *connector = drmModeGetConnector(card->fd, card->connector);
    int at = -1;
    if (connector && connector->connection == DRM_MODE_CONNECTED) {
        at = mode_choose(connector->modes, connector->count_modes, width, height);
    }
    bool same = at >= 0 && connector->modes[at].hdisplay == card->mode.hdisplay &&
                connector->modes[at].vdisplay == card->mode.vdisplay;
    drmModeFreeConnector(connector);
    return !same;
}

// Showing ----------------------------------------------------------------------------------------

bool
card_light(struct card *card, int buffer, struct err *err)
{
    bool lit = drmModeSetCrtc(card->fd, card->crtc, card->buffers[buffer].fb, 0, 0,
                   &card->connector, 1, &card->mode) == 0;
    return lit || refuse(err, "the mode was not set");
}

bool
card_flip(struct card *card, int buffer, bool *flipping, struct err *err)
{
    *flipping = drmModePageFlip(card->fd, card->crtc, card->buffers[buffer].fb,
                    DRM_MODE_PAGE_FLIP_EVENT, flipping) == 0;
    return *flipping || refuse(err, "the buffers were not exchanged");
}

static void
flipped(int fd, unsigned frame, unsigned seconds, unsigned us, void *flipping)
{
    (void)fd;
    (void)frame;
    (void)seconds;
    (void)us;
    *(bool *)flipping = false;
}

void
card_read(struct card *card)
{
    drmEventContext events = {.version = 2, .page_flip_handler = flipped};
    drmHandleEvent(card->fd, &events);
}

void
card_dark(struct card *card, bool dark)
{
    if (card->dpms != 0) {
        drmModeConnectorSetProperty(
            card->fd, card->connector, card->dpms, dark ? DRM_MODE_DPMS_OFF : DRM_MODE_DPMS_ON);
    }
}
