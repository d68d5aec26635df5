// The volume of a stick is found by what real formatting tools wrote.
#include "sandbox/internal.h"

#include <errno.h>
#include <limits.h>

#include "sandbox/folder.h"

// A disk of the kernel's shape, made of plain files: sys/sda/sda1/partition and dev/sda1.
static void
add_partition(const struct folder *folder, int number, const char *format, const char *name)
{
    char line[1024];
    char sys[FOLDER_PATH_MAX];
    char dev[FOLDER_PATH_MAX];
    snprintf(line, sizeof line,
        "set -e; mkdir -p '%s/sda%d' '%s'; cd '%s'; echo %d >sda%d/partition;"
        "printf 'DEVTYPE=partition\\n%s' >sda%d/uevent; cd '%s'; truncate -s 48M sda%d; %s sda%d",
        folder_path(folder, "sys/sda", sys), number, folder_path(folder, "dev", dev), sys, number,
        number, name, number, dev, number, format, number);
    if (shell(line) != 0) {
        print_message("cannot: %s\n", format);
        skip();
    }
}

static void
whole_disk(const struct folder *folder, const char *format)
{
    char line[1024];
    snprintf(line, sizeof line,
        "set -e; cd '%s'; mkdir -p sys/sda/queue dev; truncate -s 48M dev/sda; cd dev; %s sda",
        folder->path, format);
    if (shell(line) != 0) {
        print_message("cannot: %s\n", format);
        skip();
    }
}

static bool
choose(const struct folder *folder, struct stick *stick, enum bundle_reason *reason)
{
    char sys[FOLDER_PATH_MAX];
    char dev[FOLDER_PATH_MAX];
    struct err err = {0};
    *reason = BUNDLE_FINE;
    return stick_choose(
        folder_path(folder, "sys/sda", sys), folder_path(folder, "dev", dev), stick, reason, &err);
}

static void
expect_volume(const struct folder *folder, const char *device, enum sandbox_filesystem filesystem)
{
    struct stick stick = {0};
    enum bundle_reason reason;
    char path[FOLDER_PATH_MAX];
    assert_true(choose(folder, &stick, &reason));
    assert_int_equal(stick.filesystem, filesystem);
    assert_string_equal(stick.device, folder_path(folder, device, path));
}

static void
expect_reason(const struct folder *folder, enum bundle_reason expected)
{
    struct stick stick = {0};
    enum bundle_reason reason;
    assert_false(choose(folder, &stick, &reason));
    assert_int_equal(reason, expected);
}

// Volumes -------------------------------------------------------------------------------------------

static void
fat_of_every_width_is_vfat(void **state)
{
    static const char *const FORMATS[] = {"mkfs.vfat -F 12 -s 64", "mkfs.vfat -F 16",
        "mkfs.vfat -F 32 -s 1", "mkfs.vfat -S 4096", "mkfs.vfat -n HUB"};
    for (size_t i = 0; i < sizeof FORMATS / sizeof FORMATS[0]; i++) {
        whole_disk(*state, FORMATS[i]);
        expect_volume(*state, "dev/sda", SANDBOX_VFAT);
    }
}

static void
exfat_is_exfat(void **state)
{
    whole_disk(*state, "mkfs.exfat");
    expect_volume(*state, "dev/sda", SANDBOX_EXFAT);
}

static void
other_file_systems_are_refused(void **state)
{
    static const char *const FORMATS[] = {"mkfs.ntfs -F -Q", "mkfs.ext4 -q -F", "true",
        "dd if=/dev/urandom bs=1M count=1 conv=notrunc of="};
    for (size_t i = 0; i < sizeof FORMATS / sizeof FORMATS[0]; i++) {
        const char *format = strstr(FORMATS[i], "of=") ? "sh -c 'dd if=/dev/urandom bs=1M count=1 "
                                                         "conv=notrunc of=$0'"
                                                       : FORMATS[i];
        whole_disk(*state, format);
        expect_reason(*state, BUNDLE_NO_FILESYSTEM);
    }
}

