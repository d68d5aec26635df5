#pragma once
// Protocol Buffers, read field by field from bytes that may be damaged. Wire format:
// protobuf.dev/programming-guides/encoding; groups, which nobody writes any more, count as damage.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pb_wire { PB_VARINT = 0, PB_FIXED64 = 1, PB_BYTES = 2, PB_FIXED32 = 5 };

// Points into the caller's bytes; nothing is copied.
struct pb {
    const uint8_t *at;
    const uint8_t *end;
    bool bad; // damage was met; from then on there is nothing more

    // The field read last.
    uint32_t field;
    enum pb_wire wire;
    uint64_t value;      // PB_VARINT, PB_FIXED64, PB_FIXED32
    const uint8_t *data; // PB_BYTES: len bytes
    size_t len;
};

struct pb pb_begin(const void *data, size_t len);
// The next field of a message; false at its end, or at damage.
bool pb_next(struct pb *pb);
// The message or packed array in the field read last; damaged when that is no PB_BYTES.
struct pb pb_inside(const struct pb *pb);
// The next number of a packed array; 0 when there is none, which is damage.
uint64_t pb_varint(struct pb *pb);
// True while a packed array has numbers.
bool pb_more(const struct pb *pb);

// sint32 and sint64: 0, -1, 1, -2, ... as 0, 1, 2, 3.
static inline int64_t
pb_zigzag(uint64_t value)
{
    return (int64_t)(value >> 1 ^ (UINT64_C(0) - (value & 1)));
}
