#include "progress.h"

#include <stdio.h>
#include <unistd.h>

static double
seconds(const struct timespec *from, const struct timespec *to)
{
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

struct progress
progress_begin(void)
{
    struct progress progress = {.terminal = isatty(STDERR_FILENO) == 1, .what = ""};
    clock_gettime(CLOCK_MONOTONIC, &progress.began);
    progress.last = progress.began;
    return progress;
}

void
progress_set(struct progress *progress, const char *what)
{
    if (progress) {
        progress->what = what;
    }
}

void
progress_show(struct progress *progress, int64_t done, int64_t total)
{
    static const double patience_s = 1;
    static const double pause_s = 0.2;
    struct timespec now;
    if (!progress || !progress->terminal) {
        return;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds(&progress->began, &now) < patience_s || seconds(&progress->last, &now) < pause_s) {
        return;
    }
    progress->last = now;
    progress->shown = true;
    fprintf(stderr, "\r\033[K%s %d %%", progress->what,
        total > 0 ? (int)(100 * (double)done / (double)total) : 0);
}

void
progress_end(struct progress *progress)
{
    if (progress->shown) {
        fprintf(stderr, "\r\033[K");
        progress->shown = false;
    }
}
