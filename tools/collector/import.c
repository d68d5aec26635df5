// hub-collector import: records that came on a stick, by mail, or as files of any other way.

#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "command.h"
#include "intake.h"

struct import {
    struct ledger *ledger;
    int today;
    struct intake intake;
    int created;
    int same;
    int refused;
    bool broken; // the database: what follows would fail too
};

static bool
take(struct import *import, const char *path, enum ledger_result *result, struct err *err)
{
    AUTO_FREE char *body = NULL;
    size_t len = 0;
    struct ledger_hub hub;
    if (!file_read(path, RECORD_BYTES_MAX, &body, &len, err)) {
        return false;
    }
    const struct intake *intake = &import->intake;
    const struct record *record = &intake->record;
    if (!intake_read(&import->intake, body, len, err)) {
        return err_wrap(err, "%s", path);
    }
    if (!ledger_hub_find(import->ledger, record->network, record->hub, &hub, err)) {
        import->broken = err->kind != ERR_MISSING;
        return err_wrap(err, "%s", path);
    }
    if (hub.revoked || !record_verify(intake->body, intake->len, &hub.key)) {
        return err_set(err, ERR_SIGNATURE, "%s: not signed by the key of %s.%s", path,
            record->network, record->hub);
    }
    struct ledger_batch batch = {&hub, record, intake->body, intake->len, import->today};
    import->broken = !ledger_put(import->ledger, &batch, result, err);
    return !import->broken || err_wrap(err, "%s", path);
}

static void
import_file(struct import *import, const char *path)
{
    struct err err = {0};
    enum ledger_result result = LEDGER_CONFLICT;
    bool ok = take(import, path, &result, &err);
    if (ok && result == LEDGER_CONFLICT) {
        ok = err_set(
            &err, ERR_FORMAT, "%s: another record is here for that hub and period; it stays", path);
    }
    if (!ok) {
        fprintf(stderr, "%s\n", err.text);
        import->refused++;
        return;
    }
    import->created += result == LEDGER_CREATED;
    import->same += result == LEDGER_SAME;
}

static int
by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

// Below folders only what has the suffix; a file that was named is read whatever it is called.
static bool
import_all(struct import *import, char *const *paths, struct err *err)
{
    FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_XDEV, by_name);
    if (!tree) {
        return err_set(err, ERR_IO, "the folders cannot be read");
    }
    FTSENT *entry = NULL;
    while (!import->broken && (entry = fts_read(tree)) != NULL) {
        bool named = entry->fts_level == FTS_ROOTLEVEL;
        if (entry->fts_info == FTS_F && (named || record_file_is(entry->fts_name, RECORD_SUFFIX))) {
            import_file(import, entry->fts_path);
        } else if (entry->fts_info == FTS_NS || entry->fts_info == FTS_DNR ||
                   entry->fts_info == FTS_ERR) {
            char reason[128];
            fprintf(stderr, "%s: %s\n", entry->fts_path,
                strerror_r(entry->fts_errno, reason, sizeof reason));
            import->refused++;
        }
    }
    fts_close(tree);
    return true;
}

int
command_import(const struct command_line *line)
{
    struct err err = {0};
    struct import *import = calloc(1, sizeof *import);
    ASSERT(import);
    import->today = command_today();
    import->intake.sealed_only = line->sealed_only;
    bool ok = intake_key(&import->intake, line->seal_key, &err) &&
              ledger_open(line->db, &import->ledger, &err) && import_all(import, line->args, &err);
    ledger_close(import->ledger);
    int status = !ok || import->broken ? EXIT_IO : import->refused > 0 ? EXIT_CONTENT : EXIT_DONE;
    if (ok) {
        printf("%d new, %d here already, %d refused\n", import->created, import->same,
            import->refused);
    } else {
        status = command_failed(&err);
    }
    free(import);
    return status;
}
