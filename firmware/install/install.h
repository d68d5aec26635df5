#pragma once
// Content on the machine: what is current, previous and from the factory; how a stick's bundle becomes
// current, whole or not at all; what the screen may know of it. Processes meet in these files only.
//
//   bundles/ID.hub         an installed bundle, byte for byte; ID as bundle_hex() of its manifest
//   bundles/current        "ID\n"; replaced by rename, so always one whole name or absent
//   bundles/previous       likewise
//   bundles/incoming/ID.part   a copy under way; resumed when the same bundle comes again
//   state/accepted.a .b    highest (epoch, seq), floor day, powered hours; two checksummed copies
//   state/trust            longest trust chain accepted; the image's is used when it is gone
//   state/audit            ring of INSTALL_AUDIT_MAX fixed-size records
//   run/status             what the screen tells: struct install_status as INI text
//   requests/revert        the manager asks for the earlier content; hub-usb --requests carries it out
//   requests/factory       the technician asks for the content the machine came with; likewise
//   requests/clock         a person set the clock: install_ask_clock(); hub-clock carries it out
//   run/clock/by-hand      it was, since the machine started
//   run/out/*.png, *.txt   the kiosk's: pictures of screens and the diagnosis, for the next two-way stick
//   trial                  the kiosk's own: which content it is trying, how often it began

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "bundle/bundle.h"
#include "clock/clock.h"
#include "gate/gate.h"

enum {
    INSTALL_PATH_MAX = 256,
    INSTALL_DETAIL_MAX = 64,
    INSTALL_AUDIT_MAX = 128,
    INSTALL_NAMES_MAX = 20000,              // of a stick's folder that are read
    INSTALL_ENTRIES_MAX = 200,              // .hub files among them that are looked at
    INSTALL_SPARE_BYTES = 64 * 1024 * 1024, // free on the card after the copy
    INSTALL_STUCK_MS = 5000,                // without progress: the stick is taken for broken
    INSTALL_MOUNT_MS = 30000,               // likewise while it is mounted
    INSTALL_TRIES_MAX = 3,                  // starts of a content that never became healthy
    INSTALL_RECORDS_MAX = 2048,             // of counts, carried to one stick: all there can be
    INSTALL_SHOTS_MAX = 8,                  // pictures of screens kept for a stick
    INSTALL_SHOT_MAX = 4 * 1024 * 1024,     // bytes of each
    INSTALL_TEXT_MAX = 64 * 1024,           // of a text beside them
    INSTALL_YEAR_END = 2100,                // no clock is set to it or beyond
    INSTALL_JUMP_MAX = 60,                  // days a clock nobody vouches for may be ahead
};

struct install_dirs {
    char bundles[INSTALL_PATH_MAX];
    char state[INSTALL_PATH_MAX];
    char run[INSTALL_PATH_MAX];
    char requests[INSTALL_PATH_MAX];
    char clock[INSTALL_PATH_MAX];   // hub-clock's
    char out[INSTALL_PATH_MAX];     // the kiosk's, for sticks
    char trial[INSTALL_PATH_MAX];   // a file
    char factory[INSTALL_PATH_MAX]; // a .hub file of the image
};

// data/bundles, data/state, data/kiosk/trial; run/usb, run/requests, run/clock, run/out; ERR_LIMIT when a path is too long.
bool install_dirs_of(const char *data, const char *run, const char *factory,
    struct install_dirs *dirs, struct err *err) MUST_USE;

// The screen's side ---------------------------------------------------------------------------------

enum install_phase {
    INSTALL_IDLE,     // no stick
    INSTALL_LOOKING,  // reading the stick's folder and heads
    INSTALL_COPYING,  // bytes of total
    INSTALL_CHECKING, // the copy is being checked
    INSTALL_DONE,     // installed: the stick may be pulled out
    INSTALL_SAME,     // this content is here already: likewise
    INSTALL_REFUSED,  // reason: likewise
    INSTALL_REVERTED, // the earlier content is current again
    INSTALL_WRITING,  // RESULT.txt is being written to the stick: not yet
    INSTALL_PHASES,
};

struct install_status {
    enum install_phase phase;
    enum install_phase result; // WRITING: the phase that follows it, and RESULT.txt tells
    int64_t run;               // monotonic ms at which this run began: tells runs apart
    int64_t bytes;             // copied
    int64_t bytes_total;
    int seconds_left; // -1 = not known yet
    enum bundle_reason reason;
    char asked[INSTALL_DETAIL_MAX]; // of the reason: what the bundle is for, its key, its version
    char here[INSTALL_DETAIL_MAX];  // what this machine is
    struct gate_diff diff;
    char version[BUNDLE_VERSION_MAX]; // content_version that is current after this run
    bool technician; // the stick has a file hub/technician.txt: it opens the technician's screens
};
// Replaces run/status; no sync, it does not outlive the machine's run.
bool install_status_write(
    const struct install_dirs *dirs, const struct install_status *status, struct err *err) MUST_USE;
