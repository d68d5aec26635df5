// One face: proportions, coverage, damage.

#include <math.h>

#include "base/file.h"
#include "tests/test.h"
#include "tests/text/engine.h"

// A capital H, or the letter a script is measured by, stands cap_px high, rounded to a whole em.
static void
equal_ink(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        unsigned index;
        hb_script_t script;
        uint32_t letter;
        int percent;
    } cases[] = {{ENGINE_ANDIKA "/Andika-Regular.ttf", 0, HB_SCRIPT_LATIN, 'H', 100},
        {ENGINE_ANDIKA "/Andika-Regular.ttf", 0, HB_SCRIPT_HAN, 'H', 100}, // digits in Chinese
        {ENGINE_NOTO "/NotoNaskhArabic-Regular.ttf", 0, HB_SCRIPT_ARABIC, 0x627, 100},
        {ENGINE_NOTO "/NotoNastaliqUrdu-Regular.ttf", 0, HB_SCRIPT_LATIN, 0x627, 100},
        {ENGINE_NOTO "/NotoSansDevanagari-Regular.ttf", 0, HB_SCRIPT_DEVANAGARI, 0x915, 100},
        {ENGINE_NOTO "/NotoSansBengali-Regular.ttf", 0, HB_SCRIPT_BENGALI, 0x995, 100},
        {ENGINE_NOTO "/NotoSansEthiopic-Regular.ttf", 0, HB_SCRIPT_ETHIOPIC, 0x1200, 100},
        {ENGINE_NOTO "/NotoSansThai-Regular.ttf", 0, HB_SCRIPT_THAI, 0xe01, 86},
        {ENGINE_CJK "/NotoSansCJK-Regular.ttc", 2, HB_SCRIPT_HAN, 0x56fd, 100},
        {ENGINE_CJK "/NotoSansCJK-Regular.ttc", 2, HB_SCRIPT_LATIN, 'H', 100}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct face face;
        hb_codepoint_t glyph = 0;
        hb_glyph_extents_t ink;
        assert_true(face_open(&face, cases[i].path, cases[i].index));
        assert_true(hb_font_get_nominal_glyph(face.font, cases[i].letter, &glyph));
        assert_true(hb_font_get_glyph_extents(face.font, glyph, &ink));
        for (float cap = 12; cap < 200; cap *= 1.7f) {
            int em = face_em_px(&face, cases[i].script, cap);
            float height = (float)-ink.height * (float)em / (float)face.em;
            assert_true(fabsf(height - cap * (float)cases[i].percent / 100) <= 0.51f);
        }
        face_close(&face);
    }
}

static void
odd_sizes(void **state)
{
    (void)state;
    struct face face;
    assert_true(face_open(&face, ENGINE_ANDIKA "/Andika-Regular.ttf", 0));
    assert_int_equal(face_em_px(&face, HB_SCRIPT_LATIN, NAN), 1);
    assert_int_equal(face_em_px(&face, HB_SCRIPT_LATIN, -4), 1);
    assert_int_equal(face_em_px(&face, HB_SCRIPT_LATIN, 1e30f), FONT_PX_MAX);
    face_close(&face);
}

static void
boxes(void **state)
{
    (void)state;
    struct face face;
    assert_true(face_open(&face, ENGINE_ANDIKA "/Andika-Regular.ttf", 0));
    assert_in_range((face.ascent + face.descent) * 100 / face.em, 139, 143); // its own: 161
    face_close(&face);
    assert_true(face_open(&face, ENGINE_NOTO "/NotoNaskhArabic-Regular.ttf", 0));
    assert_int_equal(face.ascent, 1069);
    assert_int_equal(face.descent, 634);
    face_close(&face);
}

static void
coverage(void **state)
{
    (void)state;
    struct face face;
    assert_true(face_open(&face, ENGINE_ANDIKA "/Andika-Regular.ttf", 0));
    assert_true(face_covers(&face, 0x1eaa));
    assert_false(face_covers(&face, 0x56fd));
    face_close(&face);
    assert_int_equal(face_reference(HB_SCRIPT_HAN), 0x56fd);
    assert_int_equal(face_reference(HB_SCRIPT_CHEROKEE), 'H');
}

static void
no_faces(void **state)
{
    (void)state;
    struct face face;
    assert_false(face_open(&face, "/nowhere", 0));
    assert_false(face_open(&face, "/dev/null", 0));
    assert_false(face_open(&face, "/tmp", 0));
    assert_false(face_open(&face, "/proc/self/exe", 0));
    assert_false(face_open(&face, ENGINE_ANDIKA "/Andika-Regular.ttf", 1));
}

// Random bytes over a copy of a font: it opens or not, and what opens can be measured.
static void
bit_flips(void **state)
{
    (void)state;
    char folder[] = "/tmp/fonts-XXXXXX";
    char path[128];
    char *data = NULL;
    size_t len = 0;
    struct err err;
    uint32_t seed = 1;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/Flip-Regular.ttf", folder);
    assert_true(file_read(ENGINE_NOTO "/NotoSansEthiopic-Regular.ttf", 1 << 22, &data, &len, &err));
    for (int round = 0; round < 60; round++) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        for (int i = 0; i < 40; i++) {
            size_t reach = round % 2 ? len : 2048;
            data[engine_random(&seed, (uint32_t)reach)] = (char)engine_random(&seed, 256);
        }
        fwrite(data, 1, len, file);
        fclose(file);
        struct text *text = NULL;
        assert_true(text_open(folder, &text, &err));
        assert_true(text_language(text, "am", "Ethi", "Flip-Regular.ttf", &err));
        const struct layout *layout = engine_layout(text, "am", "ሰላም ዓለም Abc 123", 200);
        for (int i = 0; i < layout->shown.line_count; i++) {
            struct ink *ink = ink_make(text, layout, &layout->parts[i]);
            ink_free(text, &ink);
        }
        text_close(text);
    }
    free(data);
    unlink(path);
    rmdir(folder);
}

static int
need_fonts(void **state)
{
    (void)state;
    text_close(engine_open());
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_ink),
        cmocka_unit_test(odd_sizes),
        cmocka_unit_test(boxes),
        cmocka_unit_test(coverage),
        cmocka_unit_test(no_faces),
        cmocka_unit_test(bit_flips),
    };
    return cmocka_run_group_tests(tests, need_fonts, NULL);
}
