// Every keystroke of a search over 30 languages of 500 articles, made of the words of the demonstration,
// beside Xapian with the same documents, queries in turn. Prints Markdown.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "gate/gate.h"
#include "store/store.h"
#include "text/text.h"
#include "xapian.h"

enum {
    LANGUAGES = 30,
    ARTICLES = 500,
    BODY_BYTES = 2000,
    NAME_WORDS = 4,
    WORDS_MAX = 4000, // of a vocabulary
    WORD_BYTES = 96,
    QUERIES = 40,  // of a language, in a round; each is typed letter by letter
    HITS_MAX = 40, // as scenes/search.c
    SAMPLES_MAX = 1 << 20,
};

struct vocabulary { // of a language of the demonstration, most frequent first
    const char *tag;
    bool spaceless;
    char (*word)[WORD_BYTES];
    int count;
};

struct article {
    const char *name;
    const char *body;
};

struct figures { // of one engine
    int64_t index_bytes;
    double build_s;
    double *us; // of each keystroke
    int count;
    int64_t hits;
};

struct bench {
    struct arena arena;
    struct vocabulary vocabularies[LANGUAGES];
    int vocabulary_count;
    struct article articles[LANGUAGES][ARTICLES];
    size_t text_bytes;
    char folder[64];
    char path[96];
    uint32_t seed;
    struct store *store;
    struct xapian *xapian[LANGUAGES];
    struct figures ours;
    struct figures theirs;
    double *first; // keys of a language that was not asked before
};

static double
now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void
fail(const char *what, const char *why)
{
    fprintf(stderr, "bench-search: %s: %s\n", what, why);
    exit(1);
}

static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

// Words: Zipf's law over a vocabulary, whose most frequent word is every tenth --------------------------

static void
add_word(struct vocabulary *words, const char *at, size_t len)
{
    if (words->count < WORDS_MAX && len > 0 && len < WORD_BYTES) {
        memcpy(words->word[words->count], at, len);
        words->word[words->count++][len] = '\0';
    }
}

static void
add_text(struct vocabulary *words, const char *text)
{
    size_t len = strlen(text);
    if (!words->spaceless) {
        for (size_t word; *text; text += word + (text[word] != '\0')) {
            word = strcspn(text, " \n");
            add_word(words, text, word);
        }
        return;
    }
    for (size_t at = 0; at < len;) { // two characters are about a word
        size_t start = at;
        utf8_next(text, len, &at);
        if (at < len) {
            utf8_next(text, len, &at);
        }
        add_word(words, text + start, at - start);
    }
}

static void
read_words(struct bench *bench, const char *demo)
{
    struct err err = {0};
    struct db *db = NULL;
    struct db_query *query = NULL;
    if (!db_open(demo, DB_READ, &db, &err) ||
        !db_prepare(db,
            "SELECT lang, text FROM translation WHERE table_name <> 'ui' ORDER BY lang, 1", &query,
            &err)) {
        fail(demo, err.text);
    }
    struct vocabulary *words = NULL;
    while (db_step(query)) {
        const char *tag = db_text(query, 0);
        if (!words || strcmp(words->tag, tag) != 0) {
            words = &bench->vocabularies[bench->vocabulary_count++];
            words->tag = arena_strdup(&bench->arena, tag);
            words->spaceless = strncmp(tag, "zh", 2) == 0;
            words->word = arena_alloc(&bench->arena, (size_t)WORDS_MAX * WORD_BYTES);
        }
        add_text(words, db_text(query, 1));
    }
    db_finish(query);
    db_close(db);
}

static const char *
pick_word(struct bench *bench, const struct vocabulary *words, int language)
{
    double share = (double)next(&bench->seed) / (double)(1 << 24);
    int rank = (int)(exp(share * log((double)words->count + 1)) - 1);
    // Another order in every language that borrows the vocabulary.
    int at = (int)(((int64_t)rank * 7919 + (int64_t)language * 104729) % words->count);
    return words->word[at];
}

