// A window of 1280 x 800 on a 10.1" panel: the base map and the map with names, each from nothing, beside Mapnik;
// panning over what is drawn already; and what the kiosk's memory grows by.

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config/config.h"
#include "mapview/mapview.h"

#include "bench.h"
#include "mapnik.h"

enum { WIDTH = 1280, HEIGHT = 800, BUDGET_US = 8000, PAN_PX = 16, PAN_FRAMES = 40 };

static const float px_per_mm = 1280 / 217.0F;

struct scene {
    const char *name;
    const char *town;
    double lat;
    double lon;
    int zoom;
};

static const struct scene scenes[] = {
    {"Monaco, z15", "monaco-osrm", 43.7345, 7.4235, 15},
    {"Monaco, z16", "monaco-osrm", 43.7345, 7.4235, 16},
    {"Monaco, z17", "monaco-osrm", 43.7345, 7.4235, 17},
    {"Monaco, z18", "monaco-osrm", 43.7345, 7.4235, 18},
    {"Vaduz, z16", "liechtenstein", 47.1393, 9.5228, 16},
    {"demo town, z16", "demo", 0.0190, -30.0220, 16},
};
enum { SCENES = sizeof scenes / sizeof *scenes };

struct view {
    struct map *map;
    struct mapview *mapview;
};

// text NULL: without names.
static struct view
open_view(const char *path, struct text *text)
{
    struct view view = {0};
    struct err err = {0};
    bench_must(map_open(path, &view.map, &err), path, err.text);
    bench_must(
        mapview_open(view.map, text, "assets/map", &view.mapview, &err), "mapview", err.text);
    return view;
}

static void
close_view(struct view *view)
{
    mapview_close(view->mapview);
    map_close(view->map);
}

static struct text *
open_text(void)
{
    struct text *text = NULL;
    struct err err = {0};
    struct config config = config_default();
    bench_must(text_open(config.fonts, &text, &err), "fonts", err.text);
    bench_must(text_language(text, "es", "Latn", "Andika-Regular.ttf", &err), "font", err.text);
    return text;
}

static void
show(struct mapview *mapview, const struct scene *scene, double east_px, double south_px)
{
    static const struct mapview_window window = {
        .width_px = WIDTH, .height_px = HEIGHT, .px_per_mm = px_per_mm, .letters = 1, .lang = "es"};
    double degrees = 360 / (256.0 * (double)(1 << scene->zoom)); // of longitude, a pixel
    double lat = scene->lat - south_px * degrees * cos(scene->lat * 3.14159265358979 / 180);
    struct mapview_camera camera = {(int32_t)lround(lat * 1e7),
        (int32_t)lround((scene->lon + east_px * degrees) * 1e7), scene->zoom};
    mapview_show(mapview, &camera, &window, NULL);
}

static void
finish(struct mapview *mapview)
{
    while (mapview_work(mapview, BUDGET_US)) {
    }
}

static double
time_frame(struct mapview *mapview, const struct scene *scene)
{
    mapview_forget(mapview);
    double start = bench_now();
    show(mapview, scene, 0, 0);
    finish(mapview);
    return bench_now() - start;
}

struct frames {
    struct series bare;
    struct series mapnik_bare;
    struct series full;
    struct series mapnik_full;
    struct series warm;  // frames of panning over drawn tiles
    struct series slice; // frames while tiles are drawn
};

static void
note(struct series *series, double value)
{
    if (series->count < SAMPLES_MAX) {
        bench_add(series, value);
    }
}

// What one frame of the kiosk takes: the camera moves, and some of what is missing is drawn.
static double
time_step(struct mapview *mapview, const struct scene *scene, double east, double south)
{
    double start = bench_now();
    show(mapview, scene, east, south);
    mapview_work(mapview, BUDGET_US);
    return bench_now() - start;
}

static void
time_panning(struct mapview *mapview, const struct scene *scene, struct frames *frames)
{
    mapview_forget(mapview);
    note(&frames->slice, time_step(mapview, scene, 0, 0));
    for (bool more = true; more;) {
        double start = bench_now();
        more = mapview_work(mapview, BUDGET_US);
        note(&frames->slice, bench_now() - start);
    }
    for (int i = 1; i <= PAN_FRAMES; i++) {
        note(&frames->slice, time_step(mapview, scene, i * PAN_PX, i * PAN_PX / 2.0));
    }
    for (int there = 0; there < 2; there++) { // the second time all is there
        for (int i = 0; i <= 8; i++) {
            double took = time_step(mapview, scene, i * PAN_PX, 0);
            if (there == 1 && i > 0) {
                note(&frames->warm, took);
            }
            finish(mapview);
        }
    }
}

static void
print_beside(const char *name, const struct series *own, const struct series *other)
{
    printf("| %s | %.1f / %.1f |", name, bench_least(own), bench_median(own));
    if (other->count > 0) {
        printf(" %.1f / %.1f | %.2f / %.2f |\n", bench_least(other), bench_median(other),
            bench_least(own) / bench_least(other), bench_median(own) / bench_median(other));
    } else {
        printf(" | |\n");
    }
}

