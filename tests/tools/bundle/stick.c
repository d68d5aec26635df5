#include <sys/stat.h>

#include "signed_files.h"

static void
make_stick(const struct signing *signing, const char *name)
{
    char path[160];
    assert_int_equal(mkdir(signing_path(signing, name, path), 0777), 0);
}

static void
same_files(const struct signing *signing, const char *a, const char *b)
{
    char command[300];
    snprintf(command, sizeof command, "cd %s && cmp %s %s", signing->folder, a, b);
    assert_int_equal(system(command), 0);
}

static void
test_copied_where_hubs_look(void **state)
{
    const struct signing *signing = *state;
    make_stick(signing, "plain");
    signing_run(
        signing, "stick plain --bundle one.hub", 0, "plain/hub/one.hub: copied and read back");
    same_files(signing, "one.hub", "plain/hub/one.hub");
    assert_false(signing_has(signing, "plain/hub/out"));
    assert_false(signing_has(signing, "plain/hub/one.hub.new"));
    signing_run(signing, "stick plain --bundle one.hub --trust gt.trust", 0, ""); // again is fine
}

static void
test_two_way(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    make_stick(signing, "both");
    signing_run(signing, "stick both --bundle one.hub --two-way", 0, "Eject the stick");
    assert_true(file_read(
        signing_path(signing, "both/hub/out/README.txt", path), 10000, &text, &len, &err));
    assert_non_null(strstr(text, "RESULT.txt"));
    free(text);
}

static void
test_what_does_not_go_on(void **state)
{
    const struct signing *signing = *state;
    make_stick(signing, "empty");
    signed_other_trust(signing);
    signing_run(signing, "stick empty", 2, "say --bundle");
    signing_run(signing, "stick nowhere --bundle one.hub", 3, "no such folder");
    signing_run(signing, "stick empty --bundle content.db", 1, "ends in .hub");
    signing_write(signing, "odd name.hub", "x");
    signing_run(signing, "stick empty --bundle 'odd name.hub'", 1, "give the file a name");
    signing_write(signing, "text.hub", "x");
    signing_run(signing, "stick empty --bundle text.hub", 1, "not a signed bundle");
    signing_run(signing, "stick empty --bundle none.hub", 3, "no such file");
    signing_run(signing, "stick empty --bundle one.hub --trust other.trust", 1, "another trust");
    signing_run(signing, "verify one.hub --extract parts", 0, "");
    char command[300];
    snprintf(command, sizeof command, "cd %s && cp one.hub bad.hub", signing->folder);
    assert_int_equal(system(command), 0);
    signed_spoil(signing, "bad.hub", 40 * 1000);
    signing_run(signing, "stick empty --bundle bad.hub", 1, "is not as it was signed");
    assert_false(signing_has(signing, "empty/hub/bad.hub"));
    assert_false(signing_has(signing, "empty/hub/one.hub"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copied_where_hubs_look),
        cmocka_unit_test(test_two_way),
        cmocka_unit_test(test_what_does_not_go_on),
    };
    return cmocka_run_group_tests(tests, signed_setup, signing_teardown);
}
