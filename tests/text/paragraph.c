// Decoding, cutting, controls.

#include "tests/test.h"
#include "tests/text/engine.h"

static void
check(const char *text, size_t count, const uint32_t *codes, const int *bytes)
{
    struct paragraph para;
    paragraph_init(&para);
    paragraph_decode(&para, text);
    int at = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(at < para.len);
        assert_int_equal(para.bytes[at], bytes[i]);
        assert_int_equal(paragraph_code(&para, at, &at), codes[i]);
    }
    assert_int_equal(at, para.len);
    assert_int_equal(para.bytes[para.len], strlen(text));
    assert_false(para.cut);
    paragraph_finish(&para);
}

static void
decoding(void **state)
{
    (void)state;
    check("", 0, NULL, NULL);
    check("aé中😀b", 5, (uint32_t[]){'a', 0xe9, 0x4e2d, 0x1f600, 'b'}, (int[]){0, 1, 3, 6, 10});
    // Every malformed byte is one U+FFFD: stray, cut, over-long, surrogate, too high.
    check("\x80g", 2, (uint32_t[]){0xfffd, 'g'}, (int[]){0, 1});
    check("\xe4\xb8", 2, (uint32_t[]){0xfffd, 0xfffd}, (int[]){0, 1});
    check("\xc0\xaf", 2, (uint32_t[]){0xfffd, 0xfffd}, (int[]){0, 1});
    check("\xed\xa0\x80", 3, (uint32_t[]){0xfffd, 0xfffd, 0xfffd}, (int[]){0, 1, 2});
    check("\xf4\x90\x80\x80", 4, (uint32_t[]){0xfffd, 0xfffd, 0xfffd, 0xfffd}, (int[]){0, 1, 2, 3});
}

// Too long a text ends before the cluster that does not fit.
static void
cutting(void **state)
{
    (void)state;
    UBreakIterator *clusters = breaks_open(UBRK_CHARACTER, "");
    struct paragraph para;
    static char text[TEXT_BYTES_MAX + 64];
    paragraph_init(&para);
    memset(text, 'x', TEXT_BYTES_MAX + 10);
    memcpy(text + TEXT_BYTES_MAX - 3, "e\xcc\x81\xcc\x82", 5); // the second mark is over the end
    paragraph_decode(&para, text);
    assert_true(para.cut);
    assert_int_equal(para.bytes[para.len], TEXT_BYTES_MAX);
    breaks_clusters(clusters, &para);
    paragraph_cut(&para);
    assert_int_equal(para.len, TEXT_BYTES_MAX - 3);
    // A character of two bytes over the end.
    memcpy(text + TEXT_BYTES_MAX - 3, "xx\xc3\xa9x", 5);
    paragraph_decode(&para, text);
    assert_int_equal(para.bytes[para.len], TEXT_BYTES_MAX - 1);
    // Exactly as long as may be.
    memset(text, 'x', TEXT_BYTES_MAX);
    text[TEXT_BYTES_MAX] = '\0';
    paragraph_decode(&para, text);
    assert_false(para.cut);
    assert_int_equal(para.len, TEXT_BYTES_MAX);
    paragraph_finish(&para);
    ubrk_close(clusters);
}

static void
controls(void **state)
{
    (void)state;
    struct paragraph para;
    paragraph_init(&para);
    paragraph_decode(&para, "a\tb\n\x01\x7f\xc2\x85\xc2\x80z");
    bidi_blanks(&para);
    paragraph_show_controls(&para);
    static const UChar shown[] = {'a', ' ', 'b', ' ', 0xfffd, 0xfffd, ' ', 0xfffd, 'z'};
    assert_int_equal(para.len, 9);
    assert_memory_equal(para.units, shown, sizeof shown);
    paragraph_finish(&para);
}

static void
clusters_end(void **state)
{
    (void)state;
    struct paragraph para;
    paragraph_init(&para);
    paragraph_decode(&para, "abc");
    para.flags[0] = UNIT_CLUSTER;
    para.flags[2] = UNIT_CLUSTER;
    assert_int_equal(paragraph_cluster_end(&para, 0), 2);
    assert_int_equal(paragraph_cluster_end(&para, 2), 3);
    paragraph_finish(&para);
}

static void
glyphs_end(void **state)
{
    (void)state;
    struct paragraph para;
    paragraph_init(&para);
    for (int i = 0; i < GLYPHS_MAX; i++) {
        assert_non_null(paragraph_add_glyph(&para));
    }
    assert_null(paragraph_add_glyph(&para));
    assert_int_equal(para.glyph_count, GLYPHS_MAX);
    paragraph_finish(&para);
}

static void
pens(void **state)
{
    (void)state;
    assert_int_equal(pen_add(5, -7), -2);
    assert_int_equal(pen_add(PEN_MAX, INT32_MAX), PEN_MAX);
    assert_int_equal(pen_add(-PEN_MAX, INT32_MIN), -PEN_MAX);
    assert_int_equal(px_ceil(65), 2);
    assert_int_equal(px_ceil(-65), -1);
    assert_int_equal(px_floor(-65), -2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decoding),
        cmocka_unit_test(cutting),
        cmocka_unit_test(controls),
        cmocka_unit_test(clusters_end),
        cmocka_unit_test(glyphs_end),
        cmocka_unit_test(pens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
