// links: installer
// Verifying and installing a bundle against what that cannot be faster than: cp and sync of the same
// file, and b2sum of it. One run, interleaved, the file warm in memory; a folder on the disk to be measured is
// the argument. Prints a row for a Markdown table.
//
//   bench-install [FOLDER [MIB [ROUNDS]]]

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "install/install.h"
#include "tests/bundle/make.h"

enum { ROUNDS_MAX = 64, PICTURE_KIB = 200 };

struct bench {
    char root[128];
    int mib;
    int rounds;
    struct install_hub hub;
    double seconds[4][ROUNDS_MAX]; // cp + sync, b2sum, install, update
};

enum { COPY, HASH, INSTALL, UPDATE };

static void
must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "bench-install: %s\n", what);
        exit(1);
    }
}

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char *
path_of(const struct bench *bench, const char *name, char path[INSTALL_PATH_MAX])
{
    snprintf(path, INSTALL_PATH_MAX, "%s/%s", bench->root, name);
    return path;
}

static int
remove_entry(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static void
run(const char *program, const char *a, const char *b)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        int quiet = open("/dev/null", O_WRONLY);
        dup2(quiet, STDOUT_FILENO);
        execlp(program, program, a, b, (char *)NULL);
        _exit(127);
    }
    must(waitpid(pid, &status, 0) == pid && status == 0, program);
}

// Content like a hub's: pictures make its size.
static void
make_content(const struct bench *bench)
{
    char path[INSTALL_PATH_MAX];
    char sql[256];
    char *schema = NULL;
    size_t len = 0;
    struct db *db = NULL;
    struct err err = {0};
    must(file_read("firmware/store/schema.sql", 1 << 20, &schema, &len, &err),
        "run it in the source folder");
    must(db_open(path_of(bench, "payload.db", path), DB_CREATE, &db, &err), err.text);
    must(db_exec(db, "BEGIN", &err) && db_exec(db, schema, &err), err.text);
    for (int i = 1; i * PICTURE_KIB <= bench->mib * 1024; i++) {
        snprintf(sql, sizeof sql,
            "INSERT INTO picture VALUES (%d, 'p%d', 'photo', 'image/png', 1, 1, randomblob(%d))", i,
            i, PICTURE_KIB * 1024);
        must(db_exec(db, sql, &err), err.text);
    }
    must(db_exec(db, "COMMIT", &err) && db_save(db, path_of(bench, "content.db", path), &err),
        err.text);
    db_close(db);
    free(schema);
    unlink(path_of(bench, "payload.db", path));
}

static void
make_bundle(struct bench *bench)
{
    char path[INSTALL_PATH_MAX];
    char *payload = NULL;
    size_t len = 0;
    struct err err = {0};
    struct make *make = make_begin();
    must(file_read(path_of(bench, "content.db", path), SIZE_MAX / 2, &payload, &len, &err),
        err.text);
    make_payload(make, (unsigned char *)payload, len);
    make->manifest.schema_id = gate_schema_id();
    for (int i = 0; i < 2; i++) {
        make->manifest.seq = 1 + i;
        struct make_file file = make_file(make);
        path_of(bench, i == 0 ? "stick/content.hub" : "later/content.hub", path);
        FILE *out = fopen(path, "wb");
        must(out && fwrite(file.bytes, 1, file.len, out) == file.len && fclose(out) == 0, "stick");
        free(file.bytes);
    }
    char *chain = malloc(make->chain_len);
    must(chain != NULL, "memory");
    memcpy(chain, make->chain, make->chain_len);
    bench->hub = (struct install_hub){
        .network = "gt", .name = "bench", .anchor = {chain, make->chain_len, false}};
    make_free(make);
    unlink(path_of(bench, "content.db", path));
}

