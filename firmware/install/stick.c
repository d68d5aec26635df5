#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"
#include "install/internal.h"

static void
know_device(struct install_run *run)
{
    struct stat st;
    run->device[0] = '\0';
    if (stat(run->stick, &st) == 0) {
        snprintf(run->device, sizeof run->device, "/sys/dev/block/%u:%u", major(st.st_dev),
            minor(st.st_dev));
    }
    if (access(run->device, F_OK) != 0) {
        run->device[0] = '\0'; // a folder of no disk
    }
}

// New trust counts at once, whatever becomes of the content it came with.
static bool
keep_trust(struct install_run *run)
{
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    if (!run->chain_is_new) {
        return true;
    }
    if (!install_join(run->dirs->state, "trust", path, &err) ||
        !file_replace(path, run->anchor.chain, run->anchor.len, &err) ||
        !install_accepted_write(run->dirs, &run->accepted, &err)) {
        LOG_ERROR("%s", err.text);
        return install_refuse(run, install_card_reason(&err));
    }
    return true;
}

static bool
is_here_already(struct install_run *run, const struct bundle_head *head)
{
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    return install_equal_ids(&head->id, &run->current) &&
           install_path(run->dirs, INSTALL_CURRENT, path, &err) &&
           install_is_whole(run, head, path);
}

static void
accept(struct install_run *run, const struct bundle_head *head)
{
    struct install_accepted *accepted = &run->accepted;
    install_saw_day(accepted, head->manifest.issued);
    accepted->sure_day += (int)(accepted->powered_hours / 24);
    accepted->powered_hours = 0;
    accepted->hub.epoch = head->manifest.epoch;
    accepted->hub.seq = head->manifest.seq;
    accepted->hub.id = head->id;
}

static bool
activate(struct install_run *run, const struct bundle_head *head)
{
    struct err err = {0};
    accept(run, head);
    if (!install_activate(run->dirs, head, &run->accepted, &err)) {
        LOG_ERROR("%s", err.text);
        return install_refuse(run, install_card_reason(&err));
    }
    install_sweep(run->dirs, NULL);
    snprintf(run->version, sizeof run->version, "%s", head->manifest.content_version);
    run->status->phase = INSTALL_DONE;
    return true;
}

static bool
take(struct install_run *run, const struct install_found *found)
{
    const struct bundle_head *head = &found->head;
    if (is_here_already(run, head)) {
        run->status->phase = INSTALL_SAME;
        return true;
    }
    return install_make_room(run, head) && install_copy(run, found) && install_check(run, head) &&
           activate(run, head);
}

static bool
find_and_take(struct install_run *run, struct install_found *found)
{
    if (!install_find(run, found) || !keep_trust(run)) {
        return false;
    }
    if (found->reason == BUNDLE_FINE) {
        return take(run, found);
    }
    struct install_status *status = run->status;
    snprintf(status->asked, sizeof status->asked, "%s", found->asked);
    snprintf(status->here, sizeof status->here, "%s", found->here);
    return install_refuse(run, found->reason);
}

static void
record(struct install_run *run, const struct install_found *found)
{
    struct install_audit audit = {.day = run->accepted.floor_day,
        .result = run->status->phase,
        .reason = run->status->reason,
        .epoch = found->epoch,
        .seq = found->seq};
    struct err err = {0};
    memcpy(audit.key_id, found->key_id, sizeof audit.key_id);
    if (!install_audit_add(run->dirs, &audit, &err)) {
        LOG_WARN("%s", err.text);
    }
}

static bool
finish(struct install_run *run, const struct install_found *found, bool report_follows)
{
    struct install_status *status = run->status;
    struct err err = {0};
    if (status->phase != INSTALL_DONE) { // that one is in the ring
        record(run, found);
    }
    snprintf(status->version, sizeof status->version, "%s", run->version);
    status->result = status->phase;
    status->technician = found->technician;
    bool reachable = status->reason != BUNDLE_PULLED && status->reason != BUNDLE_UNREADABLE;
    if (report_follows && found->two_way && reachable) {
        status->phase = INSTALL_WRITING;
    }
    bool told = install_status_write(run->dirs, status, &err);
    if (!told) {
        LOG_ERROR("%s", err.text);
    }
    return told;
}

bool
install_stick(const struct install_dirs *dirs, const struct install_hub *hub, const char *stick,
    bool report_follows, struct install_status *status)
{
    struct install_run run = {
        .dirs = dirs, .hub = hub, .stick = stick, .clock = clock_real(), .status = status};
    AUTO_FREE struct install_found *found = calloc(1, sizeof *found);
    ASSERT(found);
    found->fd = -1;
    *status = (struct install_status){.run = clock_ms(&run.clock), .seconds_left = -1};
    install_tell(&run, INSTALL_LOOKING);
    know_device(&run);
    install_recall(&run);
    if (!find_and_take(&run, found)) {
        status->phase = INSTALL_REFUSED;
        LOG_INFO("stick: refused (%d)", (int)status->reason);
    }
    bool told = finish(&run, found, report_follows);
    install_found_free(found);
    free(run.chain);
    return told;
}
