#include <string.h>

#include "data.h"

#include "test.h"

static void
expect(const char *arguments, int code, const char *says)
{
    char output[8000];
    int got = data_run(arguments, output, sizeof output);
    if (got != code || !strstr(output, says)) {
        fail_msg("%s: %d, %s", arguments, got, output);
    }
}

static void
test_help(void **state)
{
    (void)state;
    expect("--help", 0, "hub-map - makes the map");
    expect("-h", 0, "SYNOPSIS");
    expect("help", 0, "SYNOPSIS");
    expect("help build", 0, "hub-map build - ");
    expect("build --help", 0, "hub-map build - ");
    expect("show --help", 0, "hub-map show - ");
    expect("help nothing", 2, "no such command: nothing");
    expect("nothing --help", 2, "no such command: nothing");
}

static void
test_version(void **state)
{
    (void)state;
    expect("--version", 0, "hub-map " HUB_VERSION "\n");
}

static void
test_wrong_use(void **state)
{
    (void)state;
    expect("", 2, "no command");
    expect("frob", 2, "no such command: frob");
    expect("build", 2, "too few arguments for build");
    expect("build a b -o c", 2, "too many arguments: b");
    expect("build a", 2, "say with -o FILE where to write");
    expect("build a -o", 2, "unknown option or option without its value");
    expect("build --bogus a", 2, "unknown option");
    expect("show", 2, "Try: hub-map --help");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_version),
        cmocka_unit_test(test_wrong_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