static const char *
write_text(struct bench *bench, int language, size_t bytes, int words_max)
{
    const struct vocabulary *words = &bench->vocabularies[language % bench->vocabulary_count];
    char text[BODY_BYTES + WORD_BYTES + 2];
    size_t len = 0;
    for (int i = 0; i < words_max && len < bytes; i++) {
        const char *word = pick_word(bench, words, language);
        len += (size_t)snprintf(
            text + len, sizeof text - len, "%s%s", i && !words->spaceless ? " " : "", word);
    }
    bench->text_bytes += len;
    return arena_strdup(&bench->arena, text);
}

// The content, as hub-bundle writes it -----------------------------------------------------------------

static void
run_sql(struct db *db, const char *sql)
{
    struct err err = {0};
    if (!db_exec(db, sql, &err)) {
        fail(sql, err.text);
    }
}

static struct db_query *
prepare(struct db *db, const char *sql)
{
    struct db_query *query = NULL;
    struct err err = {0};
    if (!db_prepare(db, sql, &query, &err)) {
        fail(sql, err.text);
    }
    return query;
}

static void
run_query(struct db_query *query)
{
    struct err err = {0};
    db_step(query);
    if (db_failed(query, &err)) {
        fail("content", err.text);
    }
    db_reset(query);
}

static const char *
tag_of(struct bench *bench, int language)
{
    const char *tag = bench->vocabularies[language % bench->vocabulary_count].tag;
    int turn = language / bench->vocabulary_count;
    return turn == 0 ? tag : arena_printf(&bench->arena, "%.3s-x-%d", tag, turn);
}

static void
write_index(struct bench *bench, struct db *db, int language, struct arena *scratch)
{
    char sql[GATE_SQL_MAX];
    int n = language + 1;
    gate_search_sql(n, bench->vocabularies[language % bench->vocabulary_count].spaceless, sql);
    run_sql(db, sql);
    snprintf(sql, sizeof sql, "INSERT INTO search_%d(rowid, name, body) VALUES(?1, ?2, ?3)", n);
    struct db_query *query = prepare(db, sql);
    for (int i = 0; i < ARTICLES; i++) {
        const struct article *article = &bench->articles[language][i];
        arena_reset(scratch);
        db_bind_int(query, 1, i + 1);
        db_bind_text(query, 2, text_fold_index(scratch, article->name));
        db_bind_text(query, 3,
            text_fold_index(
                scratch, arena_printf(scratch, "%s\n%s", article->name, article->body)));
        run_query(query);
    }
    db_finish(query);
    snprintf(sql, sizeof sql, "INSERT INTO search_%d(search_%d) VALUES('optimize')", n, n);
    run_sql(db, sql);
}

static void
write_language(struct bench *bench, struct db *db, int language)
{
    struct db_query *pack =
        prepare(db, "INSERT INTO language_pack SELECT ?1, ?2, ?2, ?2, 'ltr', 'Latn', '',"
                    " 'nplurals=1; plural=0;', 'none', 0, ?1,"
                    " '', '', '', '', '', '', '', ''");
    struct db_query *name =
        prepare(db, "INSERT INTO translation VALUES ('page', ?1, 'name', ?2, 0, ?3, 'draft', 0)");
    db_bind_int(pack, 1, language + 1);
    db_bind_text(pack, 2, tag_of(bench, language));
    run_query(pack);
    for (int i = 0; i < ARTICLES; i++) {
        char id[16];
        snprintf(id, sizeof id, "page-%d", i + 1);
        db_bind_text(name, 1, id);
        db_bind_text(name, 2, tag_of(bench, language));
        db_bind_text(name, 3, bench->articles[language][i].name);
        run_query(name);
    }
    db_finish(pack);
    db_finish(name);
}

static const char RECORDS[] =
    "INSERT INTO topic VALUES (1, 'topic', NULL, 1, '', '', 0);"
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 500)"
    " INSERT INTO page SELECT n, 'page-' || n, 1, n, '', '', 0, NULL FROM n;"
    "INSERT INTO provenance SELECT 'page', n, '2026-01-01', 'E', 30, 0, '', '', '', 0 FROM page;"
    "INSERT INTO search_item SELECT n, 'page', n, '' FROM page;";

