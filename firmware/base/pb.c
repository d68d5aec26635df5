#include "base/pb.h"

struct pb
pb_begin(const void *data, size_t len)
{
    static const uint8_t nothing[1] = {0};
    const uint8_t *at = len > 0 ? data : nothing;
    return (struct pb){.at = at, .end = at + len};
}

static uint64_t
damage(struct pb *pb)
{
    pb->bad = true;
    pb->at = pb->end;
    return 0;
}

uint64_t
pb_varint(struct pb *pb)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && pb->at < pb->end; shift += 7) {
        uint8_t byte = *pb->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            return value;
        }
    }
    return damage(pb);
}

bool
pb_more(const struct pb *pb)
{
    return !pb->bad && pb->at < pb->end;
}

static bool
read_fixed(struct pb *pb, size_t size)
{
    if ((size_t)(pb->end - pb->at) < size) {
        damage(pb);
        return false;
    }
    pb->value = 0;
    for (size_t i = 0; i < size; i++) {
        pb->value |= (uint64_t)pb->at[i] << (8 * i);
    }
    pb->at += size;
    return true;
}

static bool
read_bytes(struct pb *pb)
{
    uint64_t len = pb_varint(pb);
    if (pb->bad || len > (uint64_t)(pb->end - pb->at)) {
        damage(pb);
        return false;
    }
    pb->data = pb->at;
    pb->len = (size_t)len;
    pb->at += len;
    return true;
}

bool
pb_next(struct pb *pb)
{
    if (!pb_more(pb)) {
        return false;
    }
    uint64_t key = pb_varint(pb);
    if (pb->bad || key >> 3 == 0 || key >> 32 != 0) {
        damage(pb);
        return false;
    }
    pb->field = (uint32_t)(key >> 3);
    switch (key & 7) {
    case PB_VARINT:
        pb->wire = PB_VARINT;
        pb->value = pb_varint(pb);
        return !pb->bad;
    case PB_FIXED64:
        pb->wire = PB_FIXED64;
        return read_fixed(pb, 8);
    case PB_FIXED32:
        pb->wire = PB_FIXED32;
        return read_fixed(pb, 4);
    case PB_BYTES:
        pb->wire = PB_BYTES;
        return read_bytes(pb);
    default:
        damage(pb);
        return false;
    }
}

struct pb
pb_inside(const struct pb *pb)
{
    if (pb->wire != PB_BYTES) {
        struct pb none = pb_begin(NULL, 0);
        none.bad = true;
        return none;
    }
    return pb_begin(pb->data, pb->len);
}
