#include "bundle/bundle.h"

#include <string.h>

#include "bundle/make.h"

#include "test.h"

struct asked {
    struct make *make;
    struct bundle_head head;
    struct bundle_hub hub; // accepted epoch 1 seq 5 of trust version 1
};

static struct bundle_hash
trust_id(const struct bundle_trust *trust)
{
    static char text[BUNDLE_DOCUMENT_MAX];
    size_t len = 0;
    assert_true(bundle_trust_write(trust, text, sizeof text, &len, NULL));
    return bundle_hash(text, len);
}

static int
setup(void **state)
{
    struct asked *asked = calloc(1, sizeof *asked);
    assert_non_null(asked);
    asked->make = make_begin();
    asked->head.manifest = asked->make->manifest;
    asked->head.manifest.seq = 6;
    asked->head.trust = asked->make->trust;
    asked->head.publisher = asked->make->publisher.public;
    asked->head.id = bundle_hash("6", 1);
    asked->hub = (struct bundle_hub){.network = "gt",
        .name = "north",
        .today = MAKE_TODAY,
        .trust_version = 1,
        .trust_id = trust_id(&asked->make->trust),
        .epoch = 1,
        .seq = 5,
        .id = bundle_hash("5", 1)};
    *state = asked;
    return 0;
}

static int
teardown(void **state)
{
    struct asked *asked = *state;
    make_free(asked->make);
    free(asked);
    return 0;
}

static void
test_newer_is_fine(void **state)
{
    struct asked *asked = *state;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_FINE);
    asked->hub = (struct bundle_hub){.network = "gt", .name = "north"}; // a new machine
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_FINE);
}

static void
test_target(void **state)
{
    struct asked *asked = *state;
    static const char *const names[] = {"east", "north"};
    make_for_hubs(asked->make, names, 2);
    asked->head.manifest = asked->make->manifest;
    asked->head.manifest.seq = 6;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_FINE);
    asked->hub.name = "nort";
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_OTHER_HUB);
    asked->hub.name = "";
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_OTHER_HUB);
    asked->hub.name = "north";
    asked->hub.network = "hn";
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_OTHER_HUB);
}

static void
test_order(void **state)
{
    struct asked *asked = *state;
    asked->head.manifest.seq = 5;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_OLDER); // another one
    asked->head.id = asked->hub.id;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_FINE); // the very one
    asked->head.manifest.seq = 4;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_OLDER);
    asked->head.manifest.epoch = 2;
    asked->head.manifest.seq = 1;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_FINE);
    asked->hub.epoch = 3;
    asked->head.manifest.seq = 100;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_OLDER);
}

static void
test_key_expires(void **state)
{
    struct asked *asked = *state;
    int not_after = asked->head.trust.publishers[0].not_after;
    asked->hub.today = not_after;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_FINE);
    asked->hub.today = not_after + 1;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_KEY_EXPIRED);
    // Keys expire, guidance does not: what is here already stays.
    asked->head.id = asked->hub.id;
    asked->head.manifest.seq = asked->hub.seq;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_FINE);
    asked->head.manifest.seq = asked->hub.seq + 1;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_KEY_EXPIRED);
}

static void
test_program(void **state)
{
    struct asked *asked = *state;
    asked->head.manifest.min_app = BUNDLE_APP_LEVEL;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_FINE);
    asked->head.manifest.min_app = BUNDLE_APP_LEVEL + 1;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_OTHER_PROGRAM);
    asked->head.manifest.min_app = 1;
    asked->hub.schema_id.bytes[9] = 1;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_OTHER_PROGRAM);
}

// Also when the card lost the chain it accepted, and judges by the image's again.
static void
test_trust_never_goes_back(void **state)
{
    struct asked *asked = *state;
    asked->hub.trust_version = 2;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_UNTRUSTED);
    asked->head.trust.version = 2;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_UNTRUSTED); // another two
    asked->hub.trust_id = trust_id(&asked->head.trust);
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_FINE);
    asked->head.trust.version = 3;
    assert_int_equal(bundle_admit(&asked->head, &asked->hub), BUNDLE_FINE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_newer_is_fine, setup, teardown),
        cmocka_unit_test_setup_teardown(test_target, setup, teardown),
        cmocka_unit_test_setup_teardown(test_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_key_expires, setup, teardown),
        cmocka_unit_test_setup_teardown(test_program, setup, teardown),
        cmocka_unit_test_setup_teardown(test_trust_never_goes_back, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
