// What a visit marks, and that nothing of it is left when it ends.
#include "counts/internal.h"
#include "tests/scenes/desk.h"

static const char content[] =
    "INSERT INTO topic VALUES (1, 'papers', NULL, 1, 'info', ',current,', 0),"
    " (2, 'visa', 1, 2, 'info', ',current,', 0), (3, 'safety', NULL, 3, 'info', ',current,', 1),"
    " (4, 'gbv', 3, 4, 'info', ',current,', 1);"
    "INSERT INTO organization VALUES (1, 'office', '', '', NULL, 'government');"
    "INSERT INTO service VALUES (1, 'desk', 1, 'active', '', '', NULL, NULL, 'yes', 'yes', 'no', 1,"
    " 'public', 0, ''), (2, 'house', 1, 'active', '', '', NULL, NULL, 'yes', 'yes', 'no', 1,"
    " 'public', 1, '');"
    "INSERT INTO service_topic VALUES (1, 2), (2, 1), (2, 4);"
    "INSERT INTO count_cell VALUES (1, 'visit', 0), (2, 'lang:ht', 0), (3, 'lang:other', 0),"
    " (4, 'topic:papers', 0), (5, 'topic:gbv', 1), (6, 'referral:papers', 0),"
    " (7, 'referral:gbv', 1), (8, 'unmet:search', 0), (9, 'unmet:papers', 0), (10, 'hotline', 0),"
    " (11, 'gap:other', 0), (12, 'qr', 0), (13, 'help', 0), (14, 'audio', 0),"
    " (15, 'topic:safety', 1);"
    "INSERT INTO translation VALUES ('ui', 'counted-none', 'text', 'es', 0, 'Nada', 'source', 0),"
    " ('ui', 'search-none', 'text', 'es', 0, 'Nada', 'source', 0),"
    " ('ui', 'counted-week', 'text', 'es', 0, 'Semana', 'source', 0),"
    " ('topic', 'visa', 'name', 'es', 0, 'Visas', 'source', 0);"
    "INSERT INTO meta VALUES ('count_epsilon', '1/2'), ('count_threshold', '11');";

static int
open_desk(void **state)
{
    return desk_open(state, content);
}

static int
close_desk(void **state)
{
    return desk_teardown(state);
}

static int
fresh(void **state)
{
    struct desk *desk = *state;
    desk_reset(state);
    desk->kiosk.tally = (struct tally){.staff = false};
    desk->kiosk.upkeep.counts = counts_open(NULL, "gt", "hub", &desk->stage->clock);
    kiosk_declare(&desk->kiosk);
    return 0;
}

static int
put_away(void **state)
{
    struct desk *desk = *state;
    counts_close(desk->kiosk.upkeep.counts);
    desk->kiosk.upkeep.counts = NULL;
    return 0;
}

// What was counted since the beginning, as names.
static const char *
counted(const struct desk *desk)
{
    static char text[512];
    const struct counts *counts = desk->kiosk.upkeep.counts;
    text[0] = '\0';
    for (int i = 0; i < counts->rules.count; i++) {
        size_t len = strlen(text);
        if (counts->pending[i] == 1) {
            snprintf(text + len, sizeof text - len, "%s ", counts->rules.cells[i].name);
        } else if (counts->pending[i] > 1) {
            snprintf(text + len, sizeof text - len, "%s*%u ", counts->rules.cells[i].name,
                counts->pending[i]);
        }
    }
    return text;
}

static void
finish(struct desk *desk)
{
    static const struct counts_visit none;
    assert_string_equal(counted(desk), "");
    pass(desk, 1000 * 1000);
    assert_string_equal(desk->kiosk.frame->screen, "attract");
    assert_memory_equal(&desk->kiosk.tally.visit, &none, sizeof none);
}

static void
test_rules_of_the_content(void **state)
{
    struct desk *desk = *state;
    const struct counts_rules *rules = &desk->kiosk.upkeep.counts->rules;
    assert_int_equal(rules->count, 15);
    assert_int_equal(rules->epsilon_num, 1);
    assert_int_equal(rules->epsilon_den, 2);
    assert_int_equal(rules->threshold, 11);
    assert_true(rules->cells[4].monthly);
    assert_false(rules->cells[3].monthly);
    assert_int_equal(rules->epoch, 0); // nobody signed it
}

static void
test_a_glance_is_no_visit(void **state)
{
    struct desk *desk = *state;
    tap_at(desk, 60, 60); // the languages, none is chosen
    assert_string_equal(desk->kiosk.frame->screen, "language");
    finish(desk);
    assert_string_equal(counted(desk), "");
}

