#include "report_chart.h"

#include <string.h>

#include "clock/clock.h"

enum {
    WIDTH = 760,
    HEIGHT = 220,
    LEFT = 56, // of the axis
    TOP = 10,
    BOTTOM = 26,
    LINES = 4, // of the grid, about
    BAR_UNITS = 1000,
    LABELS = 9, // weeks that are named, about
    DAYS = 7,
};

void
chart_escape(const char *text, FILE *out)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*text, out);
        }
    }
}

void
chart_bar(const struct report_row *row, int64_t largest, FILE *out)
{
    int64_t sure = largest > 0 ? row->least * BAR_UNITS / largest : 0;
    int64_t may = largest > 0 ? row->most * BAR_UNITS / largest : 0;
    fprintf(out,
        "<svg viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        "<rect class=\"may\" width=\"%lld\" height=\"10\"/>"
        "<rect class=\"sure\" width=\"%lld\" height=\"10\"/></svg>",
        BAR_UNITS, (long long)may, (long long)sure);
}

// 1, 2 or 5 times a power of ten, so that about LINES steps reach the largest.
static int64_t
step_of(int64_t largest)
{
    static const int factors[] = {1, 2, 5};
    for (int64_t power = 1; power <= INT64_MAX / 100; power *= 10) {
        for (int i = 0; i < 3; i++) {
            if (factors[i] * power * LINES >= largest) {
                return factors[i] * power;
            }
        }
    }
    return largest;
}

static int
week_number(const struct report_row *row)
{
    struct record_period period = {.kind = RECORD_WEEK, .year = RECORD_YEAR_FIRST, .number = 1};
    bool known = record_period_parse(row->code, &period);
    ASSERT(known);
    return record_period_first(&period) / DAYS;
}

static void
put_grid(int64_t step, int64_t top_value, FILE *out)
{
    char text[40];
    for (int64_t value = 0; value <= top_value; value += step) {
        int64_t y = HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM) / top_value;
        words_number(value, text);
        fprintf(out,
            "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%lld.5\" y2=\"%lld.5\"/>"
            "<text x=\"%d\" y=\"%lld\" text-anchor=\"end\">%s</text>\n",
            LEFT, WIDTH, (long long)y, (long long)y, LEFT - 8, (long long)y + 4, text);
    }
}

static void
put_week(const struct report_row *row, double x, double width, int64_t top_value, FILE *out)
{
    double unit = (double)(HEIGHT - TOP - BOTTOM) / (double)top_value;
    double sure = (double)row->least * unit;
    double may = (double)row->most * unit;
    double ground = HEIGHT - BOTTOM;
    char text[96];
    words_range(row->least, row->most, text);
    fprintf(out,
        "<g><title>%s: %s</title><rect class=\"may\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
        "height=\"%.1f\"/><rect class=\"sure\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
        "height=\"%.1f\"/></g>\n",
        row->code, text, x, ground - may, width, may, x, ground - sure, width, sure);
}

void
chart_weeks(const struct report_rows *weeks, const char *label, FILE *out)
{
    if (weeks->count == 0) {
        return;
    }
    int64_t largest = 1;
    for (int i = 0; i < weeks->count; i++) {
        largest = weeks->at[i].most > largest ? weeks->at[i].most : largest;
    }
    int64_t step = step_of(largest);
    int64_t top_value = (largest + step - 1) / step * step;
    int first = week_number(&weeks->at[0]);
    int count = week_number(&weeks->at[weeks->count - 1]) - first + 1;
    double pitch = (double)(WIDTH - LEFT) / (count < LABELS ? LABELS : count);
    double width = pitch > 40 ? 32 : pitch * 0.8;
    fprintf(out, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH,
        HEIGHT);
    chart_escape(label, out);
    fputs("\">\n", out);
    put_grid(step, top_value, out);
    int every = (count + LABELS - 1) / LABELS;
    for (int i = 0; i < weeks->count; i++) {
        const struct report_row *row = &weeks->at[i];
        int at = week_number(row) - first;
        double x = LEFT + at * pitch + (pitch - width) / 2;
        put_week(row, x, width, top_value, out);
        if (at % every == 0) {
            fprintf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                x + width / 2, HEIGHT - 8, row->code);
        }
    }
    fputs("</svg>\n", out);
}
