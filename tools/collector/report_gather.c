// Reads what a report says out of the sums.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clock/clock.h"
#include "report.h"

static const struct {
    const char *word;    // of --by
    const char *prefix;  // of its cells
    const char *section; // of the words that name its codes
} kinds[REPORT_BYS] = {
    [REPORT_LANGUAGE] = {"language", "lang:", "lang"},
    [REPORT_TOPIC] = {"topic", "topic:", "topic"},
    [REPORT_REFERRAL] = {"referral", "referral:", "topic"},
    [REPORT_UNMET] = {"unmet", "unmet:", "topic"},
    [REPORT_GAP] = {"gap", "gap:", "lang"},
    [REPORT_TALLY] = {"tally", "tally:", "tally"},
    [REPORT_HEALTH] = {"health", "health:", "health"},
    [REPORT_OTHER] = {"other", "", "cell"},
    [REPORT_HUB] = {"hub", "", ""},
};

enum report_by
report_kind(const char *cell, const char **code)
{
    for (int by = 0; by < REPORT_OTHER; by++) {
        size_t len = strlen(kinds[by].prefix);
        if (strncmp(cell, kinds[by].prefix, len) == 0) {
            *code = cell + len;
            return (enum report_by)by;
        }
    }
    *code = cell;
    return REPORT_OTHER;
}

const char *
report_prefix(enum report_by by)
{
    return kinds[by].prefix;
}

const char *
report_title(const struct report *report, enum report_by by)
{
    const char *title = words_find(&report->words, "by", kinds[by].word);
    ASSERT(title);
    return title;
}

// What was asked for ---------------------------------------------------------------------------------

static bool
read_day(const char *text, bool last, int *day, struct err *err)
{
    struct record_period period;
    if (record_period_parse(text, &period)) {
        *day = last ? record_period_last(&period) : record_period_first(&period);
        return true;
    }
    return clock_parse_date(text, day) ||
           err_set(err, ERR_FORMAT,
               "%.40s: write a day (2026-01-01), week (2026-W01), month or year", text);
}

bool
report_range(const char *from, const char *to, int today, struct report *report, struct err *err)
{
    report->to = today;
    if (to && !read_day(to, true, &report->to, err)) {
        return err_wrap(err, "--to");
    }
    report->from = report->to - REPORT_DEFAULT_DAYS + 1;
    if (from && !read_day(from, false, &report->from, err)) {
        return err_wrap(err, "--from");
    }
    return report->from <= report->to || err_set(err, ERR_FORMAT, "--from is after --to");
}

bool
report_choose(const char *list, struct report *report, struct err *err)
{
    memset(report->by, list == NULL, sizeof report->by);
    while (list && *list) {
        size_t len = strcspn(list, ",");
        int by = 0;
        while (by < REPORT_BYS &&
               (strlen(kinds[by].word) != len || memcmp(kinds[by].word, list, len) != 0)) {
            by++;
        }
        if (by == REPORT_BYS) {
            return err_set(
                err, ERR_FORMAT, "--by: there is no '%.*s'", (int)(len < 40 ? len : 40), list);
        }
        report->by[by] = true;
        list += len + (list[len] == ',');
    }
    return true;
}

// Sums -----------------------------------------------------------------------------------------------

static struct report_row *
add_row(struct report_rows *rows)
{
    if (rows->count == rows->room) {
        rows->room = rows->room > 0 ? 2 * rows->room : 32;
        rows->at = realloc(rows->at, (size_t)rows->room * sizeof *rows->at);
        ASSERT(rows->at);
    }
    struct report_row *row = &rows->at[rows->count++];
    *row = (struct report_row){.least = 0};
    return row;
}

static void
add_to(struct report_row *row, const struct report_row *part)
{
    row->least += part->least;
    row->most += part->most;
    row->records += part->records;
    row->small += part->small;
    row->variance += part->variance;
}

