// links: config

#include "test.h"

#include "town.h"

static struct map_point square[] = {{1024, 1024}, {3072, 1024}, {3072, 3072}, {1024, 3072}};
static struct map_part ring = {0, 4, false};

// A source with one area of a kind.
static struct source
one(struct map_feature *feature, struct item *items, int kind)
{
    *feature = (struct map_feature){
        .geometry = MAP_AREA, .parts = &ring, .points = square, .part_count = 1, .point_count = 4};
    items[0] = (struct item){.feature = feature,
        .extent = 4096,
        .left = 1024,
        .top = 1024,
        .right = 3072,
        .bottom = 3072,
        .pass = PASS_AREA,
        .kind = (uint8_t)kind};
    items[1] = items[0];
    items[1].pass = PASS_EDGE;
    return (struct source){.at = {14, 100, 200}, .items = items, .item_count = 2};
}

struct sheet {
    struct raster raster;
    struct mapview_style_set *set;
    struct painter painter;
};

static struct sheet
begin(struct tile_at at)
{
    struct err err = {0};
    struct sheet sheet = {0};
    assert_true(raster_open(&sheet.raster, &err));
    if (!mapview_styles_read("assets/map", &sheet.set, &err)) {
        fail_msg("%s", err.text);
    }
    sheet.painter = (struct painter){
        .style = &sheet.set->styles[0], .px_per_mm = 6, .at = at, .pixels = malloc(TILE_BYTES)};
    assert_non_null(sheet.painter.pixels);
    return sheet;
}

static void
end(struct sheet *sheet)
{
    free(sheet->painter.pixels);
    mapview_styles_free(sheet->set);
    raster_close(&sheet->raster);
}

static void
draw(struct sheet *sheet, const struct source *source)
{
    sheet->painter.raster = &sheet->raster;
    paint_ground(&sheet->painter);
    for (size_t at = 0; at < source->item_count;) {
        size_t next = paint_some(&sheet->painter, source, at);
        assert_true(next > at);
        at = next;
    }
}

static uint32_t
pixel(const struct sheet *sheet, int x, int y)
{
    return sheet->painter.pixels[y * TILE_PX + x];
}

static void
enlarges_a_tile(void **state)
{
    (void)state;
    struct map_feature feature;
    struct item items[2];
    struct source source = one(&feature, items, AREA_FOREST);
    struct sheet sheet = begin((struct tile_at){14, 100, 200});
    uint32_t ground = sheet.painter.style->ground;
    uint32_t forest = sheet.painter.style->areas[AREA_FOREST].fill;
    draw(&sheet, &source);
    assert_int_equal(pixel(&sheet, 63, 63), ground);
    assert_int_equal(pixel(&sheet, 64, 64), forest);
    assert_int_equal(pixel(&sheet, 191, 191), forest);
    assert_int_equal(pixel(&sheet, 192, 192), ground);
    sheet.painter.at = (struct tile_at){15, 201, 401}; // its south-east quarter
    draw(&sheet, &source);
    assert_int_equal(pixel(&sheet, 0, 0), forest);
    assert_int_equal(pixel(&sheet, 127, 127), forest);
    assert_int_equal(pixel(&sheet, 128, 127), ground);
    sheet.painter.at = (struct tile_at){18, 1600, 3200}; // its first corner
    draw(&sheet, &source);
    assert_int_equal(pixel(&sheet, 255, 255), ground);
    end(&sheet);
}

// The edges that cutting a tile out made are no shores.
static void
borders_of_tiles_have_no_edge(void **state)
{
    (void)state;
    struct map_feature feature;
    struct item items[2];
    struct source source = one(&feature, items, AREA_WATER);
    static struct map_point cut[] = {{-64, 1024}, {2048, 1024}, {2048, 3072}, {-64, 3072}};
    feature.points = cut;
    items[0].left = items[1].left = -64;
    struct sheet sheet = begin((struct tile_at){14, 100, 200});
    uint32_t water = sheet.painter.style->areas[AREA_WATER].fill;
    draw(&sheet, &source);
    for (int y = 70; y < 180; y++) {
        assert_int_equal(pixel(&sheet, 0, y), water);
    }
    assert_int_not_equal(pixel(&sheet, 127, 128), water); // a shore is drawn
    assert_int_not_equal(pixel(&sheet, 60, 64), water);
    // Likewise where a file of others has no buffer.
    cut[0].x = cut[3].x = 0;
    draw(&sheet, &source);
    assert_int_equal(pixel(&sheet, 0, 100), water);
    end(&sheet);
}

static void
what_is_off_stays_off(void **state)
{
    (void)state;
    struct map_feature feature;
    struct item items[2];
    struct source source = one(&feature, items, AREA_BUILDING);
    struct sheet sheet = begin((struct tile_at){14, 100, 200}); // buildings show later
    draw(&sheet, &source);
    assert_int_equal(pixel(&sheet, 128, 128), sheet.painter.style->ground);
    end(&sheet);
}

// Points anywhere, as a damaged tile may have them.
static void
far_points_do_no_harm(void **state)
{
    (void)state;
    struct map_feature feature;
    struct item items[2];
    struct source source = one(&feature, items, AREA_WATER);
    static struct map_point far[] = {{INT32_MIN, INT32_MIN}, {INT32_MAX, INT32_MIN},
        {INT32_MAX, INT32_MAX}, {INT32_MIN, INT32_MAX}};
    feature.points = far;
    for (int i = 0; i < 2; i++) {
        items[i].left = items[i].top = INT32_MIN;
        items[i].right = items[i].bottom = INT32_MAX;
        items[i].extent = 1;
    }
    struct sheet sheet = begin((struct tile_at){18, 1607, 3205});
    draw(&sheet, &source);
    assert_int_equal(pixel(&sheet, 128, 128), sheet.painter.style->areas[AREA_WATER].fill);
    end(&sheet);
}

static void
the_map_ends_at_its_edges(void **state)
{
    (void)state;
    struct sheet sheet = begin((struct tile_at){14, 8192, 8191});
    struct map_info info = {.west = 0, .south = 0, .east = 0.011, .north = 0.011};
    paint_ground(&sheet.painter);
    paint_outside(&sheet.painter, &info);
    assert_int_equal(pixel(&sheet, 10, 250), sheet.painter.style->ground);
    assert_int_equal(pixel(&sheet, 250, 250), sheet.painter.style->outside);
    assert_int_equal(pixel(&sheet, 10, 10), sheet.painter.style->outside);
    end(&sheet);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enlarges_a_tile),
        cmocka_unit_test(borders_of_tiles_have_no_edge),
        cmocka_unit_test(what_is_off_stays_off),
        cmocka_unit_test(far_points_do_no_harm),
        cmocka_unit_test(the_map_ends_at_its_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
