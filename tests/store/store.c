#include <fcntl.h>

#include "tests/store/content.h"

static const char sql[] =
    "INSERT INTO meta VALUES ('country', 'XX'), ('bad', CAST(x'ff' AS TEXT));"
    "INSERT INTO picture VALUES (1, 'stamp', 'icon', 'image/svg+xml', 10, 10, x'3c7376672f3e00ff'),"
    " (2, 'empty', 'icon', 'image/svg+xml', 10, 10, x''),"
    " (3, 'huge', 'photo', 'image/png', 10, 10, zeroblob(8388609)),"
    " (4, 'large', 'photo', 'image/png', 10, 10, zeroblob(8388608));";

static int
setup(void **state)
{
    return content_setup(state, sql);
}

static void
meta(void **state)
{
    struct content *content = *state;
    assert_string_equal(store_meta(content->store, "country"), "XX");
    assert_string_equal(store_meta(content->store, "source_language"), "es");
    assert_string_equal(store_meta(content->store, "Country"), "");
    assert_string_equal(store_meta(content->store, ""), "");
    assert_string_equal(store_meta(content->store, "bad"), "");
}

static void
pictures(void **state)
{
    struct content *content = *state;
    struct image_bytes bytes = store_picture(content->store, "stamp");
    assert_int_equal(bytes.len, 8);
    assert_memory_equal(bytes.data, "<svg/>\0\xff", 8);
    assert_null(store_picture(content->store, "none").data);
    assert_null(store_picture(content->store, "empty").data);
    assert_null(store_picture(content->store, "huge").data);
    assert_int_equal(store_picture(content->store, "huge").len, 0);
    assert_int_equal(store_picture(content->store, "large").len, STORE_PICTURE_MAX);
    bytes = store_picture(content->store, "stamp");
    assert_int_equal(bytes.len, 8);
    // They live until the next picture is asked for, whatever else is asked.
    store_n(content->store, "picture", "empty");
    store_string(content->store, &content->arena, "picture", "mime", 1);
    assert_memory_equal(bytes.data, "<svg/>\0\xff", 8);
}

// Opening what is not a hub's content. ---------------------------------------------------------------

static enum err_kind
open_kind(const char *path)
{
    struct store *store = (struct store *)-1;
    struct err err = {0};
    assert_false(store_open_file(path, &store, &err));
    assert_null(store);
    assert_true(err.text[0]);
    return err.kind;
}

static void
write_bytes(const char *path, const char *bytes, size_t len)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), (ssize_t)len);
    close(fd);
}

static void
not_content(void **state)
{
    (void)state;
    struct content content;
    content_begin(&content);
    db_close(content.db);
    content.db = NULL;
    unlink(content.path);
    assert_int_equal(open_kind(content.path), ERR_MISSING);
    write_bytes(content.path, "", 0);
    assert_int_equal(open_kind(content.path), ERR_FORMAT);
    write_bytes(content.path, "This is a letter, not a database at all.", 40);
    assert_int_equal(open_kind(content.path), ERR_FORMAT);
    content_end(&content);
}

static char said[ERR_TEXT_MAX]; // why the last file was not opened

// Runs the statement over an otherwise good file and opens that.
static enum err_kind
open_altered(const char *statement)
{
    struct content content;
    content_begin(&content);
    content_sql(&content, content_languages);
    content_sql(&content, statement);
    content_sql(&content, "COMMIT");
    db_close(content.db);
    content.db = NULL;
    struct err err = {0};
    enum err_kind kind = ERR_NONE;
    if (!store_open_file(content.path, &content.store, &err)) {
        assert_null(content.store);
        kind = err.kind;
        memcpy(said, err.text, sizeof said);
    }
    content_end(&content);
    return kind;
}

