// Role by attack, after "Goals to protect against specific attacks" of TUF 1.0: who could have been
// robbed of a key or a stick, what is tried with it, and what the hub says.

#include <fcntl.h>
#include <string.h>

#include "bundle/judge.h"

#include "test.h"

// A hub of the network gt that runs content (epoch 1, seq 5), and the stick that comes.
struct scene {
    struct make *make;
    struct bundle_hub hub;
    struct make_file anchor; // bytes and len: the chain the hub believes
    bool production;         // the hub takes no demonstration
    struct make_file file;
};

// Takes the chain made so far for the one the hub has accepted.
static void
hub_has_chain(struct scene *scene)
{
    const struct make *make = scene->make;
    static char text[BUNDLE_DOCUMENT_MAX];
    size_t len = 0;
    free(scene->anchor.bytes);
    scene->anchor.bytes = malloc(make->chain_len);
    scene->anchor.len = make->chain_len;
    memcpy(scene->anchor.bytes, make->chain, make->chain_len);
    assert_true(bundle_trust_write(&make->trust, text, sizeof text, &len, NULL));
    scene->hub.trust_version = make->trust.version;
    scene->hub.trust_id = bundle_hash(text, len);
}

static void
next_document(struct scene *scene, unsigned signers)
{
    scene->make->trust.version++;
    make_document(scene->make, signers);
}

static struct scene
scene_begin(void)
{
    struct scene scene = {.make = make_begin(), .production = true};
    scene.make->manifest.seq = 6;
    scene.hub = (struct bundle_hub){.network = "gt",
        .name = "north",
        .today = MAKE_TODAY,
        .epoch = 1,
        .seq = 5,
        .id = bundle_hash("5", 1)};
    hub_has_chain(&scene);
    return scene;
}

static enum bundle_reason
scene_end(struct scene *scene)
{
    int fd = make_fd(scene->file.bytes, scene->file.len);
    struct bundle_anchor anchor = {scene->anchor.bytes, scene->anchor.len, !scene->production};
    enum bundle_reason reason = judge(fd, &anchor, &scene->hub);
    close(fd);
    free(scene->file.bytes);
    free(scene->anchor.bytes);
    make_free(scene->make);
    return reason;
}

// Before the file is made --------------------------------------------------------------------------

static void
nothing(struct scene *scene)
{
    (void)scene;
}

static void
stranger_signs(struct scene *scene)
{
    scene->make->signer = scene->make->stranger;
}

static void
root_signs_content(struct scene *scene)
{
    scene->make->signer = scene->make->roots[0];
}

static void
release_signs_content(struct scene *scene)
{
    scene->make->trust.releases_count = 1;
    scene->make->trust.releases[0] = scene->make->stranger.public;
    next_document(scene, 3);
    scene->make->signer = scene->make->stranger;
}

static void
publisher_signs_trust(struct scene *scene)
{
    scene->make->roots[1] = scene->make->publisher;
    next_document(scene, 3);
}

static void
publisher_names_itself_root(struct scene *scene)
{
    struct make *make = scene->make;
    make->roots[3] = make->stranger; // of the thief
    make->trust.roots[0] = make->stranger.public;
    make->trust.threshold = 1;
    next_document(scene, 8);
}

static void
one_root_of_three(struct scene *scene)
{
    make_publisher(&scene->make->trust, &scene->make->stranger, "gt");
    next_document(scene, 1);
    scene->make->signer = scene->make->stranger;
}

static void
one_root_lowers_threshold(struct scene *scene)
{
    scene->make->trust.threshold = 1;
    next_document(scene, 1);
}

static void
new_roots_alone(struct scene *scene)
{
    for (int i = 0; i < 3; i++) {
        scene->make->trust.roots[i] = scene->make->roots[i + 3].public;
    }
    next_document(scene, 8 | 16 | 32);
}

static void
old_roots_name_others(struct scene *scene)
{
    for (int i = 0; i < 3; i++) {
        scene->make->trust.roots[i] = scene->make->roots[i + 3].public;
    }
    next_document(scene, 1 | 2 | 4);
}

static void
other_roots_from_the_start(struct scene *scene)
{
    scene->make->chain_len = 0;
    for (int i = 0; i < 3; i++) {
        scene->make->trust.roots[i] = scene->make->roots[i + 3].public;
    }
    make_document(scene->make, 8 | 16);
}

