#pragma once
// Inside the sandbox module.

#include "sandbox/sandbox.h"

enum { STICK_DEVICE_MAX = 64 };

struct stick { // the volume to mount
    char device[STICK_DEVICE_MAX];
    enum sandbox_filesystem filesystem;
};
// Whether the kernel's folder of a device lies below a USB bus.
bool stick_on_usb(const char *sys_path);
// The one volume of a disk: sys is the kernel's folder of it (/sys/devices/.../block/sda), dev where
// device nodes are. EFI system partitions, which macOS adds by itself, do not count.
bool stick_choose(const char *sys, const char *dev, struct stick *stick, enum bundle_reason *reason,
    struct err *err) MUST_USE;
// What errno of reading or mounting a stick means to the person who holds it.
enum bundle_reason stick_reason(int number);

// Mount options for that driver; every file and folder belongs to how->uid alone.
void mount_options(enum sandbox_filesystem filesystem, const struct sandbox_mount *how,
    char *options, size_t size);
unsigned long mount_flags(const struct sandbox_mount *how);

// The kernel's Landlock version, 0 = none.
int landlock_version(void);
// Restricts this process to the paths.
bool landlock_hold(const struct sandbox_paths *paths, int version, struct err *err) MUST_USE;
