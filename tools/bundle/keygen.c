// hub-bundle keygen: one key pair, its secret half sealed with a passphrase.

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "command.h"
#include "key.h"

static bool
exists(const char *path)
{
    return access(path, F_OK) == 0;
}

// Never over a file that is there: it may be the only copy of a key.
static bool
write_new(const char *path, mode_t mode, const char *text, struct err *err)
{
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    size_t len = strlen(text);
    if (fd < 0) {
        return err_set(
            err, ERR_IO, errno == EEXIST ? "%s: is there already" : "%s: cannot be written", path);
    }
    return (write(fd, text, len) == (ssize_t)len && fsync(fd) == 0) ||
           err_set(err, ERR_IO, "%s: cannot be written", path);
}

static bool
make(enum key_role role, const struct command_line *line, const char *const paths[2],
    struct err *err)
{
    char sealed[KEY_TEXT_MAX];
    char public[KEY_TEXT_MAX];
    char number[KEY_NUMBER_MAX];
    struct passphrase passphrase;
    struct key key = {0};
    if (!passphrase_get(&passphrase, line->passphrase_file, paths[0], true, err)) {
        return false;
    }
    bool ok = key_make(role, &key, err) && key_seal(&key, &passphrase, sealed, err) &&
              write_new(paths[0], 0600, sealed, err);
    passphrase_wipe(&passphrase);
    key_public_text(role, &key.public, public);
    key_number(&key.public, number);
    key_wipe(&key);
    if (!ok || !write_new(paths[1], 0644, public, err)) {
        return false;
    }
    printf("%s key %s\n  %s  secret: keep it off the net, and its passphrase elsewhere\n"
           "  %s  public: hand it to whoever puts the trust document together\n",
        key_role_name(role), number, paths[0], paths[1]);
    return true;
}

int
command_keygen(const struct command_line *line)
{
    char secret[4096];
    char public[4096];
    struct err err = {0};
    enum key_role role = line->role ? key_role_find(line->role) : KEY_ROLES;
    if (role == KEY_ROLES) {
        fprintf(stderr, "hub-bundle: say --role root, publisher, release or collector\n");
        return EXIT_USAGE;
    }
    snprintf(secret, sizeof secret, "%s.key", line->out);
    snprintf(public, sizeof public, "%s.pub", line->out);
    const char *const paths[2] = {secret, public};
    for (int i = 0; i < 2; i++) {
        if (exists(paths[i])) {
            fprintf(stderr, "%s: error: is there already; a key is never overwritten\n", paths[i]);
            return EXIT_USAGE;
        }
    }
    if (make(role, line, paths, &err)) {
        return EXIT_DONE;
    }
    fprintf(stderr, "hub-bundle: %s\n", err.text);
    return err.kind == ERR_FORMAT ? EXIT_USAGE : EXIT_IO;
}
