#include "base/utf8.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>

#include "test.h"

static bool
is_scalar(uint32_t code)
{
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

// Against the C library's own encoder, for all 1,112,064 of them.
static void
every_code_point_round_trips(void **state)
{
    (void)state;
    bool oracle = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
    mbstate_t shift = {0};
    long count = 0;
    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        if (!is_scalar(code)) {
            continue;
        }
        count++;
        char out[UTF8_MAX];
        size_t len = utf8_put(out, code);
        char theirs[16];
        if (oracle && (c32rtomb(theirs, code, &shift) != len || memcmp(theirs, out, len) != 0)) {
            fail_msg("U+%04X is encoded differently", (unsigned)code);
        }
        size_t at = 0;
        if (utf8_next(out, len, &at) != code || at != len) {
            fail_msg("U+%04X does not come back", (unsigned)code);
        }
        if (utf8_valid(out, len) != (code != 0) || utf8_count(out, len) != 1) {
            fail_msg("U+%04X is not one valid code point", (unsigned)code);
        }
        for (size_t cut = 1; cut < len; cut++) {
            at = 0;
            if (utf8_next(out, cut, &at) != UTF8_REPLACEMENT || at != 1 || utf8_valid(out, cut)) {
                fail_msg("U+%04X cut to %zu bytes passes", (unsigned)code, cut);
            }
        }
    }
    assert_int_equal(count, 1112064);
}

// Either one byte is refused, or what was read is exactly what the encoder writes for it: then
// over-long forms, surrogates and anything above U+10FFFF cannot pass. With the round trip above this
// is the whole definition.
static bool
is_canonical(const char *text, size_t len)
{
    size_t at = 0;
    uint32_t code = utf8_next(text, len, &at);
    if (code == UTF8_REPLACEMENT && at == 1) {
        return !utf8_valid(text, len);
    }
    char again[UTF8_MAX];
    return is_scalar(code) && at <= len && utf8_put(again, code) == at &&
           memcmp(again, text, at) == 0;
}

static void
every_three_bytes_are_canonical_or_refused(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 1u << 24; i++) {
        char text[] = {(char)(i >> 16), (char)(i >> 8), (char)i};
        if (!is_canonical(text, 3)) {
            fail_msg("%06x", (unsigned)i);
        }
    }
}

static void
four_bytes_are_canonical_or_refused(void **state)
{
    (void)state;
    static const unsigned char edges[] = {
        0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0xbf, 0xc0, 0xf0, 0xff};
    for (unsigned lead = 0xe0; lead <= 0xff; lead++) {
        for (unsigned second = 0; second <= 0xff; second++) {
            for (size_t i = 0; i < sizeof edges * sizeof edges; i++) {
                char text[] = {(char)lead, (char)second, (char)edges[i / sizeof edges],
                    (char)edges[i % sizeof edges]};
                if (!is_canonical(text, 4)) {
                    fail_msg(
                        "%02x %02x %02x %02x", lead, second, (unsigned)text[2], (unsigned)text[3]);
                }
            }
        }
    }
}

struct expectation {
    const char *text;
    const char *codes; // "R" = U+FFFD, "a" = itself, "." = another
};

// Each byte that fits nowhere is one U+FFFD; the next character is not swallowed.
static void
bad_bytes_cost_one_each(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        {"\x80"
         "a",
            "Ra"},
        {"\xc3"
         "a",
            "Ra"},
        {"\xe2\x82"
         "a",
            "RRa"},
        {"\xf0\x9f\x98"
         "a",
            "RRRa"},
        {"\xc0\xaf"
         "a",
            "RRa"},
        {"\xed\xa0\x80"
         "a",
            "RRRa"},
        {"\xf4\x90\x80\x80"
         "a",
            "RRRRa"},
        {"\xff\xfe"
         "a",
            "RRa"},
        {"\xe2\x82\xac"
         "a",
            ".a"},
        {"\xe2\xe2\x82\xac"
         "a",
            "R.a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        size_t at = 0;
        for (const char *code = cases[i].codes; *code; code++) {
            uint32_t got = utf8_next(text, strlen(text), &at);
            assert_int_equal(got == UTF8_REPLACEMENT, *code == 'R');
            assert_int_equal(got == 'a', *code == 'a');
        }
        assert_int_equal(at, strlen(text));
        assert_int_equal(utf8_count(text, strlen(text)), strlen(cases[i].codes));
    }
}

// The sanitizer sees a byte read beyond the end of exactly sized memory.
static void
nothing_is_read_beyond_the_end(void **state)
{
    (void)state;
    static const char text[] = "a\xf0\x9f\x98\x80\xe2\x82\xac\xc3\xb1";
    for (size_t len = 0; len < sizeof text; len++) {
        char *exact = malloc(len ? len : 1);
        assert_non_null(exact);
        memcpy(exact, text, len);
        size_t count = 0;
        for (size_t at = 0; at < len; count++) {
            utf8_next(exact, len, &at);
            assert_true(at <= len);
        }
        assert_int_equal(utf8_count(exact, len), count);
        utf8_valid(exact, len);
        free(exact);
    }
}

static void
valid_text(void **state)
{
    (void)state;
    assert_true(utf8_valid("", 0));
    assert_true(utf8_valid("ñ 你好 العربية 😀", strlen("ñ 你好 العربية 😀")));
    assert_false(utf8_valid("a\0b", 3));
    assert_false(utf8_valid("a\xff", 2));
    assert_int_equal(utf8_count("ñ😀x", strlen("ñ😀x")), 3);
    assert_int_equal(utf8_count("", 0), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_round_trips),
        cmocka_unit_test(every_three_bytes_are_canonical_or_refused),
        cmocka_unit_test(four_bytes_are_canonical_or_refused),
        cmocka_unit_test(bad_bytes_cost_one_each),
        cmocka_unit_test(nothing_is_read_beyond_the_end),
        cmocka_unit_test(valid_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
