// counts.db itself: made whole, opened as anybody's bytes, put aside when it is not ours, and never growing.
#include <sys/wait.h>

#include "counts/box.h"

static void
patch(const char *path, long at, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "r+e");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

static void
exec(const char *path, const char *sql)
{
    static const struct db_kept kind = {0x564e5443, 1, 4 * 1024 * 1024};
    struct db *db = NULL;
    struct err err = {0};
    assert_true(db_open_kept(path, &kind, &db, &err));
    assert_true(db_exec(db, sql, &err));
    db_close(db);
}

static void
test_made(void **state)
{
    struct box *box = *state;
    struct stat st;
    size_t len = 0;
    box_open(box);
    box_visit(box, "visit lang:ht");
    box_flush(box);
    assert_int_equal(stat(box->file, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(st.st_mtime, DB_KEPT_TIME_S);
    assert_int_equal(st.st_atime, DB_KEPT_TIME_S);
    off_t size = st.st_size;
    assert_int_equal(stat(box->journal, &st), 0);
    assert_int_equal(st.st_size, DB_KEPT_JOURNAL);
    assert_int_equal(st.st_mtime, DB_KEPT_TIME_S);
    char *journal = box_read(box->journal, &len);
    for (size_t i = 0; i < len; i++) {
        assert_int_equal(journal[i], 0);
    }
    free(journal);
    for (int i = 0; i < 10; i++) {
        box_visit(box, "visit lang:es qr");
        box_flush(box);
    }
    assert_int_equal(stat(box->file, &st), 0);
    assert_true(st.st_size == size);
    printf("counts.db: %lld bytes\n", (long long)size);
}

static void
test_one_kiosk_at_a_time(void **state)
{
    struct box *box = *state;
    box_open(box);
    box_visit(box, "visit");
    pid_t pid = fork();
    if (pid == 0) {
        static struct book book;
        struct file file;
        struct err err = {0};
        bool opened = file_open(&file, box->folder, &book, &err);
        _exit(!opened && err.kind == ERR_BUSY ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    box_flush(box);
    assert_int_equal(box_open_value(box, "visit"), 1);
}

static void
open_after(struct box *box, bool anew)
{
    char aside[96];
    struct stat st;
    snprintf(aside, sizeof aside, "%s/counts.damaged", box->folder);
    unlink(aside);
    box_open(box);
    assert_true(counts_kept(box->counts));
    assert_int_equal(box_open_value(box, "visit"), anew ? 0 : 3);
    assert_int_equal(stat(aside, &st), anew ? 0 : -1);
}

static void
fill(struct box *box)
{
    unlink(box->file);
    unlink(box->journal);
    box_open(box);
    box_visit(box, "visit");
    box_visit(box, "visit");
    box_visit(box, "visit");
    box_close(box);
}

static void
test_damaged(void **state)
{
    struct box *box = *state;
    static const struct {
        long at;
        const char *bytes;
        size_t len;
    } patches[] = {{0, "x", 1}, {16, "\x10\x00", 2}, {18, "\x02\x02", 2}, {60, "\0\0\0\2", 4},
        {68, "VENT", 4}, {100, "\x05", 1}, {1024, "\xff", 1}};
    fill(box);
    open_after(box, false);
    box_close(box);
    for (size_t i = 0; i < sizeof patches / sizeof *patches; i++) {
        fill(box);
        patch(box->file, patches[i].at, patches[i].bytes, patches[i].len);
        open_after(box, true);
        box_close(box);
    }
    fill(box);
    assert_int_equal(truncate(box->file, 100 * 1024), 0);
    open_after(box, true);
    box_close(box);
    fill(box);
    assert_int_equal(truncate(box->file, 0), 0);
    open_after(box, true);
}

// A database that is in order, but not ours.
static void
test_hostile(void **state)
{
    static const char *const statements[] = {
        "CREATE TABLE more(x)",
        "CREATE VIEW v AS SELECT * FROM period",
        "CREATE INDEX i ON period(data)",
        "CREATE TRIGGER t AFTER UPDATE ON period BEGIN DELETE FROM cell; END",
        "DROP TABLE state; CREATE TABLE state(n INTEGER PRIMARY KEY, data BLOB)",
        "DELETE FROM period WHERE n = 700",
        "DELETE FROM period WHERE n = 5",
        "INSERT INTO period VALUES(701, zeroblob(1600))",
        "UPDATE period SET data = zeroblob(100) WHERE n = 9",
        "UPDATE period SET data = 'text' WHERE n = 9",
        "UPDATE period SET data = randomblob(1600) WHERE n = 9",
        "UPDATE period SET data = (SELECT data FROM period WHERE n = 1) WHERE n = 9",
        "UPDATE cell SET name = (SELECT name FROM cell WHERE n = 1) WHERE n = 2",
        "UPDATE cell SET name = zeroblob(48) WHERE n = 2",
        "UPDATE cell SET name = zeroblob(47) WHERE n = 192",
        "UPDATE cell SET name = CAST('Visit' || substr(name, 6) AS BLOB) WHERE n = 1",
        "UPDATE state SET data = randomblob(64)",
        "DELETE FROM state",
    };
    struct box *box = *state;
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        fill(box);
        exec(box->file, statements[i]);
        open_after(box, true);
        box_close(box);
    }
}

static void
test_no_file(void **state)
{
    struct box *box = *state;
    char elsewhere[96];
    struct stat st;
    snprintf(elsewhere, sizeof elsewhere, "%s/elsewhere", box->folder);
    fill(box);
    assert_int_equal(rename(box->file, elsewhere), 0);
    assert_int_equal(symlink(elsewhere, box->file), 0);
    box_open(box); // a link is not followed
    assert_false(counts_kept(box->counts));
    box_close(box);
    unlink(box->file);
    assert_int_equal(mkfifo(box->file, 0600), 0); // nor waited for
    open_after(box, true);
    box_close(box);
    assert_int_equal(stat(elsewhere, &st), 0);
}

// A cut between commit and wiping leaves the pages before the last flush; one in mid-flush a journal that is
// needed.
static void
test_start_wipes_after_recovery(void **state)
{
    struct box *box = *state;
    struct err err = {0};
    size_t len = 0;
    fill(box);
    pid_t pid = fork();
    if (pid == 0) { // dies within a transaction that is on the disk
        static struct book book;
        struct file file;
        if (!file_open(&file, box->folder, &book, &err) ||
            !db_exec(file.db, "PRAGMA cache_size=5", &err) || !file_begin(&file, &err)) {
            _exit(1);
        }
        for (int row = 1; row <= COUNTS_PERIODS_MAX; row++) {
            struct period period = {.row = row, .head.state = PERIOD_CLOSED};
            if (!file_put_period(&file, &period, &err)) {
                _exit(1);
            }
        }
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    char *journal = box_read(box->journal, &len);
    assert_true(len > DB_KEPT_JOURNAL && journal[0] != 0);
    free(journal);
    open_after(box, false);
    journal = box_read(box->journal, &len);
    for (size_t i = 0; i < len; i++) {
        assert_int_equal(journal[i], 0);
    }
    free(journal);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_made),
        TEST(test_one_kiosk_at_a_time),
        TEST(test_damaged),
        TEST(test_hostile),
        TEST(test_no_file),
        TEST(test_start_wipes_after_recovery),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
