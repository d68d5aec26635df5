#include "report.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void
add(struct report *report, enum severity severity, struct spot spot, const char *text)
{
    report->errors += severity == SEVERITY_ERROR;
    report->warnings += severity == SEVERITY_WARNING;
    if (report->count == REPORT_MAX) {
        return;
    }
    if (report->count == report->room) {
        report->room = report->room ? report->room * 2 : 64;
        report->findings =
            realloc(report->findings, sizeof *report->findings * (size_t)report->room);
        ASSERT(report->findings);
    }
    report->findings[report->count] = (struct finding){
        .spot = {arena_strdup(&report->arena, spot.file ? spot.file : ""), spot.row, spot.column},
        .severity = severity,
        .order = report->count,
        .text = arena_strdup(&report->arena, text)};
    report->count++;
}

void
report_error(struct report *report, struct spot spot, const char *format, ...)
{
    char text[REPORT_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    add(report, SEVERITY_ERROR, spot, text);
}

void
report_warning(struct report *report, struct spot spot, const char *format, ...)
{
    char text[REPORT_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    add(report, SEVERITY_WARNING, spot, text);
}

void
report_note(struct report *report, struct spot spot, const char *format, ...)
{
    char text[REPORT_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    add(report, SEVERITY_NOTE, spot, text);
}

static int
by_place(const void *left, const void *right)
{
    const struct finding *a = left;
    const struct finding *b = right;
    int files = strcmp(a->spot.file, b->spot.file);
    if (files != 0) {
        return files;
    }
    if (a->spot.row != b->spot.row) {
        return a->spot.row < b->spot.row ? -1 : 1;
    }
    if (a->spot.column != b->spot.column) {
        return a->spot.column < b->spot.column ? -1 : 1;
    }
    return a->order < b->order ? -1 : 1;
}

static void
print_finding(const struct report *report, const struct finding *finding, FILE *out)
{
    static const char *const names[] = {"error", "warning", "note"};
    bool relative = finding->spot.file[0] != '/' && report->root && report->root[0];
    fprintf(out, "%s%s%s", relative ? report->root : "",
        relative && finding->spot.file[0] ? "/" : "", finding->spot.file);
    if (finding->spot.row > 0) {
        fprintf(out, ":%d", finding->spot.row);
    }
    if (finding->spot.row > 0 && finding->spot.column > 0) {
        fprintf(out, ":%d", finding->spot.column);
    }
    fprintf(out, ": %s: %s\n", names[finding->severity], finding->text);
}

void
report_print(struct report *report, FILE *out)
{
    if (report->count == 0) {
        return;
    }
    qsort(report->findings, (size_t)report->count, sizeof *report->findings, by_place);
    for (int i = 0; i < report->count; i++) {
        print_finding(report, &report->findings[i], out);
    }
    if (report->errors || report->warnings) {
        fprintf(out, "%d error%s, %d warning%s\n", report->errors, report->errors == 1 ? "" : "s",
            report->warnings, report->warnings == 1 ? "" : "s");
    }
}

void
report_finish(struct report *report)
{
    free(report->findings);
    arena_finish(&report->arena);
    *report = (struct report){0};
}

// Levenshtein distance of two short words; long ones count as far apart.
static int
distance(const char *a, const char *b)
{
    enum { LONGEST = 48 };
    int row[LONGEST + 1];
    size_t a_len = strlen(a);
    size_t b_len = strlen(b);
    if (a_len > LONGEST || b_len > LONGEST) {
        return LONGEST;
    }
    for (size_t i = 0; i <= b_len; i++) {
        row[i] = (int)i;
    }
    for (size_t i = 1; i <= a_len; i++) {
        int corner = row[0];
        row[0] = (int)i;
        for (size_t k = 1; k <= b_len; k++) {
            int change = corner + (a[i - 1] != b[k - 1]);
            int shorter = (row[k] < row[k - 1] ? row[k] : row[k - 1]) + 1;
            corner = row[k];
            row[k] = change < shorter ? change : shorter;
        }
    }
    return row[b_len];
}

const char *
report_closest(struct arena *arena, const char *word, const char *const *names, int count)
{
    int best = -1;
    int best_distance = 1 + (int)strlen(word) / 3;
    for (int i = 0; i < count; i++) {
        int d = distance(word, names[i]);
        if (d <= best_distance && (best < 0 || d < best_distance)) {
            best = i;
            best_distance = d;
        }
    }
    return best < 0 ? "" : arena_printf(arena, "; did you mean '%s'?", names[best]);
}
