// Whether the map leads people to the places of the sheets.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lint_places.h"
#include "map/map.h"
#include "route/route.h"
#include "value.h"

enum { OLD_DAYS = 365, ZOOM_MIN = 14 };

struct visit {
    struct content *content;
    const struct town *town;
    struct route_point hub;
    struct route_tree *walks;     // NULL: nobody is led
    struct route_tree *step_free; // likewise
};

static struct route_point
point_of(const char *latitude, const char *longitude)
{
    return (struct route_point){(int32_t)lround(strtod(latitude, NULL) * 1e7),
        (int32_t)lround(strtod(longitude, NULL) * 1e7)};
}

static bool
is_on_map(const struct town *town, struct route_point point)
{
    const struct map_info *info = map_info(town->map);
    return point.lat_e7 >= info->south * 1e7 && point.lat_e7 <= info->north * 1e7 &&
           point.lon_e7 >= info->west * 1e7 && point.lon_e7 <= info->east * 1e7;
}

// As store_place() has it: what the kiosk would pin.
static bool
has_pin(const struct rows *rows, const struct record *record)
{
    return strcmp(content_cell(rows, record, "location_type"), "physical") == 0 &&
           strcmp(content_cell(rows, record, "pin_precision"), "hidden") != 0 &&
           *content_cell(rows, record, "latitude") && *content_cell(rows, record, "longitude");
}

static bool
says_step_free(struct content *content, int location)
{
    const struct rows *rows = content_rows(content, "accessibility");
    for (int i = 0; i < rows->count; i++) {
        if (content_ref(content, rows, &rows->records[i], "location_id") == location &&
            strcmp(content_cell(rows, &rows->records[i], "code"), "step_free") == 0) {
            return true;
        }
    }
    return false;
}

static void
check_walk(struct visit *visit, int location, struct route_point door)
{
    static const char *const why[] = {
        [ROUTE_OFF_MAP] = "no way of the map is near its pin",
        [ROUTE_ISLAND] = "the way at its door is joined to none of the hub's",
        [ROUTE_NO_WAY] = "no way there may be walked in this direction",
    };
    struct content *content = visit->content;
    const struct rows *rows = content_rows(content, "location");
    const struct record *record = &rows->records[location];
    struct spot spot = content_spot(rows, record, sheet_column(rows->sheet, "latitude"));
    struct route_walk walk;
    enum route_reach reach = route_measure(visit->walks, door, &walk);
    if (reach != ROUTE_REACHED) {
        report_warning(content->report, spot,
            "location '%s': this place cannot be reached on foot from the hub: %s; the screen says "
            "to ask the"
            " staff. Correct the pin, or the map, or say it in transportation",
            record->id, why[reach]);
    } else if (visit->step_free && says_step_free(content, location) &&
               route_measure(visit->step_free, door, &walk) != ROUTE_REACHED) {
        report_warning(content->report, spot,
            "location '%s' is step_free, but on the map only stairs lead there", record->id);
    }
}

static void
check_places(struct visit *visit)
{
    struct content *content = visit->content;
    const struct rows *rows = content_rows(content, "location");
    for (int i = 0; i < rows->count; i++) {
        const struct record *record = &rows->records[i];
        if (!has_pin(rows, record)) {
            continue;
        }
        struct route_point door = point_of(
            content_cell(rows, record, "latitude"), content_cell(rows, record, "longitude"));
        if (!is_on_map(visit->town, door)) {
            report_warning(content->report,
                content_spot(rows, record, sheet_column(rows->sheet, "latitude")),
                "location '%s' lies outside the map; the screen shows it without one", record->id);
        } else if (visit->walks) {
            check_walk(visit, i, door);
        }
    }
}

static void
check_data(struct content *content)
{
    const struct map_info *info = map_info(content->town.map);
    struct spot spot = {content->town.file, 0, 0};
    int built = 0;
    int taken = 0;
    if (!*info->credit) {
        report_error(content->report, spot,
            "the map does not say whose data it is, which must be shown with it; write map_credit "
            "into"
            " hub.csv");
    }
    if (value_date(content_meta(content, "built_on"), &built) && value_date(info->date, &taken) &&
        built - taken > OLD_DAYS) {
        report_warning(content->report, spot,
            "the map's data is of %s, more than a year before built_on; get it anew", info->date);
    }
    if (info->zoom_max < ZOOM_MIN) {
        report_warning(content->report, spot,
            "the map ends at zoom %d; streets are drawn from zoom %d on", info->zoom_max, ZOOM_MIN);
    }
}

// Walks from where the hub stands; none when nobody can be led.
static void
grow_walks(struct visit *visit)
{
    struct content *content = visit->content;
    const char *latitude = content_meta(content, "latitude");
    const char *longitude = content_meta(content, "longitude");
    struct spot spot = content_meta_spot(content, "latitude");
    struct route_place place;
    if (!*latitude || !*longitude) {
        report_warning(content->report, spot,
            "there is a map, but not where the hub stands; write latitude and longitude");
        return;
    }
    visit->hub = point_of(latitude, longitude);
    if (!is_on_map(visit->town, visit->hub)) {
        report_warning(content->report, spot, "the hub lies outside the map %s", visit->town->file);
        return;
    }
    if (!visit->town->walks) {
        report_note(content->report, (struct spot){visit->town->file, 0, 0},
            "a map of another program: it is shown, but nobody is led");
        return;
    }
    if (!route_snap(visit->town->walks, visit->hub, ROUTE_WALK, NULL, &place)) {
        report_warning(content->report, spot,
            "no way of the map is within %d m of the hub; nobody can be led", ROUTE_SNAP_MAX_M);
        return;
    }
    visit->walks = route_tree_grow(visit->town->walks, &place, ROUTE_WALK);
    struct route_place step_free;
    if (route_snap(visit->town->walks, visit->hub, ROUTE_STEP_FREE, &place, &step_free)) {
        visit->step_free = route_tree_grow(visit->town->walks, &step_free, ROUTE_STEP_FREE);
    }
}

void
lint_town(struct content *content)
{
    struct visit visit = {.content = content, .town = &content->town};
    if (!content->town.map) {
        return;
    }
    check_data(content);
    grow_walks(&visit);
    check_places(&visit);
    route_tree_free(visit.walks);
    route_tree_free(visit.step_free);
}
