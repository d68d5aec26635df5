#include "signed.h"

#include <endian.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "chain.h"
#include "clock/clock.h"

bool
signed_is(const char *path)
{
    char magic[8];
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    return fd >= 0 && read(fd, magic, sizeof magic) == sizeof magic &&
           memcmp(magic, "VENTHUB1", sizeof magic) == 0;
}

// The chain inside; NULL when the file is no bundle.
static char *
own_chain(const char *path, size_t *len)
{
    unsigned char header[BUNDLE_HEADER_BYTES];
    uint32_t size;
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || read(fd, header, sizeof header) != sizeof header) {
        return NULL;
    }
    memcpy(&size, header + 8, sizeof size);
    *len = le32toh(size);
    if (*len == 0 || *len > BUNDLE_TRUST_MAX) {
        return NULL;
    }
    char *chain = malloc(*len);
    ASSERT(chain);
    if (read(fd, chain, *len) != (ssize_t)*len) {
        free(chain);
        return NULL;
    }
    return chain;
}

static bool
given_chain(const char *path, char **bytes, size_t *len, struct err *err)
{
    struct chain *chain = chain_new();
    bool ok = chain_read(chain, path, err);
    if (ok) {
        struct chain_missing missing = chain_missing(chain);
        ok = (missing.of_before == 0 && missing.of_last == 0) ||
             err_set(
                 err, ERR_SIGNATURE, "%s: document %d still needs signatures", path, chain->count);
    }
    ok = ok && chain_bytes(chain, bytes, len, err);
    chain_finish(chain);
    return ok;
}

bool
signed_open(const char *path, const char *trust_path, struct bundle **bundle, struct err *err)
{
    AUTO_FREE char *chain = NULL;
    size_t len = 0;
    enum bundle_reason reason = BUNDLE_FINE;
    *bundle = NULL;
    if (access(path, R_OK) != 0) {
        return err_set(err, ERR_MISSING, "%s: no such file", path);
    }
    if (trust_path && !given_chain(trust_path, &chain, &len, err)) {
        return false;
    }
    if (!trust_path) {
        chain = own_chain(path, &len);
    }
    if (!chain) {
        return err_set(err, ERR_FORMAT, "%s: not a signed bundle", path);
    }
    struct bundle_anchor anchor = {.chain = chain, .len = len, .demonstration = true};
    return bundle_open(path, &anchor, bundle, &reason, err);
}

bool
signed_open_content(const char *path, struct bundle **bundle, struct db **db, struct err *err)
{
    *bundle = NULL;
    *db = NULL;
    if (!signed_is(path)) {
        return db_open(path, DB_READ, db, err);
    }
    return signed_open(path, NULL, bundle, err) &&
           (bundle_database(*bundle, db, err) || err_wrap(err, "%s", path));
}

bool
signed_check(const char *path, const struct bundle_head *head, struct err *err)
{
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    AUTO_FREE char *chunk = malloc(BUNDLE_CHUNK_BYTES);
    ASSERT(chunk);
    for (int i = 0; i < head->manifest.chunks_count; i++) {
        off_t at = (off_t)(head->payload_offset + (int64_t)i * BUNDLE_CHUNK_BYTES);
        ssize_t n = fd < 0 ? -1 : pread(fd, chunk, BUNDLE_CHUNK_BYTES, at);
        if (n < 0) {
            return err_set(err, ERR_IO, "%s: cannot be read", path);
        }
        if (!bundle_chunk_fits(&head->manifest, i, chunk, (size_t)n)) {
            return err_set(err, ERR_FORMAT, "%s: MiB %d is not as it was signed", path, i + 1);
        }
    }
    return true;
}

bool
signed_id(const char *path, struct bundle_hash *id, struct err *err)
{
    struct bundle *bundle = NULL;
    if (!signed_open(path, NULL, &bundle, err)) {
        return false;
    }
    *id = bundle_head_of(bundle)->id;
    bundle_close(bundle);
    return true;
}

static void
print_names(FILE *out, const char (*names)[BUNDLE_NAME_MAX], int count)
{
    for (int i = 0; i < count; i++) {
        fprintf(out, "%s%s", i > 0 ? "," : "", names[i]);
    }
}

void
signed_print(const struct bundle_head *head, FILE *out)
{
    const struct bundle_manifest *manifest = &head->manifest;
    char id[65];
    char number[KEY_NUMBER_MAX];
    struct date date = clock_date_of_days(manifest->issued);
    bundle_hex(head->id.bytes, id);
    key_number(&head->publisher, number);
    fprintf(out, "  id                %s\n  network           %s\n  hubs              %s", id,
        manifest->network, manifest->every_hub ? "all" : "");
    print_names(out, (const char(*)[BUNDLE_NAME_MAX])manifest->hubs, manifest->hubs_count);
    fprintf(out, "\n  epoch, number     %lld, %lld\n", (long long)manifest->epoch,
        (long long)manifest->seq);
    fprintf(out, "  issued            %04d-%02d-%02d, stale after %d days\n", date.year, date.month,
        date.day, manifest->stale_after_days);
    fprintf(out, "  content version   %s\n  languages         ", manifest->content_version);
    print_names(
        out, (const char(*)[BUNDLE_NAME_MAX])manifest->languages, manifest->languages_count);
    fprintf(out, "\n  content           %lld bytes\n", (long long)manifest->payload_size);
    fprintf(out, "  signed by         publisher %s\n", number);
    fprintf(out, "  trust             document %lld, for %s\n", (long long)head->trust.version,
        head->trust.demonstration ? "DEMONSTRATION only" : "production");
}
