#include "install/folder.h"
#include "install/internal.h"
#include "test.h"

static int
begin(void **state)
{
    static struct folder folder;
    folder_begin(&folder);
    *state = &folder;
    return 0;
}

static int
end(void **state)
{
    folder_end(*state);
    return 0;
}

static struct bundle_hash
id_of(unsigned char byte)
{
    struct bundle_hash id;
    memset(id.bytes, byte, sizeof id.bytes);
    return id;
}

static void
names_what_processes_agree_on(void **state)
{
    (void)state;
    struct install_dirs dirs;
    struct err err = {0};
    assert_true(install_dirs_of("/var/lib/hub", "/run/hub", "/f.hub", &dirs, &err));
    assert_string_equal(dirs.bundles, "/var/lib/hub/bundles");
    assert_string_equal(dirs.state, "/var/lib/hub/state");
    assert_string_equal(dirs.trial, "/var/lib/hub/kiosk/trial");
    assert_string_equal(dirs.run, "/run/hub/usb");
    assert_string_equal(dirs.requests, "/run/hub/requests");
    assert_string_equal(dirs.factory, "/f.hub");
}

static void
long_paths_are_an_error_and_never_cut(void **state)
{
    (void)state;
    struct install_dirs dirs;
    struct err err = {0};
    char path[INSTALL_PATH_MAX + 8];
    memset(path, 'x', sizeof path);
    path[sizeof path - 1] = '\0';
    assert_false(install_dirs_of(path, "r", "f", &dirs, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_false(install_dirs_of("d", path, "f", &dirs, &err));
    assert_false(install_dirs_of("d", "r", path, &dirs, &err));
    path[200] = '\0'; // fits, but a bundle's name below it does not
    assert_true(install_dirs_of(path, "r", "f", &dirs, &err));
    struct bundle_hash id = id_of(1);
    char bundle[INSTALL_PATH_MAX];
    assert_false(install_bundle_path(&dirs, &id, bundle, &err));
    assert_false(install_part_path(&dirs, &id, bundle, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
}

static void
a_pointer_is_a_whole_name_or_none(void **state)
{
    struct folder *folder = *state;
    struct bundle_hash id = id_of(0xab);
    struct bundle_hash got;
    struct err err = {0};
    assert_false(install_pointer_read(&folder->dirs, "current", &got, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_true(install_pointer_write(&folder->dirs, "current", &id, &err));
    assert_true(install_pointer_read(&folder->dirs, "current", &got, &err));
    assert_memory_equal(got.bytes, id.bytes, 32);

    char hex[INSTALL_ID_TEXT];
    bundle_hex(id.bytes, hex);
    char text[128];
    size_t len = folder_get(folder, "data/bundles/current", text, sizeof text);
    assert_int_equal(len, 65);
    assert_memory_equal(text, hex, 64);
    const char *const bad[] = {"", "\n", "../../etc/passwd\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        folder_put(folder, "data/bundles/current", bad[i], strlen(bad[i]));
        assert_false(install_pointer_read(&folder->dirs, "current", &got, &err));
        assert_int_equal(err.kind, ERR_FORMAT);
    }
    for (size_t cut = 0; cut < 65; cut++) {
        folder_put(folder, "data/bundles/current", text, cut);
        assert_false(install_pointer_read(&folder->dirs, "current", &got, &err));
    }
    text[3] = 'A'; // upper case would be a second name of the same file
    folder_put(folder, "data/bundles/current", text, 65);
    assert_false(install_pointer_read(&folder->dirs, "current", &got, &err));
}

static void
a_source_without_its_file_is_missing(void **state)
{
    struct folder *folder = *state;
    struct bundle_hash id = id_of(7);
    struct err err = {0};
    char path[INSTALL_PATH_MAX];
    char hex[INSTALL_ID_TEXT];
    char name[128];
    assert_false(install_path(&folder->dirs, INSTALL_FACTORY, path, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    folder_put(folder, "factory.hub", "x", 1);
    assert_true(install_path(&folder->dirs, INSTALL_FACTORY, path, &err));
    assert_string_equal(path, folder->dirs.factory);
    assert_true(install_pointer_write(&folder->dirs, "previous", &id, &err));
    assert_false(install_path(&folder->dirs, INSTALL_PREVIOUS, path, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    bundle_hex(id.bytes, hex);
    snprintf(name, sizeof name, "data/bundles/%s.hub", hex);
    folder_put(folder, name, "x", 1);
    assert_true(install_path(&folder->dirs, INSTALL_PREVIOUS, path, &err));
    assert_non_null(strstr(path, name));
    assert_false(install_path(&folder->dirs, INSTALL_CURRENT, path, &err));
}

static void
asking_leaves_a_file(void **state)
{
    struct folder *folder = *state;
    struct err err = {0};
    assert_true(install_ask_revert(&folder->dirs, &err));
    assert_true(folder_has(folder, "run/requests/revert"));
    folder_end(folder);
    assert_false(install_ask_revert(&folder->dirs, &err));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_what_processes_agree_on),
        cmocka_unit_test(long_paths_are_an_error_and_never_cut),
        IN_FOLDER(a_pointer_is_a_whole_name_or_none),
        IN_FOLDER(a_source_without_its_file_is_missing),
        IN_FOLDER(asking_leaves_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
