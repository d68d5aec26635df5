#include "bundle/bundle.h"

#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "bundle/internal.h"
#include "bundle/make.h"

#include "test.h"

struct place {
    struct make *make;
    struct make_file file;
    char path[64];
    struct bundle *bundle;
};

enum { SIZE = 2 * BUNDLE_CHUNK_BYTES + 777, PAGE = 4096 };

static int
setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    struct err err = {0};
    assert_non_null(place);
    place->make = make_begin();
    make_payload(place->make, make_bytes(SIZE), SIZE);
    place->file = make_file(place->make);
    snprintf(place->path, sizeof place->path, "/tmp/hub-open-XXXXXX");
    int fd = mkstemp(place->path);
    assert_true(fd >= 0);
    close(fd);
    assert_true(file_replace(place->path, place->file.bytes, place->file.len, &err));
    *state = place;
    return 0;
}

static int
teardown(void **state)
{
    struct place *place = *state;
    bundle_close(place->bundle);
    unlink(place->path);
    free(place->file.bytes);
    make_free(place->make);
    free(place);
    return 0;
}

static void
open_it(struct place *place)
{
    struct err err = {0};
    enum bundle_reason reason = BUNDLE_STUCK;
    struct bundle_anchor anchor = make_anchor(place->make);
    if (!bundle_open(place->path, &anchor, &place->bundle, &reason, &err)) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(reason, BUNDLE_FINE);
}

