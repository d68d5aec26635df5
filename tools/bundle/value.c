#include "value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool
is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static size_t
digits(const char *text)
{
    size_t n = 0;
    while (is_digit(text[n])) {
        n++;
    }
    return n;
}

bool
value_is_id(const char *text, size_t max)
{
    size_t len = strlen(text);
    if (len == 0 || len > max || text[0] == '-') {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (!is_lower(text[i]) && !is_digit(text[i]) && text[i] != '-') {
            return false;
        }
    }
    return true;
}

bool
value_is_fact(const char *text)
{
    size_t len = strlen(text);
    if (len == 0 || len > 64 || (!is_lower(text[0]) && !is_digit(text[0]))) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (!is_lower(text[i]) && !is_digit(text[i]) && text[i] != '-' && text[i] != '_') {
            return false;
        }
    }
    return true;
}

bool
value_is_tag(const char *text)
{
    size_t len = strlen(text);
    size_t first = strcspn(text, "-");
    bool fits = len <= 35 && first >= 2 && first <= 3;
    for (size_t i = 0; fits && i < first; i++) {
        fits = is_lower(text[i]);
    }
    for (const char *part = text + first; fits && *part;) {
        part++;
        size_t part_len = strcspn(part, "-");
        fits = part_len >= 1 && part_len <= 8;
        for (size_t i = 0; fits && i < part_len; i++) {
            fits = is_lower(part[i]) || is_upper(part[i]) || is_digit(part[i]);
        }
        part += part_len;
    }
    return fits;
}

// Days since 1970-01-01 in the proleptic Gregorian calendar; years begin in March.
static int
days_of(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int century = y / 400;
    int y_in = y - century * 400;
    int m = (month + 9) % 12;
    int d_in = y_in * 365 + y_in / 4 - y_in / 100 + (153 * m + 2) / 5 + day - 1;
    return century * 146097 + d_in - 719468;
}

bool
value_date(const char *text, int *days)
{
    if (strlen(text) != 10 || digits(text) != 4 || text[4] != '-' || digits(text + 5) != 2 ||
        text[7] != '-' || digits(text + 8) != 2) {
        return false;
    }
    int year = (int)strtol(text, NULL, 10);
    int month = (int)strtol(text + 5, NULL, 10);
    int day = (int)strtol(text + 8, NULL, 10);
    if (year < 1900 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    int next = month == 12 ? days_of(year + 1, 1, 1) : days_of(year, month + 1, 1);
    *days = days_of(year, month, day);
    return *days < next;
}

bool
value_time(const char *text, int *minutes)
{
    if (strlen(text) != 5 || digits(text) != 2 || text[2] != ':' || digits(text + 3) != 2) {
        return false;
    }
    int hour = (int)strtol(text, NULL, 10);
    int minute = (int)strtol(text + 3, NULL, 10);
    *minutes = hour * 60 + minute;
    return hour < 24 && minute < 60;
}

bool
value_int(const char *text, int *value)
{
    size_t len = strlen(text);
    if (len == 0 || len > 7 || digits(text) != len) {
        return false;
    }
    *value = (int)strtol(text, NULL, 10);
    return *value <= VALUE_INT_MAX;
}

int
value_decimals(const char *currency)
{
    static const char none[] =
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    static const char three[] = "BHD IQD JOD KWD LYD OMR TND";
    return *currency && strstr(none, currency) ? 0 : *currency && strstr(three, currency) ? 3 : 2;
}

bool
value_money(const char *text, const char *currency, int64_t *minor)
{
    int decimals = value_decimals(currency);
    size_t whole = digits(text);
    if (whole == 0 || whole > 12) {
        return false;
    }
    *minor = strtoll(text, NULL, 10);
    const char *at = text + whole;
    size_t part = *at == '.' ? digits(at + 1) : 0;
    if ((*at == '.' && part == 0) || at[*at == '.' ? part + 1 : 0] != '\0') {
        return false;
    }
    for (size_t i = 0; i < part; i++) {
        if ((int)i >= decimals && at[1 + i] != '0') {
            return false;
        }
    }
    for (int i = 0; i < decimals; i++) {
        *minor = *minor * 10 + ((size_t)i < part ? at[1 + i] - '0' : 0);
    }
    return true;
}

static bool
is_phone(const char *text)
{
    size_t count = 0;
    for (const char *p = text; *p; p++) {
        count += is_digit(*p);
        bool fits = is_digit(*p) || (*p == '+' && p == text) || strchr(" -()*#", *p);
        if (!fits) {
            return false;
        }
    }
    return count >= 2 && count <= 20;
}

static bool
is_url(const char *text)
{
    bool scheme = strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0 ||
                  strncmp(text, "geo:", 4) == 0;
    return scheme && !strchr(text, ' ') && strlen(text) <= 500;
}

static bool
is_email(const char *text)
{
    const char *at = strchr(text, '@');
    return at && at > text && strchr(at, '.') && !strchr(at + 1, '@') && !strchr(text, ' ');
}

static bool
is_degrees(const char *text, double limit)
{
    char *end = NULL;
    double value = strtod(text, &end);
    bool plain = text[strspn(text, "-0123456789.")] == '\0';
    return plain && end != text && *end == '\0' && value >= -limit && value <= limit;
}

static bool
is_letters(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!is_upper(text[i])) {
            return false;
        }
    }
    return text[len] == '\0';
}

