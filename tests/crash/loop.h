#pragma once
// ext4 on a loop device over any file.

#include <stdbool.h>

// Attaches the file to a free loop device that goes with its last user; its descriptor, or -1.
int loop_attach(int file, char device[32]);
// Mounts an ext4 file system there, recovering its journal.
bool loop_mount(const char *device, const char *folder);
bool loop_unmount(const char *folder);
// Runs a program with its output thrown away; its exit status, or 255.
int loop_run(const char *const *arguments);