static void
add_other_network(struct scene *scene)
{
    make_publisher(&scene->make->trust, &scene->make->stranger, "hn");
    next_document(scene, 3);
    scene->make->signer = scene->make->stranger;
}

static void
key_expired_when_issued(struct scene *scene)
{
    scene->make->manifest.issued = MAKE_TODAY + 731;
}

static void
key_expired_by_now(struct scene *scene)
{
    scene->hub.today = MAKE_TODAY + 731;
}

static void
drop_publisher(struct scene *scene)
{
    scene->make->trust.publishers_count = 0;
    make_publisher(&scene->make->trust, &scene->make->stranger, "gt");
    next_document(scene, 3);
}

// The hub heard of it; the thief's stick still carries the chain of before.
static void
drop_publisher_before(struct scene *scene)
{
    size_t before = scene->make->chain_len;
    drop_publisher(scene);
    hub_has_chain(scene);
    scene->make->chain_len = before;
}

static void
revoke_bundle(struct scene *scene)
{
    struct make_file file = make_file(scene->make);
    struct bundle_trust *trust = &scene->make->trust;
    trust->revoked[trust->revoked_count++] =
        bundle_hash(file.bytes + file.manifest_at, file.signature_at - file.manifest_at);
    free(file.bytes);
    next_document(scene, 3);
}

static void
revoke_bundle_before(struct scene *scene)
{
    size_t before = scene->make->chain_len;
    revoke_bundle(scene);
    hub_has_chain(scene);
    scene->make->chain_len = before;
}

static void
epoch_beyond_key(struct scene *scene)
{
    scene->make->manifest.epoch = 2;
}

static void
run_away(struct scene *scene)
{
    scene->hub.seq = INT64_C(1) << 53; // the thief's bundle was accepted
}

// Document 2 ends epoch 1, names a new publisher for epoch 2.
static void
recover(struct scene *scene)
{
    struct bundle_trust *trust = &scene->make->trust;
    run_away(scene);
    trust->publishers_count = 0;
    make_publisher(trust, &scene->make->stranger, "gt");
    trust->publishers[0].max_epoch = 2;
    trust->epochs_count = 1;
    trust->epochs[0] = (struct bundle_epoch){.network = "gt", .lowest = 2};
    next_document(scene, 3);
    scene->make->signer = scene->make->stranger;
    scene->make->manifest.epoch = 2;
    scene->make->manifest.seq = 1;
}

static void
recover_old_epoch(struct scene *scene)
{
    recover(scene);
    scene->make->manifest.epoch = 1;
    scene->make->manifest.seq = INT64_C(1) << 53;
}

static void
recover_new_hub(struct scene *scene)
{
    recover_old_epoch(scene);
    scene->hub.epoch = 0; // a card that was just written
    scene->hub.seq = 0;
}

static void
older(struct scene *scene)
{
    scene->make->manifest.seq = 4;
}

static void
older_epoch(struct scene *scene)
{
    scene->hub.epoch = 2;
    scene->make->manifest.seq = 1000;
}

static void
same_number(struct scene *scene)
{
    scene->make->manifest.seq = 5;
}

static void
same_bundle(struct scene *scene)
{
    scene->make->manifest.seq = 5;
    struct make_file file = make_file(scene->make);
    scene->hub.id =
        bundle_hash(file.bytes + file.manifest_at, file.signature_at - file.manifest_at);
    free(file.bytes);
}

static void
chain_of_before(struct scene *scene)
{
    size_t before = scene->make->chain_len;
    next_document(scene, 3);
    hub_has_chain(scene);
    scene->make->chain_len = before;
}

// The card's copy of the chain is gone, the image's is believed again; what was accepted is known.
static void
chain_forgotten(struct scene *scene)
{
    size_t before = scene->make->chain_len;
    next_document(scene, 3);
    hub_has_chain(scene);
    scene->make->chain_len = before;
    scene->anchor.len = before;
}

static void
fork_chain(struct scene *scene)
{
    size_t before = scene->make->chain_len;
    next_document(scene, 3);
    hub_has_chain(scene);
    scene->make->chain_len = before;
    scene->make->trust.issued++;
    make_document(scene->make, 3);
}

