// links: config

#include "test.h"

#include "town.h"

static struct tile *
make(struct tiles *tiles, struct tile_at at, uint64_t turn, uint32_t colour)
{
    struct tile *tile = tiles_take(tiles, at, turn);
    for (int i = 0; i < TILE_PX * TILE_PX; i++) {
        tile->pixels[i] = colour;
    }
    tile->done = true;
    return tile;
}

static void
the_oldest_goes(void **state)
{
    (void)state;
    struct tiles tiles = {.limit = 3};
    for (uint32_t i = 0; i < 4; i++) {
        make(&tiles, (struct tile_at){14, i, 0}, i, i);
    }
    assert_int_equal(tiles.count, 3);
    assert_null(tiles_find(&tiles, (struct tile_at){14, 0, 0}));
    assert_non_null(tiles_find(&tiles, (struct tile_at){14, 3, 0}));
    tiles_trim(&tiles, 1);
    assert_int_equal(tiles.count, 1);
    assert_non_null(tiles_find(&tiles, (struct tile_at){14, 3, 0}));
    tiles_forget(&tiles);
    assert_int_equal(tiles.count, 0);
    assert_int_equal(tiles.made, 1); // its memory waits for the next
    tiles_finish(&tiles);
    assert_int_equal(tiles.made, 0);
}

static void
others_stand_in(void **state)
{
    (void)state;
    struct tiles tiles = {.limit = 8};
    SDL_Surface *canvas =
        SDL_CreateRGBSurfaceWithFormat(0, TILE_PX, TILE_PX, 32, SDL_PIXELFORMAT_XRGB8888);
    struct blit blit = {
        .canvas = canvas, .clip = {0, 0, TILE_PX, TILE_PX}, .ground = 0x00ff00, .turn = 7};
    struct tile_at at = {15, 200, 300};
    tiles_blit(&tiles, at, &blit);
    assert_int_equal(town_pixel(canvas, 5, 5), 0x00ff00);
    // Above: the quarter of it.
    struct tile *above = make(&tiles, (struct tile_at){14, 100, 150}, 1, 0x102030);
    above->pixels[0] = 0xffffff;
    tiles_blit(&tiles, at, &blit);
    assert_int_equal(town_pixel(canvas, 0, 0), 0xffffff);
    assert_int_equal(town_pixel(canvas, 1, 1), 0xffffff);
    assert_int_equal(town_pixel(canvas, 2, 2), 0x102030);
    assert_int_equal(above->used, 7);
    tiles_forget(&tiles);
    // Below: four, or as many as there are.
    make(&tiles, (struct tile_at){16, 401, 600}, 1, 0x808080);
    tiles_blit(&tiles, at, &blit);
    assert_int_equal(town_pixel(canvas, 200, 50), 0x808080 | 0x010101);
    assert_int_equal(town_pixel(canvas, 50, 50), 0x00ff00);
    // Itself before all others, and not before it is done.
    struct tile *own = make(&tiles, at, 1, 0x123456);
    own->done = false;
    tiles_blit(&tiles, at, &blit);
    assert_int_equal(town_pixel(canvas, 50, 50), 0x00ff00);
    own->done = true;
    blit.clip = (struct box){0, 0, 100, 100};
    tiles_blit(&tiles, at, &blit);
    assert_int_equal(town_pixel(canvas, 99, 99), 0x123456);
    assert_int_equal(town_pixel(canvas, 100, 99), 0x00ff00);
    tiles_finish(&tiles);
    SDL_FreeSurface(canvas);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_oldest_goes),
        cmocka_unit_test(others_stand_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
