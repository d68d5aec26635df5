#include "feature.h"

#include <string.h>

#include "test.h"

static void
test_layers_have_names(void **state)
{
    (void)state;
    for (int i = 0; i < LAYERS; i++) {
        assert_non_null(layer_name((enum layer)i));
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(layer_name((enum layer)i), layer_name((enum layer)j));
        }
    }
}

static void
test_adding(void **state)
{
    (void)state;
    static const uint32_t nodes[] = {4, 5, 6};
    struct features features = {0};
    struct geometry line = features_line(&features, nodes, 3);
    features_add(&features, LAYER_STREETS, line, 12, 5);
    features_text(&features, "kind", "path");
    features_text(&features, "name", ""); // is left out
    features_bool(&features, "rail", false);
    features_add(&features, LAYER_STREET_LABELS, line, 14, 0); // the same line again
    features_number(&features, "rows", 2);
    assert_int_equal(features.count, 2);
    assert_int_equal(features.part_count, 1);
    assert_int_equal(features.at[0].attribute_count, 2);
    assert_int_equal(features.at[1].attribute_first, 2);
    assert_int_equal(features.at[1].part_first, features.at[0].part_first);
    assert_int_equal(features.parts[0].node_count, 3);
    assert_int_equal(features.nodes[2], 6);
    features_finish(&features);
}

// Holes follow their outer ring, whatever the order of the rings.
static void
test_area(void **state)
{
    (void)state;
    uint32_t nodes[] = {1, 2, 3, 10, 11, 12, 20, 21, 22};
    struct area_ring rings[] = {{0, 3, 2}, {3, 3, AREA_OUTER}, {6, 3, AREA_OUTER}};
    struct area area = {rings, nodes, 3, 9};
    struct features features = {0};
    struct geometry geometry = features_area(&features, &area);
    assert_int_equal(geometry.part_count, 3);
    assert_int_equal(features.nodes[features.parts[0].node_first], 10);
    assert_int_equal(features.nodes[features.parts[1].node_first], 20);
    assert_int_equal(features.nodes[features.parts[2].node_first], 1);
    features_finish(&features);
}

static void
test_sorting(void **state)
{
    (void)state;
    struct features features = {0};
    static const struct {
        enum layer layer;
        int order;
        const char *name;
    } given[] = {{LAYER_POIS, 0, "d"}, {LAYER_STREETS, 5, "b"}, {LAYER_STREETS, 5, "c"},
        {LAYER_STREETS, -3, "a"}, {LAYER_POIS, 0, "e"}};
    features_sort(&features); // nothing
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        features_add(
            &features, given[i].layer, features_point(&features, (uint32_t)i), 14, given[i].order);
        features_text(&features, "name", given[i].name);
    }
    features_sort(&features);
    for (uint32_t i = 0; i < features.count; i++) {
        const char expected[2] = {(char)('a' + (int)i), '\0'};
        assert_string_equal(features.attributes[features.at[i].attribute_first].text, expected);
    }
    features_finish(&features);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layers_have_names),
        cmocka_unit_test(test_adding),
        cmocka_unit_test(test_area),
        cmocka_unit_test(test_sorting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
