#pragma once
// The screens. A scene reads the visit and the content and writes blocks; it keeps nothing.

#include "buttons/buttons.h"
#include "counts/counts.h"
#include "health/health.h"
#include "input/input.h"
#include "shelf/shelf.h"
#include "ui/ui.h"

struct scene {
    const char *name; // stable; "procedure"
    ui_scene build;
    bool chrome; // header and foot bar
    bool staff;  // in hub.conf's staff language
};

// Never NULL; an unknown screen is home.
const struct scene *scene_of(enum screen screen);

// Builds the frame of the visit.
void scenes_build(
    const struct world *world, const struct visit *visit, struct arena *arena, struct frame *frame);

// The screen shown when there is no content: three languages and a code, from assets/ui/trouble.ini
// with words of last resort built in; what a stick is doing if world->upkeep has one.
void scenes_trouble(const struct world *world, const char *trouble_ini, int code,
    struct arena *arena, struct frame *frame);

// What goes on behind the screen, as the staff are told it.
enum { UPKEEP_AUDIT_MAX = 8, UPKEEP_END_MS = 120000 };
enum revert { REVERT_NONE, REVERT_ASKED, REVERT_FAILED };

enum wish { WISH_NONE, WISH_ASKED, WISH_FAILED, WISH_DONE };
enum { TECH_SHOT_MS = 15000 };

struct tech { // what the technician is told
    struct health health;
    const char *program;  // its version; NULL = not said
    enum wish clock;      // to be set by hand
    enum wish shot;       // of the last picture
    enum wish saved;      // diagnosis and log lie ready for a stick
    int shots;            // pictures that lie ready
    int64_t shot_ms;      // when the next is taken; 0 = none was asked for
    int checked_day;      // of the last first check, since 1970; 0 = never
    unsigned checked_bad; // bits of enum check that were not right then
};

struct upkeep { // the process fills in all but stick_ms and stick_left
    struct tech tech;
    struct shelf_facts content;
    struct install_status stick;
    int64_t stick_ms; // when this phase was first seen
    bool stick_left;  // the big screen was closed; the end of the run opens it again
    enum revert revert;
    struct install_audit audit[UPKEEP_AUDIT_MAX]; // newest first
    int audit_count;
    struct counts *counts;               // NULL: nothing is counted
    const struct buttons_state *buttons; // the panel's; NULL: there is nothing to tell
    int64_t tally_until_ms;              // so long the screen ticks off a key of the staff
};

struct tally { // what is counted of a visit (tally.c)
    struct counts_visit visit;
    bool staff;     // the screens of the staff were entered: it is none
    int16_t screen; // looked at last
    int32_t arg;
};

enum want { // what somebody chose; the process carries it out
    WANT_REVERT = 1,
    WANT_FACTORY = 2,
    WANT_CLOCK = 4,
    WANT_SHOT = 8, // now
    WANT_SAVE = 16,
    WANT_CHECKED = 32, // the first check was gone through: visit.duty
};

// The kiosk between two frames: what input and time do to the visit.
enum { KIOSK_TROUBLE_RETRY_MS = 30000 };

// A choice that a finger or the ring came to: made ready once that is on the screen.
enum ahead { AHEAD_NOTHING, AHEAD_MARKED, AHEAD_SHOWN };

struct kiosk {
    struct world world; // store NULL: trouble is shown
    struct upkeep upkeep;
    unsigned wanted; // bits of enum want
    int64_t clock_s; // WANT_CLOCK: seconds since 1970
    int trouble;     // four-digit code
    char trouble_ini[512];
    struct visit visit;
    struct tally tally;
    struct input input;
    int64_t awake_ms; // quiet hours leave the screen bright until then
    enum ahead ahead;
    struct arena arena;  // of the frame
    struct frame *frame; // shown last; process lifetime
};

// Builds kiosk->frame from the visit.
void kiosk_build(struct kiosk *kiosk);
// Lets one event act on the visit.
void kiosk_event(struct kiosk *kiosk, const struct platform_event *event);
// Lets time act: idle warning, end of an abandoned visit.
void kiosk_tick(struct kiosk *kiosk);
// Draws a little more of a map that is not complete.
void kiosk_work(struct kiosk *kiosk);
// After kiosk_work: builds, in the place of the frame, the one that a finger is about to choose, so that its
// words are laid out and the caller can prepare its pictures. NULL when there is none. kiosk_build comes next.
const struct frame *kiosk_ahead(struct kiosk *kiosk);
// Milliseconds until kiosk_tick or kiosk_work has something to do, -1 = nothing is due.
int kiosk_timeout(const struct kiosk *kiosk);
// The LEDs of the panel. ready: content is shown; dark for a second when a key of the staff was counted.
// attention: look at the screen, or leave the stick in. Both are lit or dark, never blinking.
struct kiosk_lights {
    bool ready;
    bool attention;
};
struct kiosk_lights kiosk_lights(const struct kiosk *kiosk);
// On standard error: what is held in memory, beside each ceiling.
void kiosk_print_use(const struct kiosk *kiosk, const struct images *images);
// Another status of the stick was read.
void kiosk_stick(struct kiosk *kiosk, const struct install_status *status);
// Other content is shown: what it counts. Nobody is there.
void kiosk_declare(struct kiosk *kiosk);
// Nobody is there: content may change.
bool kiosk_resting(const struct kiosk *kiosk);
// The technician is there: what the machine says of itself should be fresh.
bool kiosk_on_duty(const struct kiosk *kiosk);
// The lamps are being checked: both should be lit.
bool kiosk_lamps(const struct kiosk *kiosk);
// The machine's state in a few ASCII lines.
void kiosk_diagnosis(const struct world *world, char text[HEALTH_TEXT_MAX]);
// A node was chosen; also for tests that walk without a finger.
void kiosk_act(struct kiosk *kiosk, const struct action *action);
