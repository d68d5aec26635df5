// links: gate
// Hostile databases: each is refused, none is run, and quick_check alone would have taken many of them.

#include <sqlite3.h>
#include <sys/stat.h>

#include "base/file.h"
#include "tests/gate/made.h"

enum { PAGE = DB_PAGE_SIZE, FILE_MAX = 64 * 1024 * 1024 };

enum alone { REFUSED, ACCEPTED, NOT_ASKED };

struct beast {
    const char *what;
    const char *sql;     // what makes it of an honest file
    const char *refusal; // in the error's text
    enum alone alone;    // what SQLite's quick_check alone says
};

#define REWRITE(table, old, new)                                                                   \
    "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, '" old                 \
    "', '" new "') WHERE name = '" table "'"

static const struct beast beasts[] = {
    {"view that never ends",
        "CREATE VIEW bomb AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
        " SELECT count(*) AS n FROM c",
        "bomb is foreign", ACCEPTED},
    {"view that writes", "CREATE VIEW w AS SELECT writefile('/tmp/never', 'x') AS a",
        "w is foreign", ACCEPTED},
    {"view for a table",
        "DROP TABLE showcard; CREATE VIEW showcard AS SELECT n, id, ord, icon, topic_n, NULL AS"
        " procedure_n FROM hotline",
        "showcard is defined", ACCEPTED},
    {"trigger", "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM meta; END", "t is foreign",
        ACCEPTED},
    {"generated bomb",
        "CREATE TABLE g(a, b AS (length(replace(hex(zeroblob(1000)), '0', hex(zeroblob(1000))))))",
        "g is foreign", ACCEPTED},
    {"generated column in ours",
        REWRITE("fact", "id TEXT NOT NULL UNIQUE", "id TEXT NOT NULL UNIQUE, g INTEGER AS (n * 2)"),
        "fact is defined", ACCEPTED},
    {"FTS3 table", "CREATE VIRTUAL TABLE f USING fts3(a)", "f is foreign", ACCEPTED},
    {"R*Tree", "CREATE VIRTUAL TABLE r USING rtree(id, a, b)", "r is foreign", ACCEPTED},
    {"index on an expression", "CREATE INDEX e ON topic(length(id))", "e is foreign", ACCEPTED},
    {"partial index", "CREATE INDEX p ON topic(ord) WHERE ord > 1", "p is foreign", ACCEPTED},
    {"one index more", "CREATE INDEX i ON topic(ord)", "i is foreign", ACCEPTED},
    {"foreign collation",
        REWRITE("topic", "id TEXT NOT NULL UNIQUE", "id TEXT NOT NULL COLLATE evil UNIQUE"),
        "topic is defined", REFUSED},
    {"other collation",
        REWRITE("topic", "id TEXT NOT NULL UNIQUE", "id TEXT NOT NULL COLLATE NOCASE UNIQUE"),
        "topic is defined", ACCEPTED},
    {"CHECK with a bomb",
        "CREATE TABLE c(a CHECK (length(replace(hex(zeroblob(2000)), '0', hex(zeroblob(2000)))) > "
        "0));"
        "INSERT INTO c VALUES(1)",
        "c is foreign", ACCEPTED},
    {"CHECK in ours", REWRITE("meta", "key TEXT PRIMARY KEY", "key TEXT PRIMARY KEY CHECK (1)"),
        "meta is defined", ACCEPTED},
    {"DEFAULT in ours", REWRITE("meta", "value TEXT NOT NULL", "value TEXT NOT NULL DEFAULT (1)"),
        "meta is defined", ACCEPTED},
    {"one table more", "CREATE TABLE x(a)", "x is foreign", ACCEPTED},
    {"one table less", "DROP TABLE poster", "poster is missing", ACCEPTED},
    {"statistics", "ANALYZE", "sqlite_stat1 is foreign", ACCEPTED},
    {"sequence", "CREATE TABLE s(n INTEGER PRIMARY KEY AUTOINCREMENT)", "s is foreign", ACCEPTED},
    {"renamed column", "ALTER TABLE topic RENAME COLUMN icon TO icom", "topic is defined",
        ACCEPTED},
    {"renamed table", "ALTER TABLE showcard RENAME TO showcards", "is missing", ACCEPTED},
    {"added column", "ALTER TABLE fact ADD COLUMN more TEXT", "fact is defined", ACCEPTED},
    {"one space more",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'topic'",
        "topic is defined", ACCEPTED},
    {"a comment less", REWRITE("topic", "-- text: name, summary", ""), "topic is defined",
        ACCEPTED},
    {"not strict", REWRITE("topic", ") STRICT", ")"), "topic is defined", ACCEPTED},
    {"without rowid", REWRITE("fact", ") STRICT", ") STRICT, WITHOUT ROWID"), "", REFUSED},
    {"with rowid", REWRITE("meta", ") STRICT, WITHOUT ROWID", ") STRICT"), "", REFUSED},
    {"fts5 over a table",
        "DROP TABLE search_1; CREATE VIRTUAL TABLE search_1 USING fts5(name, body, content='meta')",
        "search_1 is defined", ACCEPTED},
    {"fts5 with its content",
        "DROP TABLE search_1; CREATE VIRTUAL TABLE search_1 USING fts5(name, body)",
        "search_1 is defined", ACCEPTED},
    {"fts5 of another tokenizer",
        "DROP TABLE search_1; CREATE VIRTUAL TABLE search_1 USING fts5(name, body, content='',"
        " detail=none, prefix='1 2 3', tokenize='trigram')",
        "search_1 is defined", ACCEPTED},
    {"search table of no language",
        "CREATE VIRTUAL TABLE search_3 USING fts5(name, body, content='', detail=none)",
        "search_3 is foreign", ACCEPTED},
    {"no search table", "DROP TABLE search_2", "search_2 is missing", ACCEPTED},
    {"shadow table less", "PRAGMA writable_schema=ON; DROP TABLE search_1_docsize",
        "search_1_docsize is missing", ACCEPTED},
    {"shadow table altered",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, 'PRIMARY KEY', "
        "'PRIMARY KEY CHECK (1)') WHERE name = 'search_1_data'",
        "search_1_data is defined", ACCEPTED},
    {"a definition twice",
        "PRAGMA writable_schema=ON;"
        "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'topic'",
        "", REFUSED},
    {"an index twice",
        "PRAGMA writable_schema=ON; INSERT INTO sqlite_schema"
        " SELECT * FROM sqlite_schema WHERE name = 'sqlite_autoindex_topic_1'",
        "", ACCEPTED},
    {"an index of nothing",
        "PRAGMA writable_schema=ON; INSERT INTO sqlite_schema"
        " VALUES('index', 'sqlite_autoindex_topic_9', 'topic', 2, NULL)",
        "", REFUSED},
    {"type in capitals",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET type = 'Table' WHERE name = 'topic'",
        "", ACCEPTED},
    {"text behind a NUL",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = sql || char(0) || 'x'"
        " WHERE name = 'topic'",
        "topic is defined", ACCEPTED},
    {"two tables of the same pages",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage ="
        " (SELECT rootpage FROM sqlite_schema WHERE name = 'fact') WHERE name = 'survey'",
        "", REFUSED},
    {"a table over the schema",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'fact'", "",
        REFUSED},
    {"a table of no pages",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'fact'", "",
        REFUSED},
    {"an index for a table",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage"
        " FROM sqlite_schema WHERE name = 'sqlite_autoindex_topic_1') WHERE name = 'fact'",
        "", REFUSED},
    {"a definition of 10 MB",
        "PRAGMA writable_schema=ON; INSERT INTO sqlite_schema VALUES('table', 'u', 'u', 2,"
        " 'CREATE TABLE u(a /*' || hex(zeroblob(5000000)) || '*/)')",
        "", REFUSED},
    {"100,000 definitions",
        "PRAGMA writable_schema=ON; WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c"
        " LIMIT 100000) INSERT INTO sqlite_schema SELECT 'table', 't' || x, 't' || x, 2,"
        " 'CREATE TABLE t' || x || '(a)' FROM c",
        "", NOT_ASKED},
    {"1,100 tables",
        "PRAGMA writable_schema=ON; CREATE TABLE t0(a); WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL"
        " SELECT x + 1 FROM c LIMIT 1100) INSERT INTO sqlite_schema SELECT 'table', 't' || x, 't' "
        "|| x,"
        " (SELECT rootpage FROM sqlite_schema WHERE name = 't0'), 'CREATE TABLE t' || x || '(a)' "
        "FROM c",
        "", REFUSED},
    {"an 8 MB name",
        "PRAGMA writable_schema=ON; INSERT INTO sqlite_schema SELECT hex(zeroblob(4000000)), name,"
        " tbl_name, rootpage, NULL FROM sqlite_schema WHERE name = 'sqlite_autoindex_topic_1'",
        "", ACCEPTED},
    {"a language out of order", "UPDATE language_pack SET n = 7 WHERE n = 2", "language_pack",
        ACCEPTED},
    {"a number that is none",
        REWRITE("topic", ") STRICT", ")") "; PRAGMA writable_schema=RESET;"
                                          "UPDATE topic SET ord = 'x'; "
                                          "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql "
                                          "= sql || ' STRICT' WHERE name='topic'",
        "quick check", REFUSED},
    {"nothing where something must be",
        REWRITE("topic", "icon TEXT NOT NULL",
            "icon TEXT") "; PRAGMA writable_schema=RESET;"
                         "UPDATE topic SET icon = NULL; PRAGMA writable_schema=ON;"
                         "UPDATE sqlite_schema SET sql = replace(sql, 'icon TEXT', 'icon TEXT NOT "
                         "NULL')"
                         " WHERE name = 'topic'",
        "quick check", REFUSED},
    // Since 3.44 quick_check opens search indexes too.
    {"a search index of another format", "UPDATE search_1_config SET v = 99 WHERE k = 'version'",
        "invalid fts5 file format", NOT_ASKED},
    // The map.
    {"a giant tile", "INSERT INTO tiles VALUES(5, 0, 0, zeroblob(1048577))",
        "a tile of 1048577 bytes", ACCEPTED},
    {"a tile longer than any value", "INSERT INTO tiles VALUES(5, 0, 0, zeroblob(9000000))", "",
        ACCEPTED},
    {"a negative zoom",
        "PRAGMA ignore_check_constraints=ON; INSERT INTO tiles VALUES(-1, 0, 0, x'')",
        "1 tiles off the world", REFUSED},
    {"a zoom of nowhere",
        "PRAGMA ignore_check_constraints=ON; INSERT INTO tiles VALUES(9000000000, 0, 0, x'')",
        "1 tiles off the world", REFUSED},
    {"a negative row",
        "PRAGMA ignore_check_constraints=ON; INSERT INTO tiles VALUES(3, 0, -1, x'')",
        "1 tiles off the world", REFUSED},
    {"a column that its zoom does not have", "INSERT INTO tiles VALUES(2, 4, 0, x'')",
        "1 tiles off the world", ACCEPTED},
    {"too many tiles",
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 250000)"
        " INSERT INTO tiles SELECT 22, x, 0, x'' FROM c",
        "more than 250000 tiles", ACCEPTED},
    {"a tile that is text",
        REWRITE("tiles", ") STRICT", ")") "; PRAGMA writable_schema=RESET;"
                                          "UPDATE tiles SET tile_data = 'x' WHERE zoom_level = 10;"
                                          "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql "
                                          "= sql || ' STRICT' WHERE name='tiles'",
        "quick check", REFUSED},
    {"a trigger on tiles", "CREATE TRIGGER t AFTER INSERT ON tiles BEGIN DELETE FROM meta; END",
        "t is foreign", ACCEPTED},
    {"a view for the tiles",
        "DROP TABLE tiles; CREATE VIEW tiles AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL"
        " SELECT x + 1 FROM c) SELECT x AS zoom_level, x AS tile_column, x AS tile_row, x AS "
        "tile_data"
        " FROM c",
        "tiles_1 is missing", ACCEPTED},
    {"tiles that are made as they are read",
        REWRITE("tiles", "tile_data BLOB NOT NULL",
            "tile_data BLOB NOT NULL, g BLOB AS (zeroblob(tile_row))"),
        "tiles is defined", ACCEPTED},
    {"no tiles", "DROP TABLE tiles", "tiles_1 is missing", ACCEPTED},
    {"a lot of metadata",
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 31)"
        " INSERT INTO metadata SELECT 'k' || x, '' FROM c",
        "33 rows of metadata", ACCEPTED},
    {"long metadata behind a NUL",
        "UPDATE metadata SET value = char(0) || hex(zeroblob(500000)) WHERE name = 'name'",
        "metadata of 1000005 bytes", ACCEPTED},
    {"walks that are none", "UPDATE route_graph SET data = zeroblob(40)", "walks that are none",
        ACCEPTED},
    {"walks cut off", "UPDATE route_graph SET data = substr(data, 1, 20)", "walks that are none",
        ACCEPTED},
    {"walks of absurd size",
        "UPDATE route_graph SET data = CAST(substr(data, 1, 12) || x'FFFFFFFFFFFFFFFF'"
        " || zeroblob(12) AS BLOB)",
        "walks of 32 bytes that say they have 137438953", ACCEPTED},
    {"walks longer than any value",
        "UPDATE route_graph SET data = CAST(data || zeroblob(9000000) AS BLOB)", "", ACCEPTED},
    {"walks for whom", "INSERT INTO route_graph SELECT 'car', data FROM route_graph",
        "walks that are nobody's", ACCEPTED},
    {"walks without their type", REWRITE("route_graph", ") STRICT", ")"), "route_graph is defined",
        ACCEPTED},
    {"free pages", "DELETE FROM page_block; DELETE FROM translation", "free pages", ACCEPTED},
    {"write-ahead log", "PRAGMA journal_mode=WAL", "header: write version", ACCEPTED},
    {"another version", "PRAGMA user_version=1", "schema 1", ACCEPTED},
    {"another program", "PRAGMA application_id=7", "not compiled content", ACCEPTED},
    {"a cache as the file likes", "PRAGMA default_cache_size=1000000", "header: cache size",
        ACCEPTED},
};

