#include "osm.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

const char *
osm_tag(struct osm_tags tags, const char *key)
{
    for (int i = 0; i < tags.count; i++) {
        if (strcmp(tags.tags[i].key, key) == 0) {
            return tags.tags[i].value;
        }
    }
    return "";
}

bool
osm_tag_is(struct osm_tags tags, const char *key, const char *words)
{
    const char *value = osm_tag(tags, key);
    size_t len = strlen(value);
    for (const char *at = words; len > 0 && (at = strstr(at, value)); at += len) {
        if ((at == words || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) {
            return true;
        }
    }
    return false;
}

// An XML file begins with '<', perhaps after a byte order mark or white space; a .pbf with a length
// below 2^16, so with two zero bytes.
static bool
looks_like_xml(FILE *file)
{
    char head[64];
    size_t len = fread(head, 1, sizeof head, file);
    size_t at = len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < len && strchr(" \t\r\n", head[at]) && head[at] != '\0') {
        at++;
    }
    return at < len && head[at] == '<';
}

static bool
read_stream(FILE *file, const char *path, const struct osm_sink *sink, struct err *err)
{
    struct stat st;
    struct err inner = {0};
    if (fstat(fileno(file), &st) != 0 || !S_ISREG(st.st_mode)) {
        return err_set(err, ERR_IO, "%s: not a regular file", path);
    }
    bool xml = looks_like_xml(file);
    if (fseek(file, 0, SEEK_SET) != 0) {
        return err_set(err, ERR_IO, "%s: cannot be read", path);
    }
    if (!xml) {
        return pbf_read(file, st.st_size, sink, err) || err_wrap(err, "%s", path);
    }
    // expat's place follows the name without a space, as a compiler says it
    return xml_read(file, st.st_size, sink, &inner) ||
           err_set(err, inner.kind, "%s%s%s", path, inner.text[0] == ':' ? "" : ": ", inner.text);
}

bool
osm_read(const char *path, const struct osm_sink *sink, struct err *err)
{
    FILE *file = fopen(path, "rbe");
    if (!file) {
        char reason[128];
        enum err_kind kind = errno == ENOENT ? ERR_MISSING : ERR_IO;
        return err_set(err, kind, "%s: %s", path, strerror_r(errno, reason, sizeof reason));
    }
    bool ok = read_stream(file, path, sink, err);
    fclose(file);
    return ok;
}
