#include "intake.h"

#include <errno.h>
#include <unistd.h>

bool
intake_key(struct intake *intake, const char *path, struct err *err)
{
    if (!path) {
        return true;
    }
    if (access(path, R_OK) != 0) { // a key made here and now would open nothing
        return err_set(err, errno == ENOENT ? ERR_MISSING : ERR_IO,
            "%s: no key that can be read; hub-collector seal-key makes one", path);
    }
    intake->has_secret = record_key_load(path, intake->secret, err);
    return intake->has_secret;
}

static bool
open_seal(struct intake *intake, const void *data, size_t len, struct err *err)
{
    if (!intake->has_secret) {
        return err_set(err, ERR_SIGNATURE, "record: sealed, and this collector has no --seal-key");
    }
    if (!record_unseal(intake->secret, data, len, &intake->opened, err)) {
        return false;
    }
    intake->body = intake->opened.at;
    intake->len = intake->opened.len;
    return true;
}

bool
intake_read(struct intake *intake, const void *data, size_t len, struct err *err)
{
    intake->body = data;
    intake->len = len;
    if (record_is_sealed(data, len)) {
        if (!open_seal(intake, data, len, err)) {
            return false;
        }
    } else if (intake->sealed_only) {
        return err_set(err, ERR_SIGNATURE, "record: this collector takes sealed ones only");
    }
    return record_parse(intake->body, intake->len, &intake->record, err);
}
