// The map beside programs that do the same: drawing beside Mapnik, compiling beside tilemaker and
// planetsplitter, walks beside Routino. Prints Markdown; what each draws and does: tests/bench/README.md.
//
//   bench-map [ROUNDS [memory|frames|builds|walks]...]      in the source folder

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

static const struct {
    const char *name;
    void (*run)(const struct bench *bench);
} parts[] = {{"memory", bench_memory}, {"frames", bench_frames}, {"builds", bench_builds},
    {"walks", bench_walks}};

static bool
wanted(int argc, char **argv, const char *part)
{
    bool found = argc < 3;
    for (int i = 2; i < argc; i++) {
        found = found || strcmp(argv[i], part) == 0;
    }
    return found;
}

static void
find_programs(struct bench *bench)
{
    ssize_t len = readlink("/proc/self/exe", bench->programs, sizeof bench->programs - 1);
    bench_must(len > 0, "/proc/self/exe", "");
    bench->programs[len] = '\0';
    *strrchr(bench->programs, '/') = '\0';
}

// In a process of its own: what one part grew is not counted in another, nor as memory of the programs it starts.
static void
run_apart(const struct bench *bench, void (*run)(const struct bench *bench))
{
    int status = 0;
    fflush(stdout);
    pid_t pid = fork();
    bench_must(pid >= 0, "fork", "");
    if (pid == 0) {
        run(bench);
        fflush(stdout);
        _exit(0);
    }
    bench_must(waitpid(pid, &status, 0) == pid && status == 0, "a part ended early", "");
}

int
main(int argc, char **argv)
{
    struct bench bench = {.shared = "../shared/osm", .folder = "/tmp/bench-map-XXXXXX"};
    const char *clean[] = {"rm", "-r", bench.folder, NULL};
    bench.rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 15;
    bench_must(bench.rounds > 0 && bench.rounds <= SAMPLES_MAX, "usage",
        "bench-map [ROUNDS [memory|frames|builds|walks]...]");
    bench_must(access("content/demo", R_OK) == 0, "run it in the source folder", "");
    bench_must(mkdtemp(bench.folder) != NULL, bench.folder, "");
    find_programs(&bench);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (wanted(argc, argv, parts[i].name)) {
            run_apart(&bench, parts[i].run);
        }
    }
    bench_spawn(clean);
    return 0;
}
