// Records as files: their names, and how they leave their folder.

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "record/record.h"

void
record_file_name(const struct record *record, char name[RECORD_FILE_MAX])
{
    char period[RECORD_PERIOD_MAX];
    record_period_write(&record->period, period);
    snprintf(name, RECORD_FILE_MAX, "%s.%s.%s" RECORD_SUFFIX, record->network, record->hub, period);
}

bool
record_file_is(const char *name, const char *suffix)
{
    size_t len = strlen(name);
    size_t end = strlen(suffix);
    return name[0] != '.' && len > end && len < RECORD_FILE_MAX &&
           strcmp(name + len - end, suffix) == 0;
}

// The name without its suffix; 0 when it has neither.
static size_t
stem_of(const char *name)
{
    const char *suffix = record_file_is(name, RECORD_SUFFIX)    ? RECORD_SUFFIX
                         : record_file_is(name, RECORD_LEAVING) ? RECORD_LEAVING
                                                                : NULL;
    return suffix ? strlen(name) - strlen(suffix) : 0;
}

bool
record_file_rename(const char *name, const char *suffix, char other[RECORD_FILE_MAX])
{
    size_t stem = stem_of(name);
    int len = snprintf(other, RECORD_FILE_MAX, "%.*s%s", (int)stem, name, suffix);
    return stem > 0 && len < RECORD_FILE_MAX;
}

bool
record_file_period(const char *name, struct record_period *period)
{
    char text[RECORD_PERIOD_MAX] = "";
    size_t stem = stem_of(name);
    const char *dot = stem > 0 ? memrchr(name, '.', stem) : NULL;
    size_t len = dot ? (size_t)(name + stem - dot - 1) : sizeof text;
    if (len >= sizeof text) {
        return false;
    }
    memcpy(text, dot + 1, len);
    return record_period_parse(text, period);
}

bool
record_begin_leaving(const char *folder, struct err *err)
{
    char reason[128];
    char leaving[RECORD_FILE_MAX];
    DIR *dir = opendir(folder);
    bool ok = dir != NULL;
    const struct dirent *entry = NULL;
    while (ok && (entry = readdir(dir)) != NULL) { // NOLINT(concurrency-mt-unsafe): one thread
        ok = !record_file_is(entry->d_name, RECORD_SUFFIX) ||
             !record_file_rename(entry->d_name, RECORD_LEAVING, leaving) ||
             renameat(dirfd(dir), entry->d_name, dirfd(dir), leaving) == 0 || errno == ENOENT;
    }
    ok = ok && fsync(dirfd(dir)) == 0;
    int why = errno;
    if (dir) {
        closedir(dir);
    }
    return ok || (!dir && why == ENOENT) ||
           err_set(err, ERR_IO, "%s: %s", folder, strerror_r(why, reason, sizeof reason));
}
