#include "sql.h"

#include <stdio.h>
#include <string.h>

#include "desk.h"

#include "test.h"

static void
exec(struct sql *sql, const char *script)
{
    struct err err = {0};
    if (!sql_exec(sql, script, &err)) {
        fail_msg("%s", err.text);
    }
}

static void
make_table(struct sql *sql)
{
    exec(sql, sql_engine(sql) == SQL_SQLITE
                  ? "CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT, data BLOB, small INTEGER)"
                  : "CREATE TABLE t (n BIGINT PRIMARY KEY, word TEXT, data BYTEA, small INTEGER)");
}

static void
test_round_trip(void **state)
{
    struct desk *desk = *state;
    struct sql *sql = ledger_sql(desk->ledger);
    struct sql_query *query = NULL;
    struct err err = {0};
    size_t len = 0;
    make_table(sql);
    assert_true(sql_prepare(
        sql, "INSERT INTO t (n, word, data, small) VALUES ($1, $2, $3, $4)", &query, &err));
    sql_bind_int(query, 1, INT64_MAX);
    sql_bind_text(query, 2, "Kreyòl 'ayisyen'");
    sql_bind_blob(query, 3, "a\0b", 3);
    sql_bind_int(query, 4, -7);
    assert_true(sql_run(query, &err));
    sql_bind_int(query, 1, 2);
    sql_bind_text(query, 2, NULL);
    sql_bind_blob(query, 3, "", 0);
    assert_true(sql_run(query, &err));
    sql_finish(query);
    assert_true(
        sql_prepare(sql, "SELECT n, word, data, small FROM t ORDER BY n DESC", &query, &err));
    assert_true(sql_step(query));
    assert_true(sql_int(query, 0) == INT64_MAX);
    assert_string_equal(sql_text(query, 1), "Kreyòl 'ayisyen'");
    assert_memory_equal(sql_blob(query, 2, &len), "a\0b", 3);
    assert_int_equal(len, 3);
    assert_true(sql_int(query, 3) == -7);
    assert_true(sql_step(query));
    assert_string_equal(sql_text(query, 1), "");
    sql_blob(query, 2, &len);
    assert_int_equal(len, 0);
    assert_false(sql_step(query));
    assert_false(sql_failed(query, &err));
    sql_finish(query);
}

// A query that is left in the middle does not stand in the way of the next.
static void
test_left_early(void **state)
{
    struct desk *desk = *state;
    struct sql *sql = ledger_sql(desk->ledger);
    struct sql_query *query = NULL;
    struct err err = {0};
    make_table(sql);
    for (int i = 0; i < 500; i++) {
        char text[64];
        snprintf(text, sizeof text, "INSERT INTO t (n, small) VALUES (%d, %d)", i, i);
        exec(sql, text);
    }
    assert_true(sql_prepare(sql, "SELECT n FROM t WHERE n >= $1 ORDER BY n", &query, &err));
    for (int i = 0; i < 3; i++) {
        sql_bind_int(query, 1, i);
        assert_true(sql_step(query));
        assert_true(sql_int(query, 0) == i);
        sql_reset(query);
        assert_int_equal(desk_number(sql, "SELECT count(*) FROM t"), 500);
    }
    sql_bind_int(query, 1, 100);
    int rows = 0;
    while (sql_step(query)) {
        rows++;
    }
    assert_int_equal(rows, 400);
    sql_finish(query);
}

static void
test_failures(void **state)
{
    struct desk *desk = *state;
    struct sql *sql = ledger_sql(desk->ledger);
    struct sql_query *query = NULL;
    struct err err = {0};
    make_table(sql);
    assert_false(sql_exec(sql, "SELEKT 1", &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_null(strchr(err.text, '\n'));
    assert_false(sql_prepare(sql, "SELECT x FROM nothing", &query, &err));
    assert_null(query);
    assert_true(sql_prepare(sql, "INSERT INTO t (n) VALUES ($1)", &query, &err));
    sql_bind_int(query, 1, 1);
    assert_true(sql_run(query, &err));
    assert_false(sql_run(query, &err)); // the key is there
    assert_true(sql_failed(query, &err));
    sql_bind_int(query, 1, 2);
    assert_true(sql_run(query, &err)); // and the query goes on
    sql_finish(query);
    assert_int_equal(desk_number(sql, "SELECT count(*) FROM t"), 2);
    assert_true(sql_alive(sql));
}

static void
test_transactions(void **state)
{
    struct desk *desk = *state;
    struct sql *sql = ledger_sql(desk->ledger);
    struct err err = {0};
    make_table(sql);
    assert_true(sql_begin(sql, &err));
    exec(sql, "INSERT INTO t (n) VALUES (1)");
    sql_rollback(sql);
    assert_int_equal(desk_number(sql, "SELECT count(*) FROM t"), 0);
    assert_true(sql_begin(sql, &err));
    exec(sql, "INSERT INTO t (n) VALUES (1)");
    assert_true(sql_commit(sql, &err));
    assert_int_equal(desk_number(sql, "SELECT count(*) FROM t"), 1);
}

// PostgreSQL calls the end of a failed transaction a success; nobody here may.
static void
test_failed_transaction_is_no_success(void **state)
{
    struct desk *desk = *state;
    struct sql *sql = ledger_sql(desk->ledger);
    struct err err = {0};
    if (!desk_is_postgres()) {
        skip();
    }
    make_table(sql);
    assert_true(sql_begin(sql, &err));
    exec(sql, "INSERT INTO t (n) VALUES (1)");
    assert_false(sql_exec(sql, "INSERT INTO t (n) VALUES (1)", &err));
    assert_false(sql_commit(sql, &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_int_equal(desk_number(sql, "SELECT count(*) FROM t"), 0);
}

static void
test_lost_connection_is_seen(void **state)
{
    struct desk *desk = *state;
    struct sql *sql = ledger_sql(desk->ledger);
    struct err err = {0};
    if (!desk_is_postgres()) {
        skip();
    }
    assert_false(sql_exec(sql, "SELECT pg_terminate_backend(pg_backend_pid())", &err));
    assert_true(err.kind == ERR_BUSY || err.kind == ERR_IO);
    assert_false(sql_exec(sql, "SELECT 1", &err));
    assert_false(sql_alive(sql));
}

static void
test_urls(void **state)
{
    static const char *const wrong[] = {"", "collector.db", "sqlite:", "mysql://x", "postgres:x"};
    struct sql *sql = NULL;
    struct err err = {0};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(sql_open(wrong[i], &sql, &err));
        assert_int_equal(err.kind, ERR_FORMAT);
        assert_null(sql);
    }
    assert_false(sql_open("sqlite:/nowhere/at/all.db", &sql, &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_false(sql_open("postgresql:///x?host=/nowhere", &sql, &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_null(strchr(err.text, '\n'));
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_round_trip),
        DESK_TEST(test_left_early),
        DESK_TEST(test_failures),
        DESK_TEST(test_transactions),
        DESK_TEST(test_failed_transaction_is_no_success),
        DESK_TEST(test_lost_connection_is_seen),
        cmocka_unit_test(test_urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