// INSTALL_IDLE when there is none; false on damage.
bool install_status_read(
    const struct install_dirs *dirs, struct install_status *status, struct err *err) MUST_USE;

enum install_source { INSTALL_CURRENT, INSTALL_PREVIOUS, INSTALL_FACTORY };
// Path of a source's bundle file; ERR_MISSING when there is none.
bool install_path(const struct install_dirs *dirs, enum install_source source,
    char path[INSTALL_PATH_MAX], struct err *err) MUST_USE;
// Opens content that is installed at that path. It was judged when it came: a key that was replaced or has
// expired since does not take it from the screen, only the roots' list of what is taken back does
// (REVOKED). image: the image's chain. Otherwise as bundle_open().
struct install_opened {
    struct bundle *bundle; // NULL after a failure
    enum bundle_reason reason;
};
bool install_open(const struct install_dirs *dirs, const struct bundle_anchor *image,
    const char *path, struct install_opened *opened, struct err *err) MUST_USE;
// Asks for the earlier content, or for the factory's and nothing else; a unit carries it out.
bool install_ask_revert(const struct install_dirs *dirs, struct err *err) MUST_USE;
bool install_ask_factory(const struct install_dirs *dirs, struct err *err) MUST_USE;
// Asks for another wall clock, in seconds since 1970.
bool install_ask_clock(const struct install_dirs *dirs, int64_t wall_s, struct err *err) MUST_USE;
// The wish is still there: nobody has carried it out yet.
bool install_clock_asked(const struct install_dirs *dirs);
// A person set the clock since the machine started.
bool install_clock_by_hand(const struct install_dirs *dirs);

// A content on trial: begun at each start, ended when it proved healthy. Begin is false (ERR_LIMIT)
// when this content was begun INSTALL_TRIES_MAX times without ending: take the next source.
bool install_trial_begin(
    const struct install_dirs *dirs, const struct bundle_hash *id, struct err *err) MUST_USE;
void install_trial_end(const struct install_dirs *dirs);

// Age of content without a clock one may believe (reference: max of floor and powered hours).
struct install_age {
    int days;   // since issued, at least
    bool stale; // beyond the manifest's stale_after_days
};
struct install_age install_age(
    const struct bundle_manifest *manifest, int floor_day, int64_t powered_hours);

struct install_audit {         // one line of the technician's list; no clock time, no person
    int day;                   // floor day
    enum install_phase result; // DONE, SAME, REFUSED, REVERTED
    enum bundle_reason reason;
    int64_t epoch;
    int64_t seq;
    unsigned char key_id[8];
};
// Newest first; returns how many.
int install_audit_read(
    const struct install_dirs *dirs, struct install_audit list[INSTALL_AUDIT_MAX]);

// The importer's side ---------------------------------------------------------------------------------

struct install_hub {     // from hub.conf and the image
    const char *network; // "": of the bundle the machine came with
    const char *name;
    struct bundle_anchor anchor; // the image's chain
    int build_day;               // of the image: no day before it is believed
    int pulse;                   // from install_watch_begin(); 0 = nobody watches
};
// The newest day that the image itself proves: of its trust and its factory content; 0 when that trust does
// not verify.
int install_image_day(const struct install_dirs *dirs, const struct bundle_anchor *image);

// What was accepted, whichever copy is whole; zeroes when neither is there.
struct install_accepted {
    char network[BUNDLE_NAME_MAX]; // whose (epoch, seq) it is
    struct bundle_hub hub;         // network and name NULL; today and schema_id not kept
    int sure_day;          // sure_day + powered_hours / 24 is surely reached: somebody signed it
    int floor_day;         // at least that; never goes back
    int64_t powered_hours; // since the current content was installed
};
// ERR_FORMAT when there are copies and none is whole.
bool install_accepted_read(
    const struct install_dirs *dirs, struct install_accepted *accepted, struct err *err) MUST_USE;
bool install_accepted_write(const struct install_dirs *dirs,
    const struct install_accepted *accepted, struct err *err) MUST_USE;