static void
too_small_is_no_file_system(void **state)
{
    whole_disk(*state, "truncate -s 100");
    expect_reason(*state, BUNDLE_NO_FILESYSTEM);
}

static void
each_field_counts(void **state)
{
    (void)state;
    // A FAT16 boot sector: jump, 512 bytes, 4 sectors a cluster, 1 reserved, 2 tables, fixed disk.
    unsigned char good[SANDBOX_SECTOR_BYTES] = {
        0xeb, 0x3c, 0x90, 'm', 'k', 'f', 's', '.', 'f', 'a', 't', 0, 2, 4, 1, 0, 2};
    good[21] = 0xf8;
    good[510] = 0x55;
    good[511] = 0xaa;
    assert_int_equal(sandbox_filesystem(good), SANDBOX_VFAT);
    static const struct {
        int at;
        unsigned char byte;
    } BAD[] = {{0, 0x33}, {11, 1}, {12, 3}, {12, 0x20}, {13, 0}, {13, 3}, {14, 0}, {16, 0}, {16, 3},
        {21, 0xf7}, {510, 0}, {511, 0}};
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        unsigned char sector[SANDBOX_SECTOR_BYTES];
        memcpy(sector, good, sizeof sector);
        sector[BAD[i].at] = BAD[i].byte;
        assert_int_equal(sandbox_filesystem(sector), SANDBOX_NO_FILESYSTEM);
    }
    unsigned char exfat[SANDBOX_SECTOR_BYTES] = {
        0xeb, 0x76, 0x90, 'E', 'X', 'F', 'A', 'T', ' ', ' ', ' '};
    exfat[510] = 0x55;
    exfat[511] = 0xaa;
    assert_int_equal(sandbox_filesystem(exfat), SANDBOX_EXFAT);
    exfat[40] = 1; // where FAT keeps its own: neither
    assert_int_equal(sandbox_filesystem(exfat), SANDBOX_NO_FILESYSTEM);
}

// Partitions ----------------------------------------------------------------------------------------

static void
one_partition_is_taken(void **state)
{
    add_partition(*state, 1, "mkfs.exfat", "");
    expect_volume(*state, "dev/sda1", SANDBOX_EXFAT);
}

static void
two_volumes_are_one_too_many(void **state)
{
    add_partition(*state, 1, "mkfs.vfat", "");
    add_partition(*state, 2, "mkfs.exfat", "");
    expect_reason(*state, BUNDLE_PARTITIONS);
}

static void
one_volume_among_foreign_ones_is_taken(void **state)
{
    add_partition(*state, 1, "mkfs.ext4 -q -F", "");
    add_partition(*state, 2, "mkfs.vfat", "");
    expect_volume(*state, "dev/sda2", SANDBOX_VFAT);
}

static void
what_macos_adds_does_not_count(void **state)
{
    add_partition(*state, 1, "mkfs.vfat", "PARTNAME=EFI System Partition\\n");
    add_partition(*state, 2, "mkfs.exfat", "PARTNAME=HUB\\n");
    expect_volume(*state, "dev/sda2", SANDBOX_EXFAT);
}

static void
only_foreign_partitions_are_no_file_system(void **state)
{
    add_partition(*state, 1, "mkfs.ntfs -F -Q", "");
    expect_reason(*state, BUNDLE_NO_FILESYSTEM);
}

static void
a_partition_that_is_gone_was_pulled(void **state)
{
    char path[FOLDER_PATH_MAX];
    add_partition(*state, 1, "mkfs.vfat", "");
    unlink(folder_path(*state, "dev/sda1", path));
    expect_reason(*state, BUNDLE_PULLED);
}

