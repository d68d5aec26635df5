#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "desk.h"

#include "test.h"

static struct record record;
static char body[RECORD_BYTES_MAX];

static enum ledger_result
put(struct ledger *ledger, const struct desk *desk, int week, uint32_t value)
{
    struct err err = {0};
    enum ledger_result result = LEDGER_CONFLICT;
    desk_record(&desk->hub, week, value, &record);
    size_t len = desk_bytes(&record, desk->seed, body);
    struct ledger_batch batch = {&desk->hub, &record, body, len, 20001};
    if (!ledger_put(ledger, &batch, &result, &err)) {
        fail_msg("%s", err.text);
    }
    return result;
}

static void
test_kept_once(void **state)
{
    struct desk *desk = *state;
    struct sql *sql = ledger_sql(desk->ledger);
    assert_int_equal(put(desk->ledger, desk, 10, 100), LEDGER_CREATED);
    assert_int_equal(put(desk->ledger, desk, 10, 100), LEDGER_SAME);
    assert_int_equal(put(desk->ledger, desk, 10, 101), LEDGER_CONFLICT);
    assert_int_equal(put(desk->ledger, desk, 10, 100), LEDGER_SAME);
    assert_int_equal(put(desk->ledger, desk, 11, 200), LEDGER_CREATED);
    assert_int_equal(desk_number(sql, "SELECT count(*) FROM record"), 2);
    assert_int_equal(desk_number(sql, "SELECT CAST(sum(visit_most) AS BIGINT) FROM record"), 300);
}

static void
test_two_collectors(void **state)
{
    struct desk *desk = *state;
    struct ledger *other = NULL;
    struct err err = {0};
    assert_true(ledger_open(desk->url, &other, &err)); // nothing to migrate any more
    assert_int_equal(put(desk->ledger, desk, 10, 100), LEDGER_CREATED);
    assert_int_equal(put(other, desk, 10, 100), LEDGER_SAME);
    assert_int_equal(put(other, desk, 11, 100), LEDGER_CREATED);
    assert_int_equal(put(desk->ledger, desk, 11, 101), LEDGER_CONFLICT);
    ledger_close(other);
}

static void
test_survives_reopening(void **state)
{
    struct desk *desk = *state;
    struct err err = {0};
    put(desk->ledger, desk, 10, 100);
    ledger_close(desk->ledger);
    assert_true(ledger_open(desk->url, &desk->ledger, &err));
    assert_int_equal(put(desk->ledger, desk, 10, 100), LEDGER_SAME);
}

static void
test_newer_tables_are_left_alone(void **state)
{
    struct desk *desk = *state;
    struct ledger *other = NULL;
    struct err err = {0};
    assert_true(
        sql_exec(ledger_sql(desk->ledger), "INSERT INTO ledger (version) VALUES (99)", &err));
    assert_false(ledger_open(desk->url, &other, &err));
    assert_int_equal(err.kind, ERR_VERSION);
    assert_null(other);
}

static void
test_hub_names(void **state)
{
    static const char *const wrong[] = {"", "gt", "gt.", ".a", "gt.a.b", "GT.a", "gt.-a", "gt/a",
        "gt.a ", "gt.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    struct ledger_hub hub;
    (void)state;
    assert_true(ledger_hub_parse("gt.ventanilla-1", &hub));
    assert_string_equal(hub.network, "gt");
    assert_string_equal(hub.name, "ventanilla-1");
    assert_true(ledger_hub_parse("a.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", &hub));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(ledger_hub_parse(wrong[i], &hub));
    }
}

static void
test_enrolment(void **state)
{
    struct desk *desk = *state;
    struct ledger_hub found;
    struct err err = {0};
    unsigned char seed[32];
    assert_string_equal(desk->hub.label, "Ventanilla 1");
    assert_string_equal(desk->hub.place, "GT01");
    assert_false(ledger_hub_find(desk->ledger, "gt", "nobody", &found, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_false(ledger_hub_find(desk->ledger, "hn", "ventanilla-1", &found, &err));
    assert_true(ledger_enrol(desk->ledger, &desk->hub, 20000, false, &err)); // again: no harm
    struct ledger_hub changed = desk->hub;
    changed.key = desk_hub(2, seed).key;
    assert_false(ledger_enrol(desk->ledger, &changed, 20000, false, &err));
    assert_int_equal(err.kind, ERR_BUSY);
    assert_true(ledger_enrol(desk->ledger, &changed, 20000, true, &err));
    assert_true(ledger_hub_find(desk->ledger, "gt", "ventanilla-1", &found, &err));
    assert_true(found.id == desk->hub.id);
    assert_memory_equal(&found.key, &changed.key, 32);
    assert_true(ledger_revoke(desk->ledger, &changed, 20001, &err));
    assert_true(ledger_hub_find(desk->ledger, "gt", "ventanilla-1", &found, &err));
    assert_true(found.revoked);
    assert_true(ledger_enrol(desk->ledger, &changed, 20002, false, &err));
    assert_true(ledger_hub_find(desk->ledger, "gt", "ventanilla-1", &found, &err));
    assert_false(found.revoked);
}

// The server ends our connection, as a restart does: the next word to it connects anew.
static void
test_connects_again(void **state)
{
    struct desk *desk = *state;
    struct err err = {0};
    if (!desk_is_postgres()) {
        skip();
    }
    assert_false(
        sql_exec(ledger_sql(desk->ledger), "SELECT pg_terminate_backend(pg_backend_pid())", &err));
    assert_true(ledger_check(desk->ledger, &err));
    assert_int_equal(put(desk->ledger, desk, 10, 100), LEDGER_CREATED);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_kept_once),
        DESK_TEST(test_two_collectors),
        DESK_TEST(test_survives_reopening),
        DESK_TEST(test_newer_tables_are_left_alone),
        cmocka_unit_test(test_hub_names),
        DESK_TEST(test_enrolment),
        DESK_TEST(test_connects_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
