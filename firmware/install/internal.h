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

// How often that content was begun without proving healthy.
int install_trial_tries(const struct install_dirs *dirs, const struct bundle_hash *id);

// Adds a record; ERR_IO, ERR_SPACE. Nothing depends on it but the technician's list.
bool install_audit_add(
    const struct install_dirs *dirs, const struct install_audit *record, struct err *err) MUST_USE;

bool install_equal_ids(const struct bundle_hash *a, const struct bundle_hash *b);
