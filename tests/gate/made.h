#pragma once
// A small honest content file, for the tests of gate/: two languages, a few records, inner pages and an
// overflow chain.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gate/internal.h"
#include "test.h"

struct made {
    char folder[64];
    char path[96];
    char other[96]; // a second file
};

static inline int
made_setup(void **state)
{
    struct made *made = calloc(1, sizeof *made);
    assert_non_null(made);
    snprintf(made->folder, sizeof made->folder, "/tmp/hub-gate-XXXXXX");
    assert_non_null(mkdtemp(made->folder));
    snprintf(made->path, sizeof made->path, "%s/a.db", made->folder);
    snprintf(made->other, sizeof made->other, "%s/b.db", made->folder);
    *state = made;
    return 0;
}

static inline int
made_teardown(void **state)
{
    struct made *made = *state;
    unlink(made->path);
    unlink(made->other);
    rmdir(made->folder);
    free(made);
    return 0;
}

static const char made_rows[] =
    "INSERT INTO meta VALUES('id', 'hub-x'), ('source_language', 'es'), ('built_on', '2026-11-20'),"
    " ('content_version', '1');"
    "INSERT INTO language_pack VALUES"
    "(1, 'es', 'Español', 'Spanish', 'ltr', 'Latn', '', 'nplurals=1; plural=0;', 'none', 0, 1, '',"
    " '0123456789', '', '', '', '', '', ''),"
    "(2, 'zh-Hans', '中文', 'Chinese', 'ltr', 'Hans', ',es,', 'nplurals=1; plural=0;', 'none', 0, "
    "2,"
    " '', '0123456789', '', '', '', '', '', '');"
    "INSERT INTO topic VALUES(1, 'papers', NULL, 1, 'id', '', 0), (2, 'work', NULL, 2, 'job', '', "
    "0),"
    " (3, 'visas', 1, 1, 'visa', ',transit,', 0);"
    "INSERT INTO organization VALUES(1, 'office', 'a@example.org', '', NULL, 'government');"
    "INSERT INTO service VALUES(1, 'permits', 1, 'active', '', '', NULL, NULL, 'yes', 'no', 'no', "
    "1,"
    " 'public', 0, 'id'), (2, 'jobs', 1, 'active', '', '', 16, NULL, 'yes', 'no', 'no', 1, "
    "'public',"
    " 0, 'job');"
    "INSERT INTO service_topic VALUES(1, 1), (1, 3), (2, 2);"
    "INSERT INTO fact VALUES(1, 'minor');"
    "INSERT INTO picture VALUES(1, 'door', 'photo', 'image/png', 2, 2, zeroblob(30000));"
    "INSERT INTO page VALUES(1, 'first-days', 1, 1, 'id', '', 0, 2);"
    "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 200)"
    " INSERT INTO page_block SELECT i, printf('first-days-%03d', i), 1, i, 'paragraph', '' FROM r;"
    "INSERT INTO provenance SELECT 'page_block', n, '2026-11-01', 'office', 90, 0, '', '',"
    " 'pages/first-days.md', n FROM page_block;"
    "INSERT INTO provenance VALUES('service', 1, '2026-11-01', 'office', 90, 0, 'a', '', 's.csv', "
    "2),"
    " ('service', 2, '2026-11-01', 'office', 90, 0, 'b', '', 's.csv', 3);"
    "INSERT INTO translation SELECT 'page_block', id, 'text', 'es', 0, 'Texto ' || n, 'source', n"
    " FROM page_block;"
    "INSERT INTO translation VALUES('service', 'permits', 'name', 'es', 0, 'Permisos', 'source', "
    "1),"
    " ('service', 'permits', 'name', 'zh-Hans', 0, '许可', 'draft', 1),"
    " ('service', 'jobs', 'name', 'es', 0, 'Empleo', 'source', 2),"
    " ('hub', 'hub-x', 'name', 'es', 0, 'Ventanilla', 'source', 3),"
    " ('ui', 'back', 'text', 'es', 0, 'Atrás', 'source', 4);"
    "INSERT INTO search_item VALUES(1, 'service', 1, 'id'), (2, 'service', 2, 'job');"
    "INSERT INTO metadata VALUES('name', 'x.osm'), ('format', 'pbf');"
    "INSERT INTO tiles VALUES(10, 426, 511, x'1a00'), (14, 6822, 8191, zeroblob(9000)),"
    " (14, 6822, 8192, x'1a01');"
    "INSERT INTO route_graph VALUES('foot',"
    " x'485542524F555445010000000000000000000000000000000000000000000000');";

// It in memory, before it is saved.
static inline struct db *
made_begin(void)
{
    struct err err = {0};
    struct db *db = gate_model();
    char sql[GATE_SQL_MAX];
    if (!db_exec(db, made_rows, &err)) {
        fail_msg("%s", err.text);
    }
    for (int n = 1; n <= 2; n++) {
        gate_search_sql(n, n == 2, sql);
        assert_true(db_exec(db, sql, &err));
        snprintf(sql, sizeof sql,
            "INSERT INTO search_%d(rowid, name, body) VALUES(1, 'permisos', 'permisos de trabajo'),"
            " (2, 'empleo', 'empleo y trabajo')",
            n);
        assert_true(db_exec(db, sql, &err));
    }
    return db;
}

static inline void
made_finish(struct db *db, const char *path)
{
    struct err err = {0};
    if (!db_save(db, path, &err)) {
        fail_msg("%s", err.text);
    }
    db_close(db);
}

// Changed by sql (NULL: not) and saved.
static inline void
made_save(const char *path, const char *sql)
{
    struct err err = {0};
    struct db *db = made_begin();
    if (sql && !db_exec(db, sql, &err)) {
        fail_msg("%s in %s", err.text, sql);
    }
    made_finish(db, path);
}

// Opens and gates; true if both let it pass.
static inline bool
made_passes(const char *path, struct err *err)
{
    struct db *db = NULL;
    bool passes = db_open(path, DB_READ, &db, err) && gate_check(db, err);
    db_close(db);
    return passes;
}