static void
test_a_visit(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    go(desk, SCREEN_SERVICES, 2); // a topic of places alone; counts with its parent
    go(desk, SCREEN_TOPIC, 2);    // once
    go(desk, SCREEN_SERVICE, 1);
    go(desk, SCREEN_SERVICE, 1);
    finish(desk);
    assert_string_equal(counted(desk), "visit lang:ht topic:papers referral:papers gap:other ");
    begin(desk);
    go(desk, SCREEN_SERVICES, 0); // all of them: no topic
    pass(desk, 1000 * 1000);
    assert_string_equal(counted(desk), "visit*2 lang:ht*2 topic:papers referral:papers gap:other ");
    begin(desk);
    go(desk, SCREEN_SERVICES, 2);
    pass(desk, 1000 * 1000);
    assert_non_null(strstr(counted(desk), "topic:papers*2 "));
}

static void
test_protection(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    go(desk, SCREEN_TOPIC, 4);
    go(desk, SCREEN_SERVICE, 2); // of a sensitive service the sensitive topic
    press(desk, KEY_HOME);       // quick exit
    finish(desk);
    assert_string_equal(counted(desk), "visit lang:ht topic:gbv referral:gbv ");
}

static void
test_what_is_missing(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    memcpy(desk->kiosk.visit.query, "zzzz", 4);
    go(desk, SCREEN_SEARCH, 2);
    finish(desk);
    assert_string_equal(counted(desk), "visit lang:ht unmet:search gap:other ");
}

static void
test_help_hotline_listen(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    press(desk, KEY_HELP);
    press(desk, KEY_AUDIO);
    go(desk, SCREEN_HOTLINES, 0);
    finish(desk);
    assert_string_equal(counted(desk), "visit lang:ht hotline help audio ");
}

// A text in another language than the visitor's.
static void
test_gap(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    int other = store_language_index(desk->kiosk.world.store, "ar");
    if (other < 0) {
        other = store_language_count(desk->kiosk.world.store) - 1;
    }
    assert_true(other > 0);
    desk->kiosk.visit.language = (int16_t)other;
    go(desk, SCREEN_TOPIC, 1);
    go(desk, SCREEN_TOPIC, 1);
    bool fell_back = false;
    for (int i = 0; i < desk->kiosk.frame->count; i++) {
        fell_back = fell_back || desk->kiosk.frame->nodes[i].fallback;
    }
    finish(desk);
    assert_string_equal(counted(desk),
        fell_back ? "visit lang:other topic:papers gap:other " : "visit lang:other topic:papers ");
}

static void
test_the_staff_are_no_visit(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    go(desk, SCREEN_ABOUT, 0);
    go(desk, SCREEN_STAFF, 0);
    go(desk, SCREEN_MANAGER, 0);
    go(desk, SCREEN_TOPIC, 2);
    finish(desk);
    assert_string_equal(counted(desk), "");
    begin(desk); // the next one is
    pass(desk, 1000 * 1000);
    assert_string_equal(counted(desk), "visit lang:ht ");
}

static void
test_nothing_is_counted(void **state)
{
    struct desk *desk = *state;
    put_away(state);
    begin(desk);
    go(desk, SCREEN_TOPIC, 2);
    pass(desk, 1000 * 1000);
    go(desk, SCREEN_COUNTED, 0);
    assert_non_null(frame_find(desk->kiosk.frame, "counted.none"));
}

// No wake-up but the one that is due.
static void
test_sleeps_until_the_flush(void **state)
{
    struct desk *desk = *state;
    put_away(state);
    char folder[] = "/tmp/hub-tally-XXXXXX";
    char path[96];
    assert_non_null(mkdtemp(folder));
    desk->kiosk.upkeep.counts = counts_open(folder, "", "", &desk->stage->clock);
    kiosk_declare(&desk->kiosk);
    int attract = kiosk_timeout(&desk->kiosk);
    assert_true(attract > 0 && attract <= 8000);
    uint64_t beats = desk->kiosk.upkeep.counts->book.heartbeat;
    for (int i = 0; i < 899; i++) {
        pass(desk, 1000);
    }
    assert_true(desk->kiosk.upkeep.counts->book.heartbeat == beats);
    pass(desk, 1000);
    assert_true(desk->kiosk.upkeep.counts->book.heartbeat == beats + 1);
    assert_true(counts_due_ms(desk->kiosk.upkeep.counts) == COUNTS_FLUSH_MS);
    assert_true(kiosk_timeout(&desk->kiosk) > 0);
    // The table: what a visitor sees is on the card.
    go(desk, SCREEN_COUNTED, 0);
    assert_non_null(frame_find(desk->kiosk.frame, "counted.period"));
    put_away(state);
    static const char *const files[] = {"counts.db", "counts.db-journal"};
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(folder), 0); // and nothing else was there
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh, put_away)
    const struct CMUnitTest tests[] = {
        TEST(test_rules_of_the_content),
        TEST(test_a_glance_is_no_visit),
        TEST(test_a_visit),
        TEST(test_protection),
        TEST(test_what_is_missing),
        TEST(test_help_hotline_listen),
        TEST(test_gap),
        TEST(test_the_staff_are_no_visit),
        TEST(test_nothing_is_counted),
        TEST(test_sleeps_until_the_flush),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
