#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "hub.h"

#include "test.h"

static void
expect(const char *arguments, int code, const char *text)
{
    char output[8000];
    int got = hub_run(arguments, output, sizeof output);
    if (got != code || !strstr(output, text)) {
        fail_msg("%s: %d, %s", arguments, got, output);
    }
}

static void
test_help(void **state)
{
    (void)state;
    expect("--help", 0, "hub-bundle - checks, compiles and signs the content");
    expect("-h", 0, "SYNOPSIS");
    expect("help", 0, "SYNOPSIS");
    expect("build --help", 0, "hub-bundle build - ");
    expect("lint --help", 0, "hub-bundle lint - ");
    expect("new --help", 0, "hub-bundle new - ");
    expect("extract --help", 0, "hub-bundle extract - ");
    expect("show --help", 0, "hub-bundle show - ");
    expect("keygen --help", 0, "hub-bundle keygen - ");
    expect("trust --help", 0, "hub-bundle trust - ");
    expect("sign --help", 0, "hub-bundle sign - ");
    expect("verify --help", 0, "hub-bundle verify - ");
    expect("stick --help", 0, "hub-bundle stick - ");
    expect("help show", 0, "hub-bundle show - ");
    expect("help keys", 0, "from the first key to a stolen one");
    expect("help nothing", 2, "no such command: nothing");
}

static void
test_every_page_is_complete(void **state)
{
    (void)state;
    static const char *const pages[] = {"", "build ", "lint ", "new ", "extract ", "show ",
        "keygen ", "trust ", "sign ", "verify ", "stick "};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char arguments[64];
        snprintf(arguments, sizeof arguments, "%s--help", pages[i]);
        expect(arguments, 0, "NAME\n");
        expect(arguments, 0, "SYNOPSIS\n");
        expect(arguments, 0, "DESCRIPTION\n");
        expect(arguments, 0, "EXIT STATUS\n");
        expect(arguments, 0, "EXAMPLES\n");
    }
}

static void
test_version(void **state)
{
    (void)state;
    expect("--version", 0, "hub-bundle " HUB_VERSION "\n");
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
    expect("lint --bogus a", 2, "unknown option");
    expect("extract", 2, "too few arguments for extract");
    expect("show", 2, "too few arguments for show");
    expect("new", 2, "Try: hub-bundle --help");
    expect("lint a --key b", 2, "lint does not take --key");
    expect("verify a --two-way", 2, "verify does not take --two-way");
}

// new -> extract -> build -> show, as a manager goes.
static void
test_round_trip(void **state)
{
    (void)state;
    char folder[] = "/tmp/hub-main-XXXXXX";
    char command[700];
    assert_non_null(mkdtemp(folder));
    const char *source = getenv("HUB_SOURCE_DIR");
    if (!source) {
        skip();
    }
    snprintf(command, sizeof command, "new %s/hub", folder);
    expect(command, 0, "a small hub that builds");
    snprintf(command, sizeof command, "new %s/hub", folder);
    expect(command, 2, "not an empty folder");
    snprintf(command, sizeof command, "extract %s/hub --assets %s/assets", folder, source);
    expect(command, 0, "po/ht.po: 0 of ");
    snprintf(command, sizeof command, "build --assets %s/assets -o %s/x.db %s/hub", source, folder,
        folder);
    expect(command, 0, "");
    snprintf(command, sizeof command, "show %s/x.db", folder);
    expect(command, 0, "mi-ventanilla");
    snprintf(command, sizeof command, "show %s/x.db procedure residencia", folder);
    expect(command, 0, "Pedir la residencia");
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_every_page_is_complete),
        cmocka_unit_test(test_version),
        cmocka_unit_test(test_wrong_use),
        cmocka_unit_test(test_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
