#include "tests/gate/made.h"

enum { SAID_MAX = 4096 };

struct said {
    char text[SAID_MAX];
    size_t len;
};

static void
note(void *context, const struct gate_changed *changed)
{
    struct said *said = context;
    int len = snprintf(said->text + said->len, SAID_MAX - said->len, "%c%s.%s ",
        "+~-"[changed->change], changed -> table, changed -> id);
    said->len += said->len + (size_t)len < SAID_MAX ? (size_t)len : 0;
}

static struct gate_diff
compare(const struct made *made, struct said *said)
{
    struct gate_diff diff = {-1, -1, -1};
    struct db *before = NULL;
    struct db *after = NULL;
    struct err err = {0};
    memset(said, 0, sizeof *said);
    assert_true(db_open(made->path, DB_READ, &before, &err));
    assert_true(db_open(made->other, DB_READ, &after, &err));
    if (!gate_compare(before, after, &diff, note, said, &err)) {
        fail_msg("%s", err.text);
    }
    db_close(before);
    db_close(after);
    return diff;
}

// The honest file against itself changed by sql.
static void
expect(const struct made *made, const char *sql, const char *changes)
{
    struct said said;
    made_save(made->path, NULL);
    made_save(made->other, sql);
    compare(made, &said);
    if (strcmp(said.text, changes) != 0) {
        fail_msg("\"%s\", not \"%s\" after %s", said.text, changes, sql);
    }
}

static void
test_equal(void **state)
{
    expect(*state, NULL, "");
    expect(*state,
        "UPDATE meta SET value = '2' WHERE key = 'content_version';"
        "UPDATE meta SET value = '2027-01-01' WHERE key = 'built_on'",
        "");
    expect(*state, "UPDATE provenance SET row = row + 1, file = 'other.csv'", "");
    expect(*state, "DELETE FROM search_item", "");
    expect(*state, "UPDATE translation SET source_hash = source_hash + 1", "");
}

static void
test_map(void **state)
{
    expect(*state, "UPDATE tiles SET tile_data = x'00' WHERE zoom_level = 10", "~map. ");
    expect(*state, "DELETE FROM tiles; DELETE FROM metadata; DELETE FROM route_graph", "-map. ");
}

static void
test_changes(void **state)
{
    expect(*state, "UPDATE topic SET icon = 'x' WHERE id = 'work'", "~topic.work ");
    expect(*state, "UPDATE organization SET email = ''", "~organization.office ");
    expect(*state, "UPDATE picture SET data = CAST(zeroblob(29999) || x'01' AS BLOB)",
        "~picture.door ");
    expect(*state, "UPDATE meta SET value = 'y' WHERE key = 'id'", "~meta.id ");
    expect(*state, "UPDATE language_pack SET endonym = 'Castellano' WHERE n = 1",
        "~language_pack.es ");
    expect(*state, "UPDATE service SET minimum_age = 0 WHERE id = 'permits'", "~service.permits ");
    expect(*state, "UPDATE service SET minimum_age = NULL WHERE id = 'jobs'", "~service.jobs ");
    expect(*state, "UPDATE provenance SET assured_date = '2026-11-20' WHERE source_1 = 'b'",
        "~service.jobs ");
    expect(*state, "DELETE FROM provenance WHERE source_1 = 'b'", "~service.jobs ");
}

static void
test_texts(void **state)
{
    expect(*state, "UPDATE translation SET text = 'x' WHERE lang = 'zh-Hans'", "~service.permits ");
    expect(*state, "UPDATE translation SET status = 'reviewed' WHERE lang = 'zh-Hans'",
        "~service.permits ");
    expect(*state, "DELETE FROM translation WHERE lang = 'zh-Hans'", "~service.permits ");
    expect(*state, "UPDATE translation SET text = 'x' WHERE table_name IN ('ui', 'hub')",
        "~hub.hub-x ~ui.back ");
    expect(*state,
        "INSERT INTO translation VALUES('ui', 'next', 'text', 'es', 0, 'S', 'source', 1)",
        "+ui.next ");
    expect(*state, "DELETE FROM translation WHERE table_name = 'ui'", "-ui.back ");
    expect(*state,
        "INSERT INTO translation VALUES('topic', 'work', 'name', 'es', 0, 'T', 'draft', 1)",
        "~topic.work ");
    expect(*state, "UPDATE translation SET text = 'x' WHERE record_id = 'first-days-200'",
        "~page_block.first-days-200 ");
}

