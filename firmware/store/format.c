#include <stdio.h>
#include <string.h>

#include "store/internal.h"

#define ISOLATE     "\xe2\x81\xa8" // U+2068 FIRST STRONG ISOLATE
#define ISOLATE_END "\xe2\x81\xa9" // U+2069 POP DIRECTIONAL ISOLATE

enum { NAME_MAX_BYTES = 32, CENTS = 100, DAY_MINUTES = 24 * 60, NOON = 12 };

struct writer { // counts what does not fit, so that it can be run twice
    char *out;
    size_t size;
    size_t len;
};

static void
put(struct writer *writer, const char *text, size_t len)
{
    if (writer->out && writer->len + len < writer->size) {
        memcpy(writer->out + writer->len, text, len);
    }
    writer->len += len;
}

// The value of the "{name}" at text, NULL if it is none of ours; *len is that of "{name}".
static const char *
value_at(const char *text, const struct store_value *values, int count, size_t *len)
{
    const char *end = strchr(text, '}');
    if (!end || end - text > NAME_MAX_BYTES) {
        return NULL;
    }
    *len = (size_t)(end - text) + 1;
    for (int i = 0; i < count; i++) {
        if (strlen(values[i].name) == *len - 2 && memcmp(values[i].name, text + 1, *len - 2) == 0) {
            return values[i].text ? values[i].text : "";
        }
    }
    return NULL;
}

struct fill {
    const char *pattern;
    const struct store_value *values;
    int count;
    bool isolate;
};

static void
write_filled(struct writer *writer, const struct fill *fill)
{
    const char *at = fill->pattern;
    while (*at && writer->len < STORE_FILL_MAX) {
        size_t plain = strcspn(at, "{");
        put(writer, at, plain);
        at += plain;
        if (!*at) {
            break;
        }
        size_t len = 1;
        const char *value = value_at(at, fill->values, fill->count, &len);
        if (!value) {
            put(writer, at, 1);
            at++;
            continue;
        }
        if (fill->isolate) {
            put(writer, ISOLATE, strlen(ISOLATE));
        }
        put(writer, value, strlen(value));
        if (fill->isolate) {
            put(writer, ISOLATE_END, strlen(ISOLATE_END));
        }
        at += len;
        // "a las 3:00 p. m." ends the sentence with the stop it brings along.
        size_t end = strlen(value);
        at += *at == '.' && end > 0 && value[end - 1] == '.';
    }
}

const char *
store_format(struct arena *arena, const char *pattern, const struct store_value *values, int count,
    bool isolate)
{
    struct fill fill = {pattern, values, count, isolate};
    struct writer writer = {0};
    write_filled(&writer, &fill);
    if (writer.len >= STORE_FILL_MAX) {
        return "";
    }
    size_t size = writer.len + 1;
    writer = (struct writer){.out = arena_alloc(arena, size), .size = size};
    write_filled(&writer, &fill);
    return writer.out;
}

const char *
store_fill(struct arena *arena, const char *pattern, const struct store_value *values, int count)
{
    return store_format(arena, pattern, values, count, true);
}

// ASCII digits in the language's own.
static const char *
localise(struct arena *arena, const struct language *language, const char *number)
{
    size_t size = strlen(number) * sizeof language->digits[0] + 1;
    struct writer writer = {.out = arena_alloc(arena, size), .size = size};
    for (; *number; number++) {
        bool digit = *number >= '0' && *number <= '9';
        const char *text = digit ? language->digits[*number - '0'] : number;
        put(&writer, text, digit ? strlen(text) : 1);
    }
    return writer.out;
}

static const char *
whole(struct arena *arena, const struct language *language, int64_t value)
{
    char number[32];
    snprintf(number, sizeof number, "%lld", (long long)value);
    return localise(arena, language, number);
}

static const char *
two_digits(struct arena *arena, const struct language *language, int value)
{
    char number[32];
    snprintf(number, sizeof number, "%02d", value);
    return localise(arena, language, number);
}

const char *
store_number(struct store *store, struct arena *arena, int lang, int value)
{
    return whole(arena, store_language_at(store, lang), value);
}

const char *
store_date(struct store *store, struct arena *arena, int lang, const struct date *date)
{
    if (date->month < 1 || date->month > 12 || date->day < 1 || date->day > 31 || date->year < 1) {
        return "";
    }
    const struct language *language = store_language_at(store, lang);
    const struct store_language *shown = &language->shown;
    const char *month = shown->months[date->month - 1];
    bool weekday = date->weekday >= 0 && date->weekday < 7;
    const char *year = whole(arena, language, date->year);
    if (!shown->date_pattern[0] || !month[0]) {
        const char *number = two_digits(arena, language, date->month);
        const char *day = two_digits(arena, language, date->day);
        return arena_printf(arena, "%s-%s-%s", year, number, day);
    }
    struct store_value values[] = {
        {"day", whole(arena, language, date->day)},
        {"month", month},
        {"year", year},
        {"weekday", weekday ? shown->weekdays[date->weekday] : ""},
    };
    return store_format(arena, shown->date_pattern, values, 4, false);
}

const char *
store_time(struct store *store, struct arena *arena, int lang, int minutes)
{
    if (minutes < 0 || minutes > DAY_MINUTES) {
        return "";
    }
    const struct language *language = store_language_at(store, lang);
    int hour = minutes / 60;
    int hour12 = hour % NOON == 0 ? NOON : hour % NOON;
    const char *minute = two_digits(arena, language, minutes % 60);
    const char *hour24 = two_digits(arena, language, hour);
    if (!language->shown.time_pattern[0]) {
        return arena_printf(arena, "%s:%s", hour24, minute);
    }
    const char *halves = language->shown.am_pm;
    const char *bar = strchr(halves, '|');
    const char *half = "";
    if (bar) {
        bool morning = hour % (2 * NOON) < NOON;
        half = morning ? arena_strndup(arena, halves, (size_t)(bar - halves)) : bar + 1;
    }
    struct store_value values[] = {
        {"hour24", hour24},
        {"hour12", whole(arena, language, hour12)},
        {"minute", minute},
        {"half", half},
    };
    return store_format(arena, language->shown.time_pattern, values, 4, false);
}

const char *
store_money(
    struct store *store, struct arena *arena, int lang, const char *currency, int64_t amount)
{
    const struct language *language = store_language_at(store, lang);
    bool negative = amount < 0;
    uint64_t size = negative ? 0 - (uint64_t)amount : (uint64_t)amount;
    uint64_t units = size / CENTS;
    int cents = (int)(size % CENTS);
    char number[40];
    int len =
        snprintf(number, sizeof number, "%s%llu", negative ? "-" : "", (unsigned long long)units);
    if (cents) {
        snprintf(number + len, sizeof number - (size_t)len, ".%02d", cents);
    }
    const char *text = localise(arena, language, number);
    if (!currency[0] || strlen(currency) > STORE_CODE_MAX) {
        return text;
    }
    // 0.50 and 1.50 take the form of a number that is not one.
    uint64_t like = cents && units < 2 ? 2 : units;
    const char *key = arena_printf(arena, "currency.%s", currency);
    int count = like > 1000000 ? 1000000 : (int)like;
    struct store_text pattern = store_ui_plural(store, arena, lang, key, count);
    if (!strstr(pattern.text, "{amount}")) {
        return arena_printf(arena, "%s %s", currency, text);
    }
    struct store_value value = {"amount", text};
    return store_format(arena, pattern.text, &value, 1, false);
}
