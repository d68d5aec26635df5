#include <stdlib.h>
#include <string.h>

#include "platform/headless/internal.h"
#include "test.h"

static char *printed;
static size_t printed_len;
static struct frame frame;
static struct panel panel;

static void
print(void)
{
    free(printed);
    FILE *out = open_memstream(&printed, &printed_len);
    assert_non_null(out);
    tree_print(out, &panel, &frame);
    fclose(out);
}

static int
set_up(void **state)
{
    (void)state;
    panel = panel_make(400, 200, 100, 50);
    memset(&frame, 0, sizeof frame);
    frame.screen = "home";
    frame.lang = "ar";
    frame.dir = DIRECTION_RTL;
    frame.page = 1;
    frame.pages = 3;
    frame.paper = 0xfff6f4ef;
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    free(printed);
    printed = NULL;
    return 0;
}

static void
an_empty_frame_is_one_line(void **state)
{
    (void)state;
    print();
    assert_string_equal(printed,
        "{\"screen\": \"home\", \"lang\": \"ar\", \"dir\": \"rtl\", \"paper\": \"#f6f4ef\", "
        "\"page\": 1, \"pages\": 3, \"nodes\": 0, \"full\": false}\n");
}

static void
a_node_tells_everything(void **state)
{
    (void)state;
    struct node *node =
        frame_add(&frame, ROLE_CHECKBOX, "paper.1", (struct rect){10, 5, 20.5f, 10});
    node->key = "requirement.1.name";
    node->text = "Acta de \"nacimiento\"\n\\ ñ";
    node->lang = "es";
    node->text_rect = (struct rect){12, 6, 10, 8};
    node->first_line = 2;
    node->line_count = 3;
    node->cap_mm = 5;
    node->icon = "doc-birth";
    node->fg = 0xff14213d;
    node->fill = 0x80ffffff;
    node->focusable = node->focused = node->checked = node->fallback = true;
    node->action = (struct action){.kind = 10, .arg = -7, .arg2 = 3};
    node->clip = "es/acta";
    print();
    assert_string_equal(strchr(printed, '\n') + 1,
        "{\"id\": \"paper.1\", \"role\": \"checkbox\", \"key\": \"requirement.1.name\", "
        "\"text\": \"Acta de \\\"nacimiento\\\"\\u000a\\\\ ñ\", \"lang\": \"es\", \"dir\": "
        "\"ltr\", "
        "\"rect_px\": [40, 20, 82, 40], \"rect_mm\": [10.00, 5.00, 20.50, 10.00], "
        "\"text_mm\": [12.00, 6.00, 10.00, 8.00], \"lines\": [2, 3], \"cap_mm\": 5.00, "
        "\"icon\": \"doc-birth\", \"fg\": \"#14213d\", \"fill\": \"#ffffff80\", \"edge\": null, "
        "\"focusable\": true, \"focused\": true, \"pressed\": false, \"enabled\": true, "
        "\"checked\": true, \"draggable\": false, \"action\": {\"kind\": 10, \"arg\": -7, "
        "\"arg2\": 3}, "
        "\"clip\": \"es/acta\", \"sensitive\": false, \"fallback\": true, \"clipped\": false}\n");
}

static void
every_role_has_a_name(void **state)
{
    (void)state;
    for (enum role role = ROLE_GROUP; role <= ROLE_DIALOG; role++) {
        frame.count = 0;
        frame_add(&frame, role, "x", (struct rect){0});
        print();
        assert_null(strstr(printed, "unknown"));
        assert_null(strstr(printed, "(null)"));
        assert_int_equal(strstr(printed, "\"value\"") != NULL, role == ROLE_PROGRESS);
        assert_int_equal(strstr(printed, "\"stamp\"") != NULL, role == ROLE_MAP);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_empty_frame_is_one_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_node_tells_everything, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_role_has_a_name, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