// Somebody signed on that day (since 1970): it is reached.
void install_saw_day(struct install_accepted *accepted, int day);
// What the clock says, if it was set by somebody and is not more than INSTALL_JUMP_MAX days ahead of what
// is sure, however often that is asked. Such a day ages content; it never judges a key.
void install_saw_clock(struct install_accepted *accepted, const struct clock *clock);
// One more hour under power, told by a timer: keeps it and what the clock says.
bool install_hour(const struct install_dirs *dirs, int build_day, const struct clock *clock,
    struct err *err) MUST_USE;

// Refuses a stick of which nothing could be read: status and audit.
bool install_refusal(
    const struct install_dirs *dirs, enum bundle_reason reason, struct err *err) MUST_USE;
// Takes the best bundle of the stick's folder for this hub: choose, copy, check, activate, record. The
// status file follows; *status is the end of it. False only when even the status could not be kept;
// a refusal is a result. report_follows: a stick with hub/out ends in INSTALL_WRITING, for install_report().
bool install_stick(const struct install_dirs *dirs, const struct install_hub *hub,
    const char *stick, bool report_follows, struct install_status *status) MUST_USE;
// Makes the bundle of that checked .part file current: rename, sync, pointers, accepted, audit. When it
// returns true no power cut takes it back.
bool install_activate(const struct install_dirs *dirs, const struct bundle_head *head,
    const struct install_accepted *accepted, struct err *err) MUST_USE;
// Makes previous (or else factory) current again; no change to what was accepted.
bool install_revert(const struct install_dirs *dirs, struct err *err) MUST_USE;
// Only the factory's content stays; no change to what was accepted.
bool install_to_factory(const struct install_dirs *dirs, struct err *err) MUST_USE;
// What was asked of the clock, for hub-clock: a day from floor_day on, before INSTALL_YEAR_END. The wish is
// removed whatever it says; ERR_MISSING when there is none.
bool install_take_clock(
    const struct install_dirs *dirs, int floor_day, int64_t *wall_s, struct err *err) MUST_USE;
// The clock was set: so that the kiosk knows.
bool install_clock_set(const struct install_dirs *dirs, struct err *err) MUST_USE;
// Carries out what lies in requests/: revert or factory, then status and audit. *done = there was something.
bool install_requests(const struct install_dirs *dirs, bool *done, struct err *err) MUST_USE;
// Folders of data and run that are not there yet; then holds the one lock of whoever changes them, until
// the process ends. Waits for another.
bool install_lock(const struct install_dirs *dirs, int *lock, struct err *err) MUST_USE;

// Watching. A stick can hold read(2) beyond every signal but the deadly one, so the work is done by a
// child and this process looks whether it gets on. The child tells by one byte of a pipe what it is about
// to do; work on the card may take its time.
enum install_beat {
    INSTALL_STICK = 's', // at most INSTALL_STUCK_MS until the next beat
    INSTALL_MOUNT = 'm', // INSTALL_MOUNT_MS
    INSTALL_CARD = 'c',  // any time
    INSTALL_END = 'e',   // the child is done, its result is in the status
};
// Forks. Child: *pulse to beat on. Parent: *pulse for install_watch(). Returns as fork().
pid_t install_watch_begin(int *pulse);
// Nothing without a pulse (0). A process whose watcher has given up dies here, before it can write.
void install_pulse(int pulse, enum install_beat beat);
// Until the child is done, dead or stuck. False: it was stuck or died; the status and the audit say so.
// The caller must then end, and with it the child (PR_SET_PDEATHSIG), whenever the kernel lets go of it.
bool install_watch(const struct install_dirs *dirs, int pulse) MUST_USE;
// Likewise, and says nothing.
bool install_wait(int pulse) MUST_USE;

// The same sentences for the stick.
struct install_words {
    const char *language; // of the staff; else Spanish, English, words of last resort
    const char *assets;
};
// Writes hub/out/RESULT.txt of the last result onto the stick, if that folder is there, and syncs it.
bool install_report(const struct install_dirs *dirs, const struct install_hub *hub,
    const struct install_words *words, const char *stick, struct err *err) MUST_USE;
// Copies what of a folder may leave to hub/out, if the stick has it; it stays where it is.
struct install_cargo {
    const char *folder;
    const char *suffix; // of its files
    size_t bytes_max;   // larger ones stay here
};
bool install_carry(const struct install_cargo *cargo, const char *stick, struct err *err) MUST_USE;
// Likewise the records in that folder, as *.counts, sealed to a collector's key unless that is NULL. They stay
// where they are, as RECORD_LEAVING.
bool install_carry_counts(const char *records, const char *stick, const struct bundle_key *seal,
    struct err *err) MUST_USE;
// The stick was let go, with or without a report: the status goes from INSTALL_WRITING to its result.
bool install_report_end(const struct install_dirs *dirs, struct err *err) MUST_USE;
