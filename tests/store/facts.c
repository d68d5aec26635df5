#include "tests/store/content.h"

static const char sql[] =
    "INSERT INTO fact VALUES (1, 'minor'), (2, 'married'), (3, 'has-work'), (64, 'last');";

enum { MINOR = 1, MARRIED = 2, WORK = 4 };
#define LAST (UINT64_C(1) << 63)

static void
conditions(void **state)
{
    struct content *content = *state;
    static const struct {
        const char *condition;
        uint64_t facts;
        bool holds;
    } cases[] = {
        {"", 0, true},
        {"", MINOR | MARRIED, true},
        {"minor", 0, false},
        {"minor", MINOR, true},
        {"minor", MARRIED, false},
        {"minor", MINOR | MARRIED, true},
        {"!minor", 0, true},
        {"!minor", MINOR, false},
        {"!minor", MARRIED, true},
        {"married&!minor", MARRIED, true},
        {"married&!minor", MARRIED | MINOR, false},
        {"married&!minor", 0, false},
        {"!minor&married", MARRIED, true},
        {" married & ! minor ", MARRIED, true},
        {" married & ! minor ", MINOR | MARRIED, false},
        {"minor&married&has-work", MINOR | MARRIED | WORK, true},
        {"minor&married&has-work", MINOR | WORK, false},
        {"last", LAST, true},
        {"last", ~LAST, false},
        {"!last", ~LAST, true},
        // Nobody can set a fact there is not.
        {"unknown", UINT64_MAX, false},
        {"!unknown", UINT64_MAX, true},
        {"mino", UINT64_MAX, false},
        {"minority", UINT64_MAX, false},
        // Nobody can read these: the paper stays on the list.
        {"&", 0, true},
        {"minor&", 0, false},
        {"minor&&married", 0, true},
        {"!", 0, true},
        {"minor&!", 0, true},
        {" ", 0, true},
        {"&minor", 0, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool holds = store_condition_holds(content->store, cases[i].condition, cases[i].facts);
        if (holds != cases[i].holds) {
            fail_msg("row %d: \"%s\"", (int)i, cases[i].condition);
        }
    }
}

static void
bits(void **state)
{
    struct content *content = *state;
    assert_true(store_fact_bits(content->store, "") == 0);
    assert_true(store_fact_bits(content->store, "minor") == MINOR);
    assert_true(store_fact_bits(content->store, "last") == LAST);
    assert_true(store_fact_bits(content->store, "minor&has-work") == (MINOR | WORK));
    assert_true(store_fact_bits(content->store, ",married,") == MARRIED);
    assert_true(store_fact_bits(content->store, "unknown") == 0);
    assert_true(store_fact_bits(content->store, "&&&,,") == 0);
}

static int
setup(void **state)
{
    return content_setup(state, sql);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions),
        cmocka_unit_test(bits),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
