#include "tests/store/content.h"

#define SERVICE(n, id, status, no_id, free)                                                        \
    "INSERT INTO service VALUES (" #n ", '" id "', 1, '" status                                    \
    "', '', '', NULL, NULL, 'yes', '" no_id "', 'no', " #free ", 'public', 0, 'icon');"

static const char sql[] =
    "INSERT INTO organization VALUES (1, 'org', '', '', NULL, 'government'), (2, 'quiet', '', '', "
    "NULL, 'un');"
    "INSERT INTO topic VALUES (1, 'papers', NULL, 1, '', '', 0), (2, 'visa', 1, 1, '', '', 0),"
    " (3, 'work', NULL, 2, '', '', 0);" SERVICE(1, "clinic", "active", "yes", 1) SERVICE(
        2, "office", "active", "no", 0) SERVICE(3, "gone", "inactive", "yes", 1) SERVICE(4,
        "paused", "temporarily closed", "unknown", 1) SERVICE(5, "night", "active", "yes",
        0) SERVICE(6, "stale", "active", "yes", 1) SERVICE(7, "nohours", "active", "unknown",
        0) "INSERT INTO service VALUES (8, 'shelter', 2, 'active', '', '', 18, 65, 'phone_first', "
           "'yes', 'unknown', 1,"
           " 'ask_staff', 1, ''), (9, 'odd', 2, 'active', '', '', -4, 900, 'yes', 'no', 'no', 0, "
           "'public', 0, '');"
           "INSERT INTO service_topic VALUES (1, 1), (2, 2), (4, 2), (5, 3), (6, 1), (7, 1), (5, "
           "1), (3, 1);"
           "INSERT INTO provenance VALUES ('service', 6, '2026-01-01', 'E', 30, 60, '', '', '', 0),"
           " ('service', 1, '2026-11-01', 'E', 300, 600, '', '', '', 0);"
           "INSERT INTO location VALUES (1, 'centre', 'physical', 1, 14.5, -90.25, NULL, 'exact'),"
           " (2, 'secret', 'physical', 1, 14.5, -90.25, NULL, 'hidden'), (3, 'web', 'virtual', 1, "
           "1, 1, NULL, 'exact'),"
           " (4, 'nowhere', 'physical', 1, NULL, NULL, NULL, 'exact'), (5, 'mars', 'physical', 1, "
           "91.0, 0.0, NULL,"
           " 'block'), (6, 'edge', 'physical', 1, 90.0, -180.0, NULL, 'municipality'),"
           " (7, 'endless', 'physical', 1, 9e999, 0.0, NULL, 'exact');"
           "INSERT INTO address VALUES (1, 'a1', 1, 'PO box', '', 'Elsewhere', '', 'XX', 'postal'),"
           " (2, 'a2', 1, '5a calle 3-20', 'zona 1', 'San Ejemplo', '', 'XX', 'physical'),"
           " (3, 'a3', 2, '', 'only the second line', 'B', '', 'XX', 'physical'),"
           " (4, 'a4', 3, 'only the first line', '', 'C', '', 'XX', 'virtual');"
           "INSERT INTO service_at_location VALUES (1, 'l1', 1, 2), (2, 'l2', 1, 1), (3, 'l3', 2, "
           "1), (4, 'l4', 5, 4);"
           // Monday 2026-11-30, noon
           "INSERT INTO schedule VALUES"
           " (1, 's1', 1, NULL, NULL, '', '', 'WEEKLY', 1, ',TU,', '', '08:00', '16:00'),"
           " (2, 's2', 2, NULL, NULL, '', '', 'WEEKLY', 1, ',MO,', '', '08:00', '16:00'),"
           " (3, 's3', 4, NULL, NULL, '', '', 'WEEKLY', 1, ',MO,', '', '08:00', '16:00'),"
           " (4, 's4', 5, NULL, NULL, '', '', 'WEEKLY', 1, '', '', '11:00', '13:00');"
           "INSERT INTO phone VALUES (1, 'p1', NULL, 1, NULL, '555-1', '', 'voice', 1, 0, ''),"
           " (2, 'p2', NULL, 1, NULL, '555-2', '', 'fax', 0, 0, ''), (3, 'p3', 1, NULL, NULL, "
           "'555-3', '', 'voice', 0,"
           " 1, ''), (4, 'p4', NULL, NULL, 1, '555-4', '', 'cell', 0, 0, ''), (5, 'p5', NULL, 7, "
           "NULL, '555-5', '',"
           " 'fax', 0, 0, '');"
           "INSERT INTO language VALUES (1, 'g1', 1, NULL, NULL, 'es'), (2, 'g2', NULL, 1, NULL, "
           "'ht'),"
           " (3, 'g3', NULL, NULL, 1, 'fr'), (4, 'g4', 5, NULL, NULL, 'es-GT'), (5, 'g5', 1, NULL, "
           "NULL, 'es'),"
           " (6, 'g6', NULL, NULL, 3, 'ar'), (7, 'g7', 7, NULL, NULL, 'est');"
           "INSERT INTO cost_option VALUES (1, 'c1', 1, 'XXD', 500, '', ''), (2, 'c2', 1, 'XXD', "
           "0, '', '2026-11-29'),"
           " (3, 'c3', 1, 'XXD', -9, '', ''), (4, 'c4', 2, 'USD', 1, '', '');"
           "INSERT INTO accessibility VALUES (1, 'x1', 1, 'step_free'), (2, 'x2', 2, 'toilet'),"
           " (3, 'x3', 1, 'toilet'), (4, 'x4', 4, 'quiet_room');"
           "INSERT INTO required_document VALUES (1, 'd1', 1, NULL, ''), (2, 'd2', 2, NULL, ''), "
           "(3, 'd3', 1, NULL, '');";

