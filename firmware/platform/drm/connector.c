#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "platform/drm/internal.h"

// "card1-HDMI-A-1" to its two parts; false for what is no connector.
static bool
split(const char *entry, struct connector *out)
{
    size_t digits = strncmp(entry, "card", 4) == 0 ? strspn(entry + 4, "0123456789") : 0;
    size_t card = 4 + digits;
    if (digits == 0 || card >= sizeof out->card || entry[card] != '-') {
        return false;
    }
    memcpy(out->card, entry, card);
    out->card[card] = '\0';
    const char *name = entry + card + 1;
    return (size_t)snprintf(out->name, sizeof out->name, "%s", name) < sizeof out->name &&
           out->name[0] != '\0';
}

bool
connector_connected(const char *root, const struct connector *connector)
{
    char path[256];
    char text[16] = "";
    snprintf(path, sizeof path, "%s/%s-%s/status", root, connector->card, connector->name);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;
    return got > 0 && strcmp(text, "connected\n") == 0;
}

// A panel that is built in is what people stand before; a monitor beside it is the technician's.
static bool
built_in(const struct connector *connector)
{
    static const char *const kinds[] = {"DSI-", "DPI-", "LVDS-", "eDP-"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(connector->name, kinds[i], strlen(kinds[i])) == 0) {
            return true;
        }
    }
    return false;
}

// Built in first, then by name, so that two displays do not take turns.
static bool
before(const struct connector *a, const struct connector *b)
{
    if (built_in(a) != built_in(b)) {
        return built_in(a);
    }
    int names = strcmp(a->name, b->name);
    return names != 0 ? names < 0 : strcmp(a->card, b->card) < 0;
}

bool
connector_find(const char *root, struct connector *found)
{
    DIR *folder = opendir(root);
    bool any = false;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        struct connector one;
        if (split(entry->d_name, &one) && connector_connected(root, &one) &&
            (!any || before(&one, found))) {
            *found = one;
            any = true;
        }
    }
    if (folder) {
        closedir(folder);
    }
    return any;
}

// How well a mode suits; more is better.
static int64_t
merit(const drmModeModeInfo *mode, int width, int height)
{
    bool wished = mode->hdisplay == width && mode->vdisplay == height;
    bool favourite = (mode->type & DRM_MODE_TYPE_PREFERRED) != 0;
    bool whole = (mode->flags & DRM_MODE_FLAG_INTERLACE) == 0;
    int64_t pixels = (int64_t)mode->hdisplay * mode->vdisplay;
    return (((int64_t)wished << 1 | favourite) << 32 | pixels) << 12 | (int64_t)whole << 11 |
           (mode->vrefresh < 2048 ? mode->vrefresh : 2047);
}

int
mode_choose(const drmModeModeInfo *modes, int count, int width, int height)
{
    int best = -1;
    for (int i = 0; i < count; i++) {
        if (best < 0 || merit(&modes[i], width, height) > merit(&modes[best], width, height)) {
            best = i;
        }
    }
    return best;
}