double
report_variance(uint32_t num, uint32_t den)
{
    double p = exp(-(double)num / (double)den);
    return num == 0 ? 0 : 2 * p / ((1 - p) * (1 - p));
}

// P(|noise| > k) = 2 p^(k + 1) / (1 + p)
int64_t
report_reach(uint32_t num, uint32_t den)
{
    double p = exp(-(double)num / (double)den);
    double beyond = num == 0 ? 0 : 2 * p / (1 + p);
    int64_t k = 0;
    while (beyond > 0.05) {
        beyond *= p;
        k++;
    }
    return k;
}

int64_t
report_error(const struct report_row *row)
{
    return (int64_t)ceil(1.96 * sqrt(row->variance));
}

static void
note_noise(struct report *report, const struct report_noise *noise)
{
    for (int i = 0; i < report->noises_count; i++) {
        if (memcmp(&report->noises[i], noise, sizeof *noise) == 0) {
            return;
        }
    }
    if (report->noises_count < REPORT_NOISES_MAX) {
        report->noises[report->noises_count++] = *noise;
    }
}

// Rows of one cell come together: the query sorts by cell.
static struct report_row *
row_of(struct report *report, enum report_by by, const char *code)
{
    struct report_rows *rows = &report->sections[by];
    if (rows->count > 0 && strcmp(rows->at[rows->count - 1].code, code) == 0) {
        return &rows->at[rows->count - 1];
    }
    struct report_row *row = add_row(rows);
    const char *name = words_find(&report->words, kinds[by].section, code);
    snprintf(row->code, sizeof row->code, "%s", code);
    snprintf(row->name, sizeof row->name, "%s", name ? name : code);
    return row;
}

static void
take_sum(struct report *report, const struct sql_query *query)
{
    const char *code = NULL;
    const char *cell = sql_text(query, 0);
    enum report_by by = report_kind(cell, &code);
    struct report_noise noise = {
        (uint32_t)sql_int(query, 1), (uint32_t)sql_int(query, 2), (uint32_t)sql_int(query, 3)};
    struct report_row part = {.records = sql_int(query, 4),
        .small = sql_int(query, 5),
        .least = sql_int(query, 6),
        .most = sql_int(query, 7)};
    // What a machine tells of itself is exact.
    if (by != REPORT_HEALTH) {
        part.variance = (double)part.records * report_variance(noise.num, noise.den);
        note_noise(report, &noise);
    }
    if (strcmp(cell, "visit") == 0) {
        add_to(&report->visits, &part);
    } else {
        add_to(row_of(report, by, code), &part);
    }
}

static bool
ask(struct ledger *ledger, const struct report *report, const char *text, struct sql_query **query,
    struct err *err)
{
    bool ok = sql_prepare(ledger_sql(ledger), text, query, err);
    sql_bind_int(*query, 1, report->from);
    sql_bind_int(*query, 2, report->to);
    sql_bind_text(*query, 3, report->network ? report->network : "");
    return ok;
}

static bool
read_sums(struct ledger *ledger, struct report *report, struct err *err)
{
    struct sql_query *query = NULL;
    bool ok = ask(ledger, report,
        "SELECT cell, noise_num, noise_den, threshold, CAST(sum(records) AS BIGINT), "
        "CAST(sum(small) AS BIGINT), CAST(sum(least) AS BIGINT), CAST(sum(most) AS BIGINT) "
        "FROM tally WHERE day >= $1 AND day <= $2 AND ($3 = '' OR network = $3) "
        "GROUP BY cell, noise_num, noise_den, threshold ORDER BY cell",
        &query, err);
    while (ok && sql_step(query)) {
        take_sum(report, query);
    }
    ok = ok && !sql_failed(query, err);
    sql_finish(query);
    return ok;
}

