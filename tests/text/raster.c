// Coverage of outlines against a slow count of points.

#include "tests/test.h"
#include "tests/text/engine.h"

enum { SUB = 256, FINE = 16 };

static struct point
px(double x, double y)
{
    return (struct point){(int32_t)(x * SUB), (int32_t)(y * SUB)};
}

static void
box(struct outline *outline, double left, double top, double right, double bottom)
{
    outline_move(outline, px(left, top));
    outline_line(outline, px(right, top));
    outline_line(outline, px(right, bottom));
    outline_line(outline, px(left, bottom));
    outline_close(outline);
}

static uint8_t *
cover(struct outline *outline, struct mask_box *area)
{
    if (!outline_measure(outline, area)) {
        return NULL;
    }
    uint8_t *alpha = malloc((size_t)mask_stride(area) * (size_t)area->height);
    outline_cover(outline, area, alpha);
    return alpha;
}

static void
whole_pixels(void **state)
{
    (void)state;
    struct outline outline = {0};
    struct mask_box area;
    outline_begin(&outline, 0, 0);
    box(&outline, 2, -3, 5, 1);
    uint8_t *alpha = cover(&outline, &area);
    assert_int_equal(area.left, 2);
    assert_int_equal(area.top, -3);
    assert_int_equal(area.width, 3);
    assert_int_equal(area.height, 4);
    for (int y = 0; y < area.height; y++) {
        for (int x = 0; x < mask_stride(&area); x++) {
            assert_int_equal(alpha[y * mask_stride(&area) + x], x < 3 ? 255 : 0);
        }
    }
    free(alpha);
    outline_finish(&outline);
}

static void
parts_of_pixels(void **state)
{
    (void)state;
    struct outline outline = {0};
    struct mask_box area;
    outline_begin(&outline, 0, 0);
    box(&outline, 0.5, 0.25, 2.25, 1);
    uint8_t *alpha = cover(&outline, &area);
    assert_int_equal(area.width, 3);
    assert_int_equal(area.height, 1);
    assert_int_equal(alpha[0], 96);  // 1/2 * 3/4
    assert_int_equal(alpha[1], 192); // 3/4
    assert_int_equal(alpha[2], 48);  // 1/4 * 3/4
    free(alpha);
    outline_finish(&outline);
}

// A hole runs the other way round; overlaps of one direction stay solid; both directions cover.
static void
windings(void **state)
{
    (void)state;
    struct outline outline = {0};
    struct mask_box area;
    outline_begin(&outline, 0, 0);
    box(&outline, 0, 0, 9, 3);
    box(&outline, 1, 1, 4, 2); // overlap
    box(&outline, 8, 1, 5, 2); // hole: right to left
    uint8_t *alpha = cover(&outline, &area);
    const uint8_t *row = alpha + mask_stride(&area);
    for (int x = 0; x < 9; x++) {
        assert_int_equal(row[x], x >= 5 && x < 8 ? 0 : 255);
    }
    free(alpha);
    outline_finish(&outline);
}

static void
nothing(void **state)
{
    (void)state;
    struct outline outline = {0};
    struct mask_box area = {1, 2, 3, 4};
    outline_begin(&outline, 0, 0);
    assert_false(outline_measure(&outline, &area));
    assert_int_equal(area.width, 0);
    outline_begin(&outline, 0, 0);
    outline_move(&outline, px(3, 3));
    outline_close(&outline);
    assert_false(outline_measure(&outline, &area));
    outline_begin(&outline, 0, 0);
    box(&outline, 0, 0, 1e5, 1); // no glyph is that wide
    assert_false(outline_measure(&outline, &area));
    outline_finish(&outline);
}

// Counts sample points inside a triangle.
static double
slow_share(const struct point corner[3], int x, int y)
{
    int inside = 0;
    for (int i = 0; i < FINE * FINE; i++) {
        int64_t px_x = x * SUB + (i % FINE * 2 + 1) * SUB / (2 * FINE);
        int64_t px_y = y * SUB + (i / FINE * 2 + 1) * SUB / (2 * FINE);
        int positive = 0;
        int negative = 0;
        for (int k = 0; k < 3; k++) {
            const struct point *a = &corner[k];
            const struct point *b = &corner[(k + 1) % 3];
            int64_t side = (b->x - a->x) * (px_y - a->y) - (b->y - a->y) * (px_x - a->x);
            positive += side >= 0;
            negative += side <= 0;
        }
        inside += positive == 3 || negative == 3;
    }
    return (double)inside / (FINE * FINE);
}

