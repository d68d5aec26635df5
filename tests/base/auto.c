#include "base/auto.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>

#include "test.h"

static bool
is_open(int fd)
{
    return fcntl(fd, F_GETFD) >= 0 || errno != EBADF;
}

static int
opened_and_left(void)
{
    AUTO_CLOSE int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    assert_true(is_open(fd));
    return fd;
}

static int
stream_opened_and_left(void)
{
    AUTO_FCLOSE FILE *file = fopen("/dev/null", "re");
    assert_non_null(file);
    return fileno(file);
}

static void
leaving_the_scope_closes(void **state)
{
    (void)state;
    assert_false(is_open(opened_and_left()));
    assert_false(is_open(stream_opened_and_left()));
}

static void
nothing_opened_is_nothing_closed(void **state)
{
    (void)state;
    AUTO_CLOSE int fd = -1;
    AUTO_FCLOSE FILE *file = NULL;
    AUTO_FREE char *text = NULL;
    AUTO_FREE char *memory = malloc(10); // the leak sanitizer looks at this one
    assert_true(fd < 0 && !file && !text && memory);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaving_the_scope_closes),
        cmocka_unit_test(nothing_opened_is_nothing_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
