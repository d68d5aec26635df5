#pragma once
// A machine with signed content installed, made in memory with throw-away keys.

#include "shelf/shelf.h"
#include "tests/bundle/make.h"
#include "tests/install/folder.h"
#include "tests/store/content.h"

enum { INSTALLED_PICTURE = 3 * 1024 * 1024 };

struct installed {
    struct folder folder;
    struct make *make;
    char trust[INSTALL_PATH_MAX];
    char named[INSTALL_PATH_MAX]; // for a file beside the installed ones
    struct shelf_wish wish;
    struct shelf shelf;
    struct clock clock; // noon of 2026-11-30
};

// Compiled content with a picture in its last chunks.
static inline unsigned char *
installed_payload(size_t *len)
{
    struct content made;
    content_begin(&made);
    content_sql(&made, content_languages);
    content_sql(&made,
        "INSERT INTO meta VALUES ('built_on', '2026-11-20');"
        "INSERT INTO picture VALUES (1, 'map', 'photo', 'image/png', 1, 1, zeroblob(3145728))");
    content_sql(&made, "COMMIT");
    db_close(made.db);
    made.db = NULL;
    struct err err = {0};
    char *bytes = NULL;
    assert_true(file_read(made.path, 64 << 20, &bytes, len, &err));
    content_end(&made);
    return (unsigned char *)bytes;
}

static inline int
installed_setup(void **state)
{
    struct installed *machine = calloc(1, sizeof *machine);
    assert_non_null(machine);
    folder_begin(&machine->folder);
    machine->make = make_begin();
    size_t len = 0;
    unsigned char *payload = installed_payload(&len);
    make_payload(machine->make, payload, len);
    folder_put(&machine->folder, "root.trust", machine->make->chain, machine->make->chain_len);
    folder_path(&machine->folder, "root.trust", machine->trust);
    folder_path(&machine->folder, "named", machine->named);
    machine->wish =
        (struct shelf_wish){.file = "", .trust = machine->trust, .dirs = machine->folder.dirs};
    machine->clock = clock_fake(1796040000);
    *state = machine;
    return 0;
}

static inline int
installed_teardown(void **state)
{
    struct installed *machine = *state;
    shelf_close(&machine->shelf);
    make_free(machine->make);
    folder_end(&machine->folder);
    free(machine);
    return 0;
}

// Signs the payload as number seq and puts it below name in the machine's folder.
static inline struct make_file
installed_put(struct installed *machine, const char *name, int64_t seq)
{
    machine->make->manifest.seq = seq;
    struct make_file file = make_file(machine->make);
    folder_put(&machine->folder, name, file.bytes, file.len);
    return file;
}

// Changes one byte of a file.
static inline void
installed_damage(const struct installed *machine, const char *name, size_t offset)
{
    char path[INSTALL_PATH_MAX];
    FILE *file = fopen(folder_path(&machine->folder, name, path), "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, (long)offset, SEEK_SET), 0);
    int byte = fgetc(file);
    assert_int_equal(fseek(file, (long)offset, SEEK_SET), 0);
    assert_int_not_equal(fputc(byte ^ 1, file), EOF);
    assert_int_equal(fclose(file), 0);
}

// Makes it what the pointer names ("current"); its name below the machine's folder in name.
static inline struct make_file
installed_as(struct installed *machine, const char *pointer, int64_t seq, char name[128])
{
    struct make_file file = installed_put(machine, "data/bundles/new", seq);
    struct bundle_hash id =
        bundle_hash(file.bytes + file.manifest_at, file.signature_at - file.manifest_at);
    char hex[66];
    char from[INSTALL_PATH_MAX];
    char to[INSTALL_PATH_MAX];
    bundle_hex(id.bytes, hex);
    snprintf(name, 128, "data/bundles/%s.hub", hex);
    folder_path(&machine->folder, "data/bundles/new", from);
    assert_int_equal(rename(from, folder_path(&machine->folder, name, to)), 0);
    hex[64] = '\n';
    folder_put(&machine->folder, "data/bundles/pointer", hex, 65);
    folder_path(&machine->folder, "data/bundles/pointer", from);
    char target[128];
    snprintf(target, sizeof target, "data/bundles/%s", pointer);
    assert_int_equal(rename(from, folder_path(&machine->folder, target, to)), 0);
    return file;
}
