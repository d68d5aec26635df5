// links: record
// Whatever is taken for a record is written again as the same bytes, tells no number below its threshold,
// and belongs to the period it names.

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "record/record.h"

static void
check_signed(const struct record *record, const uint8_t *data, size_t len)
{
    static const unsigned char seed[32] = "a key for whatever comes";
    struct bundle_key key = bundle_public(seed);
    struct err err = {0};
    char *again = malloc(len + 1);
    size_t written = 0;
    ASSERT(again);
    ASSERT(record_write(record, seed, again, len + 1, &written, &err));
    ASSERT(written == len && memcmp(again, data, len - 129) == 0);
    ASSERT(record_verify(again, len, &key));
    free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct record record;
    struct err err = {0};
    if (!record_parse(data, len, &record, &err)) {
        ASSERT(err.kind == ERR_FORMAT || err.kind == ERR_LIMIT);
        return 0;
    }
    ASSERT(len <= RECORD_BYTES_MAX && record.cells_count <= RECORD_CELLS_MAX);
    for (int i = 0; i < record.cells_count; i++) {
        const struct record_cell *cell = &record.cells[i];
        ASSERT(cell->most + 1 >= record.threshold && cell->least <= cell->most);
        ASSERT(record.period.kind == RECORD_YEAR || cell->least == 0 ||
               (cell->least == cell->most && cell->least >= record.threshold));
    }
    int middle = record_period_middle(&record.period);
    struct record_period again = record_period_of(record.period.kind, middle);
    ASSERT(again.year == record.period.year && again.number == record.period.number);
    check_signed(&record, data, len);
    return 0;
}
