// A report for the terminal: tables of at most 80 columns.

#include <string.h>

#include "base/utf8.h"
#include "clock/clock.h"
#include "report.h"

enum { NAME_WIDTH = 30, NUMBER_WIDTH = 19, ERROR_WIDTH = 8, BAR_WIDTH = 18 };

// Pads by code points: printf counts bytes.
static void
put_left(FILE *out, const char *text, int width)
{
    int count = (int)utf8_count(text, strlen(text));
    fprintf(out, "%s%*s", text, count < width ? width - count : 0, "");
}

static void
put_right(FILE *out, const char *text, int width)
{
    int count = (int)utf8_count(text, strlen(text));
    fprintf(out, "%*s%s", count < width ? width - count : 0, "", text);
}

static void
put_day(FILE *out, int day)
{
    struct date date = clock_date_of_days(day);
    fprintf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

// What is sure dark, what may be light.
static void
put_bar(FILE *out, const struct report_row *row, int64_t largest)
{
    int64_t dark = largest > 0 ? row->least * BAR_WIDTH / largest : 0;
    int64_t all = largest > 0 ? (row->most * BAR_WIDTH + largest - 1) / largest : 0;
    for (int64_t i = 0; i < all; i++) {
        fputs(i < dark ? "\xe2\x96\x88" : "\xe2\x96\x91", out);
    }
}

static void
put_row(const struct report *report, FILE *out, const struct report_row *row, int64_t largest)
{
    char text[96];
    char error[112];
    (void)report;
    fputs("  ", out);
    put_left(out, row->name, NAME_WIDTH);
    words_range(row->least, row->most, text);
    put_right(out, text, NUMBER_WIDTH);
    words_number(report_error(row), text);
    snprintf(error, sizeof error, "\xc2\xb1%s", text);
    put_right(out, report_error(row) > 0 ? error : "", ERROR_WIDTH);
    fputs("  ", out);
    put_bar(out, row, largest);
    fputc('\n', out);
}

static void
put_section(const struct report *report, FILE *out, enum report_by by)
{
    const struct report_rows *rows = &report->sections[by];
    char count[40];
    char text[160];
    if (rows->count == 0) {
        return;
    }
    fprintf(out, "\n%s\n", report_title(report, by));
    int shown = rows->count < REPORT_HUBS_SHOWN ? rows->count : REPORT_HUBS_SHOWN;
    for (int i = 0; i < shown; i++) {
        put_row(report, out, &rows->at[i], rows->at[0].most);
    }
    if (shown < rows->count) {
        words_number(rows->count - shown, count);
        words_fill(words_get(&report->words, "text.more-hubs"),
            (const char *const[]){"COUNT", count, NULL}, text, sizeof text);
        fprintf(out, "  %s\n", text);
    }
}

static void
put_head(const struct report *report, FILE *out)
{
    const struct words *words = &report->words;
    char text[256];
    char heard[40];
    char hubs[40];
    fprintf(out, "%s, ", words_get(words, "text.title"));
    words_fill(words_get(words, report->network ? "text.network" : "text.all-networks"),
        (const char *const[]){"NETWORK", report->network ? report->network : "", NULL}, text,
        sizeof text);
    fprintf(out, "%s, ", text);
    put_day(out, report->from);
    fputs(" \xe2\x80\x93 ", out);
    put_day(out, report->to);
    words_range(report->visits.least, report->visits.most, text);
    fprintf(out, "\n\n  ");
    put_left(out, words_get(words, "text.visits"), NAME_WIDTH);
    put_right(out, text, NUMBER_WIDTH);
    words_number(report_error(&report->visits), text);
    fprintf(out, "   \xc2\xb1%s\n  ", text);
    words_number(report->heard, heard);
    words_number(report->hubs, hubs);
    words_fill(words_get(words, "text.hubs-of"),
        (const char *const[]){"HEARD", heard, "HUBS", hubs, NULL}, text, sizeof text);
    put_left(out, words_get(words, "text.hubs"), NAME_WIDTH);
    put_right(out, text, NUMBER_WIDTH);
    fprintf(out, "\n  %s\n", words_get(words, "text.visits-note"));
}

void
report_text(const struct report *report, FILE *out)
{
    put_head(report, out);
    for (int by = 0; by < REPORT_BYS; by++) {
        if (report->by[by]) {
            put_section(report, out, (enum report_by)by);
        }
    }
    fprintf(out, "\n%s %s\n", words_get(&report->words, "text.how-error"),
        words_get(&report->words, "text.how-gaps"));
}
