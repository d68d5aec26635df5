// A SQLite file system (VFS) that holds one read-only database inside something else. It opens no
// file, knows no journal, no lock and no memory map, and is gone with its database.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/internal.h"

struct source_file {
    sqlite3_file base;
    const struct source *source;
};

enum { SECTOR_BYTES = 4096, NAME_BYTES = 64 };

static int
file_close(sqlite3_file *file)
{
    file->pMethods = NULL;
    return SQLITE_OK;
}

// Beyond the end SQLite wants zeros and to be told.
static int
file_read_at(sqlite3_file *file, void *into, int len, sqlite3_int64 offset)
{
    const struct db_source *of = &((struct source_file *)file)->source->of;
    if (len < 0 || offset < 0) {
        return SQLITE_IOERR_READ;
    }
    int64_t left = offset < of->size ? of->size - offset : 0;
    size_t there = left < len ? (size_t)left : (size_t)len;
    if (there > 0 && !of->read(of->context, offset, into, there)) {
        return SQLITE_IOERR_READ;
    }
    memset((char *)into + there, 0, (size_t)len - there);
    return there < (size_t)len ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

// NOLINTNEXTLINE(readability-non-const-parameter): SQLite's signature
static int
file_write(sqlite3_file *file, const void *from, int len, sqlite3_int64 offset)
{
    (void)file;
    (void)from;
    (void)len;
    (void)offset;
    return SQLITE_READONLY;
}

static int
file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    (void)file;
    (void)size;
    return SQLITE_READONLY;
}

static int
file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = ((struct source_file *)file)->source->of.size;
    return SQLITE_OK;
}

// Syncing and locking: nothing to do where nobody writes.
static int
file_rest(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    return SQLITE_OK;
}

static int
file_reserved(sqlite3_file *file, int *locked)
{
    (void)file;
    *locked = 0;
    return SQLITE_OK;
}

static int
file_control(sqlite3_file *file, int op, void *argument)
{
    (void)file;
    (void)op;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int
file_sector(sqlite3_file *file)
{
    (void)file;
    return SECTOR_BYTES;
}

// Immutable: SQLite neither locks nor looks for a journal.
static int
file_traits(sqlite3_file *file)
{
    (void)file;
    return SQLITE_IOCAP_IMMUTABLE;
}

static const sqlite3_io_methods file_methods = {
    .iVersion = 1, // no shared memory, no mapping
    .xClose = file_close,
    .xRead = file_read_at,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_rest,
    .xFileSize = file_size,
    .xLock = file_rest,
    .xUnlock = file_rest,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
};

// The database itself; journals and temporary files there are none.
static int
open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *opened)
{
    (void)name;
    file->pMethods = NULL;
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0 || (flags & SQLITE_OPEN_READONLY) == 0) {
        return SQLITE_CANTOPEN;
    }
    struct source_file *mine = (struct source_file *)file;
    mine->source = vfs->pAppData;
    mine->base.pMethods = &file_methods;
    if (opened) {
        *opened = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
    }
    return SQLITE_OK;
}

static int
delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    (void)name;
    (void)sync;
    return SQLITE_IOERR_DELETE;
}

static int
find_file(sqlite3_vfs *vfs, const char *name, int flags, int *found)
{
    (void)vfs;
    (void)name;
    (void)flags;
    *found = 0;
    return SQLITE_OK;
}

static int
full_name(sqlite3_vfs *vfs, const char *name, int size, char *full)
{
    (void)vfs;
    snprintf(full, (size_t)size, "%s", name);
    return SQLITE_OK;
}

static int
randomness(sqlite3_vfs *vfs, int len, char *bytes)
{
    (void)vfs;
    memset(bytes, 0, (size_t)len);
    return len;
}

static int
pause_for(sqlite3_vfs *vfs, int microseconds)
{
    (void)vfs;
    (void)microseconds;
    return 0;
}

// Content has no "now": the clock is the caller's.
static int
current_time(sqlite3_vfs *vfs, double *day)
{
    (void)vfs;
    *day = 0;
    return SQLITE_OK;
}

static int
last_error(sqlite3_vfs *vfs, int size, char *text)
{
    (void)vfs;
    if (size > 0) {
        text[0] = '\0';
    }
    return 0;
}

struct source *
source_open(const struct db_source *of)
{
    struct source *source = calloc(1, sizeof *source);
    ASSERT(source);
    source->of = *of;
    snprintf(
        source->name, sizeof source->name, "source-%p", (void *)source); // unique while it lives
    source->vfs = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = sizeof(struct source_file),
        .mxPathname = NAME_BYTES,
        .zName = source->name,
        .pAppData = source,
        .xOpen = open_file,
        .xDelete = delete_file,
        .xAccess = find_file,
        .xFullPathname = full_name,
        .xRandomness = randomness,
        .xSleep = pause_for,
        .xCurrentTime = current_time,
        .xGetLastError = last_error,
    };
    int rc = sqlite3_vfs_register(&source->vfs, 0);
    ASSERT(rc == SQLITE_OK);
    return source;
}

void
source_close(struct source *source)
{
    if (source) {
        sqlite3_vfs_unregister(&source->vfs);
        free(source);
    }
}
