#include "options.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock/clock.h"

bool
options_number(
    const char *option, const char *text, int64_t fallback, int64_t *value, struct err *err)
{
    *value = fallback;
    if (!text) {
        return true;
    }
    int64_t number = 0;
    size_t len = strlen(text);
    bool right = len > 0 && len <= 16;
    for (size_t i = 0; right && i < len; i++) {
        right = text[i] >= '0' && text[i] <= '9';
        number = number * 10 + (text[i] - '0');
    }
    *value = number;
    return (right && number > 0 && number <= INT64_C(1) << 53) ||
           err_set(err, ERR_FORMAT, "--%s %s: not a number from 1 on", option, text);
}

bool
options_day(const char *option, const char *text, int fallback, int *day, struct err *err)
{
    *day = fallback;
    return !text || (clock_parse_date(text, day) && *day >= 0) ||
           err_set(err, ERR_FORMAT, "--%s %s: not a day; write it as 2026-11-30", option, text);
}

int
options_today(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH"); // NOLINT(concurrency-mt-unsafe): one thread
    int64_t now = epoch ? strtoll(epoch, NULL, 10) : (int64_t)time(NULL);
    return (int)(now / 86400);
}

bool
options_name(const char *option, const char *text, char name[BUNDLE_NAME_MAX], struct err *err)
{
    size_t len = strlen(text);
    size_t right = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (len == 0 || len >= BUNDLE_NAME_MAX || right != len || text[0] == '-') {
        return err_set(err, ERR_FORMAT,
            "--%s '%s': not a name; small letters a-z, digits and -, at most %d", option, text,
            BUNDLE_NAME_MAX - 1);
    }
    memcpy(name, text, len + 1);
    return true;
}

static int
compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

bool
options_names(const char *option, const char *text, char (*names)[BUNDLE_NAME_MAX], int max,
    int *count, struct err *err)
{
    *count = 0;
    for (const char *at = text;; at++) {
        char one[BUNDLE_NAME_MAX + 1];
        size_t len = strcspn(at, ",");
        size_t part = len < BUNDLE_NAME_MAX ? len : BUNDLE_NAME_MAX;
        memcpy(one, at, part);
        one[part] = '\0';
        if (*count == max) {
            return err_set(err, ERR_LIMIT, "--%s: more than %d names", option, max);
        }
        if (!options_name(option, one, names[*count], err)) {
            return false;
        }
        ++*count;
        at += len;
        if (*at == '\0') {
            break;
        }
    }
    qsort(names, (size_t)*count, sizeof *names, compare);
    for (int i = 1; i < *count; i++) {
        if (strcmp(names[i - 1], names[i]) == 0) {
            return err_set(err, ERR_FORMAT, "--%s: %s is there twice", option, names[i]);
        }
    }
    return true;
}
