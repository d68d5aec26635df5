#include "bundle/bundle.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "bundle/internal.h"

static const char magic[8] = {'V', 'E', 'N', 'T', 'H', 'U', 'B', '1'};

struct layout {
    size_t trust_len;
    size_t manifest_len;
    size_t signature_len;
    size_t end; // of the signature
    size_t payload_offset;
    uint64_t payload_size;
};

// Where reading stands, and why it ends.
struct reading {
    const struct bundle_anchor *anchor;
    enum bundle_reason *reason;
    struct err *err;
};

static bool
refuse(const struct reading *reading, enum bundle_reason reason, const char *text)
{
    *reading->reason = reason;
    return err_set(reading->err,
        reason == BUNDLE_DAMAGED      ? ERR_FORMAT
        : reason == BUNDLE_UNREADABLE ? ERR_IO
                                      : ERR_SIGNATURE,
        "%s", text);
}

// With the text that stands in err.
static bool
refuse_as(const struct reading *reading, enum bundle_reason reason)
{
    *reading->reason = reason;
    return false;
}

// Exactly len bytes from offset.
static bool
read_at(const struct reading *reading, int fd, void *into, size_t len, size_t offset)
{
    size_t got = 0;
    while (got < len) {
        ssize_t n = pread(fd, (char *)into + got, len - got, (off_t)(offset + got));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return refuse(reading, BUNDLE_UNREADABLE, "the head cannot be read");
        }
        if (n == 0) {
            return refuse(reading, BUNDLE_DAMAGED, "the file ends within its head");
        }
        got += (size_t)n;
    }
    return true;
}

static uint32_t
number_at(const unsigned char *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return le32toh(value);
}

static bool
all_zero(const unsigned char *at, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (at[i] != 0) {
            return false;
        }
    }
    return true;
}

static bool
read_layout(const unsigned char bytes[BUNDLE_HEADER_BYTES], struct layout *layout)
{
    uint64_t size;
    memcpy(&size, bytes + 24, sizeof size);
    layout->trust_len = number_at(bytes + 8);
    layout->manifest_len = number_at(bytes + 12);
    layout->signature_len = number_at(bytes + 16);
    layout->payload_offset = number_at(bytes + 20);
    layout->payload_size = le64toh(size);
    if (memcmp(bytes, magic, sizeof magic) != 0 || !all_zero(bytes + 32, 32) ||
        layout->trust_len > BUNDLE_TRUST_MAX || layout->manifest_len > BUNDLE_MANIFEST_MAX ||
        layout->signature_len > BUNDLE_SIGNATURE_MAX) {
        return false;
    }
    layout->end =
        BUNDLE_HEADER_BYTES + layout->trust_len + layout->manifest_len + layout->signature_len;
    return layout->payload_offset == (layout->end + BUNDLE_ALIGN - 1) / BUNDLE_ALIGN * BUNDLE_ALIGN;
}

// Memory for the head is asked for when the header and the file's size agree.
static bool
read_bytes(const struct reading *reading, int fd, struct layout *layout, struct bundle_head *head)
{
    unsigned char header[BUNDLE_HEADER_BYTES];
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        return refuse(reading, BUNDLE_UNREADABLE, "not a regular file");
    }
    if (!read_at(reading, fd, header, sizeof header, 0)) {
        return false;
    }
    if (!read_layout(header, layout)) {
        return refuse(reading, BUNDLE_DAMAGED, "not the header of a bundle");
    }
    if ((uint64_t)st.st_size != layout->payload_offset + layout->payload_size) {
        return refuse(reading, BUNDLE_DAMAGED, "not of the size its header says");
    }
    head->payload_offset = (int64_t)layout->payload_offset;
    head->bytes = malloc(layout->payload_offset);
    ASSERT(head->bytes);
    memcpy(head->bytes, header, sizeof header);
    if (!read_at(reading, fd, head->bytes + sizeof header, layout->payload_offset - sizeof header,
            sizeof header)) {
        return false;
    }
    if (!all_zero(head->bytes + layout->end, layout->payload_offset - layout->end)) {
        return refuse(reading, BUNDLE_DAMAGED, "not zero before the payload");
    }
    return true;
}

