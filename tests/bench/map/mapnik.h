#pragma once
// Mapnik in a process of its own, asked through pipes: it has no C interface.

#include "bench.h"

struct mapnik;

struct mapnik_view {
    double lat; // of the middle, degrees
    double lon;
    int zoom;
    int width_px;
    int height_px;
    bool names;
};

// Imports the map and starts; NULL, and said, if Mapnik is not there.
struct mapnik *mapnik_open(const struct bench *bench, const char *map, float px_per_mm);
// How long it drew, ms.
double mapnik_draw(struct mapnik *mapnik, const struct mapnik_view *view);
// Accepts NULL.
void mapnik_close(struct mapnik *mapnik);
