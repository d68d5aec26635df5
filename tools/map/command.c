// hub-map build, and what its options say.

#include "command.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "coast.h"
#include "graph.h"
#include "mbtiles.h"
#include "schema.h"

// Degrees and kilometres that a map of one town may have.
enum { SIDE_MAX_E7 = 20 * 1000 * 1000, KM_MAX = 100 };

static bool
numbers(const char *text, double *values, int count)
{
    for (int i = 0; i < count; i++) {
        char *end = NULL;
        values[i] = strtod(text, &end);
        if (end == text || !isfinite(values[i]) || *end != (i + 1 < count ? ',' : '\0')) {
            return false;
        }
        text = end + 1;
    }
    return true;
}

static int32_t
e7(double degrees)
{
    return (int32_t)lround(degrees * 1e7);
}

static bool
check_box(const struct osm_box *box, const char *text, struct err *err)
{
    if (box->west >= box->east || box->south >= box->north) {
        return err_set(
            err, ERR_FORMAT, "%.60s: west must be less than east, south than north", text);
    }
    if ((int64_t)box->east - box->west > SIDE_MAX_E7 ||
        (int64_t)box->north - box->south > SIDE_MAX_E7) {
        return err_set(
            err, ERR_LIMIT, "%.60s: more than %d degrees a side", text, SIDE_MAX_E7 / 10000000);
    }
    return true;
}

bool
command_bbox(const char *text, struct osm_box *box, struct err *err)
{
    double v[4];
    if (!numbers(text, v, 4) || fabs(v[0]) > 180 || fabs(v[2]) > 180 || fabs(v[1]) > 85 ||
        fabs(v[3]) > 85) {
        return err_set(err, ERR_FORMAT, "%.60s: write WEST,SOUTH,EAST,NORTH in degrees", text);
    }
    *box = (struct osm_box){e7(v[0]), e7(v[1]), e7(v[2]), e7(v[3])};
    return check_box(box, text, err);
}

bool
command_around(const char *text, struct osm_box *box, struct err *err)
{
    static const double km_per_degree = 111.19492664;
    double v[3];
    if (!numbers(text, v, 3) || fabs(v[0]) > 84 || fabs(v[1]) > 179 || v[2] <= 0 || v[2] > KM_MAX) {
        return err_set(err, ERR_FORMAT, "%.60s: write LAT,LON,KM with at most %d km", text, KM_MAX);
    }
    double lat = v[2] / km_per_degree;
    double lon = fmin(lat / cos(v[0] * 3.14159265358979323846 / 180), 1);
    *box = (struct osm_box){e7(v[1] - lon), e7(v[0] - lat), e7(v[1] + lon), e7(v[0] + lat)};
    return check_box(box, text, err);
}

struct build {
    const struct command_line *line;
    struct progress progress;
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
    struct area sea = {0};
    struct schema schema = {.extract = &build->extract, .features = &build->features};
    progress_set(&build->progress, "sorting out");
    if (!build->line->no_sea && !coast_sea(&build->extract, &sea, err)) {
        area_finish(&sea);
        return err_wrap(err, "%s", build->line->file);
    }
    schema_apply(&schema, &sea);
    area_finish(&sea);
    features_sort(&build->features);
    if (schema.broken > 0) {
        progress_end(&build->progress);
        fprintf(stderr, "%s: warning: %u areas left out, whose outline is open or crosses itself\n",
            build->line->file, schema.broken);
    }
    grid_begin(&build->extract, &build->grid);
    weigh(build);
    return true;
}

static bool
run(struct build *build, const struct osm_box *box, struct err *err)
{
    const struct command_line *line = build->line;
    struct mbtiles file = {.name = line->name,
        .credit = line->credit ? line->credit : MBTILES_CREDIT,
        .extract = &build->extract,
        .features = &build->features,
        .grid = &build->grid,
        .graph = &build->graph,
        .progress = &build->progress};
    if (!extract_load(line->file, box, &build->progress, &build->extract, err) ||
        !check_box(&build->extract.box, line->file, err)) {
        return false;
    }
    return make_features(build, err) && graph_build(&build->extract, &build->graph, err) &&
           mbtiles_write(&file, line->out, err);
}

int
command_build(const struct command_line *line)
{
    struct build build = {.line = line, .progress = progress_begin()};
    struct osm_box box;
    struct err err = {0};
    bool given = line->bbox || line->around;
    if (given && !(line->bbox ? command_bbox(line->bbox, &box, &err)
                              : command_around(line->around, &box, &err))) {
        fprintf(stderr, "hub-map: error: %s\n", err.text);
        return EXIT_USAGE;
    }
    bool ok = run(&build, given ? &box : NULL, &err);
    progress_end(&build.progress);
    if (!ok) {
        fprintf(stderr, "%s%s\n",
            strncmp(err.text, line->file, strlen(line->file)) == 0 ? "" : "error: ", err.text);
    }
    extract_finish(&build.extract);
    features_finish(&build.features);
    grid_finish(&build.grid);
    buffer_finish(&build.graph);
    bool disk = err.kind == ERR_IO || err.kind == ERR_MISSING || err.kind == ERR_SPACE;
    return ok ? EXIT_DONE : disk ? EXIT_IO : EXIT_CONTENT;
}
