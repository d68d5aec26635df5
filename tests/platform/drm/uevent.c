#include "platform/drm/internal.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "test.h"

static const char PLUGGED[] =
    "change@/devices/pci0000:00/drm/card0\0ACTION=change\0SUBSYSTEM=drm\0HOTPLUG=1";

static void
of_all_that_changes_only_displays_count(void **state)
{
    (void)state;
    static const char stick[] = "add@/devices/block/sda\0SUBSYSTEM=block\0DEVNAME=sda";
    static const char other[] = "add@/class/drm_dp\0SUBSYSTEM=drm_dp_aux_dev";
    assert_true(uevent_is_display(PLUGGED, sizeof PLUGGED));
    assert_false(uevent_is_display(stick, sizeof stick));
    assert_false(uevent_is_display(other, sizeof other));
    for (size_t len = 0; len < sizeof PLUGGED; len++) {
        // Up to the zero that ends SUBSYSTEM=drm it says nothing.
        bool said = len >= sizeof PLUGGED - sizeof "HOTPLUG=1";
        assert_int_equal(uevent_is_display(PLUGGED, len), said);
    }
}

static void
a_socket_is_emptied_and_a_broken_one_closed(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, ends), 0);
    assert_int_equal(send(ends[1], PLUGGED, sizeof PLUGGED, 0), sizeof PLUGGED);
    assert_int_equal(send(ends[1], "x", 1, 0), 1);
    assert_true(uevent_read(&ends[0]));
    assert_false(uevent_read(&ends[0]));
    assert_true(ends[0] >= 0);
    close(ends[0]);
    close(ends[1]);
    int none = 1000;
    assert_false(uevent_read(&none)); // would be ready for ever
    assert_int_equal(none, -1);
}

static void
the_kernel_lets_anybody_listen(void **state)
{
    (void)state;
    int fd = uevent_open();
    if (fd < 0) {
        skip(); // not in this container
    }
    uevent_read(&fd);
    assert_true(fd >= 0);
    close(fd);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_all_that_changes_only_displays_count),
        cmocka_unit_test(a_socket_is_emptied_and_a_broken_one_closed),
        cmocka_unit_test(the_kernel_lets_anybody_listen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
