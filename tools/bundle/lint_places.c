#include "lint_places.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AREA_KM = 150 };

static void
forbid(struct content *content, int location, const char *why)
{
    const struct rows *locations = content_rows(content, "location");
    const struct rows *addresses = content_rows(content, "address");
    const struct record *record = &locations->records[location];
    static const char *const columns[] = {"latitude", "longitude", "landmark", "door_photo_id"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        int column = sheet_column(locations->sheet, columns[i]);
        if (*record->cells[column]) {
            report_error(content->report, content_spot(locations, record, column),
                "location '%s' tells where it is (%s), but %s; empty the cell", record->id,
                columns[i], why);
        }
    }
    for (int i = 0; i < addresses->count; i++) {
        const struct record *address = &addresses->records[i];
        if (content_ref(content, addresses, address, "location_id") == location) {
            report_error(content->report, content_spot(addresses, address, -1),
                "a street for location '%s', but %s; remove the row", record->id, why);
        }
    }
}

static bool
is(const struct rows *rows, const struct record *record, const char *column, const char *word)
{
    return strcmp(content_cell(rows, record, column), word) == 0;
}

static void
check_area(struct content *content, const struct rows *rows, const struct record *record)
{
    static const double km_per_degree = 111.2;
    int column = sheet_column(rows->sheet, "latitude");
    const char *hub_lat = content_meta(content, "latitude");
    const char *hub_lon = content_meta(content, "longitude");
    if (!*record->cells[column] || !*hub_lat || !*hub_lon) {
        return;
    }
    double lat = strtod(record->cells[column], NULL);
    double lon = strtod(content_cell(rows, record, "longitude"), NULL);
    double down = (lat - strtod(hub_lat, NULL)) * km_per_degree;
    double across = (lon - strtod(hub_lon, NULL)) * km_per_degree * cos(lat * 3.14159265 / 180);
    double km = sqrt(down * down + across * across);
    if (km > AREA_KM) {
        report_warning(content->report, content_spot(rows, record, column),
            "location '%s' lies %.0f km from the hub; are latitude and longitude swapped?",
            record->id, km);
    }
}

void
lint_places(struct content *content)
{
    const struct rows *rows = content_rows(content, "location");
    for (int i = 0; i < rows->count; i++) {
        const struct record *record = &rows->records[i];
        bool has_lat = *content_cell(rows, record, "latitude") != '\0';
        bool has_lon = *content_cell(rows, record, "longitude") != '\0';
        int column = sheet_column(rows->sheet, "latitude");
        if (has_lat != has_lon) {
            report_error(content->report, content_spot(rows, record, column),
                "location '%s' has only one of latitude and longitude; fill both", record->id);
        }
        if (is(rows, record, "pin_precision", "hidden")) {
            forbid(content, i, "its pin is hidden");
        } else if (is(rows, record, "location_type", "virtual")) {
            forbid(content, i, "it is virtual");
        } else if (!has_lat) {
            report_warning(content->report, content_spot(rows, record, column),
                "location '%s' has no coordinates; the screen shows no map", record->id);
        }
        check_area(content, rows, record);
    }
}

static bool
has_phone(struct content *content, int service)
{
    const struct rows *phones = content_rows(content, "phone");
    const struct rows *services = content_rows(content, "service");
    int owner = content_ref(content, services, &services->records[service], "organization_id");
    for (int i = 0; i < phones->count; i++) {
        if (content_ref(content, phones, &phones->records[i], "service_id") == service ||
            (owner >= 0 &&
                content_ref(content, phones, &phones->records[i], "organization_id") == owner)) {
            return true;
        }
    }
    return false;
}

