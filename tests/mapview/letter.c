// links: config

#include <math.h>

#include "test.h"

#include "town.h"

static struct text *
open_text(void)
{
    struct config config = config_default();
    struct text *text = NULL;
    struct err err = {0};
    if (!text_open(config.fonts, &text, &err)) {
        fprintf(stderr, "skipped: %s\n", err.text);
        exit(77);
    }
    return text;
}

static double
ink_of(const struct letter *letter, int plane)
{
    double sum = 0;
    for (uint32_t i = 0; i < letter->rows[letter->height]; i++) {
        sum += letter->cover[(size_t)i * 2 + (size_t)plane] / 255.0;
    }
    return sum;
}

// Turned by any angle a name keeps its ink, whatever its script: nothing is lost or cut.
static void
turning_keeps_the_ink(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Calle de la Ñusta", "شارع الميناء", "नया बाज़ार मार्ग", "የሰላም መንገድ", "长安大街", "ถนนสุขุมวิท"};
    struct text *text = open_text();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct lettering lettering = {
            .name = names[i], .lang = "es", .cap_px = 16, .halo_px = 2.4F};
        struct letter *flat = letter_make(text, &lettering, 0);
        double ink = ink_of(flat, 0);
        double halo = ink_of(flat, 1);
        assert_true(ink > 200);
        assert_true(halo > ink * 1.4);
        for (int step = -8; step <= 8; step++) {
            float angle = (float)step * 0.19F;
            struct letter *turned = letter_make(text, &lettering, angle);
            assert_true(fabs(ink_of(turned, 0) - ink) < ink * 0.03);
            assert_true(fabs(ink_of(turned, 1) - halo) < halo * 0.03);
            letter_free(turned);
        }
        letter_free(flat);
    }
    text_close(text);
}

static void
ink_never_leaves_its_halo(void **state)
{
    (void)state;
    struct text *text = open_text();
    struct lettering lettering = {.name = "Ángel", .lang = "es", .cap_px = 15, .halo_px = 2};
    struct letter *letter = letter_make(text, &lettering, 0.6F);
    for (uint32_t i = 0; i < letter->rows[letter->height]; i++) {
        assert_true(letter->cover[(size_t)i * 2] <= letter->cover[(size_t)i * 2 + 1]);
    }
    letter_free(letter);
    text_close(text);
}

static void
draws_around_its_middle(void **state)
{
    (void)state;
    enum { SIDE = 200 };
    struct text *text = open_text();
    struct raster raster;
    struct err err = {0};
    struct label_style style = {.ink = 0xff000000, .halo = 0xffffffff};
    uint32_t *pixels = calloc(SIDE * SIDE, sizeof *pixels);
    assert_true(pixels && raster_open(&raster, &err));
    struct lettering lettering = {.name = "HHHHH", .lang = "es", .cap_px = 16, .halo_px = 2};
    for (int turn = 0; turn < 2; turn++) {
        struct letter *letter = letter_make(text, &lettering, turn ? 1.5707963F : 0);
        struct box seen = {SIDE, SIDE, 0, 0};
        for (int i = 0; i < SIDE * SIDE; i++) {
            pixels[i] = 0x808080;
        }
        raster_onto(&raster, pixels, SIDE, (struct box){0, 0, SIDE, SIDE});
        letter_draw(letter, &raster, (struct spot){100, 100}, &style);
        for (int i = 0; i < SIDE * SIDE; i++) {
            if ((pixels[i] & 0xffffff) == 0) {
                seen.left = i % SIDE < seen.left ? i % SIDE : seen.left;
                seen.right = i % SIDE > seen.right ? i % SIDE : seen.right;
                seen.top = i / SIDE < seen.top ? i / SIDE : seen.top;
                seen.bottom = i / SIDE > seen.bottom ? i / SIDE : seen.bottom;
            }
        }
        assert_true(abs(seen.left + seen.right - 200) <= 5);
        assert_true(abs(seen.top + seen.bottom - 200) <= 5);
        assert_true((seen.right - seen.left > seen.bottom - seen.top) == (turn == 0));
        // Cut anywhere, it leaves the rest alone.
        raster_onto(&raster, pixels, SIDE, (struct box){0, 0, 50, 50});
        letter_draw(letter, &raster, (struct spot){-5, 45}, &style);
        letter_draw(letter, &raster, (struct spot){5000, -4000}, &style);
        letter_free(letter);
    }
    raster_close(&raster);
    free(pixels);
    text_close(text);
}

static void
wraps_and_aligns(void **state)
{
    (void)state;
    struct text *text = open_text();
    struct lettering lettering = {.name = "Oficina de Migración del Puerto",
        .lang = "es",
        .cap_px = 14,
        .halo_px = 2,
        .width_px = 150};
    struct letter_size wrapped = letter_measure(text, &lettering);
    lettering.width_px = 0;
    struct letter_size whole = letter_measure(text, &lettering);
    assert_true(wrapped.width <= 150 && whole.width > 250);
    assert_true(wrapped.below > whole.below);
    lettering.name = "";
    assert_int_equal(letter_measure(text, &lettering).width, 0);
    letter_free(letter_make(text, &lettering, 0.5F));
    text_close(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turning_keeps_the_ink),
        cmocka_unit_test(ink_never_leaves_its_halo),
        cmocka_unit_test(draws_around_its_middle),
        cmocka_unit_test(wraps_and_aligns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
