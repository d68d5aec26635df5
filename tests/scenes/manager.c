// The staff's screens: how one gets there, what they say, the way back to the earlier content.

#include "tests/scenes/desk.h"
#include "tests/scenes/sticks.h"

static int
setup(void **state)
{
    return desk_open(state, stick_words);
}

static int
reset(void **state)
{
    struct desk *desk = *state;
    desk->kiosk.upkeep = (struct upkeep){0};
    desk->kiosk.wanted = 0;
    return desk_reset(state);
}

static const char *
screen(const struct desk *desk)
{
    return desk->kiosk.frame->screen;
}

static void
numbers(struct desk *desk, const char *digits)
{
    for (; *digits; digits++) {
        char name[16];
        snprintf(name, sizeof name, "staff.%c", *digits);
        tap(desk, name);
    }
}

static void
to_the_gate(struct desk *desk)
{
    begin(desk);
    go(desk, SCREEN_ABOUT, 0);
    go(desk, SCREEN_STAFF, 0);
}

static void
to_the_manager(struct desk *desk)
{
    to_the_gate(desk);
    numbers(desk, "3142");
    assert_string_equal(screen(desk), "manager");
}

// The way there ----------------------------------------------------------------------------------------

static void
test_four_numbers(void **state)
{
    struct desk *desk = *state;
    to_the_gate(desk);
    assert_string_equal(desk->kiosk.frame->lang, "es");
    numbers(desk, "314");
    assert_string_equal(screen(desk), "staff");
    numbers(desk, "2");
    assert_string_equal(screen(desk), "manager");
    press(desk, KEY_BACK);
    assert_string_equal(screen(desk), "about");
    assert_string_equal(desk->kiosk.frame->lang, "ht");
}

static void
test_other_numbers(void **state)
{
    static const char *const wrong[] = {"1234", "3141", "3124", "1342", "1111", "4321", "312341"};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        reset(state);
        to_the_gate(desk);
        numbers(desk, wrong[i]);
        assert_string_equal(screen(desk), "staff");
    }
    numbers(desk, "33142"); // the second 3 begins anew
    assert_string_equal(screen(desk), "manager");
}

static void
test_by_keys(void **state)
{
    static const char *const name[] = {"staff.3", "staff.1", "staff.4", "staff.2"};
    struct desk *desk = *state;
    to_the_gate(desk);
    press(desk, KEY_DOWN); // shows the ring
    for (int i = 0; i < 4; i++) {
        for (int turn = 0; turn < 30 && strcmp(focus_name(desk), name[i]) != 0; turn++) {
            press(desk, KEY_DOWN);
        }
        press(desk, KEY_SELECT);
    }
    assert_string_equal(screen(desk), "manager");
}

// The same way for somebody who was led elsewhere.
static void
test_nowhere_else(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    static const int digits[] = {3, 1, 4, 2};
    for (int i = 0; i < 4; i++) {
        struct action action = {.kind = ACT_STAFF, .arg = digits[i]};
        kiosk_act(&desk->kiosk, &action);
    }
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
}

static void
test_ends_like_a_visit(void **state)
{
    struct desk *desk = *state;
    to_the_manager(desk);
    pass(desk, idle_ms(desk) + warning_ms(desk));
    assert_string_equal(screen(desk), "attract");
    assert_memory_equal(&desk->kiosk.visit, &nobody, sizeof nobody);
}

// What is said -----------------------------------------------------------------------------------------

static void
test_which_content(void **state)
{
    struct desk *desk = *state;
    struct shelf_facts *facts = &desk->kiosk.upkeep.content;
    static const struct {
        int source;
        const char *words;
    } sources[] = {{INSTALL_CURRENT, "Instalado"}, {INSTALL_PREVIOUS, "Anterior"},
        {INSTALL_FACTORY, "De fábrica"}, {SHELF_FILE, "Archivo"}};
    to_the_manager(desk);
    for (int i = 0; i < 4; i++) {
        char expected[128];
        *facts = (struct shelf_facts){
            .source = sources[i].source, .version = "v7", .issued = 20785, .old = i % 2};
        kiosk_build(&desk->kiosk);
        snprintf(expected, sizeof expected, "v7\n%s\nDel 28 11 2026\n%s", sources[i].words,
            i % 2 ? "Viejo" : "Al día");
        assert_says(desk->stage, "manager.content", expected);
        assert_null(frame_find(desk->kiosk.frame, "manager.fell-back"));
    }
    *facts = (struct shelf_facts){.source = INSTALL_PREVIOUS, .version = "v6", .code = 5102};
    kiosk_build(&desk->kiosk);
    assert_says(desk->stage, "manager.content", "v6\nAnterior");
    assert_says(desk->stage, "manager.fell-back", "No se abrió. Código 5102");
}

static const struct node *
reach(struct desk *desk, const char *name)
{
    for (int page = 0; page < desk->kiosk.frame->pages; page++) {
        desk->kiosk.visit.at.page = (int16_t)page;
        kiosk_build(&desk->kiosk);
        if (frame_find(desk->kiosk.frame, name)) {
            break;
        }
    }
    return stage_node(desk->stage, name);
}

