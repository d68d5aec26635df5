// links: config

#include <math.h>

#include "test.h"

#include "town.h"

enum { SIDE = 200 };

struct sheet {
    struct raster raster;
    uint32_t pixels[SIDE * SIDE];
};

static struct sheet *
begin(void)
{
    struct err err = {0};
    struct sheet *sheet = calloc(1, sizeof *sheet);
    assert_non_null(sheet);
    assert_true(raster_open(&sheet->raster, &err));
    raster_onto(&sheet->raster, sheet->pixels, SIDE, (struct box){0, 0, SIDE, SIDE});
    return sheet;
}

static double
area_of(const struct spot *points, size_t count, const struct stroke *stroke)
{
    struct sheet *sheet = begin();
    double sum = 0;
    stroke_line(&sheet->raster, points, count, stroke);
    raster_fill(&sheet->raster, 0xffffffff);
    for (int i = 0; i < SIDE * SIDE; i++) {
        sum += (sheet->pixels[i] & 0xff) / 255.0;
    }
    raster_close(&sheet->raster);
    free(sheet);
    return sum;
}

#define PX(x, y) {(int32_t)((x) * 64), (int32_t)((y) * 64)}
static const double pi = 3.14159265358979;

static void
has_the_area_of_its_shape(void **state)
{
    (void)state;
    const struct spot line[] = {PX(50, 100), PX(150, 100)};
    const struct spot slanting[] = {PX(50, 50), PX(130, 110)}; // 100 long
    const struct spot corner[] = {PX(50, 50), PX(150, 50), PX(150, 150)};
    struct stroke butt = {.half = 5 * SUB};
    struct stroke round = {.half = 5 * SUB, .round = true};
    assert_true(fabs(area_of(line, 2, &butt) - 1000) < 3);
    assert_true(fabs(area_of(slanting, 2, &butt) - 1000) < 3);
    assert_true(fabs(area_of(line, 2, &round) - 1000 - pi * 25) < 3);
    // Two arms less the square they share, and a quarter of a disc outside.
    assert_true(fabs(area_of(corner, 3, &butt) - (2000 - 25 + pi * 25 / 4)) < 4);
}

static void
a_bend_is_covered_once(void **state)
{
    (void)state;
    // A circle of many short pieces: area of a ring.
    struct spot circle[121];
    for (int i = 0; i <= 120; i++) {
        double at = 2 * pi * i / 120;
        circle[i] = (struct spot){(int32_t)lround((100 + 60 * cos(at)) * (double)SUB),
            (int32_t)lround((100 + 60 * sin(at)) * (double)SUB)};
    }
    struct stroke stroke = {.half = 8 * SUB, .round = true};
    double wanted = pi * (68.0 * 68 - 52.0 * 52);
    double got = area_of(circle, 121, &stroke);
    assert_true(fabs(got - wanted) < wanted * 0.01);
}

static void
sharp_and_doubled_turns_hold(void **state)
{
    (void)state;
    const struct spot back[] = {PX(50, 100), PX(150, 100), PX(60, 100)};
    const struct spot hairpin[] = {PX(50, 100), PX(150, 100), PX(50, 104)};
    const struct spot twice[] = {PX(80, 80), PX(80, 80), PX(80, 80)};
    const struct spot short_steps[] = {PX(100, 100), PX(101, 102), PX(99, 103), PX(102, 104)};
    struct stroke stroke = {.half = 6 * SUB, .round = true};
    double straight = 100 * 12 + pi * 36;
    assert_true(fabs(area_of(back, 3, &stroke) - straight) < 8);
    assert_true(area_of(hairpin, 3, &stroke) > straight);
    assert_true(area_of(hairpin, 3, &stroke) < straight + 100 * 5);
    assert_true(fabs(area_of(twice, 3, &stroke) - pi * 36) < 3);
    assert_true(area_of(short_steps, 4, &stroke) > pi * 36);
    assert_true(area_of(short_steps, 4, &stroke) < 13.0 * 18);
    assert_true(area_of(back, 0, &stroke) <= 0);
}

static void
dashes_leave_their_gaps(void **state)
{
    (void)state;
    const struct spot line[] = {PX(20, 100), PX(60, 100), PX(180, 100)};
    struct stroke dashed = {.half = 2 * SUB, .dash = 8 * SUB, .gap = 12 * SUB};
    assert_true(fabs(area_of(line, 3, &dashed) - 8 * 8 * 4) < 4); // eight of 160 px
    struct stroke dots = {.half = 3 * SUB, .dash = 1, .gap = 20 * SUB, .round = true};
    double got = area_of(line, 3, &dots) / (pi * 9);
    assert_true(got > 7.7 && got < 8.4);
}

// What lies far away changes nothing here, however long it is.
static void
far_ends_change_nothing(void **state)
{
    (void)state;
    const struct spot near[] = {PX(-300, 90), PX(400, 110)};
    const struct spot far[] = {PX(-100000, -99000), PX(-300, 90), PX(400, 110), PX(90000, 80000)};
    struct stroke stroke = {.half = 3 * SUB, .round = true};
    assert_true(fabs(area_of(near, 2, &stroke) - area_of(far, 4, &stroke)) < 0.01);
    const struct spot long_way[] = {PX(-200000, 100), PX(200000, 100)};
    struct stroke dashed = {.half = 2 * SUB, .dash = 5 * SUB, .gap = 5 * SUB};
    assert_true(fabs(area_of(long_way, 2, &dashed) - 400) < 5);
    // Nor take long: ten thousand of them would be minutes, counted dash by dash.
    struct sheet *sheet = begin();
    for (int i = 0; i < 10000; i++) {
        stroke_line(&sheet->raster, long_way, 2, &dashed);
        raster_fill(&sheet->raster, 0xffffffff);
    }
    raster_close(&sheet->raster);
    free(sheet);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_the_area_of_its_shape),
        cmocka_unit_test(a_bend_is_covered_once),
        cmocka_unit_test(sharp_and_doubled_turns_hold),
        cmocka_unit_test(dashes_leave_their_gaps),
        cmocka_unit_test(far_ends_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
