#define ZLIB_CONST

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "map/map.h"

#include "test.h"

enum { LEN = 200000, GZIP = 15 + 16, ZLIB = 15 };

static uint8_t *
pack(const uint8_t *data, size_t len, int window, size_t *packed_len)
{
    z_stream stream = {0};
    size_t room = len + 1000;
    uint8_t *packed = malloc(room);
    assert_non_null(packed);
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = data;
    stream.avail_in = (uInt)len;
    stream.next_out = packed;
    stream.avail_out = (uInt)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    *packed_len = room - stream.avail_out;
    deflateEnd(&stream);
    return packed;
}

static uint8_t *
sample(void)
{
    uint8_t *data = malloc(LEN);
    assert_non_null(data);
    for (size_t i = 0; i < LEN; i++) {
        data[i] = (uint8_t)(i * i / 77);
    }
    return data;
}

static void
test_both_wrappings(void **state)
{
    (void)state;
    static const int windows[] = {GZIP, ZLIB};
    uint8_t *data = sample();
    for (size_t i = 0; i < 2; i++) {
        size_t len = 0;
        struct map_bytes out = {0};
        struct err err = {0};
        uint8_t *packed = pack(data, LEN, windows[i], &len);
        assert_true(map_inflate(packed, len, LEN, &out, &err));
        assert_int_equal(out.len, LEN);
        assert_memory_equal(out.data, data, LEN);
        free(out.data);
        free(packed);
    }
    free(data);
}

static void
test_plain_bytes(void **state)
{
    (void)state;
    struct map_bytes out = {0};
    struct err err = {0};
    assert_true(map_inflate("\x1a\x00", 2, 2, &out, &err));
    assert_int_equal(out.len, 2);
    assert_memory_equal(out.data, "\x1a\x00", 2);
    free(out.data);
    assert_true(map_inflate("", 0, 2, &out, &err));
    assert_int_equal(out.len, 0);
    free(out.data);
    assert_false(map_inflate("abc", 3, 2, &out, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_null(out.data);
}

static void
test_limit(void **state)
{
    (void)state;
    size_t len = 0;
    struct map_bytes out = {0};
    struct err err = {0};
    uint8_t *data = sample();
    uint8_t *packed = pack(data, LEN, GZIP, &len);
    static const size_t limits[] = {0, 100, LEN - 1};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        assert_false(map_inflate(packed, len, limits[i], &out, &err));
        assert_int_equal(err.kind, ERR_LIMIT);
        assert_null(out.data);
    }
    free(packed);
    free(data);
}

static void
test_damage(void **state)
{
    (void)state;
    size_t len = 0;
    struct map_bytes out = {0};
    struct err err = {0};
    uint8_t *data = sample();
    uint8_t *packed = pack(data, LEN, GZIP, &len);
    assert_false(map_inflate(packed, len / 2, LEN, &out, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    packed[len - 6] ^= 1; // the check sum
    assert_false(map_inflate(packed, len, LEN, &out, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    packed[20] ^= 0x55;
    assert_false(map_inflate(packed, len, LEN, &out, &err));
    assert_false(map_inflate(packed, 2, LEN, &out, &err)); // nothing but the magic number
    assert_null(out.data);
    free(packed);
    free(data);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_wrappings),
        cmocka_unit_test(test_plain_bytes),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
