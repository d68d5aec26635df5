// The window under SDL's dummy driver: events come through SDL's queue, time is real.

#include <SDL.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "platform/fake_text.h"
#include "platform/platform.h"
#include "test.h"

static struct config config;
static struct clock steady;
static struct platform *platform;
static struct frame frame;
static struct platform_event events[PLATFORM_EVENTS_MAX];

static int
open_window(void **state)
{
    (void)state;
    struct err err = {0};
    config = config_default();
    config.panel = panel_make(320, 200, 80, 50);
    steady = clock_real();
    memset(&frame, 0, sizeof frame);
    frame.screen = "home";
    frame.lang = "es";
    frame.paper = 0xfff6f4ef;
    struct platform_options options = {.config = &config, .clock = &steady, .window = true};
    if (!platform_open(&options, &platform, &err)) {
        return -1;
    }
    while (platform_wait(platform, 0, events) > 0) { // what the window's birth brought
    }
    return 0;
}

static int
close_window(void **state)
{
    (void)state;
    platform_close(platform);
    platform = NULL;
    return 0;
}

static int64_t
now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
push_key(SDL_Keycode code)
{
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code}}};
    SDL_PushEvent(&event);
}

static void
push_finger(Uint32 type, float x)
{
    SDL_Event event = {.tfinger = {.type = type, .fingerId = 9, .x = x, .y = 0.5f}};
    SDL_PushEvent(&event);
}

static void
events_come_in_order(void **state)
{
    (void)state;
    push_key(SDLK_HOME);
    push_finger(SDL_FINGERDOWN, 0.5f);
    push_finger(SDL_FINGERUP, 0.5f);
    int64_t before = now_ms();
    assert_int_equal(platform_wait(platform, 5000, events), 3);
    assert_true(now_ms() - before < 1000);
    assert_int_equal(events[0].key, KEY_HOME);
    assert_int_equal(events[1].kind, PLATFORM_TOUCH_DOWN);
    assert_true(events[1].x == 40);
    assert_int_equal(events[2].kind, PLATFORM_TOUCH_UP);
    assert_true(events[0].time_ms > 0);
    assert_int_equal(platform_wait(platform, 0, events), 0);
}

static void
moves_are_joined_and_nothing_is_lost(void **state)
{
    (void)state;
    push_finger(SDL_FINGERDOWN, 0);
    for (int i = 1; i <= 200; i++) {
        push_finger(SDL_FINGERMOTION, (float)i / 200);
    }
    push_finger(SDL_FINGERUP, 1);
    assert_int_equal(platform_wait(platform, 1000, events), 3);
    assert_int_equal(events[1].kind, PLATFORM_TOUCH_MOVE);
    assert_true(events[1].x == 80);
    for (int i = 0; i < 100; i++) {
        push_key(i % 2 ? SDLK_UP : SDLK_DOWN);
    }
    int total = 0;
    for (int count = 1; count > 0; total += count) {
        count = platform_wait(platform, 0, events);
        assert_true(count <= PLATFORM_EVENTS_MAX);
        for (int i = 0; i < count; i++) {
            assert_int_equal(events[i].key, (total + i) % 2 ? KEY_UP : KEY_DOWN);
        }
    }
    assert_int_equal(total, 100);
}

static void
a_time_out_takes_its_time(void **state)
{
    (void)state;
    int64_t before = now_ms();
    assert_int_equal(platform_wait(platform, 120, events), 0);
    int64_t took = now_ms() - before;
    assert_true(took >= 119 && took < 1000);
    before = now_ms();
    assert_int_equal(platform_wait(platform, 0, events), 0);
    assert_true(now_ms() - before < 100);
}

static void
it_does_not_poll_faster_than_it_must(void **state)
{
    (void)state;
    // Long after the last input a driver without a descriptor is asked ten times a second, not 1000.
    platform_wait(platform, 3200, events);
    uint64_t before = platform_stats(platform).waits;
    platform_wait(platform, 2000, events);
    uint64_t waits = platform_stats(platform).waits - before;
    assert_in_range(waits, 1, 25);
}