static void
copy_honest(const struct made *made)
{
    char *bytes = NULL;
    size_t len = 0;
    struct err err = {0};
    assert_true(file_read(made->path, FILE_MAX, &bytes, &len, &err));
    assert_true(file_replace(made->other, bytes, len, &err));
    free(bytes);
}

// SQLite as it is, without any of our locks.
static sqlite3 *
open_bare(const char *path)
{
    sqlite3 *bare = NULL;
    assert_int_equal(sqlite3_open(path, &bare), SQLITE_OK);
    sqlite3_db_config(bare, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    sqlite3_db_config(bare, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 1, NULL);
    return bare;
}

static int
first_word(void *context, int count, char **words, char **names)
{
    (void)names;
    bool *ok = context;
    *ok = count > 0 && words[0] && strcmp(words[0], "ok") == 0;
    return 0;
}

static bool
quick_check_accepts(const char *path)
{
    bool ok = false;
    sqlite3 *bare = open_bare(path);
    int rc = sqlite3_exec(bare, "PRAGMA quick_check(1)", first_word, &ok, NULL);
    sqlite3_close(bare);
    return rc == SQLITE_OK && ok;
}

static void
make_beast(const struct made *made, const char *sql)
{
    char *message = NULL;
    copy_honest(made);
    sqlite3 *bare = open_bare(made->other);
    if (sqlite3_exec(bare, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s in %s", message, sql);
    }
    sqlite3_close(bare);
}

static void
test_beasts(void **state)
{
    const struct made *made = *state;
    enum { COUNT = sizeof beasts / sizeof *beasts };
    int quick = 0;
    int wrong = 0;
    made_save(made->path, NULL);
    for (int i = 0; i < COUNT; i++) {
        struct err err = {0};
        make_beast(made, beasts[i].sql);
        bool passes = made_passes(made->other, &err);
        enum alone alone = beasts[i].alone == NOT_ASKED       ? NOT_ASKED
                           : quick_check_accepts(made->other) ? ACCEPTED
                                                              : REFUSED;
        quick += alone == ACCEPTED;
        if (passes || err.kind == ERR_NONE || !strstr(err.text, beasts[i].refusal) ||
            alone != beasts[i].alone) {
            print_message("%s: %s; quick_check alone: %d\n", beasts[i].what,
                passes ? "passes" : err.text, (int)alone);
            wrong++;
        }
    }
    print_message("%d kinds, all refused; quick_check alone accepts %d\n", COUNT, quick);
    assert_int_equal(wrong, 0);
    assert_true(quick > COUNT / 2); // else the gate were not needed
}

// Where we end: a read-only SQLite forgets CHECKs, so that none runs and none is held to. store/ bears
// every value.
static void
test_values_are_not_judged(void **state)
{
    const struct made *made = *state;
    struct err err = {0};
    made_save(made->path, NULL);
    make_beast(made, "PRAGMA ignore_check_constraints=ON; UPDATE topic SET sensitive = 7");
    assert_true(made_passes(made->other, &err));
    assert_false(quick_check_accepts(made->other));
}

// Bytes ---------------------------------------------------------------------------------------------

struct bytes {
    unsigned char *at;
    size_t len; // of what is written
    size_t room;
};

static void
put32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        at[i] = (unsigned char)(value >> (24 - 8 * i));
    }
}

