// hub-collector report.

#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "command.h"

enum report_format { FORMAT_TEXT, FORMAT_CSV, FORMAT_DHIS2, FORMAT_HTML, FORMATS };

static enum report_format
format_of(const char *name)
{
    static const char *const names[FORMATS] = {"text", "csv", "dhis2", "html"};
    int format = 0;
    while (format < FORMATS && strcmp(names[format], name ? name : "text") != 0) {
        format++;
    }
    return (enum report_format)format;
}

static bool
write_to(struct ledger *ledger, const struct report *report, enum report_format format, FILE *out,
    struct err *err)
{
    switch (format) {
    case FORMAT_TEXT:
        report_text(report, out);
        return true;
    case FORMAT_HTML:
        report_html(report, out);
        return true;
    case FORMAT_CSV:
        return report_csv(ledger, report, out, err);
    case FORMAT_DHIS2:
        return report_dhis2(ledger, report, out, err);
    case FORMATS:
        break;
    }
    return false;
}

// A file appears whole or not at all.
static bool
deliver(struct ledger *ledger, const struct report *report, const struct command_line *line,
    struct err *err)
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    enum report_format format = format_of(line->format);
    if (!line->out) {
        return write_to(ledger, report, format, stdout, err) &&
               ((fflush(stdout) == 0 && !ferror(stdout)) ||
                   err_set(err, ERR_IO, "standard output cannot be written"));
    }
    FILE *memory = open_memstream(&text, &len);
    ASSERT(memory);
    bool ok = write_to(ledger, report, format, memory, err);
    ok = fclose(memory) == 0 && ok;
    return ok && file_replace(line->out, text, len, err);
}

static int
usage(const char *wrong)
{
    fprintf(stderr, "hub-collector: %s\nTry: hub-collector --help\n", wrong);
    return EXIT_USAGE;
}

int
command_report(const struct command_line *line)
{
    struct err err = {0};
    struct ledger *ledger = NULL;
    struct report *report = calloc(1, sizeof *report);
    ASSERT(report);
    report->network = line->network;
    int status = EXIT_DONE;
    if (format_of(line->format) == FORMATS) {
        status = usage("--format: text, csv, dhis2 or html");
    } else if (!words_open(line->language ? line->language : "en", &report->words)) {
        status = usage("--language: en or es");
    } else if (!report_range(line->from, line->to, command_today(), report, &err) ||
               !report_choose(line->by, report, &err)) {
        status = usage(err.text);
    } else if (!ledger_open(line->db, &ledger, &err) || !report_gather(ledger, report, &err) ||
               !deliver(ledger, report, line, &err)) {
        status = command_failed(&err);
    }
    ledger_close(ledger);
    report_finish(report);
    free(report);
    return status;
}
