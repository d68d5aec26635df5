// Pins: every place in view has one, alone or with others, and none touches another.
#include "scenes/internal.h"
#include "test.h"

static const struct mapview_camera CAMERA = {140800000, -872000000, 16};

static struct pin_sizes
sizes(void)
{
    return (struct pin_sizes){.map = {0, 0, 140, 95},
        .width = 19,
        .group = 30,
        .height = 12.7f,
        .tip = 3,
        .gap = 2.6f,
        .px_per_mm = 5.9f};
}

// The place that lies so many mm from the map's top left.
static struct mapview_point
place_at(float x, float y)
{
    struct pin_sizes s = sizes();
    struct mapview_camera there =
        camera_moved(CAMERA, (x - s.map.w / 2) * s.px_per_mm, (y - s.map.h / 2) * s.px_per_mm);
    return (struct mapview_point){there.lat_e7, there.lon_e7};
}

static void
check(const struct map_pins *pins, int count, const struct pin_sizes *s)
{
    int members = 0;
    int of[PLACES_MAX] = {0};
    for (int i = 0; i < count; i++) {
        assert_in_range(pins->of[i] + 1, 0, pins->count);
        if (pins->of[i] >= 0) {
            of[pins->of[i]]++;
        }
    }
    for (int i = 0; i < pins->count; i++) {
        const struct map_pin *pin = &pins->at[i];
        assert_int_equal(pin->count, of[i]); // nobody is lost
        assert_int_equal(pins->of[pin->first], i);
        members += pin->count;
        assert_true(pin->plate.x >= 0 && pin->plate.y >= 0 &&
                    pin->plate.x + pin->plate.w <= s->map.w &&
                    pin->plate.y + pin->plate.h <= s->map.h);
        for (int j = i + 1; j < pins->count; j++) {
            struct rect around = rect_inset(pins->at[j].plate, -s->gap + 0.01f);
            assert_false(rect_overlaps(pin->plate, around));
        }
    }
    assert_true(members <= count);
}

static void
one_stands_on_its_place(void **state)
{
    (void)state;
    struct pin_sizes s = sizes();
    struct map_pins pins;
    struct mapview_point place = place_at(70, 60);
    pins_set(&place, 1, &CAMERA, &s, &pins);
    check(&pins, 1, &s);
    assert_int_equal(pins.count, 1);
    assert_false(pins.at[0].away);
    assert_float_equal(pins.at[0].plate.x + s.width / 2, 70, 0.2);
    assert_float_equal(pins.at[0].plate.y + s.height + s.tip, 60, 0.2);
}

static void
two_too_close_are_one_for_both(void **state)
{
    (void)state;
    struct pin_sizes s = sizes();
    struct map_pins pins;
    struct mapview_point places[] = {place_at(70, 60), place_at(100, 30), place_at(80, 62)};
    pins_set(places, 3, &CAMERA, &s, &pins);
    check(&pins, 3, &s);
    assert_int_equal(pins.count, 2);
    assert_int_equal(pins.of[0], pins.of[2]);
    assert_int_equal(pins.at[pins.of[0]].count, 2);
    // At the very same place too, however near one looks.
    struct mapview_point same[] = {places[0], places[0]};
    struct mapview_camera near_by = {places[0].lat_e7, places[0].lon_e7, MAPVIEW_ZOOM_MAX};
    pins_set(same, 2, &near_by, &s, &pins);
    check(&pins, 2, &s);
    assert_int_equal(pins.count, 1);
    assert_int_equal(pins.at[0].count, 2);
}

static void
the_edge_pushes_in(void **state)
{
    (void)state;
    struct pin_sizes s = sizes();
    struct map_pins pins;
    struct mapview_point places[] = {place_at(1, 1), place_at(139, 94), place_at(-1, 50)};
    pins_set(places, 3, &CAMERA, &s, &pins);
    check(&pins, 3, &s);
    assert_int_equal(pins.count, 2);
    assert_int_equal(pins.of[2], -1); // not in view
    assert_true(pins.at[0].away);
}

static void
nothing_lies_on_what_is_kept_free(void **state)
{
    (void)state;
    struct pin_sizes s = sizes();
    s.kept[0] = (struct rect){80, 65, 60, 30}; // the keys
    s.kept[1] = (struct rect){0, 0, 40, 11};
    s.kept_count = 2;
    struct map_pins pins;
    for (int y = 1; y < 95; y += 3) {
        for (int x = 1; x < 140; x += 3) {
            struct mapview_point place = place_at((float)x, (float)y);
            pins_set(&place, 1, &CAMERA, &s, &pins);
            check(&pins, 1, &s);
            assert_int_equal(pins.count, 1);
            assert_false(pins.at[0].hidden);
            assert_false(rect_overlaps(pins.at[0].plate, s.kept[0]));
            assert_false(rect_overlaps(pins.at[0].plate, s.kept[1]));
        }
    }
}

// On a map that the keys fill there is no pin; the list leads to its place.
static void
no_room_no_pin(void **state)
{
    (void)state;
    struct pin_sizes s = sizes();
    s.kept[0] = (struct rect){5, 5, 130, 80};
    s.kept_count = 1;
    struct map_pins pins;
    struct mapview_point place = place_at(70, 60);
    pins_set(&place, 1, &CAMERA, &s, &pins);
    assert_int_equal(pins.count, 1);
    assert_true(pins.at[0].hidden);
}

// A fixed generator (Numerical Recipes' LCG): the same towns in every run.
static void
whole_towns(void **state)
{
    (void)state;
    struct pin_sizes s = sizes();
    static struct map_pins pins;
    uint32_t seed = 7;
    for (int town = 0; town < 300; town++) {
        struct mapview_point places[PLACES_MAX];
        int count = town % PLACES_MAX + 1;
        for (int i = 0; i < count; i++) {
            seed = seed * 1664525u + 1013904223u;
            float x = (float)(seed >> 8 & 1023) / 1023 * s.map.w;
            seed = seed * 1664525u + 1013904223u;
            places[i] = place_at(x, (float)(seed >> 8 & 1023) / 1023 * s.map.h);
        }
        pins_set(places, count, &CAMERA, &s, &pins);
        check(&pins, count, &s);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_stands_on_its_place),
        cmocka_unit_test(two_too_close_are_one_for_both),
        cmocka_unit_test(the_edge_pushes_in),
        cmocka_unit_test(nothing_lies_on_what_is_kept_free),
        cmocka_unit_test(no_room_no_pin),
        cmocka_unit_test(whole_towns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
