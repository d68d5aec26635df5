// Texts by key, in the language asked for or the nearest that has them. What was found is
// remembered: a frame asks for the same hundred strings again and again.

#include <string.h>

#include "base/hash.h"
#include "store/internal.h"

// count: -1 where no plural was asked for.
static struct memo *
memo_at(struct store *store, const char *key, int lang, int64_t count)
{
    uint64_t hash = hash_text(HASH_SEED, key);
    hash = hash_bytes(hash, &lang, sizeof lang);
    hash = hash_bytes(hash, &count, sizeof count);
    struct memo *memo = &store->memo[hash % STORE_MEMO_SLOTS];
    if (memo->key && memo->hash == hash && memo->lang == lang && memo->count == count &&
        strcmp(memo->key, key) == 0) {
        return memo;
    }
    if (store->memo_arena.used > STORE_MEMO_BYTES) {
        arena_reset(&store->memo_arena);
        memset(store->memo, 0, sizeof store->memo);
    }
    *memo = (struct memo){.hash = hash, .lang = lang, .count = count};
    return memo;
}

static void
memo_keep(struct store *store, struct memo *memo, const char *key, const char *text, int found)
{
    memo->key = arena_strdup(&store->memo_arena, key);
    memo->text = arena_strdup(&store->memo_arena, text);
    memo->found = found;
}

struct wanted { // table NULL: a string of the user interface
    const char *table;
    const char *id;
    const char *field;
    bool plural;
    uint64_t count;
};

static const char *
find_in(struct store *store, struct arena *arena, const struct wanted *wanted,
    const struct language *language)
{
    struct row row = store_row_begin(store, arena, wanted->table ? QUERY_TEXT : QUERY_UI);
    if (wanted->table) {
        store_row_bind_text(&row, 1, wanted->table);
        store_row_bind_text(&row, 2, wanted->id);
        store_row_bind_text(&row, 3, wanted->field);
        store_row_bind_text(&row, 4, language->shown.tag);
    } else {
        store_row_bind_text(&row, 1, wanted->id);
        store_row_bind_text(&row, 2, language->shown.tag);
        store_row_bind(&row, 3, wanted->plural ? plural_form(&language->plural, wanted->count) : 0);
    }
    const char *text = store_row_next(&row) ? store_row_text(&row) : "";
    store_row_end(&row);
    return text;
}

static struct store_text
find(struct store *store, struct arena *arena, int lang, const struct wanted *wanted)
{
    const struct language *asked = store_language_at(store, lang);
    int index = (int)(asked - store->language);
    struct store_text answer = {.text = "", .lang = asked->shown.tag, .dir = asked->shown.dir};
    answer.key = wanted->table
                     ? arena_printf(arena, "%s.%s.%s", wanted->table, wanted->id, wanted->field)
                     : arena_printf(arena, "ui.%s", wanted->id);
    int64_t count = wanted->plural ? (int64_t)wanted->count : -1;
    struct memo *memo = memo_at(store, answer.key, index, count);
    if (!memo->key) {
        const char *text = "";
        int found = -1;
        for (int i = 0; i < asked->chain_count && !text[0]; i++) {
            found = asked->chain[i];
            text = find_in(store, arena, wanted, &store->language[found]);
        }
        memo_keep(store, memo, answer.key, text, text[0] ? found : -1);
    }
    if (memo->found >= 0) {
        const struct language *found = &store->language[memo->found];
        answer.text = arena_strdup(arena, memo->text);
        answer.lang = found->shown.tag;
        answer.dir = found->shown.dir;
        answer.fallback = found != asked;
    }
    return answer;
}

struct store_text
// NOLINTNEXTLINE(readability-function-size): a text has a key of three parts
store_text(struct store *store, struct arena *arena, int lang, const char *table, const char *id,
    const char *field)
{
    struct wanted wanted = {.table = table, .id = id, .field = field};
    return find(store, arena, lang, &wanted);
}

struct store_text
store_ui(struct store *store, struct arena *arena, int lang, const char *key)
{
    struct wanted wanted = {.id = key};
    return find(store, arena, lang, &wanted);
}

struct store_text
store_ui_plural(struct store *store, struct arena *arena, int lang, const char *key, int count)
{
    uint64_t size = count < 0 ? (uint64_t)-(int64_t)count : (uint64_t)count;
    struct wanted wanted = {.id = key, .plural = true, .count = size};
    return find(store, arena, lang, &wanted);
}
