// What is wrong with the machine, as others know it.
#include <string.h>

#include "tests/scenes/desk.h"
#include "tests/scenes/sticks.h"

static struct buttons_state panel;

static int
setup(void **state)
{
    return desk_open(state, stick_words);
}

static int
reset(void **state)
{
    struct desk *desk = *state;
    desk->kiosk.upkeep = (struct upkeep){.tech = {.program = "0.1.0",
                                             .health = {.power = 0,
                                                 .heat_c = 50,
                                                 .worn_percent = 10,
                                                 .free_mb = 9000,
                                                 .total_mb = 14000,
                                                 .board = "Raspberry Pi 4"}}};
    panel = (struct buttons_state){.keypads = -1};
    desk_reset(state);
    snprintf(desk->stage->config.network, sizeof desk->stage->config.network, "gt");
    snprintf(desk->stage->config.hub, sizeof desk->stage->config.hub, "ventanilla-1");
    desk->stage->config.collector[0] = '\0';
    return 0;
}

static int
only_code(struct desk *desk)
{
    int codes[HEALTH_FAULTS_MAX];
    kiosk_build(&desk->kiosk); // hands the upkeep to the world
    int count = diagnose(&desk->kiosk.world, codes);
    assert_true(count <= 1);
    return count ? codes[0] : 0;
}

static void
test_each_by_itself(void **state)
{
    struct desk *desk = *state;
    struct upkeep *upkeep = &desk->kiosk.upkeep;
    assert_int_equal(only_code(desk), 0);
    upkeep->content.code = 5102;
    assert_int_equal(only_code(desk), 5102);
    upkeep->content.code = 0;
    upkeep->content.old = true;
    assert_int_equal(only_code(desk), HEALTH_CONTENT_OLD);
    upkeep->content.old = false;
    desk->stage->clock.synchronised = false;
    assert_int_equal(only_code(desk), HEALTH_CLOCK);
    desk->stage->clock.by_hand = true; // somebody's word is no fault
    assert_int_equal(only_code(desk), 0);
    desk->stage->config.hub[0] = '\0';
    assert_int_equal(only_code(desk), HEALTH_UNNAMED);
}

static void
test_the_panel(void **state)
{
    struct desk *desk = *state;
    desk->kiosk.upkeep.buttons = &panel;
    assert_int_equal(only_code(desk), 0); // none is named: a keyboard will do
    panel.chips[0] = BUTTONS_ABSENT;
    assert_int_equal(only_code(desk), HEALTH_NO_PANEL);
    panel.chips[0] = BUTTONS_LOST;
    assert_int_equal(only_code(desk), HEALTH_PANEL_LOST);
    panel.chips[0] = BUTTONS_PRESENT;
    assert_int_equal(only_code(desk), 0);
    panel.lines[WIRING_HELP].stuck = true;
    assert_int_equal(only_code(desk), HEALTH_KEY_STUCK);
    panel.lines[WIRING_HELP] = (struct buttons_line){.refusal = BUTTONS_BUSY};
    assert_int_equal(only_code(desk), HEALTH_KEY_STUCK);
}

static void
test_as_a_text(void **state)
{
    struct desk *desk = *state;
    char text[HEALTH_TEXT_MAX];
    desk->kiosk.upkeep.content = (struct shelf_facts){
        .source = INSTALL_PREVIOUS, .version = "v6", .code = 5102, .old = true};
    clock_set_fake(&desk->stage->clock, 1795428000);
    kiosk_build(&desk->kiosk);
    kiosk_diagnosis(&desk->kiosk.world, text);
    assert_non_null(strstr(text, "VENTANILLA 1 gt/ventanilla-1\nfaults 5102 6801\nprogram 0.1.0\n"
                                 "content v6 previous old\n"));
    assert_non_null(strstr(text, "clock 2026-11-23 10:00 by-hand\n"));
}

#define DIAGNOSIS(test) cmocka_unit_test_setup(test, reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DIAGNOSIS(test_each_by_itself),
        DIAGNOSIS(test_the_panel),
        DIAGNOSIS(test_as_a_text),
    };
    return cmocka_run_group_tests(tests, setup, desk_teardown);
}
