#pragma once
// What the staff chose on the screen, carried out: wishes are left in requests/ for the units that may do it
// (install/install.h), pictures and texts lie ready for a stick, and what the technician is told is kept fresh.
//
//   data/kiosk/checked     INI text: the day of the last first check, what was not right
//   run/out/screen-N.png   pictures of screens, at most INSTALL_SHOTS_MAX
//   run/out/diagnosis.txt, log.txt

#include <stdint.h>

#include "install/install.h"
#include "scenes/scenes.h"

enum { STAFF_FRESH_MS = 10000, STAFF_CLOCK_MS = 10000 };

struct staff {
    struct kiosk *kiosk;
    struct clock *clock;
    const struct install_dirs *dirs;
    // Writes what is on the screen as PNG.
    bool (*shoot)(void *context, const char *path, struct err *err);
    void *context;
    char kept[INSTALL_PATH_MAX]; // of the last first check
    char upload[INSTALL_PATH_MAX];
    char records[INSTALL_PATH_MAX];
    char card[INSTALL_PATH_MAX];
    int64_t fresh_ms; // when health is read again
    int64_t asked_ms; // the clock
    int next_shot;
};

// The first five members are set. program: its version. All pointers must outlive it.
void staff_begin(struct staff *staff, const struct config *config, const char *program);
// run/usb/status changed: the kiosk is told, with what became of the last sticks.
void staff_stick(struct staff *staff);
// After every turn: carries out kiosk->wanted.
void staff_keep(struct staff *staff);
