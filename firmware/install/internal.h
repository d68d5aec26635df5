#pragma once
// What the installer's files share among themselves.

#include "install/install.h"

enum {
    INSTALL_STATE_MAX = 4096, // bytes of a small text file of ours
    INSTALL_ID_TEXT = 65,     // an id in hexadecimal with its end
};

// Folder, slash, name; ERR_LIMIT when it does not fit.
bool install_join(
    const char *folder, const char *name, char path[INSTALL_PATH_MAX], struct err *err) MUST_USE;
// bundles/ID.hub and bundles/incoming/ID.part
bool install_bundle_path(const struct install_dirs *dirs, const struct bundle_hash *id,
    char path[INSTALL_PATH_MAX], struct err *err) MUST_USE;
bool install_part_path(const struct install_dirs *dirs, const struct bundle_hash *id,
    char path[INSTALL_PATH_MAX], struct err *err) MUST_USE;

// What bundles/current or bundles/previous names: ERR_MISSING, or ERR_FORMAT when it is no name.
bool install_pointer_read(const struct install_dirs *dirs, const char *pointer,
    struct bundle_hash *id, struct err *err) MUST_USE;
bool install_pointer_write(const struct install_dirs *dirs, const char *pointer,
    const struct bundle_hash *id, struct err *err) MUST_USE;
// Makes the names in that folder outlive a power cut.
bool install_sync_folder(const char *folder, struct err *err) MUST_USE;
bool install_io_error(struct err *err, const char *path);

bool install_status_parse(
    const char *text, size_t len, struct install_status *status, struct err *err) MUST_USE;

// One copy of what was accepted: ERR_FORMAT unless every byte is as written.
bool install_accepted_parse(const char *text, size_t len, struct install_accepted *accepted,
    int64_t *generation, struct err *err) MUST_USE;

// What sticks are judged by: the longest chain this machine believes, state/trust if it follows from the
// image's, else the image's (then *bytes is NULL). *bytes holds it; free() it.
struct bundle_anchor install_anchor(
    const struct install_dirs *dirs, const struct bundle_anchor *image, char **bytes);
// What is installed is judged by: the image's first document, so that the bundle's own chain decides.
struct bundle_anchor install_first_document(const struct bundle_anchor *image);
// Version of the chain's last document; 0 when it does not verify.
int64_t install_anchor_version(const struct bundle_anchor *anchor);

// How often that content was begun without proving healthy.
int install_trial_tries(const struct install_dirs *dirs, const struct bundle_hash *id);

// Adds a record; ERR_IO, ERR_SPACE. Nothing depends on it but the technician's list.
bool install_audit_add(
    const struct install_dirs *dirs, const struct install_audit *record, struct err *err) MUST_USE;

// One stick ------------------------------------------------------------------------------------------

struct install_run {
    const struct install_dirs *dirs;
    const struct install_hub *hub;
    const char *stick;
    struct clock clock;
    int64_t told_ms; // when the status was written last
    struct install_status *status;
    char network[BUNDLE_NAME_MAX]; // of hub, else of the bundle the machine came with
    char device[64];               // the stick's in /sys: when that is gone, so is the stick
    struct bundle_anchor anchor;   // longest chain believed, of the image, the card or this stick
    char *chain;                   // its bytes, if not the image's
    int64_t version_known;         // of its last document
    bool chain_is_new;             // not kept on the card yet
    struct install_accepted accepted;
    struct bundle_hash current; // zero: none
    char version[BUNDLE_VERSION_MAX];
};

// Writes the status, at once or when a second has passed.
void install_tell(struct install_run *run, enum install_phase phase);
void install_tell_sometimes(struct install_run *run);
// Sets the status' reason; returns false.
bool install_refuse(struct install_run *run, enum bundle_reason reason);
// Whether the stick was pulled out or reads badly, from errno.
enum bundle_reason install_stick_fault(const struct install_run *run, int error);
// NO_SPACE or CARD, from errno or from an error of ours.
enum bundle_reason install_card_fault(int error);
enum bundle_reason install_card_reason(const struct err *err);

// What is known before a stick is looked at: accepted, raised by what is installed; the current version.
void install_recall(struct install_run *run);
// The day and hub that a bundle is admitted by.
struct bundle_hub install_hub_of(const struct install_run *run);

struct install_found {
    int fd; // of the stick's file; -1
    struct bundle_head head;
    enum bundle_reason reason; // FINE: fd and head are of the bundle to take
    int rank;                  // of the reason: the most telling one is shown
    int64_t epoch;
    int64_t seq;
    unsigned char key_id[8];
    char asked[INSTALL_DETAIL_MAX];
    char here[INSTALL_DETAIL_MAX];
    bool two_way;    // the stick has a folder hub/out
    bool technician; // and a file hub/technician.txt
};
// The best bundle of the stick's root and hub/, by the newest trust that any of its bundles carries.
// False when the stick cannot be read at all: the status' reason says why.
bool install_find(struct install_run *run, struct install_found *found);
void install_found_free(struct install_found *found);

// Deletes bundles that nothing names and copies other than of keep (may be NULL).
void install_sweep(const struct install_dirs *dirs, const struct bundle_hash *keep);
// Room for the bundle beside current and previous; what may go is deleted first.
bool install_make_room(struct install_run *run, const struct bundle_head *head);

// From the stick to incoming/ID.part, every chunk verified from the bytes that are written, synced.
bool install_copy(struct install_run *run, const struct install_found *found);
// Whether every chunk of an installed bundle is whole.
bool install_is_whole(struct install_run *run, const struct bundle_head *head, const char *path);
// The database of the content that would be shown: current, previous or factory; false when none opens.
bool install_open_shown(
    const struct install_run *run, struct bundle **bundle, struct db **db) MUST_USE;
// The copy against the gate, and what it changes.
bool install_check(struct install_run *run, const struct bundle_head *head);

bool install_equal_ids(const struct bundle_hash *a, const struct bundle_hash *b);