static uint32_t
get32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

// First page whose type is that, as a number from 1.
static uint32_t
page_of_type(const struct bytes *bytes, unsigned type)
{
    for (size_t page = 1; page < bytes->len / PAGE; page++) {
        if (bytes->at[page * PAGE] == type) {
            return (uint32_t)page + 1;
        }
    }
    fail_msg("no page of type %u", type);
    return 0;
}

static void
turn_to_itself(struct bytes *bytes)
{
    uint32_t page = page_of_type(bytes, 5);
    put32(bytes->at + (page - 1) * PAGE + 8, page);
}

// An inner page all of whose children are the page below: without a check, more rows than atoms.
static void
turn_to_one_child(struct bytes *bytes)
{
    unsigned char *page = bytes->at + (page_of_type(bytes, 5) - 1) * PAGE;
    uint32_t child = get32(page + 8);
    int cells = page[3] << 8 | page[4];
    for (int i = 0; i < cells; i++) {
        put32(page + (page[12 + 2 * i] << 8 | page[13 + 2 * i]), child);
    }
}

static void
turn_index_to_itself(struct bytes *bytes)
{
    uint32_t page = page_of_type(bytes, 2);
    put32(bytes->at + (page - 1) * PAGE + 8, page);
}

// The picture's chain: pages full of zeros that begin with the number of the next.
static uint32_t
first_of_chain(const struct bytes *bytes)
{
    for (uint32_t page = 1; page < bytes->len / PAGE; page++) {
        const unsigned char *at = bytes->at + (size_t)page * PAGE;
        if (get32(at) == page + 2 && at[5] == 0 && memcmp(at + 5, at + 6, 2000) == 0) {
            return page + 1;
        }
    }
    fail_msg("no chain");
    return 0;
}

