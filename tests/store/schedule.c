#include "tests/store/content.h"

#define SERVICE(n, status)                                                                         \
    "INSERT INTO service VALUES (" #n ", 's" #n "', 1, '" status                                   \
    "', '', '', NULL, NULL, 'yes', 'no', 'no',"                                                    \
    " 1, 'public', 0, '');"

// n, owner columns, valid from, valid to, freq, interval, days, days of the month, times
static const char sql[] =
    "INSERT INTO organization VALUES (1, 'org', '', '', NULL, 'government');" SERVICE(
        1, "active") SERVICE(2, "active") SERVICE(3, "active") SERVICE(4,
        "temporarily closed") SERVICE(5, "active") SERVICE(6, "active") SERVICE(7,
        "active") SERVICE(8, "active") SERVICE(9, "active") SERVICE(10,
        "active") "INSERT INTO location VALUES (1, 'l1', 'physical', 1, NULL, NULL, NULL, 'exact'),"
                  " (2, 'l2', 'physical', 1, NULL, NULL, NULL, 'exact');"
                  "INSERT INTO hub_window VALUES (1, 'w1', 1), (2, 'w2', 2);"
                  "INSERT INTO service_at_location VALUES (1, 'x1', 2, 1), (2, 'x2', 2, 2), (3, "
                  "'x3', 1, 2), (4, 'x4', 3, 1);"
                  "INSERT INTO schedule VALUES"
                  // 1: its own hours, though its place has others
                  " (1, 'own-am', 1, NULL, NULL, '', '', 'WEEKLY', 1, ',MO,TU,WE,TH,FR,', '', "
                  "'08:00', '12:00'),"
                  " (2, 'own-pm', 1, NULL, NULL, '', '', 'WEEKLY', 1, ',MO,TU,WE,TH,', '', "
                  "'14:00', '18:00'),"
                  " (3, 'own-pm2', 1, NULL, NULL, '', '', 'WEEKLY', 1, ',FR,', '', '14:00', "
                  "'18:00'),"
                  // 2: those of its first place; 3 the same, but closed on a day of its own
                  " (4, 'place-1', NULL, 1, NULL, '', '', 'WEEKLY', 1, ',MO,TU,', '', '09:00', "
                  "'17:00'),"
                  " (5, 'place-2', NULL, 2, NULL, '', '', 'WEEKLY', 1, '', '', '00:00', '23:59'),"
                  " (6, 'own-holiday', 3, NULL, NULL, '2026-11-30', '2026-11-30', 'WEEKLY', 1, '', "
                  "'', '', ''),"
                  " (7, 'closed-anyway', 4, NULL, NULL, '', '', 'WEEKLY', 1, '', '', '00:00', "
                  "'23:59'),"
                  " (8, 'window', NULL, NULL, 1, '', '', 'WEEKLY', 1, ',MO,', '', '08:00', "
                  "'15:00'),"
                  " (9, 'first-monday', 1, NULL, NULL, '', '', 'MONTHLY', 1, '', ',1,2,3,', "
                  "'06:00', '07:00');";

