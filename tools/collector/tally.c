// Sums over the hubs of a network, one period at a time. A period whose number of records is another than
// when it was summed is summed anew: records are only ever added, so equal numbers are equal records.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "ledger.h"

enum {
    SLOTS = 8192,
    SUMS_MAX = SLOTS / 2
}; // cells of a network and period, by noise and threshold

struct sum {
    char cell[RECORD_CELL_MAX];
    uint32_t noise_num;
    uint32_t noise_den;
    uint32_t threshold; // 0: the slot is free
    int64_t records;
    int64_t small;
    int64_t least;
    int64_t most;
};

struct old {
    char network[BUNDLE_NAME_MAX];
    char period[RECORD_PERIOD_MAX];
    int64_t day;
};

struct olds {
    struct old *at;
    int count;
    int room;
};

struct work {
    struct sql *sql;
    struct old period;
    enum record_kind kind;
    int64_t records;
    int sums_count;
    struct sum *sums; // SLOTS of them
    struct record record;
};

static bool
is_of(const struct sum *sum, const struct record *record, const char *cell)
{
    return sum->threshold == record->threshold && sum->noise_num == record->noise_num &&
           sum->noise_den == record->noise_den && strcmp(sum->cell, cell) == 0;
}

static struct sum *
sum_of(struct work *work, const struct record_cell *cell)
{
    const struct record *record = &work->record;
    uint64_t hash = hash_text(HASH_SEED, cell->name);
    size_t slot = (size_t)(hash % SLOTS);
    while (work->sums[slot].threshold != 0 && !is_of(&work->sums[slot], record, cell->name)) {
        slot = (slot + 1) % SLOTS;
    }
    struct sum *sum = &work->sums[slot];
    if (sum->threshold == 0) {
        if (work->sums_count == SUMS_MAX) {
            return NULL;
        }
        work->sums_count++;
        memcpy(sum->cell, cell->name, sizeof sum->cell);
        sum->noise_num = record->noise_num;
        sum->noise_den = record->noise_den;
        sum->threshold = record->threshold;
    }
    return sum;
}

static bool
add_record(struct work *work, const void *body, size_t len, struct err *err)
{
    if (!record_parse(body, len, &work->record, err)) {
        return err_wrap(err, "database: %s %s", work->period.network, work->period.period);
    }
    work->records++;
    for (int i = 0; i < work->record.cells_count; i++) {
        const struct record_cell *cell = &work->record.cells[i];
        struct sum *sum = sum_of(work, cell);
        if (!sum) {
            return err_set(err, ERR_LIMIT, "%s %s: more than %d different cells",
                work->period.network, work->period.period, SUMS_MAX);
        }
        sum->records++;
        sum->small += cell->least != cell->most;
        sum->least += cell->least;
        sum->most += cell->most;
    }
    return true;
}

static bool
read_records(struct work *work, struct err *err)
{
    struct sql_query *query = NULL;
    bool ok = sql_prepare(work->sql,
        "SELECT r.body FROM record r JOIN hub h ON h.id = r.hub WHERE r.day = $1 AND r.period = $2 "
        "AND h.network = $3",
        &query, err);
    sql_bind_int(query, 1, work->period.day);
    sql_bind_text(query, 2, work->period.period);
    sql_bind_text(query, 3, work->period.network);
    while (ok && sql_step(query)) {
        size_t len = 0;
        const void *body = sql_blob(query, 0, &len);
        ok = add_record(work, body, len, err);
    }
    ok = ok && !sql_failed(query, err);
    sql_finish(query);
    return ok;
}

static bool
forget(struct work *work, const char *statement, struct err *err)
{
    struct sql_query *query = NULL;
    bool ok = sql_prepare(work->sql, statement, &query, err);
    sql_bind_text(query, 1, work->period.network);
    sql_bind_text(query, 2, work->period.period);
    ok = ok && sql_run(query, err);
    sql_finish(query);
    return ok;
}

