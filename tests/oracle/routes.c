// Routino as a second opinion on the length of walks. Both find the shortest way by length alone between the
// same places of three real towns; the lengths of both lines are computed here, by the same formula.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "route/route.h"

#include "tests/test.h"

enum { PAIRS = 100, AGREE_MIN = 95, COMMAND_MAX = 4000 };

struct town {
    const char *file;
    const char *options; // of hub-map build
    double west;         // where places are taken from
    double south;
    double east;
    double north;
};

static const struct town towns[] = {
    {"monaco-osrm", "--no-sea", 7.405, 43.724, 7.445, 43.753},
    {"liechtenstein", "", 9.48, 47.06, 9.57, 47.24},
    {"porto", "", -8.70, 41.10, -8.55, 41.20},
};

static int
run(const char *command)
{
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Length in cm of the line that Routino's text describes; negative when there is none.
static double
read_line(FILE *text)
{
    char line[1000];
    struct route_point last = {0, 0};
    double length = -1;
    while (fgets(line, sizeof line, text)) {
        double lat = 0;
        double lon = 0;
        char *end = NULL;
        lat = strtod(line, &end);
        if (line[0] == '#' || end == line) {
            continue;
        }
        lon = strtod(end, NULL);
        struct route_point point = {(int32_t)lround(lat * 1e7), (int32_t)lround(lon * 1e7)};
        length = length < 0 ? 0 : length + route_distance(last, point);
        last = point;
    }
    return length;
}

// All ways alike, those that hub-map does not walk forbidden.
static const char *const preferences =
    " --transport=foot --shortest --oneway=0 --turns=0 --highway-motorway=0 --highway-trunk=100"
    " --highway-primary=100 --highway-secondary=100 --highway-tertiary=100 "
    "--highway-unclassified=100"
    " --highway-residential=100 --highway-service=100 --highway-track=100 --highway-cycleway=100"
    " --highway-path=100 --highway-steps=100 --highway-ferry=100 --property-paved=50"
    " --property-multilane=50 --property-bridge=50 --property-tunnel=50 --property-footroute=50"
    " --property-bicycleroute=50";

static double
ask_routino(const char *folder, struct route_point a, struct route_point b)
{
    char command[COMMAND_MAX];
    snprintf(command, sizeof command,
        "routino-router --dir=%s --prefix=r --profiles=/usr/share/routino/profiles.xml"
        " --translations=/usr/share/routino/translations.xml --quiet --output-text-all"
        " --output-stdout %s --lat1=%.7f --lon1=%.7f --lat2=%.7f --lon2=%.7f 2>/dev/null",
        folder, preferences, a.lat_e7 / 1e7, a.lon_e7 / 1e7, b.lat_e7 / 1e7, b.lon_e7 / 1e7);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    double length = read_line(pipe);
    pclose(pipe);
    return length;
}

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

// A place on a way of the town.
static struct route_place
random_place(const struct route_graph *graph, const struct town *town, uint32_t *seed,
    const struct route_place *island)
{
    for (;;) {
        double x = next_random(seed) / 16777216.0;
        double y = next_random(seed) / 16777216.0;
        struct route_place place;
        struct route_point point = {
            (int32_t)lround((town->south + y * (town->north - town->south)) * 1e7),
            (int32_t)lround((town->west + x * (town->east - town->west)) * 1e7)};
        if (route_snap(graph, point, ROUTE_SHORTEST, island, &place)) {
            return place;
        }
    }
}

static double
line_length(const struct route_walk *walk)
{
    double length = 0;
    for (uint32_t i = 0; i + 1 < walk->line_count; i++) {
        length += route_distance(walk->line[i], walk->line[i + 1]);
    }
    return length;
}

struct tally {
    int pairs;
    int agree;
    double steps;
    double km;
};

static void
tell_steps(const struct route_graph *graph, const struct route_walk *walk, struct tally *tally)
{
    struct route_steps steps;
    route_describe(
        graph, walk, walk->line[walk->line_count - 1], (struct route_landmarks){0}, &steps);
    tally->steps += steps.count;
    tally->km += walk->length_cm / 1e5;
}

static void
compare(const struct route_graph *graph, const struct town *town, const char *folder,
    struct tally *tally)
{
    uint32_t seed = 20261128;
    struct route_place middle = {.edge = 0};
    struct route_point centre = {(int32_t)lround((town->south + town->north) / 2 * 1e7),
        (int32_t)lround((town->west + town->east) / 2 * 1e7)};
    bool found = route_snap(graph, centre, ROUTE_SHORTEST, NULL, &middle);
    assert_true(found);
    while (tally->pairs < PAIRS) {
        struct arena arena = {0};
        struct route_walk walk;
        struct route_place from = random_place(graph, town, &seed, &middle);
        struct route_place to = random_place(graph, town, &seed, &middle);
        struct route_tree *tree = route_tree_grow(graph, &from, ROUTE_SHORTEST);
        if (route_find(tree, to.at, &arena, &walk) == ROUTE_REACHED && walk.length_cm > 10000) {
            double other = ask_routino(folder, from.at, to.at);
            double own = line_length(&walk);
            bool agrees = other > 0 && fabs(own / other - 1) <= 0.01;
            tally->agree += agrees;
            tally->pairs++;
            if (!agrees) {
                print_message("%s %.7f,%.7f -> %.7f,%.7f: %.0f m, Routino %.0f m\n", town->file,
                    from.at.lat_e7 / 1e7, from.at.lon_e7 / 1e7, to.at.lat_e7 / 1e7,
                    to.at.lon_e7 / 1e7, own / 100, other / 100);
            }
            tell_steps(graph, &walk, tally);
        }
        route_tree_free(tree);
        arena_finish(&arena);
    }
}

static void
try_town(const struct town *town, const char *shared, const char *folder)
{
    char command[COMMAND_MAX];
    char path[1000];
    struct route_graph *graph = NULL;
    struct err err = {0};
    struct tally tally = {0};
    const char *build = getenv("HUB_BINARY_DIR");
    snprintf(path, sizeof path, "%s/t.mbtiles", folder);
    snprintf(command, sizeof command, "%s/bin/hub-map build %s/%s.osm.pbf %s -o %s 2>/dev/null",
        build ? build : "build/dev", shared, town->file, town->options, path);
    assert_int_equal(run(command), 0);
    snprintf(command, sizeof command,
        "sed -f tests/oracle/routino.sed /usr/share/routino/tagging.xml >%s/tagging.xml &&"
        " planetsplitter --dir=%s --prefix=r --tagging=%s/tagging.xml --prune-none %s/%s.osm.pbf"
        " >/dev/null 2>&1",
        folder, folder, folder, shared, town->file);
    assert_int_equal(run(command), 0);
    if (!route_open(path, &graph, &err)) {
        fail_msg("%s", err.text);
    }
    compare(graph, town, folder, &tally);
    route_close(graph);
    print_message("%s: %d of %d within 1 %%, %.1f steps per km\n", town->file, tally.agree,
        tally.pairs, tally.steps / tally.km);
    assert_true(tally.agree >= AGREE_MIN);
}

static void
test_lengths(void **state)
{
    (void)state;
    char folder[] = "/tmp/hub-routes-XXXXXX";
    char shared[600];
    char command[100];
    const char *source = getenv("HUB_SOURCE_DIR");
    snprintf(shared, sizeof shared, "%s/../shared/osm", source ? source : ".");
    if (access(shared, R_OK) != 0 ||
        run("command -v routino-router planetsplitter >/dev/null") != 0) {
        print_message("no Routino, or no %s\n", shared);
        skip();
    }
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof towns / sizeof *towns; i++) {
        try_town(&towns[i], shared, folder);
    }
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(run(command), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lengths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
