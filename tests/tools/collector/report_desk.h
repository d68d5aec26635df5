#pragma once
// A desk with some weeks of two hubs, and the report of them.

#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "report.h"

#include "test.h"

static struct record report_record;

static inline void
report_cell(const char *name, uint32_t least, uint32_t most)
{
    struct record_cell *cell = &report_record.cells[report_record.cells_count++];
    snprintf(cell->name, sizeof cell->name, "%s", name);
    cell->least = least;
    cell->most = most;
}

static inline void
report_put(struct desk *desk, int number, struct record_period period)
{
    static char body[RECORD_BYTES_MAX];
    unsigned char seed[32];
    struct err err = {0};
    struct ledger_hub hub = desk_hub(number, seed);
    enum ledger_result result = LEDGER_CONFLICT;
    if (number == 2) {
        snprintf(hub.label, sizeof hub.label, "\"Norte\", <b>&");
    }
    assert_true(ledger_enrol(desk->ledger, &hub, 20000, false, &err));
    assert_true(ledger_hub_find(desk->ledger, "gt", hub.name, &hub, &err));
    report_record.period = period;
    memcpy(report_record.hub, hub.name, sizeof report_record.hub);
    size_t len = desk_bytes(&report_record, seed, body);
    struct ledger_batch batch = {&hub, &report_record, body, len, 20500};
    assert_true(ledger_put(desk->ledger, &batch, &result, &err));
    assert_int_equal(result, LEDGER_CREATED);
}

// Hub 1: weeks 10 and 11; hub 2: week 10 with a clock that is not sure; both: month 3.
static inline void
report_fill(struct desk *desk)
{
    desk_record(&desk->hub, 10, 100, &report_record);
    report_record.cells_count = 0;
    report_cell("gap:quc", 30, 30);
    report_cell("health:reboot", 11, 11);
    report_cell("lang:es", 60, 60);
    report_cell("lang:ht", 40, 40);
    report_cell("lang:xx", 0, 9);
    report_cell("unmet:cash", 12, 12);
    report_cell("unmet:shelter", 20, 20);
    report_cell("visit", 100, 100);
    report_put(desk, 1, (struct record_period){RECORD_WEEK, 2026, 10});
    report_put(desk, 1, (struct record_period){RECORD_WEEK, 2026, 11});
    report_record.clock = RECORD_CLOCK_FLOOR;
    report_put(desk, 2, (struct record_period){RECORD_WEEK, 2026, 10});
    report_record.clock = RECORD_CLOCK_SURE;
    report_record.cells_count = 0;
    report_cell("topic:gbv", 0, 9);
    report_put(desk, 1, (struct record_period){RECORD_MONTH, 2026, 3});
    report_put(desk, 2, (struct record_period){RECORD_MONTH, 2026, 3});
}

static inline struct report *
report_of(struct desk *desk, const char *language, const char *by)
{
    struct err err = {0};
    struct report *report = calloc(1, sizeof *report);
    assert_non_null(report);
    assert_true(words_open(language, &report->words));
    assert_true(report_range("2026-W01", "2026-W20", 20600, report, &err));
    assert_true(report_choose(by, report, &err));
    if (!report_gather(desk->ledger, report, &err)) {
        fail_msg("%s", err.text);
    }
    return report;
}

static inline void
report_free(struct report *report)
{
    report_finish(report);
    free(report);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
