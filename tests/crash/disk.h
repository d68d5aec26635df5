#pragma once
// A disk in memory, served to the kernel as one file of a FUSE file system, that writes down everything
// that happens to it: writes, flushes, and what the program under test said in between.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    DISK_BYTES = 32 * 1024 * 1024,
    DISK_SECTOR = 512,
    DISK_EVENTS_MAX = 1 << 18,
};

enum disk_kind { DISK_WRITE, DISK_FLUSH, DISK_SAID };
struct disk_event {
    enum disk_kind kind;
    int said; // of DISK_SAID
    size_t offset;
    size_t len;
    size_t data; // where in disk_log.data the written bytes are
};

struct disk_log { // in memory that the serving process shares
    int busy;
    int count;
    bool full; // of events or bytes: the run is worth nothing
    size_t used;
    struct disk_event events[DISK_EVENTS_MAX];
    unsigned char bytes[DISK_BYTES]; // the disk as it is
    unsigned char data[];
};

struct disk {
    struct disk_log *log;
    pid_t server;
    char folder[64]; // mount point of the FUSE file system
    char path[96];   // the disk's file
};

// Serves a disk of zeros. False, with a message on stdout, where that is not possible.
bool disk_begin(struct disk *disk);
void disk_end(struct disk *disk);
// What the program under test says now, in order with the writes.
void disk_say(struct disk *disk, int said);
