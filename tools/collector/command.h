#pragma once
// The commands of hub-collector; each takes what was asked for and returns an exit code.

#include "ledger.h"

enum { EXIT_DONE = 0, EXIT_CONTENT = 1, EXIT_USAGE = 2, EXIT_IO = 3 };

struct command_line {
    const char *db;
    const char *listen;
    const char *certificate; // files
    const char *key;
    const char *seal_key; // file; NULL: sealed records cannot be opened
    bool sealed_only;
    bool plain;        // --plain: TLS ends elsewhere
    const char *burst; // --burst: records a hub may send at once; NULL: the default
    const char *label;
    const char *place;
    bool replace;
    const char *network; // NULL: all
    const char *from;
    const char *to;
    const char *by;
    const char *format;
    const char *language;
    const char *out;
    char *const *args;
    int args_count;
};

int command_serve(const struct command_line *line);
int command_enrol(const struct command_line *line);
int command_revoke(const struct command_line *line);
int command_hubs(const struct command_line *line);
int command_seal_key(const struct command_line *line);
int command_import(const struct command_line *line);
int command_tally(const struct command_line *line);
int command_report(const struct command_line *line);

// Says "hub-collector: error: ..." and returns the exit code for that kind.
int command_failed(const struct err *err);
// Today as a day since 1970.
int command_today(void);
