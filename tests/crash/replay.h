#pragma once
// Power cuts at any write of a program that works on an ext4 file system: runs it once on a disk that
// writes everything down, then makes the disk's states after cuts, and asks what is left in each.
//
// A state: a cut at any event after the first thing said, every second one soon after something was said.
// Everything before the last flush is there; of
// what came after it each 512-byte sector is, with probability 0, 0.5 or 0.9 (one of them per state).

#include <stdbool.h>
#include <stdint.h>

enum replay_verdict { REPLAY_KEPT, REPLAY_LOST, REPLAY_UNUSABLE };

struct replay_program {
    void *context;
    // Makes what is there before; no cut is replayed here.
    bool (*prepare)(void *context, const char *folder);
    // Works in folder; calls say(n) with n rising when n is promised to survive.
    bool (*work)(void *context, const char *folder, void (*say)(void *disk, int n), void *disk);
    // What a machine finds after the cut: KEPT when n or later is there.
    enum replay_verdict (*judge)(void *context, const char *folder, int n);
};

struct replay_result {
    int states;
    int lost;
    int unusable;
    int repaired; // the file system was mounted only after e2fsck
    int unmountable;
    int64_t bytes; // written to the disk after the first promise
    int events;
    int flushes;
    int said;
};

// False, with a message on stdout, when this machine cannot (no root, FUSE or loop device): *possible is
// false then, else the program failed.
bool replay(const struct replay_program *program, int states, uint64_t seed,
    struct replay_result *result, bool *possible);
