#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#include "platform/internal.h"
#include "test.h"

enum { SIDE = 100 };

static void
joins_what_overlaps(void **state)
{
    (void)state;
    SDL_Rect rects[4];
    struct region region = {.rects = rects, .max = 4};
    region_add(&region, (SDL_Rect){0, 0, 10, 10});
    region_add(&region, (SDL_Rect){50, 50, 10, 10});
    region_add(&region, (SDL_Rect){80, 80, 0, 10}); // nothing
    assert_int_equal(region.count, 2);
    region_add(&region, (SDL_Rect){5, 5, 10, 10});
    assert_int_equal(region.count, 2);
    region_add(&region, (SDL_Rect){10, 10, 45, 45}); // bridges both
    assert_int_equal(region.count, 1);
    assert_true(SDL_RectEquals(&rects[0], &(SDL_Rect){0, 0, 60, 60}));
}

static void
joins_neighbours_of_one_height(void **state)
{
    (void)state;
    SDL_Rect rects[4];
    struct region region = {.rects = rects, .max = 4};
    region_add(&region, (SDL_Rect){0, 0, 10, 10});
    region_add(&region, (SDL_Rect){10, 0, 10, 10});
    assert_int_equal(region.count, 1);
}

// Disjoint, never more than allowed, and nothing that was added is left out.
static void
covers_everything(void **state)
{
    (void)state;
    srand(5);
    for (int round = 0; round < 3000; round++) {
        static bool wanted[SIDE][SIDE];
        static int covered[SIDE][SIDE];
        memset(wanted, 0, sizeof wanted);
        memset(covered, 0, sizeof covered);
        SDL_Rect rects[8];
        struct region region = {.rects = rects, .max = 1 + rand() % 8};
        int count = rand() % 20;
        for (int i = 0; i < count; i++) {
            SDL_Rect rect = {rand() % 80, rand() % 80, rand() % 20, rand() % 20};
            region_add(&region, rect);
            for (int y = rect.y; y < rect.y + rect.h; y++) {
                for (int x = rect.x; x < rect.x + rect.w; x++) {
                    wanted[y][x] = true;
                }
            }
        }
        assert_true(region.count <= region.max);
        for (int i = 0; i < region.count; i++) {
            for (int y = rects[i].y; y < rects[i].y + rects[i].h; y++) {
                for (int x = rects[i].x; x < rects[i].x + rects[i].w; x++) {
                    covered[y][x]++;
                }
            }
        }
        for (int i = 0; i < SIDE * SIDE; i++) {
            int times = covered[i / SIDE][i % SIDE];
            assert_true(times <= 1);
            assert_true(times == 1 || !wanted[i / SIDE][i % SIDE]);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_what_overlaps),
        cmocka_unit_test(joins_neighbours_of_one_height),
        cmocka_unit_test(covers_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
