#include "hub.h"

#include <string.h>

#include "test.h"

static void
test_cells_of_the_starter(void **state)
{
    char value[256];
    struct db *db = hub_build(*state);
    assert_string_equal(hub_ask(db, "SELECT id FROM count_cell WHERE n = 1", value), "visit");
    assert_string_equal(hub_ask(db, "SELECT id FROM count_cell WHERE n = 5", value), "audio");
    assert_string_equal(
        hub_ask(db,
            "SELECT count(*) FROM language_pack WHERE 'lang:' || id NOT IN (SELECT id FROM "
            "count_cell)",
            value),
        "0");
    assert_string_equal(
        hub_ask(db, "SELECT count(*) FROM count_cell WHERE id = 'gap:es'", value), "0");
    assert_string_equal(
        hub_ask(db, "SELECT count(*) FROM count_cell WHERE id = 'unmet:search'", value), "1");
    // Every sensitive topic by month, and nothing else; no other topic below the first level.
    assert_string_equal(
        hub_ask(db,
            "SELECT count(*) FROM topic t WHERE t.sensitive = 1 AND NOT EXISTS (SELECT 1 FROM "
            "count_cell c WHERE c.id = 'topic:' || t.id AND c.monthly = 1)",
            value),
        "0");
    assert_string_equal(
        hub_ask(db,
            "SELECT count(*) FROM topic t JOIN count_cell c ON c.id = 'topic:' || t.id WHERE "
            "t.sensitive = 0 AND (c.monthly = 1 OR t.parent_n IS NOT NULL)",
            value),
        "0");
    db_close(db);
}

static void
test_grouped(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_append(hub, "hub.csv", "count_languages,es");
    hub_append(hub, "hub.csv", "count_topics,all");
    struct db *db = hub_build(hub);
    assert_string_equal(
        hub_ask(db, "SELECT group_concat(id, ' ') FROM count_cell WHERE id LIKE 'lang:%'", value),
        "lang:es lang:other");
    assert_string_equal(
        hub_ask(db, "SELECT group_concat(id, ' ') FROM count_cell WHERE id LIKE 'gap:%'", value),
        "gap:other");
    assert_string_equal(
        hub_ask(db,
            "SELECT count(*) FROM topic t WHERE NOT EXISTS (SELECT 1 FROM count_cell c WHERE "
            "c.id = 'referral:' || t.id)",
            value),
        "0");
    db_close(db);
}

static void
test_rules(void **state)
{
    struct hub *hub = *state;
    hub_append(hub, "hub.csv", "count_epsilon,1/2");
    hub_append(hub, "hub.csv", "count_threshold,11");
    hub_append(hub, "hub.csv", "count_noise,on");
    hub_silent(hub, "count_");
    hub_replace(hub, "hub.csv", "count_epsilon,1/2", "count_epsilon,0.5");
    hub_says(hub, "hub.csv:22:2: error: count_epsilon '0.5' is no fraction");
    hub_replace(hub, "hub.csv", "count_epsilon,0.5", "count_epsilon,7");
    hub_says(hub, "hub.csv:22:2: warning: count_epsilon 7 blurs so little");
    hub_replace(hub, "hub.csv", "count_threshold,11", "count_threshold,0");
    hub_says(hub, "hub.csv:23:2: error: count_threshold 0; write a number from 1 to 999");
    hub_replace(hub, "hub.csv", "count_noise,on", "count_noise,off");
    hub_says(hub, "hub.csv:24:2: error: count_noise: ");
    hub_append(hub, "hub.csv", "count_languages,tlh");
    hub_says(hub, "hub.csv:25:2: error: count_languages: tlh is not in languages.csv");
}

static void
test_too_many(void **state)
{
    struct hub *hub = *state;
    char row[128];
    for (int i = 0; i < 70; i++) {
        snprintf(row, sizeof row, "more-%d,,%d,documents,current,0,Otro tema %d,Otro tema.", i,
            i + 50, i);
        hub_append(hub, "sheets/topic.csv", row);
    }
    hub_says(hub, "hub.csv: error: 2");
    assert_non_null(strstr(hub->said, " things to count, the kiosk counts 192"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cells_of_the_starter, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_grouped, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_rules, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_too_many, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
