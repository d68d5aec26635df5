#pragma once
// A stage for the tests of ui/ and scenes/: a small content file, real fonts, the shipped theme, a
// 10.1" panel and a visit whose frames are built one after the other.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "db/db.h"
#include "test.h"
#include "ui/internal.h"

enum { STAGE_SCHEMA_MAX = 256 * 1024 };

struct stage {
    char folder[64];
    char path[96];
    struct config config;
    struct clock clock;
    struct world world;
    struct visit visit;
    struct arena arena;
    struct frame *frame;
    ui_scene scene;
    bool bare; // without bars
};

// Indexes of the languages below.
enum { LANG_ES, LANG_HT, LANG_AR, LANG_HI };

#define STAGE_DATES                                                                                \
    "'1|2|3|4|5|6|7|8|9|10|11|12', 'lu|ma|mi|ju|vi|sá|do', '{day} {month} {year}',"                \
    " '{hour24}:{minute}', ''"
#define STAGE_PLURAL "'nplurals=2; plural=(n != 1);', 'none', 0"

static const char stage_languages[] =
    "INSERT INTO language_pack VALUES"
    "(1, 'es', 'Español', 'Spanish', 'ltr', 'Latn', '', " STAGE_PLURAL ", 1,"
    " ',Andika-Regular.ttf,', '0123456789', " STAGE_DATES ", 'q w e|a s d'),"
    "(2, 'ht', 'Kreyòl', 'Haitian Creole', 'ltr', 'Latn', '', " STAGE_PLURAL ", 2,"
    " ',Andika-Regular.ttf,', '0123456789', " STAGE_DATES ", 'q w e|a s d'),"
    "(3, 'ar', 'العربية', 'Arabic', 'rtl', 'Arab', '', " STAGE_PLURAL ", 3,"
    " ',NotoNaskhArabic-Regular.ttf,Andika-Regular.ttf,', '0123456789', " STAGE_DATES
    ", 'ض ص|ش س'),"
    "(4, 'hi', 'हिन्दी', 'Hindi', 'ltr', 'Deva', '', " STAGE_PLURAL ", 4,"
    " ',NotoSansDevanagari-Regular.ttf,Andika-Regular.ttf,', '०१२३४५६७८९', " STAGE_DATES
    ", 'क ख|ा ्');"
    "INSERT INTO meta VALUES ('source_language', 'es'), ('local_language', 'es'),"
    " ('id', 'test-hub'), ('demonstration', '0'), ('built_on', '2026-11-20');";

// The words of the bars, in every language: those of others than Spanish end in the tag.
static const char stage_words[] =
    "WITH word(key, form, text) AS (VALUES ('back', 0, 'Atrás'), ('home', 0, 'Inicio'),"
    " ('language', 0, 'Idioma'), ('help', 0, 'Ayuda'), ('more', 0, 'Más'), ('previous', 0, "
    "'Antes'),"
    " ('hide', 0, 'Ocultar'), ('page-of', 0, '{page} de {pages}'), ('settings-size', 0, 'Letra'),"
    " ('settings-contrast', 0, 'Color'), ('idle-title', 0, '¿Sigue ahí?'),"
    " ('idle-note', 0, '{n} segundo'), ('idle-note', 1, '{n} segundos'),"
    " ('idle-continue', 0, 'Seguir'), ('no-voice', 0, 'Sin voz'),"
    " ('fallback-note', 0, 'En {language}'),"
    " ('stale-note', 0, 'Información del {date}. Pregunte al personal.'),"
    "  ('demonstration', 0, 'Todo inventado'))"
    "INSERT INTO translation SELECT 'ui', key, 'text', id, form,"
    " CASE id WHEN 'es' THEN text ELSE text || ' ' || id END, 'source', 0 FROM word, language_pack;"
    "INSERT INTO translation SELECT 'hub', 'test-hub', 'name', id, 0, 'Ventanilla', 'source', 0"
    " FROM language_pack;"
    "INSERT INTO translation VALUES"
    " ('ui', 'only-spanish', 'text', 'es', 0, 'Solo español', 'source', 0),"
    " ('page_block', 'a', 'text', 'es', 0, 'Texto en español', 'source', 0),"
    " ('page_block', 'b', 'text', 'es', 0, 'Uno', 'source', 0),"
    " ('page_block', 'b', 'text', 'ht', 0, 'Youn', 'draft', 0);";

