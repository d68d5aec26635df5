// The staff's tally keys count one each and are no part of a visit; the LEDs say how it is.
#include "counts/internal.h"
#include "tests/scenes/desk.h"

static const char content[] =
    "INSERT INTO count_cell VALUES (1, 'visit', 0), (2, 'lang:ht', 0), (3, 'tally:woman', 0),"
    " (4, 'tally:disability', 0), (5, 'tally:referred', 0);";

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
    desk->kiosk.upkeep = (struct upkeep){.tally_until_ms = 0};
    desk->kiosk.upkeep.counts = counts_open(NULL, "gt", "hub", &desk->stage->clock);
    kiosk_declare(&desk->kiosk);
    kiosk_build(&desk->kiosk);
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

static void
tally(struct desk *desk, enum wiring_function key)
{
    event(desk, (struct platform_event){.kind = PLATFORM_TALLY, .tally = key});
}

static unsigned
pending(const struct desk *desk, const char *name)
{
    int cell = counts_find(desk->kiosk.upkeep.counts, name);
    assert_true(cell >= 0);
    return desk->kiosk.upkeep.counts->pending[cell];
}

static bool
ticked(const struct desk *desk)
{
    return frame_find(desk->kiosk.frame, "tally.mark") != NULL;
}

static void
test_a_key_counts_one(void **state)
{
    struct desk *desk = *state;
    tally(desk, WIRING_TALLY_WOMAN);
    tally(desk, WIRING_TALLY_WOMAN);
    tally(desk, WIRING_TALLY_REFERRED);
    assert_int_equal(pending(desk, "tally:woman"), 2);
    assert_int_equal(pending(desk, "tally:referred"), 1);
    assert_int_equal(pending(desk, "tally:disability"), 0);
    assert_int_equal(pending(desk, "visit"), 0);
    assert_string_equal(desk->kiosk.frame->screen, "attract"); // it wakes nothing
}

// Neither begun nor kept alive nor changed by it.
static void
test_it_is_no_part_of_a_visit(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    struct visit before = desk->kiosk.visit;
    clock_advance(&desk->stage->clock, 60000);
    tally(desk, WIRING_TALLY_WOMAN);
    assert_memory_equal(&desk->kiosk.visit, &before, sizeof before);
    pass(desk, 61000); // idle since two minutes, not one
    assert_true(desk->kiosk.visit.idle);
    tally(desk, WIRING_TALLY_WOMAN);
    assert_true(desk->kiosk.visit.idle); // nor does it answer the question
    pass(desk, 1000 * 1000);
    assert_int_equal(pending(desk, "visit"), 1);
    assert_int_equal(pending(desk, "tally:woman"), 2);
}

static void
test_it_is_ticked_off(void **state)
{
    struct desk *desk = *state;
    assert_false(ticked(desk));
    assert_true(kiosk_lights(&desk->kiosk).ready);
    tally(desk, WIRING_TALLY_DISABILITY);
    assert_true(ticked(desk));
    assert_false(kiosk_lights(&desk->kiosk).ready);
    const struct node *mark = frame_find(desk->kiosk.frame, "tally.mark");
    assert_true(mark->action.kind == ACT_NONE && !mark->focusable);
    assert_int_equal(kiosk_timeout(&desk->kiosk), 1000); // it leaves by itself
    pass(desk, 999);
    assert_true(ticked(desk));
    pass(desk, 1);
    assert_false(ticked(desk));
    assert_true(kiosk_lights(&desk->kiosk).ready);
    // What is not counted is not ticked: this content has no such cell, or there are no counts.
    tally(desk, WIRING_TALLY_BOY);
    assert_false(ticked(desk));
    put_away(state);
    tally(desk, WIRING_TALLY_WOMAN);
    assert_false(ticked(desk));
}

static void
test_attention(void **state)
{
    struct desk *desk = *state;
    struct upkeep *upkeep = &desk->kiosk.upkeep;
    static struct buttons_state panel;
    assert_true(kiosk_lights(&desk->kiosk).attention); // these counts reach no card
    put_away(state);
    assert_false(kiosk_lights(&desk->kiosk).attention);
    upkeep->buttons = &panel;
    assert_false(kiosk_lights(&desk->kiosk).attention);
    panel.lines[WIRING_BACK].stuck = true;
    assert_true(kiosk_lights(&desk->kiosk).attention);
    panel.lines[WIRING_BACK].stuck = false;
    struct install_status status = {.phase = INSTALL_COPYING};
    kiosk_stick(&desk->kiosk, &status);
    assert_true(kiosk_lights(&desk->kiosk).attention);
    status.phase = INSTALL_DONE;
    kiosk_stick(&desk->kiosk, &status);
    assert_false(kiosk_lights(&desk->kiosk).attention);
    status.phase = INSTALL_REFUSED;
    status.run++;
    kiosk_stick(&desk->kiosk, &status);
    assert_true(kiosk_lights(&desk->kiosk).attention);
    pass(desk, UPKEEP_END_MS + 1);
    assert_false(kiosk_lights(&desk->kiosk).attention);
    struct store *store = desk->kiosk.world.store;
    desk->kiosk.world.store = NULL;
    assert_true(kiosk_lights(&desk->kiosk).attention);
    assert_false(kiosk_lights(&desk->kiosk).ready);
    desk->kiosk.world.store = store;
}

static void
test_headphones_wake(void **state)
{
    struct desk *desk = *state;
    struct platform_event plug = {.kind = PLATFORM_HEADPHONE, .plugged = true};
    event(desk, plug);
    assert_string_equal(desk->kiosk.frame->screen, "language");
    tap(desk, "language.ht");
    press(desk, KEY_DOWN);
    struct place at = desk->kiosk.visit.at;
    event(desk, plug);
    assert_true(desk->kiosk.visit.keys); // the ring stays
    assert_memory_equal(&desk->kiosk.visit.at, &at, sizeof at);
    desk_reset(state);
    plug.plugged = false;
    event(desk, plug);
    assert_string_equal(desk->kiosk.frame->screen, "attract");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh, put_away)
    const struct CMUnitTest tests[] = {
        TEST(test_a_key_counts_one),
        TEST(test_it_is_no_part_of_a_visit),
        TEST(test_it_is_ticked_off),
        TEST(test_attention),
        TEST(test_headphones_wake),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
