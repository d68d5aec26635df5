// hub-bundle stick: a bundle onto a stick, where hubs look for it.

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "command.h"
#include "embedded.h"
#include "signed.h"

enum { COPY_BYTES = 256 * 1024 };

// The last part of the path, as a stick's file system and a hub take it.
static bool
name_of(const char *path, char name[64], struct err *err)
{
    const char *slash = strrchr(path, '/');
    const char *last = slash ? slash + 1 : path;
    size_t len = strlen(last);
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    if (len < 5 || len >= 64 || strcmp(last + len - 4, ".hub") != 0 || last[0] == '.' ||
        strspn(last, allowed) != len) {
        return err_set(err, ERR_FORMAT,
            "%s: give the file a name of letters, digits, - and _ that ends in .hub", path);
    }
    memcpy(name, last, len + 1);
    return true;
}

static bool
copy_bytes(int from, int to, const char *path, struct err *err)
{
    AUTO_FREE char *buffer = malloc(COPY_BYTES);
    ASSERT(buffer);
    for (;;) {
        ssize_t got = read(from, buffer, COPY_BYTES);
        if (got == 0) {
            return true;
        }
        for (ssize_t at = 0; at < got;) {
            ssize_t n = write(to, buffer + at, (size_t)(got - at));
            if (n <= 0 && errno != EINTR) {
                return err_set(err, errno == ENOSPC ? ERR_SPACE : ERR_IO, "%s: %s", path,
                    errno == ENOSPC ? "the stick is full" : "cannot be written");
            }
            at += n > 0 ? n : 0;
        }
        if (got < 0 && errno != EINTR) {
            return err_set(err, ERR_IO, "%s: cannot be copied", path);
        }
    }
}

// Beside, synced, and out of memory again, so that the check reads what the stick really holds.
static bool
copy(const char *from_path, const char *beside, struct err *err)
{
    AUTO_CLOSE int from = open(from_path, O_RDONLY | O_CLOEXEC);
    AUTO_CLOSE int to = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (from < 0 || to < 0) {
        return err_set(err, ERR_IO, "%s: cannot be written", beside);
    }
    if (!copy_bytes(from, to, beside, err)) {
        return false;
    }
    if (fsync(to) != 0) {
        return err_set(err, ERR_IO, "%s: cannot be synced", beside);
    }
    posix_fadvise(to, 0, 0, POSIX_FADV_DONTNEED);
    return true;
}

static bool
check_copy(const char *path, const char *trust, const struct bundle_hash *id, struct err *err)
{
    struct bundle *bundle = NULL;
    if (!signed_open(path, trust, &bundle, err)) {
        return false;
    }
    const struct bundle_head *head = bundle_head_of(bundle);
    bool ok = signed_check(path, head, err);
    if (ok && memcmp(head->id.bytes, id->bytes, sizeof id->bytes) != 0) {
        ok = err_set(err, ERR_FORMAT, "%s: another bundle than the one copied", path);
    }
    bundle_close(bundle);
    return ok;
}

static bool
put_bundle(const struct command_line *line, const char *folder, struct err *err)
{
    char name[64];
    char path[PATH_MAX];
    char beside[PATH_MAX];
    const char *from = line->bundles.items[0];
    struct bundle *bundle = NULL;
    if (!name_of(from, name, err) || !signed_open(from, line->trust, &bundle, err)) {
        return false;
    }
    struct bundle_hash id = bundle_head_of(bundle)->id;
    bool ok = signed_check(from, bundle_head_of(bundle), err);
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (len >= (int)sizeof path - 5 ||
        snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside) {
        ok = err_set(err, ERR_LIMIT, "%s: path too long", folder);
    }
    ok = ok && copy(from, beside, err) && check_copy(beside, line->trust, &id, err);
    if (ok && rename(beside, path) != 0) {
        ok = err_set(err, ERR_IO, "%s: cannot be written", path);
    }
    if (ok) {
        printf("%s: copied and read back, as it was signed\n", path);
        signed_print(bundle_head_of(bundle), stdout);
    } else {
        unlink(beside);
    }
    bundle_close(bundle);
    return ok;
}

static bool
make_folder(const char *path, struct err *err)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST ||
           err_set(err, ERR_IO, "%s: cannot be made", path);
}

// Its being there is what allows a hub to write on the stick.
static bool
make_two_way(const char *folder, struct err *err)
{
    char path[PATH_MAX];
    const struct embedded_file *text = embedded_find("help/out-README.txt");
    ASSERT(text);
    if (snprintf(path, sizeof path, "%s/out/README.txt", folder) >= (int)sizeof path) {
        return err_set(err, ERR_LIMIT, "%s: path too long", folder);
    }
    char *slash = strrchr(path, '/');
    *slash = '\0';
    bool made = make_folder(path, err);
    *slash = '/';
    return made && file_replace(path, text->data, text->len, err);
}

static bool
put_on_stick(const struct command_line *line, struct err *err)
{
    char folder[PATH_MAX];
    struct stat st;
    if (stat(line->args[0], &st) != 0 || !S_ISDIR(st.st_mode)) {
        return err_set(err, ERR_MISSING, "%s: no such folder", line->args[0]);
    }
    if (snprintf(folder, sizeof folder, "%s/hub", line->args[0]) >= (int)sizeof folder) {
        return err_set(err, ERR_LIMIT, "%s: path too long", line->args[0]);
    }
    if (!make_folder(folder, err) || !put_bundle(line, folder, err) ||
        (line->two_way && !make_two_way(folder, err))) {
        return false;
    }
    AUTO_CLOSE int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return (fd >= 0 && syncfs(fd) == 0) || err_set(err, ERR_IO, "%s: cannot be synced", folder);
}

int
command_stick(const struct command_line *line)
{
    struct err err = {0};
    if (line->bundles.count != 1) {
        fprintf(stderr, "hub-bundle: say --bundle FILE.hub, once\nTry: hub-bundle stick --help\n");
        return EXIT_USAGE;
    }
    if (put_on_stick(line, &err)) {
        printf("Eject the stick before you pull it out.\n");
        return EXIT_DONE;
    }
    fprintf(stderr, "hub-bundle: %s\n", err.text);
    return err.kind == ERR_SIGNATURE || err.kind == ERR_FORMAT ? EXIT_CONTENT : EXIT_IO;
}
