#include "seal.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"

static bool
read_chunk(int fd, int index, unsigned char *chunk, size_t *len, const char *path, struct err *err)
{
    *len = 0;
    while (*len < BUNDLE_CHUNK_BYTES) {
        off_t at = (off_t)index * BUNDLE_CHUNK_BYTES + (off_t)*len;
        ssize_t n = pread(fd, chunk + *len, BUNDLE_CHUNK_BYTES - *len, at);
        if (n < 0 && errno != EINTR) {
            return err_set(err, ERR_IO, "%s: cannot be read", path);
        }
        if (n == 0) {
            break;
        }
        *len += n > 0 ? (size_t)n : 0;
    }
    return true;
}

bool
seal_measure(const char *content, struct bundle_manifest *manifest, struct err *err)
{
    struct stat st;
    AUTO_CLOSE int fd = open(content, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0) {
        return err_set(err, ERR_IO, "%s: cannot be read", content);
    }
    int64_t count = (st.st_size + BUNDLE_CHUNK_BYTES - 1) / BUNDLE_CHUNK_BYTES;
    if (count > BUNDLE_CHUNKS_MAX) {
        return err_set(err, ERR_LIMIT, "%s: more than %d MiB", content, BUNDLE_CHUNKS_MAX);
    }
    manifest->payload_size = st.st_size;
    manifest->chunks_count = (int)count;
    manifest->chunks = calloc((size_t)count, sizeof *manifest->chunks);
    AUTO_FREE unsigned char *chunk = malloc(BUNDLE_CHUNK_BYTES);
    ASSERT(manifest->chunks && chunk);
    for (int i = 0; i < manifest->chunks_count; i++) {
        size_t len = 0;
        if (!read_chunk(fd, i, chunk, &len, content, err)) {
            return false;
        }
        manifest->chunks[i] = bundle_hash(chunk, len);
    }
    return true;
}

static bool
put(int fd, const void *data, size_t len, const char *path, struct err *err)
{
    const char *at = data;
    while (len > 0) {
        ssize_t n = write(fd, at, len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return err_set(err, errno == ENOSPC ? ERR_SPACE : ERR_IO, "%s: %s", path,
                errno == ENOSPC ? "the disk is full" : "cannot be written");
        }
        at += n;
        len -= (size_t)n;
    }
    return true;
}

static void
put_number(unsigned char *at, size_t value)
{
    uint32_t little = htole32((uint32_t)value);
    memcpy(at, &little, sizeof little);
}

// Header, chain, manifest, signature and zeros up to the payload.
static bool
make_head(const struct seal *seal, const struct bundle_manifest *manifest, unsigned char *head,
    size_t *len, struct err *err)
{
    char signature_text[BUNDLE_SIGNATURE_MAX];
    unsigned char *text = head + BUNDLE_HEADER_BYTES + seal->chain_len;
    size_t text_len = 0;
    if (!bundle_manifest_write(manifest, (char *)text, BUNDLE_MANIFEST_MAX, &text_len, err)) {
        return err_wrap(err, "manifest");
    }
    struct bundle_signature signature = key_sign(seal->key, text, text_len);
    size_t signature_len = bundle_signature_write(&signature, signature_text);
    size_t end = BUNDLE_HEADER_BYTES + seal->chain_len + text_len + signature_len;
    uint64_t payload_size = htole64((uint64_t)manifest->payload_size);
    *len = (end + BUNDLE_ALIGN - 1) / BUNDLE_ALIGN * BUNDLE_ALIGN;
    memcpy(head, "VENTHUB1", 8);
    put_number(head + 8, seal->chain_len);
    put_number(head + 12, text_len);
    put_number(head + 16, signature_len);
    put_number(head + 20, *len);
    memcpy(head + 24, &payload_size, sizeof payload_size);
    memcpy(head + BUNDLE_HEADER_BYTES, seal->chain, seal->chain_len);
    memcpy(text + text_len, signature_text, signature_len);
    memset(text + text_len + signature_len, 0, *len - end); // the manifest's NUL stood there
    return true;
}

static bool
put_payload(const struct seal *seal, const struct bundle_manifest *manifest, int fd,
    const char *path, struct err *err)
{
    AUTO_CLOSE int from = open(seal->content, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    AUTO_FREE unsigned char *chunk = malloc(BUNDLE_CHUNK_BYTES);
    ASSERT(chunk);
    for (int i = 0; i < manifest->chunks_count; i++) {
        size_t len = 0;
        if (!read_chunk(from, i, chunk, &len, seal->content, err)) {
            return false;
        }
        if (!bundle_chunk_fits(manifest, i, chunk, len)) {
            return err_set(err, ERR_BUSY, "%s: changed while it was being signed", seal->content);
        }
        if (!put(fd, chunk, len, path, err)) {
            return false;
        }
    }
    return true;
}

bool
seal_write(const struct seal *seal, const struct bundle_manifest *manifest, const char *path,
    struct err *err)
{
    size_t len = 0;
    AUTO_FREE unsigned char *head = calloc(1, BUNDLE_HEAD_MAX + BUNDLE_ALIGN);
    ASSERT(head);
    ASSERT(seal->chain_len <= BUNDLE_TRUST_MAX);
    if (!make_head(seal, manifest, head, &len, err)) {
        return false;
    }
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) {
        return err_set(err, ERR_IO, "%s: cannot be written", path);
    }
    if (!put(fd, head, len, path, err) || !put_payload(seal, manifest, fd, path, err)) {
        return false;
    }
    return fsync(fd) == 0 || err_set(err, ERR_IO, "%s: cannot be synced", path);
}
