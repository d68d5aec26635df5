#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "emit.h"
#include "lint.h"

// As given, else beside the folder as in the source tree, else where they are installed.
static const char *
find_assets(struct arena *arena, const struct command_line *line)
{
    const char *candidates[] = {line->assets, arena_printf(arena, "%s/../../assets", line->args[0]),
        arena_printf(arena, "%s/../assets", line->args[0]), HUB_ASSETS};
    size_t first = *line->assets ? 0 : 1;
    size_t end = *line->assets ? 1 : sizeof candidates / sizeof *candidates;
    for (size_t i = first; i < end; i++) {
        AUTO_FREE char *path = realpath(candidates[i], NULL);
        if (path && access(arena_printf(arena, "%s/icons", path), R_OK) == 0) {
            return arena_strdup(arena, path);
        }
    }
    return "";
}

void
command_begin(struct content *content, struct report *report, const struct command_line *line)
{
    *report = (struct report){0};
    content->report = report; // the rest is zero from calloc()
    size_t len = strlen(line->args[0]);
    while (len > 1 && line->args[0][len - 1] == '/') {
        len--;
    }
    content->folder = arena_strndup(&content->arena, line->args[0], len);
    report->root = content->folder;
    content->assets = find_assets(&content->arena, line);
    if (!*content->assets) {
        report_error(report, (struct spot){"hub.csv", 0, 0},
            "no folder of pictograms found; give it with --assets DIR");
    }
}

bool
command_has_folder(const struct command_line *line)
{
    struct stat st;
    if (stat(line->args[0], &st) == 0 && S_ISDIR(st.st_mode)) {
        return true;
    }
    fprintf(stderr, "%s: error: no such folder\n", line->args[0]);
    return false;
}

static bool
load(struct content *content, struct report *report, const struct command_line *line)
{
    command_begin(content, report, line);
    if (!content_load(content)) {
        return false;
    }
    lint(content);
    return true;
}

int
command_build(const struct command_line *line)
{
    if (!command_has_folder(line)) {
        return EXIT_IO;
    }
    struct report report;
    struct progress progress = progress_begin();
    struct content *content = calloc(1, sizeof *content);
    ASSERT(content);
    int code = EXIT_DONE;
    content->progress = &progress;
    bool loaded = load(content, &report, line);
    progress_end(&progress);
    report_print(&report, stderr);
    if (!loaded || report.errors > 0) {
        code = EXIT_CONTENT;
    } else {
        struct err err = {0};
        if (!emit(content, line->out, &err)) {
            fprintf(stderr, "%s: error: %s\n", line->out, err.text);
            code = EXIT_IO;
        }
        progress_end(&progress);
    }
    content_finish(content);
    free(content);
    report_finish(&report);
    return code;
}

int
command_lint(const struct command_line *line)
{
    if (!command_has_folder(line)) {
        return EXIT_IO;
    }
    struct report report;
    struct progress progress = progress_begin();
    struct content *content = calloc(1, sizeof *content);
    ASSERT(content);
    content->progress = &progress;
    bool loaded = load(content, &report, line);
    progress_end(&progress);
    report_print(&report, stderr);
    int code = loaded && report.errors == 0 ? EXIT_DONE : EXIT_CONTENT;
    content_finish(content);
    free(content);
    report_finish(&report);
    return code;
}
