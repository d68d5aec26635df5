// Folders that tell when to look again.

#include "shelf/shelf.h"
#include "test.h"
#include "tests/install/folder.h"

#include <poll.h>

struct post {
    struct folder folder;
    struct shelf_watch watch;
};

static int
setup(void **state)
{
    struct post *post = calloc(1, sizeof *post);
    assert_non_null(post);
    folder_begin(&post->folder);
    post->watch = shelf_watch_open();
    *state = post;
    return 0;
}

static int
teardown(void **state)
{
    struct post *post = *state;
    shelf_watch_close(&post->watch);
    folder_end(&post->folder);
    free(post);
    return 0;
}

static unsigned
changed(struct post *post)
{
    return shelf_watch_changed(&post->watch, &post->folder.dirs);
}

static bool
awake(const struct post *post)
{
    struct pollfd source = {.fd = post->watch.fd, .events = POLLIN};
    return poll(&source, 1, 0) == 1;
}

static void
replace(struct post *post, const char *name)
{
    char from[INSTALL_PATH_MAX];
    char to[INSTALL_PATH_MAX];
    folder_put(&post->folder, "new", "x", 1);
    folder_path(&post->folder, "new", from);
    assert_int_equal(rename(from, folder_path(&post->folder, name, to)), 0);
}

static void
test_what_lies_there_is_news(void **state)
{
    struct post *post = *state;
    assert_int_equal(changed(post), SHELF_STICK | SHELF_CURRENT);
    assert_int_equal(changed(post), 0);
    assert_false(awake(post));
}

static void
test_replaced_and_removed(void **state)
{
    struct post *post = *state;
    char path[INSTALL_PATH_MAX];
    changed(post);
    replace(post, "run/usb/status");
    assert_true(awake(post));
    assert_int_equal(changed(post), SHELF_STICK);
    replace(post, "data/bundles/current");
    assert_int_equal(changed(post), SHELF_CURRENT);
    assert_int_equal(changed(post), 0);
    unlink(folder_path(&post->folder, "run/usb/status", path));
    assert_int_equal(changed(post), SHELF_STICK);
}

static void
test_other_files_are_no_news(void **state)
{
    struct post *post = *state;
    changed(post);
    replace(post, "run/usb/other");
    replace(post, "data/bundles/previous");
    folder_put(&post->folder, "data/bundles/abc.hub", "x", 1);
    assert_int_equal(changed(post), 0);
    assert_false(awake(post));
}

static void
test_folders_come_and_go(void **state)
{
    struct post *post = *state;
    char path[INSTALL_PATH_MAX];
    folder_path(&post->folder, "run/usb", path);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(changed(post), SHELF_CURRENT);
    assert_int_equal(mkdir(path, 0755), 0);
    assert_int_equal(changed(post), SHELF_STICK);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(changed(post), SHELF_STICK); // gone: there is no status any more
    assert_int_equal(changed(post), 0);
    assert_int_equal(mkdir(path, 0755), 0);
    replace(post, "run/usb/status");
    assert_int_equal(changed(post), SHELF_STICK);
    replace(post, "run/usb/status");
    assert_int_equal(changed(post), SHELF_STICK);
}

// More than one read of the descriptor takes.
static void
test_many_at_once(void **state)
{
    struct post *post = *state;
    changed(post);
    for (int i = 0; i < 300; i++) {
        replace(post, i % 2 ? "run/usb/status" : "run/usb/other");
    }
    assert_true(changed(post) & SHELF_STICK);
    assert_false(awake(post));
}

static void
test_without_inotify(void **state)
{
    struct post *post = *state;
    shelf_watch_close(&post->watch);
    assert_int_equal(changed(post), 0);
}

#define POST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        POST(test_what_lies_there_is_news),
        POST(test_replaced_and_removed),
        POST(test_other_files_are_no_news),
        POST(test_folders_come_and_go),
        POST(test_many_at_once),
        POST(test_without_inotify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
