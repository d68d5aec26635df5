// Sums are compared with what every record says.

#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "desk.h"

#include "test.h"

static struct record record;
static char body[RECORD_BYTES_MAX];

static void
put(struct desk *desk, int hub_number, int week, uint32_t value)
{
    struct err err = {0};
    struct ledger_hub hub;
    unsigned char seed[32];
    enum ledger_result result = LEDGER_CONFLICT;
    struct ledger_hub made = desk_hub(hub_number, seed);
    assert_true(ledger_enrol(desk->ledger, &made, 20000, false, &err));
    assert_true(ledger_hub_find(desk->ledger, "gt", made.name, &hub, &err));
    desk_record(&hub, week, value, &record);
    record.threshold = hub_number % 2 ? 10 : 11; // two sorts of sums
    record.cells[0].most = record.threshold - 1;
    size_t len = desk_bytes(&record, seed, body);
    struct ledger_batch batch = {&hub, &record, body, len, 20001};
    assert_true(ledger_put(desk->ledger, &batch, &result, &err));
}

static int
tally(struct desk *desk)
{
    struct err err = {0};
    int renewed = -1;
    if (!ledger_tally(desk->ledger, NULL, &renewed, &err)) {
        fail_msg("%s", err.text);
    }
    return renewed;
}

static void
test_sums(void **state)
{
    struct desk *desk = *state;
    struct sql *sql = ledger_sql(desk->ledger);
    for (int hub = 1; hub <= 6; hub++) {
        put(desk, hub, 10, (uint32_t)(100 + hub));
        put(desk, hub, 11, (uint32_t)(200 + hub));
    }
    assert_int_equal(tally(desk), 2);
    assert_int_equal(desk_number(sql, "SELECT CAST(sum(most) AS BIGINT) FROM tally WHERE cell = "
                                      "'visit' AND period = '2026-W10'"),
        621);
    assert_int_equal(desk_number(sql, "SELECT CAST(sum(least) AS BIGINT) FROM tally WHERE cell = "
                                      "'lang:ht'"),
        1842);
    assert_int_equal(desk_number(sql, "SELECT CAST(sum(small) AS BIGINT) FROM tally WHERE cell = "
                                      "'lang:es'"),
        12);
    // 9 of three hubs and 10 of the other three, in two weeks
    assert_int_equal(desk_number(sql, "SELECT CAST(sum(most) AS BIGINT) FROM tally WHERE cell = "
                                      "'lang:es'"),
        114);
    assert_int_equal(desk_number(sql, "SELECT count(*) FROM tally WHERE cell = 'visit'"), 4);
}

static void
test_only_what_is_old(void **state)
{
    struct desk *desk = *state;
    struct sql *sql = ledger_sql(desk->ledger);
    assert_int_equal(tally(desk), 0);
    put(desk, 1, 10, 50);
    put(desk, 1, 11, 50);
    assert_int_equal(tally(desk), 2);
    assert_int_equal(tally(desk), 0);
    put(desk, 2, 10, 60);
    put(desk, 2, 10, 60); // a repeat changes nothing
    assert_int_equal(tally(desk), 1);
    assert_int_equal(desk_number(sql, "SELECT CAST(sum(most) AS BIGINT) FROM tally WHERE cell = "
                                      "'visit'"),
        160);
}

static void
test_told_to_stop(void **state)
{
    struct desk *desk = *state;
    struct err err = {0};
    int renewed = -1;
    const volatile bool stop = true;
    put(desk, 1, 10, 50);
    assert_true(ledger_tally(desk->ledger, &stop, &renewed, &err));
    assert_int_equal(renewed, 0);
    assert_int_equal(tally(desk), 1);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_sums),
        DESK_TEST(test_only_what_is_old),
        DESK_TEST(test_told_to_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
