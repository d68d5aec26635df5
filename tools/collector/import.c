// hub-collector import: records that came on a stick, by mail, or as files of any other way, or as what a phone
// read off a kiosk's screen.

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

enum { PASTED_MAX = 4 * 1024 * 1024 }; // bytes of one file of parts: some 300 records

struct bytes {
    const char *body;
    size_t len;
};

static bool
take(struct import *import, const char *path, const struct bytes *bytes, enum ledger_result *result,
    struct err *err)
{
    const struct intake *intake = &import->intake;
    const struct record *record = &intake->record;
    struct ledger_hub hub;
    if (!intake_read(&import->intake, bytes->body, bytes->len, err)) {
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
refuse(struct import *import, const struct err *err)
{
    fprintf(stderr, "%s\n", err->text);
    import->refused++;
}

static void
import_record(struct import *import, const char *path, const char *body, size_t len)
{
    struct err err = {0};
    enum ledger_result result = LEDGER_CONFLICT;
    bool ok = take(import, path, &(struct bytes){body, len}, &result, &err);
    if (ok && result == LEDGER_CONFLICT) {
        ok = err_set(
            &err, ERR_FORMAT, "%s: another record is here for that hub and period; it stays", path);
    }
    if (!ok) {
        refuse(import, &err);
        return;
    }
    import->created += result == LEDGER_CREATED;
    import->same += result == LEDGER_SAME;
}

// What phones read off the screen: parts of records, in any order, pasted into one file.
static void
import_parts(struct import *import, const char *path, const char *text, size_t size)
{
    AUTO_FREE char *body = malloc(RECORD_BYTES_MAX);
    size_t at = 0;
    size_t len = 0;
    ASSERT(body);
    do {
        struct err err = {0};
        len = 0;
        if (!record_join(text, size, &at, body, &len, &err)) {
            err_wrap(&err, "%s", path);
            refuse(import, &err);
            len = 1; // the next record may be whole
        } else if (len > 0) {
            import_record(import, path, body, len);
        }
    } while (len > 0 && !import->broken);
}

static void
import_file(struct import *import, const char *path)
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    if (!file_read(path, PASTED_MAX, &text, &len, &err)) {
        refuse(import, &err);
    } else if (record_is_parts(text, len)) {
        import_parts(import, path, text, len);
    } else {
        import_record(import, path, text, len);
    }
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
