// hub-map build.

#include "command.h"

#include <stdio.h>
#include <string.h>

#include "box.h"
#include "compile.h"

static bool
build(struct compile_job *job, const char *out, struct err *err)
{
    struct db *db = NULL;
    bool ok =
        db_open("", DB_MEMORY, &db, err) && compile_map(job, db, err) && db_save(db, out, err);
    db_close(db);
    return ok;
}

int
command_build(const struct command_line *line)
{
    struct progress progress = progress_begin();
    struct osm_box box;
    struct err err = {0};
    bool given = line->bbox || line->around;
    if (given &&
        !(line->bbox ? box_edges(line->bbox, &box, &err) : box_around(line->around, &box, &err))) {
        fprintf(stderr, "hub-map: error: %s\n", err.text);
        return EXIT_USAGE;
    }
    struct compile_job job = {.file = line->file,
        .box = given ? &box : NULL,
        .name = line->name,
        .credit = line->credit,
        .progress = &progress,
        .no_sea = line->no_sea};
    bool ok = build(&job, line->out, &err);
    progress_end(&progress);
    if (job.broken > 0) {
        fprintf(stderr, "%s: warning: %u areas left out, whose outline is open or crosses itself\n",
            line->file, job.broken);
    }
    if (!ok) {
        fprintf(stderr, "%s%s\n",
            strncmp(err.text, line->file, strlen(line->file)) == 0 ? "" : "error: ", err.text);
    }
    bool disk = err.kind == ERR_IO || err.kind == ERR_MISSING || err.kind == ERR_SPACE;
    return ok ? EXIT_DONE : disk ? EXIT_IO : EXIT_CONTENT;
}
