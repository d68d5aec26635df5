#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "base/file.h"
#include "sandbox/internal.h"

enum { UEVENT_BYTES_MAX = 8192 };

static bool
power_of_two(unsigned number)
{
    return number != 0 && (number & (number - 1)) == 0;
}

static bool
all_zero(const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

enum sandbox_filesystem
sandbox_filesystem(const unsigned char sector[SANDBOX_SECTOR_BYTES])
{
    bool jump = sector[0] == 0xeb || sector[0] == 0xe9;
    if (!jump || sector[510] != 0x55 || sector[511] != 0xaa) {
        return SANDBOX_NO_FILESYSTEM;
    }
    // exFAT keeps the place of FAT's fields zero, so that no FAT driver takes it.
    if (memcmp(sector + 3, "EXFAT   ", 8) == 0 && all_zero(sector + 11, 53)) {
        return SANDBOX_EXFAT;
    }
    unsigned sector_bytes = sector[11] | (unsigned)sector[12] << 8;
    unsigned reserved = sector[14] | (unsigned)sector[15] << 8;
    unsigned fats = sector[16];
    unsigned media = sector[21];
    bool sizes = power_of_two(sector_bytes) && sector_bytes >= 512 && sector_bytes <= 4096 &&
                 power_of_two(sector[13]);
    bool fat = sizes && reserved > 0 && fats >= 1 && fats <= 2 && (media == 0xf0 || media >= 0xf8);
    return fat ? SANDBOX_VFAT : SANDBOX_NO_FILESYSTEM;
}

enum bundle_reason
stick_reason(int number)
{
    bool gone = number == ENXIO || number == ENODEV || number == ENOMEDIUM || number == ENOENT;
    return gone ? BUNDLE_PULLED : BUNDLE_UNREADABLE;
}

bool
stick_on_usb(const char *sys_path)
{
    // .../pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/host0/...: a bus is a folder "usb" and its number.
    for (const char *at = sys_path; (at = strstr(at, "/usb")) != NULL; at += 4) {
        size_t digits = strspn(at + 4, "0123456789");
        if (digits > 0 && at[4 + digits] == '/') {
            return true;
        }
    }
    return false;
}

// The volume's first sector; the device may be gone, slow to answer or broken.
static bool
read_sector(const char *device, unsigned char sector[SANDBOX_SECTOR_BYTES],
    enum bundle_reason *reason, struct err *err)
{
    AUTO_CLOSE int fd = open(device, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    ssize_t got = fd < 0 ? -1 : pread(fd, sector, SANDBOX_SECTOR_BYTES, 0);
    if (got == SANDBOX_SECTOR_BYTES) {
        return true;
    }
    int number = errno;
    *reason = got < 0 ? stick_reason(number) : BUNDLE_NO_FILESYSTEM;
    return err_set(err, ERR_IO, "%s: %s", device, got < 0 ? strerrordesc_np(number) : "too small");
}

static bool
is_partition(const char *sys, const char *name)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s/partition", sys, name);
    return len < (int)sizeof path && access(path, F_OK) == 0;
}

static bool
is_efi(const char *sys, const char *name)
{
    char path[PATH_MAX];
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    int path_len = snprintf(path, sizeof path, "%s/%s/uevent", sys, name);
    return path_len < (int)sizeof path && file_read(path, UEVENT_BYTES_MAX, &text, &len, NULL) &&
           strstr(text, "PARTNAME=EFI System Partition\n") != NULL;
}

struct choice { // while partitions are looked at
    int partitions;
    int supported;
    struct stick stick;
};

static bool
look_at(struct choice *choice, const char *dev, const char *name, enum bundle_reason *reason,
    struct err *err)
{
    unsigned char sector[SANDBOX_SECTOR_BYTES];
    char device[STICK_DEVICE_MAX];
    if (snprintf(device, sizeof device, "%s/%s", dev, name) >= (int)sizeof device) {
        *reason = BUNDLE_UNREADABLE;
        return err_set(err, ERR_LIMIT, "%s/%s: name too long", dev, name);
    }
    if (!read_sector(device, sector, reason, err)) {
        return false;
    }
    enum sandbox_filesystem filesystem = sandbox_filesystem(sector);
    if (filesystem != SANDBOX_NO_FILESYSTEM) {
        choice->supported++;
        choice->stick.filesystem = filesystem;
        memcpy(choice->stick.device, device, sizeof device);
    }
    return true;
}

static bool
look_at_partitions(struct choice *choice, const char *sys, const char *dev,
    enum bundle_reason *reason, struct err *err)
{
    DIR *folder = opendir(sys);
    if (!folder) {
        *reason = stick_reason(errno);
        return err_set(err, ERR_IO, "%s: %s", sys, strerrordesc_np(errno));
    }
    bool looked = true;
    const struct dirent *entry = NULL;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
    while (looked && (entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.' || !is_partition(sys, entry->d_name)) {
            continue;
        }
        if (++choice->partitions > SANDBOX_PARTITIONS_MAX) {
            *reason = BUNDLE_PARTITIONS;
            looked =
                err_set(err, ERR_LIMIT, "%s: more than %d partitions", sys, SANDBOX_PARTITIONS_MAX);
        } else if (!is_efi(sys, entry->d_name)) {
            looked = look_at(choice, dev, entry->d_name, reason, err);
        }
    }
    closedir(folder);
    return looked;
}

bool
stick_choose(const char *sys, const char *dev, struct stick *stick, enum bundle_reason *reason,
    struct err *err)
{
    struct choice choice = {0};
    const char *slash = strrchr(sys, '/');
    const char *name = slash ? slash + 1 : sys;
    if (!look_at_partitions(&choice, sys, dev, reason, err) ||
        (choice.partitions == 0 && !look_at(&choice, dev, name, reason, err))) {
        return false;
    }
    if (choice.supported != 1) {
        *reason = choice.supported == 0 ? BUNDLE_NO_FILESYSTEM : BUNDLE_PARTITIONS;
        return err_set(err, ERR_FORMAT, "%s: %d FAT or exFAT volumes among %d partitions", name,
            choice.supported, choice.partitions);
    }
    *stick = choice.stick;
    return true;
}
