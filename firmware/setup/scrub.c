// Taking a line out of hub.conf without a moment at which hub.conf is not whole. FAT has no journal, and a file
// renamed over another one may leave neither after a power cut; what was removed would also stay readable in
// the clusters it left. So the line's own bytes are overwritten, and the file keeps its length.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/ini.h"
#include "setup/internal.h"

enum { SECTOR = 512 }; // what a card writes as a whole

static const char KEY[] = "password";
static const char MOVED[] = "# password: moved"; // as short as the shortest line with a password

// Finding ----------------------------------------------------------------------------------------

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct setup_line
trimmed(const char *text, size_t from, size_t to)
{
    while (from < to && is_space(text[from])) {
        from++;
    }
    while (to > from && is_space(text[to - 1])) {
        to--;
    }
    return (struct setup_line){from, to - from};
}

// "#password = x", as somebody put it aside, and "#assword = x", as a power cut leaves it (scrub_line).
static bool
is_remains(const char *text, struct setup_line line)
{
    const char *p = text + line.at;
    const char *end = p + line.len;
    if (p == end || (*p != '#' && *p != ';')) {
        return false;
    }
    for (p++; p < end && (is_space(*p) || *p == '#'); p++) {
    }
    size_t key = sizeof KEY - 1;
    bool whole = (size_t)(end - p) >= key && memcmp(p, KEY, key) == 0;
    bool begun = (size_t)(end - p) >= key - 1 && memcmp(p, KEY + 1, key - 1) == 0;
    if (!whole && !begun) {
        return false;
    }
    for (p += whole ? key : key - 1; p < end && is_space(*p); p++) {
    }
    return p + 1 < end && *p == '=';
}

// A value that is taken; a mistyped one stays, so that whoever wrote it can put it right.
static bool
is_password(const struct ini *ini)
{
    char text[INI_VALUE_MAX + 32];
    struct config_wifi wifi;
    if (ini->problem || strcmp(ini->section, "wifi") != 0 || strcmp(ini->key, KEY) != 0) {
        return false;
    }
    int len = snprintf(text, sizeof text, "[wifi]\npassword = %s\n", ini->value);
    config_parse_wifi(text, (size_t)len, &wifi);
    bool good = wifi.password[0] != '\0';
    explicit_bzero(&wifi, sizeof wifi);
    explicit_bzero(text, sizeof text);
    return good;
}

int
scrub_find(const char *text, size_t len, struct setup_line lines[SETUP_LINES_MAX])
{
    size_t mark = len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    struct ini ini = {.text = text + mark, .len = len - mark};
    bool more = ini_next(&ini);
    int count = 0;
    int number = 1;
    for (size_t from = mark; from < len && count < SETUP_LINES_MAX; number++) {
        const char *newline = memchr(text + from, '\n', len - from);
        size_t to = newline ? (size_t)(newline - text) : len;
        struct setup_line line = trimmed(text, from, to);
        if (is_remains(text, line) || (more && ini.line == number && is_password(&ini))) {
            lines[count++] = line;
        }
        while (more && ini.line <= number) {
            more = ini_next(&ini);
        }
        from = to + 1;
    }
    explicit_bzero(&ini, sizeof ini);
    return count;
}

// Overwriting ------------------------------------------------------------------------------------

static bool
put(int fd, const char *bytes, size_t len, size_t at, struct err *err)
{
    ssize_t put = pwrite(fd, bytes, len, (off_t)at);
    if (put != (ssize_t)len || fsync(fd) != 0) {
        return err_set(err, ERR_IO, "hub.conf: the password cannot be taken out: %s",
            put >= 0 && put != (ssize_t)len ? "short write" : strerrordesc_np(errno));
    }
    return true;
}

// Bytes from.. of the new line into one sector's worth.
static void
fill(char out[SECTOR], size_t from, size_t len)
{
    size_t words = sizeof MOVED - 1;
    for (size_t i = 0; i < len; i++) {
        out[i] = from + i < words ? MOVED[from + i] : ' ';
    }
}

// First the line becomes a comment. Then its sectors, the last one first: until nothing of the password is
// left, what stands there is found again.
bool
scrub_line(int fd, const char *text, struct setup_line line, struct err *err)
{
    bool comment = text[line.at] == '#' || text[line.at] == ';';
    if (!comment && !put(fd, "#", 1, line.at, err)) {
        return false;
    }
    size_t end = line.at + line.len;
    while (end > line.at) {
        size_t from = (end - 1) / SECTOR * SECTOR;
        from = from > line.at ? from : line.at;
        char sector[SECTOR];
        fill(sector, from - line.at, end - from);
        if (!put(fd, sector, end - from, from, err)) {
            return false;
        }
        end = from;
    }
    return true;
}
