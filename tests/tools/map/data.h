#pragma once
// OpenStreetMap data for tests: written in a few words, read as a file.

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "buffer.h"
#include "extract.h"

enum { DATA_PATH_MAX = 600 };

// A folder of its own below /tmp, for one test; data_end() removes it with its files.
struct data {
    char folder[64];
    struct extract extract; // of data_load()
};

int data_setup(void **state); // *state is a struct data
int data_teardown(void **state);

// folder/name.
const char *data_path(const struct data *data, const char *name, char path[DATA_PATH_MAX]);
// Writes folder/town.osm. One line per element:
//   n ID LAT LON k=v k=v ...
//   w ID NODE,NODE,... k=v ...
//   r ID w1,w2,n3 k=v ...
// Values must not have spaces; '_' in them becomes one.
void data_write(const struct data *data, const char *lines);
// Writes and loads it; box NULL: all of it. A failure fails the test.
struct extract *data_load(struct data *data, const char *lines, const struct osm_box *box);
// The tags of such a line's end.
struct osm_tags data_tags(const char *words, struct osm_tag *tags, char *room);

// Runs hub-map; its output, both kinds, in order. Returns its exit status.
int data_run(const char *arguments, char *output, size_t size);
// The path of something beside the tree, false when it is not there.
bool data_shared(const char *name, char path[DATA_PATH_MAX]);
