// Search by typed words. FTS5 says which records hold all words; which come first is decided here,
// because the small index (detail=none) cannot tell a name from a body: whole words of the name,
// beginnings of them, then the order of the sheets. A language's index holds what its screens show; words of
// another language are found in that one's.

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "store/internal.h"
#include "text/text.h"

enum {
    QUERY_BYTES_MAX = 128,
    PIECES_MAX = 8,
    FOUND_MAX = 2048,
    WHOLE_WORD = 4,
    WORD_START = 3,
    NAME_START = 1,
    ELSEWHERE_MIN = 3, // bytes typed before languages that nobody chose are asked
};

struct
    piece { // of what the visitor typed, as the index holds it: "word", or "移 民" where code points are
    const char *text;
    const char *start; // " word", as it begins in a name
    const char *whole; // " word "
    bool unfinished;   // the last one may be
};

struct pieces {
    struct piece piece[PIECES_MAX];
    int count;
};

struct found {
    struct search_item *item;
    int score;
    int order;
};

// Above ASCII, what stands between words in text that went through NFKD.
static const uint32_t separators[][2] = {
    // clang-format off
    {0x80, 0xa9}, {0xab, 0xb1}, {0xb4, 0xb4}, {0xb6, 0xb8}, {0xbb, 0xbb}, {0xbf, 0xbf},
    {0xd7, 0xd7}, {0xf7, 0xf7}, {0x2c2, 0x2c5}, {0x2d2, 0x2df}, {0x37e, 0x37e}, {0x387, 0x387},
    {0x55a, 0x55f}, {0x589, 0x58f}, {0x5be, 0x5be}, {0x5c0, 0x5c0}, {0x5c3, 0x5c3},
    {0x5f3, 0x5f4}, {0x600, 0x60f}, {0x61b, 0x61f}, {0x66a, 0x66d}, {0x6d4, 0x6d4},
    {0x964, 0x965}, {0x970, 0x970}, {0xe3f, 0xe3f}, {0xe4f, 0xe4f}, {0xe5a, 0xe5b},
    {0x104a, 0x104f}, {0x1361, 0x1368}, {0x17d4, 0x17d6}, {0x17d8, 0x17db}, {0x1800, 0x180a},
    {0x2000, 0x206f}, {0x20a0, 0x20cf}, {0x2190, 0x23ff}, {0x2500, 0x2775}, {0x2794, 0x2bff},
    {0x3000, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0x303d, 0x303f}, {0x30fb, 0x30fb},
    {0xd800, 0xdfff}, {0xfe10, 0xfe19}, {0xfe30, 0xfe6f}, {0xfeff, 0xfeff}, {0xff01, 0xff0f},
    {0xff1a, 0xff20}, {0xff3b, 0xff40}, {0xff5b, 0xff65}, {0xfff0, 0xffff}, {0x1f000, 0x1faff},
    // clang-format on
};

// What unicode61 with categories L* N* Co Mn Mc takes for the inside of a word.
static bool
in_word(uint32_t code)
{
    if (code < 0x80) {
        bool letter = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
        return letter || (code >= '0' && code <= '9');
    }
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        if (code >= separators[i][0] && code <= separators[i][1]) {
            return false;
        }
    }
    return true;
}

// Folded text as its words with one space between: "visa de trabajo".
static char *
words_of(struct arena *arena, const char *folded)
{
    size_t len = strlen(folded);
    char *words = arena_alloc(arena, len + 1);
    size_t out = 0;
    size_t at = 0;
    bool gap = false;
    while (at < len) {
        size_t start = at;
        if (!in_word(utf8_next(folded, len, &at))) {
            gap = out > 0;
            continue;
        }
        if (gap) {
            words[out++] = ' ';
            gap = false;
        }
        memcpy(words + out, folded + start, at - start);
        out += at - start;
    }
    words[out] = '\0';
    return words;
}

static void
add_piece(struct arena *arena, struct pieces *pieces, const char *text)
{
    if (text[0] && pieces->count < PIECES_MAX) {
        pieces->piece[pieces->count++] = (struct piece){.text = text,
            .start = arena_printf(arena, " %s", text),
            .whole = arena_printf(arena, " %s ", text)};
    }
}

// Where code points are indexed one by one, what was typed without a space stays together.
static void
split(struct arena *arena, const char *query, bool phrases, struct pieces *pieces)
{
    size_t len = strnlen(query, QUERY_BYTES_MAX);
    while (len > 0 && query[len] != '\0' && ((unsigned char)query[len] & 0xc0) == 0x80) {
        len--; // never through a character
    }
    char *typed = arena_strndup(arena, query, len);
    char *at = typed;
    while (*at) {
        size_t word = strcspn(at, " \t\n");
        char *next = at + word + (at[word] ? 1 : 0);
        at[word] = '\0';
        char *words = words_of(arena, text_fold_search(arena, at));
        at = next;
        if (phrases) {
            add_piece(arena, pieces, words);
            continue;
        }
        while (*words) {
            size_t one = strcspn(words, " ");
            add_piece(arena, pieces, arena_strndup(arena, words, one));
            words += one + (words[one] ? 1 : 0);
        }
    }
    if (pieces->count > 0) {
        pieces->piece[pieces->count - 1].unfinished = true;
    }
}

