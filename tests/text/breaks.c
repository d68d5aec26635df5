// Unicode's LineBreakTest and GraphemeBreakTest through the engine's breaker; exceptions one by one in
// breaks.txt.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "tests/test.h"
#include "tests/text/conformance.h"

enum { EXCEPTIONS_MAX = 256 };

struct exceptions {
    char *cases[EXCEPTIONS_MAX];
    bool met[EXCEPTIONS_MAX];
    int count;
};

// "÷ 0061 × 0308 ÷" without blanks at its ends and without the comment.
static void
trim_case(char *line)
{
    line[strcspn(line, "#\n")] = '\0';
    for (size_t len = strlen(line); len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t');) {
        line[--len] = '\0';
    }
}

static void
read_exceptions(struct exceptions *list)
{
    FILE *file = fopen("tests/text/breaks.txt", "r");
    char line[1024];
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        trim_case(line);
        if (line[0]) {
            assert_true(list->count < EXCEPTIONS_MAX);
            list->cases[list->count++] = strdup(line);
        }
    }
    fclose(file);
}

static bool
is_exception(struct exceptions *list, const char *text)
{
    for (int i = 0; i < list->count; i++) {
        if (strcmp(list->cases[i], text) == 0) {
            list->met[i] = true;
            return true;
        }
    }
    return false;
}

static bool
agrees(const struct paragraph *para, const bool *marks, uint8_t flag)
{
    for (int i = 1; i < para->len; i++) {
        if (((para->flags[i] & flag) != 0) != marks[i]) {
            return false;
        }
    }
    return true;
}

static void
line_breaks(void **state)
{
    (void)state;
    FILE *file = conformance_open("auxiliary/LineBreakTest.txt");
    UBreakIterator *lines = breaks_open(UBRK_LINE, "und");
    struct exceptions exceptions = {0};
    struct paragraph para;
    char *line = NULL;
    size_t room = 0;
    bool marks[CASE_POINTS_MAX];
    int cases = 0;
    int excused = 0;
    int failures = 0;
    read_exceptions(&exceptions);
    paragraph_init(&para);
    while (getline(&line, &room, file) > 0) {
        if (!conformance_breaks(line, &para, marks)) {
            continue;
        }
        cases++;
        breaks_lines(lines, &para);
        if (!agrees(&para, marks, UNIT_BREAK)) {
            trim_case(line);
            bool known = is_exception(&exceptions, line);
            excused += known;
            failures += !known;
            if (!known) {
                printf("%s\n", line);
            }
        }
    }
    printf("LineBreakTest: %d cases, %d exceptions of breaks.txt, %d failures\n", cases, excused,
        failures);
    for (int i = 0; i < exceptions.count; i++) {
        free(exceptions.cases[i]);
    }
    free(line);
    paragraph_finish(&para);
    ubrk_close(lines);
    fclose(file);
    assert_true(cases > 5000);
    assert_int_equal(failures, 0);
}

static void
clusters(void **state)
{
    (void)state;
    FILE *file = conformance_open("auxiliary/GraphemeBreakTest.txt");
    UBreakIterator *iterator = breaks_open(UBRK_CHARACTER, "");
    struct paragraph para;
    char *line = NULL;
    size_t room = 0;
    bool marks[CASE_POINTS_MAX];
    int cases = 0;
    int failures = 0;
    paragraph_init(&para);
    while (getline(&line, &room, file) > 0) {
        if (!conformance_breaks(line, &para, marks)) {
            continue;
        }
        cases++;
        breaks_clusters(iterator, &para);
        if (!agrees(&para, marks, UNIT_CLUSTER)) {
            failures++;
            printf("%s", line);
        }
    }
    printf("GraphemeBreakTest: %d cases, %d failures\n", cases, failures);
    free(line);
    paragraph_finish(&para);
    ubrk_close(iterator);
    fclose(file);
    assert_true(cases > 500);
    assert_int_equal(failures, 0);
}

// Every unit below the first mark, and every ideograph, alone and in pairs: the short way round ICU
// must say what ICU says.
static void
short_way(void **state)
{
    (void)state;
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = breaks_open(UBRK_CHARACTER, "");
    struct paragraph para;
    paragraph_init(&para);
    for (int first = 1; first < 0x320; first++) {
        for (int second = 1; second < 0x320; second += second < 0x20 ? 1 : 7) {
            para.len = 3;
            para.units[0] = (UChar)first;
            para.units[1] = (UChar)second;
            para.units[2] = 0x4e2d;
            memset(para.flags, 0, 4);
            breaks_clusters(iterator, &para);
            ubrk_setText(iterator, para.units, para.len, &status);
            for (int i = 0; i < para.len; i++) {
                bool is_start = ubrk_isBoundary(iterator, i);
                assert_int_equal((para.flags[i] & UNIT_CLUSTER) != 0, is_start);
            }
        }
    }
    paragraph_finish(&para);
    ubrk_close(iterator);
}

static void
last_cluster(void **state)
{
    (void)state;
    assert_int_equal(text_last_cluster(""), 0);
    assert_int_equal(text_last_cluster("a"), 1);
    assert_int_equal(text_last_cluster("né"), 2);
    assert_int_equal(text_last_cluster("ne\xcc\x81"), 3);
    assert_int_equal(text_last_cluster("रकि"), strlen("कि"));
    assert_int_equal(text_last_cluster("a\r\n"), 2);
    assert_int_equal(text_last_cluster("x👩‍👧"), strlen("👩‍👧"));
    assert_int_equal(text_last_cluster("a\xff"), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_breaks),
        cmocka_unit_test(clusters),
        cmocka_unit_test(short_way),
        cmocka_unit_test(last_cluster),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
