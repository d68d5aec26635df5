// Unicode's BidiTest and BidiCharacterTest through the engine's levels and line order. The engine is
// always told the direction of a paragraph, so the cases of automatic direction do not apply.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/test.h"
#include "tests/text/conformance.h"

enum { EXCEPTIONS_MAX = 64 };

struct fixture {
    UBiDi *bidi;
    UBreakIterator *clusters;
    struct paragraph para;
    UBiDiLevel expected[CASE_POINTS_MAX];
    bool removed[CASE_POINTS_MAX]; // X9 takes them out: no level, no place
    int32_t order[CASE_POINTS_MAX];
    int order_count;
    int32_t map[CASE_POINTS_MAX];
    char *exceptions[EXCEPTIONS_MAX];
    int exception_count;
    int cases;
    int excused;
    int failures;
};

static void
read_exceptions(struct fixture *fixture)
{
    FILE *file = fopen("tests/text/bidi.txt", "r");
    char *line = NULL;
    size_t room = 0;
    while (file && getline(&line, &room, file) > 0) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] && line[0] != '#' && fixture->exception_count < EXCEPTIONS_MAX) {
            fixture->exceptions[fixture->exception_count++] = strdup(line);
        }
    }
    free(line);
    if (file) {
        fclose(file);
    }
}

static int
set_up(void **state)
{
    UErrorCode status = U_ZERO_ERROR;
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->bidi = ubidi_openSized(CASE_POINTS_MAX, 0, &status);
    fixture->clusters = breaks_open(UBRK_CHARACTER, "");
    paragraph_init(&fixture->para);
    read_exceptions(fixture);
    *state = fixture;
    return U_SUCCESS(status) ? 0 : -1;
}

static int
tear_down(void **state)
{
    struct fixture *fixture = *state;
    ubidi_close(fixture->bidi);
    ubrk_close(fixture->clusters);
    paragraph_finish(&fixture->para);
    for (int i = 0; i < fixture->exception_count; i++) {
        free(fixture->exceptions[i]);
    }
    free(fixture);
    return 0;
}

// "x 1 0": returns how many.
static int
read_levels(struct fixture *fixture, const char *text)
{
    int count = 0;
    for (const char *at = text; *at && *at != '\n' && *at != ';';) {
        if (*at == ' ' || *at == '\t') {
            at++;
        } else if (*at == 'x') {
            fixture->removed[count++] = true;
            at++;
        } else {
            char *end = NULL;
            fixture->removed[count] = false;
            fixture->expected[count++] = (UBiDiLevel)strtol(at, &end, 10);
            at = end;
        }
    }
    return count;
}

static void
read_order(struct fixture *fixture, const char *text)
{
    fixture->order_count = 0;
    char *end = NULL;
    for (const char *at = text; *at && *at != '\n'; at = end) {
        long index = strtol(at, &end, 10);
        if (end == at) {
            break;
        }
        fixture->order[fixture->order_count++] = (int32_t)index;
    }
}

static bool
order_agrees(struct fixture *fixture)
{
    const struct paragraph *para = &fixture->para;
    int count = 0;
    bidi_order(para->levels, para->len, fixture->map);
    for (int i = 0; i < para->len; i++) {
        int32_t at = fixture->map[i];
        if (fixture->removed[at]) {
            continue;
        }
        if (count >= fixture->order_count || fixture->order[count] != at) {
            return false;
        }
        count++;
    }
    return count == fixture->order_count;
}

// Cases of bidi.txt, by their text up to the comment.
static bool
is_exception(struct fixture *fixture, const char *line)
{
    size_t len = strcspn(line, "#\r\n");
    while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t')) {
        len--;
    }
    for (int i = 0; i < fixture->exception_count; i++) {
        const char *exception = fixture->exceptions[i];
        if (strlen(exception) == len && strncmp(exception, line, len) == 0) {
            return true;
        }
    }
    return false;
}

// ICU answers text of one direction by the paragraph's level alone: 0 for 2, 1 for 3 is the same order.
static bool
one_direction(const struct fixture *fixture)
{
    const struct paragraph *para = &fixture->para;
    int expected = -1;
    for (int i = 0; i < para->len; i++) {
        if (fixture->removed[i]) {
            continue;
        }
        expected = expected < 0 ? fixture->expected[i] & 1 : expected;
        if ((fixture->expected[i] & 1) != expected || (para->levels[i] & 1) != expected) {
            return false;
        }
    }
    return true;
}

static void
check(struct fixture *fixture, enum direction dir, const char *line)
{
    struct paragraph *para = &fixture->para;
    para->dir = dir;
    memset(para->flags, 0, (size_t)para->len + 1);
    breaks_clusters(fixture->clusters, para);
    bidi_levels(fixture->bidi, para);
    bool agrees = true;
    for (int i = 0; i < para->len; i++) {
        agrees = agrees && (fixture->removed[i] || para->levels[i] == fixture->expected[i]);
    }
    fixture->cases++;
    bool right = (agrees || one_direction(fixture)) && order_agrees(fixture);
    if (!right && is_exception(fixture, line)) {
        fixture->excused++;
    } else if (!right) {
        fixture->failures++;
        if (fixture->failures <= 20) {
            printf("%s %s", dir == DIRECTION_RTL ? "RTL" : "LTR", line);
        }
    }
}