static void
turn_chain_to_itself(struct bytes *bytes)
{
    uint32_t page = first_of_chain(bytes);
    put32(bytes->at + (page - 1) * PAGE, page);
}

static void
turn_chain_to_the_first_page(struct bytes *bytes)
{
    put32(bytes->at + (first_of_chain(bytes) - 1) * PAGE, 1);
}

static void
turn_chain_out_of_the_file(struct bytes *bytes)
{
    put32(bytes->at + (first_of_chain(bytes) - 1) * PAGE, 0x7fffffff);
}

static void
say_many_cells(struct bytes *bytes)
{
    unsigned char *page = bytes->at + (page_of_type(bytes, 13) - 1) * PAGE;
    page[3] = 0xff;
    page[4] = 0xff;
}

static void
say_other_type(struct bytes *bytes)
{
    bytes->at[(page_of_type(bytes, 13) - 1) * PAGE] = 10;
}

static void
overlap_cells(struct bytes *bytes)
{
    unsigned char *page = bytes->at + (page_of_type(bytes, 13) - 1) * PAGE;
    memcpy(page + 8, page + 10, 2); // the first is the second
}

static void
point_cells_at_the_head(struct bytes *bytes)
{
    unsigned char *page = bytes->at + (page_of_type(bytes, 13) - 1) * PAGE;
    page[8] = 0;
    page[9] = 2;
}