static void
triangles(void **state)
{
    (void)state;
    uint32_t seed = 11;
    struct outline outline = {0};
    for (int round = 0; round < 400; round++) {
        struct point corner[3];
        struct mask_box area;
        for (int i = 0; i < 3; i++) {
            corner[i] = (struct point){
                (int32_t)engine_random(&seed, 12 * SUB), (int32_t)engine_random(&seed, 12 * SUB)};
        }
        outline_begin(&outline, 0, 0);
        outline_move(&outline, corner[0]);
        outline_line(&outline, corner[1]);
        outline_line(&outline, corner[2]);
        uint8_t *alpha = cover(&outline, &area);
        for (int i = 0; alpha && i < area.width * area.height; i++) {
            int x = i % area.width;
            int y = i / area.width;
            double share = slow_share(corner, area.left + x, area.top + y);
            double off = alpha[y * mask_stride(&area) + x] / 255.0 - share;
            assert_true(off < 0.08 && off > -0.08);
        }
        free(alpha);
    }
    outline_finish(&outline);
}

// A circle of four curves covers pi r².
static void
curves(void **state)
{
    (void)state;
    for (int cubic = 0; cubic < 2; cubic++) {
        struct outline outline = {0};
        struct mask_box area;
        double r = 20;
        double k = cubic ? 0.5522847498 * r : 0;
        outline_begin(&outline, 0, 0);
        outline_move(&outline, px(r, 0));
        static const double turn[5][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
        for (int i = 0; i < 4; i++) {
            const double *a = turn[i];
            const double *b = turn[i + 1];
            if (cubic) {
                outline_cubic(&outline, px(a[0] * r + b[0] * k, a[1] * r + b[1] * k),
                    px(b[0] * r + a[0] * k, b[1] * r + a[1] * k), px(b[0] * r, b[1] * r));
            } else {
                outline_quadratic(
                    &outline, px((a[0] + b[0]) * r, (a[1] + b[1]) * r), px(b[0] * r, b[1] * r));
            }
        }
        uint8_t *alpha = cover(&outline, &area);
        double sum = 0;
        for (int y = 0; y < area.height; y++) {
            for (int x = 0; x < area.width; x++) {
                sum += alpha[y * mask_stride(&area) + x] / 255.0;
            }
        }
        // Four parabolas hold r² * 10 / 3, four cubics nearly a circle.
        double expected = cubic ? 3.14159265 * r * r : 10.0 / 3.0 * r * r;
        assert_true(sum > expected * 0.997 && sum < expected * 1.003);
        free(alpha);
        outline_finish(&outline);
    }
}

// Wild outlines end, inside their box.
static void
any_outline(void **state)
{
    (void)state;
    uint32_t seed = 5;
    struct outline outline = {0};
    for (int round = 0; round < 3000; round++) {
        struct mask_box area;
        int32_t reach = round % 10 == 0 ? 300 * SUB : 20 * SUB;
        outline_begin(&outline, -reach / 2, 0);
        for (int i = 0; i < 12; i++) {
            struct point p[3];
            for (int k = 0; k < 3; k++) {
                p[k] = (struct point){(int32_t)engine_random(&seed, (uint32_t)reach) - reach / 2,
                    (int32_t)engine_random(&seed, (uint32_t)reach) - reach / 2};
            }
            switch (engine_random(&seed, 5)) {
            case 0:
                outline_move(&outline, p[0]);
                break;
            case 1:
                outline_quadratic(&outline, p[0], p[1]);
                break;
            case 2:
                outline_cubic(&outline, p[0], p[1], p[2]);
                break;
            case 3:
                outline_close(&outline);
                break;
            default:
                outline_line(&outline, p[0]);
            }
        }
        free(cover(&outline, &area));
    }
    outline_finish(&outline);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_pixels),
        cmocka_unit_test(parts_of_pixels),
        cmocka_unit_test(windings),
        cmocka_unit_test(nothing),
        cmocka_unit_test(triangles),
        cmocka_unit_test(curves),
        cmocka_unit_test(any_outline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
