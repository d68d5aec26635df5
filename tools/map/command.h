#pragma once
// The commands of hub-map; each takes its own arguments and returns an exit code.

#include "osm.h"

enum { EXIT_DONE = 0, EXIT_CONTENT = 1, EXIT_USAGE = 2, EXIT_IO = 3 };

// What was asked for, after the options are read.
struct command_line {
    const char *file;   // what to read
    const char *out;    // -o
    const char *bbox;   // --bbox, NULL = not given
    const char *around; // --around
    const char *name;   // --name
    const char *credit; // --credit, NULL = OpenStreetMap's
    bool no_sea;        // --no-sea
    const char *view;   // --view
    const char *size;   // --size
    const char *style;  // --style
    const char *styles; // --styles, NULL = those of the kiosk
    bool no_names;      // --no-names
};

int command_build(const struct command_line *line);
int command_show(const struct command_line *line); // show.c
int command_draw(const struct command_line *line); // picture.c

// "WEST,SOUTH,EAST,NORTH", or "LAT,LON,KM" for a square of 2 KM a side.
bool command_bbox(const char *text, struct osm_box *box, struct err *err) MUST_USE;
bool command_around(const char *text, struct osm_box *box, struct err *err) MUST_USE;