static inline void
stage_sql(struct db *db, const char *sql)
{
    struct err err = {0};
    if (!db_exec(db, sql, &err)) {
        fail_msg("%s in: %.200s", err.text, sql);
    }
}

static inline void
stage_write(struct stage *stage, const char *more)
{
    snprintf(stage->folder, sizeof stage->folder, "/tmp/test-ui-XXXXXX");
    assert_non_null(mkdtemp(stage->folder));
    snprintf(stage->path, sizeof stage->path, "%s/content.db", stage->folder);
    char source[512];
    const char *root = getenv("HUB_SOURCE_DIR");
    snprintf(source, sizeof source, "%s/firmware/store/schema.sql", root ? root : ".");
    struct err err = {0};
    char *schema = NULL;
    size_t len = 0;
    struct db *db = NULL;
    assert_true(file_read(source, STAGE_SCHEMA_MAX, &schema, &len, &err));
    assert_true(db_open(stage->path, DB_CREATE, &db, &err));
    const char *const parts[] = {"BEGIN", schema, stage_languages, stage_words, more, "COMMIT"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        stage_sql(db, parts[i]);
    }
    free(schema);
    db_close(db);
}

static inline struct stage *
stage_open(const char *more)
{
    struct stage *stage = calloc(1, sizeof *stage);
    assert_non_null(stage);
    stage_write(stage, more);
    struct err err = {0};
    stage->config = config_default();
    stage->clock = clock_fake(1795428000);
    struct world *world = &stage->world;
    if (!store_open_file(stage->path, &world->store, &err)) {
        fail_msg("%s", err.text);
    }
    world->clock = &stage->clock;
    world->config = &stage->config;
    world->panel = panel_make(1280, 800, 217, 136);
    char theme[512];
    const char *root = getenv("HUB_SOURCE_DIR");
    snprintf(theme, sizeof theme, "%s/assets/theme", root ? root : ".");
    bool ready =
        ui_theme_read(theme, world, &err) && text_open(stage->config.fonts, &world->text, &err);
    for (int i = 0; ready && i < store_language_count(world->store); i++) {
        const struct store_language *language = store_language(world->store, i);
        ready = text_language(world->text, language->tag, language->script, language->fonts, &err);
    }
    if (!ready) {
        fail_msg("%s", err.text);
    }
    stage->frame = calloc(1, sizeof *stage->frame);
    assert_non_null(stage->frame);
    return stage;
}

static inline void
stage_close(struct stage *stage)
{
    text_close(stage->world.text);
    arena_finish(&stage->arena);
    store_close(stage->world.store);
    unlink(stage->path);
    rmdir(stage->folder);
    free(stage->frame);
    free(stage);
}

static inline int
stage_setup(void **state)
{
    *state = stage_open("");
    return 0;
}

static inline int
stage_teardown(void **state)
{
    stage_close(*state);
    return 0;
}

// For every test of a group: another visit, the first page.
static inline int
stage_reset(void **state)
{
    struct stage *stage = *state;
    stage->visit = (struct visit){.started = true};
    stage->visit.at.screen = SCREEN_HOME;
    stage->scene = NULL;
    stage->bare = false;
    stage->world.panel = panel_make(1280, 800, 217, 136);
    return 0;
}

static inline const struct frame *
stage_show(struct stage *stage, int page)
{
    stage->visit.at.page = (int16_t)page;
    text_trim(stage->world.text);
    arena_reset(&stage->arena);
    ui_build(&stage->world, &stage->visit, stage->scene, "test", !stage->bare, &stage->arena,
        stage->frame);
    assert_false(stage->frame->full);
    return stage->frame;
}

static inline const struct node *
stage_node(const struct stage *stage, const char *name)
{
    const struct node *node = frame_find(stage->frame, name);
    if (!node) {
        fail_msg("no node %s", name);
    }
    return node;
}

static inline struct store_text
spanish(const char *text)
{
    return (struct store_text){.text = text, .lang = "es", .dir = DIRECTION_LTR, .key = ""};
}

static inline void
assert_close(float a, float b)
{
    if (fabsf(a - b) > 0.05f) {
        fail_msg("%.3f is not %.3f", (double)a, (double)b);
    }
}
