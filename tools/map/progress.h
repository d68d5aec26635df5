#pragma once
// On a terminal, and only after a second: what is being done and how far it is.

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct progress {
    bool terminal;
    bool shown;
    const char *what;
    struct timespec began;
    struct timespec last;
};

struct progress progress_begin(void);
// Names the work; NULL progress is silent.
void progress_set(struct progress *progress, const char *what);
void progress_show(struct progress *progress, int64_t done, int64_t total);
void progress_end(struct progress *progress);
