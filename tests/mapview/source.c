// links: config

#include "test.h"

#include "town.h"

static struct tile_at
square_tile(void)
{
    struct spot at = place_of(town_square);
    return (struct tile_at){
        14, (uint32_t)at.x >> (WORLD_BITS - 14), (uint32_t)at.y >> (WORLD_BITS - 14)};
}

static void
sorts_from_the_ground_up(void **state)
{
    (void)state;
    struct town town;
    struct source source = {.at = square_tile()};
    town_open(&town, false);
    source_load(&source, town.map);
    assert_true(source.item_count > 200);
    assert_true(source.name_count > 50);
    int buildings = -1;
    int fills = -1;
    for (size_t i = 0; i < source.item_count; i++) {
        const struct item *item = &source.items[i];
        assert_true(i == 0 || source.items[i - 1].order <= item->order);
        assert_true(item->left <= item->right && item->top <= item->bottom);
        buildings = item->pass == PASS_AREA && item->kind == AREA_BUILDING ? (int)i : buildings;
        fills = item->pass == PASS_LINE && item->kind == LINE_STREET ? (int)i : fills;
    }
    assert_true(buildings >= 0 && fills > buildings);
    assert_true(source_bytes(&source) > 10000 && source_bytes(&source) < 4 << 20);
    size_t names = source.name_count;
    source_strip(&source); // names stay
    assert_int_equal(source.item_count, 0);
    assert_int_equal(source.name_count, names);
    assert_true(*source.names[0].text != '\0');
    source_finish(&source);
    town_close(&town);
}

// Casings of a level lie below all of its streets, and a bridge's casing above the streets of the ground.
static void
keeps_levels_apart(void **state)
{
    (void)state;
    struct town town;
    struct source source = {.at = square_tile()};
    town_open(&town, false);
    source_load(&source, town.map);
    for (size_t i = 0; i < source.item_count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct item *low = &source.items[k];
            const struct item *high = &source.items[i];
            bool streets = low->pass >= PASS_CASING && high->pass >= PASS_CASING &&
                           low->kind <= LINE_STEPS && high->kind <= LINE_STEPS;
            assert_false(streets && low->bridge && !high->bridge);
            assert_false(streets && !low->tunnel && high->tunnel);
        }
    }
    source_finish(&source);
    town_close(&town);
}

static void
nothing_is_an_empty_tile(void **state)
{
    (void)state;
    struct town town;
    struct source source = {.at = {14, 5, 5}};
    town_open(&town, false);
    source_load(&source, town.map);
    assert_true(source.loaded && source.named);
    assert_int_equal(source.item_count, 0);
    source_finish(&source);
    town_close(&town);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_from_the_ground_up),
        cmocka_unit_test(keeps_levels_apart),
        cmocka_unit_test(nothing_is_an_empty_tile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
