#include "bundle/bundle.h"

#include <fcntl.h>
#include <string.h>

#include "bundle/make.h"

#include "test.h"

// Reads these bytes as a file; the reason it is refused for.
static enum bundle_reason
read_bytes(const struct make_file *file, struct bundle_anchor anchor, struct bundle_head *head)
{
    struct err err = {0};
    enum bundle_reason reason = BUNDLE_STUCK;
    int fd = make_fd(file->bytes, file->len);
    bool read = bundle_head_read(fd, &anchor, head, &reason, &err);
    close(fd);
    assert_int_equal(read, reason == BUNDLE_FINE);
    assert_int_equal(read, err.kind == ERR_NONE);
    if (!read) {
        struct bundle_head *zero = calloc(1, sizeof *zero);
        assert_memory_equal(head, zero, sizeof *zero);
        free(zero);
    }
    return reason;
}

static enum bundle_reason
judge(const struct make_file *file, struct bundle_anchor anchor)
{
    struct bundle_head *head = calloc(1, sizeof *head);
    enum bundle_reason reason = read_bytes(file, anchor, head);
    bundle_head_free(head);
    free(head);
    return reason;
}

static enum bundle_reason
judge_made(const struct make *make)
{
    struct make_file file = make_file(make);
    enum bundle_reason reason = judge(&file, make_anchor(make));
    free(file.bytes);
    return reason;
}

static void
test_what_is_in_it(void **state)
{
    (void)state;
    struct make *make = make_begin();
    struct make_file file = make_file(make);
    struct bundle_head *head = calloc(1, sizeof *head);
    assert_int_equal(read_bytes(&file, make_anchor(make), head), BUNDLE_FINE);
    size_t manifest_len = file.signature_at - file.manifest_at;
    assert_memory_equal(
        head->id.bytes, bundle_hash(file.bytes + file.manifest_at, manifest_len).bytes, 32);
    assert_string_equal(head->manifest.network, "gt");
    assert_int_equal(head->trust.version, 1);
    assert_memory_equal(head->publisher.bytes, make->publisher.public.bytes, 32);
    assert_int_equal(head->payload_offset, file.payload_at);
    assert_memory_equal(head->bytes, file.bytes, file.payload_at);
    assert_int_equal(head->chain_len, make->chain_len);
    assert_memory_equal(head->chain, make->chain, make->chain_len);
    bundle_head_free(head);
    bundle_head_free(head);
    free(head);
    free(file.bytes);
    make_free(make);
}

// One thing in the file changed, and what is said of it.
static void
spoilt(size_t at, unsigned char mask, enum bundle_reason expected)
{
    struct make *make = make_begin();
    struct make_file file = make_file(make);
    file.bytes[at] ^= mask;
    assert_int_equal(judge(&file, make_anchor(make)), expected);
    free(file.bytes);
    make_free(make);
}

static void
test_each_field_of_the_header(void **state)
{
    (void)state;
    for (size_t at = 0; at < BUNDLE_HEADER_BYTES; at++) {
        for (int bit = 0; bit < 8; bit++) {
            struct make *make = make_begin();
            struct make_file file = make_file(make);
            file.bytes[at] ^= (unsigned char)(1u << bit);
            assert_int_not_equal(judge(&file, make_anchor(make)), BUNDLE_FINE);
            free(file.bytes);
            make_free(make);
        }
    }
}

static void
test_damage(void **state)
{
    (void)state;
    struct make *make = make_begin();
    struct make_file file = make_file(make);
    struct bundle_anchor anchor = make_anchor(make);
    spoilt(0, 1, BUNDLE_DAMAGED);
    spoilt(40, 1, BUNDLE_DAMAGED);
    spoilt(file.trust_at + 40, 1, BUNDLE_UNTRUSTED);
    spoilt(file.manifest_at + 20, 1, BUNDLE_UNTRUSTED);
    spoilt(file.signature_at + 60, 1, BUNDLE_UNTRUSTED);
    spoilt(file.signature_at + 5, 1, BUNDLE_DAMAGED);
    spoilt(file.pad_at, 1, BUNDLE_DAMAGED);
    spoilt(file.payload_at - 1, 0x80, BUNDLE_DAMAGED);
    file.len--;
    assert_int_equal(judge(&file, anchor), BUNDLE_DAMAGED);
    file.len = 0;
    assert_int_equal(judge(&file, anchor), BUNDLE_DAMAGED);
    free(file.bytes);
    make_free(make);
}

static void
test_longer_file(void **state)
{
    (void)state;
    struct make *make = make_begin();
    struct make_file file = make_file(make);
    file.bytes = realloc(file.bytes, file.len + 1);
    file.bytes[file.len++] = 0;
    assert_int_equal(judge(&file, make_anchor(make)), BUNDLE_DAMAGED);
    free(file.bytes);
    make_free(make);
}

