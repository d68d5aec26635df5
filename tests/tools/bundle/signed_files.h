#pragma once
// one.hub and two.hub, signed for gt under gt.trust, as sign writes them.

#include "signing.h"

static inline int
signed_setup(void **state)
{
    signing_setup(state);
    const struct signing *signing = *state;
    signing_save(signing, &signing->publisher, "publisher", true);
    signing_save_trust(signing);
    signing_save_content(signing, "content.db");
    signing_run(signing,
        "sign content.db --key publisher.key --passphrase-file pass --trust gt.trust --network gt"
        " --seq 1 -o one.hub",
        0, "one.hub\n");
    return 0;
}

// One byte of the file turned.
static inline void
signed_spoil(const struct signing *signing, const char *name, size_t at)
{
    char path[160];
    char *bytes = NULL;
    size_t len = 0;
    struct err err = {0};
    assert_true(file_read(signing_path(signing, name, path), 1 << 26, &bytes, &len, &err));
    assert_true(at < len);
    bytes[at] ^= 1;
    assert_true(file_replace(path, bytes, len, &err));
    free(bytes);
}

// A chain like gt.trust, of other people.
static inline void
signed_other_trust(const struct signing *signing)
{
    struct signing other = *signing;
    struct err err = {0};
    char path[160];
    for (int i = 0; i < SIGNING_ROOTS; i++) {
        assert_true(key_make(KEY_ROOT, &other.roots[i], &err));
    }
    struct chain *chain = chain_new();
    struct bundle_trust *trust = signing_trust(&other);
    assert_true(chain_append(chain, trust, &err));
    assert_true(chain_sign(chain, &other.roots[0], &err));
    assert_true(chain_sign(chain, &other.roots[1], &err));
    assert_true(chain_write(chain, signing_path(signing, "other.trust", path), &err));
    chain_finish(chain);
    free(trust);
}
