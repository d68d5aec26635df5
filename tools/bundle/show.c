// hub-bundle show: what is in a compiled file.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "db/db.h"
#include "map/map.h"
#include "route/route.h"
#include "signed.h"

// Runs sql with up to two texts bound and prints its rows: values of a row by format, each a %s.
static bool
print_rows(struct db *db, const char *sql, const char *const binds[2], const char *separator,
    struct err *err)
{
    struct db_query *query = NULL;
    if (!db_prepare(db, sql, &query, err)) {
        return false;
    }
    for (int i = 0; i < 2 && binds && binds[i]; i++) {
        db_bind_text(query, i + 1, binds[i]);
    }
    while (db_step(query)) {
        for (int i = 0; i < db_columns(query); i++) {
            printf("%s%s", i ? separator : "", db_text(query, i));
        }
        printf("\n");
    }
    bool ok = !db_failed(query, err);
    db_finish(query);
    return ok;
}

static bool
show_walks(struct db *db, struct err *err)
{
    struct route_graph *graph = NULL;
    struct err none = {0};
    if (!route_open_db(db, &graph, &none)) {
        printf("  walks              none\n");
        return none.kind == ERR_MISSING || err_set(err, none.kind, "%s", none.text);
    }
    struct route_summary walks = route_summary(graph);
    printf("  walks              %.1f km of ways, %u junctions\n", walks.length_km, walks.nodes);
    route_close(graph);
    return true;
}

static bool
show_town(struct db *db, struct err *err)
{
    struct map *map = NULL;
    struct err none = {0};
    printf("\nMap\n");
    if (!map_open_db(db, &map, &none)) {
        printf("  none\n");
        return none.kind == ERR_MISSING || err_set(err, none.kind, "%s", none.text);
    }
    const struct map_info *info = map_info(map);
    printf("  name               %s\n  attribution        %s\n", info->name, info->credit);
    printf("  data of            %s\n", *info->date ? info->date : "not said");
    printf("  bounds             %.5f,%.5f,%.5f,%.5f\n", info->west, info->south, info->east,
        info->north);
    map_close(map);
    return print_rows(db,
               "SELECT printf('  tiles              %d, zoom %d to %d, %d bytes', count(*),"
               " min(zoom_level), max(zoom_level), sum(length(tile_data))) FROM tiles",
               NULL, "", err) &&
           show_walks(db, err);
}

static bool
show_summary(struct db *db, struct err *err)
{
    printf("Hub\n");
    if (!print_rows(db,
            "SELECT printf('  %-18s', key), value FROM meta UNION ALL"
            " SELECT printf('  %-18s', 'text ' || field_name), text FROM translation"
            " WHERE table_name = 'hub' AND status = 'source' AND form = 0",
            NULL, "", err)) {
        return false;
    }
    printf(
        "\nLanguages        texts  of them: source machine   draft reviewed validated  missing\n");
    if (!print_rows(db,
            "WITH every AS (SELECT count(*) AS total FROM (SELECT DISTINCT table_name, record_id,"
            " field_name FROM translation))"
            " SELECT printf('  %-10s %3d %% %6d          %6d  %6d  %6d   %6d    %6d   %6d', p.id,"
            "  100 * count(t.lang) / max(total, 1), count(t.lang),"
            "  coalesce(sum(t.status = 'source'), 0), coalesce(sum(t.status = 'machine'), 0),"
            "  coalesce(sum(t.status = 'draft'), 0), coalesce(sum(t.status = 'reviewed'), 0),"
            "  coalesce(sum(t.status = 'validated'), 0), total - count(t.lang))"
            " FROM language_pack p CROSS JOIN every"
            " LEFT JOIN translation t ON t.lang = p.id AND t.form = 0"
            " GROUP BY p.n ORDER BY p.launch_order, p.n",
            NULL, "", err)) {
        return false;
    }
    printf("\nRecords\n");
    bool ok = true;
    for (int i = 0; ok && i < SHEETS_COUNT; i++) {
        char sql[160];
        snprintf(sql, sizeof sql,
            "SELECT printf('  %%-20s %%6d', '%s', count(*)) FROM \"%s\" HAVING count(*) > 0",
            sheet_at(i)->name, sheet_at(i)->name);
        ok = print_rows(db, sql, NULL, "", err);
    }
    return ok &&
           print_rows(db,
               "SELECT printf('  %-20s %6d', 'can be searched', count(*)) FROM search_item", NULL,
               "", err) &&
           show_town(db, err);
}

static bool
show_table(struct db *db, const struct sheet *sheet, struct err *err)
{
    char sql[400];
    snprintf(sql, sizeof sql,
        "SELECT s.n, s.id, coalesce((SELECT text FROM translation WHERE table_name = '%s'"
        " AND record_id = s.id AND status = 'source' AND form = 0 AND field_name IN"
        " ('name', 'text', 'claim', 'title', 'option', 'document') ORDER BY field_name LIMIT 1), "
        "'')"
        " FROM \"%s\" s ORDER BY s.n",
        sheet->name, sheet->name);
    return print_rows(db, sql, NULL, "\t", err);
}