// Services that must not be found by somebody who follows a person.
static void
check_hidden_services(struct content *content)
{
    const struct rows *services = content_rows(content, "service");
    const struct rows *places = content_rows(content, "service_at_location");
    const struct rows *locations = content_rows(content, "location");
    for (int i = 0; i < places->count; i++) {
        int service = content_ref(content, places, &places->records[i], "service_id");
        int location = content_ref(content, places, &places->records[i], "location_id");
        if (service < 0 || location < 0 ||
            is(services, &services->records[service], "exposure", "public")) {
            continue;
        }
        const char *why =
            arena_printf(&content->arena, "service '%s' there is %s", services->records[service].id,
                content_cell(services, &services->records[service], "exposure"));
        forbid(content, location, why);
        if (!is(locations, &locations->records[location], "pin_precision", "hidden")) {
            int column = sheet_column(locations->sheet, "pin_precision");
            report_error(content->report,
                content_spot(locations, &locations->records[location], column),
                "location '%s': %s; write hidden", locations->records[location].id, why);
        }
    }
    for (int i = 0; i < services->count; i++) {
        if (is(services, &services->records[i], "exposure", "phone_only") &&
            !has_phone(content, i)) {
            report_error(content->report, content_spot(services, &services->records[i], -1),
                "service '%s' is phone_only and has no phone; write one into sheets/phone.csv",
                services->records[i].id);
        }
    }
}

// What stands below a protection topic is treated as one: quick exit, no QR.
static void
check_below_topics(struct content *content, const char *sheet)
{
    const struct rows *rows = content_rows(content, sheet);
    const struct rows *there = content_rows(content, "topic");
    bool list = sheet_column(rows->sheet, "topic_ids") >= 0;
    int column = sheet_column(rows->sheet, "sensitive");
    for (int i = 0; i < rows->count; i++) {
        const struct record *record = &rows->records[i];
        const char *topics = content_cell(rows, record, list ? "topic_ids" : "topic_id");
        const char *id = "";
        content_item(content, &topics, &id);
        int topic = index_find(&there->ids, id);
        if (topic >= 0 && content_true(there, &there->records[topic], "sensitive") &&
            !content_true(rows, record, "sensitive")) {
            report_error(content->report, content_spot(rows, record, column),
                "%s '%s' belongs to the sensitive topic '%s'; write 1 into sensitive", sheet,
                record->id, id);
        }
    }
}

static void
check_photos(struct content *content)
{
    const struct rows *blocks = content_rows(content, "page_block");
    const struct rows *pages = content_rows(content, "page");
    const struct rows *pictures = content_rows(content, "picture");
    for (int i = 0; i < blocks->count; i++) {
        const struct record *block = &blocks->records[i];
        int page = content_ref(content, blocks, block, "page_id");
        int picture = index_find(&pictures->ids, content_cell(blocks, block, "picture"));
        if (page >= 0 && picture >= 0 && content_true(pages, &pages->records[page], "sensitive") &&
            is(pictures, &pictures->records[picture], "kind", "photo")) {
            report_error(content->report, content_spot(blocks, block, -1),
                "a photo on a sensitive page; write a pictogram");
        }
    }
    for (int i = 0; i < pictures->count; i++) {
        const struct record *picture = &pictures->records[i];
        if (is(pictures, picture, "kind", "photo") && !*content_cell(pictures, picture, "alt")) {
            report_warning(content->report, content_spot(pictures, picture, -1),
                "photo '%s' has no words for who cannot see it; write alt in sheets/picture.csv",
                picture->id);
        }
    }
}

void
lint_safety(struct content *content)
{
    const struct rows *procedures = content_rows(content, "procedure");
    check_hidden_services(content);
    check_below_topics(content, "service");
    check_below_topics(content, "procedure");
    check_below_topics(content, "page");
    check_photos(content);
    for (int i = 0; i < procedures->count; i++) {
        const struct record *record = &procedures->records[i];
        if (content_true(procedures, record, "sensitive") &&
            content_true(procedures, record, "qr_ok")) {
            report_warning(content->report,
                content_spot(procedures, record, sheet_column(procedures->sheet, "qr_ok")),
                "procedure '%s' is sensitive and may be carried away as a code; is it safe in a "
                "telephone that others look at?",
                record->id);
        }
    }
}
