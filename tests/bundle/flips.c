// Bits turned at random and files cut anywhere, over the whole of a small bundle: none is accepted.
// HUB_LONG=1 tries 100,000 and 10,000.

#include <dlfcn.h>
#include <string.h>

#include "bundle/judge.h"

#include "test.h"

enum { SIZE = 3000 };

// What the library asks of libsodium passes through here; the control lets every signature pass.
static bool blind;

int
crypto_sign_ed25519_verify_detached(const unsigned char *signature, const unsigned char *text,
    unsigned long long len, const unsigned char *key)
{
    int (*verify)(
        const unsigned char *, const unsigned char *, unsigned long long, const unsigned char *);
    void *found = dlsym(RTLD_NEXT, "crypto_sign_ed25519_verify_detached");
    assert_non_null(found);
    memcpy(&verify, &found, sizeof verify);
    return blind ? 0 : verify(signature, text, len, key);
}

struct bundle_file {
    struct make *make;
    struct make_file file;
    struct bundle_anchor anchor; // the first document only
    struct bundle_hub hub;
    int fd;
};

static int
setup(void **state)
{
    struct bundle_file *it = calloc(1, sizeof *it);
    assert_non_null(it);
    it->make = make_begin();
    it->anchor = make_anchor(it->make);
    it->make->trust.version = 2;
    it->make->trust.roots[0] = it->make->roots[3].public;
    make_document(it->make, 1 | 2 | 4 | 8);
    make_payload(it->make, make_bytes(SIZE), SIZE);
    it->file = make_file(it->make);
    it->hub = (struct bundle_hub){.network = "gt", .name = "north", .today = MAKE_TODAY};
    it->fd = make_fd(it->file.bytes, it->file.len);
    *state = it;
    return 0;
}

static int
teardown(void **state)
{
    struct bundle_file *it = *state;
    close(it->fd);
    free(it->file.bytes);
    make_free(it->make);
    free(it);
    return 0;
}

static long
times(long few, long many)
{
    const char *asked = getenv("HUB_LONG");
    return asked && *asked == '1' ? many : few;
}

// xorshift64* (Vigna): the same bits each time.
static uint64_t
draw(uint64_t *random)
{
    *random ^= *random >> 12;
    *random ^= *random << 25;
    *random ^= *random >> 27;
    return *random * UINT64_C(0x2545f4914f6cdd1d);
}

// How many of so many files with one bit turned are accepted.
static long
turn_bits(struct bundle_file *it, long count)
{
    uint64_t random = 2026;
    long accepted = 0;
    for (long i = 0; i < count; i++) {
        uint64_t bit = draw(&random) % (it->file.len * 8);
        unsigned char byte = it->file.bytes[bit / 8] ^ (unsigned char)(1u << bit % 8);
        assert_int_equal(pwrite(it->fd, &byte, 1, (off_t)(bit / 8)), 1);
        accepted += judge(it->fd, &it->anchor, &it->hub) == BUNDLE_FINE;
        assert_int_equal(pwrite(it->fd, &it->file.bytes[bit / 8], 1, (off_t)(bit / 8)), 1);
    }
    assert_int_equal(judge(it->fd, &it->anchor, &it->hub), BUNDLE_FINE);
    return accepted;
}

static void
test_flips(void **state)
{
    long count = times(4000, 100 * 1000);
    long accepted = turn_bits(*state, count);
    print_message("%ld bits turned, %ld accepted\n", count, accepted);
    assert_int_equal(accepted, 0);
}

static void
test_truncations(void **state)
{
    struct bundle_file *it = *state;
    uint64_t random = 11;
    long count = times(500, 10 * 1000);
    long accepted = 0;
    for (long i = 0; i < count; i++) {
        size_t len = draw(&random) % it->file.len;
        assert_int_equal(ftruncate(it->fd, (off_t)len), 0);
        accepted += judge(it->fd, &it->anchor, &it->hub) == BUNDLE_FINE;
        ssize_t rest = (ssize_t)(it->file.len - len);
        assert_int_equal(pwrite(it->fd, it->file.bytes + len, (size_t)rest, (off_t)len), rest);
    }
    print_message("%ld files cut, %ld accepted\n", count, accepted);
    assert_int_equal(accepted, 0);
    assert_int_equal(judge(it->fd, &it->anchor, &it->hub), BUNDLE_FINE);
}

// The same harness sees a verifier that does not look.
static void
test_control(void **state)
{
    blind = true;
    long accepted = turn_bits(*state, 1000);
    blind = false;
    print_message("1000 bits turned before a blind verifier, %ld accepted\n", accepted);
    assert_true(accepted > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_flips, setup, teardown),
        cmocka_unit_test_setup_teardown(test_truncations, setup, teardown),
        cmocka_unit_test_setup_teardown(test_control, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
