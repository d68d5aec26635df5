// hub-bundle new: a small folder that builds, to be changed row by row.

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/file.h"
#include "command.h"
#include "embedded.h"

static const char prefix[] = "starter/";
static const char mark[] = "@TODAY@";

static bool
is_empty_or_missing(const char *path)
{
    DIR *folder = opendir(path);
    bool empty = true;
    if (!folder) {
        return errno == ENOENT;
    }
    while (empty) {
        struct dirent *entry = readdir(folder); // NOLINT(concurrency-mt-unsafe): one thread
        if (!entry) {
            break;
        }
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    }
    closedir(folder);
    return empty;
}

// Makes the folders above the file.
static bool
make_folders(const char *path)
{
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    for (char *p = folder + 1; *p; p++) {
        if (*p == '/') {
            *p = '\0';
            if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
                return false;
            }
            *p = '/';
        }
    }
    return true;
}

// SOURCE_DATE_EPOCH, if it is set, stands for now.
static void
today(char text[16])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH"); // NOLINT(concurrency-mt-unsafe): one thread
    time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm date = {0};
    gmtime_r(&now, &date);
    strftime(text, 16, "%Y-%m-%d", &date);
}

static const char *
filled(struct arena *arena, const char *text, const char *date)
{
    const char *out = "";
    for (const char *at; (at = strstr(text, mark)); text = at + strlen(mark)) {
        out = arena_printf(arena, "%s%.*s%s", out, (int)(at - text), text, date);
    }
    return arena_printf(arena, "%s%s", out, text);
}

static bool
write_all(struct arena *arena, const char *folder, struct err *err)
{
    char date[16];
    today(date);
    for (int i = 0; i < embedded_count; i++) {
        const struct embedded_file *file = &embedded_files[i];
        if (strncmp(file->name, prefix, strlen(prefix)) != 0) {
            continue;
        }
        const char *path = arena_printf(arena, "%s/%s", folder, file->name + strlen(prefix));
        const char *text = filled(arena, file->data, date);
        if (!make_folders(path)) {
            return err_set(err, ERR_IO, "%s: cannot be made", path);
        }
        if (!file_replace(path, text, strlen(text), err)) {
            return false;
        }
    }
    return true;
}

int
command_new(const struct command_line *line)
{
    const char *folder = line->args[0];
    if (!is_empty_or_missing(folder)) {
        fprintf(stderr, "%s: error: not an empty folder; name a new one\n", folder);
        return EXIT_USAGE;
    }
    struct arena arena = {0};
    struct err err = {0};
    bool written = write_all(&arena, folder, &err);
    arena_finish(&arena);
    if (!written) {
        fprintf(stderr, "%s: error: %s\n", folder, err.text);
        return EXIT_IO;
    }
    printf("%s: a small hub that builds. Now:\n"
           "  1. Open hub.csv and sheets/*.csv in a spreadsheet and replace every row.\n"
           "  2. hub-bundle lint %s\n"
           "  3. hub-bundle extract %s   (then translate po/*.po with Poedit)\n"
           "  4. hub-bundle build %s -o hub.db\n",
        folder, folder, folder, folder);
    return EXIT_DONE;
}
