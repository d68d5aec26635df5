#pragma once
// Keys, a trust file and compiled content in a folder of their own, as people would have them.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "chain.h"
#include "hub.h"
#include "key.h"
#include "seal.h"

#include "test.h"

enum { SIGNING_ROOTS = 4 };

struct signing {
    char folder[64];
    struct key roots[SIGNING_ROOTS]; // the first three are in the trust file
    struct key publisher;
};

static inline const char *
signing_path(const struct signing *signing, const char *name, char path[160])
{
    snprintf(path, 160, "%s/%s", signing->folder, name);
    return path;
}

static inline void
signing_write(const struct signing *signing, const char *name, const char *text)
{
    char path[160];
    struct err err = {0};
    signing_path(signing, name, path);
    assert_true(file_replace(path, text, strlen(text), &err));
}

// NAME.pub, and with sealed NAME.key too, which takes a second.
static inline void
signing_save(const struct signing *signing, const struct key *key, const char *name, bool sealed)
{
    char file[64];
    char text[KEY_TEXT_MAX];
    struct err err = {0};
    static const struct passphrase passphrase = {.text = "five words of a test", .len = 20};
    snprintf(file, sizeof file, "%s.pub", name);
    key_public_text(key->role, &key->public, text);
    signing_write(signing, file, text);
    if (sealed) {
        snprintf(file, sizeof file, "%s.key", name);
        assert_true(key_seal(key, &passphrase, text, &err));
        signing_write(signing, file, text);
    }
}

// Three roots and one publisher of gt and hn; nobody signed yet.
static inline struct bundle_trust *
signing_trust(const struct signing *signing)
{
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    assert_non_null(trust);
    trust->version = 1;
    trust->issued = 20700;
    trust->threshold = 2;
    trust->roots_count = 3;
    for (int i = 0; i < 3; i++) {
        trust->roots[i] = signing->roots[i].public;
    }
    for (int i = 0; i < 2; i++) { // three at most need three steps
        for (int j = 0; j < 2; j++) {
            if (memcmp(&trust->roots[j], &trust->roots[j + 1], 32) > 0) {
                struct bundle_key other = trust->roots[j];
                trust->roots[j] = trust->roots[j + 1];
                trust->roots[j + 1] = other;
            }
        }
    }
    trust->publishers_count = 1;
    trust->publishers[0] = (struct bundle_publisher){.key = signing->publisher.public,
        .networks = {"gt", "hn"},
        .networks_count = 2,
        .not_after = 21500,
        .max_epoch = 1};
    return trust;
}

// gt.trust, signed by two.
static inline void
signing_save_trust(const struct signing *signing)
{
    char path[160];
    struct err err = {0};
    struct bundle_trust *trust = signing_trust(signing);
    struct chain *chain = chain_new();
    bool ok = chain_append(chain, trust, &err) && chain_sign(chain, &signing->roots[0], &err) &&
              chain_sign(chain, &signing->roots[1], &err) &&
              chain_write(chain, signing_path(signing, "gt.trust", path), &err);
    if (!ok) {
        fail_msg("%s", err.text);
    }
    chain_finish(chain);
    free(trust);
}

// Compiled content, the starter's.
static inline void
signing_save_content(const struct signing *signing, const char *name)
{
    char path[160];
    struct hub *hub = NULL;
    assert_int_equal(hub_setup((void **)&hub), 0);
    hub_build_to(hub, signing_path(signing, name, path));
    hub_teardown((void **)&hub);
}

// Group setup; keys are in memory, NAME.pub and the passphrase "pass" on disk.
static inline int
signing_setup(void **state)
{
    struct signing *signing = calloc(1, sizeof *signing);
    struct err err = {0};
    assert_non_null(signing);
    snprintf(signing->folder, sizeof signing->folder, "/tmp/hub-signing-XXXXXX");
    assert_non_null(mkdtemp(signing->folder));
    for (int i = 0; i < SIGNING_ROOTS; i++) {
        char name[16];
        snprintf(name, sizeof name, "root-%d", i);
        assert_true(key_make(KEY_ROOT, &signing->roots[i], &err));
        signing_save(signing, &signing->roots[i], name, false);
    }
    assert_true(key_make(KEY_PUBLISHER, &signing->publisher, &err));
    signing_save(signing, &signing->publisher, "publisher", false);
    signing_write(signing, "pass", "five words of a test\n");
    setenv("SOURCE_DATE_EPOCH", "1795132800", 1); // 2026-11-20
    *state = signing;
    return 0;
}

static inline int
signing_teardown(void **state)
{
    struct signing *signing = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", signing->folder);
    assert_int_equal(system(command), 0);
    free(signing);
    return 0;
}

// Runs hub-bundle in the folder; fails unless it ends with code and says text.
static inline void
signing_run(const struct signing *signing, const char *arguments, int code, const char *text)
{
    char command[1800];
    char output[8000];
    const char *build = getenv("HUB_BINARY_DIR");
    snprintf(command, sizeof command, "cd %s && %s/bin/hub-bundle %s 2>&1", signing->folder,
        build ? build : "build/dev", arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t used = fread(output, 1, sizeof output - 1, pipe);
    output[used] = '\0';
    int status = pclose(pipe);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != code || !strstr(output, text)) {
        fail_msg("%s: %d, expected %d and '%s' in:\n%s", arguments, WEXITSTATUS(status), code, text,
            output);
    }
}

static inline bool
signing_has(const struct signing *signing, const char *name)
{
    char path[160];
    return access(signing_path(signing, name, path), F_OK) == 0;
}
