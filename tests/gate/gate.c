#include "tests/gate/made.h"

static void
test_honest_passes(void **state)
{
    const struct made *made = *state;
    struct err err = {0};
    made_save(made->path, NULL);
    if (!made_passes(made->path, &err)) {
        fail_msg("%s", err.text);
    }
}

// Every language may be written in words or as single code points.
static void
test_both_kinds_of_search_table(void **state)
{
    const struct made *made = *state;
    struct err err = {0};
    char sql[2 * GATE_SQL_MAX] = "DROP TABLE search_1;";
    gate_search_sql(1, true, sql + strlen(sql));
    made_save(made->path, sql);
    assert_true(made_passes(made->path, &err));
}

static void
expect_refused(const struct made *made, const char *sql, const char *text)
{
    struct err err = {0};
    made_save(made->path, sql);
    if (made_passes(made->path, &err) || !strstr(err.text, text)) {
        fail_msg("\"%s\" after %s", err.text, sql);
    }
    assert_int_equal(err.kind, ERR_FORMAT);
}

static void
test_says_what_is_odd(void **state)
{
    const struct made *made = *state;
    expect_refused(made, "CREATE TABLE aaa(a)", "schema: aaa is foreign");
    expect_refused(made, "CREATE TABLE zzz(a)", "schema: zzz is foreign");
    expect_refused(made, "CREATE TABLE \"b\na\xc3\xb1\"(a)", "schema: b?a?? is foreign");
    expect_refused(made, "DROP TABLE accessibility", "schema: accessibility is missing");
    expect_refused(
        made, "ALTER TABLE topic RENAME COLUMN icon TO icom", "schema: topic is defined");
    expect_refused(made, "DROP TABLE language_pack", "no language_pack");
    expect_refused(made, "DROP TABLE search_2", "schema: search_2 is missing");
    expect_refused(made, "DELETE FROM language_pack WHERE n = 2", "schema: search_2 is foreign");
    expect_refused(made, "UPDATE language_pack SET n = 3 WHERE n = 2", "language_pack is not");
}

static void
test_sixty_four_languages(void **state)
{
    const struct made *made = *state;
    struct err err = {0};
    struct db *db = made_begin();
    char sql[GATE_SQL_MAX];
    for (int n = 3; n <= 65; n++) {
        snprintf(sql, sizeof sql,
            "INSERT INTO language_pack SELECT %d, 'x-%d', endonym, english_name, direction, script,"
            " fallback, plural, speech, voice_only, %d, fonts, digits, months, weekdays,"
            " date_pattern, time_pattern, am_pm, keyboard FROM language_pack WHERE n = 1",
            n, n, n);
        assert_true(db_exec(db, sql, &err));
        gate_search_sql(n, false, sql);
        assert_true(db_exec(db, sql, &err));
        if (n == 64) {
            assert_true(db_save(db, made->path, &err));
            if (!made_passes(made->path, &err)) {
                fail_msg("%s", err.text);
            }
        }
    }
    made_finish(db, made->path);
    assert_false(made_passes(made->path, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_honest_passes, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_both_kinds_of_search_table, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_says_what_is_odd, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_sixty_four_languages, made_setup, made_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
