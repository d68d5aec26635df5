#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "hub.h"

#include "test.h"

static int
quietly(const char *folder)
{
    char arguments[300];
    char output[2000];
    snprintf(arguments, sizeof arguments, "new %s", folder);
    return hub_run(arguments, output, sizeof output);
}

static void
test_is_without_faults(void **state)
{
    hub_check(*state);
    assert_string_equal(((struct hub *)*state)->said, "");
}

// Also with the pictograms and interface texts that are shipped.
static void
test_builds_with_the_real_assets(void **state)
{
    struct hub *hub = *state;
    char arguments[600];
    char output[8000];
    const char *source = getenv("HUB_SOURCE_DIR");
    if (!source) {
        skip();
    }
    snprintf(arguments, sizeof arguments, "build %s --assets %s/assets -o %s.db", hub->path, source,
        hub->path);
    if (hub_run(arguments, output, sizeof output) != 0) {
        fail_msg("%s", output);
    }
}

static void
test_dates_are_filled_in(void **state)
{
    struct hub *hub = *state;
    char *text = hub_read(hub, "hub.csv");
    assert_non_null(strstr(text, "built_on,2026-11-20\n"));
    assert_null(strstr(text, "@"));
    free(text);
    text = hub_read(hub, "sheets/phone.csv");
    assert_null(strstr(text, "@"));
    free(text);
}

static void
test_only_into_an_empty_folder(void **state)
{
    struct hub *hub = *state;
    char *before = hub_read(hub, "hub.csv");
    char path[300];
    assert_int_equal(quietly(hub->path), EXIT_USAGE);
    char *after = hub_read(hub, "hub.csv");
    assert_string_equal(before, after);
    free(before);
    free(after);
    snprintf(path, sizeof path, "%s/hub.csv", hub->path); // a file
    assert_int_equal(quietly(path), EXIT_USAGE);
    assert_int_equal(quietly("/proc/nowhere"), EXIT_IO);
}

static void
test_deep_new_folder(void **state)
{
    struct hub *hub = *state;
    char path[300];
    snprintf(path, sizeof path, "%s/a/b/c", hub->path);
    assert_int_equal(quietly(path), EXIT_DONE);
    free(hub_read(hub, "a/b/c/sheets/topic.csv"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_is_without_faults, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_builds_with_the_real_assets, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_dates_are_filled_in, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_only_into_an_empty_folder, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_deep_new_folder, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
