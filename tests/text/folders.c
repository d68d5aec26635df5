// Which font files are found, and in what order.

#include <sys/stat.h>

#include "tests/test.h"
#include "tests/text/engine.h"

struct fixture {
    char root[64];
};

static void
touch(const struct fixture *fixture, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", fixture->root, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
}

static void
make_folder(const struct fixture *fixture, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", fixture->root, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static const char *const files[] = {"a/Zed.ttf", "a/Alpha-Regular.TTF", "b/Mid.otf", "b/Han.ttc",
    "b/notes.txt", "b/.hidden.ttf", "b/c/d/Deep.ttf", "b/c/d/e/f/TooDeep.ttf", "b/Zed.ttf"};
static const char *const folders[] = {"a", "b", "b/c", "b/c/d", "b/c/d/e", "b/c/d/e/f"};
enum { FILES = sizeof files / sizeof files[0], FOLDERS = sizeof folders / sizeof folders[0] };

static int
set_up(void **state)
{
    static struct fixture fixture;
    snprintf(fixture.root, sizeof fixture.root, "/tmp/folders-XXXXXX");
    if (!mkdtemp(fixture.root)) {
        return -1;
    }
    for (int i = 0; i < FOLDERS; i++) {
        make_folder(&fixture, folders[i]);
    }
    for (int i = 0; i < FILES; i++) {
        touch(&fixture, files[i]);
    }
    *state = &fixture;
    return 0;
}

static int
tear_down(void **state)
{
    const struct fixture *fixture = *state;
    char path[256];
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", fixture->root, files[i]);
        unlink(path);
    }
    for (int i = FOLDERS; i > 0; i--) {
        snprintf(path, sizeof path, "%s/%s", fixture->root, folders[i - 1]);
        rmdir(path);
    }
    return rmdir(fixture->root);
}

static void
found_in_order(void **state)
{
    const struct fixture *fixture = *state;
    char list[256];
    struct font_files found = {0};
    snprintf(list, sizeof list, "%s/a:/nowhere::%s/b", fixture->root, fixture->root);
    font_files_find(&found, list);
    static const char *const expected[] = {
        "Alpha-Regular.TTF", "Deep.ttf", "Han.ttc", "Mid.otf", "Zed.ttf", "Zed.ttf"};
    assert_int_equal(found.count, 6);
    for (int i = 0; i < found.count; i++) {
        assert_string_equal(font_file_name(found.paths[i]), expected[i]);
    }
    assert_non_null(font_files_path(&found, "Zed.ttf", 7));
    assert_null(font_files_path(&found, "Zed.tt", 6));
    assert_null(font_files_path(&found, "TooDeep.ttf", 11));
    font_files_finish(&found);
    assert_int_equal(found.count, 0);
}

static void
nothing_found(void **state)
{
    (void)state;
    struct font_files found = {0};
    font_files_find(&found, "");
    font_files_find(&found, ":::");
    font_files_find(&found, "/nowhere");
    assert_int_equal(found.count, 0);
    font_files_finish(&found);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(found_in_order, set_up, tear_down),
        cmocka_unit_test(nothing_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
