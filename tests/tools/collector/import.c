// The program reads a stick's folder.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "desk.h"

#include "test.h"

static struct record record;
static char body[RECORD_BYTES_MAX];
static char said[DESK_SAID_MAX];

struct stick {
    struct desk *desk;
    char folder[64];
};

static int
setup(void **state)
{
    struct stick *stick = calloc(1, sizeof *stick);
    assert_non_null(stick);
    void *desk = NULL;
    int status = desk_setup(&desk);
    stick->desk = desk;
    snprintf(stick->folder, sizeof stick->folder, "/tmp/hub-import-XXXXXX");
    *state = stick;
    return status == 0 && mkdtemp(stick->folder) ? 0 : -1;
}

static int
teardown(void **state)
{
    struct stick *stick = *state;
    void *desk = stick->desk;
    pid_t pid = fork();
    if (pid == 0) {
        execlp("rm", "rm", "-rf", stick->folder, (char *)NULL);
        _exit(127);
    }
    free(stick);
    return desk_teardown(&desk);
}

static void
put_file(const struct stick *stick, const char *name, const char *data, size_t len)
{
    char path[256];
    struct err err = {0};
    snprintf(path, sizeof path, "%s/hub", stick->folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/hub/out", stick->folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/hub/out/%s", stick->folder, name);
    assert_true(file_replace(path, data, len, &err));
}

static void
put_week(const struct stick *stick, int week, uint32_t value, const unsigned char seed[32])
{
    char name[RECORD_FILE_MAX];
    desk_record(&stick->desk->hub, week, value, &record);
    record_file_name(&record, name);
    put_file(stick, name, body, desk_bytes(&record, seed, body));
}

static void
test_stick(void **state)
{
    const struct stick *stick = *state;
    put_week(stick, 10, 100, stick->desk->seed);
    put_week(stick, 11, 100, stick->desk->seed);
    put_file(stick, "RESULT.txt", "no record", 9);
    put_file(stick, "._gt.ventanilla-1.2026-W12.counts", "AppleDouble", 11);
    assert_int_equal(desk_run(stick->desk, DESK_ARGS("import", stick->folder), said), 0);
    assert_string_equal(said, "2 new, 0 here already, 0 refused\n");
    assert_int_equal(desk_run(stick->desk, DESK_ARGS("import", stick->folder), said), 0);
    assert_string_equal(said, "0 new, 2 here already, 0 refused\n");
}

static void
seal_week(const struct stick *stick, int week, const unsigned char secret[32])
{
    static struct record_bytes sealed;
    char name[RECORD_FILE_MAX];
    struct err err = {0};
    struct bundle_key to = bundle_seal_public(secret);
    desk_record(&stick->desk->hub, week, 100, &record);
    record_file_name(&record, name);
    size_t len = desk_bytes(&record, stick->desk->seed, body);
    assert_true(record_seal(&to, body, len, &sealed, &err));
    put_file(stick, name, sealed.at, sealed.len);
}

// One key for what is sealed, made by the program; what came open before is the same record.
static void
test_sealed(void **state)
{
    const struct stick *stick = *state;
    char key[96];
    char line[80];
    char hex[65];
    unsigned char secret[32];
    struct err err = {0};
    snprintf(key, sizeof key, "%s/seal.key", stick->folder);
    put_week(stick, 10, 100, stick->desk->seed);
    assert_int_equal(
        desk_run(stick->desk, DESK_ARGS("import", stick->folder, "--seal-key", key), said), 3);
    assert_non_null(strstr(said, "hub-collector seal-key makes one"));
    assert_int_equal(desk_run(stick->desk, DESK_ARGS("seal-key", key), said), 0);
    assert_true(record_key_load(key, secret, &err));
    struct bundle_key to = bundle_seal_public(secret);
    bundle_hex(to.bytes, hex);
    snprintf(line, sizeof line, "seal = %s\n", hex);
    assert_string_equal(said, line);
    assert_int_equal(desk_run(stick->desk, DESK_ARGS("seal-key", key), said), 0);
    assert_string_equal(said, line); // never another one
    assert_int_equal(desk_run(stick->desk, DESK_ARGS("import", stick->folder), said), 0);
    seal_week(stick, 10, secret);
    seal_week(stick, 11, secret);
    seal_week(stick, 12, (const unsigned char *)"somebody else has this key of 32");
    put_week(stick, 13, 100, stick->desk->seed);
    assert_int_equal(desk_run(stick->desk, DESK_ARGS("import", stick->folder), said), 1);
    assert_non_null(
        strstr(said, "2026-W11.counts: record: sealed, and this collector has no --seal-key"));
    assert_non_null(strstr(said, "1 new, 0 here already, 3 refused\n"));
    assert_int_equal(
        desk_run(stick->desk,
            DESK_ARGS("import", stick->folder, "--seal-key", key, "--sealed-only"), said),
        1);
    assert_non_null(strstr(said, "2026-W12.counts: record: sealed to another key"));
    assert_non_null(strstr(said, "2026-W13.counts: record: this collector takes sealed ones only"));
    assert_non_null(strstr(said, "1 new, 1 here already, 2 refused\n"));
    assert_int_equal(
        desk_run(stick->desk, DESK_ARGS("import", stick->folder, "--sealed-only"), said), 2);
}