static void
test_last_sticks(void **state)
{
    struct desk *desk = *state;
    struct upkeep *upkeep = &desk->kiosk.upkeep;
    to_the_manager(desk);
    reach(desk, "manager.log-none");
    upkeep->audit[0] = (struct install_audit){.day = 20785, .result = INSTALL_DONE};
    upkeep->audit[1] =
        (struct install_audit){.day = 20784, .result = INSTALL_REFUSED, .reason = BUNDLE_OTHER_HUB};
    upkeep->audit_count = 2;
    kiosk_build(&desk->kiosk);
    assert_string_equal(plainly(reach(desk, "manager.stick.1")->text), "Listo");
    assert_says(desk->stage, "manager.stick.1.label", "28 11 2026");
    assert_string_equal(
        plainly(reach(desk, "manager.stick.2")->text), "No Es para …, esto es … Código 5105");
}

// A phone reads open numbers. A seal that is no key is one, too: nothing leaves then.
static void
test_sealed_counts_are_not_for_phones(void **state)
{
    struct desk *desk = *state;
    static const char *const seals[] = {
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "?"};
    to_the_manager(desk);
    reach(desk, "manager.phones");
    for (int i = 0; i < 2; i++) {
        snprintf(desk->stage->config.seal, CONFIG_KEY_MAX, "%s", seals[i]);
        go(desk, SCREEN_MANAGER, 0);
        assert_string_equal(plainly(reach(desk, "manager.sealed")->text), "Selladas");
        for (int page = 0; page < desk->kiosk.frame->pages; page++) {
            desk->kiosk.visit.at.page = (int16_t)page;
            kiosk_build(&desk->kiosk);
            assert_null(frame_find(desk->kiosk.frame, "manager.phones"));
        }
        go(desk, SCREEN_PHONES, 0);
        assert_says(desk->stage, "phones.none", "Selladas");
        go(desk, SCREEN_PHONE, 1);
        assert_says(desk->stage, "phone.none", "Selladas");
    }
    desk->stage->config.seal[0] = '\0';
    go(desk, SCREEN_MANAGER, 0);
    reach(desk, "manager.phones");
}

// The way back -----------------------------------------------------------------------------------------

static void
test_nothing_to_go_back_to(void **state)
{
    struct desk *desk = *state;
    to_the_manager(desk);
    assert_null(frame_find(desk->kiosk.frame, "manager.revert"));
    stage_node(desk->stage, "manager.none");
}

static void
test_asked_twice(void **state)
{
    struct desk *desk = *state;
    desk->kiosk.upkeep.content.can_revert = true;
    to_the_manager(desk);
    tap(desk, "manager.revert");
    assert_string_equal(screen(desk), "revert");
    tap(desk, "revert.no");
    assert_string_equal(screen(desk), "manager");
    assert_int_equal(desk->kiosk.wanted, 0);
    tap(desk, "manager.revert");
    tap(desk, "revert.yes");
    assert_string_equal(screen(desk), "manager");
    assert_int_equal(desk->kiosk.wanted, WANT_REVERT);
    desk->kiosk.upkeep.revert = REVERT_ASKED; // the process did
    kiosk_build(&desk->kiosk);
    assert_says(desk->stage, "manager.asked", "Pedido");
    assert_null(frame_find(desk->kiosk.frame, "manager.revert"));
    struct install_status reverted = {.phase = INSTALL_REVERTED, .run = 5, .seconds_left = -1};
    kiosk_stick(&desk->kiosk, &reverted);
    kiosk_build(&desk->kiosk);
    assert_null(frame_find(desk->kiosk.frame, "manager.asked"));
    assert_says(desk->stage, "stick.strip", "Vuelto");
}

static void
test_could_not_be_asked(void **state)
{
    struct desk *desk = *state;
    desk->kiosk.upkeep.content.can_revert = true;
    desk->kiosk.upkeep.revert = REVERT_FAILED;
    to_the_manager(desk);
    assert_says(desk->stage, "manager.failed", "No se pudo");
}

// Only from the screen that asks.
static void
test_no_revert_from_elsewhere(void **state)
{
    struct desk *desk = *state;
    struct action action = {.kind = ACT_REVERT};
    to_the_manager(desk);
    kiosk_act(&desk->kiosk, &action);
    assert_int_equal(desk->kiosk.wanted, 0);
}

#define STAFF(test) cmocka_unit_test_setup(test, reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STAFF(test_four_numbers),
        STAFF(test_other_numbers),
        STAFF(test_by_keys),
        STAFF(test_nowhere_else),
        STAFF(test_ends_like_a_visit),
        STAFF(test_which_content),
        STAFF(test_last_sticks),
        STAFF(test_sealed_counts_are_not_for_phones),
        STAFF(test_nothing_to_go_back_to),
        STAFF(test_asked_twice),
        STAFF(test_could_not_be_asked),
        STAFF(test_no_revert_from_elsewhere),
    };
    return cmocka_run_group_tests(tests, setup, desk_teardown);
}
