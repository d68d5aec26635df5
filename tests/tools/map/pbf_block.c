#include "pbf_block.h"

#include <stdlib.h>

#include "pbf_write.h"

#include "test.h"

static bool
read_block(const struct buffer *message, struct heard *heard, struct err *err)
{
    struct osm_sink sink = HEARD_SINK(heard);
    struct block *block = calloc(1, sizeof *block);
    assert_non_null(block);
    *heard = (struct heard){0};
    block->sink = &sink;
    bool ok = pbf_block_read(block, pb_begin(message->data, message->len), err);
    pbf_block_finish(block);
    free(block);
    return ok;
}

static void
node_block(struct buffer *message, int64_t granularity, int64_t offset)
{
    buffer_reset(message);
    buffer_bytes(message, 1, "\x0a\x00", 2);
    buffer_bytes(message, 2, "\x0a\x06\x08\x02\x40\x02\x48\x04", 8); // node 1 at 1, 2
    buffer_field(message, 17, (uint64_t)granularity);
    buffer_field(message, 19, (uint64_t)offset);
    buffer_field(message, 20, (uint64_t)offset);
}

static void
test_granularity_and_offset(void **state)
{
    (void)state;
    struct buffer message = {0};
    struct heard heard;
    struct err err = {0};
    node_block(&message, 1000, 5000);
    assert_true(read_block(&message, &heard, &err));
    assert_string_equal(heard.text, "n1(60,70) ");
    node_block(&message, 0, 0);
    assert_false(read_block(&message, &heard, &err));
    node_block(&message, -100, 0);
    assert_false(read_block(&message, &heard, &err));
    node_block(&message, 100, INT64_MAX);
    assert_false(read_block(&message, &heard, &err));
    node_block(&message, 100, 900000000000); // beyond the pole
    assert_false(read_block(&message, &heard, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    buffer_finish(&message);
}

static void
group(struct buffer *message, const void *bytes, size_t len)
{
    buffer_reset(message);
    buffer_bytes(message, 1, "\x0a\x00\x0a\x01k\x0a\x01v", 8);
    buffer_bytes(message, 2, bytes, len);
}

// Each is refused: strings that are not there, lists of unlike lengths, members of no kind.
static void
test_damage(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
    } damaged[] = {
        {"\x1a\x08\x08\x01\x12\x01\x09\x1a\x01\x02", 10}, // a key beyond the table
        {"\x1a\x05\x08\x01\x12\x01\x01", 7},              // a key without a value
        {"\x1a\x05\x08\x01\x42\x01\x80", 7},              // half a reference
        {"\x22\x08\x08\x01\x4a\x01\x02\x52\x01\x03", 10}, // a member of kind 3
        {"\x22\x05\x08\x01\x4a\x01\x02", 7},              // a member without a kind
        {"\x12\x03\x0a\x01\x02", 5},                      // a dense node without a place
        {"\x12\x0b\x0a\x01\x02\x42\x01\x02\x4a\x01\x02\x52\x00", 13 - 2}, // cut off
        {"\x12\x0c\x0a\x01\x02\x42\x01\x02\x4a\x01\x02\x52\x01\x01", 14}, // dense tags: half a pair
        {"\x0a\x80", 2},
    };
    struct buffer message = {0};
    struct heard heard;
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        struct err err = {0};
        group(&message, damaged[i].bytes, damaged[i].len);
        if (read_block(&message, &heard, &err)) {
            fail_msg("case %zu is accepted", i);
        }
        assert_int_equal(err.kind, ERR_FORMAT);
    }
    buffer_finish(&message);
}

static void
test_too_long_a_way(void **state)
{
    (void)state;
    struct buffer message = {0};
    struct buffer refs = {0};
    struct buffer way = {0};
    struct buffer ways = {0};
    struct heard heard;
    struct err err = {0};
    for (int i = 0; i <= OSM_REFS_MAX; i++) {
        buffer_zigzag(&refs, 1);
    }
    buffer_bytes(&way, 8, refs.data, refs.len);
    buffer_bytes(&ways, 3, way.data, way.len);
    group(&message, ways.data, ways.len);
    assert_false(read_block(&message, &heard, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    buffer_finish(&message);
    buffer_finish(&refs);
    buffer_finish(&way);
    buffer_finish(&ways);
}

static void
test_strings(void **state)
{
    (void)state;
    struct buffer message = {0};
    struct heard heard;
    struct err err = {0};
    buffer_bytes(&message, 1, "\x0a\x02z\0", 4); // a NUL inside
    assert_false(read_block(&message, &heard, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    buffer_reset(&message);
    assert_true(read_block(&message, &heard, &err)); // nothing at all
    assert_string_equal(heard.text, "");
    buffer_finish(&message);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_granularity_and_offset),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_too_long_a_way),
        cmocka_unit_test(test_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
