// Reports for other programs: CSV with a row of HXL tags (hxlstandard.org, 1.1) and DHIS2's dataValueSets.

#include <stdlib.h>
#include <string.h>

#include "clock/clock.h"
#include "report.h"

static const char CSV_HEAD[] =
    "period,first day,last day,network,hub,hub name,area,kind,code,name,at least,at most,records,"
    "below threshold,noise epsilon,threshold\n"
    "#date+period,#date+start,#date+end,#org+network+code,#loc+hub+code,#loc+hub+name,#adm1+code,"
    "#indicator+type,#indicator+code,#indicator+name,#indicator+num+min,#indicator+num+max,"
    "#meta+records+num,#meta+small+num,#meta+noise,#meta+threshold+num\n";

static void
put_field(FILE *out, const char *text)
{
    if (!text[strcspn(text, ",\"\r\n")]) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text; text++) {
        fputs(*text == '"' ? "\"\"" : (char[]){*text, '\0'}, out);
    }
    fputc('"', out);
}

static void
put_period(FILE *out, const char *text)
{
    struct record_period period;
    if (!record_period_parse(text, &period)) {
        return;
    }
    struct date first = clock_date_of_days(record_period_first(&period));
    struct date last = clock_date_of_days(record_period_last(&period));
    fprintf(out, "%s,%04d-%02d-%02d,%04d-%02d-%02d", text, first.year, first.month, first.day,
        last.year, last.month, last.day);
}

static void
put_csv_sum(const struct report *report, const struct sql_query *query, FILE *out)
{
    const char *code = NULL;
    const char *cell = sql_text(query, 2);
    enum report_by by = report_kind(cell, &code);
    if (!report->by[by]) {
        return;
    }
    const char *prefix = report_prefix(by);
    size_t kind = strlen(prefix);
    const struct report_rows *rows = &report->sections[by];
    const char *name = strcmp(cell, "visit") == 0 ? words_get(&report->words, "cell.visit") : code;
    for (int i = 0; i < rows->count; i++) {
        name = strcmp(rows->at[i].code, code) == 0 ? rows->at[i].name : name;
    }
    put_period(out, sql_text(query, 0));
    fprintf(out, ",%s,,,,%.*s,%s,", sql_text(query, 1), kind > 0 ? (int)kind - 1 : 0, prefix, code);
    put_field(out, name);
    fprintf(out, ",%lld,%lld,%lld,%lld,", (long long)sql_int(query, 3),
        (long long)sql_int(query, 4), (long long)sql_int(query, 5), (long long)sql_int(query, 6));
    if (sql_int(query, 7) > 0) {
        fprintf(out, "%lld/%lld", (long long)sql_int(query, 7), (long long)sql_int(query, 8));
    }
    fprintf(out, ",%lld\n", (long long)sql_int(query, 9));
}

static void
put_csv_hub(const struct report *report, const struct sql_query *query, FILE *out)
{
    put_period(out, sql_text(query, 0));
    fprintf(out, ",%s,%s.%s,", sql_text(query, 1), sql_text(query, 1), sql_text(query, 2));
    put_field(out, sql_text(query, 3));
    fputc(',', out);
    put_field(out, sql_text(query, 4));
    fputs(",,visit,", out);
    put_field(out, words_get(&report->words, "cell.visit"));
    fprintf(out, ",%lld,%lld,1,,,\n", (long long)sql_int(query, 5), (long long)sql_int(query, 6));
}

struct form { // of rows: what to ask, and how to write one
    const char *query;
    void (*put)(const struct report *report, const struct sql_query *query, FILE *out);
};

static bool
put_rows(struct ledger *ledger, const struct report *report, const struct form *form, FILE *out,
    struct err *err)
{
    struct sql_query *query = NULL;
    bool ok = sql_prepare(ledger_sql(ledger), form->query, &query, err);
    sql_bind_int(query, 1, report->from);
    sql_bind_int(query, 2, report->to);
    sql_bind_text(query, 3, report->network ? report->network : "");
    while (ok && sql_step(query)) {
        form->put(report, query, out);
    }
    ok = ok && !sql_failed(query, err);
    sql_finish(query);
    return ok;
}

