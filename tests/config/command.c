#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/config.h"
#include "test.h"

static char folder[] = "/tmp/command-test-XXXXXX";

static const char *
write_conf(const char *text)
{
    static char path[64];
    snprintf(path, sizeof path, "%s/hub.conf", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

// What config_check prints, without the folder.
static int
check(const char *path, char out[static 4096])
{
    char saved[64];
    snprintf(saved, sizeof saved, "%s/out", folder);
    fflush(stdout);
    int terminal = dup(STDOUT_FILENO);
    int fd = open(saved, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
    assert_true(terminal >= 0 && fd >= 0);
    dup2(fd, STDOUT_FILENO);
    int status = config_check(path);
    fflush(stdout);
    dup2(terminal, STDOUT_FILENO);
    close(terminal);
    ssize_t got = pread(fd, out, 4095, 0);
    assert_true(got >= 0);
    out[got] = '\0';
    close(fd);
    unlink(saved);
    return status;
}

static void
says_what_is_wrong(void **state)
{
    (void)state;
    char out[4096];
    char expected[4096];
    const char *path = write_conf("[kiosk]\nidle = 60\n");
    assert_int_equal(check(path, out), 0);
    assert_string_equal(out, "");
    write_conf("[kiosk]\nidel = 60\n");
    assert_int_equal(check(path, out), 0);
    snprintf(expected, sizeof expected,
        "%s:2: warning: [kiosk] idel: unknown key; meant: [kiosk] idle [4221]\n", path);
    assert_string_equal(out, expected);
    write_conf("[kiosk]\nidle = 1\nidel = 60\n");
    assert_int_equal(check(path, out), 1);
    snprintf(expected, sizeof expected,
        "%s:2: error: [kiosk] idle = \"1\": expected 30 … 900 [4211]\n"
        "%s:3: warning: [kiosk] idel: unknown key; meant: [kiosk] idle [4221]\n",
        path, path);
    assert_string_equal(out, expected);
    unlink(path);
    assert_int_equal(check(path, out), 1);
    snprintf(expected, sizeof expected,
        "%s: error: the file is missing or cannot be read; defaults hold [4201]\n", path);
    assert_string_equal(out, expected);
}

static void
says_how_many_more(void **state)
{
    (void)state;
    char out[4096];
    char text[1024] = "";
    for (int i = 0; i < CONFIG_PROBLEMS_MAX + 3; i++) {
        memcpy(text + strlen(text), "?\n", 3);
    }
    const char *path = write_conf(text);
    assert_int_equal(check(path, out), 1);
    assert_non_null(strstr(out, "hub.conf: and 3 more\n"));
    unlink(path);
}

static void
reads_each_file_that_is_named(void **state)
{
    (void)state;
    const char *path = write_conf("[kiosk]\nidle = 60\nwarning = 1\n");
    char program[] = "hub-kiosk";
    char window[] = "--window";
    char option[] = "--config";
    char other[] = "--configure";
    char apart[128];
    char joined[128];
    snprintf(apart, sizeof apart, "%s", path);
    snprintf(joined, sizeof joined, "--config=%s", path);
    char *forms[][4] = {{program, window, option, apart}, {program, joined, window, option}};
    static struct config_report report;
    struct config config;
    for (int i = 0; i < 2; i++) {
        config = config_default();
        config_of_arguments(4, forms[i], &config, &report);
        assert_int_equal(config.idle_s, 60);
        assert_int_equal(report.count, 1);
    }
    report = (struct config_report){.count = 0};
    char *none[] = {program, other};
    config_of_arguments(2, none, &config, &report);
    assert_int_equal(report.count, 0);
    unlink(path);
}

static int
make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : 1;
}

static int
remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(says_how_many_more),
        cmocka_unit_test(reads_each_file_that_is_named),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
