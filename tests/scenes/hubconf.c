// hub.conf on the screen: one line at rest, a list for the staff; the hub's own desk where people are sent.

#include "scenes/internal.h"
#include "tests/scenes/desk.h"
#include "tests/scenes/sticks.h"

static const char words[] =
    "WITH word(key, text) AS (VALUES ('config.notice', 'hub.conf {line} {code}'),"
    " ('config.notice-more', 'hub.conf {line} {code} y {n}'),"
    " ('config.notice-file', 'hub.conf entero {code}'), ('config.title', 'Archivo'),"
    " ('config.fix', 'Corrija'), ('config.fine', 'Nada'), ('config.more', 'Y {n} más'),"
    " ('config.line', 'Línea {line}'), ('config.file', 'Todo'), ('config.meant', '¿{hint}?'),"
    " ('config.4211', 'Debe ser {hint}'), ('config.4221', 'No se conoce'),"
    " ('manager.title', 'Administración'), ('stick.code', 'Código {code}'))"
    "INSERT INTO translation SELECT 'ui', key, 'text', id, 0,"
    " CASE id WHEN 'es' THEN text ELSE text || ' ' || id END, 'source', 0 FROM word, "
    "language_pack;"
    "INSERT INTO hub_window VALUES (1, 'one', 1), (2, 'two', 2);"
    "INSERT INTO translation VALUES ('hub_window', 'one', 'name', 'es', 0, 'Primera', 'source', 0),"
    " ('hub_window', 'one', 'description', 'es', 0, 'Todo', 'source', 0),"
    " ('hub_window', 'two', 'name', 'es', 0, 'Segunda', 'source', 0),"
    " ('ui', 'person-title', 'text', 'es', 0, 'Una persona', 'source', 0),"
    " ('ui', 'person-note', 'text', 'es', 0, 'Nota', 'source', 0),"
    " ('ui', 'service-open-until', 'text', 'es', 0, 'Hasta las {time}', 'source', 0),"
    " ('ui', 'service-hours-unknown', 'text', 'es', 0, 'No se sabe', 'source', 0);";

static struct config_report report;

static int
setup(void **state)
{
    return desk_open(state, words);
}

static int
reset(void **state)
{
    struct desk *desk = *state;
    report = (struct config_report){.count = 0};
    desk->stage->config = config_default();
    desk->stage->world.report = &report;
    return desk_reset(state);
}

static void
read_conf(struct desk *desk, const char *text)
{
    struct config ignored = config_default();
    config_parse(text, strlen(text), &ignored, &report);
    kiosk_build(&desk->kiosk);
}

static void
test_one_line_at_rest(void **state)
{
    struct desk *desk = *state;
    assert_null(frame_find(desk->kiosk.frame, "attract.config"));
    assert_non_null(frame_find(desk->kiosk.frame, "attract.hub"));
    read_conf(desk, "[kiosk]\nidel = 60\n"); // a warning is nothing for visitors' eyes
    assert_null(frame_find(desk->kiosk.frame, "attract.config"));
    read_conf(desk, "[kiosk]\nidel = 60\nidle = 1\n");
    assert_says(desk->stage, "attract.config", "hub.conf 3 4211");
    assert_null(frame_find(desk->kiosk.frame, "attract.hub"));
    clock_advance(&desk->stage->clock, 8000); // the invitation turns to another language
    kiosk_build(&desk->kiosk);
    assert_says(desk->stage, "attract.config", "hub.conf 3 4211");
    read_conf(desk, "[kiosk]\nidle = 1\nwarning = 1\nidle\n");
    assert_says(desk->stage, "attract.config", "hub.conf 2 4211 y 2");
    read_conf(desk, "\xff\xfe");
    assert_says(desk->stage, "attract.config", "hub.conf entero 4204");
    tap_at(desk, 50, 50); // it is in nobody's way
    assert_string_equal(desk->kiosk.frame->screen, "language");
}

