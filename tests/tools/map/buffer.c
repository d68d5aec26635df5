#include "buffer.h"

#include <stdlib.h>
#include <string.h>

#include "base/pb.h"
#include "map/map.h"

#include "test.h"

static void
test_numbers(void **state)
{
    (void)state;
    static const int64_t numbers[] = {0, 1, -1, 63, -64, 64, 300, INT32_MIN, INT64_MAX, INT64_MIN};
    struct buffer buffer = {0};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        buffer_zigzag(&buffer, numbers[i]);
        buffer_varint(&buffer, (uint64_t)numbers[i]);
    }
    struct pb pb = pb_begin(buffer.data, buffer.len);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        assert_true(pb_zigzag(pb_varint(&pb)) == numbers[i]);
        assert_true(pb_varint(&pb) == (uint64_t)numbers[i]);
    }
    assert_false(pb_more(&pb));
    buffer_finish(&buffer);
}

static void
test_fields(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_field(&buffer, 15, 300);
    buffer_bytes(&buffer, 2, "hola", 4);
    struct pb pb = pb_begin(buffer.data, buffer.len);
    assert_true(pb_next(&pb));
    assert_int_equal(pb.field, 15);
    assert_true(pb.value == 300);
    assert_true(pb_next(&pb));
    assert_int_equal(pb.len, 4);
    assert_memory_equal(pb.data, "hola", 4);
    assert_false(pb_next(&pb));
    buffer_reset(&buffer);
    buffer_u32(&buffer, 0x01020304);
    buffer_printf(&buffer, "%d-%s", 7, "x");
    assert_int_equal(buffer.len, 7);
    assert_memory_equal(buffer.data,
        "\4\3\2\1"
        "7-x",
        7);
    buffer_finish(&buffer);
}

static void
test_gzip(void **state)
{
    (void)state;
    struct buffer in = {0};
    struct buffer once = {0};
    struct buffer twice = {0};
    struct map_bytes out = {0};
    struct err err = {0};
    for (int i = 0; i < 5000; i++) {
        buffer_printf(&in, "%d,", i);
    }
    buffer_gzip(&once, &in);
    buffer_gzip(&twice, &in);
    assert_int_equal(once.len, twice.len);
    assert_memory_equal(once.data, twice.data, once.len);
    assert_true(once.len < in.len / 2);
    assert_true(map_inflate(once.data, once.len, 1 << 20, &out, &err));
    assert_int_equal(out.len, in.len);
    assert_memory_equal(out.data, in.data, in.len);
    free(out.data);
    buffer_finish(&in);
    buffer_finish(&once);
    buffer_finish(&twice);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_gzip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
