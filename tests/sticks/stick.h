#pragma once
// A stick that goes wrong: a file system of one bundle, content.hub, served by a process of ours.

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum stick_fault {
    STICK_SOUND,
    STICK_ERRORS,          // EIO from an offset on
    STICK_GONE,            // ENODEV from an offset on, and for everything after the first such read
    STICK_HANGS,           // a read beyond an offset never returns
    STICK_UNSTEADY,        // a byte read a second time is another one
    STICK_CROWDED,         // a million names beside the bundle
    STICK_CROWDED_BUNDLES, // likewise, all of them ending in .hub
    STICK_ENDLESS, // the bundle's file says that it has 2 TB, nothing but zeros after its own bytes
};

struct stick_content {
    const unsigned char *bytes; // of content.hub
    size_t len;
    enum stick_fault fault;
    size_t from; // offset of the fault
};

struct stick_server {
    pid_t pid;
    char folder[64]; // mount point; others may read it
};

// False, with a message on stdout, where there is no FUSE. The bytes are copied.
bool stick_insert(struct stick_server *server, const struct stick_content *content);
// Also takes a stick that hangs.
void stick_remove(struct stick_server *server);