static double
time_copy(const struct bench *bench)
{
    char from[INSTALL_PATH_MAX];
    char to[INSTALL_PATH_MAX];
    path_of(bench, "stick/content.hub", from);
    path_of(bench, "copy.hub", to);
    unlink(to);
    double start = now();
    run("cp", from, to);
    run("sync", to, NULL);
    double took = now() - start;
    unlink(to);
    return took;
}

static double
time_hash(const struct bench *bench)
{
    char from[INSTALL_PATH_MAX];
    double start = now();
    run("b2sum", path_of(bench, "stick/content.hub", from), NULL);
    return now() - start;
}

static double
time_stick(const struct bench *bench, const struct install_dirs *dirs, const char *stick)
{
    char path[INSTALL_PATH_MAX];
    struct install_status status;
    double start = now();
    must(install_stick(dirs, &bench->hub, path_of(bench, stick, path), false, &status) &&
             status.phase == INSTALL_DONE,
        "not installed");
    return now() - start;
}

// A machine without content takes the bundle; then as much again comes, and is compared with it.
static void
time_install(struct bench *bench, int round)
{
    static const char *const folders[] = {
        "data", "data/bundles", "data/bundles/incoming", "data/state", "run", "run/usb"};
    char path[INSTALL_PATH_MAX];
    char run_path[INSTALL_PATH_MAX];
    struct install_dirs dirs;
    struct err err = {0};
    nftw(path_of(bench, "data", path), remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    nftw(path_of(bench, "run", path), remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        must(mkdir(path_of(bench, folders[i], path), 0755) == 0, "mkdir");
    }
    must(install_dirs_of(
             path_of(bench, "data", path), path_of(bench, "run", run_path), "none", &dirs, &err),
        err.text);
    bench->seconds[INSTALL][round] = time_stick(bench, &dirs, "stick");
    bench->seconds[UPDATE][round] = time_stick(bench, &dirs, "later");
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void
print_results(struct bench *bench)
{
    for (int i = 0; i < 4; i++) {
        qsort(bench->seconds[i], (size_t)bench->rounds, sizeof(double), compare);
    }
    int middle = bench->rounds / 2;
    double least = bench->seconds[COPY][0] + bench->seconds[HASH][0];
    double median = bench->seconds[COPY][middle] + bench->seconds[HASH][middle];
    printf("| MiB | rounds | cp + sync, s | b2sum, s | install, s | of their sum | update, s | of "
           "their sum |\n"
           "|---|---|---|---|---|---|---|---|\n"
           "| %d | %d |",
        bench->mib, bench->rounds);
    for (int i = 0; i < 4; i++) {
        double first = bench->seconds[i][0];
        double half = bench->seconds[i][middle];
        printf(" %.2f, %.2f |", first, half);
        if (i >= INSTALL) {
            printf(" %.2f, %.2f |", first / least, half / median);
        }
    }
    printf("\n\nMinimum and median.\n");
}

int
main(int argc, char **argv)
{
    static struct bench bench;
    char path[INSTALL_PATH_MAX];
    snprintf(bench.root, sizeof bench.root, "%s/bench-install-XXXXXX", argc > 1 ? argv[1] : "/tmp");
    bench.mib = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 200;
    bench.rounds = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 5;
    must(bench.mib > 0 && bench.mib < 2000 && bench.rounds > 0 && bench.rounds <= ROUNDS_MAX,
        "usage: bench-install [FOLDER [MIB [ROUNDS]]]");
    must(mkdtemp(bench.root) && mkdir(path_of(&bench, "stick", path), 0755) == 0 &&
             mkdir(path_of(&bench, "later", path), 0755) == 0,
        "folder");
    make_content(&bench);
    make_bundle(&bench);
    time_copy(&bench); // warm
    for (int i = 0; i < bench.rounds; i++) {
        bench.seconds[COPY][i] = time_copy(&bench);
        bench.seconds[HASH][i] = time_hash(&bench);
        time_install(&bench, i);
    }
    print_results(&bench);
    nftw(bench.root, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    return 0;
}
