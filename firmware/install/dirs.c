#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "install/internal.h"

bool
install_io_error(struct err *err, const char *path)
{
    enum err_kind kind = errno == ENOENT                      ? ERR_MISSING
                         : errno == ENOSPC || errno == EDQUOT ? ERR_SPACE
                                                              : ERR_IO;
    char reason[128];
    // The GNU form: may return a static string, never writes past the buffer.
    return err_set(err, kind, "%s: %s", path, strerror_r(errno, reason, sizeof reason));
}

bool
install_equal_ids(const struct bundle_hash *a, const struct bundle_hash *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

// Paths --------------------------------------------------------------------------------------------

bool
install_join(const char *folder, const char *name, char path[INSTALL_PATH_MAX], struct err *err)
{
    int len = snprintf(path, INSTALL_PATH_MAX, "%s/%s", folder, name);
    return len < INSTALL_PATH_MAX ||
           err_set(err, ERR_LIMIT, "%.100s/%.80s: path too long", folder, name);
}

bool
install_dirs_of(const char *data, const char *run, const char *factory, struct install_dirs *dirs,
    struct err *err)
{
    *dirs = (struct install_dirs){0};
    int len = snprintf(dirs->factory, sizeof dirs->factory, "%s", factory);
    if (len >= (int)sizeof dirs->factory) {
        return err_set(err, ERR_LIMIT, "%.100s: path too long", factory);
    }
    return install_join(data, "bundles", dirs->bundles, err) &&
           install_join(data, "state", dirs->state, err) &&
           install_join(data, "kiosk/trial", dirs->trial, err) &&
           install_join(run, "usb", dirs->run, err) &&
           install_join(run, "clock", dirs->clock, err) &&
           install_join(run, "out", dirs->out, err) &&
           install_join(run, "requests", dirs->requests, err);
}

static bool
id_path(const char *folder, const struct bundle_hash *id, const char *end,
    char path[INSTALL_PATH_MAX], struct err *err)
{
    char hex[INSTALL_ID_TEXT];
    char name[INSTALL_ID_TEXT + 24];
    bundle_hex(id->bytes, hex);
    snprintf(name, sizeof name, "%s%s", hex, end);
    return install_join(folder, name, path, err);
}

bool
install_bundle_path(const struct install_dirs *dirs, const struct bundle_hash *id,
    char path[INSTALL_PATH_MAX], struct err *err)
{
    return id_path(dirs->bundles, id, ".hub", path, err);
}

bool
install_part_path(const struct install_dirs *dirs, const struct bundle_hash *id,
    char path[INSTALL_PATH_MAX], struct err *err)
{
    char folder[INSTALL_PATH_MAX];
    return install_join(dirs->bundles, "incoming", folder, err) &&
           id_path(folder, id, ".part", path, err);
}

// Pointers ------------------------------------------------------------------------------------------

bool
install_pointer_read(
    const struct install_dirs *dirs, const char *pointer, struct bundle_hash *id, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    if (!install_join(dirs->bundles, pointer, path, err) ||
        !file_read(path, INSTALL_STATE_MAX, &text, &len, err)) {
        return false;
    }
    bool line = len == INSTALL_ID_TEXT && text[len - 1] == '\n';
    if (line) {
        text[len - 1] = '\0';
    }
    return (line && bundle_unhex(text, id->bytes)) ||
           err_set(err, ERR_FORMAT, "%s: no bundle's name", path);
}

bool
install_pointer_write(const struct install_dirs *dirs, const char *pointer,
    const struct bundle_hash *id, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    char text[INSTALL_ID_TEXT + 1];
    bundle_hex(id->bytes, text);
    text[INSTALL_ID_TEXT - 1] = '\n';
    return install_join(dirs->bundles, pointer, path, err) &&
           file_replace(path, text, INSTALL_ID_TEXT, err);
}

bool
install_sync_folder(const char *folder, struct err *err)
{
    AUTO_CLOSE int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return (fd >= 0 && fsync(fd) == 0) || install_io_error(err, folder);
}

bool
install_path(const struct install_dirs *dirs, enum install_source source,
    char path[INSTALL_PATH_MAX], struct err *err)
{
    struct bundle_hash id;
    if (source == INSTALL_FACTORY) {
        snprintf(path, INSTALL_PATH_MAX, "%s", dirs->factory);
    } else if (!install_pointer_read(
                   dirs, source == INSTALL_CURRENT ? "current" : "previous", &id, err) ||
               !install_bundle_path(dirs, &id, path, err)) {
        return false;
    }
    struct stat st;
    return stat(path, &st) == 0 || install_io_error(err, path);
}