static void
demonstration_keys(struct scene *scene)
{
    scene->make->chain_len = 0;
    scene->make->trust.demonstration = true;
    make_document(scene->make, 3);
}

static void
demonstration_follows(struct scene *scene)
{
    scene->make->trust.demonstration = true;
    next_document(scene, 3);
}

static void
other_network(struct scene *scene)
{
    struct bundle_publisher *publisher = &scene->make->trust.publishers[0];
    snprintf(publisher->networks[1], sizeof publisher->networks[1], "hn");
    publisher->networks_count = 2;
    next_document(scene, 3);
    snprintf(scene->make->manifest.network, sizeof scene->make->manifest.network, "hn");
}

static void
other_hub(struct scene *scene)
{
    static const char *const names[] = {"east", "west"};
    make_for_hubs(scene->make, names, 2);
}

static void
newer_program(struct scene *scene)
{
    scene->make->manifest.min_app = BUNDLE_APP_LEVEL + 1;
}

static void
other_schema(struct scene *scene)
{
    scene->make->manifest.schema_id = bundle_hash("another", 7);
}

// In the file that was made ------------------------------------------------------------------------

static void
other_payload(struct scene *scene)
{
    unsigned char *bytes = make_bytes(scene->make->payload_len);
    bytes[4999] ^= 1;
    memcpy(scene->file.bytes + scene->file.payload_at, bytes, scene->make->payload_len);
    free(bytes);
}

static void
other_signature(struct scene *scene)
{
    struct make *make = scene->make;
    make->manifest.seq++;
    struct make_file other = make_file(make);
    memcpy(scene->file.bytes + scene->file.signature_at, other.bytes + other.signature_at,
        other.pad_at - other.signature_at);
    free(other.bytes);
}

static void
other_manifest(struct scene *scene)
{
    struct make *make = scene->make;
    make->manifest.seq++;
    struct make_file other = make_file(make);
    memcpy(scene->file.bytes + scene->file.manifest_at, other.bytes + other.manifest_at,
        other.signature_at - other.manifest_at);
    free(other.bytes);
}

// Manifest and signature of another right bundle over this payload.
static void
other_manifest_and_signature(struct scene *scene)
{
    struct make *make = scene->make;
    unsigned char *bytes = make_bytes(5000);
    bytes[0] ^= 1;
    make_payload(make, bytes, 5000);
    struct make_file other = make_file(make);
    memcpy(scene->file.bytes, other.bytes, other.payload_at);
    free(other.bytes);
}

static void
shorter_payload(struct scene *scene)
{
    scene->file.len--;
}

static void
endless_header(struct scene *scene)
{
    memset(scene->file.bytes + 24, 0x7f, 8);
}

