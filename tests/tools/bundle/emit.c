#include "emit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "base/file.h"
#include "gate/gate.h"
#include "hub.h"

#include "test.h"

static void
read_all(const char *path, char **data, size_t *len)
{
    struct err err = {0};
    if (!file_read(path, 64 << 20, data, len, &err)) {
        fail_msg("%s", err.text);
    }
}

static void
expect_same(const char *left, const char *right)
{
    char *a = NULL;
    char *b = NULL;
    size_t a_len = 0;
    size_t b_len = 0;
    read_all(left, &a, &a_len);
    read_all(right, &b, &b_len);
    assert_int_equal(a_len, b_len);
    assert_memory_equal(a, b, a_len);
    free(a);
    free(b);
}

static void
test_same_input_same_bytes(void **state)
{
    struct hub *hub = *state;
    char first[200];
    char second[200];
    snprintf(first, sizeof first, "%s.1", hub->path);
    snprintf(second, sizeof second, "%s.2", hub->path);
    hub_write(hub, "pictures/puerta.svg", "<svg width=\"9\" height=\"9\"></svg>");
    hub_append(hub, "pages/vacunas.md", "\n![Puerta](pictures/puerta.svg)");
    hub_build_to(hub, first);
    hub_build_to(hub, second);
    expect_same(first, second);
}

// Files made in another order at another time, and another current folder.
static void
test_same_bytes_from_a_copy(void **state)
{
    struct hub *hub = *state;
    char first[200];
    char copy[200];
    char command[2000];
    snprintf(first, sizeof first, "%s.1", hub->path);
    snprintf(copy, sizeof copy, "%s.copy", hub->path);
    hub_build_to(hub, first);
    snprintf(command, sizeof command,
        "mkdir %s && cd %s && find . -type f | sort -r | while read f; do mkdir -p %s/${f%%/*} && "
        "cp $f "
        "%s/$f && touch -d 2001-01-01 %s/$f; done",
        copy, hub->path, copy, copy, copy);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "build %s --assets %s -o %s.db", copy, hub->assets, copy);
    char output[2000];
    if (hub_run(command, output, sizeof output) != 0) {
        fail_msg("%s", output);
    }
    snprintf(copy + strlen(copy), 8, ".db");
    expect_same(first, copy);
    // From another current folder, by a relative name.
    char name[300];
    snprintf(name, sizeof name, "%s", copy);
    char *slash = strrchr(name, '/');
    *slash = '\0';
    const char *build = getenv("HUB_BINARY_DIR");
    snprintf(command, sizeof command,
        "cd %s && %s/bin/hub-bundle build hub.copy --assets ./assets -o again.db", name,
        build ? build : "build/dev");
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "%s/again.db", name);
    expect_same(first, command);
}

static void
test_header(void **state)
{
    struct hub *hub = *state;
    char value[256];
    struct db *db = hub_build(hub);
    assert_string_equal(hub_ask(db, "PRAGMA application_id", value), "1447382612");
    assert_string_equal(hub_ask(db, "PRAGMA user_version", value), "2");
    assert_string_equal(hub_ask(db, "PRAGMA page_size", value), "4096");
    assert_string_equal(hub_ask(db, "PRAGMA encoding", value), "UTF-8");
    assert_string_equal(hub_ask(db, "PRAGMA integrity_check", value), "ok");
    assert_string_equal(hub_ask(db, "PRAGMA foreign_key_check", value), "(none)");
    assert_string_equal(hub_ask(db, "PRAGMA freelist_count", value), "0");
    struct err err = {0};
    if (!gate_check(db, &err)) { // what a hub asks before it takes it
        fail_msg("%s", err.text);
    }
    db_close(db);
}

static void
test_values(void **state)
{
    char value[256];
    struct db *db = hub_build(*state);
    assert_string_equal(hub_ask(db, "SELECT fee || currency || audience FROM procedure", value),
        "12000XXD,current,");
    assert_string_equal(
        hub_ask(db, "SELECT byday || opens_at FROM schedule", value), ",MO,TU,WE,TH,FR,08:00");
    assert_string_equal(
        hub_ask(db, "SELECT printf('%.4f %.4f', latitude, longitude) FROM location", value),
        "0.0100 -30.0000");
    assert_string_equal(
        hub_ask(db, "SELECT validity_months FROM requirement WHERE id='permiso-padres'", value),
        "6");
    assert_string_equal(
        hub_ask(db, "SELECT group_concat(service_n || '-' || topic_n) FROM service_topic", value),
        "1-1,1-2,2-1");
    assert_string_equal(hub_ask(db,
                            "SELECT group_concat(o.id) FROM procedure p JOIN organization o ON"
                            " o.n = p.authority_organization_n",
                            value),
        "migracion");
    assert_string_equal(
        hub_ask(db, "SELECT sets || (next_question_n IS NULL) FROM answer WHERE n=2", value),
        "minor1");
    db_close(db);
}

static void
test_errors_leave_the_old_file(void **state)
{
    struct hub *hub = *state;
    char path[200];
    char arguments[800];
    char output[2000];
    struct stat st;
    snprintf(path, sizeof path, "%s.db", hub->path);
    snprintf(
        arguments, sizeof arguments, "build %s --assets %s -o %s", hub->path, hub->assets, path);
    hub_replace(hub, "sheets/topic.csv", ",health,", ",nothing,");
    assert_int_equal(hub_run(arguments, output, sizeof output), 1);
    assert_int_not_equal(stat(path, &st), 0);
    hub_write(hub, "../hub.db", "old");
    assert_int_equal(hub_run(arguments, output, sizeof output), 1);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_size, 3);
    snprintf(path, sizeof path, "%s.db.new", hub->path);
    assert_int_not_equal(stat(path, &st), 0);
}

static void
test_folder_that_cannot_be_written(void **state)
{
    struct hub *hub = *state;
    char arguments[800];
    char output[2000];
    snprintf(arguments, sizeof arguments, "build %s --assets %s -o /nowhere/x.db", hub->path,
        hub->assets);
    assert_int_equal(hub_run(arguments, output, sizeof output), 3);
    assert_non_null(strstr(output, "/nowhere/x.db: error: "));
}

static void
test_texts_by_form(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "languages.csv", "id\nes\nzh-Hans\n");
    hub_check(hub);
    int at = index_find(&hub->content->units.keys, "ui.days-one.text");
    assert_true(at >= 0);
    struct unit *unit = &hub->content->units.items[at];
    assert_string_equal(emit_text(hub->content, unit, 0, 0), "{n} día");
    assert_string_equal(emit_text(hub->content, unit, 0, 1), "{n} días");
    assert_null(emit_text(hub->content, unit, 0, 2));
    assert_null(emit_text(hub->content, unit, 1, 0));
    unit->home = 1; // a source language with one form uses the plural
    assert_string_equal(emit_text(hub->content, unit, 1, 0), "{n} días");
    assert_null(emit_text(hub->content, unit, 1, 1));
}

static void
test_source_hash_is_fnv_1a(void **state)
{
    (void)state;
    assert_true(emit_source_hash("") == UINT32_C(2166136261));
    assert_true(emit_source_hash("a") == UINT32_C(0xe40c292c));
    assert_true(emit_source_hash("foobar") == UINT32_C(0xbf9cf968));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_same_input_same_bytes, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_same_bytes_from_a_copy, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_header, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_values, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_errors_leave_the_old_file, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_folder_that_cannot_be_written, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_texts_by_form, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_source_hash_is_fnv_1a, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
