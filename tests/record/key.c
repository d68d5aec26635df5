#include "record/record.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#include "test.h"

struct folder {
    char path[64];
    char key[96];
};

static int
make_folder(void **state)
{
    static struct folder folder;
    snprintf(folder.path, sizeof folder.path, "/tmp/hub-record-XXXXXX");
    if (!mkdtemp(folder.path)) {
        return -1;
    }
    snprintf(folder.key, sizeof folder.key, "%s/hub.key", folder.path);
    *state = &folder;
    return 0;
}

static int
remove_folder(void **state)
{
    struct folder *folder = *state;
    unlink(folder->key);
    return rmdir(folder->path);
}

static void
test_made_once(void **state)
{
    struct folder *folder = *state;
    unsigned char first[32];
    unsigned char again[32];
    static const unsigned char nothing[32];
    struct err err = {0};
    struct stat st;
    assert_true(record_key_load(folder->key, first, &err));
    assert_true(record_key_load(folder->key, again, &err));
    assert_memory_equal(first, again, 32);
    assert_memory_not_equal(first, nothing, 32);
    assert_int_equal(stat(folder->key, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void
test_never_replaced(void **state)
{
    struct folder *folder = *state;
    unsigned char seed[32];
    char *data = NULL;
    size_t len = 0;
    struct err err = {0};
    assert_true(file_replace(folder->key, "short", 5, &err));
    assert_false(record_key_load(folder->key, seed, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_true(file_read(folder->key, 100, &data, &len, &err));
    assert_int_equal(len, 5);
    free(data);
}

static void
test_no_folder(void **state)
{
    (void)state;
    unsigned char seed[32];
    struct err err = {0};
    assert_false(record_key_load("/nowhere/at/all/hub.key", seed, &err));
    assert_int_equal(err.kind, ERR_IO);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_made_once, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_never_replaced, make_folder, remove_folder),
        cmocka_unit_test(test_no_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
