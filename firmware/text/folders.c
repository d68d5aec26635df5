// Which font files there are. Nothing is opened here.

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "text/internal.h"

enum { FOLDERS_MAX = 256, FOLDER_DEPTH_MAX = 3, FOLDER_PATH_MAX = 1024 };

struct pending {
    const char *path;
    int depth;
};

struct walk {
    struct pending folders[FOLDERS_MAX];
    int count;
    struct font_files *files;
};

const char *
font_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool
is_font_name(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && (!strcasecmp(dot, ".ttf") || !strcasecmp(dot, ".otf") ||
                      !strcasecmp(dot, ".ttc") || !strcasecmp(dot, ".otc"));
}

static void
push_folder(struct walk *walk, const char *path, size_t len, int depth)
{
    if (walk->count == FOLDERS_MAX || len == 0 || depth > FOLDER_DEPTH_MAX) {
        return;
    }
    char *copy = arena_strndup(&walk->files->names, path, len);
    walk->folders[walk->count++] = (struct pending){copy, depth};
}

static void
add_file(struct font_files *files, const char *path)
{
    if (files->count == FONT_FILES_MAX) {
        return;
    }
    files->paths = array_grow(files->paths, files->count, &files->room, sizeof *files->paths);
    files->paths[files->count++] = arena_strdup(&files->names, path);
}

static void
take_entry(struct walk *walk, const struct pending *folder, const char *name)
{
    char path[FOLDER_PATH_MAX];
    struct stat info;
    int len = snprintf(path, sizeof path, "%s/%s", folder->path, name);
    if (name[0] == '.' || len < 0 || len >= FOLDER_PATH_MAX || stat(path, &info) != 0) {
        return;
    }
    if (S_ISDIR(info.st_mode)) {
        push_folder(walk, path, (size_t)len, folder->depth + 1);
    } else if (S_ISREG(info.st_mode) && is_font_name(name)) {
        add_file(walk->files, path);
    }
}

static void
read_folder(struct walk *walk, const struct pending *folder)
{
    DIR *dir = opendir(folder->path);
    if (!dir) {
        return;
    }
    // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        take_entry(walk, folder, entry->d_name);
    }
    closedir(dir);
}

static int
by_name(const void *a, const void *b)
{
    const char *left = *(const char *const *)a;
    const char *right = *(const char *const *)b;
    int order = strcmp(font_file_name(left), font_file_name(right));
    return order ? order : strcmp(left, right);
}

void
font_files_find(struct font_files *files, const char *folders)
{
    struct walk walk = {.files = files};
    for (const char *at = folders; *at;) {
        size_t len = strcspn(at, ":");
        push_folder(&walk, at, len, 0);
        at += at[len] == ':' ? len + 1 : len;
    }
    // Folders found on the way are appended, so this ends with the deepest.
    for (int i = 0; i < walk.count; i++) {
        read_folder(&walk, &walk.folders[i]);
    }
    if (files->count > 1) { // readdir has no order; a choice must not depend on it
        qsort(files->paths, (size_t)files->count, sizeof *files->paths, by_name);
    }
}

const char *
font_files_path(const struct font_files *files, const char *name, size_t len)
{
    for (int i = 0; i < files->count; i++) {
        const char *file = font_file_name(files->paths[i]);
        if (strlen(file) == len && memcmp(file, name, len) == 0) {
            return files->paths[i];
        }
    }
    return NULL;
}

void
font_files_finish(struct font_files *files)
{
    arena_finish(&files->names);
    free(files->paths);
    *files = (struct font_files){0};
}
