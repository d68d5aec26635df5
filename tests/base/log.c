#include "base/log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

// What the lines written by call look like to whoever reads stderr.
static void
capture(void (*call)(void), char text[static 2048])
{
    char path[] = "/tmp/hub-log-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    unlink(path);
    int stderr_before = dup(STDERR_FILENO);
    dup2(file, STDERR_FILENO);
    call();
    dup2(stderr_before, STDERR_FILENO);
    close(stderr_before);
    ssize_t len = pread(file, text, 2047, 0);
    close(file);
    assert_true(len >= 0);
    text[len] = '\0';
}

static void
three_levels(void)
{
    LOG_INFO("content: %d items", 41);
    LOG_WARN("clock: not set");
    LOG_ERROR("%s: %s", "screen", "gone");
}

static void
a_forged_line(void)
{
    LOG_WARN("%s: no such file", "stick\n<3>kernel: all is well");
}

static void
a_line_break_in_a_name_forges_no_line(void **state)
{
    (void)state;
    char text[2048];
    capture(a_forged_line, text);
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

static void
a_person_reads_words(void **state)
{
    (void)state;
    char text[2048];
    unsetenv("JOURNAL_STREAM");
    capture(three_levels, text);
    assert_string_equal(text, "content: 41 items\nwarning: clock: not set\nerror: screen: gone\n");
}

static void
the_journal_reads_priorities(void **state)
{
    (void)state;
    char text[2048];
    setenv("JOURNAL_STREAM", "8:1234", 1);
    capture(three_levels, text);
    unsetenv("JOURNAL_STREAM");
    assert_string_equal(text, "<6>content: 41 items\n<4>clock: not set\n<3>screen: gone\n");
}

static void
too_long(void)
{
    LOG_INFO("%01000d", 1);
}

static void
long_lines_are_cut_and_ended(void **state)
{
    (void)state;
    char text[2048];
    capture(too_long, text);
    assert_int_equal(strlen(text), 512);
    assert_int_equal(text[511], '\n');
}

static void
strange_levels(void)
{
    log_line(-1, "a");
    log_line(1000, "b");
}

static void
any_level_is_harmless(void **state)
{
    (void)state;
    char text[2048];
    capture(strange_levels, text);
    assert_string_equal(text, "a\nb\n");
}

static void
the_last_lines_are_kept(void **state)
{
    (void)state;
    char text[2048];
    capture(three_levels, text);
    assert_string_equal(log_kept(0), "error: screen: gone");
    assert_string_equal(log_kept(1), "warning: clock: not set");
    assert_string_equal(log_kept(2), "content: 41 items");
    assert_null(log_kept(-1));
    assert_null(log_kept(LOG_KEPT));
}

static void
many(void)
{
    for (int i = 0; i < LOG_KEPT + 7; i++) {
        LOG_INFO("line %d", i);
    }
}

static void
the_oldest_lines_go(void **state)
{
    (void)state;
    char text[2048];
    capture(many, text);
    assert_string_equal(log_kept(0), "line 206");
    assert_string_equal(log_kept(LOG_KEPT - 1), "line 7");
    capture(too_long, text);
    assert_int_equal(strlen(log_kept(0)), LOG_KEPT_BYTES - 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_reads_words),
        cmocka_unit_test(a_line_break_in_a_name_forges_no_line),
        cmocka_unit_test(the_journal_reads_priorities),
        cmocka_unit_test(long_lines_are_cut_and_ended),
        cmocka_unit_test(any_level_is_harmless),
        cmocka_unit_test(the_last_lines_are_kept),
        cmocka_unit_test(the_oldest_lines_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
