#include "upload/upload.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

static struct upload_queue queue;

static void
touch(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    close(fd);
}

static void
test_oldest_first(void **state)
{
    static const char *const names[] = {"gt.a.2026-W10.counts", "gt.a.2025-W52.counts",
        "gt.a.2026-02.leaving", "gt.a.2016.counts", "gt.a.2026-W09.leaving"};
    static const char *const others[] = {"hub.key", "x.counts", ".gt.a.2026-W11.counts",
        "gt.a.2026-W99.counts", "gt.a.2026-W11.counts.new", "gt.a.99999999999999999999.counts"};
    static const char *const order[] = {"gt.a.2016.counts", "gt.a.2025-W52.counts",
        "gt.a.2026-02.counts", "gt.a.2026-W09.counts", "gt.a.2026-W10.counts"};
    char folder[] = "/tmp/hub-queue-XXXXXX";
    char path[256];
    struct err err = {0};
    (void)state;
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        touch(folder, names[i]);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        touch(folder, others[i]);
    }
    assert_true(upload_queue_read(folder, &queue, &err));
    assert_int_equal(queue.count, 5);
    for (int i = 0; i < 5; i++) {
        assert_string_equal(queue.at[i].name, order[i]);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, others[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(folder), 0);
}

static void
test_no_folder(void **state)
{
    struct err err = {0};
    (void)state;
    assert_true(upload_queue_read("/nowhere/at/all", &queue, &err));
    assert_int_equal(queue.count, 0);
    assert_false(upload_queue_read("/dev/null", &queue, &err));
    assert_int_equal(err.kind, ERR_IO);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_oldest_first),
        cmocka_unit_test(test_no_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
