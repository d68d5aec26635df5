#include "bundle/bundle.h"

#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "bundle/make.h"

#include "test.h"

struct place {
    struct make *make;
    struct make_file file;
    char folder[32];
    char path[64];
};

static void
make_database(const char *path)
{
    struct err err = {0};
    struct db *db = NULL;
    assert_true(db_open(path, DB_CREATE, &db, &err));
    assert_true(db_exec(db,
        "CREATE TABLE item (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
        "WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 1500)"
        " INSERT INTO item SELECT n, printf('%.1000c', 'x') FROM count",
        &err));
    assert_true(db_save(db, path, &err));
    db_close(db);
}

static int
setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    struct err err = {0};
    char *bytes = NULL;
    size_t len = 0;
    assert_non_null(place);
    snprintf(place->folder, sizeof place->folder, "/tmp/hub-database-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->path, sizeof place->path, "%s/content.hub", place->folder);
    make_database(place->path);
    assert_true(file_read(place->path, 64 << 20, &bytes, &len, &err));
    assert_true(len > BUNDLE_CHUNK_BYTES);
    place->make = make_begin();
    make_payload(place->make, (unsigned char *)bytes, len);
    place->file = make_file(place->make);
    assert_true(file_replace(place->path, place->file.bytes, place->file.len, &err));
    *state = place;
    return 0;
}

static int
teardown(void **state)
{
    struct place *place = *state;
    unlink(place->path);
    rmdir(place->folder);
    free(place->file.bytes);
    make_free(place->make);
    free(place);
    return 0;
}

static struct bundle *
open_it(const struct place *place)
{
    struct err err = {0};
    enum bundle_reason reason = BUNDLE_FINE;
    struct bundle_anchor anchor = make_anchor(place->make);
    struct bundle *bundle = NULL;
    if (!bundle_open(place->path, &anchor, &bundle, &reason, &err)) {
        fail_msg("%s", err.text);
    }
    return bundle;
}

static void
test_asks_the_payload(void **state)
{
    struct bundle *bundle = open_it(*state);
    struct db *db = NULL;
    struct err err = {0};
    int64_t sum = 0;
    assert_true(bundle_database(bundle, &db, &err));
    assert_true(db_number(db, "SELECT sum(length(text)) FROM item", &sum, &err));
    assert_int_equal(sum, 1500 * 1000);
    assert_false(db_exec(db, "DELETE FROM item", &err));
    db_close(db);
    bundle_close(bundle);
}

// The second chunk is not the one that was signed: what lies in the first still answers, then nothing.
static void
test_changed_chunk(void **state)
{
    const struct place *place = *state;
    struct bundle *bundle = open_it(place);
    struct db *db = NULL;
    struct err err = {0};
    int64_t length = 0;
    int fd = open(place->path, O_WRONLY | O_CLOEXEC);
    off_t at = (off_t)(place->file.payload_at + BUNDLE_CHUNK_BYTES + 50 * 1000);
    assert_int_equal(pwrite(fd, "y", 1, at), 1);
    close(fd);
    assert_true(bundle_database(bundle, &db, &err));
    assert_true(db_number(db, "SELECT length(text) FROM item WHERE n = 1", &length, &err));
    assert_false(db_number(db, "SELECT sum(length(text)) FROM item", &length, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_false(db_number(db, "SELECT length(text) FROM item WHERE n = 1450", &length, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    db_close(db);
    bundle_close(bundle);
}

static void
test_payload_is_no_database(void **state)
{
    struct place *place = *state;
    struct err err = {0};
    struct db *db = NULL;
    make_payload(place->make, make_bytes(9000), 9000);
    free(place->file.bytes);
    place->file = make_file(place->make);
    assert_true(file_replace(place->path, place->file.bytes, place->file.len, &err));
    struct bundle *bundle = open_it(place);
    assert_false(bundle_database(bundle, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_null(db);
    bundle_close(bundle);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_asks_the_payload, setup, teardown),
        cmocka_unit_test_setup_teardown(test_changed_chunk, setup, teardown),
        cmocka_unit_test_setup_teardown(test_payload_is_no_database, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
