#include "hub.h"

#include "test.h"

static void
test_library_fills_empty_cells(void **state)
{
    struct hub *hub = *state;
    char value[256];
    struct db *db = hub_build(hub);
    assert_string_equal(
        hub_ask(db, "SELECT endonym FROM language_pack WHERE id='ht'", value), "Kreyòl");
    assert_string_equal(
        hub_ask(db, "SELECT fonts FROM language_pack WHERE id='ht'", value), ",A.ttf,");
    assert_string_equal(
        hub_ask(db, "SELECT digits FROM language_pack WHERE id='ht'", value), "0123456789");
    db_close(db);
}

static void
test_own_cells_win(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_write(hub, "languages.csv", "id,endonym\nes,\nht,Ayisyen\n");
    struct db *db = hub_build(hub);
    assert_string_equal(
        hub_ask(db, "SELECT endonym FROM language_pack WHERE id='ht'", value), "Ayisyen");
    assert_string_equal(
        hub_ask(db, "SELECT launch_order FROM language_pack WHERE id='ht'", value), "2");
    db_close(db);
}

// Tags the hub does not offer are dropped from a pack of the library; the source language is last.
static void
test_fallback(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_write(hub, "languages.csv", "id\nes\nar\nht\nfr\n");
    struct db *db = hub_build(hub);
    assert_string_equal(
        hub_ask(db, "SELECT fallback FROM language_pack WHERE id='ht'", value), ",fr,es,");
    assert_string_equal(
        hub_ask(db, "SELECT fallback FROM language_pack WHERE id='ar'", value), ",es,");
    assert_string_equal(hub_ask(db, "SELECT fallback FROM language_pack WHERE id='es'", value), "");
    db_close(db);
    hub_write(hub, "languages.csv", "id,fallback\nes,\nht,fr|es\n");
    hub_says(
        hub, "languages.csv:3:2: error: language ht: fallback 'fr' is none of the hub's languages");
}

static void
test_unknown_language_needs_all_cells(void **state)
{
    struct hub *hub = *state;
    hub_append(hub, "languages.csv", "tlh,4");
    hub_says(hub, "languages.csv:5: error: language_pack 'tlh' has no endonym; fill the cell");
    hub_says(hub, "languages.csv:5: error: language_pack 'tlh' has no plural; fill the cell");
}

static void
test_source_language_must_be_offered(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "languages.csv", "id\nen\nht\n");
    hub_says(hub, "hub.csv:5:2: error: the source language es has no row in languages.csv; add it");
}

static void
spoil(struct hub *hub, const char *column, const char *cell, const char *finding)
{
    char text[400];
    snprintf(text, sizeof text, "id,%s\nes,\nht,%s\n", column, cell);
    hub_write(hub, "languages.csv", text);
    hub_says(hub, finding);
}

static void
test_packs(void **state)
{
    struct hub *hub = *state;
    spoil(hub, "plural", "nplurals=2",
        "languages.csv:3:2: error: language ht: plural: no plural rule");
    spoil(hub, "plural", "nplurals=9; plural=0;",
        "languages.csv:3:2: error: language ht: plural: no");
    spoil(hub, "digits", "123", "languages.csv:3:2: error: language ht: digits: not ten digits");
    spoil(hub, "months", "a|b", "languages.csv:3:2: error: language ht: months: not 12 names");
    spoil(hub, "weekdays", "a|b", "languages.csv:3:2: error: language ht: weekdays: not 7 names");
    spoil(
        hub, "date_pattern", "{day}", "languages.csv:3:2: error: language ht: date_pattern: write");
    spoil(hub, "time_pattern", "x", "languages.csv:3:2: error: language ht: time_pattern: write");
    spoil(hub, "time_pattern", "{hour12}:{minute} {half}",
        "languages.csv:3: error: language ht: am_pm");
    spoil(
        hub, "script", "Latin", "languages.csv:3:2: error: language ht: script: not an ISO 15924");
    spoil(hub, "direction", "up", "languages.csv:3:2: error: direction: 'up' is none of the words");
    spoil(hub, "fallback", "x y", "languages.csv:3:2: error: language ht: fallback 'x y'");
}

static void
test_scripts_without_spaces(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "languages.csv", "id\nes\nzh-Hans\nar\n");
    hub_check(hub);
    assert_false(hub->content->languages[0].spaceless);
    assert_true(hub->content->languages[1].spaceless);
    assert_true(hub->content->languages[2].rtl);
    assert_int_equal(hub->content->languages[2].forms, 6);
    assert_int_equal(content_language(hub->content, "ar"), 2);
    assert_int_equal(content_language(hub->content, "fr"), -1);
}

static void
test_too_many(void **state)
{
    struct hub *hub = *state;
    char row[32];
    for (int i = 0; i < 64; i++) {
        snprintf(row, sizeof row, "x%c%c,9", 'a' + i / 8, 'a' + i % 8);
        hub_append(hub, "languages.csv", row);
    }
    hub_says(hub, "languages.csv: error: 67 languages, the limit is 64");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_library_fills_empty_cells, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_own_cells_win, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_fallback, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_unknown_language_needs_all_cells, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_source_language_must_be_offered, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_packs, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_scripts_without_spaces, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_too_many, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
