// links: db
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "db/db.h"
#include "map/map.h"

#include "build.h"

#include "test.h"

enum { FILE_MAX = 1 << 20, VALID_MIN = 45, FATAL_MIN = 20, RECOVERABLE_MIN = 7 };

static void
test_values(void **state)
{
    (void)state;
    static const uint32_t tags[] = {0, 0, 1, 1, 0, 2};
    static const uint32_t commands[] = {9, 2, 2};
    struct build layer = {.len = 0};
    struct build value = {.len = 0};
    struct build bytes = {.len = 0};
    struct arena arena = {0};
    struct map_tile tile;
    struct err err = {0};
    build_feature(&layer, &(struct build_feature){MAP_POINT, commands, 3, tags, 6});
    build_text(&layer, 3, "name");
    build_text(&layer, 3, "level");
    build_text(&value, 1, "Calle Ñ");
    build_inside(&layer, 4, &value);
    value.len = 0;
    build_number(&value, 6, 3);
    build_inside(&layer, 4, &value);
    value.len = 0;
    build_number(&value, 7, 1);
    build_inside(&layer, 4, &value);
    build_text(&layer, 1, "streets");
    build_number(&layer, 15, 2);
    build_tile(&bytes, &layer);
    assert_true(map_decode(bytes.data, bytes.len, &arena, &tile, &err));
    const struct map_layer *streets = map_layer_of(&tile, "streets");
    assert_non_null(streets);
    assert_null(map_layer_of(&tile, "street"));
    assert_int_equal(streets->extent, 4096);
    const struct map_feature *feature = &streets->features[0];
    assert_string_equal(map_text_of(streets, feature, "name"), "Calle Ñ");
    assert_true(map_value_of(streets, feature, "level")->number == -2);
    assert_string_equal(map_text_of(streets, feature, "level"), "");
    assert_null(map_value_of(streets, feature, "width"));
    assert_int_equal(feature->tag_count, 3);
    arena_finish(&arena);
}

