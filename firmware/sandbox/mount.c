#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "base/auto.h"
#include "sandbox/internal.h"

enum { NO_SYMLINKS = 256 }; // MS_NOSYMFOLLOW, Linux 5.10; glibc's header lacks it

unsigned long
mount_flags(const struct sandbox_mount *how)
{
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | NO_SYMLINKS;
    return how->writable ? flags : flags | MS_RDONLY;
}

void
mount_options(
    enum sandbox_filesystem filesystem, const struct sandbox_mount *how, char *options, size_t size)
{
    // Without masks vfat takes the mounter's umask; the unit's 0077 would shut its own user out.
    const char *names = filesystem == SANDBOX_EXFAT ? "iocharset=utf8" : "utf8=1";
    int files = how->writable ? 0177 : 0377;
    int folders = how->writable ? 0077 : 0277;
    snprintf(options, size, "uid=%u,gid=%u,fmask=%04o,dmask=%04o,%s", (unsigned)how->uid,
        (unsigned)how->gid, (unsigned)files, (unsigned)folders, names);
}

// The kernel's folder of a block device that is a whole USB disk.
static bool
find_disk(const char *disk, char sys[PATH_MAX], struct err *err)
{
    struct stat st;
    char link[64];
    char partition[PATH_MAX + 16];
    if (lstat(disk, &st) != 0 || !S_ISBLK(st.st_mode)) {
        return err_set(err, ERR_MISSING, "%s: not a block device", disk);
    }
    snprintf(link, sizeof link, "/sys/dev/block/%u:%u", major(st.st_rdev), minor(st.st_rdev));
    if (!realpath(link, sys)) {
        return err_set(err, ERR_MISSING, "%s: %s", link, strerrordesc_np(errno));
    }
    snprintf(partition, sizeof partition, "%s/partition", sys);
    if (access(partition, F_OK) == 0) {
        return err_set(err, ERR_FORMAT, "%s: a partition, not a disk", disk);
    }
    return stick_on_usb(sys) || err_set(err, ERR_FORMAT, "%s: not a USB disk", disk);
}

// The switch at the block device: below the file system, so that no driver's fault can write.
static bool
set_read_only(const char *device, bool read_only, struct err *err)
{
    int value = read_only;
    AUTO_CLOSE int fd = open(device, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (fd < 0 || ioctl(fd, BLKROSET, &value) != 0) {
        return err_set(err, ERR_IO, "%s: cannot be set %s: %s", device,
            read_only ? "read-only" : "writable", strerrordesc_np(errno));
    }
    return true;
}

bool
sandbox_mount(const char *disk, const char *target, const struct sandbox_mount *how,
    enum bundle_reason *reason, struct err *err)
{
    char sys[PATH_MAX];
    char options[128];
    struct stick stick = {0};
    *reason = BUNDLE_PULLED; // it was there when udev spoke of it
    if (!find_disk(disk, sys, err) || !stick_choose(sys, "/dev", &stick, reason, err)) {
        return false;
    }
    if (!set_read_only(stick.device, !how->writable, err)) {
        *reason = BUNDLE_UNREADABLE;
        return false;
    }
    const char *type = stick.filesystem == SANDBOX_EXFAT ? "exfat" : "vfat";
    mount_options(stick.filesystem, how, options, sizeof options);
    if (mount(stick.device, target, type, mount_flags(how), options) != 0) {
        // EINVAL: the driver does not believe the volume; ENODEV: there is no such driver.
        int number = errno;
        bool format = number == EINVAL || number == ENODEV;
        *reason = format ? BUNDLE_NO_FILESYSTEM : stick_reason(number);
        return err_set(
            err, ERR_IO, "%s: %s mount failed: %s", stick.device, type, strerrordesc_np(number));
    }
    *reason = BUNDLE_FINE;
    return true;
}

// Tells of write errors that umount would keep to itself.
static bool
sync_all(const char *target)
{
    AUTO_CLOSE int fd = open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && syncfs(fd) == 0;
}

bool
sandbox_unmount(const char *target, struct err *err)
{
    if (!sync_all(target) || umount2(target, UMOUNT_NOFOLLOW) != 0) {
        return err_set(err, ERR_IO, "%s: %s", target, strerrordesc_np(errno));
    }
    return true;
}
