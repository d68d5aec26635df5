#pragma once
// What stands between a stranger's stick and this machine: the stick is mounted, with as few words to
// the kernel as possible; then the right to mount is given up, and the process reads what it was shown
// and writes where it was told. Notes: README.md beside this file.

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"
#include "bundle/bundle.h"

enum {
    SANDBOX_SECTOR_BYTES = 512,  // all that is read of a file system before the kernel takes over
    SANDBOX_PARTITIONS_MAX = 16, // of one stick
    SANDBOX_PATHS_MAX = 8,       // of one list of struct sandbox_paths
    SANDBOX_FILES_MAX = 64,      // open at once, after sandbox_drop()
    SANDBOX_FILE_MIB_MAX = 2 * 1025, // largest file written after sandbox_drop(): a bundle
    SANDBOX_UMASK = 0027,            // after sandbox_drop(): the group, the kiosk's, reads
};

// With CAP_SYS_ADMIN --------------------------------------------------------------------------------

enum sandbox_filesystem { SANDBOX_NO_FILESYSTEM, SANDBOX_VFAT, SANDBOX_EXFAT };
// What a volume's first sector claims, after Microsoft's "FAT: General Overview of On-Disk Format" 1.03
// (the fields Linux itself checks) and "exFAT file system specification" 3.1. NTFS, ext4, a partition
// table and zeros are SANDBOX_NO_FILESYSTEM. Choosing the driver is all it is for.
enum sandbox_filesystem sandbox_filesystem(const unsigned char sector[SANDBOX_SECTOR_BYTES]);

struct sandbox_mount {
    uid_t uid; // who may see the files; nobody else may
    gid_t gid;
    bool writable; // else the block device itself is set read-only first
};
// Mounts the one FAT or exFAT volume of the USB disk ("/dev/sda") on the folder target: nosuid, nodev,
// noexec, noatime, nosymfollow, and ro unless writable. The caller's mount namespace is taken to be
// private. *reason tells the screen: PARTITIONS (several such volumes), NO_FILESYSTEM, UNREADABLE,
// PULLED. Without sandbox_unmount() it ends with the namespace, when the last process in it does.
bool sandbox_mount(const char *disk, const char *target, const struct sandbox_mount *how,
    enum bundle_reason *reason, struct err *err) MUST_USE;
// Everything written has arrived when this is true, and the volume is marked clean: the stick may be
// pulled out.
bool sandbox_unmount(const char *target, struct err *err) MUST_USE;

// With nothing --------------------------------------------------------------------------------------

// No capability from here on, no way to gain one, no core dump, the limits above. user: root becomes that
// user first, with no groups but its own; NULL stays who runs (the units start as hub-usb).
bool sandbox_drop(const char *user, struct err *err) MUST_USE;

struct sandbox_paths { // folders or files; unused ones NULL, missing ones are as good as forbidden
    const char *read[SANDBOX_PATHS_MAX];
    const char *write[SANDBOX_PATHS_MAX];
};
// From here on the process may work on files below these paths and do nothing else: no program, process,
// socket, mount, trace or executable memory; whoever tries is killed (SIGSYS). The kernel holds the
// paths by Landlock; one without it (Linux < 5.13 or not built in) leaves them to the user's rights and
// the unit, and *paths_held is false. After sandbox_drop().
bool sandbox_seal(const struct sandbox_paths *paths, bool *paths_held, struct err *err) MUST_USE;
// Ends the process without the clean-up that sanitizers and profilers do at exit: they need calls that
// a sealed process dies of. Standard streams are flushed.
_Noreturn void sandbox_exit(int status);
