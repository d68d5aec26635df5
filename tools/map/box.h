#pragma once
// The area of a map, as people write it.

#include "osm.h"

// "WEST,SOUTH,EAST,NORTH" in degrees. ERR_FORMAT; ERR_LIMIT for more than 2 degrees a side.
bool box_edges(const char *text, struct osm_box *box, struct err *err) MUST_USE;
// "LAT,LON,KM": KM kilometres, at most 100, to the north, south, east and west of a place.
bool box_around(const char *text, struct osm_box *box, struct err *err) MUST_USE;
// A box of the data itself may be no larger either; text names it.
bool box_check(const struct osm_box *box, const char *text, struct err *err) MUST_USE;
