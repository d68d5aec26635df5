#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"
#include "install/internal.h"

// "ID TRIES\n" of the content that was begun last. Only one: when the content after it proves healthy,
// the next start of the machine gives this one its chance again. Power that fails three times in a row
// must not put good content aside for ever.

enum { TRIES_DIGIT = INSTALL_ID_TEXT, TRIAL_TEXT = INSTALL_ID_TEXT + 2, TRIAL_MODE = 0640 };

int
install_trial_tries(const struct install_dirs *dirs, const struct bundle_hash *id)
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    char hex[INSTALL_ID_TEXT];
    bundle_hex(id->bytes, hex);
    // A damaged file counts nothing: the content is tried.
    bool ours = file_read(dirs->trial, INSTALL_STATE_MAX, &text, &len, &err) && len == TRIAL_TEXT &&
                memcmp(text, hex, INSTALL_ID_TEXT - 1) == 0;
    char digit = ours ? text[TRIES_DIGIT] : '0';
    return digit >= '0' && digit <= '9' ? digit - '0' : 0;
}

bool
install_trial_begin(const struct install_dirs *dirs, const struct bundle_hash *id, struct err *err)
{
    int tries = install_trial_tries(dirs, id);
    char hex[INSTALL_ID_TEXT];
    char text[TRIAL_TEXT + 16];
    bundle_hex(id->bytes, hex);
    if (tries >= INSTALL_TRIES_MAX) {
        return err_set(err, ERR_LIMIT, "content %.8s: begun %d times, never healthy", hex, tries);
    }
    int len = snprintf(text, sizeof text, "%s %d\n", hex, tries + 1);
    if (!file_replace(dirs->trial, text, (size_t)len, err)) {
        return false;
    }
    // hub-usb, of the same group, asks which content failed before it makes it the way back.
    if (chmod(dirs->trial, TRIAL_MODE) != 0) {
        LOG_WARN("%s: hub-usb may not be able to read it", dirs->trial);
    }
    return true;
}

void
install_trial_end(const struct install_dirs *dirs)
{
    unlink(dirs->trial);
}

struct install_age
install_age(const struct bundle_manifest *manifest, int floor_day, int64_t powered_hours)
{
    int64_t since = (int64_t)floor_day - manifest->issued;
    int64_t powered = powered_hours / 24;
    int64_t days = since > powered ? since : powered;
    days = days < 0 ? 0 : days > INT32_MAX ? INT32_MAX : days;
    return (struct install_age){.days = (int)days, .stale = days > manifest->stale_after_days};
}