static void
build_ours(struct bench *bench)
{
    struct err err = {0};
    struct db *db = NULL;
    struct arena scratch = {0};
    if (!db_open(bench->path, DB_CREATE, &db, &err)) {
        fail(bench->path, err.text);
    }
    run_sql(db, "BEGIN");
    run_sql(db, gate_schema());
    run_sql(db, arena_printf(&bench->arena, "INSERT INTO meta VALUES ('source_language', '%s')",
                    tag_of(bench, 0)));
    run_sql(db, RECORDS);
    for (int language = 0; language < LANGUAGES; language++) {
        write_language(bench, db, language);
    }
    double start = now_us();
    for (int language = 0; language < LANGUAGES; language++) {
        write_index(bench, db, language, &scratch);
    }
    run_sql(db, "COMMIT");
    bench->ours.build_s = (now_us() - start) / 1e6;
    if (!db_number(db, "SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'search_[0-9]*'",
            &bench->ours.index_bytes, &err)) {
        fail("dbstat", err.text);
    }
    db_close(db);
    arena_finish(&scratch);
    if (!store_open_file(bench->path, &bench->store, &err)) {
        fail(bench->path, err.text);
    }
}

static void
build_theirs(struct bench *bench)
{
    struct arena scratch = {0};
    double start = now_us();
    for (int language = 0; language < LANGUAGES; language++) {
        char folder[96];
        snprintf(folder, sizeof folder, "%s/xapian-%d", bench->folder, language);
        struct xapian *xapian = xapian_create(folder);
        for (int i = 0; xapian && i < ARTICLES; i++) {
            const struct article *article = &bench->articles[language][i];
            arena_reset(&scratch);
            xapian_add(xapian, text_fold_search(&scratch, article->name),
                text_fold_search(&scratch, article->body));
        }
        bench->theirs.index_bytes += xapian ? (int64_t)xapian_finish_writing(xapian) : 0;
        bench->xapian[language] = xapian;
    }
    bench->theirs.build_s = (now_us() - start) / 1e6;
    arena_finish(&scratch);
}

// Asking -------------------------------------------------------------------------------------------------

static void
keystroke(struct bench *bench, int language, const char *typed, struct arena *arena)
{
    struct store_hit hits[HITS_MAX];
    arena_reset(arena);
    double start = now_us();
    bench->ours.hits += store_search(bench->store, language, typed, hits, HITS_MAX);
    double middle = now_us();
    bench->ours.us[bench->ours.count++] = (middle - start);
    if (bench->xapian[language]) {
        middle = now_us();
        bench->theirs.hits +=
            xapian_search(bench->xapian[language], text_fold_search(arena, typed), HITS_MAX);
        bench->theirs.us[bench->theirs.count++] = (now_us() - middle);
    }
}

// Somebody types a word or two that the article has; in one of ten cases letters that no article has.
static const char *
pick_query(struct bench *bench, int language, struct arena *arena)
{
    const struct vocabulary *words = &bench->vocabularies[language % bench->vocabulary_count];
    const struct article *article = &bench->articles[language][next(&bench->seed) % ARTICLES];
    const char *word = pick_word(bench, words, language);
    uint32_t kind = next(&bench->seed) % 10;
    if (kind == 0) {
        return arena_printf(arena, "%sqzx", word);
    }
    if (words->spaceless) {
        return kind < 5 ? word : arena_strndup(arena, article->name, 12);
    }
    size_t first = strcspn(article->name, " ");
    size_t second = article->name[first] ? strcspn(article->name + first + 1, " ") + 1 : 0;
    return kind < 4 ? word : arena_strndup(arena, article->name, first + (kind < 7 ? 0 : second));
}

static void
type_query(struct bench *bench, int language, struct arena *arena)
{
    struct arena scratch = {0};
    const char *query = pick_query(bench, language, &scratch);
    size_t len = strlen(query);
    for (size_t at = 0; at < len && bench->ours.count < SAMPLES_MAX;) {
        utf8_next(query, len, &at);
        keystroke(bench, language, arena_strndup(&scratch, query, at), arena);
    }
    arena_finish(&scratch);
}