static int
setup(void **state)
{
    return content_setup(state, sql);
}

static void
lists(void **state)
{
    struct content *content = *state;
    static const struct {
        int topic;
        struct store_filter filter;
        const char *list;
    } cases[] = {
        // 2 and 5 are open on Monday noon; 3 is inactive, 6 too old, 4 closed for a time.
        {0, {.spoken = ""}, "2,5,1,4,7,8,9"},
        {1, {.spoken = ""}, "2,5,1,4,7"}, // with the topic below it
        {2, {.spoken = ""}, "2,4"},
        {3, {.spoken = ""}, "5"},
        {99, {.spoken = ""}, ""},
        {0, {.spoken = "", .open_now = true}, "2,5"},
        {0, {.spoken = "", .free = true}, "1,4,8"},
        {0, {.spoken = "", .no_id = true}, "5,1,8"},
        {0, {.spoken = "", .free = true, .no_id = true}, "1,8"},
        {3, {.spoken = "", .open_now = true, .free = true}, ""},
        {0, {.spoken = "es"}, "5,1"}, // es-GT is Spanish, est is not
        {0, {.spoken = "es-GT"}, "5,1"},
        {0, {.spoken = "es-MX"}, "1"},
        {0, {.spoken = "ht"}, "2,1"}, // through the place
        {0, {.spoken = "fr"}, "1"},   // through the phone
        {0, {.spoken = "ar"}, ""},
        {0, {.spoken = "%"}, ""},
        {0, {.spoken = "es", .open_now = true}, "5"},
        {0, {.spoken = NULL}, "2,5,1,4,7,8,9"},
    };
    content_today(content, "2026-11-30", "12:00");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct store_list list = store_services(
            content->store, &content->arena, cases[i].topic, &cases[i].filter, &content->clock);
        if (strcmp(content_list(content, list), cases[i].list) != 0) {
            fail_msg("row %d: %s, expected %s", (int)i, content_list(content, list), cases[i].list);
        }
    }
    struct store_list list =
        store_services(content->store, &content->arena, 3, NULL, &content->clock);
    assert_string_equal(content_list(content, list), "5");
    content_today(content, "2026-12-01", "09:00");
    list = store_services(content->store, &content->arena, 1, NULL, &content->clock);
    assert_string_equal(content_list(content, list), "1,2,4,5,7");

    // A clock that nobody believes puts nothing first; who asks for what is open gets what may be.
    content_today(content, "2026-11-30", "12:00");
    content->clock.synchronised = false;
    list = store_services(content->store, &content->arena, 1, NULL, &content->clock);
    assert_string_equal(content_list(content, list), "1,2,4,5,7");
    struct store_filter open = {.spoken = "", .open_now = true};
    list = store_services(content->store, &content->arena, 1, &open, &content->clock);
    assert_string_equal(content_list(content, list), "2,5");
    content->clock.synchronised = true;
}

