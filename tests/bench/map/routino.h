#pragma once
// Routino in process.

#include <stdbool.h>

#include "bench.h"
#include "route/route.h"

struct routino;

// Compiles the extract and loads what comes out; NULL, and said, if Routino is not there.
struct routino *routino_open(const struct bench *bench, const char *extract);
// Finds both places and the walk between them, without a list of its points unless that is wanted; false: there
// is none.
bool routino_walk(struct routino *routino, struct route_point a, struct route_point b, bool list);
// Accepts NULL.
void routino_close(struct routino *routino);
