#pragma once
// The sea, out of natural=coastline: ways with land on their left and water on their right.

#include "areas.h"

// The part of extract->box that is sea, as rings like those of area_assemble(); none without a coastline.
// ERR_FORMAT when a coastline ends within the box, so that nobody can say which side is wet: *err says
// where. Free by area_finish(), also after a failure.
bool coast_sea(struct extract *extract, struct area *sea, struct err *err) MUST_USE;
