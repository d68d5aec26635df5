// links: config

#include <math.h>

#include "test.h"

#include "town.h"

enum { SIDE = 128 };

struct sheet {
    struct raster raster;
    uint32_t pixels[SIDE * SIDE];
};

static void
begin(struct sheet *sheet)
{
    struct err err = {0};
    memset(sheet->pixels, 0, sizeof sheet->pixels);
    assert_true(raster_open(&sheet->raster, &err));
    raster_onto(&sheet->raster, sheet->pixels, SIDE, (struct box){0, 0, SIDE, SIDE});
}

// White on black: the sum of the coverage, pixels.
static double
covered(const struct sheet *sheet)
{
    double sum = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        sum += (sheet->pixels[i] & 0xff) / 255.0;
    }
    return sum;
}

static void
fills_exact_areas(void **state)
{
    (void)state;
    struct sheet *sheet = calloc(1, sizeof *sheet);
    begin(sheet);
    // 10.5 x 20.25 px, corners between pixels.
    const struct spot box[] = {
        {640, 640}, {640 + 672, 640}, {640 + 672, 640 + 1296}, {640, 640 + 1296}};
    raster_ring(&sheet->raster, box, 4);
    raster_fill(&sheet->raster, 0xffffffff);
    assert_true(fabs(covered(sheet) - 10.5 * 20.25) < 0.5);
    assert_int_equal(sheet->pixels[20 * SIDE + 15] & 0xffffff, 0xffffff);
    assert_int_equal(sheet->pixels[20 * SIDE + 5] & 0xffffff, 0);
    uint32_t edge = sheet->pixels[15 * SIDE + 20] & 0xff;
    assert_true(edge >= 125 && edge <= 130);
    raster_close(&sheet->raster);
    free(sheet);
}

static void
leaves_holes(void **state)
{
    (void)state;
    struct sheet *sheet = calloc(1, sizeof *sheet);
    begin(sheet);
    const struct spot outer[] = {{640, 640}, {6400, 640}, {6400, 6400}, {640, 6400}};
    const struct spot hole[] = {{1280, 1280}, {1280, 5120}, {5120, 5120}, {5120, 1280}};
    raster_ring(&sheet->raster, outer, 4);
    raster_ring(&sheet->raster, hole, 4);
    raster_fill(&sheet->raster, 0xffffffff);
    assert_true(fabs(covered(sheet) - (90.0 * 90 - 60.0 * 60)) < 0.5);
    raster_close(&sheet->raster);
    free(sheet);
}

static void
draws_nothing_outside_the_clip(void **state)
{
    (void)state;
    struct sheet *sheet = calloc(1, sizeof *sheet);
    begin(sheet);
    struct box clip = {40, 30, 60, 70};
    raster_onto(&sheet->raster, sheet->pixels, SIDE, clip);
    const struct spot all[] = {
        {-100000, -100000}, {200000, -90000}, {190000, 210000}, {-100000, 200000}};
    raster_ring(&sheet->raster, all, 4);
    raster_fill(&sheet->raster, 0xffffffff);
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            bool inside = x >= 40 && x < 60 && y >= 30 && y < 70;
            assert_int_equal(sheet->pixels[y * SIDE + x] & 0xffffff, inside ? 0xffffff : 0);
        }
    }
    raster_close(&sheet->raster);
    free(sheet);
}

static void
mixes_by_coverage(void **state)
{
    (void)state;
    assert_int_equal(raster_mix(0xff102030, 0xff405060, 0) & 0xffffff, 0x102030);
    assert_int_equal(raster_mix(0xff102030, 0xff405060, 255) & 0xffffff, 0x405060);
    assert_int_equal(raster_mix(0xff000000, 0xffffffff, 128) & 0xff, 128);
}

// Cut along the edge of a tile or not, a ring has the same pixels: no seam between two tiles.
static void
neighbours_meet_without_a_seam(void **state)
{
    (void)state;
    struct sheet *whole = calloc(1, sizeof *whole);
    struct sheet *halves = calloc(1, sizeof *halves);
    begin(whole);
    begin(halves);
    uint32_t seed = 7;
    for (int round = 0; round < 60; round++) {
        struct spot ring[12];
        for (int i = 0; i < 12; i++) {
            seed = seed * 1664525 + 1013904223;
            ring[i].x = (int32_t)(seed >> 8) % (400 * SUB) - 100 * SUB;
            seed = seed * 1664525 + 1013904223;
            ring[i].y = (int32_t)(seed >> 8) % (400 * SUB) - 100 * SUB;
        }
        struct stroke stroke = {.half = 100 + round * 5, .round = true};
        uint32_t colour = 0xff000000 | seed >> 8;
        for (int part = 0; part < 3; part++) {
            struct sheet *sheet = part == 0 ? whole : halves;
            struct box clip = {part == 2 ? SIDE / 2 : 0, 0, part == 1 ? SIDE / 2 : SIDE, SIDE};
            raster_onto(&sheet->raster, sheet->pixels, SIDE, clip);
            if (round % 2) {
                raster_ring(&sheet->raster, ring, 12);
            } else {
                stroke_line(&sheet->raster, ring, 12, &stroke);
            }
            raster_fill(&sheet->raster, colour);
        }
        for (int i = 0; i < SIDE * SIDE; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                int off = (int)(whole->pixels[i] >> shift & 0xff) -
                          (int)(halves->pixels[i] >> shift & 0xff);
                assert_true(abs(off) <= 6); // where a cut moved an edge by 1/64 px
            }
        }
    }
    raster_close(&whole->raster);
    raster_close(&halves->raster);
    free(whole);
    free(halves);
}

static void
too_many_points_do_no_harm(void **state)
{
    (void)state;
    struct sheet *sheet = calloc(1, sizeof *sheet);
    begin(sheet);
    for (int i = 0; i < 2 * RASTER_POINTS_MAX; i++) {
        raster_point(&sheet->raster, (struct spot){i % 8000, (i * 7) % 8000});
    }
    raster_end(&sheet->raster);
    raster_fill(&sheet->raster, 0xffffffff);
    assert_int_equal(sheet->raster.count, 0);
    raster_close(&sheet->raster);
    free(sheet);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_exact_areas),
        cmocka_unit_test(leaves_holes),
        cmocka_unit_test(draws_nothing_outside_the_clip),
        cmocka_unit_test(mixes_by_coverage),
        cmocka_unit_test(neighbours_meet_without_a_seam),
        cmocka_unit_test(too_many_points_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
