#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

// What is written to stderr while work is shown, on a terminal or not, after a wait.
static size_t
written(bool terminal, int seconds, char out[256])
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fflush(stderr);
    int saved = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
    struct progress progress = progress_begin();
    assert_false(progress.terminal); // a pipe
    progress.terminal = terminal;
    progress.began.tv_sec -= seconds;
    progress.last.tv_sec -= seconds;
    progress_show(&progress, "reading", 3, 9);
    progress_show(&progress, "reading", 4, 9); // too soon after the first
    progress_end(&progress);
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    ssize_t got = read(ends[0], out, 255);
    close(ends[0]);
    out[got > 0 ? got : 0] = '\0';
    return strlen(out);
}

static void
test_slow_work_on_a_terminal(void **state)
{
    (void)state;
    char out[256];
    assert_true(written(true, 5, out) > 0);
    assert_string_equal(out, "\r\033[Kreading 3/9\r\033[K");
}

static void
test_quick_work_is_silent(void **state)
{
    (void)state;
    char out[256];
    assert_int_equal(written(true, 0, out), 0);
}

static void
test_no_terminal_is_silent(void **state)
{
    (void)state;
    char out[256];
    assert_int_equal(written(false, 5, out), 0);
    progress_show(NULL, "x", 1, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slow_work_on_a_terminal),
        cmocka_unit_test(test_quick_work_is_silent),
        cmocka_unit_test(test_no_terminal_is_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