static bool
judge_chain(const struct reading *reading, const struct layout *layout, struct bundle_head *head)
{
    const struct bundle_anchor *anchor = reading->anchor;
    struct bundle_trust *trust = &head->trust;
    head->chain = head->bytes + BUNDLE_HEADER_BYTES;
    head->chain_len = layout->trust_len;
    if (!bundle_chain_verify(
            anchor->chain, anchor->len, head->chain, head->chain_len, trust, reading->err)) {
        // Demonstration keys are another chain to a hub; it says the plainer of the two.
        bool plain = !anchor->demonstration &&
                     bundle_chain_claims_demonstration(head->chain, head->chain_len);
        return refuse_as(reading, plain ? BUNDLE_DEMONSTRATION : BUNDLE_UNTRUSTED);
    }
    return !trust->demonstration || anchor->demonstration ||
           refuse(reading, BUNDLE_DEMONSTRATION, "signed for a demonstration");
}

static const struct bundle_publisher *
find_publisher(const struct bundle_trust *trust, const struct bundle_signature *signature,
    const unsigned char *text, size_t len)
{
    for (int i = 0; i < trust->publishers_count; i++) {
        if (bundle_signature_verify(signature, &trust->publishers[i].key, text, len)) {
            return &trust->publishers[i];
        }
    }
    return NULL;
}

static bool
may_publish(const struct bundle_publisher *publisher, const struct bundle_manifest *manifest)
{
    for (int i = 0; i < publisher->networks_count; i++) {
        if (strcmp(publisher->networks[i], manifest->network) == 0) {
            return manifest->epoch <= publisher->max_epoch;
        }
    }
    return false;
}

static bool
is_revoked(const struct bundle_trust *trust, const struct bundle_hash *id)
{
    for (int i = 0; i < trust->revoked_count; i++) {
        if (memcmp(trust->revoked[i].bytes, id->bytes, sizeof id->bytes) == 0) {
            return true;
        }
    }
    return false;
}

static bool
judge_publisher(const struct reading *reading, const struct bundle_publisher *publisher,
    const struct bundle_head *head)
{
    const struct bundle_manifest *manifest = &head->manifest;
    if (!may_publish(publisher, manifest)) {
        return refuse(
            reading, BUNDLE_UNTRUSTED, "the publisher may not sign for this network or epoch");
    }
    if (manifest->issued > publisher->not_after) {
        return refuse(reading, BUNDLE_KEY_EXPIRED, "issued after the publisher's key expired");
    }
    if (is_revoked(&head->trust, &head->id)) {
        return refuse(reading, BUNDLE_REVOKED, "taken back by the roots");
    }
    if (manifest->epoch < bundle_lowest_epoch(&head->trust, manifest->network)) {
        return refuse(reading, BUNDLE_OLDER, "of an epoch that is over");
    }
    return true;
}

static bool
judge_manifest(const struct reading *reading, const struct layout *layout, struct bundle_head *head)
{
    const unsigned char *text = head->bytes + BUNDLE_HEADER_BYTES + layout->trust_len;
    const char *signature_text = (const char *)text + layout->manifest_len;
    struct bundle_signature signature;
    if (!bundle_signature_parse(signature_text, layout->signature_len, &signature, reading->err)) {
        return refuse_as(reading, BUNDLE_DAMAGED);
    }
    const struct bundle_publisher *publisher =
        find_publisher(&head->trust, &signature, text, layout->manifest_len);
    if (!publisher) {
        return refuse(reading, BUNDLE_UNTRUSTED, "not signed by a publisher of the trust chain");
    }
    head->publisher = publisher->key;
    head->id = bundle_hash(text, layout->manifest_len);
    if (!bundle_manifest_parse(
            (const char *)text, layout->manifest_len, &head->manifest, reading->err)) {
        return refuse_as(reading, BUNDLE_DAMAGED);
    }
    if ((uint64_t)head->manifest.payload_size != layout->payload_size) {
        return refuse(reading, BUNDLE_DAMAGED, "header and manifest disagree on the size");
    }
    return judge_publisher(reading, publisher, head);
}

bool
bundle_head_read(int fd, const struct bundle_anchor *anchor, struct bundle_head *head,
    enum bundle_reason *reason, struct err *err)
{
    struct reading reading = {anchor, reason, err};
    struct layout layout = {0};
    memset(head, 0, sizeof *head);
    *reason = BUNDLE_FINE;
    if (read_bytes(&reading, fd, &layout, head) && judge_chain(&reading, &layout, head) &&
        judge_manifest(&reading, &layout, head)) {
        return true;
    }
    bundle_head_free(head);
    return false;
}

void
bundle_head_free(struct bundle_head *head)
{
    bundle_manifest_free(&head->manifest);
    free(head->bytes);
    memset(head, 0, sizeof *head);
}
