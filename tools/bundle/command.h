#pragma once
// The commands of hub-bundle; each takes its own arguments and returns an exit code.

#include "content.h"

enum { EXIT_DONE = 0, EXIT_CONTENT = 1, EXIT_USAGE = 2, EXIT_IO = 3 };

enum { COMMAND_ARGS_MAX = 3 };

// What was asked for, after the options are read.
struct command_line {
    const char *args[COMMAND_ARGS_MAX];
    int count;
    const char *out;    // -o
    const char *assets; // --assets, "" = look for them
    const char *ui;     // --ui
    const char *gaps;   // --gaps: a language, "" for all; NULL = not asked
    bool quiet;         // --quiet: errors only
};

int command_build(const struct command_line *line);
int command_lint(const struct command_line *line);
int command_extract(const struct command_line *line); // extract.c
int command_new(const struct command_line *line);     // starter.c
int command_show(const struct command_line *line);    // show.c

// False, and said so, when the first argument is no folder.
bool command_has_folder(const struct command_line *line);
// Starts content over folder, with assets found; its report is fresh.
void command_begin(struct content *content, struct report *report, const struct command_line *line);