static void
test_limits(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct map_tile tile;
    struct err err = {0};
    uint8_t *much = calloc(1, MAP_TILE_MAX + 1);
    assert_non_null(much);
    assert_false(map_decode(much, MAP_TILE_MAX + 1, &arena, &tile, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    // More keys than a tile may have: two bytes each.
    size_t keys = MAP_ITEMS_MAX + 1;
    uint8_t *at = much;
    *at++ = 3 << 3 | 2;
    for (size_t len = keys * 2 + 5; len > 0; len >>= 7) {
        *at++ = (uint8_t)((len & 0x7f) | (len > 0x7f ? 0x80 : 0));
    }
    memcpy(at, "\x78\x02\x0a\x01l", 5);
    at += 5;
    for (size_t i = 0; i < keys; i++) {
        *at++ = 3 << 3 | 2;
        *at++ = 0;
    }
    assert_false(map_decode(much, (size_t)(at - much), &arena, &tile, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    struct build bytes = {.len = 0};
    struct build layer = {.len = 0};
    build_number(&layer, 15, 2);
    build_text(&layer, 1, "l");
    for (int i = 0; i <= MAP_LAYERS_MAX; i++) {
        build_tile(&bytes, &layer);
    }
    assert_false(map_decode(bytes.data, bytes.len, &arena, &tile, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    free(much);
    arena_finish(&arena);
}

// --- conformance: mapbox/mvt-fixtures, whose tiles and their JSON stand beside the tree ---

struct fixture {
    char folder[600];
    struct db *json; // reads JSON for us
    struct map_tile tile;
};

static struct db_query *
ask(struct fixture *fixture, const char *sql)
{
    struct db_query *query = NULL;
    struct err err = {0};
    if (!db_prepare(fixture->json, sql, &query, &err)) {
        fail_msg("%s: %s", sql, err.text);
    }
    return query;
}

// The number at a path of the JSON, 0 when there is none.
static int64_t
number_at(struct fixture *fixture, const char *path)
{
    struct db_query *query = ask(fixture, "SELECT json_extract(text, ?1) FROM json");
    db_bind_text(query, 1, path);
    assert_true(db_step(query));
    int64_t value = db_int(query, 0);
    db_finish(query);
    return value;
}

// JSON lists commands as numbers; points follow from them as the specification says.
static void
compare_geometry(
    struct fixture *fixture, const struct map_feature *feature, struct db_query *numbers)
{
    uint32_t pairs = 0;
    uint32_t parts = 0;
    uint32_t point = 0;
    uint32_t x = 0;
    uint32_t y = 0;
    while (db_step(numbers)) {
        if (pairs == 0) {
            uint32_t command = (uint32_t)db_int(numbers, 0);
            pairs = (command & 7) == 7 ? 0 : command >> 3;
            parts += (command & 7) == 1;
            continue;
        }
        uint32_t dx = (uint32_t)db_int(numbers, 0);
        assert_true(db_step(numbers));
        uint32_t dy = (uint32_t)db_int(numbers, 0);
        x += dx >> 1 ^ (0 - (dx & 1));
        y += dy >> 1 ^ (0 - (dy & 1));
        assert_true(point < feature->point_count);
        assert_int_equal(feature->points[point].x, (int32_t)x);
        assert_int_equal(feature->points[point].y, (int32_t)y);
        point++;
        pairs--;
    }
    if (point != feature->point_count || parts != feature->part_count) {
        fail_msg("%s: %u points in %u parts, not %u in %u", fixture->folder, feature->point_count,
            feature->part_count, point, parts);
    }
}

static bool
same_value(const struct map_value *value, const char *key, const struct db_query *query)
{
    double number = db_real(query, 3);
    if (strcmp(key, "string_value") == 0) {
        return value->kind == MAP_TEXT && strcmp(value->text, db_text(query, 3)) == 0;
    }
    if (strcmp(key, "float_value") == 0) {
        return value->kind == MAP_REAL && fabs(value->real - number) < 1e-6;
    }
    if (strcmp(key, "double_value") == 0) {
        return value->kind == MAP_REAL && fabs(value->real - number) < 1e-12;
    }
    if (strcmp(key, "uint_value") == 0) {
        return value->kind == MAP_UINT && value->count == (uint64_t)db_int(query, 3);
    }
    if (strcmp(key, "bool_value") == 0) {
        return value->kind == MAP_BOOL && value->count == (uint64_t)db_int(query, 3);
    }
    return value->kind == MAP_INT && value->number == db_int(query, 3);
}

static void
compare_tags(struct fixture *fixture, int at_layer, int at_feature)
{
    const struct map_layer *layer = &fixture->tile.layers[at_layer];
    const struct map_feature *feature = &layer->features[at_feature];
    struct db_query *query = ask(fixture,
        "WITH layer AS (SELECT value FROM json, json_each(text, '$.layers') WHERE key = ?1),"
        " tags AS (SELECT t.key AS n, t.value AS i FROM layer,"
        "  json_each(layer.value, '$.features[' || ?2 || '].tags') t)"
        " SELECT (SELECT json_extract(value, '$.keys[' || k.i || ']') FROM layer), e.key, 0, "
        "e.value"
        " FROM tags k JOIN tags v ON k.n % 2 = 0 AND v.n = k.n + 1,"
        " json_each((SELECT json_extract(value, '$.values[' || v.i || ']') FROM layer)) e"
        " ORDER BY k.n");
    db_bind_int(query, 1, at_layer);
    db_bind_int(query, 2, at_feature);
    uint32_t count = 0;
    while (db_step(query)) {
        assert_true(count < feature->tag_count);
        const char *key = layer->keys[feature->tags[2 * count]];
        const struct map_value *value = &layer->values[feature->tags[2 * count + 1]];
        if (strcmp(key, db_text(query, 0)) != 0 || !same_value(value, db_text(query, 1), query)) {
            fail_msg("%s: another value of %s", fixture->folder, key);
        }
        count++;
    }
    assert_false(db_failed(query, NULL));
    assert_int_equal(count, feature->tag_count);
    db_finish(query);
}

static void
compare_layer(struct fixture *fixture, int at)
{
    const struct map_layer *layer = &fixture->tile.layers[at];
    struct db_query *query =
        ask(fixture, "SELECT json_extract(text, '$.layers[' || ?1 || '].name'),"
                     " json_extract(text, '$.layers[' || ?1 || '].version'),"
                     " coalesce(json_extract(text, '$.layers[' || ?1 || '].extent'), 4096),"
                     " json_array_length(text, '$.layers[' || ?1 || '].features') FROM json");
    db_bind_int(query, 1, at);
    assert_true(db_step(query));
    assert_string_equal(layer->name, db_text(query, 0));
    assert_int_equal(layer->version, (uint32_t)db_int(query, 1));
    assert_int_equal(layer->extent, (uint32_t)db_int(query, 2));
    assert_int_equal(layer->feature_count, (uint32_t)db_int(query, 3));
    db_finish(query);
    for (int i = 0; i < (int)layer->feature_count; i++) {
        const struct map_feature *feature = &layer->features[i];
        char path[80];
        snprintf(path, sizeof path, "$.layers[%d].features[%d].id", at, i);
        assert_true(feature->id == (uint64_t)number_at(fixture, path));
        snprintf(path, sizeof path, "$.layers[%d].features[%d].type", at, i);
        assert_int_equal((int)feature->geometry, (int)number_at(fixture, path));
        struct db_query *numbers =
            ask(fixture, "SELECT value FROM json_each((SELECT text FROM json),"
                         " '$.layers[' || ?1 || '].features[' || ?2 || '].geometry')");
        db_bind_int(numbers, 1, at);
        db_bind_int(numbers, 2, i);
        if (feature->geometry != MAP_UNKNOWN) {
            compare_geometry(fixture, feature, numbers);
        }
        db_finish(numbers);
        compare_tags(fixture, at, i);
    }
}

static char *
read_part(struct fixture *fixture, const char *name, size_t *len)
{
    char path[700];
    char *data = NULL;
    struct err err = {0};
    snprintf(path, sizeof path, "%s/%s", fixture->folder, name);
    if (!file_read(path, FILE_MAX, &data, len, &err)) {
        fail_msg("%s", err.text);
    }
    return data;
}

static void
use_json(struct fixture *fixture, const char *text)
{
    struct err err = {0};
    struct db_query *query = NULL;
    assert_true(db_exec(fixture->json, "DELETE FROM json", &err));
    assert_true(db_prepare(fixture->json, "INSERT INTO json VALUES (?1)", &query, &err));
    db_bind_text(query, 1, text);
    db_step(query);
    assert_false(db_failed(query, &err));
    db_finish(query);
}

struct tally {
    int valid;
    int fatal;
    int recoverable;
};

static void
try_fixture(struct fixture *fixture, struct tally *tally)
{
    size_t len = 0;
    struct arena arena = {0};
    struct err err = {0};
    char word[32] = "";
    char *info = read_part(fixture, "info.json", &len);
    use_json(fixture, info);
    free(info);
    // 057 has the same half a billion announced points as 051, which the collection calls fatal.
    bool twin_of_fatal = strstr(fixture->folder, "/057");
    bool valid = number_at(fixture, "$.validity.v2") && !twin_of_fatal;
    assert_true(db_word(fixture->json,
        "SELECT coalesce(json_extract(text, '$.validity.error'), '') FROM json", word, sizeof word,
        &err));
    char *data = read_part(fixture, "tile.mvt", &len);
    bool decoded = map_decode(data, len, &arena, &fixture->tile, &err);
    free(data);
    bool recoverable = strcmp(word, "recoverable") == 0;
    tally->valid += valid;
    tally->fatal += strcmp(word, "fatal") == 0;
    tally->recoverable += recoverable;
    if (decoded != (valid || recoverable)) {
        fail_msg("%s (%s): %s", fixture->folder, word, decoded ? "decoded" : err.text);
    }
    if (valid) {
        char *json = read_part(fixture, "tile.json", &len);
        use_json(fixture, json);
        free(json);
        int64_t layers = 0;
        assert_true(db_number(fixture->json,
            "SELECT coalesce(json_array_length(text, '$.layers'), 0) FROM json", &layers, &err));
        assert_int_equal(layers, fixture->tile.layer_count);
        for (int i = 0; i < fixture->tile.layer_count; i++) {
            compare_layer(fixture, i);
        }
    }
    arena_finish(&arena);
}

static void
test_fixtures(void **state)
{
    (void)state;
    char folder[500];
    const char *source = getenv("HUB_SOURCE_DIR");
    snprintf(folder, sizeof folder, "%s/../shared/fixtures/mvt", source ? source : ".");
    DIR *dir = opendir(folder);
    if (!dir) {
        print_message("no %s here\n", folder);
        skip();
    }
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct tally tally = {0};
    struct err err = {0};
    assert_non_null(fixture);
    assert_true(db_open("", DB_MEMORY, &fixture->json, &err));
    assert_true(db_exec(fixture->json, "CREATE TABLE json(text)", &err));
    for (const struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] != '.') {
            snprintf(fixture->folder, sizeof fixture->folder, "%s/%.90s", folder, entry->d_name);
            try_fixture(fixture, &tally);
        }
    }
    closedir(dir);
    db_close(fixture->json);
    free(fixture);
    print_message(
        "%d valid, %d fatal, %d recoverable\n", tally.valid, tally.fatal, tally.recoverable);
    assert_true(tally.valid >= VALID_MIN && tally.fatal >= FATAL_MIN &&
                tally.recoverable >= RECOVERABLE_MIN);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_fixtures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
