#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

double
bench_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void
bench_add(struct series *series, double value)
{
    bench_must(series->count < SAMPLES_MAX, "too many rounds", "");
    series->values[series->count++] = value;
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double
ranked(const struct series *series, int rank)
{
    struct series sorted = *series;
    bench_must(series->count > 0, "nothing was measured", "");
    qsort(sorted.values, (size_t)sorted.count, sizeof *sorted.values, compare);
    return sorted.values[rank];
}

double
bench_least(const struct series *series)
{
    return ranked(series, 0);
}

double
bench_median(const struct series *series)
{
    return ranked(series, series->count / 2);
}

double
bench_most(const struct series *series)
{
    return ranked(series, series->count - 1);
}

void
bench_must(bool ok, const char *what, const char *why)
{
    if (!ok) {
        fprintf(stderr, "bench-map: %s%s%s\n", what, *why ? ": " : "", why);
        exit(1);
    }
}

static double
ms_of(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

struct bench_run
bench_spawn(const char *const argv[])
{
    int status = 0;
    struct rusage used;
    double start = bench_now();
    pid_t pid = fork();
    if (pid == 0) {
        int quiet = open("/dev/null", O_WRONLY);
        dup2(quiet, STDOUT_FILENO);
        dup2(quiet, STDERR_FILENO);
        char *copy[ARGUMENTS_MAX] = {NULL};
        for (int i = 0; argv[i] && i + 1 < ARGUMENTS_MAX; i++) {
            copy[i] = strdup(argv[i]);
        }
        execvp(copy[0], copy);
        _exit(127);
    }
    bench_must(pid > 0 && wait4(pid, &status, 0, &used) == pid, argv[0], strerror(errno));
    return (struct bench_run){.ok = status == 0,
        .wall_ms = bench_now() - start,
        .cpu_ms = ms_of(used.ru_utime) + ms_of(used.ru_stime),
        .memory = (double)used.ru_maxrss / 1024};
}

bool
bench_has(const char *program)
{
    char path[PATH_LEN];
    const char *folders = getenv("PATH");
    while (folders && *folders) {
        size_t len = strcspn(folders, ":");
        snprintf(path, sizeof path, "%.*s/%s", (int)len, folders, program);
        if (access(path, X_OK) == 0) {
            return true;
        }
        folders += len + (folders[len] == ':');
    }
    return false;
}

// What of an extract becomes the map: Monaco's file has more coast than land behind it.
static const struct {
    const char *town;
    const char *bbox;
} boxes[] = {{"monaco-osrm", "7.40,43.715,7.48,43.77"}};

void
bench_build_arguments(
    const struct bench *bench, struct bench_build *build, const char *town, bool whole)
{
    int count = 0;
    snprintf(build->program, sizeof build->program, "%s/hub-map", bench->programs);
    snprintf(build->in, sizeof build->in, "%s/%s.osm.pbf", bench->shared, town);
    snprintf(build->out, sizeof build->out, "%s/%s%s.mbtiles", bench->folder, town,
        whole ? "-whole" : "");
    if (strcmp(town, "demo") == 0) {
        snprintf(build->in, sizeof build->in, "content/demo/map/puerto-ejemplo.osm");
    }
    build->argv[count++] = build->program;
    build->argv[count++] = "build";
    build->argv[count++] = build->in;
    build->argv[count++] = "-o";
    build->argv[count++] = build->out;
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        if (strcmp(town, boxes[i].town) == 0) {
            snprintf(build->bbox, sizeof build->bbox, "%s", boxes[i].bbox);
            build->argv[count++] = whole ? "--no-sea" : "--bbox";
            build->argv[count++] = whole ? NULL : build->bbox;
        }
    }
    build->argv[count] = NULL;
}

bool
bench_town(const struct bench *bench, const char *town, char path[OUT_LEN])
{
    struct bench_build build;
    bench_build_arguments(bench, &build, town, false);
    snprintf(path, OUT_LEN, "%s", build.out);
    if (access(build.in, R_OK) != 0) {
        printf("%s: left out, there is no %s\n\n", town, build.in);
        return false;
    }
    bench_must(access(path, R_OK) == 0 || bench_spawn(build.argv).ok, "hub-map failed", build.in);
    return true;
}