// More than a list may hold: open ones keep their place, the rest is said to be missing.
static void
full_lists(void **state)
{
    (void)state;
    struct content content;
    content_begin(&content);
    content_sql(&content, content_languages);
    content_sql(&content,
        "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 150)"
        " INSERT INTO service SELECT i, 's' || i, 1, 'active', '', '', NULL, NULL, 'yes', 'no', "
        "'no', 1,"
        " 'public', 0, '' FROM r;"
        "INSERT INTO schedule VALUES (1, 'h', 150, NULL, NULL, '', '', 'WEEKLY', 1, '', '', "
        "'00:00', '23:59');");
    content_open(&content);
    struct store_list list = store_services(content.store, &content.arena, 0, NULL, &content.clock);
    assert_int_equal(list.count, STORE_LIST_MAX);
    assert_true(list.full);
    assert_int_equal(list.n[0], 150);
    assert_int_equal(list.n[1], 1);
    struct store_filter open = {.open_now = true, .spoken = ""};
    list = store_services(content.store, &content.arena, 0, &open, &content.clock);
    assert_string_equal(content_list(&content, list), "150"); // and not full
    content_end(&content);
}

static void
service(void **state)
{
    struct content *content = *state;
    struct store_service one = store_service(content->store, &content->arena, 1);
    assert_int_equal(one.n, 1);
    assert_string_equal(one.id, "clinic");
    assert_string_equal(one.icon, "icon");
    assert_int_equal(one.organization, 1);
    assert_int_equal(one.location, 2); // its first place
    assert_string_equal(one.status, "active");
    assert_string_equal(one.walk_in, "yes");
    assert_string_equal(one.no_id_needed, "yes");
    assert_string_equal(one.shares, "no");
    assert_string_equal(one.exposure, "public");
    assert_true(one.free);
    assert_false(one.sensitive);
    assert_int_equal(one.minimum_age, -1);
    assert_int_equal(one.maximum_age, -1);
    one = store_service(content->store, &content->arena, 8);
    assert_int_equal(one.location, 0);
    assert_int_equal(one.minimum_age, 18);
    assert_int_equal(one.maximum_age, 65);
    assert_true(one.sensitive);
    one = store_service(content->store, &content->arena, 9);
    assert_int_equal(one.minimum_age, -1);
    assert_int_equal(one.maximum_age, -1);
}

static void
places(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    struct store_place place = store_place(content->store, arena, 1);
    assert_int_equal(place.n, 1);
    assert_string_equal(place.id, "centre");
    assert_string_equal(place.type, "physical");
    assert_string_equal(place.address, "5a calle 3-20, zona 1"); // not the PO box
    assert_string_equal(place.city, "San Ejemplo");
    assert_true(place.pin);
    assert_true(place.latitude > 14.49 && place.latitude < 14.51);
    assert_true(place.longitude < -90.24 && place.longitude > -90.26);
    place = store_place(content->store, arena, 2);
    assert_false(place.pin);
    assert_true(place.latitude < 0.5); // a hidden place does not leak
    assert_string_equal(place.address, "only the second line");
    place = store_place(content->store, arena, 3);
    assert_false(place.pin);
    assert_string_equal(place.address, "only the first line");
    assert_false(store_place(content->store, arena, 4).pin);
    assert_string_equal(store_place(content->store, arena, 4).address, "");
    assert_false(store_place(content->store, arena, 5).pin);
    assert_true(store_place(content->store, arena, 6).pin);
    assert_false(store_place(content->store, arena, 7).pin);
}

static void
phones(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    struct store *store = content->store;
    assert_string_equal(content_list(content, store_service_phones(store, arena, 1)), "1");
    assert_string_equal(content_list(content, store_service_phones(store, arena, 2)), "4"); // place
    assert_string_equal(
        content_list(content, store_service_phones(store, arena, 7)), "3"); // organisation
    assert_string_equal(content_list(content, store_service_phones(store, arena, 8)), "");
    struct store_phone phone = store_phone(store, arena, 1);
    assert_int_equal(phone.n, 1);
    assert_string_equal(phone.id, "p1");
    assert_string_equal(phone.number, "555-1");
    assert_true(phone.whatsapp);
    assert_false(phone.free_call);
    assert_true(store_phone(store, arena, 3).free_call);
}

