#include "staff/staff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/log.h"

enum {
    CHECKED_BYTES = 512,
    LOG_BYTES = LOG_KEPT * (LOG_KEPT_BYTES + 2) + 1,
    DAYS_MAX = 100000,
    OUT_MODE = 0640
};

// Wishes ---------------------------------------------------------------------------------------------

static bool
said(bool ok, const struct err *err)
{
    if (!ok) {
        LOG_ERROR("%s", err->text);
    }
    return ok;
}

static void
ask_content(struct staff *staff, bool factory)
{
    struct err err = {0};
    bool asked = said(
        factory ? install_ask_factory(staff->dirs, &err) : install_ask_revert(staff->dirs, &err),
        &err);
    staff->kiosk->upkeep.revert = asked ? REVERT_ASKED : REVERT_FAILED;
}

// A fake clock is set at once; the real one by hub-clock.
static void
ask_clock(struct staff *staff)
{
    struct tech *tech = &staff->kiosk->upkeep.tech;
    struct err err = {0};
    if (staff->clock->fake) {
        clock_set_fake(staff->clock, staff->kiosk->clock_s);
        tech->clock = WISH_DONE;
        return;
    }
    bool asked = said(install_ask_clock(staff->dirs, staff->kiosk->clock_s, &err), &err);
    tech->clock = asked ? WISH_ASKED : WISH_FAILED;
    staff->asked_ms = clock_ms(staff->clock);
}

static void
await_clock(struct staff *staff)
{
    struct tech *tech = &staff->kiosk->upkeep.tech;
    if (tech->clock != WISH_ASKED) {
        return;
    }
    if (!install_clock_asked(staff->dirs)) { // carried out, or refused
        staff->clock->by_hand = install_clock_by_hand(staff->dirs);
        tech->clock = staff->clock->by_hand ? WISH_DONE : WISH_FAILED;
    } else if (clock_ms(staff->clock) - staff->asked_ms >= STAFF_CLOCK_MS) {
        LOG_ERROR("requests/clock: nobody carries it out");
        tech->clock = WISH_FAILED;
    }
}

// For a stick ----------------------------------------------------------------------------------------

static bool
out_path(const struct staff *staff, const char *name, char path[INSTALL_PATH_MAX], struct err *err)
{
    int len = snprintf(path, INSTALL_PATH_MAX, "%s/%s", staff->dirs->out, name);
    return len < INSTALL_PATH_MAX || err_set(err, ERR_LIMIT, "%.100s: path too long", path);
}

// hub-usb, of the same group, carries it out.
static bool
hand_over(const char *path, struct err *err)
{
    return chmod(path, OUT_MODE) == 0 || err_set(err, ERR_IO, "%s: its mode", path);
}

static void
take_shot(struct staff *staff)
{
    struct tech *tech = &staff->kiosk->upkeep.tech;
    char name[32];
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    snprintf(name, sizeof name, "screen-%d.png", staff->next_shot + 1);
    bool taken = said(out_path(staff, name, path, &err) &&
                          staff->shoot(staff->context, path, &err) && hand_over(path, &err),
        &err);
    tech->shot = taken ? WISH_DONE : WISH_FAILED;
    if (taken) { // the oldest goes when there are too many
        staff->next_shot = (staff->next_shot + 1) % INSTALL_SHOTS_MAX;
        tech->shots += tech->shots < INSTALL_SHOTS_MAX;
    }
}

// Oldest line first, as one reads.
static size_t
write_log(char text[LOG_BYTES])
{
    size_t len = 0;
    int count = 0;
    while (log_kept(count)) {
        count++;
    }
    for (int i = count - 1; i >= 0; i--) {
        len += (size_t)snprintf(text + len, LOG_BYTES - len, "%s\r\n", log_kept(i));
    }
    return len;
}

static bool
save_texts(struct staff *staff, struct err *err)
{
    char diagnosis[HEALTH_TEXT_MAX];
    char path[INSTALL_PATH_MAX];
    AUTO_FREE char *log = malloc(LOG_BYTES);
    ASSERT(log);
    kiosk_diagnosis(&staff->kiosk->world, diagnosis);
    return out_path(staff, "diagnosis.txt", path, err) &&
           file_replace(path, diagnosis, strlen(diagnosis), err) && hand_over(path, err) &&
           out_path(staff, "log.txt", path, err) && file_replace(path, log, write_log(log), err) &&
           hand_over(path, err);
}

