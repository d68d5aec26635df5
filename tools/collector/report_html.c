// A report as one page: no script, nothing fetched, made to be printed.

#include <string.h>

#include "clock/clock.h"
#include "embedded.h"
#include "report_chart.h"

enum { FILL_MAX = 512 };

static void
put(const struct report *report, const char *key, FILE *out)
{
    chart_escape(words_get(&report->words, key), out);
}

static void
put_filled(const struct report *report, const char *key, const char *const *pairs, FILE *out)
{
    char text[FILL_MAX];
    words_fill(words_get(&report->words, key), pairs, text, sizeof text);
    chart_escape(text, out);
}

static void
day_text(int day, char text[16])
{
    struct date date = clock_date_of_days(day);
    snprintf(text, 16, "%04u-%02u-%02u", (unsigned)date.year % 10000, (unsigned)date.month % 100,
        (unsigned)date.day % 100);
}

// Head -----------------------------------------------------------------------------------------------

static void
put_title(const struct report *report, FILE *out)
{
    char from[16];
    char to[16];
    day_text(report->from, from);
    day_text(report->to, to);
    fprintf(out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
        report->words.language);
    fputs("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>", out);
    put(report, "text.title", out);
    fprintf(out, " %s\xe2\x80\x93%s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n<h1>",
        from, to, embedded_find("report/style.css"));
    put(report, "text.title", out);
    fputs("</h1>\n<p class=\"when\">", out);
    put_filled(report, "text.range", (const char *const[]){"FROM", from, "TO", to, NULL}, out);
    fputs(" \xc2\xb7 ", out);
    put_filled(report, report->network ? "text.network" : "text.all-networks",
        (const char *const[]){"NETWORK", report->network ? report->network : "", NULL}, out);
    fputs("</p>\n", out);
}

static void
put_figure(
    const struct report *report, const char *key, const char *value, const char *more, FILE *out)
{
    fputs("<div><dt>", out);
    put(report, key, out);
    fprintf(out, "</dt><dd>%s", value);
    if (*more) {
        fprintf(out, " <small>%s</small>", more);
    }
    fputs("</dd></div>\n", out);
}

static void
put_figures(const struct report *report, FILE *out)
{
    char text[96];
    char more[112];
    char number[40];
    fputs("<dl class=\"figures\">\n", out);
    words_range(report->visits.least, report->visits.most, text);
    words_number(report_error(&report->visits), number);
    snprintf(more, sizeof more, "\xc2\xb1%s", number);
    put_figure(report, "text.visits", text, report_error(&report->visits) > 0 ? more : "", out);
    words_number(report->heard, text);
    words_number(report->hubs, number);
    snprintf(more, sizeof more, "/ %s", number);
    put_figure(report, "text.hubs", text, more, out);
    words_number(report->visits.records, text);
    put_figure(report, "text.weeks", text, "", out);
    fputs("</dl>\n<p class=\"note\">", out);
    put(report, "text.visits-note", out);
    if (report->unsure > 0) {
        words_number(report->unsure, number);
        fputc(' ', out);
        put_filled(report, "text.unsure", (const char *const[]){"COUNT", number, NULL}, out);
    }
    fputs("</p>\n", out);
}

// Tables ---------------------------------------------------------------------------------------------

static void
put_table_head(const struct report *report, enum report_by by, FILE *out)
{
    bool hub = by == REPORT_HUB;
    fputs("<table>\n<thead><tr><th scope=\"col\">", out);
    put(report, hub ? "text.column-hub" : "text.column-code", out);
    if (hub) {
        fputs("</th><th scope=\"col\" class=\"s\">", out);
        put(report, "text.column-place", out);
        fputs("</th><th scope=\"col\" class=\"n s\">", out);
        put(report, "text.column-periods", out);
    }
    fputs("</th><td class=\"bar\"></td><th scope=\"col\" class=\"n\">", out);
    bool visits = by <= REPORT_GAP || hub;
    put(report, visits ? "text.column-visits" : "text.column-count", out);
    if (!hub) {
        fputs("</th><th scope=\"col\" class=\"n\">\xc2\xb1", out);
    }
    fputs("</th></tr></thead>\n<tbody>\n", out);
}

static void
put_row(const struct report_row *row, bool hub, int64_t largest, FILE *out)
{
    char text[96];
    fputs("<tr><th scope=\"row\">", out);
    chart_escape(row->name, out);
    if (hub) {
        words_number(row->records, text);
        fputs("</th><td>", out);
        chart_escape(row->place, out);
        fprintf(out, "</td><td class=\"n s\">%s</td><td class=\"bar\">", text);
    } else {
        fputs("</th><td class=\"bar\">", out);
    }
    chart_bar(row, largest, out);
    words_range(row->least, row->most, text);
    fprintf(out, "</td><td class=\"n\">%s</td>", text);
    if (!hub) {
        words_number(report_error(row), text);
        fprintf(out, "<td class=\"n\">%s</td>", text);
    }
    fputs("</tr>\n", out);
}