// Where header, file and manifest could each be right about something else.
static void
test_sizes_agree(void **state)
{
    (void)state;
    struct make *make = make_begin();
    struct make_file file = make_file(make);
    struct bundle_anchor anchor = make_anchor(make);
    size_t payload_at = file.payload_at + BUNDLE_ALIGN;
    file.bytes = realloc(file.bytes, file.len + BUNDLE_ALIGN);
    memmove(file.bytes + payload_at, file.bytes + file.payload_at, make->payload_len);
    memset(file.bytes + file.payload_at, 0, BUNDLE_ALIGN);
    make_u32(file.bytes + 20, payload_at);
    file.len += BUNDLE_ALIGN;
    assert_int_equal(judge(&file, anchor), BUNDLE_DAMAGED);
    free(file.bytes);
    file = make_file(make);
    make_u32(file.bytes + 24, make->payload_len - 1);
    file.len--;
    assert_int_equal(judge(&file, anchor), BUNDLE_DAMAGED);
    free(file.bytes);
    make_free(make);
}

// Sizes nobody should believe ask for no memory.
static void
test_huge_sizes(void **state)
{
    (void)state;
    for (size_t at = 8; at < 24; at += 4) {
        struct make *make = make_begin();
        struct make_file file = make_file(make);
        memset(file.bytes + at, 0xff, 4);
        assert_int_equal(judge(&file, make_anchor(make)), BUNDLE_DAMAGED);
        free(file.bytes);
        make_free(make);
    }
}

static void
test_reasons(void **state)
{
    (void)state;
    struct make *make = make_begin();
    assert_int_equal(judge_made(make), BUNDLE_FINE);
    make->signer = make->stranger;
    assert_int_equal(judge_made(make), BUNDLE_UNTRUSTED);
    make->signer = make->publisher;
    make->manifest.epoch = 2;
    assert_int_equal(judge_made(make), BUNDLE_UNTRUSTED);
    make->manifest.epoch = 1;
    make->manifest.issued = make->trust.publishers[0].not_after;
    assert_int_equal(judge_made(make), BUNDLE_FINE);
    make->manifest.issued++;
    assert_int_equal(judge_made(make), BUNDLE_KEY_EXPIRED);
    snprintf(make->manifest.network, sizeof make->manifest.network, "hn");
    assert_int_equal(judge_made(make), BUNDLE_UNTRUSTED);
    make_free(make);
}

static void
test_demonstration(void **state)
{
    (void)state;
    struct make *make = make_begin();
    struct make *real = make_begin();
    make->chain_len = 0;
    make->trust.demonstration = true;
    make_document(make, 3);
    struct make_file file = make_file(make);
    assert_int_equal(judge(&file, make_anchor(make)), BUNDLE_FINE);
    assert_int_equal(judge(&file, make_anchor(real)), BUNDLE_DEMONSTRATION);
    struct bundle_anchor strict = make_anchor(make);
    strict.demonstration = false;
    assert_int_equal(judge(&file, strict), BUNDLE_DEMONSTRATION);
    free(file.bytes);
    file = make_file(real);
    assert_int_equal(judge(&file, make_anchor(make)), BUNDLE_UNTRUSTED);
    free(file.bytes);
    make_free(make);
    make_free(real);
}

static void
test_no_file(void **state)
{
    (void)state;
    struct err err = {0};
    struct make *make = make_begin();
    struct bundle_head *head = calloc(1, sizeof *head);
    struct bundle_anchor anchor = make_anchor(make);
    enum bundle_reason reason = BUNDLE_FINE;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_false(bundle_head_read(ends[0], &anchor, head, &reason, &err));
    assert_int_equal(reason, BUNDLE_UNREADABLE);
    close(ends[0]);
    close(ends[1]);
    struct make_file file = make_file(make);
    int fd = make_fd(file.bytes, file.len); // opened for writing only: every read fails
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int closed = open(path, O_WRONLY | O_CLOEXEC);
    assert_true(closed >= 0);
    assert_false(bundle_head_read(closed, &anchor, head, &reason, &err));
    assert_int_equal(reason, BUNDLE_UNREADABLE);
    close(closed);
    close(fd);
    free(file.bytes);
    free(head);
    make_free(make);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_in_it),
        cmocka_unit_test(test_each_field_of_the_header),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_longer_file),
        cmocka_unit_test(test_sizes_agree),
        cmocka_unit_test(test_huge_sizes),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_demonstration),
        cmocka_unit_test(test_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
