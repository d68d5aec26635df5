#include "mapnik.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const python =
    "/usr/bin/python3"; // Debian's: it has the modules of its packages
static const char *const program = "tests/bench/map/mapnik/draw.py";
static const char *const look = "assets/map/light.ini";

struct mapnik {
    FILE *ask;
    FILE *answer;
    pid_t pid;
};

static void
become(const char *data, float px_per_mm, const int ask[2], const int answer[2])
{
    char scale[32];
    snprintf(scale, sizeof scale, "%.4f", (double)px_per_mm);
    dup2(ask[0], STDIN_FILENO);
    dup2(answer[1], STDOUT_FILENO);
    close(ask[1]);
    close(answer[0]);
    execl(python, python, program, "serve", data, look, scale, (char *)NULL);
    _exit(127);
}

struct mapnik *
mapnik_open(const struct bench *bench, const char *map, float px_per_mm)
{
    char data[OUT_LEN];
    int ask[2];
    int answer[2];
    snprintf(data, sizeof data, "%s/mapnik", bench->folder);
    const char *there[] = {python, "-c", "import mapnik", NULL};
    const char *clean[] = {"rm", "-rf", data, NULL}; // of the town before
    const char *import[] = {python, program, "import", map, data, NULL};
    if (!bench_spawn(there).ok || !bench_has("shapeindex") || !bench_has("ogr2ogr")) {
        printf("No Mapnik (python3-mapnik, mapnik-utils) or no ogr2ogr (gdal-bin): left out.\n\n");
        return NULL;
    }
    bench_must(
        bench_spawn(clean).ok && bench_spawn(import).ok, "Mapnik's data were not imported", map);
    struct mapnik *mapnik = calloc(1, sizeof *mapnik);
    bench_must(mapnik && pipe(ask) == 0 && pipe(answer) == 0, "pipes", "");
    mapnik->pid = fork();
    bench_must(mapnik->pid >= 0, "fork", "");
    if (mapnik->pid == 0) {
        become(data, px_per_mm, ask, answer);
    }
    close(ask[0]);
    close(answer[1]);
    mapnik->ask = fdopen(ask[1], "w");
    mapnik->answer = fdopen(answer[0], "r");
    bench_must(mapnik->ask && mapnik->answer, "pipes", "");
    return mapnik;
}

double
mapnik_draw(struct mapnik *mapnik, const struct mapnik_view *view)
{
    char line[100];
    fprintf(mapnik->ask, "%.7f %.7f %d %d %d %d\n", view->lat, view->lon, view->zoom, view->names,
        view->width_px, view->height_px);
    bench_must(fflush(mapnik->ask) == 0 && fgets(line, sizeof line, mapnik->answer),
        "Mapnik did not answer", "");
    return strtod(line, NULL);
}

void
mapnik_close(struct mapnik *mapnik)
{
    if (mapnik) {
        fclose(mapnik->ask);
        fclose(mapnik->answer);
        waitpid(mapnik->pid, NULL, 0);
        free(mapnik);
    }
}
