// Wishes of the staff: the kiosk leaves a file in requests/, a unit carries it out and removes it.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"
#include "install/internal.h"

enum {
    CLOCK_TEXT = 20,
    DAY_S = 86400,
    WISH_MODE = 0640
}; // who carries it out is of the same group

// Asking ---------------------------------------------------------------------------------------------

static bool
ask(const struct install_dirs *dirs, const char *wish, const char *text, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    return install_join(dirs->requests, wish, path, err) &&
           file_replace(path, text, strlen(text), err) &&
           (chmod(path, WISH_MODE) == 0 || install_io_error(err, path));
}

bool
install_ask_revert(const struct install_dirs *dirs, struct err *err)
{
    return ask(dirs, "revert", "", err);
}

bool
install_ask_factory(const struct install_dirs *dirs, struct err *err)
{
    return ask(dirs, "factory", "", err);
}

bool
install_ask_clock(const struct install_dirs *dirs, int64_t wall_s, struct err *err)
{
    char text[CLOCK_TEXT + 4];
    snprintf(text, sizeof text, "%lld\n", (long long)wall_s);
    return ask(dirs, "clock", text, err);
}

static bool
is_there(const char *folder, const char *name)
{
    char path[INSTALL_PATH_MAX];
    struct stat st;
    struct err ignored = {0};
    return install_join(folder, name, path, &ignored) && lstat(path, &st) == 0;
}

bool
install_clock_asked(const struct install_dirs *dirs)
{
    return is_there(dirs->requests, "clock");
}

bool
install_clock_by_hand(const struct install_dirs *dirs)
{
    return is_there(dirs->clock, "by-hand");
}

// Carrying out: content ------------------------------------------------------------------------------

static void
tell_reverted(const struct install_dirs *dirs)
{
    struct clock clock = clock_real();
    struct install_accepted accepted = {0};
    struct err err = {0};
    struct install_status status = {.phase = INSTALL_REVERTED,
        .result = INSTALL_REVERTED,
        .run = clock_ms(&clock),
        .seconds_left = -1};
    bool known = install_accepted_read(dirs, &accepted, &err);
    struct install_audit audit = {
        .day = known ? accepted.floor_day : 0, .result = INSTALL_REVERTED};
    if (!install_audit_add(dirs, &audit, &err) || !install_status_write(dirs, &status, &err)) {
        LOG_WARN("%s", err.text);
    }
}

// Also when what was asked failed: a wish that cannot be met is not tried for ever.
static void
strike(const struct install_dirs *dirs, const char *wish)
{
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    if (!install_join(dirs->requests, wish, path, &err) || unlink(path) != 0) {
        LOG_WARN("requests/%s: cannot be deleted", wish);
    }
}

static bool
carry_out(const struct install_dirs *dirs, const char *wish,
    bool (*does)(const struct install_dirs *, struct err *), bool *done, struct err *err)
{
    if (!is_there(dirs->requests, wish)) {
        return true;
    }
    bool ok = does(dirs, err);
    strike(dirs, wish);
    if (ok) {
        *done = true;
        tell_reverted(dirs);
    }
    return ok;
}

bool
install_requests(const struct install_dirs *dirs, bool *done, struct err *err)
{
    *done = false;
    return carry_out(dirs, "revert", install_revert, done, err) &&
           carry_out(dirs, "factory", install_to_factory, done, err);
}

// Carrying out: clock --------------------------------------------------------------------------------

static bool
parse_clock(const char *text, size_t len, int floor_day, int64_t *wall_s)
{
    char *end = NULL;
    if (len < 2 || len > CLOCK_TEXT || text[len - 1] != '\n' ||
        strspn(text, "0123456789") != len - 1) {
        return false;
    }
    *wall_s = strtoll(text, &end, 10);
    struct date last = {.year = INSTALL_YEAR_END, .month = 1, .day = 1};
    return *wall_s >= (int64_t)floor_day * DAY_S && *wall_s < (int64_t)clock_days(&last) * DAY_S;
}

bool
install_take_clock(const struct install_dirs *dirs, int floor_day, int64_t *wall_s, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    if (!install_join(dirs->requests, "clock", path, err) || !is_there(dirs->requests, "clock")) {
        return err_set(err, ERR_MISSING, "nobody asked for another clock");
    }
    bool read = file_read(path, CLOCK_TEXT, &text, &len, err);
    strike(dirs, "clock");
    return read && (parse_clock(text, len, floor_day, wall_s) ||
                       err_set(err, ERR_FORMAT, "requests/clock: no second that can be now"));
}

bool
install_clock_set(const struct install_dirs *dirs, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    if (!install_join(dirs->clock, "by-hand", path, err)) {
        return false;
    }
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    return fd >= 0 || install_io_error(err, path);
}