static void
what_belongs_to_a_service(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    struct store *store = content->store;
    assert_string_equal(store_service_languages(store, arena, 1), "es,ht,fr"); // each once
    assert_string_equal(store_service_languages(store, arena, 2), "ht");
    assert_string_equal(store_service_languages(store, arena, 8), "");
    assert_string_equal(store_service_access(store, arena, 1), "step_free,toilet");
    assert_string_equal(store_service_access(store, arena, 8), "");
    assert_string_equal(content_list(content, store_service_documents(store, arena, 1)), "1,3");
    assert_string_equal(content_list(content, store_service_costs(store, arena, 1)), "1,2,3");
    content_today(content, "2026-11-30", "12:00");
    store_set_clock(store, &content->clock);
    assert_string_equal(content_list(content, store_service_costs(store, arena, 1)), "1,3");
    store_set_clock(store, NULL);
    struct store_cost cost = store_cost(store, arena, 1);
    assert_int_equal(cost.n, 1);
    assert_string_equal(cost.id, "c1");
    assert_string_equal(cost.currency, "XXD");
    assert_int_equal(cost.amount, 500);
    assert_int_equal(store_cost(store, arena, 3).amount, 0);
}

static void
none(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    static const int missing[] = {0, -1, 99, 2147483647};
    for (int i = 0; i < 4; i++) {
        struct store_service one = store_service(content->store, arena, missing[i]);
        assert_true(one.n == 0 && !one.id[0] && !one.icon[0] && !one.status[0] && !one.walk_in[0]);
        assert_string_equal(one.exposure, "ask_staff"); // nothing is shown of what is not known
        assert_string_equal(one.no_id_needed, "unknown");
        assert_string_equal(one.shares, "unknown");
        struct store_place place = store_place(content->store, arena, missing[i]);
        assert_true(place.n == 0 && !place.id[0] && !place.type[0] && !place.address[0]);
        assert_true(!place.city[0] && !place.pin);
        struct store_phone phone = store_phone(content->store, arena, missing[i]);
        assert_true(phone.n == 0 && !phone.id[0] && !phone.number[0]);
        struct store_cost cost = store_cost(content->store, arena, missing[i]);
        assert_true(cost.n == 0 && !cost.id[0] && !cost.currency[0]);
    }
}

// Doors and blocks of public services that are offered; known: not of sensitive services alone.
static void
pins(void **state)
{
    (void)state;
    struct content content;
    struct store_pin found[8];
    content_begin(&content);
    content_sql(&content, content_languages);
    content_sql(&content,
        "INSERT INTO organization VALUES (1, 'org', '', '', NULL, 'government');"
        "INSERT INTO location SELECT value, 'l' || value, 'physical', 1, value, -value, NULL,"
        " CASE value WHEN 2 THEN 'block' WHEN 3 THEN 'municipality' WHEN 4 THEN 'hidden'"
        " ELSE 'exact' END FROM json_each('[1,2,3,4,5,6,7,8,9,10]');"
        "UPDATE location SET latitude = 91 WHERE n = 5;"
        "UPDATE location SET location_type = 'virtual' WHERE n = 6;"
        // At 7 the staff know where, at 8 only what is sensitive, at 9 both kinds, at 10 what is over.
        "INSERT INTO service SELECT value, 's' || value, 1, iif(value = 10, 'defunct', 'active'), "
        "'',"
        " '', NULL, NULL, 'yes', 'no', 'no', 1, iif(value = 7, 'ask_staff', 'public'),"
        " value IN (8, 9), '' FROM json_each('[1,2,3,4,5,6,7,8,9,10]');"
        "INSERT INTO service_at_location SELECT n, 'a' || n, n, n FROM service;"
        "INSERT INTO service_at_location VALUES (11, 'a11', 1, 9);");
    content_open(&content);
    assert_int_equal(store_pins(content.store, found, 8), 4);
    static const struct store_pin wanted[] = {
        {1, 1, -1, true}, {2, 2, -2, false}, {8, 8, -8, false}, {9, 9, -9, true}};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(found[i].location, wanted[i].location);
        assert_true(found[i].latitude == wanted[i].latitude);
        assert_true(found[i].longitude == wanted[i].longitude);
        assert_int_equal(found[i].known, wanted[i].known);
    }
    assert_int_equal(store_pins(content.store, found, 2), 2);
    assert_int_equal(store_pins(content.store, found, 0), 0);
    content_end(&content);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists),
        cmocka_unit_test(full_lists),
        cmocka_unit_test(service),
        cmocka_unit_test(places),
        cmocka_unit_test(pins),
        cmocka_unit_test(phones),
        cmocka_unit_test(what_belongs_to_a_service),
        cmocka_unit_test(none),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