// First check ----------------------------------------------------------------------------------------

static void
keep_check(struct staff *staff)
{
    struct tech *tech = &staff->kiosk->upkeep.tech;
    char text[CHECKED_BYTES];
    struct date today = clock_date(staff->clock);
    struct err err = {0};
    tech->checked_day = clock_days(&today);
    tech->checked_bad = staff->kiosk->visit.duty.wrong;
    int len = snprintf(text, sizeof text, "[checked]\nday = %d\nwrong = %u\n", tech->checked_day,
        tech->checked_bad);
    said(file_replace(staff->kept, text, (size_t)len, &err), &err);
}

static void
read_check(struct staff *staff)
{
    struct tech *tech = &staff->kiosk->upkeep.tech;
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    struct err ignored = {0};
    if (!file_read(staff->kept, CHECKED_BYTES, &text, &len, &ignored)) {
        return; // never yet
    }
    struct ini ini = {.text = text, .len = len};
    while (ini_next(&ini)) {
        int64_t value = 0;
        if (ini.problem || !health_parse_number(ini.value, strlen(ini.value), DAYS_MAX, &value)) {
            continue;
        }
        if (strcmp(ini.key, "day") == 0) {
            tech->checked_day = (int)value;
        } else if (strcmp(ini.key, "wrong") == 0) {
            tech->checked_bad = (unsigned)value;
        }
    }
}

// Sticks ---------------------------------------------------------------------------------------------

void
staff_stick(struct staff *staff)
{
    struct install_audit all[INSTALL_AUDIT_MAX];
    struct upkeep *upkeep = &staff->kiosk->upkeep;
    struct install_status status;
    struct err err = {0};
    if (!install_status_read(staff->dirs, &status, &err)) {
        LOG_WARN("%s", err.text);
    }
    kiosk_stick(staff->kiosk, &status);
    int count = install_audit_read(staff->dirs, all);
    upkeep->audit_count = count < UPKEEP_AUDIT_MAX ? count : UPKEEP_AUDIT_MAX;
    memcpy(upkeep->audit, all, sizeof *all * (size_t)upkeep->audit_count);
}

// Health ---------------------------------------------------------------------------------------------

static void
refresh(struct staff *staff)
{
    const struct health_places places = {"", staff->card, staff->upload, staff->records};
    health_read(&places, &staff->kiosk->upkeep.tech.health);
    staff->fresh_ms = clock_ms(staff->clock) + STAFF_FRESH_MS;
}

void
staff_begin(struct staff *staff, const struct config *config, const char *program)
{
    const char *data = config->data;
    snprintf(staff->card, sizeof staff->card, "%s", data);
    snprintf(staff->kept, sizeof staff->kept, "%.200s/kiosk/checked", data);
    snprintf(staff->upload, sizeof staff->upload, "%.200s/upload/state", data);
    snprintf(staff->records, sizeof staff->records, "%.200s/kiosk/counts/closed", data);
    staff->kiosk->upkeep.tech.program = program;
    staff->clock->by_hand =
        !staff->clock->fake && !staff->clock->synchronised && install_clock_by_hand(staff->dirs);
    read_check(staff);
    refresh(staff);
}

void
staff_keep(struct staff *staff)
{
    struct kiosk *kiosk = staff->kiosk;
    unsigned wanted = kiosk->wanted;
    struct err err = {0};
    kiosk->wanted = 0;
    if (wanted & (WANT_REVERT | WANT_FACTORY)) {
        ask_content(staff, wanted & WANT_FACTORY);
    }
    if (wanted & WANT_CLOCK) {
        ask_clock(staff);
    }
    if (wanted & WANT_SHOT) {
        take_shot(staff);
    }
    if (wanted & WANT_SAVE) {
        kiosk->upkeep.tech.saved = said(save_texts(staff, &err), &err) ? WISH_DONE : WISH_FAILED;
    }
    if (wanted & WANT_CHECKED) {
        keep_check(staff);
    }
    await_clock(staff);
    if (kiosk_on_duty(kiosk) && clock_ms(staff->clock) >= staff->fresh_ms) {
        refresh(staff);
    }
}
