// Keypads as named pipes in folders of our own, laid out as /dev/input and /sys are.
#include "platform/sdl/keypad.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/sdl/evdev.h"
#include "test.h"

static struct panel_wiring wiring;
static char root[64];
static char devices[96];
static char classes[96];
static struct buttons_event event;

int
evdev_open(const char *path)
{
    return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

int
evdev_read(int fd, bool tally, struct buttons_event *out)
{
    ssize_t got = read(fd, out, sizeof *out);
    if (got < 0) {
        return errno == EAGAIN ? 0 : -1;
    }
    out->function = tally && got > 0 ? WIRING_TALLY_WOMAN : out->function;
    return got == 0 ? -1 : 1;
}

static void
make_folder(const char *path)
{
    char part[256];
    for (size_t i = 1; i <= strlen(path); i++) {
        if (path[i] == '/' || path[i] == '\0') {
            snprintf(part, sizeof part, "%.*s", (int)i, path);
            assert_true(mkdir(part, 0700) == 0 || errno == EEXIST);
        }
    }
}

// A keyboard of that name at that port; returns the end that types.
static int
plug(const char *name, const char *port)
{
    char folder[256];
    char path[256];
    snprintf(
        folder, sizeof folder, "%s/usb1/1-1/%s/%s:1.0/input/input5/%s", root, port, port, name);
    make_folder(folder);
    snprintf(path, sizeof path, "%s/%s", classes, name);
    assert_int_equal(symlink(folder, path), 0);
    snprintf(path, sizeof path, "%s/%s", devices, name);
    assert_int_equal(mkfifo(path, 0600), 0);
    int fd = open(path, O_RDWR | O_NONBLOCK);
    assert_true(fd >= 0);
    return fd;
}

static void
type(int fd, enum wiring_function function, bool active)
{
    struct buttons_event out = {.function = function, .active = active};
    assert_int_equal(write(fd, &out, sizeof out), sizeof out);
}

static void
assert_comes(struct keypad *keypad, enum wiring_function function, bool active)
{
    assert_int_equal(keypad_take(keypad, &event, 1), 1);
    assert_int_equal(event.function, function);
    assert_int_equal(event.active, active);
}

static int
fresh(void **state)
{
    (void)state;
    wiring = wiring_default();
    memcpy(wiring.keypad, "1-1.3", 6);
    snprintf(root, sizeof root, "/tmp/hub-keypad-XXXXXX");
    assert_non_null(mkdtemp(root));
    snprintf(devices, sizeof devices, "%s/dev", root);
    snprintf(classes, sizeof classes, "%s/class", root);
    make_folder(devices);
    make_folder(classes);
    return 0;
}

static int
remove_one(const char *path, const struct stat *stat, int flag, struct FTW *walk)
{
    (void)stat;
    (void)flag;
    (void)walk;
    return remove(path);
}

static int
put_away(void **state)
{
    (void)state;
    return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void
ports_are_parts_of_the_path(void **state)
{
    (void)state;
    static const char path[] =
        "/sys/devices/pci/usb3/3-1/3-1.2/3-1.2:1.0/0003:1/input/input5/event3";
    assert_true(keypad_at_port(path, "3-1.2"));
    assert_true(keypad_at_port(path, "3-1")); // a hub: all that hangs on it
    assert_false(keypad_at_port(path, "3-1.1"));
    assert_false(keypad_at_port(path, "3-1.2.1"));
    assert_false(keypad_at_port(path, "1-1"));
    assert_false(keypad_at_port(path, "3"));
    assert_false(keypad_at_port(path, ""));
    assert_true(keypad_at_port("/sys/usb3/3-1", "3-1"));
    assert_false(keypad_at_port("/sys/usb3/13-1", "3-1"));
}

static void
without_a_port_every_keyboard_counts(void **state)
{
    (void)state;
    struct pollfd fds[KEYPAD_SOURCES_MAX];
    wiring = wiring_default();
    assert_null(keypad_open(&wiring, devices, classes));
    assert_false(keypad_alone(NULL));
    assert_int_equal(keypad_sources(NULL, fds), 0);
    assert_int_equal(keypad_timeout_ms(NULL), -1);
    assert_int_equal(keypad_take(NULL, &event, 1), 0);
    assert_int_equal(keypad_count(NULL), 0);
    keypad_close(NULL);
}

static void
only_the_port_is_heard(void **state)
{
    (void)state;
    int front = plug("event0", "1-1.1");
    int ours = plug("event1", "1-1.3");
    struct keypad *keypad = keypad_open(&wiring, devices, classes);
    assert_true(keypad_alone(keypad));
    assert_int_equal(keypad_count(keypad), 1);
    type(front, WIRING_HOME, true);
    type(ours, WIRING_NONE, true);
    type(ours, WIRING_UP, true);
    type(ours, WIRING_UP, true); // two keys of one function
    type(ours, WIRING_UP, false);
    assert_comes(keypad, WIRING_UP, true);
    assert_comes(keypad, WIRING_UP, false);
    assert_int_equal(keypad_take(keypad, &event, 1), 0);
    keypad_close(keypad);
    close(front);
    close(ours);
}

static void
it_comes_and_goes(void **state)
{
    (void)state;
    struct pollfd fds[KEYPAD_SOURCES_MAX];
    struct keypad *keypad = keypad_open(&wiring, devices, classes);
    assert_int_equal(keypad_count(keypad), 0);
    assert_int_equal(keypad_sources(keypad, fds), 1);
    assert_int_equal(keypad_timeout_ms(keypad), -1); // inotify will say
    int ours = plug("event7", "1-1.3");
    assert_int_equal(poll(fds, 1, 0), 1);
    assert_int_equal(keypad_take(keypad, &event, 1), 0);
    assert_int_equal(keypad_count(keypad), 1);
    type(ours, WIRING_SELECT, true);
    type(ours, WIRING_BACK, true);
    assert_comes(keypad, WIRING_SELECT, true);
    assert_comes(keypad, WIRING_BACK, true);
    close(ours); // pulled, with both down
    assert_comes(keypad, WIRING_SELECT, false);
    assert_comes(keypad, WIRING_BACK, false);
    assert_int_equal(keypad_take(keypad, &event, 1), 0);
    assert_int_equal(keypad_count(keypad), 0);
    assert_int_equal(keypad_sources(keypad, fds), 1); // nothing that is ready for ever
    assert_int_equal(poll(fds, 1, 0), 0);
    keypad_close(keypad);
}

static void
the_folder_of_devices_comes_later(void **state)
{
    (void)state;
    assert_int_equal(rmdir(devices), 0);
    struct keypad *keypad = keypad_open(&wiring, devices, classes);
    assert_int_equal(keypad_timeout_ms(keypad), KEYPAD_SEEK_MS);
    make_folder(devices);
    int ours = plug("event7", "1-1.3");
    assert_int_equal(keypad_take(keypad, &event, 1), 0);
    assert_int_equal(keypad_count(keypad), 1);
    assert_int_equal(keypad_timeout_ms(keypad), -1);
    keypad_close(keypad);
    close(ours);
}

static void
the_staff_have_their_own(void **state)
{
    (void)state;
    wiring = wiring_default();
    memcpy(wiring.tally_keypad, "1-1.4", 6);
    int desk = plug("event2", "1-1.4");
    struct keypad *keypad = keypad_open(&wiring, devices, classes);
    assert_false(keypad_alone(keypad)); // visitors' keyboards are heard as before
    type(desk, WIRING_UP, true);
    assert_comes(keypad, WIRING_TALLY_WOMAN, true);
    keypad_close(keypad);
    close(desk);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh, put_away)
    const struct CMUnitTest tests[] = {
        TEST(ports_are_parts_of_the_path),
        TEST(without_a_port_every_keyboard_counts),
        TEST(only_the_port_is_heard),
        TEST(it_comes_and_goes),
        TEST(the_folder_of_devices_comes_later),
        TEST(the_staff_have_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
