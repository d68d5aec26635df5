#include <fcntl.h>

#include "platform/headless/kiosk.h"

static void
needs_a_fake_clock(void **state)
{
    (void)state;
    struct err err = {0};
    struct config config = config_default();
    struct clock clock = clock_real();
    struct platform *platform = NULL;
    struct platform_options options = {.config = &config, .clock = &clock};
    assert_false(platform_open(&options, &platform, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_null(platform);
    platform_close(NULL);
}

static void
has_the_configured_panel(void **state)
{
    (void)state;
    struct err err = {0};
    struct config config = config_default();
    struct clock clock = clock_fake(0);
    struct platform *platform = NULL;
    assert_true(config_parse_panel("720x1280@87x155mm", &config.panel, &err));
    struct platform_options options = {.config = &config, .clock = &clock};
    assert_true(platform_open(&options, &platform, &err));
    assert_int_equal(platform_panel(platform).width_px, 720);
    assert_int_equal(platform->canvas->w, 720);
    assert_int_equal(platform->canvas->h, 1280);
    platform_close(platform);
}

static void
each_command_sees_the_frame_of_the_last(void **state)
{
    (void)state;
    // One turn, and one frame presented, between a command and the next.
    kiosk_run("tap topic.work\ntap topic.school\n");
    assert_int_equal(kiosk.turns, 5); // two of a tap, two of the other, quit
    assert_false(kiosk.failed);
}

static void
keeps_its_own_words(void **state)
{
    (void)state;
    struct err err = {0};
    struct config config = config_default();
    struct clock clock = clock_fake(0);
    struct platform *platform = NULL;
    struct platform_options options = {.config = &config, .clock = &clock};
    assert_true(platform_open(&options, &platform, &err));
    char words[] = "Trabajo";
    static struct frame frame;
    frame.screen = words;
    frame.lang = "es";
    struct node *node = frame_add(&frame, ROLE_BUTTON, "a", (struct rect){0, 0, 10, 10});
    node->text = words;
    node->clip = NULL; // a slip of a scene
    platform_present(platform, &frame);
    memset(words, 'x', sizeof words - 1); // the frame's memory is used again
    assert_string_equal(platform->frame->screen, "Trabajo");
    assert_string_equal(platform->frame->nodes[0].text, "Trabajo");
    assert_string_equal(platform->frame->nodes[0].clip, "");
    platform_close(platform);
}

static void
counts_what_it_presents(void **state)
{
    (void)state;
    kiosk_run("wait 1\nwait 1\nwait 1\n");
    assert_int_equal(kiosk.stats.presented, 1); // three equal frames more cost nothing
    assert_int_equal(kiosk.stats.pixels, 1280 * 800);
    assert_int_equal(kiosk.stats.waits, 4);
}

static void
a_spinning_kiosk_is_stopped(void **state)
{
    (void)state;
    kiosk.timeout_ms = 0;
    kiosk_run("wait 1\n");
    assert_true(kiosk.failed);
    assert_non_null(strstr(kiosk.complaints, "the kiosk spins"));
}

static void
an_empty_script_is_a_start_and_an_end(void **state)
{
    (void)state;
    kiosk_run("\n");
    assert_false(kiosk.failed);
    assert_string_equal(kiosk.journal, "0 quit \n");
}

// What a descriptor told before a command is on the screen when the command is obeyed, though no time
// passes and nobody touches anything.
static void
a_waker_has_its_turn_before_the_command(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    kiosk.waker = ends[0];
    kiosk_run("expect-not \"idle.stay\"\nexpect-not \"idle.stay\"\n");
    assert_false(kiosk.failed);
    assert_int_equal(kiosk.turns, 1);
    assert_int_equal(write(ends[1], "x", 1), 1);
    kiosk_run("expect \"idle.stay\"\nexpect \"idle.stay\"\n");
    assert_false(kiosk.failed);
    assert_int_equal(kiosk.turns, 2); // the waker's and the end
    assert_string_equal(kiosk.journal, "0 quit \n");
    kiosk.waker = 0;
    close(ends[0]);
    close(ends[1]);
}

int
main(void)
{
    kiosk.timeout_ms = -1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(needs_a_fake_clock),
        cmocka_unit_test(has_the_configured_panel),
        cmocka_unit_test(each_command_sees_the_frame_of_the_last),
        cmocka_unit_test(keeps_its_own_words),
        cmocka_unit_test(counts_what_it_presents),
        cmocka_unit_test(a_spinning_kiosk_is_stopped),
        cmocka_unit_test(an_empty_script_is_a_start_and_an_end),
        cmocka_unit_test(a_waker_has_its_turn_before_the_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
