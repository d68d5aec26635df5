#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "install/internal.h"

// Telling -------------------------------------------------------------------------------------------

enum { TELL_MS = 1000 };

static void
tell(struct install_run *run)
{
    struct err err = {0};
    run->told_ms = clock_ms(&run->clock);
    if (!install_status_write(run->dirs, run->status, &err)) {
        LOG_WARN("%s", err.text); // the import goes on unseen
    }
}

void
install_tell(struct install_run *run, enum install_phase phase)
{
    run->status->phase = phase;
    tell(run);
}

void
install_tell_sometimes(struct install_run *run)
{
    if (clock_ms(&run->clock) - run->told_ms >= TELL_MS) {
        tell(run);
    }
}

bool
install_refuse(struct install_run *run, enum bundle_reason reason)
{
    run->status->reason = reason;
    return false;
}

// Faults --------------------------------------------------------------------------------------------

enum bundle_reason
install_stick_fault(const struct install_run *run, int error)
{
    bool gone = error == ENODEV || error == ENXIO || error == ENOMEDIUM || error == ESHUTDOWN;
    // Below a file system most of that arrives as EIO.
    gone = gone || (run->device[0] && access(run->device, F_OK) != 0);
    return gone ? BUNDLE_PULLED : BUNDLE_UNREADABLE;
}

enum bundle_reason
install_card_fault(int error)
{
    return error == ENOSPC || error == EDQUOT ? BUNDLE_NO_SPACE : BUNDLE_CARD;
}

enum bundle_reason
install_card_reason(const struct err *err)
{
    return err->kind == ERR_SPACE ? BUNDLE_NO_SPACE : BUNDLE_CARD;
}

// Remembering ---------------------------------------------------------------------------------------

static bool
is_beyond(const struct bundle_manifest *manifest, const struct bundle_hub *hub)
{
    return manifest->epoch != hub->epoch ? manifest->epoch > hub->epoch : manifest->seq > hub->seq;
}

// What stands on the machine was accepted once, even if the memory of it was lost.
static void
recall_head(struct install_run *run, const struct bundle_head *head)
{
    struct install_accepted *accepted = &run->accepted;
    install_saw_day(accepted, head->manifest.issued);
    if (strcmp(head->manifest.network, run->network) == 0 &&
        is_beyond(&head->manifest, &accepted->hub)) {
        accepted->hub.epoch = head->manifest.epoch;
        accepted->hub.seq = head->manifest.seq;
        accepted->hub.id = head->id;
    }
}

static void
recall_source(struct install_run *run, enum install_source source)
{
    char path[INSTALL_PATH_MAX];
    struct install_opened opened = {.bundle = NULL};
    struct err err = {0};
    if (!install_path(run->dirs, source, path, &err) ||
        !install_open(run->dirs, &run->hub->anchor, path, &opened, &err)) {
        return;
    }
    const struct bundle_head *head = bundle_head_of(opened.bundle);
    if (source == INSTALL_FACTORY && run->network[0] == '\0') {
        snprintf(run->network, sizeof run->network, "%s", head->manifest.network);
    }
    recall_head(run, head);
    if (source == INSTALL_CURRENT || run->version[0] == '\0') {
        snprintf(run->version, sizeof run->version, "%s", head->manifest.content_version);
    }
    bundle_close(opened.bundle);
}

// (epoch, seq) count per network: a hub that moved to another begins anew there.
static void
take_network(struct install_run *run)
{
    struct install_accepted *accepted = &run->accepted;
    if (accepted->network[0] && strcmp(accepted->network, run->network) != 0) {
        accepted->hub.epoch = 0;
        accepted->hub.seq = 0;
        accepted->hub.id = (struct bundle_hash){0};
    }
    snprintf(accepted->network, sizeof accepted->network, "%s", run->network);
}

void
install_recall(struct install_run *run)
{
    struct err err = {0};
    if (!install_accepted_read(run->dirs, &run->accepted, &err)) {
        LOG_ERROR("%s; what is installed counts", err.text);
    }
    run->anchor = install_anchor(run->dirs, &run->hub->anchor, &run->chain);
    run->version_known = install_anchor_version(&run->anchor);
    snprintf(run->network, sizeof run->network, "%s", run->hub->network);
    if (!install_pointer_read(run->dirs, "current", &run->current, &err)) {
        run->current = (struct bundle_hash){0};
    }
    install_saw_day(&run->accepted, run->hub->build_day);
    if (run->network[0] == '\0') {
        recall_source(run, INSTALL_FACTORY);
    }
    take_network(run);
    recall_source(run, INSTALL_CURRENT);
    recall_source(run, INSTALL_PREVIOUS);
    recall_source(run, INSTALL_FACTORY);
}

struct bundle_hub
install_hub_of(const struct install_run *run)
{
    struct bundle_hub hub = run->accepted.hub;
    hub.network = run->network;
    hub.name = run->hub->name;
    hub.schema_id = gate_schema_id();
    return hub;
}
