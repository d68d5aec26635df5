#include "progress.h"

#include <stddef.h>

#include "test.h"

// Nobody wants it in a file, nor when all is done within a second.
static void
test_silent(void **state)
{
    (void)state;
    struct progress progress = progress_begin();
    progress_set(NULL, "reading");
    progress_show(NULL, 1, 2);
    progress.terminal = false;
    progress.began.tv_sec -= 10;
    progress.last.tv_sec -= 10;
    progress_set(&progress, "reading");
    progress_show(&progress, 1, 2);
    assert_false(progress.shown);
    progress = progress_begin();
    progress.terminal = true;
    progress_show(&progress, 1, 2);
    assert_false(progress.shown);
    progress_end(&progress);
}

static void
test_shown(void **state)
{
    (void)state;
    struct progress progress = progress_begin();
    progress.terminal = true;
    progress.began.tv_sec -= 10;
    progress.last.tv_sec -= 10;
    progress_set(&progress, "reading");
    progress_show(&progress, 1, 0);
    assert_true(progress.shown);
    progress_end(&progress);
    assert_false(progress.shown);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_silent),
        cmocka_unit_test(test_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
