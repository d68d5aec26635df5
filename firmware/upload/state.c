#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/ini.h"
#include "upload/upload.h"

enum { STATE_BYTES_MAX = 64 * 1024, FAILURES_MAX = 1000 };

static int
number(const char *text, int most)
{
    char *end = NULL;
    long value = strtol(text, &end, 10);
    return *text && !*end && value >= 0 && value <= most ? (int)value : 0;
}

static void
take(struct upload_state *state, const struct ini *ini)
{
    struct bundle_hash hash;
    if (strcmp(ini->section, "refused") == 0) {
        if (bundle_unhex(ini->value, hash.bytes)) {
            upload_state_refuse(state, ini->key, &hash);
        }
    } else if (strcmp(ini->key, "failures") == 0) {
        state->failures = number(ini->value, FAILURES_MAX);
    } else if (strcmp(ini->key, "skip") == 0) {
        state->skip = number(ini->value, UPLOAD_SKIP_MAX);
    } else if (strcmp(ini->key, "last") == 0) {
        snprintf(state->last, sizeof state->last, "%.15s", ini->value);
    }
}

const char *
upload_end_name(enum upload_end end)
{
    static const char *const names[] = {[UPLOAD_TAKEN] = "taken",
        [UPLOAD_REFUSED] = "refused",
        [UPLOAD_STRANGER] = "stranger",
        [UPLOAD_LATER] = "later",
        [UPLOAD_PORTAL] = "portal",
        [UPLOAD_UNTRUSTED] = "untrusted",
        [UPLOAD_NO_NETWORK] = "no-network"};
    return names[end];
}

void
upload_state_read(const char *path, struct upload_state *state)
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    struct err ignored = {0};
    memset(state, 0, sizeof *state);
    if (!file_read(path, STATE_BYTES_MAX, &text, &len, &ignored)) {
        return;
    }
    struct ini ini = {.text = text, .len = len};
    while (ini_next(&ini)) {
        if (!ini.problem) {
            take(state, &ini);
        }
    }
}

bool
upload_state_write(const char *path, const struct upload_state *state, struct err *err)
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    char hex[65];
    FILE *out = open_memstream(&text, &len);
    ASSERT(out);
    fprintf(out, "[upload]\nfailures = %d\nskip = %d\nlast = %s\n[refused]\n", state->failures,
        state->skip, state->last);
    for (int i = 0; i < state->refused_count; i++) {
        bundle_hex(state->refused[i].hash.bytes, hex);
        fprintf(out, "%s = %s\n", state->refused[i].name, hex);
    }
    fclose(out);
    return file_replace(path, text, len, err);
}

void
upload_state_failed(struct upload_state *state, uint32_t chance)
{
    int most = 1;
    for (int i = 0; i < state->failures && most < UPLOAD_SKIP_MAX; i++) {
        most *= 2;
    }
    most = most < UPLOAD_SKIP_MAX ? most : UPLOAD_SKIP_MAX;
    state->failures += state->failures < FAILURES_MAX;
    state->skip = most / 2 + (int)(chance % (uint32_t)(most - most / 2 + 1));
}

// INI keys are shorter than the longest name: the end tells records apart.
static const char *
key_of(const char *name)
{
    size_t len = strlen(name);
    return len < INI_NAME_MAX ? name : name + len - (INI_NAME_MAX - 1);
}

void
upload_state_refuse(struct upload_state *state, const char *name, const struct bundle_hash *hash)
{
    if (state->refused_count == UPLOAD_REFUSED_MAX) {
        memmove(
            state->refused, state->refused + 1, (UPLOAD_REFUSED_MAX - 1) * sizeof *state->refused);
        state->refused_count--;
    }
    struct upload_refused *refused = &state->refused[state->refused_count++];
    snprintf(refused->name, sizeof refused->name, "%s", key_of(name));
    refused->hash = *hash;
}

bool
upload_state_is_refused(
    const struct upload_state *state, const char *name, const struct bundle_hash *hash)
{
    for (int i = 0; i < state->refused_count; i++) {
        if (strcmp(state->refused[i].name, key_of(name)) == 0 &&
            memcmp(&state->refused[i].hash, hash, sizeof *hash) == 0) {
            return true;
        }
    }
    return false;
}