static const struct {
    const char *attack;
    const char *what;
    void (*before)(struct scene *scene);
    void (*after)(struct scene *scene);
    enum bundle_reason reason;
} rows[] = {
    {"none", "the next right bundle", nothing, nothing, BUNDLE_FINE},
    {"none", "the one that is here already", same_bundle, nothing, BUNDLE_FINE},
    {"none", "an older chain on a right stick", chain_of_before, nothing, BUNDLE_FINE},

    {"arbitrary", "a stranger signs content", stranger_signs, nothing, BUNDLE_UNTRUSTED},
    {"arbitrary", "a root signs content", root_signs_content, nothing, BUNDLE_UNTRUSTED},
    {"arbitrary", "a release key signs content", release_signs_content, nothing, BUNDLE_UNTRUSTED},
    {"arbitrary", "a publisher signs trust", publisher_signs_trust, nothing, BUNDLE_UNTRUSTED},
    {"arbitrary", "a thief names itself root", publisher_names_itself_root, nothing,
        BUNDLE_UNTRUSTED},
    {"arbitrary", "other roots from the start", other_roots_from_the_start, nothing,
        BUNDLE_UNTRUSTED},
    {"arbitrary", "demonstration keys", demonstration_keys, nothing, BUNDLE_DEMONSTRATION},
    {"arbitrary", "real roots make it a demonstration", demonstration_follows, nothing,
        BUNDLE_DEMONSTRATION},

    {"mix and match", "payload of another bundle", nothing, other_payload, BUNDLE_UNSTEADY},
    {"mix and match", "signature of another bundle", nothing, other_signature, BUNDLE_UNTRUSTED},
    {"mix and match", "manifest of another bundle", nothing, other_manifest, BUNDLE_UNTRUSTED},
    {"mix and match", "head of another bundle", nothing, other_manifest_and_signature,
        BUNDLE_UNSTEADY},

    {"stolen root", "one of three signs", one_root_of_three, nothing, BUNDLE_UNTRUSTED},
    {"stolen root", "one lowers the threshold", one_root_lowers_threshold, nothing,
        BUNDLE_UNTRUSTED},
    {"stolen root", "new roots without the old", new_roots_alone, nothing, BUNDLE_UNTRUSTED},
    {"stolen root", "old roots without the new", old_roots_name_others, nothing, BUNDLE_UNTRUSTED},

    {"stolen publisher", "of another network", add_other_network, nothing, BUNDLE_UNTRUSTED},
    {"stolen publisher", "expired when it signed", key_expired_when_issued, nothing,
        BUNDLE_KEY_EXPIRED},
    {"stolen publisher", "expired since, dated back", key_expired_by_now, nothing,
        BUNDLE_KEY_EXPIRED},
    {"stolen publisher", "dropped by this stick's chain", drop_publisher, nothing,
        BUNDLE_UNTRUSTED},
    {"stolen publisher", "dropped by the hub's chain", drop_publisher_before, nothing,
        BUNDLE_UNTRUSTED},
    {"stolen publisher", "bundle revoked by this chain", revoke_bundle, nothing, BUNDLE_REVOKED},
    {"stolen publisher", "bundle revoked by the hub's", revoke_bundle_before, nothing,
        BUNDLE_REVOKED},

    {"fast forward", "an epoch beyond the key's", epoch_beyond_key, nothing, BUNDLE_UNTRUSTED},
    {"fast forward", "the right one after the leap", run_away, nothing, BUNDLE_OLDER},
    {"fast forward", "and after the roots' new epoch", recover, nothing, BUNDLE_FINE},
    {"fast forward", "the thief's own, then", recover_old_epoch, nothing, BUNDLE_OLDER},
    {"fast forward", "the thief's own on a new hub", recover_new_hub, nothing, BUNDLE_OLDER},

    {"rollback", "lower number", older, nothing, BUNDLE_OLDER},
    {"rollback", "lower epoch, higher number", older_epoch, nothing, BUNDLE_OLDER},
    {"rollback", "same number, other content", same_number, nothing, BUNDLE_OLDER},
    {"rollback", "the hub's chain was wiped", chain_forgotten, nothing, BUNDLE_UNTRUSTED},
    {"rollback", "a chain that forks", fork_chain, nothing, BUNDLE_UNTRUSTED},

    {"wrong software", "another network", other_network, nothing, BUNDLE_OTHER_HUB},
    {"wrong software", "another hub", other_hub, nothing, BUNDLE_OTHER_HUB},
    {"wrong software", "for a newer program", newer_program, nothing, BUNDLE_OTHER_PROGRAM},
    {"wrong software", "for another schema", other_schema, nothing, BUNDLE_OTHER_PROGRAM},

    {"endless data", "a header of huge sizes", nothing, endless_header, BUNDLE_DAMAGED},
    {"endless data", "a file that was cut", nothing, shorter_payload, BUNDLE_DAMAGED},
};

static void
test_table(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene scene = scene_begin();
        rows[i].before(&scene);
        scene.file = make_file(scene.make);
        rows[i].after(&scene);
        enum bundle_reason reason = scene_end(&scene);
        if (reason != rows[i].reason) {
            print_error("%s: %s: %d, expected %d\n", rows[i].attack, rows[i].what, (int)reason,
                (int)rows[i].reason);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

// A file of 2 TB that holds nothing is refused by its size, not read.
static void
test_sparse(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct make_file file = make_file(scene.make);
    struct bundle_anchor anchor = {scene.anchor.bytes, scene.anchor.len, false};
    int fd = make_fd(file.bytes, file.len);
    assert_int_equal(ftruncate(fd, INT64_C(2) << 40), 0);
    assert_int_equal(judge(fd, &anchor, &scene.hub), BUNDLE_DAMAGED);
    close(fd);
    scene.file = file;
    assert_int_equal(scene_end(&scene), BUNDLE_FINE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_sparse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
