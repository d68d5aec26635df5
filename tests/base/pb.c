#include "base/pb.h"

#include "test.h"

static void
test_fields(void **state)
{
    (void)state;
    static const uint8_t bytes[] = {
        0x08, 0x96, 0x01, 0x12, 0x02, 'h', 'i', 0x1d, 1, 0, 0, 0x80, 0x21, 1, 2, 3, 4, 5, 6, 7, 8};
    struct pb pb = pb_begin(bytes, sizeof bytes);
    assert_true(pb_next(&pb));
    assert_int_equal(pb.field, 1);
    assert_int_equal(pb.wire, PB_VARINT);
    assert_true(pb.value == 150);
    assert_true(pb_next(&pb));
    assert_int_equal(pb.field, 2);
    assert_int_equal(pb.wire, PB_BYTES);
    assert_int_equal(pb.len, 2);
    assert_memory_equal(pb.data, "hi", 2);
    assert_true(pb_next(&pb));
    assert_int_equal(pb.wire, PB_FIXED32);
    assert_true(pb.value == 0x80000001u);
    assert_true(pb_next(&pb));
    assert_int_equal(pb.wire, PB_FIXED64);
    assert_true(pb.value == UINT64_C(0x0807060504030201));
    assert_false(pb_next(&pb));
    assert_false(pb.bad);
}

static void
test_packed(void **state)
{
    (void)state;
    static const uint8_t bytes[] = {0x0a, 3, 0x03, 0x8e, 0x02};
    struct pb pb = pb_begin(bytes, sizeof bytes);
    assert_true(pb_next(&pb));
    struct pb inside = pb_inside(&pb);
    assert_true(pb_more(&inside));
    assert_true(pb_varint(&inside) == 3);
    assert_true(pb_varint(&inside) == 270);
    assert_false(pb_more(&inside));
    assert_false(inside.bad);
    assert_true(pb_varint(&inside) == 0);
    assert_true(inside.bad);
}

static void
test_zigzag(void **state)
{
    (void)state;
    assert_true(pb_zigzag(0) == 0 && pb_zigzag(1) == -1 && pb_zigzag(2) == 1);
    assert_true(pb_zigzag(UINT64_MAX) == INT64_MIN);
    assert_true(pb_zigzag(UINT64_MAX - 1) == INT64_MAX);
}

// Each of these is damage, and stays it.
static void
test_damage(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
    } damaged[] = {
        {"\x08", 1},                                              // no value
        {"\x08\x80", 2},                                          // half a varint
        {"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 12}, // a varint of 11 bytes
        {"\x0a\x05hi", 4},                                        // bytes beyond the end
        {"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 10},         // and far beyond
        {"\x0d\x01\x02", 3},                                      // half a fixed32
        {"\x09\x01\x02\x03\x04", 5},                              // half a fixed64
        {"\x0b\x0c", 2},                                          // a group
        {"\x0e", 1},                                              // a wire type that is none
        {"\x00\x00", 2},                                          // field 0
        {"\x80\x80\x80\x80\x80\x01\x00", 7},                      // a field number of 36 bits
    };
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        struct pb pb = pb_begin(damaged[i].bytes, damaged[i].len);
        assert_false(pb_next(&pb));
        assert_true(pb.bad);
        assert_false(pb_next(&pb));
        assert_false(pb_more(&pb));
    }
}

static void
test_empty_and_other(void **state)
{
    (void)state;
    struct pb pb = pb_begin(NULL, 0);
    assert_false(pb_next(&pb));
    assert_false(pb.bad);
    pb = pb_begin("\x08\x01", 2);
    assert_true(pb_next(&pb));
    struct pb inside = pb_inside(&pb); // a number has nothing inside
    assert_true(inside.bad);
    assert_false(pb_next(&inside));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_packed),
        cmocka_unit_test(test_zigzag),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_empty_and_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
