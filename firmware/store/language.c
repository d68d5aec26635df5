#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "store/internal.h"

// The name at index of "one|two|three", "" if there is none.
static const char *
part(struct arena *arena, const char *list, int index)
{
    for (int i = 0; i < index; i++) {
        list = strchr(list, '|');
        if (!list) {
            return "";
        }
        list++;
    }
    return arena_strndup(arena, list, strcspn(list, "|"));
}

// Ten digits as the language writes them, 0-9 unless there are exactly ten.
static void
load_digits(struct language *language)
{
    const char *digits = language->shown.digits;
    size_t len = strlen(digits);
    if (utf8_count(digits, len) != 10) {
        digits = "0123456789";
        len = 10;
    }
    size_t at = 0;
    for (int i = 0; i < 10; i++) {
        size_t start = at;
        utf8_next(digits, len, &at);
        memcpy(language->digits[i], digits + start, at - start);
        language->digits[i][at - start] = '\0';
    }
}

static void
load_row(struct row *row, struct language *language)
{
    struct arena *arena = row->arena;
    struct store_language *shown = &language->shown;
    shown->n = store_row_n(row);
    shown->tag = store_row_text(row);
    shown->endonym = store_row_text(row);
    shown->english_name = store_row_text(row);
    shown->dir = strcmp(store_row_text(row), "rtl") == 0 ? DIRECTION_RTL : DIRECTION_LTR;
    shown->script = store_row_text(row);
    shown->fonts = store_row_codes(row);
    shown->digits = store_row_text(row);
    shown->date_pattern = store_row_text(row);
    shown->time_pattern = store_row_text(row);
    shown->am_pm = store_row_text(row);
    shown->keyboard = store_row_text(row);
    shown->voice_only = store_row_flag(row);
    const char *months = store_row_text(row);
    for (int i = 0; i < 12; i++) {
        shown->months[i] = part(arena, months, i);
    }
    const char *weekdays = store_row_text(row);
    for (int i = 0; i < 7; i++) {
        shown->weekdays[i] = part(arena, weekdays, i);
    }
    if (!plural_parse(store_row_text(row), &language->plural)) {
        LOG_WARN("store: the plural rule of \"%s\" cannot be read", shown->tag);
    }
    load_digits(language);
}

static void
chain_add(struct language *language, int index)
{
    for (int i = 0; i < language->chain_count; i++) {
        if (language->chain[i] == index) {
            return;
        }
    }
    if (index >= 0 && language->chain_count < STORE_CHAIN_MAX) {
        language->chain[language->chain_count++] = index;
    }
}

// Itself, its fallbacks, the source language; the last place is kept for the source.
static void
load_chain(struct store *store, int index, const char *fallback)
{
    struct language *language = &store->language[index];
    chain_add(language, index);
    const char *at = fallback;
    while (*at && language->chain_count < STORE_CHAIN_MAX - 1) {
        char tag[STORE_CODE_MAX] = "";
        size_t len = strcspn(at, ",");
        if (len > 0 && len < sizeof tag) {
            memcpy(tag, at, len);
            chain_add(language, store_language_index(store, tag));
        }
        at += len;
        at += *at == ',';
    }
    chain_add(language, store->source_language);
}

static void
load_percent(struct store *store)
{
    int counts[STORE_LANGUAGES_MAX] = {0};
    int last = 0;
    struct row row = store_row_begin(store, &store->arena, QUERY_TRANSLATED);
    row.limit = STORE_TRANSLATIONS_MAX;
    while (store_row_next(&row)) {
        // Not copied: there may be a million rows.
        const char *tag = db_text(row.slot->query, 0);
        if (strcmp(store->language[last].shown.tag, tag) != 0) {
            int index = store_language_index(store, tag);
            last = index >= 0 ? index : last;
            if (index < 0) {
                continue;
            }
        }
        counts[last]++;
    }
    int source = counts[store->source_language];
    for (int i = 0; i < store->language_count; i++) {
        int percent = source > 0 ? (int)((int64_t)counts[i] * 100 / source) : 0;
        store->language[i].shown.percent = percent > 100 ? 100 : percent;
    }
}

bool
store_languages_load(struct store *store, struct err *err)
{
    const char *fallbacks[STORE_LANGUAGES_MAX];
    for (int i = 0; i < STORE_LANGUAGES_MAX; i++) {
        fallbacks[i] = "";
    }
    struct row row = store_row_begin(store, &store->arena, QUERY_LANGUAGES);
    while (store_row_next(&row) && store->language_count < STORE_LANGUAGES_MAX) {
        struct language language = {0};
        load_row(&row, &language);
        if (language.shown.n > 0 && language.shown.tag[0] &&
            store_language_index(store, language.shown.tag) < 0) {
            fallbacks[store->language_count] = store_row_codes(&row);
            store->language[store->language_count++] = language;
        }
    }
    store_row_end(&row);
    if (store->language_count == 0) {
        return err_set(err, ERR_FORMAT, "store: no language");
    }
    int source = store_language_index(store, store_meta(store, "source_language"));
    store->source_language = source < 0 ? 0 : source;
    for (int i = 0; i < store->language_count; i++) {
        load_chain(store, i, fallbacks[i]);
    }
    load_percent(store);
    return true;
}

const struct language *
store_language_at(const struct store *store, int lang)
{
    bool known = lang >= 0 && lang < store->language_count;
    return &store->language[known ? lang : store->source_language];
}

int
store_language_count(const struct store *store)
{
    return store->language_count;
}

const struct store_language *
store_language(const struct store *store, int index)
{
    return &store_language_at(store, index)->shown;
}

int
store_language_index(const struct store *store, const char *tag)
{
    for (int i = 0; i < store->language_count; i++) {
        if (strcmp(store->language[i].shown.tag, tag) == 0) {
            return i;
        }
    }
    return -1;
}
