// map/ of the folder: OpenStreetMap data, compiled as hub-map does it, or a map that is made already.

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "box.h"
#include "compile.h"
#include "content.h"
#include "import.h"
#include "map/map.h"
#include "route/route.h"

static bool
ends_in(const char *name, const char *end)
{
    size_t len = strlen(name);
    return len > strlen(end) && strcmp(name + len - strlen(end), end) == 0;
}

static bool
is_made(const char *name)
{
    return ends_in(name, ".mbtiles");
}

static bool
is_map(const char *name)
{
    return ends_in(name, ".osm") || ends_in(name, ".osm.pbf") || is_made(name);
}

// The one file of map/ that is a map; what cannot be one is named, notes (.md, .txt) are left alone.
static const char *
find_file(struct content *content)
{
    const char *folder = arena_printf(&content->arena, "%s/map", content->folder);
    const char **names = NULL;
    const char *found = NULL;
    int count = folder_list(&content->arena, folder, "", &names);
    for (int i = 0; i < count; i++) {
        const char *file = arena_printf(&content->arena, "map/%s", names[i]);
        struct spot spot = {file, 0, 0};
        bool note = names[i][0] == '.' || ends_in(names[i], ".md") || ends_in(names[i], ".txt");
        if (is_map(names[i]) && found) {
            report_error(content->report, spot, "a second map beside %s; keep one of them", found);
        } else if (is_map(names[i])) {
            found = file;
        } else if (!note) {
            report_warning(content->report, spot,
                "not a map; write .osm.pbf, .osm or .mbtiles (a packed file is to be unpacked)");
        }
    }
    return found;
}

// map_bbox, or map_around_km around latitude and longitude. *given false: all of the data. False: wrong.
static bool
read_area(struct content *content, struct osm_box *box, bool *given)
{
    const char *edges = content_meta(content, "map_bbox");
    const char *km = content_meta(content, "map_around_km");
    const char *lat = content_meta(content, "latitude");
    const char *lon = content_meta(content, "longitude");
    struct spot spot = content_meta_spot(content, *edges ? "map_bbox" : "map_around_km");
    struct err err = {0};
    *given = *edges || *km;
    if (*edges && *km) {
        report_error(content->report, spot, "map_bbox and map_around_km; write one of them");
        return false;
    }
    if (*km && (!*lat || !*lon)) {
        report_error(content->report, spot,
            "map_around_km, but not where the hub stands; write latitude and longitude");
        return false;
    }
    if (*edges && !box_edges(edges, box, &err)) {
        report_error(content->report, spot, "map_bbox: %s", err.text);
        return false;
    }
    const char *around = arena_printf(&content->arena, "%s,%s,%s", lat, lon, km);
    if (*km && !box_around(around, box, &err)) {
        report_error(content->report, spot, "map_around_km: %s; write kilometres, 1 to 100", km);
        return false;
    }
    return true;
}

// "PATH:LINE:COLUMN: what" and "PATH: what" as a finding of the file.
static void
report_failure(struct content *content, const char *file, const char *path, const char *text)
{
    struct spot spot = {file, 0, 0};
    if (strncmp(text, path, strlen(path)) == 0) {
        text += strlen(path);
        int used = 0;
        if (sscanf(text, ":%d:%d%n", &spot.row, &spot.column, &used) == 2) {
            text += used;
        }
        text += strspn(text, ": ");
    }
    report_error(content->report, spot, "%s", text);
}

static bool
compile(struct content *content, const char *path, const struct osm_box *box, struct err *err)
{
    const char *credit = content_meta(content, "map_credit");
    struct town *town = &content->town;
    struct compile_job job = {.file = path,
        .box = box,
        .name = town->file + strlen("map/"),
        .credit = *credit ? credit : NULL,
        .progress = content->progress,
        .no_sea = strcmp(content_meta(content, "map_sea"), "0") == 0};
    bool ok = compile_map(&job, town->db, err);
    if (ok && job.broken > 0) {
        report_note(content->report, (struct spot){town->file, 0, 0},
            "%u areas left out, whose outline is open or crosses itself", job.broken);
    }
    return ok;
}

static bool
import(struct content *content, const char *path, const struct osm_box *box, struct err *err)
{
    const char *credit = content_meta(content, "map_credit");
    struct town *town = &content->town;
    struct spot spot = {town->file, 0, 0};
    struct import_job job = {
        .file = path, .box = box, .credit = *credit ? credit : NULL, .progress = content->progress};
    bool ok = import_map(&job, town->db, err);
    if (ok && job.damaged > 0) {
        report_warning(content->report, spot,
            "%u tiles left out, which no kiosk could show; the first is %s", job.damaged,
            job.first);
    }
    if (ok && !job.known) {
        report_warning(content->report, spot,
            "no layer is called streets; the screen shows what is named as in Shortbread 1.0 and "
            "would stay"
            " nearly empty. Build it from OpenStreetMap data");
    }
    return ok;
}

void
town_load(struct content *content)
{
    struct town *town = &content->town;
    struct osm_box box;
    struct err err = {0};
    bool given = false;
    town->file = find_file(content);
    if (!town->file || !read_area(content, &box, &given)) {
        return;
    }
    const char *path = arena_printf(&content->arena, "%s/%s", content->folder, town->file);
    bool ok = db_open("", DB_MEMORY, &town->db, &err) &&
              (is_made(path) ? import : compile)(content, path, given ? &box : NULL, &err) &&
              map_open_db(town->db, &town->map, &err);
    if (ok && !route_open_db(town->db, &town->walks, &err)) {
        ok = err.kind == ERR_MISSING;
    }
    if (!ok) {
        report_failure(content, town->file, path, err.text);
    }
}
