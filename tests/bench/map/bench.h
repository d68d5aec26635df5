#pragma once
// Between the files of bench-map: times, samples of interleaved runs, other programs.

#include <stdbool.h>
#include <stddef.h>

enum { SAMPLES_MAX = 512, PATH_LEN = 700, OUT_LEN = PATH_LEN + 60, ARGUMENTS_MAX = 12 };

// One thing measured again and again.
struct series {
    double values[SAMPLES_MAX];
    int count;
};

// Monotonic, ms.
double bench_now(void);
void bench_add(struct series *series, double value);
double bench_least(const struct series *series);
double bench_median(const struct series *series);
double bench_most(const struct series *series);

// Ends the program with a line when ok is false.
void bench_must(bool ok, const char *what, const char *why);

// A program that ran to its end.
struct bench_run {
    bool ok;
    double wall_ms;
    double cpu_ms; // user and system
    double memory; // largest resident set, MiB
};
// argv as for execvp(), NULL at the end; what it prints goes nowhere.
struct bench_run bench_spawn(const char *const argv[]);
// Whether the program is in PATH.
bool bench_has(const char *program);

struct bench {
    int rounds;
    const char *shared;      // folder with extracts
    char folder[PATH_LEN];   // for what is made
    char programs[PATH_LEN]; // where hub-map lies
};

// hub-map's arguments for a town: the name of an extract, or "demo"; whole: without choosing a box.
struct bench_build {
    char program[OUT_LEN];
    char in[PATH_LEN];
    char out[OUT_LEN];
    char bbox[60];
    const char *argv[ARGUMENTS_MAX];
};
void bench_build_arguments(
    const struct bench *bench, struct bench_build *build, const char *town, bool whole);
// The town's map, built if it is not there yet; false, and said, without an extract.
bool bench_town(const struct bench *bench, const char *town, char path[OUT_LEN]);

// Each prints its tables as Markdown; what is not there is said and left out.
void bench_memory(const struct bench *bench);
void bench_frames(const struct bench *bench);
void bench_builds(const struct bench *bench);
void bench_walks(const struct bench *bench);