static void
time_scene(
    const struct bench *bench, const struct scene *scene, struct text *text, struct frames *frames)
{
    char path[OUT_LEN];
    if (!bench_town(bench, scene->town, path)) {
        return;
    }
    struct view bare = open_view(path, NULL);
    struct view full = open_view(path, text);
    struct mapnik *mapnik = mapnik_open(bench, path, px_per_mm);
    for (int round = -1; round < bench->rounds; round++) { // the first warms caches
        struct mapnik_view view = {scene->lat, scene->lon, scene->zoom, WIDTH, HEIGHT, false};
        double took[4] = {0};
        took[0] = time_frame(bare.mapview, scene);
        took[1] = mapnik ? mapnik_draw(mapnik, &view) : 0;
        took[2] = time_frame(full.mapview, scene);
        view.names = true;
        took[3] = mapnik ? mapnik_draw(mapnik, &view) : 0;
        struct series *series[4] = {
            &frames->bare, &frames->mapnik_bare, &frames->full, &frames->mapnik_full};
        for (int i = 0; i < 4 && round >= 0; i++) {
            if (mapnik || i % 2 == 0) {
                bench_add(series[i], took[i]);
            }
        }
        if (round >= 0) {
            time_panning(full.mapview, scene, frames);
        }
    }
    mapnik_close(mapnik);
    close_view(&bare);
    close_view(&full);
}

void
bench_frames(const struct bench *bench)
{
    static struct frames frames[SCENES];
    struct text *text = open_text();
    for (int i = 0; i < SCENES; i++) {
        time_scene(bench, &scenes[i], text, &frames[i]);
    }
    text_close(text);
    printf("### Frames of %d x %d, %d rounds, ms: least / median\n\n"
           "| base map | Ventanilla | Mapnik | ratio |\n|---|---|---|---|\n",
        WIDTH, HEIGHT, bench->rounds);
    for (int i = 0; i < SCENES; i++) {
        if (frames[i].bare.count > 0) {
            print_beside(scenes[i].name, &frames[i].bare, &frames[i].mapnik_bare);
        }
    }
    printf("\n| with names | Ventanilla | Mapnik | ratio |\n|---|---|---|---|\n");
    for (int i = 0; i < SCENES; i++) {
        if (frames[i].full.count > 0) {
            print_beside(scenes[i].name, &frames[i].full, &frames[i].mapnik_full);
        }
    }
    printf("\n| one frame of the kiosk | pan over what is drawn: median, worst | worst while tiles "
           "are drawn |\n|---|---|---|\n");
    for (int i = 0; i < SCENES; i++) {
        if (frames[i].warm.count > 0) {
            printf("| %s | %.1f, %.1f | %.1f |\n", scenes[i].name, bench_median(&frames[i].warm),
                bench_most(&frames[i].warm), bench_most(&frames[i].slice));
        }
    }
    printf("\n");
}

// Proportional set size of the process, MiB.
static double
memory_now(void)
{
    char line[200];
    double kib = 0;
    FILE *file = fopen("/proc/self/smaps_rollup", "r");
    bench_must(file != NULL, "/proc/self/smaps_rollup", "");
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, "Pss:", 4) == 0) {
            kib = strtod(line + 4, NULL);
        }
    }
    fclose(file);
    return kib / 1024;
}

// All zooms, and a walk through the town at one of them.
static double
look_around(const char *path, const struct scene *scene)
{
    static const struct text_spec screen = {.text = "Ventanilla de información, abierta",
        .lang = "es",
        .dir = DIRECTION_LTR,
        .cap_px = 20,
        .width_px = WIDTH};
    struct text *text = open_text();
    text_layout(text, &screen); // the kiosk has its font open
    double before = memory_now();
    double most = 0;
    struct view view = open_view(path, text);
    for (int zoom = MAPVIEW_ZOOM_MIN; zoom <= MAPVIEW_ZOOM_MAX; zoom++) {
        struct scene at = *scene;
        at.zoom = zoom;
        for (int i = 0; i < 12; i++) {
            show(view.mapview, &at, (i % 4 - 1.5) * WIDTH, (i / 4 - 1.0) * HEIGHT);
            finish(view.mapview);
            most = fmax(most, memory_now() - before);
        }
    }
    close_view(&view);
    text_close(text);
    return most;
}

void
bench_memory(const struct bench *bench)
{
    static const struct scene towns[] = {{"demo town", "demo", 0.0190, -30.0220, 0},
        {"Vaduz", "liechtenstein", 47.1393, 9.5228, 0},
        {"Monaco", "monaco-osrm", 43.7345, 7.4235, 0}};
    printf("### Memory\n\n| 72 windows, all zooms | most that the process grew by, MiB "
           "|\n|---|---|\n");
    for (size_t i = 0; i < sizeof towns / sizeof *towns; i++) {
        char path[OUT_LEN];
        if (!bench_town(bench, towns[i].town, path)) {
            continue;
        }
        fflush(stdout);
        pid_t pid = fork(); // each in a heap of its own
        bench_must(pid >= 0, "fork", "");
        if (pid == 0) {
            printf("| %s | %.1f |\n", towns[i].name, look_around(path, &towns[i]));
            fflush(stdout);
            _exit(0);
        }
        waitpid(pid, NULL, 0);
    }
    printf("\n");
}
