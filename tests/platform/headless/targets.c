#include <string.h>

#include "platform/headless/internal.h"
#include "test.h"

static struct platform platform;
static struct frame frame;

static struct node *
add(const char *name, const char *text)
{
    struct node *node = frame_add(
        &frame, ROLE_BUTTON, name, (struct rect){10, 10 + 12 * (float)frame.count, 30, 10});
    node->text = text;
    node->action.kind = 1;
    return node;
}

static int
set_up(void **state)
{
    (void)state;
    memset(&frame, 0, sizeof frame);
    frame.screen = "papers";
    platform = (struct platform){.panel = panel_make(1000, 1000, 100, 100), .frame = &frame};
    add("paper.1", "Pasaporte");
    add("paper.2", "Pasaporte vencido");
    add("paper.10", "Acta");
    return 0;
}

static const char *
target(const char *wanted)
{
    const struct node *node = script_target(&platform, wanted);
    return node ? node->name : NULL;
}

static void
names_come_before_texts_before_parts(void **state)
{
    (void)state;
    assert_string_equal(target("paper.1"), "paper.1");
    assert_string_equal(target("Pasaporte"), "paper.1"); // whole text, though paper.2 contains it
    assert_string_equal(target("VENCIDO"), "paper.2");
    frame.nodes[2].text = "paper.2";
    assert_string_equal(target("paper.2"), "paper.2");
    assert_false(platform.failed);
}

static void
a_prefix_means_the_first(void **state)
{
    (void)state;
    assert_string_equal(target("paper.*"), "paper.1");
    frame.nodes[0].disabled = true;
    assert_string_equal(target("paper.*"), "paper.2");
    assert_false(platform.failed);
    assert_null(target("topic.*"));
    assert_true(platform.failed);
}

static void
a_part_must_be_the_only_one(void **state)
{
    (void)state;
    assert_null(target("pasap"));
    assert_true(platform.failed);
    assert_true(platform.ended);
}

static void
only_what_acts_is_a_target(void **state)
{
    (void)state;
    frame.nodes[2].action.kind = 0;
    assert_true(script_shown(&frame, "Acta"));
    assert_null(target("Acta"));
    frame.nodes[1].disabled = true;
    assert_null(target("vencido"));
    assert_false(script_shown(&frame, "Carta"));
    assert_true(script_shown(&frame, "paper.1*"));
}

static void
a_dialog_is_all_there_is(void **state)
{
    (void)state;
    frame_add(&frame, ROLE_DIALOG, "idle", (struct rect){0, 50, 100, 50});
    add("idle.stay", "Acta");
    assert_string_equal(target("Acta"), "idle.stay");
    assert_null(target("paper.1"));
}

static void
a_finger_finds_a_free_spot(void **state)
{
    (void)state;
    struct platform_event event = {0};
    assert_true(script_point(&platform, &frame.nodes[0], &event));
    assert_true(event.x == 25 && event.y == 15);
    struct node *cover = add("cover", "");
    cover->rect = (struct rect){20, 8, 10, 14};
    assert_true(script_point(&platform, &frame.nodes[0], &event));
    assert_ptr_equal(frame_hit(&frame, event.x, event.y), &frame.nodes[0]);
    cover->rect = (struct rect){0, 0, 100, 100};
    assert_false(script_point(&platform, &frame.nodes[0], &event));
    frame.count--;
    frame.nodes[0].rect.x = 200; // beside the glass
    assert_false(script_point(&platform, &frame.nodes[0], &event));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(names_come_before_texts_before_parts, set_up),
        cmocka_unit_test_setup(a_prefix_means_the_first, set_up),
        cmocka_unit_test_setup(a_part_must_be_the_only_one, set_up),
        cmocka_unit_test_setup(only_what_acts_is_a_target, set_up),
        cmocka_unit_test_setup(a_dialog_is_all_there_is, set_up),
        cmocka_unit_test_setup(a_finger_finds_a_free_spot, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
