#pragma once
// A content folder to spoil: the starter folder with its own small assets, in a temporary place.

#include "content.h"
#include "db/db.h"

struct hub {
    char path[128];   // the content folder
    char assets[160]; // beside it
    struct content *content;
    struct report report;
    char *said; // the report as printed, files below the folder without its path
};

// cmocka setup and teardown; *state is a struct hub.
int hub_setup(void **state);
int hub_teardown(void **state);

// Files of the folder; a name that begins with assets/ is one of the assets.
void hub_write(struct hub *hub, const char *file, const char *text);
void hub_write_bytes(struct hub *hub, const char *file, const void *data, size_t len);
// Adds one row at the end of a sheet.
void hub_append(struct hub *hub, const char *file, const char *row);
// Replaces the first occurrence, which must be there.
void hub_replace(struct hub *hub, const char *file, const char *old, const char *new);
void hub_remove(struct hub *hub, const char *file);
// The whole file; free() it.
char *hub_read(struct hub *hub, const char *file);

// Loads and lints; what it says is in hub->said.
void hub_check(struct hub *hub);
// hub_check() and a finding that begins so: "sheets/topic.csv:2:4: error: icon: …".
void hub_says(struct hub *hub, const char *finding);
// hub_check() and no finding holds the text.
void hub_silent(struct hub *hub, const char *text);

// Checks, compiles and opens the folder, which must have no errors. Close it with db_close().
struct db *hub_build(struct hub *hub);
// Likewise to a file of that path.
void hub_build_to(struct hub *hub, const char *path);
// First column of the first row as text; "(none)" without a row. Valid until the next call.
const char *hub_ask(struct db *db, const char *sql, char value[256]);

// Runs build/…/bin/hub-bundle with arguments of a shell; output (both streams) is cut at size.
int hub_run(const char *arguments, char *output, size_t size);