static const char odd[] =
    // 5: rows nobody can believe beside one that can
    "INSERT INTO schedule VALUES"
    " (10, 'bad1', 5, NULL, NULL, '', '', 'WEEKLY', 1, ',XX,', '', '00:00', '23:59'),"
    " (11, 'bad2', 5, NULL, NULL, '', '', 'WEEKLY', 1, ',1MO,', '', '00:00', '23:59'),"
    " (12, 'bad3', 5, NULL, NULL, '', '', 'WEEKLY', 1, '', ',0,', '00:00', '23:59'),"
    " (13, 'bad4', 5, NULL, NULL, '', '', 'WEEKLY', 1, '', ',32,', '00:00', '23:59'),"
    " (14, 'bad5', 5, NULL, NULL, '', '', 'WEEKLY', 1, '', ',1x,', '00:00', '23:59'),"
    " (15, 'bad6', 5, NULL, NULL, '', '', 'WEEKLY', -1, '', '', '00:00', '23:59'),"
    " (16, 'bad7', 5, NULL, NULL, '', '', 'WEEKLY', 99999, '', '', '00:00', '23:59'),"
    " (17, 'bad8', 5, NULL, NULL, 'soon', '', 'WEEKLY', 1, '', '', '00:00', '23:59'),"
    " (18, 'bad9', 5, NULL, NULL, '', 'later', 'WEEKLY', 1, '', '', '00:00', '23:59'),"
    " (19, 'bad10', 5, NULL, NULL, '', '', 'WEEKLY', 1, '', '', '00:00', ''),"
    " (20, 'bad11', 5, NULL, NULL, '', '', 'WEEKLY', 1, '', '', '', '23:59'),"
    " (21, 'bad12', 5, NULL, NULL, '', '', 'WEEKLY', 1, '', '', '24:00', '25:00'),"
    " (22, 'good', 5, NULL, NULL, '', '', 'WEEKLY', 0, 'MO,,TU', '', '10:00', '11:00'),"
    " (23, 'nobody', NULL, NULL, NULL, '', '', 'WEEKLY', 1, '', '', '00:00', '23:59'),"
    " (24, 'bad13', 5, NULL, NULL, '', '', 'WEEKLY', 1, '', ',0012,', '00:00', '23:59'),"
    // 6: lines with a note stay by themselves
    " (25, 'noted', 6, NULL, NULL, '', '', 'WEEKLY', 1, ',MO,', '', '08:00', '12:00'),"
    " (26, 'plain-1', 6, NULL, NULL, '', '', 'WEEKLY', 1, ',TU,', '', '08:00', '12:00'),"
    " (27, 'plain-2', 6, NULL, NULL, '', '', 'WEEKLY', 1, ',SU,', '', '08:00', '12:00'),"
    " (28, 'past', 6, NULL, NULL, '', '2026-11-29', 'WEEKLY', 1, ',SA,', '', '01:00', '02:00'),"
    " (29, 'far', 6, NULL, NULL, '2026-12-07', '', 'WEEKLY', 1, ',SA,', '', '03:00', '04:00'),"
    " (30, 'week', 6, NULL, NULL, '2026-12-06', '', 'WEEKLY', 1, ',SA,', '', '05:00', '06:00');"
    "INSERT INTO translation VALUES ('schedule', 'noted', 'description', 'es', 0, 'Con cita', "
    "'source', 0);"
    // 7: more rows than one owner may have, and more lines than are shown
    "WITH RECURSIVE r(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM r WHERE i < 99)"
    " INSERT INTO schedule SELECT 100 + i, 'r' || i, 7, NULL, NULL, '', '', 'WEEKLY', 1, ',MO,', "
    "'',"
    " printf('%02d:%02d', i / 60, i % 60), '20:00' FROM r;";

// What the checks of the schema would refuse; a damaged file is not asked.
static const char unchecked[] = "PRAGMA ignore_check_constraints = ON;"
                                "INSERT INTO schedule VALUES (50, 'daily', 5, NULL, NULL, '', '', "
                                "'DAILY', 1, '', '', '00:00', '23:59');"
                                "PRAGMA ignore_check_constraints = OFF;";

static const char more[] =
    // 9: last day first, every other week, over after today; 10: days of the month
    "INSERT INTO schedule VALUES (40, 'su', 9, NULL, NULL, '', '', 'WEEKLY', 1, ',SU,', '', "
    "'01:00', '02:00'),"
    " (41, 'we', 9, NULL, NULL, '', '', 'WEEKLY', 1, ',WE,', '', '03:00', '04:00'),"
    " (42, 'mo', 9, NULL, NULL, '', '2026-11-30', 'WEEKLY', 1, ',MO,', '', '05:00', '06:00'),"
    " (43, 'mo-early', 9, NULL, NULL, '', '', 'WEEKLY', 1, ',MO,', '', '02:00', '03:00'),"
    " (44, 'other-week', 9, NULL, NULL, '', '', 'WEEKLY', 2, ',TU,', '', '07:00', '08:00'),"
    " (45, 'days', 10, NULL, NULL, '', '', 'MONTHLY', 1, '', ',9,10,29,', '10:00', '11:00');";

