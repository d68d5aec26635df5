// Real devices need a kernel that has them: tests/qemu/drm. Here a pipe stands for one, whose ends behave alike.
#include "platform/drm/internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

enum { PANEL_HOME = KEY_HOME };

#include <linux/input.h>

static char folder[64];
static struct inputs inputs;
static int device; // the end that says what is pressed
static struct pollfd sources[PRESENTER_SOURCES_MAX];

static int
set_up(void **state)
{
    (void)state;
    int ends[2];
    snprintf(folder, sizeof folder, "/tmp/inputs-XXXXXX");
    if (!mkdtemp(folder) || pipe2(ends, O_NONBLOCK) != 0) {
        return -1;
    }
    inputs_open(&inputs, folder);
    struct input *input = &inputs.list[inputs.count++];
    input->fd = ends[0];
    snprintf(input->name, sizeof input->name, "event0");
    evdev_init(&input->evdev);
    device = ends[1];
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    char path[96];
    inputs_close(&inputs);
    if (device >= 0) {
        close(device);
    }
    snprintf(path, sizeof path, "%s/event1", folder);
    unlink(path);
    return rmdir(folder);
}

static void
press(int code, int value)
{
    struct input_event event = {.type = EV_KEY, .code = (uint16_t)code, .value = value};
    assert_int_equal(write(device, &event, sizeof event), sizeof event);
}

// One turn of the loop; returns how many descriptors were ready.
static int
turn(void)
{
    int count = inputs_sources(&inputs, sources);
    int ready = poll(sources, (nfds_t)count, 0);
    inputs_ready(&inputs, sources, count);
    return ready;
}

static void
what_is_pressed_is_heard_in_order(void **state)
{
    (void)state;
    struct platform_event event;
    press(KEY_HOME, 1);
    press(KEY_HOME, 0);
    assert_int_equal(turn(), 1);
    assert_true(inputs_next(&inputs, &event));
    assert_int_equal(event.kind, PLATFORM_KEY_DOWN);
    assert_int_equal(event.key, PANEL_HOME);
    assert_true(inputs_next(&inputs, &event));
    assert_int_equal(event.kind, PLATFORM_KEY_UP);
    assert_false(inputs_next(&inputs, &event));
    assert_int_equal(turn(), 0);
}

static void
a_flood_waits_in_the_kernel(void **state)
{
    (void)state;
    struct platform_event event;
    int heard = 0;
    for (int i = 0; i < 400; i++) {
        press(KEY_HOME, i % 2 == 0);
    }
    for (int i = 0; i < 100 && turn() > 0; i++) {
        assert_true(inputs.heard.count <= HEARD_MAX);
        while (inputs_next(&inputs, &event)) {
            assert_int_equal(event.kind, heard % 2 == 0 ? PLATFORM_KEY_DOWN : PLATFORM_KEY_UP);
            heard++;
        }
    }
    assert_int_equal(heard, 400);
}

// POLLHUP stays for ever: a descriptor that is kept would keep the processor busy.
static void
what_is_unplugged_is_closed(void **state)
{
    (void)state;
    struct platform_event event;
    press(KEY_HOME, 1);
    close(device);
    device = -1;
    assert_int_equal(turn(), 1);
    assert_int_equal(inputs.count, 0);
    assert_true(inputs_next(&inputs, &event)); // what it still said
    assert_true(inputs_next(&inputs, &event)); // and that its key is up
    assert_int_equal(event.kind, PLATFORM_KEY_UP);
    assert_false(inputs_next(&inputs, &event));
    assert_int_equal(turn(), 0);
}

static void
what_is_no_device_is_not_kept(void **state)
{
    (void)state;
    char path[96];
    snprintf(path, sizeof path, "%s/event1", folder);
    close(open(path, O_CREAT | O_WRONLY, 0600));
    assert_int_equal(turn(), 1); // the folder's watch
    assert_int_equal(inputs.count, 1);
    assert_int_equal(turn(), 0);
}

static void
a_folder_that_is_not_there_yet_is_waited_for(void **state)
{
    (void)state;
    char path[96];
    static struct inputs later;
    snprintf(path, sizeof path, "%s/event1", folder);
    inputs_open(&later, path);
    assert_int_equal(later.count, 0);
    close(open(path, O_CREAT | O_WRONLY, 0600));
    int count = inputs_sources(&later, sources);
    assert_int_equal(poll(sources, (nfds_t)count, 0), 1);
    inputs_close(&later);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_pressed_is_heard_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_flood_waits_in_the_kernel, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_unplugged_is_closed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_device_is_not_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_folder_that_is_not_there_yet_is_waited_for, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
