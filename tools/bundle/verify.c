// hub-bundle verify: whether a bundle is whole and by whom, and the parts that minisign checks.

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "command.h"
#include "key.h"
#include "signed.h"

static bool
write_part(const char *folder, const char *name, const void *data, size_t len, struct err *err)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path) {
        return err_set(err, ERR_LIMIT, "%s: path too long", folder);
    }
    return file_replace(path, data, len, err);
}

static size_t
number_at(const unsigned char *at)
{
    return (size_t)at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16 | (size_t)at[3] << 24;
}

// manifest, manifest.minisig, publisher.pub: minisign -V -p publisher.pub -m manifest. And the chain.
static bool
extract(const struct bundle_head *head, const char *folder, struct err *err)
{
    char public[KEY_TEXT_MAX];
    size_t public_len = key_public_text(KEY_PUBLISHER, &head->publisher, public);
    const unsigned char *manifest = head->bytes + BUNDLE_HEADER_BYTES + number_at(head->bytes + 8);
    size_t manifest_len = number_at(head->bytes + 12);
    mkdir(folder, 0777);
    return write_part(folder, "manifest", manifest, manifest_len, err) &&
           write_part(folder, "manifest.minisig", manifest + manifest_len,
               number_at(head->bytes + 16), err) &&
           write_part(folder, "publisher.pub", public, public_len, err) &&
           write_part(folder, "trust", head->chain, head->chain_len, err);
}

int
command_verify(const struct command_line *line)
{
    const char *path = line->args[0];
    struct bundle *bundle = NULL;
    struct err err = {0};
    bool ok = signed_open(path, line->trust, &bundle, &err) &&
              signed_check(path, bundle_head_of(bundle), &err);
    if (ok && line->extract) {
        ok = extract(bundle_head_of(bundle), line->extract, &err);
    }
    if (ok) {
        printf("%s: whole, and as it was signed\n", path);
        signed_print(bundle_head_of(bundle), stdout);
        printf(line->trust ? "  The roots of that trust file allow this publisher.\n"
                           : "  Checked against the trust chain inside the file only: nothing was "
                             "changed since it was\n  signed. Who signed it shows "
                             "hub-bundle verify --trust TRUST.\n");
    } else {
        fprintf(stderr, "hub-bundle: %s\n", err.text);
    }
    bundle_close(bundle);
    return ok ? EXIT_DONE : err.kind == ERR_MISSING || err.kind == ERR_IO ? EXIT_IO : EXIT_CONTENT;
}