static void
test_refused_by_name(void **state)
{
    const struct stick *stick = *state;
    put_week(stick, 10, 100, stick->desk->seed);
    assert_int_equal(desk_run(stick->desk, DESK_ARGS("import", stick->folder), said), 0);
    put_week(stick, 10, 101, stick->desk->seed); // a conflict
    put_week(
        stick, 11, 100, (const unsigned char *)"another hub's key, of 32 bytes.."); // not theirs
    put_file(stick, "a.counts", "hub-record-v1\n", 14);
    put_week(stick, 12, 100, stick->desk->seed);
    assert_int_equal(desk_run(stick->desk, DESK_ARGS("import", stick->folder), said), 1);
    assert_non_null(strstr(said, "2026-W10.counts: another record is here"));
    assert_non_null(strstr(said, "2026-W11.counts: not signed by the key of gt.ventanilla-1"));
    assert_non_null(strstr(said, "a.counts: record: line 2"));
    assert_non_null(strstr(said, "1 new, 0 here already, 3 refused\n"));
}

static void
test_unknown_hub_and_missing_folder(void **state)
{
    const struct stick *stick = *state;
    unsigned char seed[32];
    char name[RECORD_FILE_MAX];
    struct ledger_hub stranger = desk_hub(9, seed);
    desk_record(&stranger, 10, 100, &record);
    record_file_name(&record, name);
    put_file(stick, name, body, desk_bytes(&record, seed, body));
    assert_int_equal(
        desk_run(stick->desk, DESK_ARGS("import", stick->folder, "/nowhere"), said), 1);
    assert_non_null(strstr(said, "gt.ventanilla-9: no such hub"));
    assert_non_null(strstr(said, "/nowhere: "));
    assert_non_null(strstr(said, "0 new, 0 here already, 2 refused\n"));
}

// A week as a phone pastes it, of several codes.
static size_t
paste_week(const struct stick *stick, int week, char *text, size_t size)
{
    static struct record_parts parts;
    struct err err = {0};
    desk_record(&stick->desk->hub, week, 100, &record);
    record.cells_count = 32;
    for (int i = 2; i < record.cells_count; i++) {
        record.cells[i] = (struct record_cell){.least = 100, .most = 100};
        snprintf(record.cells[i].name, sizeof record.cells[i].name, "topic:t%02d", i);
    }
    size_t len = desk_bytes(&record, stick->desk->seed, body);
    assert_true(record_cut(&record, body, len, &parts, &err));
    assert_true(parts.count > 1);
    text[0] = '\0';
    for (int i = parts.count - 1; i >= 0; i--) { // the last one first
        snprintf(text + strlen(text), size - strlen(text), "%s\r\n\r\n", parts.text[i]);
    }
    return strlen(text);
}

static void
test_what_a_phone_pasted(void **state)
{
    static char text[64 * 1024];
    const struct stick *stick = *state;
    char path[256];
    size_t len = paste_week(stick, 10, text, sizeof text);
    len += paste_week(stick, 11, text + len, sizeof text - len);
    put_file(stick, "notes.txt", text, len);
    snprintf(path, sizeof path, "%s/hub/out/notes.txt", stick->folder);
    assert_int_equal(desk_run(stick->desk, DESK_ARGS("import", path), said), 0);
    assert_string_equal(said, "2 new, 0 here already, 0 refused\n");
    // Of the first record one line is lost: it is named, the second is taken all the same.
    char *cell = strstr(text, "cell ");
    memmove(cell, strchr(cell, '\n') + 1, strlen(strchr(cell, '\n') + 1) + 1);
    put_file(stick, "notes.txt", text, strlen(text));
    assert_int_equal(desk_run(stick->desk, DESK_ARGS("import", path), said), 1);
    assert_non_null(strstr(said, "notes.txt: gt.ventanilla-1 2026-W10: part "));
    assert_non_null(strstr(said, "is damaged; scan it again"));
    assert_non_null(strstr(said, "0 new, 1 here already, 1 refused\n"));
}

#define STICK_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STICK_TEST(test_stick),
        STICK_TEST(test_sealed),
        STICK_TEST(test_refused_by_name),
        STICK_TEST(test_unknown_hub_and_missing_folder),
        STICK_TEST(test_what_a_phone_pasted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
