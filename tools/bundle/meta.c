// hub.csv: what the hub is, as key,value rows.

#include <string.h>

#include "content.h"
#include "value.h"

struct key {
    struct column column;
    bool stored; // goes into the table meta; else it is text or a default for the records
};

static const struct key keys[] = {
    {{.name = "id", .kind = COLUMN_ID, .required = true}, true},
    {{.name = "country", .kind = COLUMN_COUNTRY, .required = true}, true},
    {{.name = "currency", .kind = COLUMN_CURRENCY, .required = true}, true},
    {{.name = "source_language", .kind = COLUMN_TAG, .required = true}, true},
    {{.name = "local_language", .kind = COLUMN_TAG, .required = true}, true},
    {{.name = "demonstration", .kind = COLUMN_BOOL}, true},
    {{.name = "built_on", .kind = COLUMN_DATE, .required = true}, true},
    {{.name = "content_version", .kind = COLUMN_WORD}, true},
    {{.name = "latitude", .kind = COLUMN_LATITUDE}, true},
    {{.name = "longitude", .kind = COLUMN_LONGITUDE}, true},
    {{.name = "location_id", .kind = COLUMN_REF, .words = "location"}, true},
    {{.name = "map_bbox", .kind = COLUMN_WORD}, false},
    {{.name = "map_around_km", .kind = COLUMN_INT}, false},
    {{.name = "map_credit", .kind = COLUMN_WORD}, false},
    {{.name = "map_sea", .kind = COLUMN_BOOL}, false},
    {{.name = "count_noise", .kind = COLUMN_ENUM, .words = "on|threshold-only"}, true},
    {{.name = "count_epsilon", .kind = COLUMN_WORD}, true}, // cells.c checks it
    {{.name = "count_threshold", .kind = COLUMN_INT}, true},
    {{.name = "count_languages", .kind = COLUMN_TAGS}, false},
    {{.name = "count_topics", .kind = COLUMN_ENUM, .words = "top|all"}, false},
    {{.name = "name", .kind = COLUMN_TEXT, .required = true}, false},
    {{.name = "place", .kind = COLUMN_TEXT}, false},
    {{.name = "greeting", .kind = COLUMN_TEXT}, false},
    {{.name = "assured_date", .kind = COLUMN_DATE}, false},
    {{.name = "assurer", .kind = COLUMN_WORD}, false},
    {{.name = "recheck_days", .kind = COLUMN_INT}, false},
    {{.name = "hide_after_days", .kind = COLUMN_INT}, false},
    {{.name = "source_1", .kind = COLUMN_WORD}, false},
    {{.name = "source_2", .kind = COLUMN_WORD}, false},
};
enum { KEYS = sizeof keys / sizeof *keys };

static const struct key *
find_key(const char *name)
{
    for (int i = 0; i < KEYS; i++) {
        if (strcmp(keys[i].column.name, name) == 0) {
            return &keys[i];
        }
    }
    return NULL;
}

bool
meta_stored(const char *name)
{
    const struct key *key = find_key(name);
    return !key || key->stored;
}

static void
check_known(struct content *content, const char *name, struct spot spot)
{
    const char *names[KEYS];
    for (int i = 0; i < KEYS; i++) {
        names[i] = keys[i].column.name;
    }
    spot.column = 1;
    report_warning(content->report, spot, "unknown key '%.60s'; kept as it is%s", name,
        report_closest(&content->arena, name, names, KEYS));
}

static void
take(struct content *content, const struct csv *csv, int row)
{
    const char *name = csv_cell(csv, row, 0);
    const char *value = csv_cell(csv, row, 1);
    struct spot spot = csv_spot(csv, row, 1);
    char why[VALUE_WHY_MAX];
    for (int i = 0; i < content->meta_count; i++) {
        if (strcmp(content->meta[i].key, name) == 0) {
            report_error(content->report, spot, "key '%.60s' stands twice; remove one", name);
            return;
        }
    }
    if (content->meta_count == CONTENT_META_MAX) {
        report_error(content->report, spot, "more than %d keys", CONTENT_META_MAX);
        return;
    }
    const struct key *key = find_key(name);
    if (!key) {
        check_known(content, name, spot);
    } else if (*value && !value_check(&key->column, value, why)) {
        report_error(content->report, spot, "%s: %s", name, why);
        value = ""; // it stands, but nothing may be made of it
    }
    if (*value || *csv_cell(csv, row, 1)) {
        content->meta[content->meta_count++] = (struct meta){name, value, csv->numbers[row]};
    }
}

bool
meta_load(struct content *content)
{
    struct csv csv = {.file = "hub.csv"};
    const char *path = arena_printf(&content->arena, "%s/hub.csv", content->folder);
    if (!csv_read(&csv, &content->arena, path, false, content->report)) {
        return false;
    }
    if (csv.columns < 2 || strcmp(csv_cell(&csv, 0, 0), "key") != 0 ||
        strcmp(csv_cell(&csv, 0, 1), "value") != 0) {
        report_error(content->report, (struct spot){"hub.csv", 1, 1},
            "the columns are not key and value; write key,value in row 1");
        return false;
    }
    for (int row = 1; row <= csv.rows; row++) {
        take(content, &csv, row);
    }
    for (int i = 0; i < KEYS; i++) {
        bool stands = content_meta_spot(content, keys[i].column.name).row > 0;
        if (keys[i].column.required && !stands) {
            report_error(content->report, (struct spot){"hub.csv", 0, 0}, "no %s; write a row %s,…",
                keys[i].column.name, keys[i].column.name);
        }
    }
    return true;
}