static void
print_columns(const struct db_query *query)
{
    for (int i = 0; i < db_columns(query); i++) {
        size_t len = 0;
        const char *name = db_column_name(query, i);
        if (strcmp(name, "data") == 0) {
            db_blob(query, i, &len);
            printf("  %-26s (%zu bytes)\n", name, len);
        } else {
            printf("  %-26s %s\n", name, db_is_null(query, i) ? "-" : db_text(query, i));
        }
    }
}

static bool
show_record(struct db *db, const struct sheet *sheet, const char *id, struct err *err)
{
    char sql[200];
    struct db_query *query = NULL;
    snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" WHERE id = ?1", sheet->name);
    if (!db_prepare(db, sql, &query, err)) {
        return false;
    }
    db_bind_text(query, 1, id);
    bool found = db_step(query);
    if (found) {
        printf("%s %s\n", sheet->name, id);
        print_columns(query);
    } else if (!db_failed(query, err)) {
        err_set(err, ERR_MISSING, "no %s has the id '%s'", sheet->name, id);
    }
    db_finish(query);
    snprintf(sql, sizeof sql,
        "SELECT p.* FROM provenance p, \"%s\" s WHERE p.table_name = ?1 AND p.record = s.n AND"
        " s.id = ?2",
        sheet->name);
    if (!found || !db_prepare(db, sql, &query, err)) {
        return false;
    }
    db_bind_text(query, 1, sheet->name);
    db_bind_text(query, 2, id);
    if (db_step(query)) {
        printf("Checked\n");
        print_columns(query);
    }
    db_finish(query);
    printf("Texts\n");
    return print_rows(db,
        "SELECT printf('  %-24s %-8s %-9s ', field_name || iif(form, '[' || form || ']', ''), lang,"
        " status), text FROM translation WHERE table_name = ?1 AND record_id = ?2"
        " ORDER BY field_name, (SELECT n FROM language_pack WHERE id = lang), form",
        (const char *const[2]){sheet->name, id}, "", err);
}

// One line per language and table; with a language one line per text, to be counted.
static bool
show_gaps(struct db *db, const char *language, struct err *err)
{
    const char *const binds[2] = {language, NULL};
    if (*language) {
        return print_rows(db,
            "SELECT DISTINCT u.table_name || '.' || u.record_id || '.' || u.field_name, u.text"
            " FROM translation u WHERE u.status = 'source' AND u.form = 0 AND NOT EXISTS"
            " (SELECT 1 FROM translation t WHERE t.table_name = u.table_name"
            "  AND t.record_id = u.record_id AND t.field_name = u.field_name AND t.lang = ?1)"
            " ORDER BY u.table_name, u.record_id, u.field_name",
            binds, "\t", err);
    }
    return print_rows(db,
        "SELECT p.id, u.table_name, count(*) FROM language_pack p JOIN translation u"
        " ON u.status = 'source' AND u.form = 0 AND NOT EXISTS"
        " (SELECT 1 FROM translation t WHERE t.table_name = u.table_name"
        "  AND t.record_id = u.record_id AND t.field_name = u.field_name AND t.lang = p.id)"
        " GROUP BY p.n, u.table_name ORDER BY p.n, u.table_name",
        NULL, "\t", err);
}

static bool
has_language(struct db *db, const char *tag, struct err *err)
{
    struct db_query *query = NULL;
    if (!db_prepare(db, "SELECT 1 FROM language_pack WHERE id = ?1", &query, err)) {
        return false;
    }
    db_bind_text(query, 1, tag);
    bool found = db_step(query);
    if (!found && !db_failed(query, err)) {
        err_set(err, ERR_MISSING, "no language '%s' in it", tag);
    }
    db_finish(query);
    return found;
}

static bool
show(struct db *db, const struct command_line *line, struct err *err)
{
    const char *table = line->count > 1 ? line->args[1] : "";
    if (line->gaps) {
        const char *language = *line->gaps ? line->gaps : table;
        return (!*language || has_language(db, language, err)) && show_gaps(db, language, err);
    }
    if (!*table) {
        return show_summary(db, err);
    }
    int sheet = sheets_find(table);
    if (sheet < 0) {
        return err_set(err, ERR_MISSING, "no table '%s'; see hub-bundle show FILE", table);
    }
    return line->count > 2 ? show_record(db, sheet_at(sheet), line->args[2], err)
                           : show_table(db, sheet_at(sheet), err);
}

int
command_show(const struct command_line *line)
{
    struct db *db = NULL;
    struct bundle *bundle = NULL;
    struct err err = {0};
    const char *path = line->args[0];
    if (!signed_open_content(path, &bundle, &db, &err)) {
        fprintf(stderr, "error: %s\n", err.text);
        bundle_close(bundle);
        return err.kind == ERR_MISSING || err.kind == ERR_IO ? EXIT_IO : EXIT_CONTENT;
    }
    if (bundle && line->count == 1 && !line->gaps) {
        printf("Signed\n");
        signed_print(bundle_head_of(bundle), stdout);
        printf("\n");
    }
    bool ok = show(db, line, &err);
    if (!ok) {
        fprintf(stderr, "%s: error: %s\n", path, err.text);
    }
    db_close(db);
    bundle_close(bundle);
    return ok ? EXIT_DONE : err.kind == ERR_MISSING ? EXIT_USAGE : EXIT_IO;
}
