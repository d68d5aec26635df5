#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static char *
printed(struct report *report)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    report_print(report, out);
    fclose(out);
    return text;
}

static void
test_order_and_count(void **state)
{
    (void)state;
    struct report report = {.root = "hub"};
    report_error(&report, (struct spot){"b.csv", 3, 2}, "second");
    report_warning(&report, (struct spot){"b.csv", 10, 1}, "third");
    report_error(&report, (struct spot){"a.csv", 0, 0}, "first; write %s", "x");
    report_note(&report, (struct spot){"/elsewhere/c.po", 7, 0}, "zeroth");
    char *text = printed(&report);
    assert_string_equal(text, "/elsewhere/c.po:7: note: zeroth\n"
                              "hub/a.csv: error: first; write x\n"
                              "hub/b.csv:3:2: error: second\n"
                              "hub/b.csv:10:1: warning: third\n"
                              "2 errors, 1 warning\n");
    free(text);
    report_finish(&report);
}

static void
test_silence(void **state)
{
    (void)state;
    struct report report = {.root = "hub"};
    char *text = printed(&report);
    assert_string_equal(text, "");
    free(text);
    report_note(&report, (struct spot){"a.csv", 1, 0}, "by the way");
    text = printed(&report);
    assert_string_equal(text, "hub/a.csv:1: note: by the way\n");
    free(text);
    report_finish(&report);
}

static void
test_many_and_long_ones(void **state)
{
    (void)state;
    struct report report = {.root = ""};
    char word[2000];
    memset(word, 'x', sizeof word);
    word[sizeof word - 1] = '\0';
    for (int i = 0; i < 1000; i++) {
        report_error(&report, (struct spot){"a.csv", 1000 - i, 0}, "%s", word);
    }
    char *text = printed(&report);
    assert_non_null(strstr(text, "1000 errors, 0 warnings"));
    assert_memory_equal(text, "a.csv:1: error: xxx", 19);
    free(text);
    report_finish(&report);
}

static void
test_closest(void **state)
{
    (void)state;
    struct arena arena = {0};
    static const char *const names[] = {"documents", "health", "topic_id"};
    assert_string_equal(
        report_closest(&arena, "document", names, 3), "; did you mean 'documents'?");
    assert_string_equal(report_closest(&arena, "topicid", names, 3), "; did you mean 'topic_id'?");
    assert_string_equal(report_closest(&arena, "aardvark", names, 3), "");
    assert_string_equal(report_closest(&arena, "", names, 3), "");
    assert_string_equal(report_closest(&arena, "health", names, 0), "");
    arena_finish(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_count),
        cmocka_unit_test(test_silence),
        cmocka_unit_test(test_many_and_long_ones),
        cmocka_unit_test(test_closest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
