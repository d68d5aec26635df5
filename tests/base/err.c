#include "base/err.h"

#include <string.h>

#include "base/child.h"
#include "test.h"

static void
set_fills_and_returns_false(void **state)
{
    (void)state;
    struct err err = {0};
    assert_false(err_set(&err, ERR_LIMIT, "bundle: %u entries, the limit is %d", 70u, 64));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_string_equal(err.text, "bundle: 70 entries, the limit is 64");
    assert_false(err_set(&err, ERR_IO, "later"));
    assert_int_equal(err.kind, ERR_IO);
    assert_string_equal(err.text, "later");
}

static void
nobody_has_to_listen(void **state)
{
    (void)state;
    assert_false(err_set(NULL, ERR_IO, "%s", "lost"));
    assert_false(err_wrap(NULL, "%s", "lost"));
}

static void
long_text_is_cut(void **state)
{
    (void)state;
    char text[2 * ERR_TEXT_MAX];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct err err;
    assert_false(err_set(&err, ERR_FORMAT, "%s", text));
    assert_int_equal(strlen(err.text), ERR_TEXT_MAX - 1);
    assert_false(err_wrap(&err, "%s", text));
    assert_int_equal(strlen(err.text), ERR_TEXT_MAX - 1);
    assert_int_equal(err.kind, ERR_FORMAT);
}

static void
wrap_puts_the_place_first(void **state)
{
    (void)state;
    struct err err;
    err_set(&err, ERR_FORMAT, "row 3 has no name");
    assert_false(err_wrap(&err, "%s.csv", "service"));
    assert_string_equal(err.text, "service.csv: row 3 has no name");
    assert_false(err_wrap(&err, "content/demo"));
    assert_string_equal(err.text, "content/demo: service.csv: row 3 has no name");
    assert_int_equal(err.kind, ERR_FORMAT);
}

// Whatever the lengths, the prefix stays whole as long as it fits and the tail is what is lost.
static void
wrap_never_loses_the_head(void **state)
{
    (void)state;
    char prefix[ERR_TEXT_MAX];
    for (size_t len = 0; len < sizeof prefix; len++) {
        memset(prefix, 'p', len);
        prefix[len] = '\0';
        struct err err;
        err_set(&err, ERR_IO, "%0200d", 7);
        err_wrap(&err, "%s", prefix);
        size_t whole = len + 2 + 200;
        assert_int_equal(
            strlen(err.text), whole < ERR_TEXT_MAX - 1 ? whole : (size_t)ERR_TEXT_MAX - 1);
        assert_memory_equal(err.text, prefix, len);
    }
}

static void
kinds_have_names(void **state)
{
    (void)state;
    assert_string_equal(err_kind_name(ERR_NONE), "none");
    assert_string_equal(err_kind_name(ERR_MISSING), "missing");
    assert_string_equal(err_kind_name(ERR_DENIED), "denied");
    assert_string_equal(err_kind_name((enum err_kind)(ERR_DENIED + 1)), "unknown");
    for (int a = ERR_NONE; a <= ERR_DENIED; a++) {
        for (int b = ERR_NONE; b < a; b++) {
            assert_string_not_equal(
                err_kind_name((enum err_kind)a), err_kind_name((enum err_kind)b));
        }
    }
}

static void
break_invariant(void *data)
{
    const int *count = data;
    ASSERT(*count == 0);
}

static void
broken_invariants_end_the_process(void **state)
{
    (void)state;
    char text[512];
    int count = 0;
    assert_false(child_aborts(break_invariant, &count, text));
    count = 1;
    assert_true(child_aborts(break_invariant, &count, text));
    assert_non_null(strstr(text, "tests/base/err.c:"));
    assert_non_null(strstr(text, "broken invariant: *count == 0"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_fills_and_returns_false),
        cmocka_unit_test(nobody_has_to_listen),
        cmocka_unit_test(long_text_is_cut),
        cmocka_unit_test(wrap_puts_the_place_first),
        cmocka_unit_test(wrap_never_loses_the_head),
        cmocka_unit_test(kinds_have_names),
        cmocka_unit_test(broken_invariants_end_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
