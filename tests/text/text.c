// Opening, declaring, counting.

#include "tests/test.h"
#include "tests/text/engine.h"

static void
no_fonts(void **state)
{
    (void)state;
    struct err err = {0};
    struct text *text = (struct text *)(void *)&err;
    assert_false(text_open("/nowhere", &text, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_null(text);
    assert_false(text_open("", &text, NULL));
    text_close(NULL);
}

static void
no_languages(void **state)
{
    (void)state;
    struct text *text = NULL;
    struct err err;
    text_close(engine_open());
    assert_true(text_open(ENGINE_ANDIKA, &text, &err));
    struct text_spec spec = {.text = "Hola", .lang = "es", .cap_px = 20};
    assert_true(text_layout(text, &spec)->width_px > 0);
    assert_int_equal(text_layout(text, &spec)->missing, 0);
    text_close(text);
}

static void
many_languages(void **state)
{
    (void)state;
    struct text *text = NULL;
    struct err err;
    text_close(engine_open());
    assert_true(text_open(ENGINE_ANDIKA, &text, &err));
    for (int i = 0; i < TEXT_LANGUAGES_MAX; i++) {
        char tag[16];
        snprintf(tag, sizeof tag, "x%d", i);
        assert_true(text_language(text, tag, "Latn", "Andika-Regular.ttf", &err));
    }
    assert_false(text_language(text, "one-more", "Latn", "Andika-Regular.ttf", &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_true(text_language(text, "X3", "Cyrl", "", &err)); // said anew, not one more
    assert_false(text_language(text, "x 4", "Latn", "", &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    text_close(text);
}

static void
opened_when_needed(void **state)
{
    (void)state;
    struct text *text = engine_open();
    assert_int_equal(text_stats(text).face.now, 0);
    engine_layout(text, "es", "Hola", 0);
    assert_int_equal(text_stats(text).face.now, 1);
    engine_layout(text, "zh-Hans", "你好", 0);
    assert_int_equal(text_stats(text).face.now, 2);
    assert_int_equal(text_stats(text).layouts, 2);
    assert_int_equal(text_stats(text).laid_out, 2);
    assert_int_equal(text_stats(text).drawn, 0);
    text_close(text);
}

// Nothing that was shown stays in the engine's own memory.
static void
forgotten(void **state)
{
    (void)state;
    struct text *text = engine_open();
    const struct layout *layout = engine_layout(text, "es", "secreto", 0);
    struct ink *ink = ink_make(text, layout, &layout->parts[0]);
    ink_free(text, &ink);
    assert_int_equal(text->para.units[0], 's');
    assert_non_null(text->masks.entries);
    text_forget(text);
    assert_int_equal(text_stats(text).layouts, 0);
    assert_int_equal(text->layout_bytes, 0);
    for (int i = 0; i < 16; i++) {
        assert_int_equal(text->para.units[i], 0);
    }
    for (int i = 0; i < text->para.glyph_room; i++) {
        assert_int_equal(text->para.glyphs[i].id, 0);
    }
    for (size_t i = 0; i < text->scratch_room; i++) {
        assert_int_equal(text->scratch[i], 0);
    }
    for (size_t i = 0; i < text->block_room; i++) {
        assert_int_equal(text->block_xs[i], 0);
        assert_int_equal(text->block_alpha[i * INK_BLOCK], 0);
    }
    for (int i = 0; i < text->piece_room; i++) {
        assert_null(text->pieces[i].mask);
    }
    assert_null(text->masks.entries);
    assert_int_equal(text->masks.bytes, 0);
    engine_layout(text, "es", "otra vez", 0);
    text_forget(text);
    text_close(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_fonts),
        cmocka_unit_test(no_languages),
        cmocka_unit_test(many_languages),
        cmocka_unit_test(opened_when_needed),
        cmocka_unit_test(forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
