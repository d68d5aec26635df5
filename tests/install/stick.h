#pragma once
// A machine with its image's trust, and sticks for it.

#include "base/file.h"
#include "bundle/make.h"
#include "install/folder.h"
#include "install/internal.h"
#include "test.h"

enum { MACHINE_SCHEMA_MAX = 256 * 1024 };

struct machine {
    struct folder folder;
    struct make *make; // what the next bundle is made of
    struct install_hub hub;
    char image_chain[BUNDLE_TRUST_MAX];
    struct install_status status; // of the last stick
};

static inline void
machine_sql(struct db *db, const char *sql)
{
    struct err err = {0};
    if (!db_exec(db, sql, &err)) {
        fail_msg("%s in: %.200s", err.text, sql);
    }
}

struct machine_wish {
    const char *version; // which content it says it is
    const char *sql;     // done to it
    size_t fill;         // up to about that many bytes, of no pattern
};

// A database of the real schema.
static inline unsigned char *
machine_database(const struct machine *machine, const struct machine_wish *wish, size_t *len)
{
    char path[INSTALL_PATH_MAX];
    char source[4096];
    char sql[256];
    char *schema = NULL;
    char *bytes = NULL;
    struct db *db = NULL;
    struct err err = {0};
    const char *root = getenv("HUB_SOURCE_DIR");
    snprintf(source, sizeof source, "%s/firmware/store/schema.sql", root ? root : ".");
    folder_path(&machine->folder, "payload.db", path);
    assert_true(file_read(source, MACHINE_SCHEMA_MAX, &schema, len, &err));
    assert_true(db_open("", DB_MEMORY, &db, &err));
    machine_sql(db, "BEGIN");
    machine_sql(db, schema);
    snprintf(sql, sizeof sql, "INSERT INTO meta VALUES ('content_version', '%s')", wish->version);
    machine_sql(db, sql);
    machine_sql(db, wish->sql);
    for (size_t i = 0; i * 1024 * 1024 < wish->fill; i++) {
        snprintf(
            sql, sizeof sql, "INSERT INTO meta VALUES ('fill-%zu', hex(randomblob(524288)))", i);
        machine_sql(db, sql);
    }
    machine_sql(db, "COMMIT");
    if (!db_save(db, path, &err)) {
        fail_msg("%s", err.text);
    }
    db_close(db);
    free(schema);
    assert_true(file_read(path, 512u * 1024 * 1024, &bytes, len, &err));
    return (unsigned char *)bytes;
}

// The next bundle's content; its manifest follows.
static inline void
machine_make(struct machine *machine, const struct machine_wish *wish)
{
    size_t len = 0;
    unsigned char *bytes = machine_database(machine, wish, &len);
    make_payload(machine->make, bytes, len);
    snprintf(machine->make->manifest.content_version,
        sizeof machine->make->manifest.content_version, "%s", wish->version);
    machine->make->manifest.schema_id = gate_schema_id();
}

static inline void
machine_content(struct machine *machine, const char *version, size_t fill)
{
    const struct machine_wish wish = {version, "", fill};
    machine_make(machine, &wish);
}

static inline void
machine_content_with(struct machine *machine, const char *version, const char *sql)
{
    const struct machine_wish wish = {version, sql, 0};
    machine_make(machine, &wish);
}

static inline void
machine_put(struct machine *machine, const char *name)
{
    struct make_file file = make_file(machine->make);
    folder_put(&machine->folder, name, file.bytes, file.len);
    free(file.bytes);
}

static inline void
machine_begin(struct machine *machine)
{
    memset(machine, 0, sizeof *machine); // large for a stack
    machine->make = make_begin();
    folder_begin(&machine->folder);
    memcpy(machine->image_chain, machine->make->chain, machine->make->chain_len);
    machine->hub = (struct install_hub){.network = "gt",
        .name = "hub-1",
        .anchor = {machine->image_chain, machine->make->chain_len, false},
        .build_day = MAKE_TODAY - 50};
    machine_content(machine, "one", 0);
}

static inline void
machine_end(struct machine *machine)
{
    folder_end(&machine->folder);
    make_free(machine->make);
}

// Puts the stick folder in; the status is in machine->status.
static inline enum install_phase
machine_insert(struct machine *machine)
{
    char path[INSTALL_PATH_MAX];
    folder_path(&machine->folder, "stick", path);
    assert_true(install_stick(&machine->folder.dirs, &machine->hub, path, false, &machine->status));
    struct install_status told;
    struct err err = {0};
    assert_true(install_status_read(&machine->folder.dirs, &told, &err));
    assert_int_equal(told.phase, machine->status.phase);
    assert_int_equal(told.reason, machine->status.reason);
    return machine->status.phase;
}

static inline void
machine_clear_stick(struct machine *machine)
{
    char path[INSTALL_PATH_MAX];
    nftw(folder_path(&machine->folder, "stick", path), folder_remove_entry, 16,
        FTW_DEPTH | FTW_PHYS);
    folder_make(&machine->folder, "stick");
}

// A stick with the bundle as it is made now, put in.
static inline enum install_phase
machine_offer(struct machine *machine)
{
    machine_clear_stick(machine);
    machine_put(machine, "stick/content.hub");
    return machine_insert(machine);
}

#define assert_installed(machine)                                                                  \
    do {                                                                                           \
        if (machine_insert(machine) != INSTALL_DONE) {                                             \
            fail_msg("refused: %d", (int)(machine)->status.reason);                                \
        }                                                                                          \
    } while (0)

#define assert_refused(machine, why)                                                               \
    do {                                                                                           \
        assert_int_equal(machine_insert(machine), INSTALL_REFUSED);                                \
        assert_int_equal((machine)->status.reason, why);                                           \
    } while (0)

// The content that a source's bundle holds, opened as the kiosk does and read to its end.
static inline void
machine_version(struct machine *machine, enum install_source source, char version[64])
{
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    struct install_opened opened = {.bundle = NULL};
    struct db *db = NULL;
    int64_t rows = 0;
    snprintf(version, 64, "none");
    if (install_path(&machine->folder.dirs, source, path, &err)) {
        if (!install_open(&machine->folder.dirs, &machine->hub.anchor, path, &opened, &err) ||
            !bundle_database(opened.bundle, &db, &err) ||
            !db_number(db, "SELECT sum(length(value)) FROM meta", &rows, &err) ||
            !db_word(
                db, "SELECT value FROM meta WHERE key = 'content_version'", version, 64, &err)) {
            fail_msg("%s", err.text);
        }
    }
    db_close(db);
    bundle_close(opened.bundle);
}

static inline void
assert_shows(struct machine *machine, const char *current, const char *previous)
{
    char version[64];
    machine_version(machine, INSTALL_CURRENT, version);
    assert_string_equal(version, current);
    machine_version(machine, INSTALL_PREVIOUS, version);
    assert_string_equal(version, previous);
}
