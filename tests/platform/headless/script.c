#include "platform/headless/kiosk.h"

static void
assert_journal(const char *script, const char *journal)
{
    kiosk_run(script);
    assert_string_equal(kiosk.complaints, "");
    assert_string_equal(kiosk.journal, journal);
    assert_false(kiosk.failed);
}

// The script ends with status 1 at that line, and says why.
static void
assert_error(const char *script, const char *complaint)
{
    kiosk_run(script);
    assert_true(kiosk.failed);
    assert_non_null(strstr(kiosk.complaints, complaint));
    assert_non_null(strstr(kiosk.journal, "quit"));
}

static void
tap_finds_nodes(void **state)
{
    (void)state;
    // By name, by text, by a part of the text in any case.
    assert_journal("tap \"topic.work\"\n",
        "600 down 0 30.0,20.0 topic.work\n700 up 0 30.0,20.0 topic.work\n700 quit \n");
    assert_journal("tap \"Trabajo\"", "600 down 0 30.0,20.0 topic.work\n"
                                      "700 up 0 30.0,20.0 topic.work\n700 quit \n");
    assert_journal("tap escue", "600 down 0 130.0,20.0 topic.school\n"
                                "700 up 0 130.0,20.0 topic.school\n700 quit \n");
    assert_journal("tap \"Salud y \\\"citas\\\"\"\n",
        "600 down 0 80.0,20.0 topic.health\n700 up 0 80.0,20.0 topic.health\n700 quit \n");
    // A name wins over a text, a whole text over a part of another.
    assert_journal("tap card\n", "600 down 0 30.0,65.0 card\n700 up 0 30.0,65.0 card\n700 quit \n");
}

static void
tap_touches_what_a_finger_would(void **state)
{
    (void)state;
    // The middle of the card belongs to the button inside; the finger goes where the card is free.
    assert_journal("tap \"Tarjeta grande\"\ntap 50 65\n",
        "600 down 0 30.0,65.0 card\n700 up 0 30.0,65.0 card\n"
        "1300 down 0 50.0,65.0 card.inner\n1400 up 0 50.0,65.0 card.inner\n1400 quit \n");
    assert_error("tap hidden\n", "line 1: error: hidden is covered");
    assert_error("tap outside\n", "line 1: error: outside is covered or off the screen");
    // Under a dialog nothing else can be meant.
    kiosk.dialog = true;
    assert_journal("tap Volver\n",
        "600 down 0 70.0,95.0 idle.stay\n700 up 0 70.0,95.0 idle.stay\n700 quit \n");
    kiosk.dialog = true;
    assert_error("tap topic.work\n", "nothing to tap");
}

static void
tap_complains(void **state)
{
    (void)state;
    assert_error("\n# a comment\ntap \"No existe\"\n", "line 3: error: nothing to tap");
    assert_error("tap foot.back\n", "nothing to tap"); // disabled
    assert_error("tap \"Solo texto\"\n", "nothing to tap");
    assert_error("tap \"e\"\n", "nodes match \"e\"");
    assert_error("tap\n", "expected: tap");
    assert_error("tap \"unclosed\n", "expected: tap");
    assert_error("tap \"\"\n", "expected: tap");
    assert_error("tap \"Trabajo\" twice\n", "expected: tap");
}

static void
fingers_move_at_once(void **state)
{
    (void)state;
    assert_journal("down 30 20\nmove 31.5 20\nup 31.5 20\ndown 1 2 3\nup 1 2 3\n",
        "0 down 0 30.0,20.0 topic.work\n0 move 0 31.5,20.0 topic.work\n"
        "0 up 0 31.5,20.0 topic.work\n0 down 3 1.0,2.0 -\n0 up 3 1.0,2.0 -\n0 quit \n");
    assert_error("down 30\n", "X Y");
    assert_error("down a b\n", "X Y");
    assert_error("up 1 2 3 4\n", "X Y");
    assert_error("up 1 2 -1\n", "X Y");
    assert_error("move 1 2 10\n", "X Y");
    assert_error("move 1 nan\n", "X Y");
    assert_error("move 1 2x\n", "X Y");
}

static void
a_finger_drags(void **state)
{
    (void)state;
    assert_journal("drag 10 20 60 0\n",
        "600 down 0 10.0,20.0 topic.work\n"
        "620 move 0 20.0,16.0 topic.work\n640 move 0 30.0,12.0 topic.work\n"
        "660 move 0 40.0,8.0 -\n680 move 0 50.0,4.0 -\n700 move 0 60.0,0.0 -\n"
        "700 up 0 60.0,0.0 -\n700 quit \n");
    assert_error("drag 10 20 60\n", "line 1: error: expected: drag X1 Y1 X2 Y2");
    assert_error("drag 10 20 60 0 1\n", "X1");
}

static void
keys_are_pressed(void **state)
{
    (void)state;
    assert_journal("key select\nkey-down volume-up\nkey-up volume-up\n",
        "600 key select\n700 key-up select\n700 key volume-up\n700 key-up volume-up\n700 quit \n");
    assert_error("key enter\n", "\"enter\" is no key");
    assert_error("key-down\n", "is no key");
    assert_error("key-up UP\n", "is no key");
}

static void
language_and_quit(void **state)
{
    (void)state;
    assert_journal("language pt-BR\nquit\ntap nothing\n", "0 language pt-BR\n0 quit \n");
    assert_error("language\n", "language TAG");
    assert_error("language es ht\n", "language TAG");
    assert_error("  unknown thing\n", "line 1: error: unknown command \"unknown\"");
    char line[2000] = "tap ";
    memset(line + 4, 'x', sizeof line - 5);
    assert_error(line, "line longer than");
}