bool
report_csv(struct ledger *ledger, const struct report *report, FILE *out, struct err *err)
{
    static const struct form sums = {
        "SELECT period, network, cell, least, most, records, small, noise_num, noise_den, "
        "threshold FROM tally WHERE day >= $1 AND day <= $2 AND ($3 = '' OR network = $3) "
        "ORDER BY day, kind, network, cell, noise_num, noise_den, threshold",
        put_csv_sum};
    static const struct form hubs = {
        "SELECT r.period, h.network, h.name, h.label, h.place, r.visit_least, r.visit_most "
        "FROM record r JOIN hub h ON h.id = r.hub WHERE r.day >= $1 AND r.day <= $2 AND "
        "($3 = '' OR h.network = $3) AND r.kind <> 1 ORDER BY r.day, h.network, h.name",
        put_csv_hub};
    fputs(CSV_HEAD, out);
    return put_rows(ledger, report, &sums, out, err) &&
           (!report->by[REPORT_HUB] || put_rows(ledger, report, &hubs, out, err));
}

// DHIS2 ----------------------------------------------------------------------------------------------

struct dhis2 {
    FILE *out;
    bool any;
    struct record record;
};

// "2026W5", "202603", "2026": weeks have no leading zero there.
static void
dhis2_period(const struct record_period *period, char text[16])
{
    switch (period->kind) {
    case RECORD_WEEK:
        snprintf(text, 16, "%dW%d", period->year, period->number);
        break;
    case RECORD_MONTH:
        snprintf(text, 16, "%d%02d", period->year, period->number);
        break;
    case RECORD_YEAR:
        snprintf(text, 16, "%d", period->year);
        break;
    }
}

// A range is no number DHIS2 could add up: it is left out there, never guessed.
static void
put_values(const struct report *report, struct dhis2 *dhis2)
{
    const struct record *record = &dhis2->record;
    char period[16];
    const char *code = NULL;
    dhis2_period(&record->period, period);
    for (int i = 0; i < record->cells_count; i++) {
        const struct record_cell *cell = &record->cells[i];
        if (cell->least == cell->most && report->by[report_kind(cell->name, &code)]) {
            fprintf(dhis2->out,
                "%s\n{\"dataElement\":\"%s\",\"period\":\"%s\",\"orgUnit\":\"%s.%s\","
                "\"value\":\"%u\"}",
                dhis2->any ? "," : "", cell->name, period, record->network, record->hub,
                cell->most);
            dhis2->any = true;
        }
    }
}

static bool
put_records(
    struct ledger *ledger, const struct report *report, struct dhis2 *dhis2, struct err *err)
{
    struct sql_query *query = NULL;
    bool ok = sql_prepare(ledger_sql(ledger),
        "SELECT r.body FROM record r JOIN hub h ON h.id = r.hub WHERE r.day >= $1 AND r.day <= $2 "
        "AND ($3 = '' OR h.network = $3) ORDER BY r.day, r.kind, h.network, h.name",
        &query, err);
    sql_bind_int(query, 1, report->from);
    sql_bind_int(query, 2, report->to);
    sql_bind_text(query, 3, report->network ? report->network : "");
    while (ok && sql_step(query)) {
        size_t len = 0;
        const void *body = sql_blob(query, 0, &len);
        ok = record_parse(body, len, &dhis2->record, err);
        if (ok) {
            put_values(report, dhis2);
        }
    }
    ok = ok && !sql_failed(query, err);
    sql_finish(query);
    return ok;
}

bool
report_dhis2(struct ledger *ledger, const struct report *report, FILE *out, struct err *err)
{
    struct dhis2 *dhis2 = calloc(1, sizeof *dhis2);
    ASSERT(dhis2);
    dhis2->out = out;
    fputs("{\"dataElementIdScheme\":\"CODE\",\"orgUnitIdScheme\":\"CODE\",\"dataValues\":[", out);
    bool ok = put_records(ledger, report, dhis2, err);
    fputs("\n]}\n", out);
    free(dhis2);
    return ok;
}
