#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/hash.h"
#include "install/internal.h"

// A record, little-endian, eight of them in a sector:
//   0 u64 number, 1..     8 i32 day    12 u16 result   14 u16 reason
//  16 i64 epoch          24 i64 seq    32 key_id (8)   40 zero (16)    56 u64 FNV-1a of the 56 before
// Number n stands at (n - 1) modulo INSTALL_AUDIT_MAX. One that was torn does not fit its sum.

enum { RECORD = 64, SUM = 56, RING = RECORD * INSTALL_AUDIT_MAX };

static void
put(unsigned char *at, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        at[i] = (unsigned char)(value >> (8 * i));
    }
}

static uint64_t
get(const unsigned char *at, int bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value |= (uint64_t)at[i] << (8 * i);
    }
    return value;
}

static void
encode(const struct install_audit *record, uint64_t number, unsigned char bytes[RECORD])
{
    memset(bytes, 0, RECORD);
    put(bytes, number, 8);
    put(bytes + 8, (uint64_t)record->day, 4);
    put(bytes + 12, (uint64_t)record->result, 2);
    put(bytes + 14, (uint64_t)record->reason, 2);
    put(bytes + 16, (uint64_t)record->epoch, 8);
    put(bytes + 24, (uint64_t)record->seq, 8);
    memcpy(bytes + 32, record->key_id, 8);
    put(bytes + SUM, hash_bytes(HASH_SEED, bytes, SUM), 8);
}

// The record's number; 0 when nothing whole stands in that place.
static uint64_t
decode(const unsigned char bytes[RECORD], size_t place, struct install_audit *record)
{
    uint64_t number = get(bytes, 8);
    uint64_t result = get(bytes + 12, 2);
    if (number == 0 || (number - 1) % INSTALL_AUDIT_MAX != place || result >= INSTALL_PHASES ||
        get(bytes + SUM, 8) != hash_bytes(HASH_SEED, bytes, SUM)) {
        return 0;
    }
    *record = (struct install_audit){.day = (int)(int32_t)get(bytes + 8, 4),
        .result = (enum install_phase)result,
        .reason = (enum bundle_reason)get(bytes + 14, 2),
        .epoch = (int64_t)get(bytes + 16, 8),
        .seq = (int64_t)get(bytes + 24, 8)};
    memcpy(record->key_id, bytes + 32, 8);
    return number;
}

struct ring {
    unsigned char bytes[RING];
    size_t count; // whole places in the file
};

static void
read_ring(int fd, struct ring *ring)
{
    size_t len = 0;
    while (len < RING) {
        ssize_t n = pread(fd, ring->bytes + len, RING - len, (off_t)len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            break;
        }
        len += (size_t)n;
    }
    ring->count = len / RECORD;
}

static uint64_t
newest(const struct ring *ring)
{
    uint64_t highest = 0;
    struct install_audit ignored;
    for (size_t i = 0; i < ring->count; i++) {
        uint64_t number = decode(ring->bytes + i * RECORD, i, &ignored);
        highest = number > highest ? number : highest;
    }
    return highest;
}

int
install_audit_read(const struct install_dirs *dirs, struct install_audit list[INSTALL_AUDIT_MAX])
{
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    struct ring ring = {.count = 0};
    if (!install_join(dirs->state, "audit", path, &err)) {
        return 0;
    }
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return 0;
    }
    read_ring(fd, &ring);
    uint64_t last = newest(&ring);
    int count = 0;
    for (uint64_t n = last; n > 0 && last - n < INSTALL_AUDIT_MAX; n--) {
        size_t place = (n - 1) % INSTALL_AUDIT_MAX;
        if (place < ring.count && decode(ring.bytes + place * RECORD, place, &list[count]) == n) {
            count++;
        }
    }
    return count;
}

// All of the file's room is taken when it is made, so that a full card still takes records.
static bool
make(int fd, const char *folder, struct err *err)
{
    static const unsigned char zeros[RING];
    struct stat st;
    if (fstat(fd, &st) == 0 && st.st_size >= RING) {
        return true;
    }
    size_t have = st.st_size > 0 ? (size_t)st.st_size / RECORD * RECORD : 0;
    if (pwrite(fd, zeros, RING - have, (off_t)have) != (ssize_t)(RING - have)) {
        return false;
    }
    return install_sync_folder(folder, err);
}

bool
install_audit_add(
    const struct install_dirs *dirs, const struct install_audit *record, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    struct ring ring = {.count = 0};
    unsigned char bytes[RECORD];
    if (!install_join(dirs->state, "audit", path, err)) {
        return false;
    }
    AUTO_CLOSE int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0644);
    if (fd < 0 || !make(fd, dirs->state, err)) {
        return install_io_error(err, path);
    }
    read_ring(fd, &ring);
    uint64_t number = newest(&ring) + 1;
    encode(record, number, bytes);
    off_t place = (off_t)((number - 1) % INSTALL_AUDIT_MAX * RECORD);
    return (pwrite(fd, bytes, RECORD, place) == RECORD && fsync(fd) == 0) ||
           install_io_error(err, path);
}
