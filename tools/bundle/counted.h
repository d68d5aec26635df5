#pragma once
// What counts/ asks of the content. A file of its own: both sides call something a record.

#include <stdbool.h>

int counted_cells_max(void); // that a kiosk counts
int counted_name_max(void);  // bytes of a cell's name
// Whether "1/2" is an epsilon, and whether it blurs too little for a single visit to drown.
bool counted_epsilon(const char *text, bool *weak);
// Its largest numerator or denominator.
int counted_epsilon_max(void);
