#pragma once
// A small content file made of the real schema, for the tests of store/.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/internal.h"
#include "test.h"

enum { SCHEMA_MAX = 256 * 1024 };

struct content {
    char folder[64];
    char path[96];
    struct db *db; // while it is written
    struct store *store;
    struct arena arena;
    struct clock clock; // noon of Monday 2026-11-30
};

// Plural rules and word lists are those of the languages; the rest is invented.
#define MONTHS                                                                                     \
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
#define DAYS "lunes|martes|miércoles|jueves|viernes|sábado|domingo"

static const char content_languages[] =
    "INSERT INTO language_pack VALUES"
    "(1, 'es', 'Español', 'Spanish', 'ltr', 'Latn', '', 'nplurals=2; plural=(n != 1);', 'none', 0, "
    "1,"
    " ',Andika.ttf,Noto.ttc#2,', '0123456789', '" MONTHS "', '" DAYS
    "', '{day} de {month} de {year}',"
    " '{hour12}:{minute} {half}', 'a. m.|p. m.', 'q w e|a s d'),"
    "(2, 'ht', 'Kreyòl', 'Haitian Creole', 'ltr', 'Latn', ',fr,', 'nplurals=2; plural=(n > 1);',"
    " 'none', 0, 2, ',Andika.ttf,', '0123456789', '" MONTHS "', '" DAYS "', '{day} {month} {year}',"
    " '{hour24}:{minute}', '', ''),"
    "(3, 'fr', 'Français', 'French', 'ltr', 'Latn', '', 'nplurals=2; plural=(n > 1);', 'none', 0, "
    "4,"
    " ',Andika.ttf,', '0123456789', '" MONTHS "', '" DAYS "', '{weekday} {day} {month} {year}',"
    " '{hour24}:{minute}', '', ''),"
    "(4, 'ar', 'العربية', 'Arabic', 'rtl', 'Arab', '',"
    " 'nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? "
    "4 : 5;',"
    " 'none', 0, 3, ',Noto.ttf,', '٠١٢٣٤٥٦٧٨٩', '" MONTHS "', '" DAYS "', '{day} {month} {year}',"
    " '{hour12}:{minute} {half}', 'ص|م', ''),"
    "(5, 'zh-Hans', '中文', 'Chinese', 'ltr', 'Hans', '', 'nplurals=1; plural=0;', 'none', 1, 5,"
    " ',Noto.ttc#2,', '0123456789', '1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月', '" DAYS
    "',"
    " '{year}年{month}{day}日', '{hour24}:{minute}', '', '');"
    "INSERT INTO meta VALUES ('source_language', 'es'), ('id', 'test-hub');";

static inline void
content_sql(struct content *content, const char *sql)
{
    struct err err = {0};
    if (!db_exec(content->db, sql, &err)) {
        fail_msg("%s in: %.200s", err.text, sql);
    }
}

// An empty file of the schema, open for writing.
static inline void
content_begin(struct content *content)
{
    memset(content, 0, sizeof *content);
    snprintf(content->folder, sizeof content->folder, "/tmp/test-store-XXXXXX");
    assert_non_null(mkdtemp(content->folder));
    snprintf(content->path, sizeof content->path, "%s/content.db", content->folder);
    char source[4096];
    const char *root = getenv("HUB_SOURCE_DIR");
    snprintf(source, sizeof source, "%s/firmware/store/schema.sql", root ? root : ".");
    struct err err = {0};
    char *schema = NULL;
    size_t len = 0;
    assert_true(file_read(source, SCHEMA_MAX, &schema, &len, &err));
    assert_true(db_open(content->path, DB_CREATE, &content->db, &err));
    content_sql(content, "BEGIN");
    content_sql(content, schema);
    free(schema);
    content->clock = clock_fake(1796040000);
}

// Writes it out and opens it as the kiosk does.
static inline void
content_open(struct content *content)
{
    struct err err = {0};
    content_sql(content, "COMMIT");
    db_close(content->db);
    content->db = NULL;
    if (!store_open_file(content->path, &content->store, &err)) {
        fail_msg("%s", err.text);
    }
}

static inline void
content_end(struct content *content)
{
    store_close(content->store);
    db_close(content->db);
    arena_finish(&content->arena);
    unlink(content->path);
    rmdir(content->folder);
}

// Group fixtures: a file of the languages above and of sql.
static inline int
content_setup(void **state, const char *sql)
{
    struct content *content = calloc(1, sizeof *content);
    assert_non_null(content);
    content_begin(content);
    content_sql(content, content_languages);
    content_sql(content, sql);
    content_open(content);
    *state = content;
    return 0;
}

static inline int
content_teardown(void **state)
{
    struct content *content = *state;
    content_end(content);
    free(content);
    return 0;
}

// "3,1,2", with a '+' behind a full list; for comparing.
static inline const char *
content_list(struct content *content, struct store_list list)
{
    const char *text = "";
    for (int i = 0; i < list.count; i++) {
        text = arena_printf(&content->arena, "%s%s%d", text, i ? "," : "", list.n[i]);
    }
    return list.full ? arena_printf(&content->arena, "%s+", text) : text;
}

// Moves the clock to a date and an hour.
static inline void
content_today(struct content *content, const char *date, const char *time)
{
    int days = 0;
    int minutes = 0;
    assert_true(clock_parse_date(date, &days));
    assert_true(clock_parse_time(time, &minutes));
    content->clock = clock_fake((int64_t)days * 86400 + minutes * 60);
}