static bool
write_sums(struct work *work, struct err *err)
{
    struct sql_query *query = NULL;
    bool ok = sql_prepare(work->sql,
        "INSERT INTO tally (network, period, kind, day, cell, noise_num, noise_den, threshold, "
        "records, small, least, most) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &query, err);
    sql_bind_text(query, 1, work->period.network);
    sql_bind_text(query, 2, work->period.period);
    sql_bind_int(query, 3, work->kind);
    sql_bind_int(query, 4, work->period.day);
    for (size_t i = 0; ok && i < SLOTS; i++) {
        const struct sum *sum = &work->sums[i];
        if (sum->threshold == 0) {
            continue;
        }
        sql_bind_text(query, 5, sum->cell);
        sql_bind_int(query, 6, sum->noise_num);
        sql_bind_int(query, 7, sum->noise_den);
        sql_bind_int(query, 8, sum->threshold);
        sql_bind_int(query, 9, sum->records);
        sql_bind_int(query, 10, sum->small);
        sql_bind_int(query, 11, sum->least);
        sql_bind_int(query, 12, sum->most);
        ok = sql_run(query, err);
    }
    sql_finish(query);
    return ok;
}

static bool
write_tallied(struct work *work, struct err *err)
{
    struct sql_query *query = NULL;
    bool ok = sql_prepare(work->sql,
        "INSERT INTO tallied (network, period, records) VALUES ($1, $2, $3)", &query, err);
    sql_bind_text(query, 1, work->period.network);
    sql_bind_text(query, 2, work->period.period);
    sql_bind_int(query, 3, work->records);
    ok = ok && sql_run(query, err);
    sql_finish(query);
    return ok;
}

static bool
renew(struct work *work, const struct old *period, struct err *err)
{
    struct record_period parsed;
    if (!record_period_parse(period->period, &parsed)) {
        return err_set(err, ERR_FORMAT, "database: '%s' is no period", period->period);
    }
    work->period = *period;
    work->kind = parsed.kind;
    work->records = 0;
    work->sums_count = 0;
    memset(work->sums, 0, SLOTS * sizeof *work->sums);
    bool ok = sql_begin(work->sql, err) && read_records(work, err) &&
              forget(work, "DELETE FROM tally WHERE network = $1 AND period = $2", err) &&
              forget(work, "DELETE FROM tallied WHERE network = $1 AND period = $2", err) &&
              write_sums(work, err) && write_tallied(work, err) && sql_commit(work->sql, err);
    if (!ok) {
        sql_rollback(work->sql);
    }
    return ok;
}

static void
note_old(struct olds *olds, const struct sql_query *query)
{
    if (olds->count == olds->room) {
        olds->room = olds->room ? 2 * olds->room : 64;
        olds->at = realloc(olds->at, (size_t)olds->room * sizeof *olds->at);
        ASSERT(olds->at);
    }
    struct old *old = &olds->at[olds->count++];
    snprintf(old->network, sizeof old->network, "%s", sql_text(query, 0));
    snprintf(old->period, sizeof old->period, "%s", sql_text(query, 1));
    old->day = sql_int(query, 2);
}

static bool
find_old(struct sql *sql, struct olds *olds, struct err *err)
{
    struct sql_query *query = NULL;
    bool ok = sql_prepare(sql,
        "SELECT n.network, n.period, n.day FROM (SELECT h.network AS network, r.period AS period, "
        "r.day AS day, count(*) AS records FROM record r JOIN hub h ON h.id = r.hub GROUP BY "
        "h.network, r.period, r.day) n LEFT JOIN tallied t ON t.network = n.network AND t.period = "
        "n.period WHERE t.records IS NULL OR t.records <> n.records ORDER BY n.day, n.network",
        &query, err);
    while (ok && sql_step(query)) {
        note_old(olds, query);
    }
    ok = ok && !sql_failed(query, err);
    sql_finish(query);
    return ok;
}

bool
ledger_tally(struct ledger *ledger, const volatile bool *stop, int *renewed, struct err *err)
{
    struct olds olds = {NULL, 0, 0};
    struct work *work = calloc(1, sizeof *work);
    ASSERT(work);
    work->sums = calloc(SLOTS, sizeof *work->sums);
    ASSERT(work->sums);
    *renewed = 0;
    bool ok = ledger_check(ledger, err);
    work->sql = ledger_sql(ledger);
    ok = ok && find_old(work->sql, &olds, err);
    for (int i = 0; ok && i < olds.count && !(stop && *stop); i++) {
        ok = renew(work, &olds.at[i], err);
        *renewed += ok;
    }
    free(olds.at);
    free(work->sums);
    free(work);
    return ok;
}