static void
put_section(const struct report *report, enum report_by by, FILE *out)
{
    const struct report_rows *rows = &report->sections[by];
    char number[40];
    if (!report->by[by] || rows->count == 0) {
        return;
    }
    fputs("<section>\n<h2>", out);
    chart_escape(report_title(report, by), out);
    fputs("</h2>\n", out);
    if (by == REPORT_UNMET || by == REPORT_GAP) {
        fputs("<p class=\"note\">", out);
        put(report, by == REPORT_UNMET ? "text.unmet-note" : "text.gap-note", out);
        fputs("</p>\n", out);
    }
    put_table_head(report, by, out);
    int shown = rows->count < REPORT_HUBS_SHOWN ? rows->count : REPORT_HUBS_SHOWN;
    for (int i = 0; i < shown; i++) {
        put_row(&rows->at[i], by == REPORT_HUB, rows->at[0].most, out);
    }
    fputs("</tbody>\n</table>\n", out);
    if (shown < rows->count) {
        words_number(rows->count - shown, number);
        fputs("<p class=\"note\">", out);
        put_filled(report, "text.more-hubs", (const char *const[]){"COUNT", number, NULL}, out);
        fputs("</p>\n", out);
    }
    fputs("</section>\n", out);
}

// What it means --------------------------------------------------------------------------------------

static void
put_paragraph(const struct report *report, const char *key, FILE *out)
{
    fputs("<p>", out);
    put(report, key, out);
    fputs("</p>\n", out);
}

static void
put_noise(const struct report *report, const struct report_noise *noise, FILE *out)
{
    char epsilon[24];
    char error[40];
    if (noise->num == 0) {
        put_paragraph(report, "text.how-no-noise", out);
        return;
    }
    snprintf(epsilon, sizeof epsilon, "%u/%u", noise->num, noise->den);
    words_number(report_reach(noise->num, noise->den), error);
    fputs("<p>", out);
    put_filled(report, "text.how-epsilon",
        (const char *const[]){"EPSILON", epsilon, "ERROR", error, NULL}, out);
    fputs("</p>\n", out);
}

static void
put_threshold(const struct report *report, uint32_t threshold, FILE *out)
{
    char text[16];
    char below[16];
    snprintf(text, sizeof text, "%u", threshold);
    snprintf(below, sizeof below, "%u", threshold - 1);
    fputs("<p>", out);
    put_filled(report, "text.how-threshold",
        (const char *const[]){"THRESHOLD", text, "BELOW", below, NULL}, out);
    fputs("</p>\n", out);
}

// Each noise and each threshold is told once, however they were combined.
static void
put_noises(const struct report *report, FILE *out)
{
    for (int i = 0; i < report->noises_count; i++) {
        const struct report_noise *noise = &report->noises[i];
        bool told = false;
        for (int j = 0; j < i; j++) {
            told = told ||
                   (report->noises[j].num == noise->num && report->noises[j].den == noise->den);
        }
        if (!told) {
            put_noise(report, noise, out);
        }
    }
    for (int i = 0; i < report->noises_count; i++) {
        uint32_t threshold = report->noises[i].threshold;
        bool told = threshold == 1;
        for (int j = 0; j < i; j++) {
            told = told || report->noises[j].threshold == threshold;
        }
        if (!told) {
            put_threshold(report, threshold, out);
        }
    }
}

static void
put_foot(const struct report *report, FILE *out)
{
    char day[16];
    char records[40];
    struct clock clock = clock_real();
    struct date today = clock_date(&clock);
    day_text(clock_days(&today), day);
    words_number(report->visits.records, records);
    fputs("<section class=\"how\">\n<h2>", out);
    put(report, "text.how", out);
    fputs("</h2>\n", out);
    put_paragraph(report, "text.how-visits", out);
    put_paragraph(report, "text.how-noise", out);
    put_noises(report, out);
    put_paragraph(report, "text.how-bars", out);
    put_paragraph(report, "text.how-error", out);
    put_paragraph(report, "text.how-topics", out);
    put_paragraph(report, "text.how-gaps", out);
    fputs("</section>\n<footer>", out);
    put_filled(report, "text.made",
        (const char *const[]){"VERSION", HUB_VERSION, "DAY", day, "RECORDS", records, NULL}, out);
    fputs("</footer>\n</main>\n</body>\n</html>\n", out);
}

void
report_html(const struct report *report, FILE *out)
{
    put_title(report, out);
    put_figures(report, out);
    if (report->weeks.count > 0) {
        fputs("<section>\n<h2>", out);
        put(report, "text.per-week", out);
        fputs("</h2>\n", out);
        chart_weeks(&report->weeks, words_get(&report->words, "text.per-week"), out);
        fputs("</section>\n", out);
    } else {
        fputs("<p>", out);
        put(report, "text.no-data", out);
        fputs("</p>\n", out);
    }
    for (int by = 0; by < REPORT_BYS; by++) {
        put_section(report, (enum report_by)by, out);
    }
    put_foot(report, out);
}
