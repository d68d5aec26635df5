// What the kernel is told when a stick is mounted. That vfat and exfat take it is proved by tests/qemu/usb;
// many kernels that build this tree have neither.
#include "sandbox/internal.h"

#include <sched.h>
#include <sys/mount.h>

#include "sandbox/folder.h"

static void
a_stick_is_mounted_with_the_least_rights(void **state)
{
    (void)state;
    char options[128];
    const struct sandbox_mount reading = {.uid = 990, .gid = 991};
    mount_options(SANDBOX_VFAT, &reading, options, sizeof options);
    assert_string_equal(options, "uid=990,gid=991,fmask=0377,dmask=0277,utf8=1");
    mount_options(SANDBOX_EXFAT, &reading, options, sizeof options);
    assert_string_equal(options, "uid=990,gid=991,fmask=0377,dmask=0277,iocharset=utf8");
    const unsigned long always = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | 256;
    assert_int_equal(mount_flags(&reading), always | MS_RDONLY);
    const struct sandbox_mount writing = {.uid = 990, .gid = 991, .writable = true};
    mount_options(SANDBOX_VFAT, &writing, options, sizeof options);
    assert_string_equal(options, "uid=990,gid=991,fmask=0177,dmask=0077,utf8=1");
    assert_int_equal(mount_flags(&writing), always);
}

static void
expect_refused(const char *disk, const char *text)
{
    struct err err = {0};
    enum bundle_reason reason = BUNDLE_FINE;
    const struct sandbox_mount how = {.uid = 1, .gid = 1};
    assert_false(sandbox_mount(disk, "/nonexistent", &how, &reason, &err));
    assert_int_equal(reason, BUNDLE_PULLED);
    assert_non_null(strstr(err.text, text));
}

static void
only_a_usb_disk_is_mounted(void **state)
{
    char path[FOLDER_PATH_MAX];
    folder_write(*state, "file", "x", 1);
    expect_refused(folder_path(*state, "file", path), "not a block device");
    expect_refused("/dev/null", "not a block device");
    expect_refused("/dev/not-there", "not a block device");
    if (access("/dev/loop0", F_OK) == 0) {
        expect_refused("/dev/loop0", "not a USB disk");
    }
}

static void
unmounting_takes_it_away(void **state)
{
    struct err err = {0};
    char path[FOLDER_PATH_MAX];
    folder_path(*state, "target", path);
    assert_int_equal(mkdir(path, 0700), 0);
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("none", path, "tmpfs", 0, NULL) != 0) {
        skip();
    }
    assert_true(sandbox_unmount(path, &err));
    assert_false(sandbox_unmount(path, &err)); // nothing there any more
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stick_is_mounted_with_the_least_rights),
        cmocka_unit_test_setup_teardown(only_a_usb_disk_is_mounted, folder_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(unmounting_takes_it_away, folder_setup, folder_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