static void
too_many_partitions_are_not_counted_on(void **state)
{
    for (int i = 1; i <= SANDBOX_PARTITIONS_MAX + 1; i++) {
        add_partition(*state, i, "truncate -s 512", "");
    }
    expect_reason(*state, BUNDLE_PARTITIONS);
}

// The kernel's own view of a partitioned disk, through a loop device.
static void
the_kernels_folders_are_understood(void **state)
{
    const struct folder *folder = *state;
    char line[1024];
    char name[64] = "";
    struct stick stick = {0};
    enum bundle_reason reason = BUNDLE_FINE;
    struct err err = {0};
    snprintf(line, sizeof line,
        "set -e; cd '%s'; truncate -s 64M disk; losetup --find --show disk >loop; loop=$(cat loop);"
        "trap 'delpart $loop 1; delpart $loop 2; losetup -d $loop' EXIT; addpart $loop 1 2048 "
        "16384; addpart $loop 2 20480 81920;"
        "mkfs.ext4 -q -F ${loop}p1; mkfs.exfat ${loop}p2; trap - EXIT",
        folder->path);
    if (geteuid() != 0 || shell(line) != 0) {
        print_message("no loop device with partitions here\n");
        skip();
    }
    char path[FOLDER_PATH_MAX];
    FILE *file = fopen(folder_path(folder, "loop", path), "re");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "/dev/%60s", name), 1);
    fclose(file);
    char sys[FOLDER_PATH_MAX];
    snprintf(sys, sizeof sys, "/sys/block/%s", name);
    bool chosen = stick_choose(sys, "/dev", &stick, &reason, &err);
    snprintf(line, sizeof line, "delpart /dev/%s 1; delpart /dev/%s 2; losetup -d /dev/%s", name,
        name, name);
    assert_int_equal(shell(line), 0);
    snprintf(path, sizeof path, "/dev/%sp2", name);
    assert_string_equal(err.text, "");
    assert_true(chosen);
    assert_string_equal(stick.device, path);
    assert_int_equal(stick.filesystem, SANDBOX_EXFAT);
}

static void
usb_is_told_by_its_bus(void **state)
{
    (void)state;
    assert_true(
        stick_on_usb("/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/host0/block/sda"));
    assert_true(stick_on_usb("/sys/devices/platform/scb/fd500000.pcie/usb2/2-1/block/sdb"));
    assert_false(stick_on_usb("/sys/devices/virtual/block/loop0"));
    assert_false(stick_on_usb("/sys/devices/platform/usbphy/mmc_host/mmc0/block/mmcblk0"));
    assert_false(stick_on_usb("/sys/devices/pci0000:00/ata1/host0/block/sda/usb1"));
}

static void
errors_say_what_to_do(void **state)
{
    (void)state;
    assert_int_equal(stick_reason(ENXIO), BUNDLE_PULLED);
    assert_int_equal(stick_reason(ENOMEDIUM), BUNDLE_PULLED);
    assert_int_equal(stick_reason(EIO), BUNDLE_UNREADABLE);
    assert_int_equal(stick_reason(EACCES), BUNDLE_UNREADABLE);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(fat_of_every_width_is_vfat),
        IN_FOLDER(exfat_is_exfat),
        IN_FOLDER(other_file_systems_are_refused),
        IN_FOLDER(too_small_is_no_file_system),
        cmocka_unit_test(each_field_counts),
        IN_FOLDER(one_partition_is_taken),
        IN_FOLDER(two_volumes_are_one_too_many),
        IN_FOLDER(one_volume_among_foreign_ones_is_taken),
        IN_FOLDER(what_macos_adds_does_not_count),
        IN_FOLDER(only_foreign_partitions_are_no_file_system),
        IN_FOLDER(a_partition_that_is_gone_was_pulled),
        IN_FOLDER(too_many_partitions_are_not_counted_on),
        IN_FOLDER(the_kernels_folders_are_understood),
        cmocka_unit_test(usb_is_told_by_its_bus),
        cmocka_unit_test(errors_say_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
