#include "counted.h"

#include "counts/counts.h"

enum { EPSILON_WEAK = 2 };

int
counted_cells_max(void)
{
    return COUNTS_CELLS_MAX;
}

int
counted_name_max(void)
{
    return RECORD_CELL_MAX - 1;
}

bool
counted_epsilon(const char *text, bool *weak)
{
    uint32_t num = 0;
    uint32_t den = 0;
    bool ok = counts_parse_epsilon(text, &num, &den);
    *weak = ok && num > EPSILON_WEAK * den;
    return ok;
}

int
counted_epsilon_max(void)
{
    return COUNTS_EPSILON_MAX;
}