static int
setup(void **state)
{
    struct content *content = calloc(1, sizeof *content);
    assert_non_null(content);
    content_begin(content);
    content_sql(content, content_languages);
    content_sql(content, sql);
    content_sql(content, odd);
    content_sql(content, unchecked);
    content_sql(content, more);
    content_open(content);
    *state = content;
    return 0;
}

struct expected {
    int owner;
    const char *date;
    const char *time;
    enum store_open_state state;
    int until_or_next; // minutes
    const char *next_date;
};

static void
check(struct store_opening opening, const struct expected *expected)
{
    if (opening.state != expected->state) {
        fail_msg(
            "%d %s %s: state %d", expected->owner, expected->date, expected->time, opening.state);
    }
    int next = 0;
    if (expected->next_date) {
        assert_true(clock_parse_date(expected->next_date, &next));
    }
    assert_int_equal(opening.next_days, next);
    bool now = opening.state == OPEN_NOW;
    assert_int_equal(now ? opening.until_minutes : opening.next_minutes, expected->until_or_next);
}

static void
service_hours_or_those_of_its_place(void **state)
{
    struct content *content = *state;
    static const struct expected cases[] = {
        {1, "2026-11-30", "08:00", OPEN_NOW, 12 * 60, NULL},
        {1, "2026-11-30", "12:30", OPEN_LATER, 14 * 60, "2026-11-30"},
        {1, "2026-12-01", "06:30", OPEN_NOW, 7 * 60, NULL},
        {2, "2026-11-30", "10:00", OPEN_NOW, 17 * 60, NULL},
        {2, "2026-12-02", "10:00", OPEN_LATER, 9 * 60, "2026-12-07"},
        {3, "2026-11-30", "10:00", OPEN_LATER, 9 * 60, "2026-12-01"},
        {4, "2026-11-30", "10:00", OPEN_LATER, 0, NULL},
        {5, "2026-11-30", "10:00", OPEN_NOW, 11 * 60, NULL},
        {5, "2026-12-02", "10:00", OPEN_LATER, 10 * 60, "2026-12-07"},
        {8, "2026-11-30", "10:00", OPEN_UNKNOWN, 0, NULL},
        {10, "2026-12-01", "10:00", OPEN_LATER, 10 * 60, "2026-12-09"},
        {10, "2026-12-09", "10:00", OPEN_NOW, 11 * 60, NULL},
        {10, "2026-12-09", "12:00", OPEN_LATER, 10 * 60, "2026-12-10"},
        {10, "2026-12-10", "12:00", OPEN_LATER, 10 * 60, "2026-12-29"},
        {99, "2026-11-30", "10:00", OPEN_UNKNOWN, 0, NULL},
        {0, "2026-11-30", "10:00", OPEN_UNKNOWN, 0, NULL},
        {7, "2026-11-30", "19:00", OPEN_NOW, 20 * 60, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        content_today(content, cases[i].date, cases[i].time);
        check(store_service_opening(content->store, cases[i].owner, &content->clock), &cases[i]);
    }
}

static void
windows(void **state)
{
    struct content *content = *state;
    static const struct expected cases[] = {
        {1, "2026-11-30", "10:00", OPEN_NOW, 15 * 60, NULL},
        {1, "2026-11-30", "15:00", OPEN_LATER, 8 * 60, "2026-12-07"},
        {2, "2026-11-30", "10:00", OPEN_UNKNOWN, 0, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        content_today(content, cases[i].date, cases[i].time);
        check(store_window_opening(content->store, cases[i].owner, &content->clock), &cases[i]);
    }
}

static void
the_clock_may_be_unsure(void **state)
{
    struct content *content = *state;
    content_today(content, "2026-11-30", "10:00");
    assert_false(store_service_opening(content->store, 1, &content->clock).unsure);
    content->clock.synchronised = false;
    struct store_opening opening = store_service_opening(content->store, 1, &content->clock);
    assert_true(opening.unsure);
    assert_int_equal(opening.state, OPEN_NOW);
    // No clock at all.
    opening = store_service_opening(content->store, 1, NULL);
    assert_true(opening.unsure);
    assert_int_equal(opening.state, OPEN_UNKNOWN);
    store_set_clock(content->store, &content->clock);
    assert_int_equal(store_service_opening(content->store, 1, NULL).state, OPEN_NOW);
    store_set_clock(content->store, NULL);
}

// The hub's own time zone decides what day it is.
static void
local_time(void **state)
{
    struct content *content = *state;
    content_today(content, "2026-12-01", "03:00");
    content->clock.offset_s = -6 * 3600; // Monday 21:00
    struct store_opening opening = store_service_opening(content->store, 2, &content->clock);
    check(opening, &(struct expected){2, "2026-11-30", "21:00", OPEN_LATER, 9 * 60, "2026-12-01"});
}

static const char *
lines(struct content *content, const struct store_hours *hours, int count)
{
    const char *text = "";
    for (int i = 0; i < count; i++) {
        text = arena_printf(&content->arena, "%s%s%02x %d-%d%s%s", text, i ? "; " : "",
            (unsigned)hours[i].weekday_mask, hours[i].opens / 60, hours[i].closes / 60,
            hours[i].note_id[0] ? " " : "", hours[i].note_id);
    }
    return text;
}

static void
week(void **state)
{
    struct content *content = *state;
    static const struct {
        int service;
        const char *lines;
    } cases[] = {
        {1, "1f 8-12; 1f 14-18; 00 6-7"}, // rows of equal hours joined; monthly ones last
        {2, "03 9-17"},
        {3, "03 9-17"},
        {5, "03 10-11"},
        {8, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct store_hours hours[14];
        int count = store_service_hours(content->store, &content->arena, cases[i].service, hours);
        assert_string_equal(lines(content, hours, count), cases[i].lines);
    }
    struct store_hours hours[14];
    int count = store_window_hours(content->store, &content->arena, 1, hours);
    assert_string_equal(lines(content, hours, count), "01 8-15");
    assert_int_equal(store_service_hours(content->store, &content->arena, 7, hours), 14);
}

// Whatever is asked first, the table is read before.
static void
first_question(void **state)
{
    struct content *content = *state;
    for (int i = 0; i < 4; i++) {
        struct store *store = NULL;
        struct err err = {0};
        struct store_hours hours[14];
        content_today(content, "2026-11-30", "10:00");
        assert_true(store_open_file(content->path, &store, &err));
        if (i == 0) {
            assert_int_equal(store_window_hours(store, &content->arena, 1, hours), 1);
        } else if (i == 1) {
            assert_int_equal(store_service_hours(store, &content->arena, 2, hours), 1);
        } else if (i == 2) {
            assert_int_equal(store_window_opening(store, 1, &content->clock).state, OPEN_NOW);
        } else {
            assert_int_equal(store_service_opening(store, 2, &content->clock).state, OPEN_NOW);
        }
        store_close(store);
    }
}

static void
week_with_notes_and_seasons(void **state)
{
    struct content *content = *state;
    struct store_hours hours[14];
    int count = store_service_hours(content->store, &content->arena, 6, hours);
    assert_string_equal(
        lines(content, hours, count), "01 8-12 noted; 42 8-12; 20 1-2; 20 3-4; 20 5-6");
    content_today(content, "2026-11-30", "10:00");
    store_set_clock(content->store, &content->clock); // what is over, or not this week, is left out
    count = store_service_hours(content->store, &content->arena, 6, hours);
    assert_string_equal(lines(content, hours, count), "01 8-12 noted; 42 8-12; 20 5-6");
    count = store_service_hours(content->store, &content->arena, 9, hours);
    assert_string_equal(lines(content, hours, count), "01 2-3; 01 5-6; 04 3-4; 40 1-2; 00 7-8");
    content_today(content, "2026-12-01", "10:00");
    count = store_service_hours(content->store, &content->arena, 9, hours);
    assert_string_equal(lines(content, hours, count), "01 2-3; 04 3-4; 40 1-2; 00 7-8");
    store_set_clock(content->store, NULL);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(service_hours_or_those_of_its_place),
        cmocka_unit_test(windows),
        cmocka_unit_test(the_clock_may_be_unsure),
        cmocka_unit_test(local_time),
        cmocka_unit_test(week),
        cmocka_unit_test(first_question),
        cmocka_unit_test(week_with_notes_and_seasons),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
