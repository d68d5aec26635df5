#include <pty.h>
#include <sys/stat.h>

#include "signing.h"

static void
test_two_files(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    struct stat st;
    struct key key;
    struct bundle_key public;
    char pass[160];
    struct err err = {0};
    signing_run(signing, "keygen --role root -o new --passphrase-file pass", 0, "root key ");
    assert_int_equal(stat(signing_path(signing, "new.key", path), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_true(key_read(path, KEY_ROOT, signing_path(signing, "pass", pass), &key, &err));
    assert_true(key_read_public(signing_path(signing, "new.pub", path), KEY_ROOT, &public, &err));
    assert_memory_equal(&key.public, &public, sizeof public);
}

static void
test_never_over_a_key(void **state)
{
    const struct signing *signing = *state;
    signing_write(signing, "old.key", "x");
    signing_run(
        signing, "keygen --role root -o old --passphrase-file pass", 2, "never overwritten");
    assert_false(signing_has(signing, "old.pub"));
    signing_write(signing, "half.pub", "x");
    signing_run(
        signing, "keygen --role root -o half --passphrase-file pass", 2, "never overwritten");
    assert_false(signing_has(signing, "half.key"));
}

static void
test_wrong_use(void **state)
{
    const struct signing *signing = *state;
    signing_run(signing, "keygen -o x --passphrase-file pass", 2, "say --role");
    signing_run(signing, "keygen --role king -o x --passphrase-file pass", 2, "say --role");
    signing_run(signing, "keygen --role root --passphrase-file pass", 2, "say with -o");
    signing_run(signing, "keygen --role root -o x --key y", 2, "does not take --key");
    signing_write(signing, "short", "too short\n");
    signing_run(signing, "keygen --role root -o x --passphrase-file short", 2, "too short");
    signing_run(
        signing, "keygen --role root -o no/x --passphrase-file pass", 3, "cannot be written");
    assert_false(signing_has(signing, "x.key"));
}

// Types the lines at a terminal; what the terminal showed is in shown.
static int
type(const struct signing *signing, const char *name, const char *const lines[2], char shown[2000])
{
    int terminal = -1;
    size_t used = 0;
    int typed = 0;
    alarm(120); // a question nobody answers
    pid_t pid = forkpty(&terminal, NULL, NULL, NULL);
    if (pid == 0) {
        char program[300];
        const char *build = getenv("HUB_BINARY_DIR");
        snprintf(program, sizeof program, "%s/bin/hub-bundle", build ? build : "build/dev");
        if (chdir(signing->folder) == 0) {
            execl(program, program, "keygen", "--role", "release", "-o", name, (char *)NULL);
        }
        _exit(99);
    }
    for (;;) { // a question ends in ": "
        ssize_t n = read(terminal, shown + used, 1999 - used);
        if (n <= 0) {
            break;
        }
        used += (size_t)n;
        shown[used] = '\0';
        if (typed < 2 && used > 2 && strcmp(shown + used - 2, ": ") == 0) {
            assert_true(write(terminal, lines[typed], strlen(lines[typed])) > 0);
            typed++;
        }
    }
    shown[used] = '\0';
    alarm(0);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    close(terminal);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
test_asked_twice_in_silence(void **state)
{
    const struct signing *signing = *state;
    char shown[2000];
    static const char *const same[2] = {"a silent passphrase\n", "a silent passphrase\n"};
    static const char *const other[2] = {"a silent passphrase\n", "a silent passphrasf\n"};
    static const char *const stopped[2] = {"a silent\003", ""};
    assert_int_equal(type(signing, "typed", same, shown), 0);
    assert_non_null(strstr(shown, "New passphrase for typed.key: "));
    assert_non_null(strstr(shown, "once more: "));
    assert_null(strstr(shown, "silent"));
    assert_true(signing_has(signing, "typed.key"));
    assert_int_equal(type(signing, "differs", other, shown), 2);
    assert_non_null(strstr(shown, "not the same"));
    assert_false(signing_has(signing, "differs.key"));
    assert_int_equal(type(signing, "stopped", stopped, shown), 3);
    assert_null(strstr(shown, "silent"));
    assert_false(signing_has(signing, "stopped.key"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_files),
        cmocka_unit_test(test_never_over_a_key),
        cmocka_unit_test(test_wrong_use),
        cmocka_unit_test(test_asked_twice_in_silence),
    };
    return cmocka_run_group_tests(tests, signing_setup, signing_teardown);
}
