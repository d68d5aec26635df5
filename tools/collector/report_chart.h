#pragma once
// Pictures of a report as inline SVG: what is sure dark, what may be light.

#include "report.h"

// A bar across its table cell; largest: what fills it.
void chart_bar(const struct report_row *row, int64_t largest, FILE *out);
// Weeks from left to right, those that are missing left empty. label: for who cannot see it.
void chart_weeks(const struct report_rows *weeks, const char *label, FILE *out);
// Text as it may stand in HTML, also between quotes.
void chart_escape(const char *text, FILE *out);
