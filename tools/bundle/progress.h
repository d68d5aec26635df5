#pragma once
// One line on a terminal for work that takes longer than a second; nothing anywhere else.

#include <stdbool.h>
#include <time.h>

struct progress {
    bool terminal; // stderr is one
    bool shown;
    struct timespec began;
    struct timespec last;
};

struct progress progress_begin(void);
// Shows "what done/total" when a second has passed since the beginning, at most five times a second.
void progress_show(struct progress *progress, const char *what, int done, int total);
// Wipes the line.
void progress_end(struct progress *progress);
