#include "compile.h"

#include <stdlib.h>
#include <string.h>

#include "box.h"
#include "coast.h"
#include "graph.h"
#include "mbtiles.h"
#include "schema.h"

struct build {
    struct compile_job *job;
    struct extract extract;
    struct features features;
    struct grid grid;
    struct buffer graph;
};

// Lines and rings of all features, each part once.
static void
weigh(struct build *build)
{
    const struct features *features = &build->features;
    struct grid_line *lines = calloc((size_t)features->part_count + 1, sizeof *lines);
    bool *taken = calloc((size_t)features->part_count + 1, sizeof *taken);
    ASSERT(lines && taken);
    uint32_t count = 0;
    for (uint32_t i = 0; i < features->count; i++) {
        const struct feature *feature = &features->at[i];
        for (uint32_t p = 0; p < feature->part_count && feature->shape != SHAPE_POINT; p++) {
            uint32_t part = feature->part_first + p;
            if (!taken[part]) {
                taken[part] = true;
                lines[count++] =
                    (struct grid_line){features->nodes + features->parts[part].node_first,
                        features->parts[part].node_count, feature->shape == SHAPE_AREA};
            }
        }
    }
    grid_weigh(&build->grid, build->extract.node_count, lines, count);
    free(lines);
    free(taken);
}

static bool
make_features(struct build *build, struct err *err)
{
    struct compile_job *job = build->job;
    struct area sea = {0};
    struct schema schema = {.extract = &build->extract, .features = &build->features};
    progress_set(job->progress, "sorting out");
    if (!job->no_sea && !coast_sea(&build->extract, &sea, err)) {
        area_finish(&sea);
        return false;
    }
    schema_apply(&schema, &sea);
    area_finish(&sea);
    features_sort(&build->features);
    job->broken = schema.broken;
    grid_begin(&build->extract, &build->grid);
    weigh(build);
    return true;
}

static bool
make_tables(struct build *build, struct db *db, struct err *err)
{
    const struct compile_job *job = build->job;
    struct mbtiles file = {.name = job->name,
        .credit = job->credit ? job->credit : MBTILES_CREDIT,
        .extract = &build->extract,
        .features = &build->features,
        .grid = &build->grid,
        .graph = &build->graph,
        .progress = job->progress};
    struct err cause = {0};
    if (!box_check(&build->extract.box, "the data", &cause)) {
        return err_set(
            err, cause.kind, "%s; choose a town (--around; in hub.csv map_around_km)", cause.text);
    }
    return make_features(build, err) && graph_build(&build->extract, &build->graph, err) &&
           mbtiles_fill(&file, db, err);
}

bool
compile_map(struct compile_job *job, struct db *db, struct err *err)
{
    struct build build = {.job = job};
    bool ok = extract_load(job->file, job->box, job->progress, &build.extract, err);
    if (ok && !make_tables(&build, db, err)) {
        ok = err_wrap(err, "%s", job->file);
    }
    extract_finish(&build.extract);
    features_finish(&build.features);
    grid_finish(&build.grid);
    buffer_finish(&build.graph);
    return ok;
}
