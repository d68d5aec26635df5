#include <unistd.h>

#include "base/log.h"
#include "install/internal.h"

bool
install_open_shown(const struct install_run *run, struct bundle **bundle, struct db **db)
{
    static const enum install_source sources[] = {
        INSTALL_CURRENT, INSTALL_PREVIOUS, INSTALL_FACTORY};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        char path[INSTALL_PATH_MAX];
        struct install_opened opened = {.bundle = NULL};
        struct err err = {0};
        if (!install_path(run->dirs, sources[i], path, &err) ||
            !install_open(run->dirs, &run->hub->anchor, path, &opened, &err)) {
            continue;
        }
        if (bundle_database(opened.bundle, db, &err)) {
            *bundle = opened.bundle;
            return true;
        }
        bundle_close(opened.bundle);
    }
    return false;
}

// Only words for the screen hang on it: content that cannot be compared is installed all the same, and what
// was shown until now is not hashed once more.
static void
compare(struct install_run *run, struct db *after)
{
    struct bundle *bundle = NULL;
    struct db *before = NULL;
    struct err err = {0};
    struct gate_diff *diff = &run->status->diff;
    if (!install_open_shown(run, &bundle, &before)) {
        return;
    }
    bundle_mark_verified(bundle);
    if (!gate_compare(before, after, diff, NULL, NULL, &err)) {
        LOG_WARN("what changes is not known: %s", err.text);
        *diff = (struct gate_diff){0};
    }
    db_close(before);
    bundle_close(bundle);
}

static bool
pass_gate(struct install_run *run, struct bundle *bundle)
{
    struct db *db = NULL;
    struct err err = {0};
    bool passed = bundle_database(bundle, &db, &err) && gate_check(db, &err);
    if (passed) {
        compare(run, db);
    } else {
        LOG_ERROR("the copy does not pass: %s", err.text);
        install_refuse(run, err.kind == ERR_VERSION ? BUNDLE_OTHER_PROGRAM
                            : err.kind == ERR_IO    ? BUNDLE_CARD
                                                    : BUNDLE_HOSTILE);
    }
    db_close(db);
    return passed;
}

bool
install_check(struct install_run *run, const struct bundle_head *head)
{
    char path[INSTALL_PATH_MAX];
    struct bundle *bundle = NULL;
    enum bundle_reason reason = BUNDLE_FINE;
    struct err err = {0};
    install_tell(run, INSTALL_CHECKING);
    if (!install_part_path(run->dirs, &head->id, path, &err) ||
        !bundle_open(path, &run->anchor, &bundle, &reason, &err)) {
        LOG_ERROR("the copy cannot be read: %s", err.text);
        return install_refuse(run, BUNDLE_CARD);
    }
    bundle_mark_verified(bundle); // install_copy() did
    bool passed = install_equal_ids(&bundle_head_of(bundle)->id, &head->id)
                      ? pass_gate(run, bundle)
                      : install_refuse(run, BUNDLE_CARD);
    bundle_close(bundle);
    if (!passed && run->status->reason != BUNDLE_CARD) {
        unlink(path); // it would not pass a second time
    }
    return passed;
}