static void
cut(struct bytes *bytes)
{
    bytes->len -= 3 * PAGE;
}

static void
cut_within_a_page(struct bytes *bytes)
{
    bytes->len -= 100;
}

static void
cut_to_the_head(struct bytes *bytes)
{
    bytes->len = 100;
}

static void
cut_with_its_head(struct bytes *bytes)
{
    bytes->len -= 3 * PAGE;
    put32(bytes->at + 28, (uint32_t)(bytes->len / PAGE));
}

static void
say_more_pages(struct bytes *bytes)
{
    put32(bytes->at + 28, (uint32_t)(bytes->len / PAGE) + 5);
}

static void
say_no_pages(struct bytes *bytes)
{
    put32(bytes->at + 28, 0); // SQLite would then believe the size
}

static void
append(struct bytes *bytes)
{
    bytes->len += 1;
}

static void
say_free_pages(struct bytes *bytes)
{
    put32(bytes->at + 32, 3);
    put32(bytes->at + 36, 1);
}

static void
loop_free_pages(struct bytes *bytes)
{
    uint32_t page = (uint32_t)(bytes->len / PAGE) + 1;
    bytes->len += PAGE;
    put32(bytes->at + (page - 1) * PAGE, page);
    put32(bytes->at + 28, page);
    put32(bytes->at + 32, page);
    put32(bytes->at + 36, 1000000);
}