static void
overwrite(const struct place *place, size_t at, unsigned char byte)
{
    int fd = open(place->path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(pwrite(fd, &byte, 1, (off_t)(place->file.payload_at + at)), 1);
    close(fd);
}

static void
reads(const struct place *place, size_t at, size_t len)
{
    unsigned char *into = malloc(len + 1);
    assert_true(bundle_read(place->bundle, (int64_t)at, into, len));
    assert_memory_equal(into, place->make->payload + at, len);
    free(into);
}

static void
test_parts(void **state)
{
    struct place *place = *state;
    open_it(place);
    assert_int_equal(bundle_head_of(place->bundle)->manifest.chunks_count, 3);
    reads(place, 0, 100);
    reads(place, BUNDLE_CHUNK_BYTES - 3, 6);
    reads(place, 5, SIZE - 5);
    reads(place, SIZE - 1, 1);
    reads(place, SIZE, 0);
    reads(place, 0, SIZE);
}

static void
test_beyond(void **state)
{
    struct place *place = *state;
    unsigned char byte;
    open_it(place);
    assert_false(bundle_read(place->bundle, SIZE, &byte, 1));
    assert_false(bundle_read(place->bundle, -1, &byte, 1));
    assert_false(bundle_read(place->bundle, INT64_MAX, &byte, 1));
    reads(place, 0, 10); // asking is no damage
}

static void
test_changed_chunk_ends_it(void **state)
{
    struct place *place = *state;
    unsigned char byte;
    open_it(place);
    overwrite(place, BUNDLE_CHUNK_BYTES + 9, 0xff ^ place->make->payload[BUNDLE_CHUNK_BYTES + 9]);
    reads(place, 0, 100);
    assert_false(bundle_read(place->bundle, BUNDLE_CHUNK_BYTES + 500, &byte, 1));
    assert_false(bundle_read(place->bundle, 0, &byte, 1));
    overwrite(place, BUNDLE_CHUNK_BYTES + 9, place->make->payload[BUNDLE_CHUNK_BYTES + 9]);
    assert_false(bundle_read(place->bundle, BUNDLE_CHUNK_BYTES + 500, &byte, 1));
}

// Whoever just wrote the file has judged its chunks; then nobody looks again.
static void
test_marked_as_verified(void **state)
{
    struct place *place = *state;
    open_it(place);
    overwrite(place, BUNDLE_CHUNK_BYTES + 5, 0xee);
    bundle_mark_verified(place->bundle);
    unsigned char byte = 0;
    assert_true(bundle_read(place->bundle, BUNDLE_CHUNK_BYTES + 5, &byte, 1));
    assert_int_equal(byte, 0xee);
    assert_false(bundle_read(place->bundle, SIZE, &byte, 1)); // the size holds all the same
}

static void
test_file_cut_behind_us(void **state)
{
    struct place *place = *state;
    unsigned char byte;
    open_it(place);
    reads(place, 0, 1);
    assert_int_equal(truncate(place->path, (off_t)place->file.payload_at + 10), 0);
    reads(place, 0, 10);
    assert_false(bundle_read(place->bundle, 10, &byte, 1));
    assert_false(bundle_read(place->bundle, 2 * BUNDLE_CHUNK_BYTES, &byte, 1));
}

// As SQLite walks through a picture, with a look at another page now and then.
static void
test_one_page_after_the_other(void **state)
{
    struct place *place = *state;
    open_it(place);
    for (size_t at = 0; at + PAGE <= SIZE; at += PAGE) {
        reads(place, at, PAGE);
        if (at % (7 * PAGE) == 0) {
            reads(place, SIZE - PAGE - at / 2, PAGE);
        }
    }
    for (size_t at = 1; at + 1000 <= SIZE; at += 1000) { // not of the size of what is read ahead
        reads(place, at, 1000);
    }
    reads(place, 0, 10);
    reads(place, 10, SIZE - 10);
}

// What is read ahead ends with the chunk that was judged: the next one's bytes are those it is judged by.
static void
test_nothing_ahead_is_unjudged(void **state)
{
    struct place *place = *state;
    unsigned char page[PAGE];
    size_t other = 2 * BUNDLE_CHUNK_BYTES;
    open_it(place);
    overwrite(place, BUNDLE_CHUNK_BYTES + 9, 0xff ^ place->make->payload[BUNDLE_CHUNK_BYTES + 9]);
    overwrite(place, other + 9, 0xff ^ place->make->payload[other + 9]);
    reads(place, BUNDLE_CHUNK_BYTES - 3 * PAGE, PAGE);
    reads(place, BUNDLE_CHUNK_BYTES - 2 * PAGE, PAGE);
    overwrite(place, BUNDLE_CHUNK_BYTES + 9, place->make->payload[BUNDLE_CHUNK_BYTES + 9]);
    reads(place, BUNDLE_CHUNK_BYTES + 100 * PAGE, PAGE);
    reads(place, BUNDLE_CHUNK_BYTES, PAGE);
    reads(place, other - 2 * PAGE, PAGE);
    reads(place, other - PAGE, PAGE);
    assert_false(bundle_read(place->bundle, (int64_t)other, page, 100));
    assert_false(bundle_read(place->bundle, (int64_t)other - PAGE, page, PAGE));
}

static void
test_file_cut_ahead_of_us(void **state)
{
    struct place *place = *state;
    unsigned char page[PAGE];
    open_it(place);
    reads(place, 0, PAGE);
    assert_int_equal(truncate(place->path, (off_t)place->file.payload_at + 3 * PAGE), 0);
    reads(place, PAGE, PAGE);
    reads(place, 2 * PAGE, PAGE);
    assert_false(bundle_read(place->bundle, 3 * PAGE, page, PAGE));
}

static void
test_not_there(void **state)
{
    struct place *place = *state;
    struct err err = {0};
    enum bundle_reason reason = BUNDLE_FINE;
    struct bundle_anchor anchor = make_anchor(place->make);
    struct bundle *bundle = NULL;
    assert_false(bundle_open("/nowhere/x.hub", &anchor, &bundle, &reason, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_int_equal(reason, BUNDLE_UNREADABLE);
    assert_null(bundle);
    assert_false(bundle_open("/tmp", &anchor, &bundle, &reason, &err));
    assert_int_equal(reason, BUNDLE_UNREADABLE);
    assert_int_equal(truncate(place->path, 10), 0);
    assert_false(bundle_open(place->path, &anchor, &bundle, &reason, &err));
    assert_int_equal(reason, BUNDLE_DAMAGED);
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_non_null(strstr(err.text, place->path));
    bundle_close(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_parts, setup, teardown),
        cmocka_unit_test_setup_teardown(test_beyond, setup, teardown),
        cmocka_unit_test_setup_teardown(test_changed_chunk_ends_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_marked_as_verified, setup, teardown),
        cmocka_unit_test_setup_teardown(test_file_cut_behind_us, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_page_after_the_other, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_ahead_is_unjudged, setup, teardown),
        cmocka_unit_test_setup_teardown(test_file_cut_ahead_of_us, setup, teardown),
        cmocka_unit_test_setup_teardown(test_not_there, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