static bool
read_weeks(struct ledger *ledger, struct report *report, struct err *err)
{
    struct sql_query *query = NULL;
    bool ok = ask(ledger, report,
        "SELECT period, CAST(sum(records) AS BIGINT), CAST(sum(least) AS BIGINT), "
        "CAST(sum(most) AS BIGINT) FROM tally WHERE day >= $1 AND day <= $2 AND "
        "($3 = '' OR network = $3) AND kind = 0 AND cell = 'visit' GROUP BY period ORDER BY period",
        &query, err);
    while (ok && sql_step(query)) {
        struct report_row *row = add_row(&report->weeks);
        snprintf(row->code, sizeof row->code, "%s", sql_text(query, 0));
        row->records = sql_int(query, 1);
        row->least = sql_int(query, 2);
        row->most = sql_int(query, 3);
    }
    ok = ok && !sql_failed(query, err);
    sql_finish(query);
    return ok;
}

static void
take_hub(struct report *report, const struct sql_query *query)
{
    struct report_row *row = add_row(&report->sections[REPORT_HUB]);
    snprintf(row->code, sizeof row->code, "%s.%s", sql_text(query, 0), sql_text(query, 1));
    snprintf(row->name, sizeof row->name, "%s", sql_text(query, 2));
    snprintf(row->place, sizeof row->place, "%s", sql_text(query, 3));
    row->records = sql_int(query, 4);
    row->least = sql_int(query, 5);
    row->most = sql_int(query, 6);
    report->unsure += sql_int(query, 7);
    report->hubs += sql_int(query, 8) == 0 || row->records > 0;
    report->heard += row->records > 0;
}

// Months repeat what weeks hold of a visit; they are left out here.
static bool
read_hubs(struct ledger *ledger, struct report *report, struct err *err)
{
    struct sql_query *query = NULL;
    bool ok = ask(ledger, report,
        "SELECT h.network, h.name, h.label, h.place, coalesce(r.records, 0), "
        "coalesce(r.least, 0), coalesce(r.most, 0), coalesce(r.unsure, 0), "
        "CASE WHEN h.revoked IS NULL THEN 0 ELSE 1 END FROM hub h LEFT JOIN "
        "(SELECT hub, count(*) AS records, CAST(sum(visit_least) AS BIGINT) AS least, "
        "CAST(sum(visit_most) AS BIGINT) AS most, "
        "CAST(sum(CASE WHEN clock > 0 THEN 1 ELSE 0 END) AS BIGINT) AS unsure "
        "FROM record WHERE day >= $1 AND day <= $2 AND kind <> 1 GROUP BY hub) r "
        "ON r.hub = h.id WHERE $3 = '' OR h.network = $3",
        &query, err);
    while (ok && sql_step(query)) {
        take_hub(report, query);
    }
    ok = ok && !sql_failed(query, err);
    sql_finish(query);
    return ok;
}

static int
larger_first(const void *a, const void *b)
{
    const struct report_row *first = a;
    const struct report_row *second = b;
    int64_t of_first = first->least + first->most;
    int64_t of_second = second->least + second->most;
    if (of_first != of_second) {
        return of_first > of_second ? -1 : 1;
    }
    return strcmp(first->code, second->code);
}

bool
report_gather(struct ledger *ledger, struct report *report, struct err *err)
{
    int renewed = 0;
    if (!ledger_tally(ledger, NULL, &renewed, err) || !read_sums(ledger, report, err) ||
        !read_weeks(ledger, report, err) || !read_hubs(ledger, report, err)) {
        return false;
    }
    for (int by = 0; by < REPORT_BYS; by++) {
        struct report_rows *rows = &report->sections[by];
        if (rows->count > 1) {
            qsort(rows->at, (size_t)rows->count, sizeof *rows->at, larger_first);
        }
    }
    return true;
}

void
report_finish(struct report *report)
{
    for (int by = 0; by < REPORT_BYS; by++) {
        free(report->sections[by].at);
    }
    free(report->weeks.at);
    words_close(&report->words);
}
