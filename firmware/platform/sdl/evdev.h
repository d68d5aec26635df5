#pragma once
// A keyboard that is heard by itself, without SDL.

#include <stdbool.h>

#include "buttons/buttons.h"

// A descriptor; -1 when it is not there, may not be read, or has none of our keys. Nobody else hears it then.
int evdev_open(const char *path);
// 1: an event, of function WIRING_NONE when it is none of ours; 0: nothing more has come; -1: it is gone.
int evdev_read(int fd, bool tally, struct buttons_event *event);
// What a key of Linux stands for: one of the eleven, or with tally one of the staff's.
enum wiring_function evdev_function(unsigned code, bool tally);