static void
wait_lets_timers_fire(void **state)
{
    (void)state;
    kiosk.timeout_ms = 400;
    assert_journal("wait 1\n", "400 timer\n800 timer\n1000 timer\n1000 quit \n");
    kiosk.timeout_ms = 500; // one that falls on the end of the wait comes once more
    assert_journal("wait 1\n", "500 timer\n1000 timer\n1000 timer\n1000 quit \n");
    kiosk.timeout_ms = 250; // also while a person makes up his mind
    assert_journal("tap topic.work\n",
        "250 timer\n500 timer\n600 down 0 30.0,20.0 topic.work\n700 up 0 30.0,20.0 topic.work\n"
        "700 quit \n");
    assert_journal("wait 0.25\nwait 3600\n", "3600250 quit \n");
}

static void
wait_without_timers_is_one_step(void **state)
{
    (void)state;
    kiosk.timeout_ms = -1;
    assert_journal("wait 86400\n", "86400000 quit \n");
    assert_int_equal(kiosk.turns, 2);
    assert_error("wait\n", "wait SECONDS");
    assert_error("wait -1\n", "wait SECONDS");
    assert_error("wait 1 2\n", "wait SECONDS");
    assert_error("wait 1e9\n", "wait SECONDS");
}

static void
clock_is_set_in_local_time(void **state)
{
    (void)state;
    kiosk_run("clock 2026-11-30T08:30\n");
    assert_false(kiosk.failed);
    struct date date = clock_date(&kiosk.clock);
    assert_int_equal(date.year, 2026);
    assert_int_equal(date.month, 11);
    assert_int_equal(date.day, 30);
    assert_int_equal(date.minute, 510);
    assert_int_equal(kiosk.turns, 2); // the kiosk looked again
    assert_error("clock\n", "YYYY-MM-DDTHH:MM");
    assert_error("clock 2026-11-31T08:30\n", "YYYY-MM-DDTHH:MM");
    assert_error("clock 2026-11-30 08:30\n", "YYYY-MM-DDTHH:MM");
    assert_error("clock 2026-11-30T24:30\n", "YYYY-MM-DDTHH:MM");
    assert_error("clock 2026-11-30T08:30:00\n", "YYYY-MM-DDTHH:MM");
}

static void
expectations(void **state)
{
    (void)state;
    kiosk_run("expect Trabajo\nexpect \"foot.back\"\nexpect solo\nexpect-not \"Bienvenida\"\n"
              "expect-screen home\n");
    assert_string_equal(kiosk.complaints, "");
    assert_false(kiosk.failed);
    assert_error("expect Bienvenida\n", "line 1: error: \"Bienvenida\" is not on screen home");
    assert_error("expect-not trabajo\n", "\"trabajo\" is shown on screen home");
    assert_error("expect-screen language\n", "expected screen language, this is home");
    assert_error("expect\n", "expected");
}

static void
reach_turns_pages(void **state)
{
    (void)state;
    kiosk.pages = 5;
    kiosk_run("reach \"Página 4\"\nexpect \"Página 4\"\nreach \"Trabajo\"\n");
    assert_string_equal(kiosk.complaints, "");
    assert_false(kiosk.failed);
    kiosk.pages = 5;
    kiosk.page = 4; // back to the first page, then on
    kiosk_run("reach \"Página 2\"\n");
    assert_string_equal(kiosk.complaints, "");
    assert_false(kiosk.failed);
    kiosk.pages = 3; // its "more" still answers on the last page: the script ends all the same
    assert_error("reach \"Página 9\"\n", "line 1: error: \"Página 9\" is on no page");
    assert_error("reach \"Página 9\"\n", "line 1: error: \"Página 9\" is on no page");
    assert_error("reach\n", "expected: reach");
}

static void
shots_are_the_same_each_time(void **state)
{
    (void)state;
    char first[] = "/tmp/shot-test-XXXXXX";
    char script[128];
    int fd = mkstemp(first);
    assert_true(fd >= 0);
    snprintf(script, sizeof script, "shot %s\n", first);
    kiosk_run(script);
    assert_false(kiosk.failed);
    char magic[9] = "";
    assert_int_equal(pread(fd, magic, 8, 0), 8);
    assert_memory_equal(magic, "\x89PNG\r\n\x1a\n", 8);
    close(fd);
    unlink(first);
    assert_error("shot\n", "shot FILE.png");
    assert_error("shot /nowhere/x.png\n", "/nowhere/x.png");
    assert_error("glass /nowhere/x.png\n", "/nowhere/x.png");
}

static void
stats_are_told(void **state)
{
    (void)state;
    kiosk_run("wait 2\nstats\n");
    assert_string_equal(
        kiosk.printed, "waits=2 presented=1 pixels=1024000 clock_ms=2000 image_bytes=0 nodes=10\n");
    assert_error("stats all\n", "no argument");
    assert_error("tree all\n", "no argument");
}

int
main(void)
{
    kiosk.timeout_ms = -1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tap_finds_nodes),
        cmocka_unit_test(tap_touches_what_a_finger_would),
        cmocka_unit_test(tap_complains),
        cmocka_unit_test(fingers_move_at_once),
        cmocka_unit_test(a_finger_drags),
        cmocka_unit_test(keys_are_pressed),
        cmocka_unit_test(language_and_quit),
        cmocka_unit_test(wait_lets_timers_fire),
        cmocka_unit_test(wait_without_timers_is_one_step),
        cmocka_unit_test(clock_is_set_in_local_time),
        cmocka_unit_test(expectations),
        cmocka_unit_test(reach_turns_pages),
        cmocka_unit_test(shots_are_the_same_each_time),
        cmocka_unit_test(stats_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
