// Sixteen years of a hub that only sticks visit, the first of them after twelve years: the kiosk's own counts, weeks
// that became years in between, the stick's records, the collector that imports them. Every visit is counted once.
// usage: collector_years kept|naive
//
// naive: a record that left by stick still goes into its year. It must be counted twice, or this sees nothing.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "counts/box.h"
#include "desk.h"
#include "install/install.h"

enum { WEEKS = 16 * 52, FIRST_STICK = 12 * 52, EVERY = 26, VISITS = 12 };

struct trip {
    struct desk *desk;
    struct box box;
    char closed[96];
    char stick[96];
    char seal_key[112];
    struct bundle_key seal;
    bool naive;
};

static bool
begin(struct trip *trip)
{
    unsigned char secret[32];
    char path[128];
    struct err err = {0};
    void *desk = NULL;
    if (desk_setup(&desk) != 0) {
        return false;
    }
    trip->desk = desk;
    box_begin(&trip->box);
    trip->box.rules.epsilon_num = 0; // numbers that can be foretold
    trip->box.rules.threshold = 1;
    snprintf(path, sizeof path, "%s/hub.key", trip->box.folder);
    bool ok = file_replace(path, trip->desk->seed, 32, &err);
    snprintf(trip->closed, sizeof trip->closed, "%s/closed", trip->box.folder);
    snprintf(trip->stick, sizeof trip->stick, "%s/stick", trip->box.folder);
    snprintf(trip->seal_key, sizeof trip->seal_key, "%s/seal.key", trip->box.folder);
    snprintf(path, sizeof path, "%s/hub", trip->stick);
    ok = ok && mkdir(trip->stick, 0700) == 0 && mkdir(path, 0700) == 0;
    snprintf(path, sizeof path, "%s/hub/out", trip->stick);
    ok = ok && mkdir(path, 0700) == 0 && record_key_load(trip->seal_key, secret, &err);
    trip->seal = bundle_seal_public(secret);
    box_open(&trip->box);
    return ok;
}

// As if nothing told that a record left.
static void
forget(const struct trip *trip)
{
    char from[256];
    char to[256];
    char name[RECORD_FILE_MAX];
    DIR *folder = opendir(trip->closed);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder)) != NULL) {
        if (record_file_is(entry->d_name, RECORD_LEAVING) &&
            record_file_rename(entry->d_name, RECORD_SUFFIX, name)) {
            snprintf(from, sizeof from, "%s/%.95s", trip->closed, entry->d_name);
            snprintf(to, sizeof to, "%s/%s", trip->closed, name);
            rename(from, to);
        }
    }
    if (folder) {
        closedir(folder);
    }
}

static bool
carry(struct trip *trip)
{
    struct err err = {0};
    bool ok = install_carry_counts(trip->closed, trip->stick, &trip->seal, &err);
    if (!ok) {
        printf("%s\n", err.text);
    }
    if (trip->naive) {
        forget(trip);
    }
    return ok;
}

static bool
live(struct trip *trip)
{
    bool ok = true;
    for (int week = 1; ok && week <= WEEKS; week++) {
        for (int i = 0; i < VISITS; i++) {
            box_visit(&trip->box, "visit lang:ht");
        }
        box_wait(&trip->box, 7);
        box_flush(&trip->box);
        ok = week < FIRST_STICK || week % EVERY != 0 || carry(trip);
    }
    return ok;
}

int
main(int argc, char **argv)
{
    static struct trip trip;
    static char said[DESK_SAID_MAX];
    if (argc != 2 || (strcmp(argv[1], "kept") != 0 && strcmp(argv[1], "naive") != 0)) {
        fprintf(stderr, "usage: collector_years kept|naive\n");
        return 2;
    }
    trip.naive = strcmp(argv[1], "naive") == 0;
    bool ok = begin(&trip) && live(&trip);
    int status = desk_run(trip.desk,
        DESK_ARGS("import", trip.stick, "--seal-key", trip.seal_key, "--sealed-only"), said);
    struct sql *sql = ledger_sql(trip.desk->ledger);
    int64_t visits = desk_number(sql, "SELECT sum(visit_least) FROM record");
    int64_t years = desk_number(sql, "SELECT count(*) FROM record WHERE kind = 2");
    int64_t weeks = desk_number(sql, "SELECT count(*) FROM record WHERE kind = 0");
    printf("%s%s: %lld visits of %d, in %lld weeks and %lld years\n", said,
        desk_is_postgres() ? "PostgreSQL" : "SQLite", (long long)visits, WEEKS * VISITS,
        (long long)weeks, (long long)years);
    box_end(&trip.box);
    void *desk = trip.desk;
    ok = desk_teardown(&desk) == 0 && ok && status == 0 && years > 0 && weeks > 0;
    return ok && (visits == WEEKS * VISITS) != trip.naive ? 0 : 1;
}