// "visa" AND "trab" * : words hold letters and digits only, so nothing can escape the quotes.
static const char *
expression_of(struct arena *arena, const struct pieces *pieces)
{
    const char *expression = "";
    for (int i = 0; i < pieces->count; i++) {
        expression = arena_printf(arena, "%s%s\"%s\"%s", expression, i ? " AND " : "",
            pieces->piece[i].text, pieces->piece[i].unfinished ? " *" : "");
    }
    return expression;
}

static void
learn_mode(struct store *store, struct arena *arena, struct language *language)
{
    if (language->search_mode != SEARCH_UNKNOWN) {
        return;
    }
    struct row row = store_row_begin(store, arena, QUERY_SEARCH_TABLE);
    store_row_bind_text(&row, 1, arena_printf(arena, "search_%d", language->shown.n));
    language->search_mode = SEARCH_NONE;
    if (store_row_next(&row)) {
        const char *sql = store_row_text(&row);
        bool words = strstr(sql, "detail=none") || strstr(sql, "detail=column");
        language->search_mode = words ? SEARCH_WORDS : SEARCH_PHRASES;
    }
    store_row_end(&row);
}

static void
load_items(struct store *store)
{
    if (store->items_loaded) {
        return;
    }
    store->items_loaded = true;
    struct row row = store_row_begin(store, &store->arena, QUERY_SEARCH_COUNT);
    int count = store_row_next(&row) ? store_row_int(&row, 0, STORE_ROWS_MAX, STORE_ROWS_MAX) : 0;
    store_row_end(&row);
    store->item = arena_array(&store->arena, struct search_item, count + 1);
    row = store_row_begin(store, &store->arena, QUERY_SEARCH_ITEMS);
    while (store->item_count < count && store_row_next(&row)) {
        struct search_item item = {.n = store_row_n(&row)};
        item.table = store_table(store_row_text(&row));
        item.record = store_row_n(&row);
        item.icon = store_row_text(&row);
        if (item.n > 0 && item.table >= 0 && item.record > 0) {
            store->item[store->item_count++] = item;
        }
    }
    store_row_end(&row);
}

static const char *
folded_name(struct store *store, struct arena *arena, int lang, const struct search_item *item)
{
    const char *table = store_table_name(item->table);
    const char *id = store_id(store, arena, table, item->record);
    bool myth = strcmp(table, "myth") == 0;
    struct store_text name = store_text(store, arena, lang, table, id, myth ? "claim" : "name");
    return words_of(arena, text_fold_index(arena, name.text));
}

// The items' names in the language; those asked for longest ago make room.
static const char *const *
names_in(struct store *store, int lang)
{
    struct search_names *names = &store->names[0];
    for (int i = 0; i < STORE_NAMES_KEPT; i++) {
        struct search_names *other = &store->names[i];
        if (other->name && other->lang == lang) {
            other->used = ++store->names_used;
            return other->name;
        }
        names = other->used < names->used ? other : names;
    }
    arena_reset(&names->arena);
    names->lang = lang;
    names->used = ++store->names_used;
    names->name = arena_array(&names->arena, const char *, store->item_count + 1);
    struct arena scratch = {0};
    for (int i = 0; i < store->item_count; i++) {
        const char *name = folded_name(store, &scratch, lang, &store->item[i]);
        names->name[i] = arena_printf(&names->arena, " %s ", name);
        arena_reset(&scratch);
    }
    arena_finish(&scratch);
    return names->name;
}

// Index of the item n, -1 if there is none.
static int
item_index(const struct store *store, int n)
{
    int low = 0;
    int high = store->item_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (store->item[middle].n < n) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < store->item_count && store->item[low].n == n ? low : -1;
}

static int
score_of(const char *name, const struct pieces *pieces)
{
    int score = 0;
    for (int i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->piece[i];
        if (strstr(name, piece->whole)) {
            score += WHOLE_WORD;
        } else if (piece->unfinished && strstr(name, piece->start)) {
            score += WORD_START;
        }
        if (i == 0 && strncmp(name, piece->start, strlen(piece->start)) == 0) {
            score += NAME_START;
        }
    }
    return score;
}

static int
compare_found(const void *left, const void *right)
{
    const struct found *a = left;
    const struct found *b = right;
    return a->score != b->score ? b->score - a->score : a->order - b->order;
}

struct search {
    struct store *store;
    struct arena scratch;
    struct pieces words;   // what was typed, for an index of words
    struct pieces phrases; // and for one of code points
    struct found *found;   // FOUND_MAX
    int today;
    bool ranked; // by names, of which those of a few languages are kept
    struct store_hit *hits;
    int max;
    int count;
};

// Whether lists may show it changes at midnight, and is asked at each key.
static bool
listed(struct search *search, struct search_item *item)
{
    if (!item->judged || item->judged_on != search->today) {
        item->judged = true;
        item->judged_on = search->today;
        item->listed =
            store_listed(search->store, store_table_name(item->table), item->record, search->today);
    }
    return item->listed;
}

