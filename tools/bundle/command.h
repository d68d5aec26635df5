#pragma once
// The commands of hub-bundle; each takes its own arguments and returns an exit code.

#include "content.h"

enum { EXIT_DONE = 0, EXIT_CONTENT = 1, EXIT_USAGE = 2, EXIT_IO = 3 };

enum { COMMAND_ARGS_MAX = 3, COMMAND_LIST_MAX = 32 };

// An option that may be given more than once.
struct command_list {
    const char *items[COMMAND_LIST_MAX];
    int count;
};

// What was asked for, after the options are read. Texts are NULL when they were not given.
struct command_line {
    const char *args[COMMAND_ARGS_MAX];
    int count;
    const char *out;    // -o
    const char *assets; // --assets, "" = look for them
    const char *ui;     // --ui
    const char *gaps;   // --gaps: a language, "" for all
    // Signed content:
    const char *role;
    const char *passphrase_file;
    const char *key;
    const char *trust;
    const char *network;
    const char *hubs;
    const char *seq;
    const char *after;
    const char *stale_after;
    const char *issued;
    const char *extract;
    const char *not_after;
    const char *max_epoch;
    const char *threshold;
    struct command_list roots;
    struct command_list publishers;
    struct command_list releases;
    struct command_list collectors;
    struct command_list drops;
    struct command_list epochs;
    struct command_list bundles;
    bool demonstration;
    bool two_way;
    bool summary;
};

int command_build(const struct command_line *line);
int command_lint(const struct command_line *line);
int command_extract(const struct command_line *line); // extract.c
int command_new(const struct command_line *line);     // starter.c
int command_show(const struct command_line *line);    // show.c
int command_diff(const struct command_line *line);    // diff.c
int command_keygen(const struct command_line *line);  // keygen.c
int command_trust(const struct command_line *line);   // trust.c
int command_sign(const struct command_line *line);    // sign.c
int command_verify(const struct command_line *line);  // verify.c
int command_stick(const struct command_line *line);   // stick.c

// False, and said so, when the first argument is no folder.
bool command_has_folder(const struct command_line *line);
// Starts content over folder, with assets found; its report is fresh.
void command_begin(struct content *content, struct report *report, const struct command_line *line);
