// hub-bundle diff: what changed between two files of content.

#include <stdio.h>
#include <string.h>

#include "command.h"
#include "gate/gate.h"
#include "signed.h"

enum { TABLE_MAX = 64 };

struct printing {
    bool summary;
    char table[TABLE_MAX]; // of the counts
    struct gate_diff counts;
};

static void
print_counts(const struct printing *printing)
{
    if (printing->table[0]) {
        printf("%-20s %8d %8d %8d\n", printing->table, printing->counts.added,
            printing->counts.updated, printing->counts.removed);
    }
}

static void
print_change(void *context, const struct gate_changed *changed)
{
    static const char *const words[] = {
        [GATE_ADDED] = "added", [GATE_UPDATED] = "updated", [GATE_REMOVED] = "removed"};
    struct printing *printing = context;
    if (!printing->summary && !*changed->id) { // of which there is one
        printf("%s: %s\n", changed->table,
            changed->change == GATE_UPDATED ? "changed" : words[changed->change]);
        return;
    }
    if (!printing->summary) {
        printf("%-8s %s %s\n", words[changed->change], changed->table, changed->id);
        return;
    }
    if (strcmp(printing->table, changed->table) != 0) {
        print_counts(printing);
        snprintf(printing->table, sizeof printing->table, "%s", changed->table);
        printing->counts = (struct gate_diff){0};
    }
    printing->counts.added += changed->change == GATE_ADDED;
    printing->counts.updated += changed->change == GATE_UPDATED;
    printing->counts.removed += changed->change == GATE_REMOVED;
}

static bool
compare(struct db *before, struct db *after, bool summary, struct err *err)
{
    struct printing printing = {.summary = summary};
    struct gate_diff diff;
    if (summary) {
        printf("%-20s %8s %8s %8s\n", "", "added", "updated", "removed");
    }
    bool ok = gate_compare(before, after, &diff, print_change, &printing, err);
    if (ok && summary) {
        print_counts(&printing);
        printf("%-20s %8d %8d %8d\n", "all", diff.added, diff.updated, diff.removed);
    } else if (ok) {
        printf("%d added, %d updated, %d removed\n", diff.added, diff.updated, diff.removed);
    }
    return ok;
}

int
command_diff(const struct command_line *line)
{
    struct bundle *bundles[2] = {NULL};
    struct db *dbs[2] = {NULL};
    struct err err = {0};
    bool ok = signed_open_content(line->args[0], &bundles[0], &dbs[0], &err) &&
              signed_open_content(line->args[1], &bundles[1], &dbs[1], &err) &&
              compare(dbs[0], dbs[1], line->summary, &err);
    for (int i = 0; i < 2; i++) {
        db_close(dbs[i]);
        bundle_close(bundles[i]);
    }
    if (!ok) {
        fprintf(stderr, "error: %s\n", err.text);
        return err.kind == ERR_MISSING || err.kind == ERR_IO ? EXIT_IO : EXIT_CONTENT;
    }
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_IO;
}