static void
add_hit(struct search *search, struct search_item *item)
{
    const char *table = store_table_name(item->table);
    for (int i = 0; i < search->count; i++) {
        const struct store_hit *hit = &search->hits[i];
        if (hit->record == item->record && strcmp(hit->table, table) == 0) {
            return;
        }
    }
    if (listed(search, item)) {
        search->hits[search->count++] =
            (struct store_hit){.table = table, .record = item->record, .icon = item->icon};
    }
}

static int
match(struct search *search, struct language *language, const struct pieces *pieces)
{
    const char *const *name =
        search->ranked ? names_in(search->store, (int)(language - search->store->language)) : NULL;
    struct arena *scratch = &search->scratch;
    int n = language->shown.n;
    const char *sql =
        arena_printf(scratch, "SELECT rowid FROM search_%d WHERE search_%d MATCH ?1", n, n);
    struct row row = store_row_open(search->store, scratch, &language->search, sql);
    store_row_bind_text(&row, 1, expression_of(scratch, pieces));
    int count = 0;
    while (count < FOUND_MAX && store_row_next(&row)) {
        int item = item_index(search->store, store_row_n(&row));
        if (item >= 0) {
            struct found *found = &search->found[count];
            *found = (struct found){.item = &search->store->item[item], .order = count++};
            found->score = name ? score_of(name[item], pieces) : 0;
        }
    }
    store_row_end(&row);
    return count;
}

// What was typed, as the language's index wants it; NULL if it has none.
static const struct pieces *
pieces_for(struct search *search, struct language *language)
{
    learn_mode(search->store, &search->scratch, language);
    switch (language->search_mode) {
    case SEARCH_WORDS:
        return &search->words;
    case SEARCH_PHRASES:
        return &search->phrases;
    case SEARCH_NONE:
    case SEARCH_UNKNOWN:
        break;
    }
    return NULL;
}

static void
add_found(struct search *search, int count)
{
    if (count > 1) {
        qsort(search->found, (size_t)count, sizeof *search->found, compare_found);
    }
    for (int i = 0; i < count && search->count < search->max; i++) {
        add_hit(search, search->found[i].item);
    }
}

static void
search_in(struct search *search, int index)
{
    struct language *language = &search->store->language[index];
    const struct pieces *pieces = pieces_for(search, language);
    if (pieces && pieces->count > 0) {
        add_found(search, match(search, language, pieces));
    }
}

// Words of several languages in one question: an item counts that has each in one of them. An item has the
// same number in every index.
static void
search_mixed(struct search *search, const struct language *asked)
{
    struct store *store = search->store;
    int *score = arena_array(&search->scratch, int, store->item_count + 1);
    int *seen = arena_array(&search->scratch, int, store->item_count + 1); // a bit for each piece
    for (int i = 0; i < asked->chain_count; i++) {
        struct language *language = &store->language[asked->chain[i]];
        const struct pieces *pieces = pieces_for(search, language);
        for (int k = 0; pieces && k < pieces->count; k++) {
            struct pieces one = {.piece = {pieces->piece[k]}, .count = 1};
            int count = match(search, language, &one);
            for (int f = 0; f < count; f++) {
                ptrdiff_t at = search->found[f].item - store->item;
                seen[at] |= 1 << k;
                score[at] += search->found[f].score;
            }
        }
    }
    int count = 0;
    for (int i = 0; i < store->item_count && count < FOUND_MAX; i++) {
        if (seen[i] == (1 << search->words.count) - 1) {
            search->found[count] =
                (struct found){.item = &store->item[i], .score = score[i], .order = count};
            count++;
        }
    }
    add_found(search, count);
}

// A word that the visitor's own languages do not have, typed on the keys of its script: somebody may have
// chosen another language than the one the word came from.
static void
search_elsewhere(struct search *search, const struct language *asked)
{
    struct store *store = search->store;
    search->ranked = false;
    for (int i = 0; i < store->language_count && search->count == 0; i++) {
        if (strcmp(store->language[i].shown.script, asked->shown.script) == 0) {
            search_in(search, i);
        }
    }
}

int
store_search(struct store *store, int lang, const char *query, struct store_hit *hits, int max)
{
    const struct language *asked = store_language_at(store, lang);
    struct search search = {.store = store,
        .today = store_today(store, NULL),
        .ranked = true,
        .hits = hits,
        .max = max};
    load_items(store);
    names_in(store, (int)(asked - store->language)); // also for "": the first key must not wait
    split(&search.scratch, query, false, &search.words);
    split(&search.scratch, query, true, &search.phrases);
    search.found = arena_array(&search.scratch, struct found, FOUND_MAX);
    // Somebody reading Kreyòl may type the Spanish word for a paper.
    for (int i = 0; i < asked->chain_count && search.count < max; i++) {
        search_in(&search, asked->chain[i]);
    }
    if (search.count == 0 && search.words.count > 1) {
        search_mixed(&search, asked);
    }
    if (search.count == 0 && strlen(query) >= ELSEWHERE_MIN) {
        search_elsewhere(&search, asked);
    }
    arena_finish(&search.scratch);
    return search.count;
}