static void
reserve_bytes(struct bytes *bytes)
{
    bytes->at[20] = 32;
}

static void
zero_a_page(struct bytes *bytes)
{
    memset(bytes->at + (page_of_type(bytes, 13) - 1) * PAGE, 0, PAGE);
}

static void
zero_the_schema(struct bytes *bytes)
{
    memset(bytes->at + 100, 0, PAGE - 100);
}

static void
turn_schema_to_itself(struct bytes *bytes)
{
    assert_int_equal(bytes->at[100], 5); // the schema needs more than one page
    put32(bytes->at + 108, 1);
}

static const struct {
    const char *what;
    void (*turn)(struct bytes *bytes);
} turns[] = {
    {"a page that is its own child", turn_to_itself},
    {"a child many times", turn_to_one_child},
    {"an index page that is its own child", turn_index_to_itself},
    {"a schema page that is its own child", turn_schema_to_itself},
    {"a chain in a circle", turn_chain_to_itself},
    {"a chain into the first page", turn_chain_to_the_first_page},
    {"a chain out of the file", turn_chain_out_of_the_file},
    {"65,535 cells", say_many_cells},
    {"a page of another type", say_other_type},
    {"cells on top of each other", overlap_cells},
    {"a cell in the page's head", point_cells_at_the_head},
    {"cut by pages", cut},
    {"cut within a page", cut_within_a_page},
    {"cut to the head", cut_to_the_head},
    {"cut, and says so", cut_with_its_head},
    {"more pages than there are", say_more_pages},
    {"no number of pages", say_no_pages},
    {"a byte too much", append},
    {"free pages that are used", say_free_pages},
    {"free pages in a circle", loop_free_pages},
    {"reserved bytes", reserve_bytes},
    {"a page of zeros", zero_a_page},
    {"no schema", zero_the_schema},
};

static void
test_turned_bytes(void **state)
{
    const struct made *made = *state;
    char *honest = NULL;
    size_t len = 0;
    struct err err = {0};
    made_save(made->path, NULL);
    assert_true(file_read(made->path, FILE_MAX, &honest, &len, &err));
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        struct bytes bytes = {calloc(1, len + 2 * PAGE), len, len + 2 * PAGE};
        assert_non_null(bytes.at);
        memcpy(bytes.at, honest, len);
        turns[i].turn(&bytes);
        assert_true(bytes.len <= bytes.room);
        assert_true(file_replace(made->other, bytes.at, bytes.len, &err));
        free(bytes.at);
        err = (struct err){0};
        if (made_passes(made->other, &err) || err.kind == ERR_NONE) {
            fail_msg("%s: passes", turns[i].what);
        }
    }
    free(honest);
}

// Files made otherwise from the start, with our schema and numbers.
static void
test_other_formats(void **state)
{
    static const char *const pragmas[] = {"page_size=512", "page_size=65536", "encoding='UTF-16le'",
        "encoding='UTF-16be'", "auto_vacuum=FULL", "auto_vacuum=INCREMENTAL",
        "legacy_file_format=ON"};
    const struct made *made = *state;
    char numbers[256];
    for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++) {
        struct err err = {0};
        unlink(made->other);
        sqlite3 *bare = open_bare(made->other);
        snprintf(numbers, sizeof numbers,
            "PRAGMA %s; PRAGMA application_id=%d; PRAGMA user_version=%d", pragmas[i],
            DB_APPLICATION_ID, DB_SCHEMA_VERSION);
        if (strstr(pragmas[i], "legacy")) {
            sqlite3_db_config(bare, SQLITE_DBCONFIG_LEGACY_FILE_FORMAT, 1, NULL);
        }
        assert_int_equal(sqlite3_exec(bare, numbers, NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(bare, gate_schema(), NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(bare);
        assert_true(quick_check_accepts(made->other));
        if (made_passes(made->other, &err) || !strstr(err.text, "header")) {
            fail_msg("%s: %s", pragmas[i], err.text);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_beasts, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_values_are_not_judged, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_turned_bytes, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_other_formats, made_setup, made_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
