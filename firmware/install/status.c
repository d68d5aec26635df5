#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/utf8.h"
#include "install/internal.h"

static const char *const PHASES[INSTALL_PHASES] = {
    "idle", "looking", "copying", "checking", "done", "same", "refused", "reverted", "writing"};

// Writing --------------------------------------------------------------------------------------------

// One line, whatever stood there: a name must not write keys of its own.
static void
clean(char *text)
{
    for (; *text; text++) {
        *text = (unsigned char)*text < ' ' || *text == 0x7f ? ' ' : *text;
    }
}

static int
print(const struct install_status *status, char text[INSTALL_STATE_MAX])
{
    struct install_status s = *status;
    clean(s.asked);
    clean(s.here);
    clean(s.version);
    int len = snprintf(text, INSTALL_STATE_MAX,
        "[status]\nphase = %s\nresult = %s\nrun = %lld\nbytes = %lld\nbytes_total = %lld\n"
        "seconds_left = %d\nreason = %d\nasked = %s\nhere = %s\nadded = %d\nupdated = %d\n"
        "removed = %d\nversion = %s\ntechnician = %d\n",
        PHASES[s.phase], PHASES[s.result], (long long)s.run, (long long)s.bytes,
        (long long)s.bytes_total, s.seconds_left, (int)s.reason, s.asked, s.here, s.diff.added,
        s.diff.updated, s.diff.removed, s.version, s.technician);
    ASSERT(len < INSTALL_STATE_MAX);
    return len;
}

bool
install_status_write(
    const struct install_dirs *dirs, const struct install_status *status, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    char beside[INSTALL_PATH_MAX];
    char text[INSTALL_STATE_MAX];
    int len = print(status, text);
    if (!install_join(dirs->run, "status", path, err) ||
        !install_join(dirs->run, "status.new", beside, err)) {
        return false;
    }
    AUTO_CLOSE int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0 || write(fd, text, (size_t)len) != len || rename(beside, path) != 0) {
        return install_io_error(err, beside);
    }
    return true;
}

// Reading --------------------------------------------------------------------------------------------

static bool
take_number(const char *text, int64_t low, int64_t high, int64_t *value)
{
    char *end = NULL;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    *value = n;
    return end != text && *end == '\0' && errno == 0 && n >= low && n <= high;
}

static bool
take_int(const char *text, int low, int *value)
{
    int64_t n = 0;
    bool ok = take_number(text, low, INT_MAX, &n);
    *value = (int)n;
    return ok;
}

static bool
take_phase(const char *text, enum install_phase *phase)
{
    for (int i = 0; i < INSTALL_PHASES; i++) {
        if (strcmp(text, PHASES[i]) == 0) {
            *phase = (enum install_phase)i;
            return true;
        }
    }
    return false;
}

static bool
take_reason(const char *text, enum bundle_reason *reason)
{
    int64_t n = 0;
    bool ok = take_number(text, 0, 9999, &n);
    *reason = (enum bundle_reason)n;
    return ok;
}

static bool
take_text(const char *text, char *out, size_t size)
{
    return utf8_valid(text, strlen(text)) && snprintf(out, size, "%s", text) < (int)size;
}

// False for a value that cannot be; keys of a later version are passed over.
static bool
take(struct install_status *s, const char *key, const char *value)
{
    const struct {
        const char *key;
        int64_t *into;
    } sizes[] = {{"run", &s->run}, {"bytes", &s->bytes}, {"bytes_total", &s->bytes_total}};
    const struct {
        const char *key;
        int *into;
        int low;
    } counts[] = {{"seconds_left", &s->seconds_left, -1}, {"added", &s->diff.added, 0},
        {"updated", &s->diff.updated, 0}, {"removed", &s->diff.removed, 0}};
    const struct {
        const char *key;
        char *into;
        size_t size;
    } texts[] = {{"asked", s->asked, sizeof s->asked}, {"here", s->here, sizeof s->here},
        {"version", s->version, sizeof s->version}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (strcmp(key, sizes[i].key) == 0) {
            return take_number(value, 0, INT64_MAX, sizes[i].into);
        }
    }
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (strcmp(key, counts[i].key) == 0) {
            return take_int(value, counts[i].low, counts[i].into);
        }
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(key, texts[i].key) == 0) {
            return take_text(value, texts[i].into, texts[i].size);
        }
    }
    if (strcmp(key, "technician") == 0) {
        s->technician = strcmp(value, "1") == 0;
        return s->technician || strcmp(value, "0") == 0;
    }
    return strcmp(key, "reason") == 0   ? take_reason(value, &s->reason)
           : strcmp(key, "result") == 0 ? take_phase(value, &s->result)
                                        : true;
}

bool
install_status_parse(const char *text, size_t len, struct install_status *status, struct err *err)
{
    struct ini ini = {.text = text, .len = len};
    bool phase = false;
    *status = (struct install_status){.seconds_left = -1};
    while (ini_next(&ini)) {
        if (ini.problem || strcmp(ini.section, "status") != 0) {
            return err_set(err, ERR_FORMAT, "status: line %d", ini.line);
        }
        bool is_phase = strcmp(ini.key, "phase") == 0;
        phase = phase || is_phase;
        bool ok =
            is_phase ? take_phase(ini.value, &status->phase) : take(status, ini.key, ini.value);
        if (!ok) {
            return err_set(err, ERR_FORMAT, "status: line %d: %.40s", ini.line, ini.key);
        }
    }
    return phase || err_set(err, ERR_FORMAT, "status: no phase");
}

bool
install_status_read(const struct install_dirs *dirs, struct install_status *status, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    struct err missing = {0};
    *status = (struct install_status){.seconds_left = -1};
    if (!install_join(dirs->run, "status", path, err)) {
        return false;
    }
    if (!file_read(path, INSTALL_STATE_MAX, &text, &len, &missing)) {
        return missing.kind == ERR_MISSING || err_set(err, missing.kind, "%s", missing.text);
    }
    if (!install_status_parse(text, len, status, err)) {
        *status = (struct install_status){.seconds_left = -1};
        return false;
    }
    return true;
}
