#include "help.h"

#include <string.h>

#include "test.h"

static void
test_every_page_is_complete(void **state)
{
    (void)state;
    static const char *const commands[] = {"", "build", "show"};
    static const char *const parts[] = {
        "NAME\n", "SYNOPSIS\n", "DESCRIPTION\n", "EXIT STATUS\n", "EXAMPLES\n"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *page = help_page(commands[i]);
        assert_non_null(page);
        for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
            assert_non_null(strstr(page, parts[p]));
        }
        for (const char *line = page; *line; line += strcspn(line, "\n") + 1) {
            assert_true(strcspn(line, "\n") <= 80);
        }
    }
    assert_null(help_page("frob"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_page_is_complete)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