static void
signals_and_the_closed_window_end_it(void **state)
{
    (void)state;
    kill(getpid(), SIGTERM);
    assert_int_equal(platform_wait(platform, 5000, events), 1);
    assert_int_equal(events[0].kind, PLATFORM_QUIT);
    assert_int_equal(platform_wait(platform, -1, events), 1); // and stays ended
    assert_int_equal(events[0].kind, PLATFORM_QUIT);
    close_window(NULL);
    assert_int_equal(open_window(NULL), 0);
    SDL_Event event = {.type = SDL_QUIT};
    SDL_PushEvent(&event);
    assert_int_equal(platform_wait(platform, 5000, events), 1);
    assert_int_equal(events[0].kind, PLATFORM_QUIT);
}

static void
presents_only_what_changed(void **state)
{
    (void)state;
    struct node *node = frame_add(&frame, ROLE_BUTTON, "a", (struct rect){10, 10, 20, 10});
    node->fill = 0xff0b5563;
    platform_present(platform, &frame);
    platform_present(platform, &frame);
    assert_int_equal(platform_stats(platform).presented, 1);
    assert_int_equal(platform_stats(platform).pixels, 320 * 200);
    node->pressed = true;
    platform_present(platform, &frame);
    assert_int_equal(platform_stats(platform).presented, 2);
    assert_int_equal(platform_stats(platform).pixels, 320 * 200 + 80 * 40);
    SDL_Window *window = SDL_GetWindowFromID(1);
    SDL_Surface *glass = SDL_GetWindowSurface(window);
    SDL_FillRect(glass, NULL, 0); // lost, as under another window
    SDL_Event event = {
        .window = {.type = SDL_WINDOWEVENT, .windowID = 1, .event = SDL_WINDOWEVENT_EXPOSED}};
    SDL_PushEvent(&event);
    assert_int_equal(platform_wait(platform, 0, events), 0);
    assert_int_equal(((uint32_t *)glass->pixels)[0] & 0xffffff, 0xf6f4ef);
    assert_int_equal(platform_stats(platform).presented, 2);
}

static void
a_waker_ends_the_wait(void **state)
{
    (void)state;
    struct err err = {0};
    int ends[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    struct platform_options options = {.config = &config,
        .clock = &steady,
        .window = true,
        .wakers = {-1, ends[0]},
        .wakers_count = 2};
    assert_true(platform_open(&options, &platform, &err));
    while (platform_wait(platform, 0, events) > 0) {
    }
    assert_int_equal(write(ends[1], "x", 1), 1);
    int64_t before = now_ms();
    assert_int_equal(platform_wait(platform, 60000, events), 0);
    assert_true(now_ms() - before < 30000);
    assert_int_equal(read(ends[0], &byte, 1), 1);
    before = now_ms();
    assert_int_equal(platform_wait(platform, 200, events), 0); // empty again: time passes
    assert_true(now_ms() - before >= 200);
    close_window(NULL);
    close(ends[0]);
    close(ends[1]);
}

static void
without_a_display_it_says_so(void **state)
{
    (void)state;
    struct err err = {0};
    struct platform *none = NULL;
    struct platform_options options = {.config = &config, .clock = &steady};
    setenv("SDL_VIDEODRIVER", "x11", 1);
    setenv("DISPLAY", ":987", 1);
    assert_false(platform_open(&options, &none, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_null(none);
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_false(platform_failed(NULL));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(events_come_in_order, open_window, close_window),
        cmocka_unit_test_setup_teardown(
            moves_are_joined_and_nothing_is_lost, open_window, close_window),
        cmocka_unit_test_setup_teardown(a_time_out_takes_its_time, open_window, close_window),
        cmocka_unit_test_setup_teardown(
            it_does_not_poll_faster_than_it_must, open_window, close_window),
        cmocka_unit_test_setup_teardown(
            signals_and_the_closed_window_end_it, open_window, close_window),
        cmocka_unit_test_setup_teardown(presents_only_what_changed, open_window, close_window),
        cmocka_unit_test(a_waker_ends_the_wait),
        cmocka_unit_test(without_a_display_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
