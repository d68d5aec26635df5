#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ini.h"
#include "health/health.h"

enum { DIGITS_MAX = 32, FAILURES_MAX = 100000, LIFE_STEPS = 11 };

// The text without the space around it; false when it is longer than any number.
static bool
trimmed(const char *text, size_t len, char digits[DIGITS_MAX])
{
    while (len > 0 && isspace((unsigned char)text[len - 1])) {
        len--;
    }
    while (len > 0 && isspace((unsigned char)*text)) {
        text++;
        len--;
    }
    if (len == 0 || len >= DIGITS_MAX || memchr(text, '\0', len)) {
        return false;
    }
    memcpy(digits, text, len);
    digits[len] = '\0';
    return true;
}

bool
health_parse_number(const char *text, size_t len, int64_t most, int64_t *value)
{
    char digits[DIGITS_MAX];
    if (!trimmed(text, len, digits) || strspn(digits, "0123456789") != strlen(digits) ||
        strlen(digits) > 18) {
        return false;
    }
    int64_t found = strtoll(digits, NULL, 10);
    if (found > most) {
        return false;
    }
    *value = found;
    return true;
}

bool
health_parse_bits(const char *text, size_t len, int64_t *bits)
{
    char digits[DIGITS_MAX];
    if (!trimmed(text, len, digits)) {
        return false;
    }
    const char *hex = strncmp(digits, "0x", 2) == 0 ? digits + 2 : digits;
    if (*hex == '\0' || strlen(hex) > 8 || strspn(hex, "0123456789abcdefABCDEF") != strlen(hex)) {
        return false;
    }
    *bits = strtoll(hex, NULL, 16);
    return true;
}

bool
health_parse_life(const char *text, size_t len, int *percent)
{
    char words[DIGITS_MAX];
    int worst = 0;
    if (!trimmed(text, len, words)) {
        return false;
    }
    char *second = strchr(words, ' ');
    if (!second) {
        return false;
    }
    *second++ = '\0';
    const char *const both[] = {words, second};
    for (int i = 0; i < 2; i++) {
        int64_t steps = 0;
        if (!health_parse_bits(both[i], strlen(both[i]), &steps) || steps > LIFE_STEPS) {
            return false;
        }
        worst = steps > worst ? (int)steps : worst;
    }
    *percent = worst * 10; // "between this less ten and this"; 110: beyond its rated life
    return worst > 0;      // 0: not defined
}

void
health_parse_name(const char *text, size_t len, char name[HEALTH_NAME_MAX])
{
    size_t at = 0;
    for (; at < len && at + 1 < HEALTH_NAME_MAX && text[at] != '\n' && text[at] != '\0'; at++) {
        unsigned char c = (unsigned char)text[at];
        name[at] = (char)(c >= ' ' && c < 0x7f ? c : '?');
    }
    name[at] = '\0';
}

void
health_parse_upload(const char *text, size_t len, struct health *health)
{
    struct ini ini = {.text = text, .len = len};
    health->failures = 0;
    health->refused = 0;
    health->last[0] = '\0';
    while (ini_next(&ini)) {
        int64_t value = 0;
        if (ini.problem) {
            continue;
        }
        if (strcmp(ini.section, "refused") == 0) {
            health->refused++;
        } else if (strcmp(ini.key, "failures") == 0 &&
                   health_parse_number(ini.value, strlen(ini.value), FAILURES_MAX, &value)) {
            health->failures = (int)value;
        } else if (strcmp(ini.key, "last") == 0 &&
                   strspn(ini.value, "abcdefghijklmnopqrstuvwxyz-") == strlen(ini.value)) {
            snprintf(health->last, sizeof health->last, "%.15s", ini.value);
        }
    }
}
