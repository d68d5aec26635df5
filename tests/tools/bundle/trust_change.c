#include "trust_change.h"

#include "signing.h"

struct options {
    struct command_line line;
    char paths[8][200]; // what line points into
    int used;
};

// FILE=REST as on a command line, the file in the folder.
static const char *
in_folder(struct options *options, const struct signing *signing, const char *text)
{
    char *path = options->paths[options->used++];
    snprintf(path, 200, "%s/%s", signing->folder, text);
    return path;
}

static void
add(struct options *options, struct command_list *list, const struct signing *signing,
    const char *text)
{
    list->items[list->count++] = in_folder(options, signing, text);
}

static void
three_roots(struct options *options, const struct signing *signing)
{
    add(options, &options->line.roots, signing, "root-0.pub");
    add(options, &options->line.roots, signing, "root-1.pub");
    add(options, &options->line.roots, signing, "root-2.pub");
}

// What a document has to be to be read again.
static void
is_canonical(const struct bundle_trust *trust)
{
    static char text[BUNDLE_DOCUMENT_MAX];
    size_t len = 0;
    struct err err = {0};
    struct bundle_trust *back = calloc(1, sizeof *back);
    assert_true(bundle_trust_write(trust, text, sizeof text, &len, &err));
    if (!bundle_trust_parse(text, len, back, &err)) {
        fail_msg("%s", err.text);
    }
    free(back);
}

static void
test_first(void **state)
{
    struct options options = {0};
    struct err err = {0};
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    three_roots(&options, *state);
    add(&options, &options.line.publishers, *state, "publisher.pub=hn,gt");
    if (!trust_first(&options.line, trust, &err)) {
        fail_msg("%s", err.text);
    }
    is_canonical(trust);
    assert_int_equal(trust->version, 1);
    assert_int_equal(trust->threshold, 2);
    assert_int_equal(trust->issued, 20777);
    assert_int_equal(trust->publishers_count, 1);
    assert_string_equal(trust->publishers[0].networks[0], "gt");
    assert_int_equal(trust->publishers[0].not_after, 20777 + 730);
    assert_int_equal(trust->publishers[0].max_epoch, 1);
    assert_false(trust->demonstration);
    free(trust);
}

static void
first_refused(void **state, struct options *options, const char *why)
{
    (void)state;
    struct err err = {0};
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    assert_false(trust_first(&options->line, trust, &err));
    if (!strstr(err.text, why)) {
        fail_msg("%s, expected: %s", err.text, why);
    }
    free(trust);
}

static void
test_first_refused(void **state)
{
    struct options options = {0};
    first_refused(state, &options, "2 of 0 roots");
    add(&options, &options.line.roots, *state, "root-0.pub");
    first_refused(state, &options, "2 of 1 roots");
    add(&options, &options.line.roots, *state, "root-0.pub"); // twice is once
    first_refused(state, &options, "2 of 1 roots");
    add(&options, &options.line.roots, *state, "publisher.pub");
    first_refused(state, &options, "the key of a publisher; give that of a root");
    options = (struct options){0};
    three_roots(&options, *state);
    options.line.threshold = "1";
    first_refused(state, &options, "at least two");
    options.line.threshold = "4";
    first_refused(state, &options, "no more than there are");
    options.line.threshold = NULL;
    add(&options, &options.line.publishers, *state, "publisher.pub");
    first_refused(state, &options, "say for which networks");
    options.line.publishers.count = 0;
    add(&options, &options.line.publishers, *state, "publisher.pub=GT");
    first_refused(state, &options, "not a name");
    options.line.publishers.count = 0;
    options.line.epochs = (struct command_list){{"gt"}, 1};
    first_refused(state, &options, "write it as gt=2");
    options.line.epochs.items[0] = "gt=0";
    first_refused(state, &options, "not a number");
    options.line.epochs.count = 0;
    options.line.issued = "tomorrow";
    first_refused(state, &options, "not a day");
}

static void
test_rotate(void **state)
{
    const struct signing *signing = *state;
    struct options options = {0};
    struct err err = {0};
    struct bundle_trust *trust = signing_trust(signing);
    add(&options, &options.line.roots, signing, "root-3.pub");
    add(&options, &options.line.drops, signing, "root-0.pub");
    add(&options, &options.line.publishers, signing, "publisher.pub=mx"); // again: replaced
    options.line.epochs = (struct command_list){{"mx=3", "gt=2"}, 2};
    options.line.not_after = "2030-01-01";
    if (!trust_rotate(&options.line, trust, &err)) {
        fail_msg("%s", err.text);
    }
    is_canonical(trust);
    assert_int_equal(trust->version, 2);
    assert_int_equal(trust->issued, 20777);
    assert_int_equal(trust->roots_count, 3);
    assert_int_equal(trust->publishers_count, 1);
    assert_int_equal(trust->publishers[0].networks_count, 1);
    assert_int_equal(trust->publishers[0].max_epoch, 3);
    assert_int_equal(trust->publishers[0].not_after, 21915);
    assert_int_equal(trust->epochs_count, 2);
    options.line.epochs = (struct command_list){{"gt=1"}, 1};
    assert_false(trust_rotate(&options.line, trust, &err));
    options = (struct options){0};
    add(&options, &options.line.drops, signing, "root-0.pub");
    assert_false(trust_rotate(&options.line, trust, &err));
    assert_non_null(strstr(err.text, "not in the document"));
    options = (struct options){.line.issued = "2020-01-01"};
    assert_false(trust_rotate(&options.line, trust, &err));
    assert_non_null(strstr(err.text, "before the day"));
    free(trust);
}

static void
test_revoke(void **state)
{
    const struct signing *signing = *state;
    struct options options = {0};
    struct err err = {0};
    char hex[65];
    struct bundle_trust *trust = signing_trust(signing);
    bundle_hex(bundle_hash("a", 1).bytes, hex);
    add(&options, &options.line.publishers, signing, "publisher.pub");
    options.line.bundles = (struct command_list){{hex, hex}, 2};
    options.line.epochs = (struct command_list){{"gt=2"}, 1};
    if (!trust_revoke(&options.line, trust, &err)) {
        fail_msg("%s", err.text);
    }
    is_canonical(trust);
    assert_int_equal(trust->publishers_count, 0);
    assert_int_equal(trust->revoked_count, 1);
    assert_int_equal(trust->epochs[0].lowest, 2);
    assert_false(trust_revoke(&options.line, trust, &err));
    assert_non_null(strstr(err.text, "not in the document"));
    options = (struct options){.line.bundles = {{"no.hub"}, 1}};
    assert_false(trust_revoke(&options.line, trust, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    free(trust);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first),
        cmocka_unit_test(test_first_refused),
        cmocka_unit_test(test_rotate),
        cmocka_unit_test(test_revoke),
    };
    return cmocka_run_group_tests(tests, signing_setup, signing_teardown);
}