static void
test_a_list_for_the_staff(void **state)
{
    struct desk *desk = *state;
    read_conf(desk, "[kiosk]\nidle = 1\nidel = 60\n");
    begin(desk);
    go(desk, SCREEN_MANAGER, 0);
    tap(desk, "manager.config");
    assert_string_equal(desk->kiosk.frame->screen, "config");
    assert_says(desk->stage, "config.how", "Corrija");
    assert_says(desk->stage, "config.1.label", "Línea 2 · [kiosk] idle = 1");
    assert_says(desk->stage, "config.1", "Debe ser 30 … 900\nCódigo 4211");
    assert_says(desk->stage, "config.2.label", "Línea 3 · [kiosk] idel");
    assert_says(desk->stage, "config.2", "No se conoce ¿[kiosk] idle?\nCódigo 4221");
}

static void
test_nothing_to_say(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    go(desk, SCREEN_MANAGER, 0);
    assert_null(frame_find(desk->kiosk.frame, "manager.config"));
    go(desk, SCREEN_CONFIG, 0);
    assert_says(desk->stage, "config.how", "Nada");
    desk->stage->world.report = NULL;
    desk->kiosk.world.report = NULL;
    kiosk_build(&desk->kiosk);
    assert_says(desk->stage, "config.how", "Nada");
}

// The hub's own desk is the first window, in name and hours; the others stay as the content has them.
static void
test_the_own_desk(void **state)
{
    struct desk *desk = *state;
    store_set_clock(desk->stage->world.store, &desk->stage->clock);
    begin(desk);
    go(desk, SCREEN_PERSON, 0);
    assert_says(desk->stage, "window.1.label", "Primera");
    assert_says(desk->stage, "window.1", "Todo\nNo se sabe");
    assert_says(desk->stage, "window.2.label", "Segunda");
    static const char text[] = "[hub]\nhours = mo 08:00-16:30\n";
    config_parse(text, sizeof text - 1, &desk->stage->config, &report);
    kiosk_build(&desk->kiosk);
    assert_says(desk->stage, "window.1.label", "Primera");
    assert_non_null(strstr(stage_node(desk->stage, "window.1")->text, "Hasta las"));
    assert_non_null(strstr(stage_node(desk->stage, "window.1")->text, "Todo"));
    assert_says(desk->stage, "window.2", "No se sabe");
    snprintf(desk->stage->config.window, CONFIG_TEXT_MAX, "Mesa 7");
    kiosk_build(&desk->kiosk);
    const struct node *label = stage_node(desk->stage, "window.1.label");
    assert_string_equal(label->text, "Mesa 7");
    assert_string_equal(label->lang, "es"); // the staff's, whatever the visitor's
    assert_null(strstr(stage_node(desk->stage, "window.1")->text, "Todo"));
    assert_says(desk->stage, "window.2.label", "Segunda");
}

static void
test_more_than_are_listed(void **state)
{
    struct desk *desk = *state;
    char text[1024] = "";
    for (int i = 0; i < CONFIG_PROBLEMS_MAX + 7; i++) {
        memcpy(text + strlen(text), "?\n", 3);
    }
    read_conf(desk, text);
    begin(desk);
    go(desk, SCREEN_CONFIG, 0);
    bool found = false;
    for (int page = 0; page < 40 && !found; page++) {
        found = frame_find(desk->kiosk.frame, "config.more") != NULL;
        if (!found) {
            press(desk, KEY_NEXT);
        }
    }
    assert_says(desk->stage, "config.more", "Y 7 más");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_one_line_at_rest, reset),
        cmocka_unit_test_setup(test_a_list_for_the_staff, reset),
        cmocka_unit_test_setup(test_nothing_to_say, reset),
        cmocka_unit_test_setup(test_the_own_desk, reset),
        cmocka_unit_test_setup(test_more_than_are_listed, reset),
    };
    return cmocka_run_group_tests(tests, setup, desk_teardown);
}