struct class_sample {
    const char *name;
    UChar unit;
};

static UChar
sample_of(const char *name, size_t len)
{
    static const struct class_sample samples[] = {{"L", 'a'}, {"R", 0x5d0}, {"EN", '0'},
        {"ES", '+'}, {"ET", '$'}, {"AN", 0x660}, {"CS", ','}, {"B", 0x2029}, {"S", '\t'},
        {"WS", ' '}, {"ON", '!'}, {"LRE", 0x202a}, {"LRO", 0x202d}, {"AL", 0x627}, {"RLE", 0x202b},
        {"RLO", 0x202e}, {"PDF", 0x202c}, {"NSM", 0x300}, {"BN", 0xad}, {"FSI", 0x2068},
        {"LRI", 0x2066}, {"RLI", 0x2067}, {"PDI", 0x2069}};
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        if (strlen(samples[i].name) == len && strncmp(samples[i].name, name, len) == 0) {
            return samples[i].unit;
        }
    }
    fail_msg("unknown class %s", name);
    return 0;
}

// "LRE EN R; 7": classes, then a set of paragraph directions: 1 automatic, 2 LTR, 4 RTL.
static void
run_classes(struct fixture *fixture, const char *line)
{
    fixture->para.len = 0;
    const char *at = line;
    while (*at && *at != ';') {
        size_t len = strcspn(at, " \t;");
        if (len > 0) {
            fixture->para.units[fixture->para.len++] = sample_of(at, len);
        }
        at += len;
        at += strspn(at, " \t");
    }
    long directions = *at == ';' ? strtol(at + 1, NULL, 16) : 0;
    if (directions & 2) {
        check(fixture, DIRECTION_LTR, line);
    }
    if (directions & 4) {
        check(fixture, DIRECTION_RTL, line);
    }
}

static void
classes(void **state)
{
    struct fixture *fixture = *state;
    FILE *file = conformance_open("BidiTest.txt");
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, file) > 0) {
        if (strncmp(line, "@Levels:", 8) == 0) {
            read_levels(fixture, line + 8);
        } else if (strncmp(line, "@Reorder:", 9) == 0) {
            read_order(fixture, line + 9);
        } else if (line[0] != '#' && line[0] != '@' && line[0] != '\n') {
            run_classes(fixture, line);
        }
    }
    free(line);
    fclose(file);
    printf("BidiTest: %d cases, %d exceptions of bidi.txt, %d failures\n", fixture->cases,
        fixture->excused, fixture->failures);
    assert_true(fixture->cases > 500000);
    assert_int_equal(fixture->failures, 0);
}

// "05D0 0028;1;1;1 1;1 0": text, direction (2 automatic), resolved level, levels, order.
static void
characters(void **state)
{
    struct fixture *fixture = *state;
    FILE *file = conformance_open("BidiCharacterTest.txt");
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, file) > 0) {
        char *end = NULL;
        fixture->para.len = 0;
        for (char *at = line; *at && *at != ';' && *at != '#' && *at != '\n'; at = end) {
            conformance_add(&fixture->para, (uint32_t)strtoul(at, &end, 16));
        }
        const char *field = strchr(line, ';');
        if (fixture->para.len == 0 || !field || line[0] == '#' || field[1] == '2') {
            continue;
        }
        enum direction dir = field[1] == '1' ? DIRECTION_RTL : DIRECTION_LTR;
        const char *levels = strchr(strchr(field + 1, ';') + 1, ';') + 1;
        assert_int_equal(read_levels(fixture, levels), fixture->para.len);
        read_order(fixture, strchr(levels, ';') + 1);
        check(fixture, dir, line);
    }
    free(line);
    fclose(file);
    printf("BidiCharacterTest: %d cases, %d exceptions of bidi.txt, %d failures\n", fixture->cases,
        fixture->excused, fixture->failures);
    assert_true(fixture->cases > 50000);
    assert_int_equal(fixture->failures, 0);
}

static void
blanks(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        UChar unit;
        bool blank;
    } cases[] = {{' ', true}, {'\t', true}, {'\n', true}, {0x2003, true}, {0x3000, true},
        {0x2028, true}, {0x85, true}, {0x200b, true}, {0x2069, true}, {0x200f, true}, {'a', false},
        {0xa0, false}, {0x202f, false}, {0x2007, false}, {0x200d, false}, {0x1361, false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture->para.len = 1;
        fixture->para.units[0] = cases[i].unit;
        fixture->para.flags[0] = 0;
        bidi_blanks(&fixture->para);
        assert_int_equal((fixture->para.flags[0] & UNIT_BLANK) != 0, cases[i].blank);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(classes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blanks, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
