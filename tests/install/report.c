#include <errno.h>
#include <sys/syscall.h>

#include "install/stick.h"

// A stick that cannot be written: the call below stands before the C library's.
static int fail_sync; // the one that fails, counted from here; 0 = none

int
fsync(int fd)
{
    if (fail_sync > 0 && --fail_sync == 0) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}

// Words as the content brings them; Arabic for its six forms.
static const char WORDS[] =
    "INSERT INTO language_pack VALUES"
    "(1, 'es', 'Español', 'Spanish', 'ltr', 'Latn', '', 'nplurals=2; plural=(n != 1);', 'none', 0, "
    "1, '', '0123456789', '', '', '', '', '', ''),"
    "(2, 'ar', 'العربية', 'Arabic', 'rtl', 'Arab', '', 'nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : "
    "n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;', 'none', 0, 3, '', '0123456789', "
    "'', '', '', '', '', '');"
    "CREATE VIRTUAL TABLE search_1 USING fts5(name, body, content='', detail=none, prefix='1 2 3', "
    "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\");"
    "CREATE VIRTUAL TABLE search_2 USING fts5(name, body, content='', detail=none, prefix='1 2 3', "
    "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\");"
    "INSERT INTO translation VALUES"
    "('ui','stick.title','text','es',0,'Memoria','source',0),"
    "('ui','stick.done','text','es',0,'Listo.','source',0),"
    "('ui','stick.same','text','es',0,'Ya está.','source',0),"
    "('ui','stick.refused','text','es',0,'No.','source',0),"
    "('ui','stick.changes','text','es',0,'{updated}, {added}, {removed}','source',0),"
    "('ui','stick.updated','text','es',0,'{n} ficha','source',0),"
    "('ui','stick.updated','text','es',1,'{n} fichas','source',0),"
    "('ui','stick.added','text','es',0,'{n} nueva','source',0),"
    "('ui','stick.added','text','es',1,'{n} nuevas','source',0),"
    "('ui','stick.version','text','es',0,'Contenido {version}','source',0),"
    "('ui','stick.code','text','es',0,'Código {code}','source',0),"
    "('ui','stick.reason.5105','text','es',0,'Es para {asked}. Aquí {here}.','source',0),"
    "('ui','stick.do.5105','text','es',0,'Pida {here}, {here}.','source',0),"
    "('ui','stick.updated','text','ar',0,'a0','source',0),"
    "('ui','stick.updated','text','ar',2,'a2','source',0),"
    "('ui','stick.updated','text','ar',3,'a3 {n}','source',0);"
    "INSERT INTO topic VALUES (1, 'a', NULL, 1, 'x', '', 0)";

static int
begin(void **state)
{
    static struct machine machine;
    fail_sync = 0;
    machine_begin(&machine);
    machine_content_with(&machine, "one", WORDS);
    assert_int_equal(machine_offer(&machine), INSTALL_DONE);
    folder_make(&machine.folder, "stick/hub");
    folder_make(&machine.folder, "stick/hub/out");
    *state = &machine;
    return 0;
}

static int
end(void **state)
{
    fail_sync = 0;
    machine_end(*state);
    return 0;
}

static const char *
assets(void)
{
    static char path[4096];
    const char *root = getenv("HUB_SOURCE_DIR");
    snprintf(path, sizeof path, "%s/assets", root ? root : ".");
    return path;
}

static bool
report(struct machine *machine, const char *language)
{
    const struct install_words words = {language, assets()};
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    bool ok = install_report(&machine->folder.dirs, &machine->hub, &words,
        folder_path(&machine->folder, "stick", path), &err);
    assert_true(ok || err.text[0] != '\0');
    assert_true(install_report_end(&machine->folder.dirs, &err));
    return ok;
}

static void
tell(struct machine *machine, const struct install_status *result)
{
    struct install_status status = *result;
    struct err err = {0};
    status.phase = INSTALL_WRITING;
    assert_true(install_status_write(&machine->folder.dirs, &status, &err));
}

static void
assert_written(struct machine *machine, const char *want)
{
    char text[8192];
    size_t len = folder_get(&machine->folder, "stick/hub/out/RESULT.txt", text, sizeof text - 1);
    text[len] = '\0';
    assert_string_equal(text, want);
    assert_false(folder_has(&machine->folder, "stick/hub/out/RESULT.new"));
}

static enum install_phase
phase_now(struct machine *machine)
{
    struct install_status status;
    struct err err = {0};
    assert_true(install_status_read(&machine->folder.dirs, &status, &err));
    return status.phase;
}

#define BOM "\xef\xbb\xbf"

static void
says_what_the_screen_says(void **state)
{
    struct machine *machine = *state;
    const struct install_status done = {
        .result = INSTALL_DONE, .diff = {1, 41, 0}, .version = "2026-11-28"};
    tell(machine, &done);
    assert_true(report(machine, "es"));
    assert_written(machine, BOM "Memoria\r\nListo.\r\n41 fichas, 1 nueva, 0\r\n"
                                "Contenido 2026-11-28\r\n");
    assert_int_equal(phase_now(machine), INSTALL_DONE);
    const struct install_status same = {.result = INSTALL_SAME, .version = "v"};
    tell(machine, &same);
    assert_true(report(machine, "es"));
    assert_written(machine, BOM "Memoria\r\nYa está.\r\nContenido v\r\n");
    const struct install_status refused = {
        .result = INSTALL_REFUSED, .reason = BUNDLE_OTHER_HUB, .asked = "hn", .here = "gt"};
    tell(machine, &refused);
    assert_true(report(machine, "es"));
    assert_written(
        machine, BOM "Memoria\r\nNo.\r\nEs para hn. Aquí gt.\r\nPida gt, gt.\r\nCódigo 5105\r\n");
    assert_int_equal(phase_now(machine), INSTALL_REFUSED);
}