static void
altered_schema(void **state)
{
    (void)state;
    assert_int_equal(open_altered("SELECT 1"), ERR_NONE);
    assert_int_equal(open_altered("PRAGMA user_version = 1"), ERR_VERSION);
    assert_int_equal(open_altered("PRAGMA application_id = 5"), ERR_FORMAT);
    assert_int_equal(open_altered("DROP TABLE provenance"), ERR_FORMAT);
    assert_non_null(strstr(said, "\"provenance\""));
    assert_int_equal(open_altered("DROP TABLE showcard"), ERR_FORMAT);
    assert_non_null(strstr(said, "\"showcard\""));
    assert_int_equal(open_altered("DROP TABLE meta"), ERR_FORMAT);
    assert_int_equal(open_altered("DELETE FROM language_pack"), ERR_FORMAT);
    // A view is no table.
    assert_int_equal(
        open_altered("DROP TABLE event; CREATE VIEW event AS SELECT 1 AS n"), ERR_FORMAT);
    // A column that is missing is noticed by those who ask for it.
    assert_int_equal(open_altered("ALTER TABLE myth RENAME COLUMN valid_to TO other"), ERR_NONE);
}

static void
the_database_can_be_asked_for_a_map(void **state)
{
    (void)state;
    struct content content;
    struct err err = {0};
    char word[16];
    content_begin(&content);
    content_sql(&content, content_languages);
    content_sql(&content, "INSERT INTO metadata VALUES ('format', 'pbf')");
    content_open(&content);
    assert_true(
        db_word(store_db(content.store), "SELECT value FROM metadata", word, sizeof word, &err));
    assert_string_equal(word, "pbf");
    assert_false(db_exec(store_db(content.store), "DELETE FROM metadata", &err));
    content_end(&content);
}

static void
every_table_of_the_schema_is_required(void **state)
{
    (void)state;
    struct content content;
    content_begin(&content);
    struct db_query *query = NULL;
    struct err err = {0};
    assert_true(db_prepare(
        content.db, "SELECT name FROM sqlite_schema WHERE type = 'table'", &query, &err));
    int count = 0;
    while (db_step(query)) {
        const char *name = db_text(query, 0);
        char drop[100];
        snprintf(drop, sizeof drop, "DROP TABLE %s", name);
        if (open_altered(drop) != ERR_FORMAT) {
            fail_msg("nobody misses %s", name);
        }
        count++;
    }
    assert_int_equal(count, 8 + store_table_count());
    db_finish(query);
    content_end(&content);
}

// A table without the column a list reads: nothing, said once, and no crash.
static void
missing_column(void **state)
{
    (void)state;
    struct content content;
    content_begin(&content);
    content_sql(&content, content_languages);
    content_sql(&content, "ALTER TABLE topic RENAME COLUMN icon TO picture");
    content_open(&content);
    struct store_topic topic = store_topic(content.store, &content.arena, 1);
    assert_int_equal(topic.n, 0);
    assert_string_equal(topic.id, "");
    assert_int_equal(store_topics(content.store, &content.arena, 0, AUDIENCE_ALL).count, 0);
    content_end(&content);
}

static void
too_much_meta(void **state)
{
    (void)state;
    struct content content;
    content_begin(&content);
    content_sql(&content, content_languages);
    content_sql(&content,
        "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 1000)"
        " INSERT INTO meta SELECT 'k' || i, 'v' FROM r");
    content_open(&content);
    assert_int_equal(content.store->meta_count, STORE_META_MAX);
    content_end(&content);
}

static void
closing_nothing(void **state)
{
    (void)state;
    store_close(NULL);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(meta),
        cmocka_unit_test(pictures),
        cmocka_unit_test(not_content),
        cmocka_unit_test(altered_schema),
        cmocka_unit_test(every_table_of_the_schema_is_required),
        cmocka_unit_test(the_database_can_be_asked_for_a_map),
        cmocka_unit_test(missing_column),
        cmocka_unit_test(too_much_meta),
        cmocka_unit_test(closing_nothing),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
