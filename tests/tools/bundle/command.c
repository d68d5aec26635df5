#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hub.h"

#include "test.h"

struct asked {
    const char *verb;
    const char *behind;        // after the folder's name
    const char *behind_assets; // likewise; NULL = no --assets
    bool out;
};

static int
run(struct hub *hub, struct asked asked, char *output)
{
    char arguments[900];
    bool assets = asked.behind_assets != NULL;
    snprintf(arguments, sizeof arguments, "%s %s%s%s%s%s%s%s%s", asked.verb, hub->path,
        asked.behind, assets ? " --assets " : "", assets ? hub->assets : "",
        assets ? asked.behind_assets : "", asked.out ? " -o " : "", asked.out ? hub->path : "",
        asked.out ? ".db" : "");
    return hub_run(arguments, output, 4000);
}

static const struct asked build = {"build", "", "", true};
static const struct asked check = {"lint", "", "", false};

static void
test_build_then_lint(void **state)
{
    struct hub *hub = *state;
    char output[4000];
    char path[200];
    assert_int_equal(run(hub, build, output), 0);
    assert_string_equal(output, "");
    snprintf(path, sizeof path, "%s.db", hub->path);
    assert_int_equal(access(path, R_OK), 0);
    assert_int_equal(run(hub, check, output), 0);
    assert_string_equal(output, "");
}

static void
test_paths_are_as_typed(void **state)
{
    struct hub *hub = *state;
    char output[4000];
    char expected[300];
    hub_replace(hub, "sheets/topic.csv", ",health,", ",nothing,");
    assert_int_equal(run(hub, (struct asked){"lint", "///", "", false}, output), 1);
    snprintf(
        expected, sizeof expected, "%s/sheets/topic.csv:3:4: error: icon: no pictogram", hub->path);
    assert_memory_equal(output, expected, strlen(expected));
    assert_non_null(strstr(output, "\n1 error, 0 warnings\n"));
}

static void
test_warnings_do_not_stop(void **state)
{
    struct hub *hub = *state;
    char output[4000];
    hub_replace(hub, "sheets/phone.csv", ",2026-11-20,", ",,");
    assert_int_equal(run(hub, build, output), 0);
    assert_non_null(strstr(output, "0 errors, 1 warning\n"));
}

static void
test_no_folder_no_assets(void **state)
{
    struct hub *hub = *state;
    char output[4000];
    assert_int_equal(run(hub, (struct asked){"lint", "/nowhere", "", false}, output), 3);
    assert_non_null(strstr(output, "/nowhere: error: no such folder"));
    assert_int_equal(run(hub, (struct asked){"lint", "", "/nowhere", false}, output), 1);
    assert_non_null(
        strstr(output, "error: no folder of pictograms found; give it with --assets DIR"));
}

// Without --assets: beside the folder, as in a source tree.
static void
test_assets_are_found(void **state)
{
    struct hub *hub = *state;
    char output[4000];
    assert_int_equal(run(hub, (struct asked){"lint", "", NULL, false}, output), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_build_then_lint, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_paths_are_as_typed, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_warnings_do_not_stop, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_no_folder_no_assets, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_assets_are_found, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
