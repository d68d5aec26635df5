#pragma once
// Numbers, days and names as they stand on the command line.

#include "bundle/bundle.h"

// text NULL: fallback. ERR_FORMAT names the option.
bool options_number(const char *option, const char *text, int64_t fallback, int64_t *value,
    struct err *err) MUST_USE;
// YYYY-MM-DD; text NULL: fallback.
bool options_day(
    const char *option, const char *text, int fallback, int *day, struct err *err) MUST_USE;
// SOURCE_DATE_EPOCH, if it is set, stands for now.
int options_today(void);
// [a-z0-9][a-z0-9-]{0,30}
bool options_name(
    const char *option, const char *text, char name[BUNDLE_NAME_MAX], struct err *err) MUST_USE;
// "b,a" to sorted names, each once; at most max.
bool options_names(const char *option, const char *text, char (*names)[BUNDLE_NAME_MAX], int max,
    int *count, struct err *err);
