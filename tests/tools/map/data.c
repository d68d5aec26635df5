#include "data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

#include "test.h"

enum { LINE_MAX_BYTES = 4000 };

int
data_setup(void **state)
{
    struct data *data = calloc(1, sizeof *data);
    assert_non_null(data);
    snprintf(data->folder, sizeof data->folder, "/tmp/hub-map-XXXXXX");
    assert_non_null(mkdtemp(data->folder));
    *state = data;
    return 0;
}

int
data_teardown(void **state)
{
    struct data *data = *state;
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", data->folder);
    extract_finish(&data->extract);
    free(data);
    return system(command);
}

const char *
data_path(const struct data *data, const char *name, char path[DATA_PATH_MAX])
{
    snprintf(path, DATA_PATH_MAX, "%s/%s", data->folder, name);
    return path;
}

// The next word of the line, NULL at its end; cuts it off.
static char *
next_word(char **at)
{
    char *word = strsep(at, " ");
    while (word && !*word) {
        word = strsep(at, " ");
    }
    return word;
}

static void
write_tags(struct buffer *out, char **at)
{
    for (char *word; (word = next_word(at));) {
        char *value = strchr(word, '=');
        assert_non_null(value);
        *value++ = '\0';
        for (char *c = value; *c; c++) {
            *c = *c == '_' && c != value ? ' ' : *c;
        }
        // values of OSM's own vocabulary keep their underscores
        for (char *c = value; *c && strcmp(word, "name") != 0; c++) {
            *c = *c == ' ' ? '_' : *c;
        }
        buffer_printf(out, "<tag k=\"%s\" v=\"%s\"/>", word, value);
    }
}

static void
write_element(struct buffer *out, char *line)
{
    char *at = line;
    const char *kind = next_word(&at);
    const char *id = next_word(&at);
    assert_non_null(id);
    if (*kind == 'n') {
        const char *lat = next_word(&at);
        const char *lon = next_word(&at);
        assert_non_null(lon);
        buffer_printf(out, "<node id=\"%s\" lat=\"%s\" lon=\"%s\">", id, lat, lon);
        write_tags(out, &at);
        buffer_printf(out, "</node>\n");
        return;
    }
    bool way = *kind == 'w';
    buffer_printf(out, "<%s id=\"%s\">", way ? "way" : "relation", id);
    char *list = next_word(&at);
    for (char *ref; list && (ref = strsep(&list, ","));) {
        if (way) {
            buffer_printf(out, "<nd ref=\"%s\"/>", ref);
        } else {
            buffer_printf(out, "<member type=\"%s\" ref=\"%s\" role=\"\"/>",
                *ref == 'w' ? "way" : "node", ref + 1);
        }
    }
    write_tags(out, &at);
    buffer_printf(out, "</%s>\n", way ? "way" : "relation");
}

void
data_write(const struct data *data, const char *lines)
{
    char path[DATA_PATH_MAX];
    struct buffer out = {0};
    struct err err = {0};
    buffer_printf(&out, "<?xml version=\"1.0\"?>\n<osm version=\"0.6\">\n");
    while (*lines) {
        char line[LINE_MAX_BYTES];
        size_t len = strcspn(lines, "\n");
        assert_true(len < sizeof line);
        memcpy(line, lines, len);
        line[len] = '\0';
        if (len > 0) {
            write_element(&out, line);
        }
        lines += len + (lines[len] == '\n');
    }
    buffer_printf(&out, "</osm>\n");
    assert_true(file_replace(data_path(data, "town.osm", path), out.data, out.len, &err));
    buffer_finish(&out);
}

struct extract *
data_load(struct data *data, const char *lines, const struct osm_box *box)
{
    char path[DATA_PATH_MAX];
    struct err err = {0};
    data_write(data, lines);
    extract_finish(&data->extract);
    if (!extract_load(data_path(data, "town.osm", path), box, NULL, &data->extract, &err)) {
        fail_msg("%s", err.text);
    }
    return &data->extract;
}

struct osm_tags
data_tags(const char *words, struct osm_tag *tags, char *room)
{
    struct osm_tags found = {.tags = tags};
    char *at = room;
    memcpy(room, words, strlen(words) + 1);
    for (char *word; (word = next_word(&at));) {
        char *value = strchr(word, '=');
        assert_non_null(value);
        *value++ = '\0';
        tags[found.count++] = (struct osm_tag){word, value};
    }
    return found;
}

int
data_run(const char *arguments, char *output, size_t size)
{
    char command[3000];
    const char *build = getenv("HUB_BINARY_DIR");
    snprintf(
        command, sizeof command, "%s/bin/hub-map %s 2>&1", build ? build : "build/dev", arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t len = fread(output, 1, size - 1, pipe);
    output[len] = '\0';
    int status = pclose(pipe);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

bool
data_shared(const char *name, char path[DATA_PATH_MAX])
{
    const char *source = getenv("HUB_SOURCE_DIR");
    snprintf(path, DATA_PATH_MAX, "%s/../shared/%s", source ? source : ".", name);
    return access(path, R_OK) == 0;
}
