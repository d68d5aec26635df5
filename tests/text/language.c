// Declared languages and who stands in for one that is not.

#include "tests/test.h"
#include "tests/text/engine.h"

static int
set_up(void **state)
{
    *state = engine_open();
    return 0;
}

static int
tear_down(void **state)
{
    text_close(*state);
    return 0;
}

static void
declared(void **state)
{
    (void)state;
    struct language language;
    assert_true(language_init(&language, "zh-Hans", "Hans", " A.ttf, B.ttc#2|C.ttf,,"));
    assert_string_equal(language.tag, "zh-Hans");
    assert_int_equal(language.script, HB_SCRIPT_HAN);
    assert_int_equal(language.name_count, 3);
    assert_string_equal(language.names[1], "B.ttc#2");
    assert_string_equal(language.names[2], "C.ttf");
    language_finish(&language);
    assert_true(language_init(&language, "es", "Latn", "1,2,3,4,5,6,7,8,9,10"));
    assert_int_equal(language.name_count, LANGUAGE_FONTS_MAX);
    language_finish(&language);
}

static void
refused(void **state)
{
    (void)state;
    struct language language;
    assert_false(language_init(&language, "", "Latn", ""));
    assert_false(language_init(&language, "es_GT", "Latn", ""));
    assert_false(language_init(&language, "es", "Lat", ""));
    assert_false(language_init(
        &language, "a-tag-that-is-far-too-long-to-be-one-of-any-language", "Latn", ""));
}

static void
found(void **state)
{
    struct text *text = *state;
    assert_string_equal(language_find(text, "ar")->tag, "ar");
    assert_string_equal(language_find(text, "ZH-hans")->tag, "zh-Hans");
    assert_string_equal(language_find(text, "es-GT")->tag, "es");
    assert_string_equal(language_find(text, "zh")->tag, "zh-Hans");
    assert_string_equal(language_find(text, "xx")->tag, "es");
    assert_string_equal(language_find(text, "")->tag, "es");
    assert_string_equal(language_find(text, "a")->tag, "es");
}

static void
faces(void **state)
{
    struct text *text = *state;
    struct language *language = language_find(text, "ar");
    assert_int_equal(language->face_count, FACE_UNKNOWN);
    language_faces(text, language);
    assert_int_equal(language->face_count, 2);
    assert_string_equal(
        fonts_face_name(text->fonts, language->faces[0]), "NotoNaskhArabic-Regular.ttf");
}

// A missing font: the next stands in; none of them there: any that shows the script.
static void
missing_faces(void **state)
{
    struct text *text = *state;
    struct err err;
    assert_true(text_language(text, "so", "Latn", "Nobody.ttf,Andika-Regular.ttf", &err));
    struct language *language = language_find(text, "so");
    language_faces(text, language);
    assert_int_equal(language->face_count, 1);
    assert_true(text_language(text, "km", "Khmr", "Nobody.ttf", &err));
    language = language_find(text, "km");
    language_faces(text, language);
    assert_int_equal(language->face_count, 1);
    assert_true(fonts_covers(text->fonts, language->faces[0], 0x1780));
    assert_int_equal(engine_layout(text, "km", "ភាសាខ្មែរ", 0)->shown.missing, 0);
}

static void
breaks_of_the_language(void **state)
{
    struct text *text = *state;
    struct language *language = language_find(text, "th");
    UBreakIterator *lines = language_breaks(language);
    assert_non_null(lines);
    assert_ptr_equal(language_breaks(language), lines);
    // Words without spaces are told apart.
    int narrow = engine_layout(text, "th", "สำนักงานเปิดวันจันทร์", 200)->shown.line_count;
    assert_true(narrow > 1);
    assert_false(engine_layout(text, "th", "สำนักงานเปิดวันจันทร์", 200)->shown.broken_word);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declared),
        cmocka_unit_test(refused),
        cmocka_unit_test(found),
        cmocka_unit_test(faces),
        cmocka_unit_test(missing_faces),
        cmocka_unit_test(breaks_of_the_language),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
