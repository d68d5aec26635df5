#include "desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

static const char *
administrator(void)
{
    return getenv("HUB_TEST_POSTGRES"); // NOLINT(concurrency-mt-unsafe): one thread
}

bool
desk_is_postgres(void)
{
    return administrator() != NULL;
}

static void
say_failure(const struct err *err)
{
    fprintf(stderr, "%s\n", err->text);
}

// A schema is as good as a database here, and made at once.
static bool
make_schema(struct desk *desk)
{
    static int made;
    char sql[96];
    struct sql *admin = NULL;
    struct err err = {0};
    const char *url = administrator();
    snprintf(sql, sizeof sql, "CREATE SCHEMA t%d_%d", (int)getpid(), ++made);
    bool ok = sql_open(url, &admin, &err) && sql_exec(admin, sql, &err);
    sql_close(admin);
    snprintf(desk->url, sizeof desk->url, "%s&options=-csearch_path%%3Dt%d_%d", url, (int)getpid(),
        made);
    if (!ok) {
        say_failure(&err);
    }
    return ok;
}

struct ledger_hub
desk_hub(int number, unsigned char seed[32])
{
    struct ledger_hub hub = {.network = "gt"};
    memset(seed, 0, 32);
    snprintf((char *)seed, 32, "seed of hub %d", number);
    snprintf(hub.name, sizeof hub.name, "ventanilla-%d", number);
    snprintf(hub.label, sizeof hub.label, "Ventanilla %d", number);
    snprintf(hub.place, sizeof hub.place, "GT%02d", number % 100);
    hub.key = bundle_public(seed);
    return hub;
}

int
desk_setup(void **state)
{
    struct err err = {0};
    struct desk *desk = calloc(1, sizeof *desk);
    assert_non_null(desk);
    *state = desk;
    snprintf(desk->folder, sizeof desk->folder, "/tmp/hub-desk-XXXXXX");
    if (!mkdtemp(desk->folder)) {
        return -1;
    }
    snprintf(desk->url, sizeof desk->url, "sqlite:%s/collector.db", desk->folder);
    if (desk_is_postgres() && !make_schema(desk)) {
        return -1;
    }
    desk->hub = desk_hub(1, desk->seed);
    struct ledger_hub enrolled = desk->hub;
    bool ok = ledger_open(desk->url, &desk->ledger, &err) &&
              ledger_enrol(desk->ledger, &enrolled, 20000, false, &err) &&
              ledger_hub_find(desk->ledger, "gt", "ventanilla-1", &desk->hub, &err);
    if (!ok) {
        say_failure(&err);
    }
    return ok ? 0 : -1;
}

int
desk_teardown(void **state)
{
    static const char *const names[] = {"collector.db", "collector.db-wal", "collector.db-shm"};
    struct desk *desk = *state;
    ledger_close(desk->ledger);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", desk->folder, names[i]);
        unlink(path);
    }
    int status = rmdir(desk->folder);
    free(desk);
    return status;
}

void
desk_record(const struct ledger_hub *hub, int week, uint32_t value, struct record *record)
{
    *record = (struct record){.period = {RECORD_WEEK, 2026, week},
        .epoch = 1,
        .seq = 42,
        .clock = RECORD_CLOCK_SURE,
        .noise_num = 1,
        .noise_den = 5,
        .threshold = 10,
        .cells_count = 3,
        .cells = {{"lang:es", 0, 9}, {"lang:ht", value, value}, {"visit", value, value}}};
    memcpy(record->network, hub->network, sizeof record->network);
    memcpy(record->hub, hub->name, sizeof record->hub);
}

size_t
desk_bytes(const struct record *record, const unsigned char seed[32], char body[RECORD_BYTES_MAX])
{
    struct err err = {0};
    size_t len = 0;
    assert_true(record_write(record, seed, body, RECORD_BYTES_MAX, &len, &err));
    return len;
}

int64_t
desk_number(struct sql *sql, const char *text)
{
    struct sql_query *query = NULL;
    struct err err = {0};
    if (!sql_prepare(sql, text, &query, &err)) {
        fail_msg("%s", err.text);
    }
    int64_t value = sql_step(query) ? sql_int(query, 0) : -1;
    sql_reset(query);
    sql_finish(query);
    return value;
}