// References are taken as ids, whatever their numbers.
static void
test_rows_put_in_between(void **state)
{
    expect(*state,
        "UPDATE topic SET n = -n; UPDATE topic SET n = 1 - n;"
        "INSERT INTO topic VALUES(1, 'health', NULL, 0, 'heart', '', 0);"
        "UPDATE topic SET parent_n = parent_n + 1;"
        "UPDATE page SET topic_n = topic_n + 1;"
        "UPDATE service_topic SET topic_n = -topic_n; UPDATE service_topic SET topic_n = 1 - "
        "topic_n",
        "+topic.health ");
    expect(*state,
        "UPDATE service SET n = -n; UPDATE service SET n = 3 + n; UPDATE page SET service_n = 1;"
        "UPDATE service_topic SET service_n = -service_n;"
        "UPDATE service_topic SET service_n = 3 + service_n;"
        "UPDATE provenance SET record = -record WHERE table_name = 'service';"
        "UPDATE provenance SET record = 3 + record WHERE table_name = 'service'",
        "");
    expect(*state, "UPDATE page SET service_n = 1", "~page.first-days ");
    expect(*state, "UPDATE topic SET parent_n = 2 WHERE id = 'visas'", "~topic.visas ");
}

static void
test_joins_belong_to_their_owner(void **state)
{
    expect(*state, "DELETE FROM service_topic WHERE topic_n = 3", "~service.permits ");
    expect(*state, "INSERT INTO service_topic VALUES(2, 1)", "~service.jobs ");
}

static void
test_added_and_removed(void **state)
{
    const struct made *made = *state;
    struct said said;
    expect(made,
        "DELETE FROM topic WHERE id = 'work'; UPDATE topic SET id = 'zebra' WHERE id = 'visas';"
        "INSERT INTO fact VALUES(2, 'aaa'); INSERT INTO alert VALUES(1, 'heat', '', '', 'info', "
        "NULL, "
        "NULL)",
        "+alert.heat +fact.aaa ~service.jobs ~service.permits -topic.visas -topic.work "
        "+topic.zebra ");
    struct gate_diff diff = compare(made, &said);
    assert_int_equal(diff.added, 3);
    assert_int_equal(diff.updated, 2); // they were about the topics that are gone
    assert_int_equal(diff.removed, 2);
    made_save(made->other,
        "DELETE FROM page_block; DELETE FROM translation WHERE table_name = 'page_block'");
    diff = compare(made, &said);
    assert_int_equal(diff.removed, 200);
    assert_int_equal(diff.added + diff.updated, 0);
}

// What is of one kind on one side is not taken for the other's of another kind, and what follows a
// difference is still looked at.
static void
test_rows_that_only_one_side_has(void **state)
{
    expect(*state, "DELETE FROM service_topic WHERE service_n = 2; DELETE FROM service WHERE n = 2",
        "~page.first-days ~service.jobs ");
    expect(*state, "DELETE FROM service_topic WHERE service_n = 1", "~service.permits ");
    expect(*state,
        "UPDATE service SET icon = 'x' WHERE n = 2;"
        "INSERT INTO service_topic VALUES(2, 1), (2, 3);"
        "UPDATE translation SET text = 'x' WHERE record_id = 'jobs';"
        "UPDATE translation SET text = 'x' WHERE record_id = 'permits' AND lang = 'zh-Hans'",
        "~service.jobs ~service.permits ");
}

static void
test_fails(void **state)
{
    const struct made *made = *state;
    struct gate_diff diff = {1, 1, 1};
    struct db *before = NULL;
    struct db *after = NULL;
    struct err err = {0};
    made_save(made->path, NULL);
    made_save(made->other, "DROP TABLE topic");
    assert_true(db_open(made->path, DB_READ, &before, &err));
    assert_true(db_open(made->other, DB_READ, &after, &err));
    assert_false(gate_compare(before, after, &diff, NULL, NULL, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_true(gate_compare(before, before, &diff, NULL, NULL, &err)); // one handle, twice
    assert_int_equal(diff.added + diff.updated + diff.removed, 0);
    db_close(before);
    db_close(after);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_equal, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_changes, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_map, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_texts, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_rows_put_in_between, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(
            test_joins_belong_to_their_owner, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_added_and_removed, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(
            test_rows_that_only_one_side_has, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_fails, made_setup, made_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
