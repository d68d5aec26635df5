// Compiling a town: hub-map beside tilemaker, which makes only the tiles, and planetsplitter, which makes only
// the graph. Whole programs, data warm in memory.

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench.h"

enum { ROUNDS_MOST = 9 };

static const char *const examples = "/usr/share/doc/tilemaker/examples";

// tilemaker's own OpenMapTiles configuration without the layers that need shapefiles of the world, and only
// the zooms that hub-map makes.
static bool
find_tilemaker(const struct bench *bench)
{
    char command[2 * PATH_LEN];
    const char *argv[] = {"sh", "-c", command, NULL};
    snprintf(command, sizeof command,
        "sed -e '/\"source\":/d' -e '/settings/,$s/\"minzoom\": 0/\"minzoom\": 10/'"
        " %s/config-openmaptiles.json >%s/tilemaker.json",
        examples, bench->folder);
    return bench_has("tilemaker") && bench_spawn(argv).ok;
}

struct compile {
    struct series wall;
    struct series cpu;
    struct series memory;
};

static void
note(struct compile *compile, struct bench_run run, const char *who)
{
    bench_must(run.ok, who, "failed");
    bench_add(&compile->wall, run.wall_ms);
    bench_add(&compile->cpu, run.cpu_ms);
    bench_add(&compile->memory, run.memory);
}

static void
run_tilemaker(const struct bench *bench, const char *in, struct compile *compile)
{
    char out[PATH_LEN + 30];
    char config[PATH_LEN + 30];
    char process[PATH_LEN];
    snprintf(out, sizeof out, "%s/tilemaker.mbtiles", bench->folder);
    snprintf(config, sizeof config, "%s/tilemaker.json", bench->folder);
    snprintf(process, sizeof process, "%s/process-openmaptiles.lua", examples);
    const char *argv[] = {"tilemaker", "--input", in, "--output", out, "--config", config,
        "--process", process, NULL};
    unlink(out); // it would add to it
    note(compile, bench_spawn(argv), "tilemaker");
}

static void
run_planetsplitter(const struct bench *bench, const char *in, struct compile *compile)
{
    char folder[PATH_LEN + 30];
    snprintf(folder, sizeof folder, "--dir=%s", bench->folder);
    const char *argv[] = {"planetsplitter", folder, "--prefix=build",
        "--tagging=/usr/share/routino/tagging.xml", in, NULL};
    note(compile, bench_spawn(argv), "planetsplitter");
}

static void
print_program(const char *name, const struct compile *own, const struct compile *other)
{
    if (other->wall.count == 0) {
        return;
    }
    printf("| | %s | %.2f / %.2f | %.2f / %.2f | %.0f | %.2f / %.2f | %.2f / %.2f | %.2f |\n", name,
        bench_least(&other->wall) / 1e3, bench_median(&other->wall) / 1e3,
        bench_least(&other->cpu) / 1e3, bench_median(&other->cpu) / 1e3, bench_most(&other->memory),
        bench_least(&own->wall) / bench_least(&other->wall),
        bench_median(&own->wall) / bench_median(&other->wall),
        bench_least(&own->cpu) / bench_least(&other->cpu),
        bench_median(&own->cpu) / bench_median(&other->cpu),
        bench_most(&own->memory) / bench_most(&other->memory));
}

struct compiles {
    struct compile own;
    struct compile tiles;
    struct compile graph;
};

static void
print_town(const char *town, const struct compiles *compiles)
{
    const struct compile *own = &compiles->own;
    printf("| %s | hub-map | %.2f / %.2f | %.2f / %.2f | %.0f | | | |\n", town,
        bench_least(&own->wall) / 1e3, bench_median(&own->wall) / 1e3, bench_least(&own->cpu) / 1e3,
        bench_median(&own->cpu) / 1e3, bench_most(&own->memory));
    print_program("tilemaker", own, &compiles->tiles);
    print_program("planetsplitter", own, &compiles->graph);
}

void
bench_builds(const struct bench *bench)
{
    enum { TOWNS = 3 };
    static const char *const towns[TOWNS] = {"monaco-osrm", "liechtenstein", "porto"};
    static struct compiles all[TOWNS];
    bool tilemaker = find_tilemaker(bench);
    bool planetsplitter = bench_has("planetsplitter");
    int rounds = bench->rounds < ROUNDS_MOST ? bench->rounds : ROUNDS_MOST;
    printf(
        "### Compiling, %d rounds\n\n%s%s"
        "| town | program | wall, s | CPU, s | memory, MiB | hub-map of it: wall | CPU | memory |\n"
        "|---|---|---|---|---|---|---|---|\n",
        rounds, tilemaker ? "" : "No tilemaker, or not its examples: left out.\n\n",
        planetsplitter ? "" : "No planetsplitter: left out.\n\n");
    for (int i = 0; i < TOWNS; i++) {
        struct compiles *compiles = &all[i];
        struct bench_build build;
        bench_build_arguments(bench, &build, towns[i], true);
        if (access(build.in, R_OK) != 0) {
            printf("\n%s: left out, there is no %s\n\n", towns[i], build.in);
            continue;
        }
        for (int round = 0; round < rounds; round++) {
            note(&compiles->own, bench_spawn(build.argv), "hub-map");
            if (tilemaker) {
                run_tilemaker(bench, build.in, &compiles->tiles);
            }
            if (planetsplitter) {
                run_planetsplitter(bench, build.in, &compiles->graph);
            }
        }
        print_town(towns[i], compiles);
    }
    printf("\n");
}
