// Two sources of buttons, both of our own.
#include "platform/sdl/pads.h"

#include <string.h>

#include "test.h"

static struct {
    struct buttons_state state;
    struct buttons_event gpio[8];
    struct buttons_event keypad[8];
    int in_gpio;
    int in_keypad;
    int gpio_ms;
    int keypad_ms;
    bool changed;
    int keypads;
} world;

static struct panel_wiring wiring;

struct gpio *
gpio_open(const struct panel_wiring *of)
{
    assert_ptr_equal(of, &wiring);
    return (struct gpio *)&world;
}

void
gpio_close(struct gpio *gpio)
{
    (void)gpio;
}

int
gpio_sources(const struct gpio *gpio, struct pollfd fds[GPIO_SOURCES_MAX])
{
    (void)gpio;
    fds[0] = (struct pollfd){.fd = 41};
    fds[1] = (struct pollfd){.fd = 42};
    return 2;
}

int
gpio_timeout_ms(const struct gpio *gpio)
{
    (void)gpio;
    return world.gpio_ms;
}

bool
gpio_work(struct gpio *gpio)
{
    (void)gpio;
    return world.changed;
}

static int
take(struct buttons_event *from, int *count, struct buttons_event *to)
{
    if (*count == 0) {
        return 0;
    }
    *to = from[0];
    memmove(from, from + 1, sizeof *from * (size_t)--*count);
    return 1;
}

int
gpio_take(struct gpio *gpio, struct buttons_event *events, int max)
{
    (void)gpio;
    assert_int_equal(max, 1);
    return take(world.gpio, &world.in_gpio, events);
}

void
gpio_led(struct gpio *gpio, enum wiring_function led, bool lit)
{
    (void)gpio;
    (void)led;
    (void)lit;
}

const struct buttons_state *
gpio_state(const struct gpio *gpio)
{
    (void)gpio;
    return &world.state;
}

struct keypad *
keypad_open(const struct panel_wiring *of, const char *devices, const char *classes)
{
    assert_string_equal(devices, "/dev/input");
    assert_string_equal(classes, "/sys/class/input");
    return of->keypad[0] ? (struct keypad *)&world : NULL;
}

void
keypad_close(struct keypad *keypad)
{
    (void)keypad;
}

bool
keypad_alone(const struct keypad *keypad)
{
    return keypad != NULL;
}

int
keypad_sources(const struct keypad *keypad, struct pollfd fds[KEYPAD_SOURCES_MAX])
{
    fds[0] = (struct pollfd){.fd = 43};
    return keypad ? 1 : 0;
}

int
keypad_timeout_ms(const struct keypad *keypad)
{
    return keypad ? world.keypad_ms : -1;
}

int
keypad_take(struct keypad *keypad, struct buttons_event *events, int max)
{
    assert_int_equal(max, 1);
    return keypad ? take(world.keypad, &world.in_keypad, events) : 0;
}

int
keypad_count(const struct keypad *keypad)
{
    return keypad ? world.keypads : 0;
}

static struct pads pads;

static int
fresh(void **state)
{
    (void)state;
    memset(&world, 0, sizeof world);
    world.gpio_ms = -1;
    world.keypad_ms = -1;
    wiring = wiring_default();
    memcpy(wiring.keypad, "1-1", 4);
    pads_open(&pads, &wiring);
    return 0;
}

static void
one_list_of_sources(void **state)
{
    (void)state;
    struct pollfd fds[PADS_SOURCES_MAX];
    assert_int_equal(pads_sources(&pads, fds), 3);
    assert_int_equal(fds[2].fd, 43);
    assert_int_equal(pads_timeout_ms(&pads, -1), -1);
    assert_int_equal(pads_timeout_ms(&pads, 0), 0);
    world.gpio_ms = 20;
    assert_int_equal(pads_timeout_ms(&pads, -1), 20);
    assert_int_equal(pads_timeout_ms(&pads, 30), 20);
    world.keypad_ms = 0;
    assert_int_equal(pads_timeout_ms(&pads, 30), 0);
    pads_close(&pads);
}

static void
the_state_follows(void **state)
{
    (void)state;
    assert_int_equal(pads.state.keypads, 0);
    assert_false(pads_work(&pads));
    world.keypads = 2;
    assert_true(pads_work(&pads));
    assert_int_equal(pads.state.keypads, 2);
    assert_false(pads_work(&pads));
    world.state.lines[WIRING_UP].stuck = true;
    world.changed = true;
    assert_true(pads_work(&pads));
    assert_true(pads.state.lines[WIRING_UP].stuck);
    pads_close(&pads);
    wiring.keypad[0] = '\0';
    pads_open(&pads, &wiring);
    assert_int_equal(pads.state.keypads, -1);
    pads_close(&pads);
}

// The same key from both: each press counts, and neither more than its share of the list.
static void
both_count(void **state)
{
    (void)state;
    struct platform_event events[8];
    world.gpio[world.in_gpio++] = (struct buttons_event){WIRING_UP, true, 0};
    world.keypad[world.in_keypad++] = (struct buttons_event){WIRING_UP, true, 0};
    world.keypad[world.in_keypad++] = (struct buttons_event){WIRING_UP, false, 0};
    assert_int_equal(pads_take(&pads, 77, events, 1), 0); // no room for both halves
    assert_int_equal(pads_take(&pads, 77, events, 8), 4);
    static const enum platform_event_kind kinds[] = {
        PLATFORM_KEY_DOWN, PLATFORM_KEY_UP, PLATFORM_KEY_DOWN, PLATFORM_KEY_UP};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(events[i].kind, kinds[i]);
        assert_int_equal(events[i].key, KEY_UP);
        assert_int_equal(events[i].time_ms, 77);
    }
    pads_close(&pads);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(one_list_of_sources, fresh),
        cmocka_unit_test_setup(the_state_follows, fresh),
        cmocka_unit_test_setup(both_count, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
