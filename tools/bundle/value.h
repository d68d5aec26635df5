#pragma once
// What a cell may hold, kind by kind; pure functions.

#include <stdbool.h>
#include <stdint.h>

#include "sheets.h"

enum { VALUE_WHY_MAX = 400, VALUE_INT_MAX = 1000 * 1000 };

// True if text (not empty) fits the column. Else why = "what is wrong; write X". References and icons
// are checked elsewhere: here only their form.
bool value_check(const struct column *column, const char *text, char why[VALUE_WHY_MAX]);

// [a-z0-9][a-z0-9-]*, at most max bytes.
bool value_is_id(const char *text, size_t max);
// An id that may hold _ too.
bool value_is_fact(const char *text);
// A BCP 47 tag: es, zh-Hans, es-GT.
bool value_is_tag(const char *text);
// "2026-11-30" to days since 1970-01-01.
bool value_date(const char *text, int *days);
// "08:30" to minutes.
bool value_time(const char *text, int *minutes);
bool value_int(const char *text, int *value);
// "12.50" to minor units of the currency; false if it is no amount of it.
bool value_money(const char *text, const char *currency, int64_t *minor);
// Digits after the point of an ISO 4217 currency.
int value_decimals(const char *currency);