static void
ask(struct bench *bench, int rounds)
{
    struct arena arena = {0};
    struct store_hit hits[HITS_MAX];
    for (int round = 0; round < rounds; round++) {
        for (int language = 0; language < LANGUAGES; language++) {
            double start = now_us();
            store_search(bench->store, language, "", hits, HITS_MAX); // the screen opens
            bench->first[round * LANGUAGES + language] = (now_us() - start);
            for (int i = 0; i < QUERIES; i++) {
                type_query(bench, language, &arena);
            }
        }
    }
    arena_finish(&arena);
}

// Results ------------------------------------------------------------------------------------------------

static int
ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void
print_row(const struct bench *bench, const char *name, struct figures *figures)
{
    int count = figures->count;
    if (count == 0) {
        printf("| %s | not built | | | | | | |\n", name);
        return;
    }
    qsort(figures->us, (size_t)count, sizeof *figures->us, ascending);
    printf("| %s | %d | %.3f | %.3f | %.3f | %.1f | %.2f | %.1f |\n", name, count,
        figures->us[count / 2] / 1e3, figures->us[(int64_t)count * 99 / 100] / 1e3,
        figures->us[count - 1] / 1e3, (double)figures->index_bytes / 1e6,
        (double)figures->index_bytes / (double)bench->text_bytes, figures->build_s);
}

static void
print_results(struct bench *bench, int rounds)
{
    int languages = rounds * LANGUAGES;
    printf("%d languages, %d articles each, %.1f MB of text\n\n", LANGUAGES, ARTICLES,
        (double)bench->text_bytes / 1e6);
    printf("| | keystrokes | median, ms | p99, ms | slowest, ms | index, MB | of the text | built "
           "in, s |\n"
           "|---|---|---|---|---|---|---|---|\n");
    print_row(bench, "Ventanilla", &bench->ours);
    print_row(bench, "Xapian", &bench->theirs);
    qsort(bench->first, (size_t)languages, sizeof *bench->first, ascending);
    printf("\nThe keyboard opens in a language: median %.2f, slowest %.2f ms.\n",
        bench->first[languages / 2] / 1e3, bench->first[languages - 1] / 1e3);
}

static void
write_articles(struct bench *bench)
{
    for (int language = 0; language < LANGUAGES; language++) {
        for (int i = 0; i < ARTICLES; i++) {
            struct article *article = &bench->articles[language][i];
            article->name = write_text(bench, language, BODY_BYTES, NAME_WORDS);
            article->body = write_text(bench, language, BODY_BYTES, BODY_BYTES);
        }
    }
}

int
main(int argc, char **argv)
{
    static struct bench bench = {.folder = "/tmp/bench-search-XXXXXX", .seed = 1};
    int rounds = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;
    if (rounds < 1 || rounds > 100) {
        fprintf(stderr, "usage: bench-search CONTENT ROUNDS\n"
                        "CONTENT: the demonstration, compiled; ROUNDS: 1 to 100\n");
        return 2;
    }
    if (!mkdtemp(bench.folder)) {
        fail(bench.folder, "cannot be made");
    }
    snprintf(bench.path, sizeof bench.path, "%s/content.db", bench.folder);
    bench.ours.us = arena_array(&bench.arena, double, SAMPLES_MAX);
    bench.theirs.us = arena_array(&bench.arena, double, SAMPLES_MAX);
    bench.first = arena_array(&bench.arena, double, rounds *LANGUAGES);
    read_words(&bench, argv[1]);
    write_articles(&bench);
    build_ours(&bench);
    build_theirs(&bench);
    ask(&bench, rounds);
    print_results(&bench, rounds);
    for (int language = 0; language < LANGUAGES; language++) {
        xapian_close(bench.xapian[language]);
    }
    store_close(bench.store);
    unlink(bench.path);
    rmdir(bench.folder);
    arena_finish(&bench.arena);
    return 0;
}
