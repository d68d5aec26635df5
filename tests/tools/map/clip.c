#include "clip.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static const struct clip_box box = {0, 0, 100, 100};

static void
expect_lines(const struct clip_lines *lines, const uint32_t *ends, uint32_t count)
{
    assert_int_equal(lines->line_count, count);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(lines->ends[i], ends[i]);
    }
}

static void
test_lines(void **state)
{
    (void)state;
    static const struct map_point through[] = {{-50, 50}, {50, 50}, {150, 50}};
    static const struct map_point twice[] = {{10, 10}, {200, 10}, {200, 90}, {10, 90}};
    static const struct map_point inside[] = {{1, 1}, {2, 2}, {2, 2}, {3, 1}};
    static const struct map_point past[] = {{-10, 50}, {50, 160}, {200, 200}};
    struct clip_lines out = {0};
    clip_line(&box, through, 3, &out);
    expect_lines(&out, (const uint32_t[]){3}, 1);
    assert_int_equal(out.points[0].x, 0);
    assert_int_equal(out.points[2].x, 100);
    clip_reset(&out);
    clip_line(&box, twice, 4, &out);
    expect_lines(&out, (const uint32_t[]){2, 4}, 2);
    assert_int_equal(out.points[1].x, 100);
    assert_int_equal(out.points[2].x, 100);
    assert_int_equal(out.points[2].y, 90);
    clip_reset(&out);
    clip_line(&box, inside, 4, &out);
    expect_lines(&out, (const uint32_t[]){3}, 1); // a point that stands still goes
    clip_reset(&out);
    clip_line(&box, past, 3, &out);
    for (uint32_t i = 0; i < out.point_count; i++) {
        assert_true(out.points[i].x >= 0 && out.points[i].y <= 100);
    }
    clip_reset(&out);
    clip_line(&box, through, 1, &out);
    assert_int_equal(out.line_count, 0);
    clip_finish(&out);
}

static void
test_rings(void **state)
{
    (void)state;
    static const struct map_point around[] = {{-50, -50}, {150, -50}, {150, 150}, {-50, 150}};
    static const struct map_point corner[] = {{50, 50}, {150, 50}, {150, 150}, {50, 150}};
    static const struct map_point outside[] = {{150, 0}, {250, 0}, {250, 90}};
    static const struct map_point flat[] = {{10, 10}, {20, 10}, {30, 10}};
    static const struct map_point touching[] = {{-50, 10}, {0, 10}, {0, 20}, {-50, 20}};
    struct clip_lines out = {0};
    clip_ring(&box, around, 4, &out);
    expect_lines(&out, (const uint32_t[]){4}, 1);
    clip_reset(&out);
    clip_ring(&box, corner, 4, &out);
    expect_lines(&out, (const uint32_t[]){4}, 1);
    assert_int_equal(out.points[0].x, 50);
    clip_reset(&out);
    clip_ring(&box, outside, 3, &out);
    clip_ring(&box, flat, 3, &out);
    clip_ring(&box, touching, 4, &out);
    clip_ring(&box, NULL, 0, &out);
    assert_int_equal(out.line_count, 0);
    assert_int_equal(out.point_count, 0);
    clip_finish(&out);
}

static double
size_of(const struct clip_lines *lines)
{
    double twice = 0;
    uint32_t first = 0;
    for (uint32_t line = 0; line < lines->line_count; line++) {
        uint32_t end = lines->ends[line];
        for (uint32_t i = first; i < end; i++) {
            const struct map_point *a = &lines->points[i];
            const struct map_point *b = &lines->points[i + 1 < end ? i + 1 : first];
            twice += (double)a->x * b->y - (double)b->x * a->y;
        }
        first = end;
    }
    return fabs(twice) / 2;
}

// A ring's parts in four neighbouring boxes are together as large as the ring, and a border that two rings
// share is cut at the same point whichever way it runs.
static void
test_nothing_is_lost_between_boxes(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 500; round++) {
        struct map_point ring[3];
        struct clip_lines whole = {0};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            seed = seed * 1664525 + 1013904223;
            ring[i] = (struct map_point){(int32_t)(seed >> 8) % 2000, (int32_t)(seed >> 20) % 2000};
        }
        clip_ring(&(struct clip_box){-1, -1, 2001, 2001}, ring, 3, &whole);
        for (int part = 0; part < 4; part++) {
            struct clip_box quarter = {part % 2 ? 1000 : -1, part / 2 ? 1000 : -1,
                part % 2 ? 2001 : 1000, part / 2 ? 2001 : 1000};
            struct clip_lines cut = {0};
            struct clip_lines back = {0};
            struct map_point turned[3] = {ring[2], ring[1], ring[0]};
            clip_ring(&quarter, ring, 3, &cut);
            clip_ring(&quarter, turned, 3, &back);
            assert_true(fabs(size_of(&cut) - size_of(&back)) < 0.5);
            sum += size_of(&cut);
            clip_finish(&cut);
            clip_finish(&back);
        }
        assert_true(fabs(sum - size_of(&whole)) < 2500); // half a unit along the cuts
        clip_finish(&whole);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_rings),
        cmocka_unit_test(test_nothing_is_lost_between_boxes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
