#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "upload/upload.h"

// "NETWORK.HUB.PERIOD.counts"; what only looks like it is found out when it is read.
static bool
take_name(const char *name, struct upload_entry *entry)
{
    size_t len = strlen(name);
    size_t suffix = sizeof RECORD_SUFFIX - 1;
    char period_text[RECORD_PERIOD_MAX] = "";
    struct record_period period;
    if (name[0] == '.' || len >= RECORD_FILE_MAX || len <= suffix ||
        strcmp(name + len - suffix, RECORD_SUFFIX) != 0) {
        return false;
    }
    const char *dot = memrchr(name, '.', len - suffix);
    size_t period_len = dot ? (size_t)(name + len - suffix - dot - 1) : sizeof period_text;
    if (period_len >= sizeof period_text) {
        return false;
    }
    memcpy(period_text, dot + 1, period_len);
    if (!record_period_parse(period_text, &period)) {
        return false;
    }
    memcpy(entry->name, name, len + 1);
    entry->day = record_period_last(&period);
    return true;
}

static int
oldest_first(const void *a, const void *b)
{
    const struct upload_entry *first = a;
    const struct upload_entry *second = b;
    return first->day != second->day ? (first->day > second->day) - (first->day < second->day)
                                     : strcmp(first->name, second->name);
}

bool
upload_queue_read(const char *folder, struct upload_queue *queue, struct err *err)
{
    char reason[128];
    DIR *dir = opendir(folder);
    queue->count = 0;
    if (!dir) {
        return errno == ENOENT ||
               err_set(err, ERR_IO, "%s: %s", folder, strerror_r(errno, reason, sizeof reason));
    }
    const struct dirent *entry = NULL;
    while (queue->count < UPLOAD_QUEUE_MAX &&
           (entry = readdir(dir)) != NULL) { // NOLINT(concurrency-mt-unsafe): one thread
        queue->count += take_name(entry->d_name, &queue->at[queue->count]);
    }
    closedir(dir);
    qsort(queue->at, (size_t)queue->count, sizeof *queue->at, oldest_first);
    return true;
}
