// Search over the demonstration: in every language each word of a name finds its record, and in scripts without
// spaces each two neighbouring characters of a text find theirs.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "db/db.h"
#include "walk.h"

enum { HITS_MAX = 512, ASKED_MIN = 2000 };

struct find {
    struct walk walk;
    struct arena arena;
    int asked;
    int missed;
};

static bool
finds(struct find *find, int lang, const char *query, const char *table, int record)
{
    struct store_hit hits[HITS_MAX];
    int count = store_search(find->walk.kiosk.world.store, lang, query, hits, HITS_MAX);
    for (int i = 0; i < count; i++) {
        if (hits[i].record == record && strcmp(hits[i].table, table) == 0) {
            return true;
        }
    }
    return false;
}

static void
ask(struct find *find, int lang, const char *query, const char *table, int record)
{
    find->asked++;
    if (!finds(find, lang, query, table, record)) {
        find->missed++;
        fprintf(stderr, "%s: \"%s\" does not find %s %d\n",
            store_language(find->walk.kiosk.world.store, lang)->tag, query, table, record);
    }
}

static bool
is_han(uint32_t code)
{
    return code >= 0x4e00 && code <= 0x9fff;
}

// Every two Han characters that stand beside each other.
static void
ask_pairs(struct find *find, int lang, const char *text, const char *table, int record)
{
    size_t len = strlen(text);
    size_t before = 0;
    bool han_before = false;
    for (size_t at = 0; at < len;) {
        size_t start = at;
        bool han = is_han(utf8_next(text, len, &at));
        if (han && han_before) {
            ask(find, lang, arena_strndup(&find->arena, text + before, at - before), table, record);
        }
        before = start;
        han_before = han;
    }
}

static void
ask_words(struct find *find, int lang, const char *text, const char *table, int record)
{
    for (size_t len; *text; text += len + (text[len] != '\0')) {
        len = strcspn(text, " ");
        char *word = arena_strndup(&find->arena, text, len);
        if (len > 2 && (unsigned char)word[0] < 0xe2) { // no signs alone
            ask(find, lang, word, table, record);
        }
    }
}

// Names in the language; of Chinese every text of the record's own.
static void
ask_all(struct find *find, struct db *db, int lang)
{
    struct store *store = find->walk.kiosk.world.store;
    const char *tag = store_language(store, lang)->tag;
    bool spaceless = strncmp(tag, "zh", 2) == 0;
    struct db_query *query = NULL;
    struct err err = {0};
    if (!db_prepare(db,
            "SELECT i.table_name, i.record, t.record_id, t.field_name, t.text FROM search_item i"
            " JOIN translation t ON t.table_name = i.table_name AND t.lang = ?1",
            &query, &err)) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    db_bind_text(query, 1, tag);
    while (db_step(query)) {
        const char *table = db_text(query, 0);
        const char *field = db_text(query, 3);
        int record = (int)db_int(query, 1);
        arena_reset(&find->arena);
        if (strcmp(store_id(store, &find->arena, table, record), db_text(query, 2)) != 0) {
            continue;
        }
        if (spaceless) {
            ask_pairs(find, lang, db_text(query, 4), table, record);
        } else if (strcmp(field, "name") == 0 || strcmp(field, "claim") == 0) {
            ask_words(find, lang, db_text(query, 4), table, record);
        }
    }
    db_finish(query);
}

int
main(int argc, char **argv)
{
    static struct find find;
    struct db *db = NULL;
    struct err err = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: walk_find CONTENT\n");
        return 2;
    }
    walk_open(&find.walk, argv[1], "800x480@152x91mm");
    store_set_clock(find.walk.kiosk.world.store, NULL); // nothing is too old to be listed
    if (!db_open(argv[1], DB_READ, &db, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    for (int lang = 0; lang < store_language_count(find.walk.kiosk.world.store); lang++) {
        int before = find.asked;
        ask_all(&find, db, lang);
        printf(
            "%s %d, ", store_language(find.walk.kiosk.world.store, lang)->tag, find.asked - before);
    }
    printf("asked %d, not found %d\n", find.asked, find.missed);
    db_close(db);
    arena_finish(&find.arena);
    walk_close(&find.walk);
    return find.asked >= ASKED_MIN && find.missed == 0 ? 0 : 1;
}
