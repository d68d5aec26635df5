#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/log.h"
#include "shelf/shelf.h"

enum { EVENTS_BYTES = 4096 };

static const uint32_t KINDS =
    IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE | IN_DELETE | IN_DELETE_SELF | IN_ONLYDIR;

struct shelf_watch
shelf_watch_open(void)
{
    struct shelf_watch watch = {
        .fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC), .run = -1, .bundles = -1};
    if (watch.fd < 0) {
        LOG_WARN("inotify: %s; sticks are not noticed", strerror(errno));
    }
    return watch;
}

void
shelf_watch_close(struct shelf_watch *watch)
{
    if (watch->fd >= 0) {
        close(watch->fd);
    }
    *watch = (struct shelf_watch){.fd = -1, .run = -1, .bundles = -1};
}

// What lies there already counts as a change.
static unsigned
begin(const struct shelf_watch *watch, int *folder, const char *path, unsigned bit)
{
    if (*folder >= 0) {
        return 0;
    }
    *folder = inotify_add_watch(watch->fd, path, KINDS);
    return *folder >= 0 ? bit : 0;
}

static unsigned
bit_of(struct shelf_watch *watch, const struct inotify_event *event)
{
    if (event->mask & IN_Q_OVERFLOW) {
        return SHELF_STICK | SHELF_CURRENT;
    }
    bool run = event->wd == watch->run;
    if (!run && event->wd != watch->bundles) {
        return 0;
    }
    if (event->mask & IN_IGNORED) { // the folder is gone
        *(run ? &watch->run : &watch->bundles) = -1;
        return run ? SHELF_STICK : SHELF_CURRENT;
    }
    bool named = event->len > 0 && strcmp(event->name, run ? "status" : "current") == 0;
    return !named ? 0u : run ? SHELF_STICK : SHELF_CURRENT;
}

static unsigned
read_events(struct shelf_watch *watch)
{
    _Alignas(struct inotify_event) char buffer[EVENTS_BYTES];
    unsigned changed = 0;
    ssize_t len;
    while ((len = read(watch->fd, buffer, sizeof buffer)) > 0) {
        for (ssize_t at = 0; at < len;) {
            const struct inotify_event *event =
                (const struct inotify_event *)(const void *)(buffer + at);
            changed |= bit_of(watch, event);
            at += (ssize_t)(sizeof *event + event->len);
        }
    }
    return changed;
}

unsigned
shelf_watch_changed(struct shelf_watch *watch, const struct install_dirs *dirs)
{
    if (watch->fd < 0) {
        return 0;
    }
    unsigned changed = read_events(watch);
    changed |= begin(watch, &watch->run, dirs->run, SHELF_STICK);
    changed |= begin(watch, &watch->bundles, dirs->bundles, SHELF_CURRENT);
    return changed;
}
