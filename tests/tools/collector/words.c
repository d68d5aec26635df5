#include "words.h"

#include <string.h>

#include "test.h"

static struct words words;

static void
test_languages_have_the_same_words(void **state)
{
    static struct words spanish;
    (void)state;
    assert_true(words_open("en", &words));
    assert_true(words_open("es", &spanish));
    assert_int_equal(words.count, spanish.count);
    for (int i = 0; i < words.count; i++) {
        assert_string_equal(words.at[i].key, spanish.at[i].key);
        const char *english = words.at[i].text;
        const char *same = spanish.at[i].text;
        assert_true(strlen(english) > 0 && strlen(same) > 0);
        for (; (english = strchr(english, '{')) != NULL; english++) { // the same places to fill
            char place[32];
            size_t len = strcspn(english, "}") + 1;
            assert_true(len < sizeof place);
            memcpy(place, english, len);
            place[len] = '\0';
            if (!strstr(same, place)) {
                fail_msg("%s lacks %s", words.at[i].key, place);
            }
        }
    }
    words_close(&spanish);
    words_close(&words);
    assert_false(words_open("la", &words));
}

static void
test_found(void **state)
{
    (void)state;
    assert_true(words_open("es", &words));
    assert_string_equal(words_get(&words, "text.visits"), "Visitas");
    assert_string_equal(words_find(&words, "lang", "ht"), "criollo haitiano");
    assert_null(words_find(&words, "lang", "xx"));
    words_close(&words);
}

static void
test_fill(void **state)
{
    char text[32];
    (void)state;
    words_fill(
        "{A} of {B}, {C}{", (const char *const[]){"A", "1", "B", "22", NULL}, text, sizeof text);
    assert_string_equal(text, "1 of 22, {C}{");
    words_fill("{A}{A}", (const char *const[]){"A", "long", NULL}, text, 7);
    assert_string_equal(text, "longlo");
}

#define THIN "\xe2\x80\xaf"

static void
test_numbers(void **state)
{
    char text[96];
    (void)state;
    words_number(0, text);
    assert_string_equal(text, "0");
    words_number(999, text);
    assert_string_equal(text, "999");
    words_number(1000, text);
    assert_string_equal(text, "1" THIN "000");
    words_number(-123456, text);
    assert_string_equal(text, "-123" THIN "456");
    words_number(INT64_MAX, text);
    assert_string_equal(
        text, "9" THIN "223" THIN "372" THIN "036" THIN "854" THIN "775" THIN "807");
    words_range(9, 12000, text);
    assert_string_equal(text, "9\xe2\x80\x93"
                              "12" THIN "000");
    words_range(7, 7, text);
    assert_string_equal(text, "7");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_languages_have_the_same_words),
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
