#include <string.h>

#include "bundle/internal.h"

#include "test.h"

static struct canon_span
span_of(const char *text)
{
    return (struct canon_span){text, strlen(text)};
}

static void
test_lines_in_order(void **state)
{
    (void)state;
    struct err err = {0};
    const char text[] = "title\nkey a value\nkey \nother x\n";
    struct canon_reader reader = canon_begin(text, sizeof text - 1, &err);
    canon_title(&reader, "title");
    assert_true(canon_is(&reader, "key"));
    assert_false(canon_is(&reader, "ke"));
    assert_false(canon_is(&reader, "other"));
    struct canon_span span = canon_line(&reader, "key");
    assert_int_equal(span.len, 7);
    assert_memory_equal(span.text, "a value", 7);
    assert_int_equal(canon_line(&reader, "key").len, 0);
    assert_int_equal(canon_line(&reader, "other").len, 1);
    assert_false(reader.bad);
    canon_line(&reader, "more");
    assert_true(reader.bad);
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_non_null(strstr(err.text, "line 5"));
}

// The first fault is the one that is told.
static void
test_bad_is_sticky(void **state)
{
    (void)state;
    struct err err = {0};
    struct canon_reader reader = canon_begin("a 1\nb 2\n", 8, &err);
    canon_line(&reader, "b");
    assert_true(reader.bad);
    assert_non_null(strstr(err.text, "expected 'b'"));
    canon_line(&reader, "c");
    assert_non_null(strstr(err.text, "expected 'b'"));
    assert_false(canon_is(&reader, "b"));
}

static void
test_without_line_feed(void **state)
{
    (void)state;
    struct err err = {0};
    struct canon_reader reader = canon_begin("key value", 9, &err);
    canon_line(&reader, "key");
    assert_true(reader.bad);
    reader = canon_begin("", 0, &err);
    canon_title(&reader, "");
    assert_true(reader.bad);
}

static void
test_parts(void **state)
{
    (void)state;
    struct canon_span span = span_of("a,bc,");
    assert_int_equal(canon_count(span, ','), 3);
    assert_int_equal(canon_part(&span, ',').len, 1);
    assert_int_equal(canon_part(&span, ',').len, 2);
    assert_int_equal(canon_part(&span, ',').len, 0);
    assert_int_equal(span.len, 0);
    assert_int_equal(canon_count(span_of(""), ','), 1);
}

static bool
number_is(const char *text, int64_t expected)
{
    struct canon_reader reader = canon_begin("", 0, NULL);
    int64_t value = canon_number(&reader, span_of(text), 1, BUNDLE_NUMBER_MAX);
    return !reader.bad && value == expected;
}

static void
test_numbers(void **state)
{
    (void)state;
    assert_true(number_is("1", 1));
    assert_true(number_is("9007199254740992", BUNDLE_NUMBER_MAX));
    assert_false(number_is("9007199254740993", BUNDLE_NUMBER_MAX + 1));
    assert_false(number_is("99999999999999999", 0));
    assert_false(number_is("0", 0));
    assert_false(number_is("", 1));
    assert_false(number_is("-1", -1));
    assert_false(number_is("+1", 1));
    assert_false(number_is("1 ", 1));
}

static bool
day_is(const char *text, int expected)
{
    struct canon_reader reader = canon_begin("", 0, NULL);
    int day = canon_day(&reader, span_of(text));
    return !reader.bad && day == expected;
}

static void
test_days(void **state)
{
    (void)state;
    assert_true(day_is("1970-01-01", 0));
    assert_true(day_is("2026-11-28", 20785));
    assert_true(day_is("9999-12-31", BUNDLE_DAYS_MAX));
    assert_false(day_is("1969-12-31", -1));
    assert_false(day_is("2026-02-30", 0));
    assert_false(day_is("2026-11-28 ", 20785));
    assert_false(day_is("", 0));
}

static bool
is_word(enum canon_kind kind, const char *text)
{
    char out[BUNDLE_NAME_MAX];
    struct canon_reader reader = canon_begin("", 0, NULL);
    canon_word(&reader, kind, span_of(text), out, sizeof out);
    return !reader.bad && strcmp(out, text) == 0;
}

static void
test_words(void **state)
{
    (void)state;
    assert_true(is_word(CANON_NAME, "gt"));
    assert_true(is_word(CANON_NAME, "a23456789-123456789-123456789-1"));
    assert_false(is_word(CANON_NAME, "a23456789-123456789-123456789-12"));
    assert_false(is_word(CANON_NAME, ""));
    assert_false(is_word(CANON_NAME, "-a"));
    assert_false(is_word(CANON_NAME, "GT"));
    assert_false(is_word(CANON_NAME, "a b"));
    assert_false(is_word(CANON_NAME, "*"));
    assert_true(is_word(CANON_TAG, "zh-Hans"));
    assert_false(is_word(CANON_TAG, "zh_Hans"));
    assert_true(is_word(CANON_VERSION, "2026.11~a/b"));
    assert_false(is_word(CANON_VERSION, "a b"));
    assert_false(is_word(CANON_VERSION, "\xc3\xa9"));
}

static void
test_writer_fills_up(void **state)
{
    (void)state;
    struct err err = {0};
    char buffer[8];
    size_t len = 0;
    struct canon_writer writer = {.buffer = buffer, .size = sizeof buffer};
    canon_put(&writer, "abc");
    canon_put(&writer, "%d", 1234);
    assert_true(canon_end(&writer, &len, &err));
    assert_int_equal(len, 7);
    assert_string_equal(buffer, "abc1234");
    canon_put(&writer, "x");
    canon_put(&writer, "%s", "");
    assert_false(canon_end(&writer, &len, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_in_order),
        cmocka_unit_test(test_bad_is_sticky),
        cmocka_unit_test(test_without_line_feed),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_writer_fills_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
