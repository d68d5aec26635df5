#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "upload/upload.h"

static bool
take_name(const char *name, struct upload_entry *entry)
{
    struct record_period period;
    if (!record_file_period(name, &period) ||
        !record_file_rename(name, RECORD_SUFFIX, entry->name)) {
        return false;
    }
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