// Facts with & and !: "minor", "married&!minor".
static bool
is_condition(const char *text)
{
    char part[64];
    for (;;) {
        text += *text == '!';
        size_t len = strcspn(text, "&");
        if (len == 0 || len >= sizeof part) {
            return false;
        }
        memcpy(part, text, len);
        part[len] = '\0';
        if (!value_is_fact(part)) {
            return false;
        }
        if (text[len] == '\0') {
            return true;
        }
        text += len + 1;
    }
}

static bool
explain(char why[VALUE_WHY_MAX], const char *text, const char *what, const char *instead)
{
    snprintf(why, VALUE_WHY_MAX, "'%.60s' %s; write %s", text, what, instead);
    return false;
}

static bool
check_money(const char *text, char why[VALUE_WHY_MAX])
{
    int64_t minor = 0;
    char fixed[32];
    if (value_money(text, "KWD", &minor)) {
        return true;
    }
    const char *comma = strchr(text, ',');
    size_t len = strlen(text);
    if (comma && len < sizeof fixed && strspn(text, "0123456789,") == len &&
        !strchr(comma + 1, ',')) {
        memcpy(fixed, text, len + 1);
        fixed[comma - text] = '.';
        return explain(why, text, "is no amount", fixed);
    }
    return explain(why, text, "is no amount", "digits only, like 12.50, and 0 for free");
}

static bool
check_date(const char *text, char why[VALUE_WHY_MAX])
{
    int days = 0;
    if (value_date(text, &days)) {
        return true;
    }
    // 30/11/2026 or 30-11-2026, as spreadsheets like to rewrite dates.
    size_t len = strlen(text);
    if (len == 10 && digits(text) == 2 && digits(text + 3) == 2 && digits(text + 6) == 4) {
        char fixed[16];
        snprintf(fixed, sizeof fixed, "%.4s-%.2s-%.2s", text + 6, text + 3, text);
        if (value_date(fixed, &days)) {
            return explain(why, text, "is no date", fixed);
        }
    }
    return explain(why, text, "is no date", "year-month-day, like 2026-11-30");
}

static bool
check_time(const char *text, char why[VALUE_WHY_MAX])
{
    int minutes = 0;
    if (value_time(text, &minutes)) {
        return true;
    }
    char fixed[16];
    snprintf(fixed, sizeof fixed, "0%.4s", text);
    if (strlen(text) == 4 && value_time(fixed, &minutes)) {
        return explain(why, text, "is no time", fixed);
    }
    return explain(why, text, "is no time", "hours and minutes of 24, like 08:30");
}

static bool
check_enum(const struct column *column, const char *text, char why[VALUE_WHY_MAX])
{
    if (words_have(column->words, '|', text)) {
        return true;
    }
    char words[160];
    snprintf(words, sizeof words, "%s", column->words);
    for (char *p = words; *p; p++) {
        *p = *p == '|' ? ' ' : *p;
    }
    snprintf(why, VALUE_WHY_MAX, "'%.40s' is none of the words of %s; write one of: %s", text,
        column->name, words);
    return false;
}