static void
languages_stand_in_for_each_other(void **state)
{
    struct machine *machine = *state;
    const int counts[] = {0, 2, 3, 1};
    const char *const words[] = {"a0", "a2", "a3 3", "a0"}; // form 1 is missing: form 0
    for (int i = 0; i < 4; i++) {
        char want[256];
        struct install_status done = {.result = INSTALL_DONE, .diff = {2, counts[i], 1}};
        tell(machine, &done);
        assert_true(report(machine, "ar"));
        snprintf(want, sizeof want, BOM "Memoria\r\nListo.\r\n%s, 2 nuevas, 1\r\n", words[i]);
        assert_written(machine, want);
    }
    struct install_status done = {.result = INSTALL_SAME};
    tell(machine, &done);
    assert_true(report(machine, "xx"));
    assert_written(machine, BOM "Memoria\r\nYa está.\r\n");
}

static void
without_content_the_words_of_last_resort(void **state)
{
    struct machine *machine = *state;
    char path[INSTALL_PATH_MAX];
    assert_int_equal(unlink(folder_path(&machine->folder, "data/bundles/current", path)), 0);
    const struct install_status refused = {
        .result = INSTALL_REFUSED, .reason = BUNDLE_DAMAGED, .version = "v"};
    tell(machine, &refused);
    assert_true(report(machine, "en"));
    char text[4096];
    size_t len = folder_get(&machine->folder, "stick/hub/out/RESULT.txt", text, sizeof text - 1);
    text[len] = '\0';
    assert_non_null(strstr(text, "5102\r\nv\r\n"));
    const struct install_words nowhere = {"en", "/nonexistent"};
    struct err err = {0};
    tell(machine, &refused);
    assert_true(install_report(&machine->folder.dirs, &machine->hub, &nowhere,
        folder_path(&machine->folder, "stick", path), &err));
    assert_written(machine, BOM "refused\r\n5102\r\nv\r\n");
}

static void
writes_nowhere_else(void **state)
{
    struct machine *machine = *state;
    char path[INSTALL_PATH_MAX];
    char aim[INSTALL_PATH_MAX];
    const struct install_status done = {.result = INSTALL_DONE};
    folder_make(&machine->folder, "elsewhere");
    folder_path(&machine->folder, "stick/hub/out", path);
    assert_int_equal(rmdir(path), 0);
    tell(machine, &done);
    assert_true(report(machine, "es")); // nobody asked for it
    assert_int_equal(phase_now(machine), INSTALL_DONE);
    assert_false(folder_has(&machine->folder, "stick/hub/RESULT.txt"));
    assert_int_equal(symlink(folder_path(&machine->folder, "elsewhere", aim), path), 0);
    tell(machine, &done);
    assert_false(report(machine, "es"));
    assert_int_equal(phase_now(machine), INSTALL_DONE);
    assert_false(folder_has(&machine->folder, "elsewhere/RESULT.txt"));
    assert_int_equal(unlink(path), 0);
    folder_make(&machine->folder, "stick/hub/out");
    folder_put(&machine->folder, "elsewhere/victim", "mine", 4);
    folder_path(&machine->folder, "elsewhere/victim", aim);
    assert_int_equal(
        symlink(aim, folder_path(&machine->folder, "stick/hub/out/RESULT.txt", path)), 0);
    tell(machine, &done);
    assert_true(report(machine, "es")); // the link is replaced, not followed
    char text[16];
    assert_int_equal(folder_get(&machine->folder, "elsewhere/victim", text, sizeof text), 4);
    assert_written(machine, BOM "Memoria\r\nListo.\r\n0 fichas, 0 nuevas, 0\r\n");
    assert_int_equal(
        symlink(aim, folder_path(&machine->folder, "stick/hub/out/RESULT.new", path)), 0);
    tell(machine, &done);
    assert_false(report(machine, "es"));
    assert_int_equal(folder_get(&machine->folder, "elsewhere/victim", text, sizeof text), 4);
}

static void
a_stick_that_fails_keeps_the_old_file_and_the_screen_goes_on(void **state)
{
    struct machine *machine = *state;
    const struct install_status done = {.result = INSTALL_DONE};
    tell(machine, &done);
    assert_true(report(machine, "es"));
    const struct install_status same = {.result = INSTALL_SAME};
    tell(machine, &same);
    fail_sync = 1;
    assert_false(report(machine, "es"));
    assert_int_equal(phase_now(machine), INSTALL_SAME);
    assert_written(machine, BOM "Memoria\r\nListo.\r\n0 fichas, 0 nuevas, 0\r\n");
}

static void
nothing_done_nothing_written(void **state)
{
    struct machine *machine = *state;
    char path[INSTALL_PATH_MAX];
    assert_int_equal(unlink(folder_path(&machine->folder, "run/usb/status", path)), 0);
    assert_true(report(machine, "es"));
    assert_false(folder_has(&machine->folder, "stick/hub/out/RESULT.txt"));
    assert_false(folder_has(&machine->folder, "run/usb/status"));
}

#define IN_MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MACHINE(says_what_the_screen_says),
        IN_MACHINE(languages_stand_in_for_each_other),
        IN_MACHINE(without_content_the_words_of_last_resort),
        IN_MACHINE(writes_nowhere_else),
        IN_MACHINE(a_stick_that_fails_keeps_the_old_file_and_the_screen_goes_on),
        IN_MACHINE(nothing_done_nothing_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