static bool
check_id(const char *text, char why[VALUE_WHY_MAX])
{
    if (value_is_id(text, 64)) {
        return true;
    }
    char fixed[65];
    size_t len = 0;
    for (const char *p = text; *p && len < sizeof fixed - 1; p++) {
        char c = is_upper(*p) ? (char)(*p - 'A' + 'a') : *p;
        if (is_lower(c) || is_digit(c)) {
            fixed[len++] = c;
        } else if (len > 0 && fixed[len - 1] != '-') {
            fixed[len++] = '-';
        }
    }
    fixed[len] = '\0';
    return explain(
        why, text, "is no id", len > 0 ? fixed : "small letters a-z, digits and -, at most 64");
}

static bool
is_whole(const char *text)
{
    int number = 0;
    return value_int(text, &number);
}

static bool
is_bool(const char *text)
{
    return words_have("0|1", '|', text);
}

static bool
is_latitude(const char *text)
{
    return is_degrees(text, 90);
}

static bool
is_longitude(const char *text)
{
    return is_degrees(text, 180);
}

static bool
is_currency(const char *text)
{
    return is_letters(text, 3);
}

static bool
is_country(const char *text)
{
    return is_letters(text, 2);
}

struct form {
    enum column_kind kind;
    bool (*fits)(const char *text);
    const char *what;
    const char *instead;
};

static const struct form forms[] = {
    {COLUMN_INT, is_whole, "is no whole number", "digits only"},
    {COLUMN_INTS, is_whole, "is no whole number", "digits only"},
    {COLUMN_BOOL, is_bool, "is not 0 or 1", "1 for yes, 0 for no"},
    {COLUMN_LATITUDE, is_latitude, "is no latitude", "degrees from -90 to 90, like 15.4721"},
    {COLUMN_LONGITUDE, is_longitude, "is no longitude", "degrees from -180 to 180, like -91.1234"},
    {COLUMN_CURRENCY, is_currency, "is no currency", "its three letters, like USD"},
    {COLUMN_COUNTRY, is_country, "is no country", "its two letters, like GT"},
    {COLUMN_TAG, value_is_tag, "is no language tag", "es, ht, zh-Hans …"},
    {COLUMN_TAGS, value_is_tag, "is no language tag", "es, ht, zh-Hans …"},
    {COLUMN_URL, is_url, "is no address of a website", "https://…"},
    {COLUMN_EMAIL, is_email, "is no e-mail address", "name@example.org"},
    {COLUMN_PHONE, is_phone, "is no phone number", "digits, spaces and -, + only at the start"},
    {COLUMN_FACT, value_is_fact, "is no fact", "small letters a-z, digits, - and _"},
    {COLUMN_CONDITION, is_condition, "is no condition",
        "facts joined by &, ! for not: married&!minor"},
};

// One item, or the whole cell of a kind that is no list.
static bool
check_item(const struct column *column, const char *text, char why[VALUE_WHY_MAX])
{
    switch ((int)column->kind) {
    case COLUMN_ID:
    case COLUMN_REF:
    case COLUMN_REFS:
        return check_id(text, why);
    case COLUMN_ENUM:
    case COLUMN_ENUMS:
        return check_enum(column, text, why);
    case COLUMN_DATE:
        return check_date(text, why);
    case COLUMN_TIME:
        return check_time(text, why);
    case COLUMN_MONEY:
        return check_money(text, why);
    default:
        break;
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (forms[i].kind == column->kind && !forms[i].fits(text)) {
            return explain(why, text, forms[i].what, forms[i].instead);
        }
    }
    return true;
}

static bool
is_list(enum column_kind kind)
{
    return kind == COLUMN_REFS || kind == COLUMN_ENUMS || kind == COLUMN_INTS ||
           kind == COLUMN_TAGS || kind == COLUMN_WORDS;
}

bool
value_check(const struct column *column, const char *text, char why[VALUE_WHY_MAX])
{
    if (!is_list(column->kind)) {
        return check_item(column, text, why);
    }
    if (strchr(text, ',') || strchr(text, ';')) {
        return explain(why, text, "is no list", "its items with | between: a|b|c");
    }
    for (const char *p = text; p; p = strchr(p, '|')) {
        p += *p == '|';
        char item[160];
        size_t len = strcspn(p, "|");
        if (len == 0 || len >= sizeof item) {
            return explain(why, text, "is no list", "its items with one | between: a|b|c");
        }
        memcpy(item, p, len);
        item[len] = '\0';
        if (!check_item(column, item, why)) {
            return false;
        }
    }
    return true;
}
