#include "hub.h"

#include <string.h>

#include "base/arena.h"
#include "text/text.h"

#include "test.h"

// Ids found by what was typed, in order; language by its place in languages.csv. Words become prefixes;
// in scripts without spaces, code points a phrase.
static const char *
found(struct db *db, int language, const char *typed, char value[256])
{
    struct arena arena = {0};
    struct db_query *query = NULL;
    struct err err = {0};
    char sql[300];
    char match[300] = "";
    const char *folded = text_fold_search(&arena, typed);
    bool phrase = strchr(folded, ' ') && (unsigned char)folded[0] >= 0xe3;
    snprintf(match, sizeof match, phrase ? "\"%.*s\"" : "%.*s*",
        (int)(strlen(folded) - (folded[strlen(folded) - 1] == ' ')), folded);
    snprintf(sql, sizeof sql,
        "SELECT group_concat(i.table_name || i.record) FROM search_%d f JOIN search_item i ON i.n ="
        " f.rowid WHERE search_%d MATCH ?1",
        language, language);
    if (!db_prepare(db, sql, &query, &err)) {
        fail_msg("%s", err.text);
    }
    db_bind_text(query, 1, match);
    snprintf(value, 256, "%s", db_step(query) ? db_text(query, 0) : "(none)");
    if (db_failed(query, &err)) {
        fail_msg("%s: %s", match, err.text);
    }
    db_finish(query);
    arena_finish(&arena);
    return value;
}

static void
test_items(void **state)
{
    char value[256];
    struct db *db = hub_build(*state);
    assert_string_equal(
        hub_ask(
            db, "SELECT group_concat(n || table_name || record || icon) FROM search_item", value),
        "1procedure1documents,2page1health,3service1documents,4service2documents,5hotline1hotline");
    db_close(db);
}

static void
test_spanish(void **state)
{
    char value[256];
    struct db *db = hub_build(*state);
    assert_string_equal(found(db, 1, "residencia", value), "procedure1,service2");
    assert_string_equal(found(db, 1, "RESIDÉNCIA", value), "procedure1,service2"); // folded
    assert_string_equal(found(db, 1, "resi", value), "procedure1,service2");
    assert_string_equal(found(db, 1, "pasaporte", value), "procedure1");      // a paper it asks for
    assert_string_equal(found(db, 1, "banco", value), "procedure1,service2"); // a step
    assert_string_equal(found(db, 1, "notario", value), ""); // where to get a paper is not the item
    assert_string_equal(found(db, 1, "municipalidad", value), "service1"); // who offers it
    assert_string_equal(found(db, 1, "carné", value), "page1");            // a paragraph
    assert_string_equal(found(db, 1, "salud", value), "page1,service1");   // the topic
    assert_string_equal(found(db, 1, "edificio", value), "service1");      // its place
    db_close(db);
}

// What everybody calls an office by.
static void
test_short_names(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_replace(hub, "sheets/organization.csv", "id,name,", "id,name,alternate_name,");
    hub_replace(hub, "sheets/organization.csv", "Municipalidad de mi ciudad,",
        "Municipalidad de mi ciudad,La Muni,");
    hub_replace(
        hub, "sheets/organization.csv", "Oficina de Migración,", "Oficina de Migración,INAMI,");
    struct db *db = hub_build(hub);
    assert_string_equal(found(db, 1, "inami", value), "procedure1,service2");
    assert_string_equal(found(db, 3, "INAMI", value), "procedure1,service2");
    db_close(db);
}

// A language's table holds what its screens show: what is not translated, in its source. The kiosk asks the
// other languages' tables too.
static void
test_both_languages(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_write(hub, "po/ht.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgctxt \"procedure.residencia.name\"\nmsgid \"Pedir la residencia\"\nmsgstr \"Mande pèmi "
        "pou "
        "rete\"\n");
    struct db *db = hub_build(hub);
    assert_string_equal(found(db, 3, "pèmi", value), "procedure1");
    assert_string_equal(found(db, 3, "pemi", value), "procedure1");
    assert_string_equal(found(db, 3, "residencia", value), "service2");
    assert_string_equal(found(db, 3, "vacunas", value), "page1"); // all Spanish still
    assert_string_equal(found(db, 1, "pèmi", value), "");
    db_close(db);
}

static void
translate(struct hub *hub, const char *tag, const char *name)
{
    char text[600];
    char file[32];
    snprintf(file, sizeof file, "po/%s.po", tag);
    snprintf(text, sizeof text, "id\nes\n%s\n", tag);
    hub_write(hub, "languages.csv", text);
    snprintf(text, sizeof text,
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgctxt \"procedure.residencia.name\"\nmsgid \"Pedir la residencia\"\nmsgstr \"%s\"\n",
        name);
    hub_write(hub, file, text);
}

static void
test_arabic(void **state)
{
    char value[256];
    translate(*state, "ar", "طلب الإقامة العَرَبِيَّة");
    struct db *db = hub_build(*state);
    assert_string_equal(found(db, 2, "العربية", value), "procedure1"); // without the small vowels
    assert_string_equal(found(db, 2, "العَرَبِيَّة", value), "procedure1");
    assert_string_equal(found(db, 2, "طلب", value), "procedure1");
    assert_string_equal(found(db, 2, "residencia", value), "service2");
    db_close(db);
}

static void
test_hindi(void **state)
{
    char value[256];
    translate(*state, "hi", "निवास का आवेदन हिन्दी");
    struct db *db = hub_build(*state);
    assert_string_equal(found(db, 2, "हिन्दी", value), "procedure1");
    assert_string_equal(found(db, 2, "आवेदन", value), "procedure1");
    assert_string_equal(found(db, 2, "निव", value), "procedure1");
    assert_string_equal(found(db, 2, "नव", value), ""); // vowel signs are not separators
    db_close(db);
}

static void
test_chinese(void **state)
{
    char value[256];
    translate(*state, "zh-Hans", "申请临时居留许可");
    struct db *db = hub_build(*state);
    assert_string_equal(found(db, 2, "居留", value), "procedure1");
    assert_string_equal(found(db, 2, "临时", value), "procedure1");
    assert_string_equal(found(db, 2, "居", value), "procedure1");
    assert_string_equal(found(db, 2, "居临", value), ""); // the order counts
    assert_string_equal(found(db, 2, "residencia", value), "service2");
    assert_string_equal(
        hub_ask(
            db, "SELECT sql LIKE '%detail=full%' FROM sqlite_schema WHERE name='search_2'", value),
        "1");
    assert_string_equal(
        hub_ask(
            db, "SELECT sql LIKE '%detail=none%' FROM sqlite_schema WHERE name='search_1'", value),
        "1");
    db_close(db);
}

// Mayan apostrophes: typed in any of their forms, or not at all.
static void
test_glottal_stops(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_write(hub, "assets/ui/languages.csv",
        "id,endonym,english_name,direction,script,fallback,plural,fonts,months,weekdays,date_"
        "pattern,"
        "time_pattern\nes,E,E,ltr,Latn,,nplurals=2; plural=(n != "
        "1);,A.ttf,1|2|3|4|5|6|7|8|9|10|11|12,"
        "1|2|3|4|5|6|7,{day} {month} {year},{hour24}:{minute}\nquc,K'iche',K'iche',ltr,Latn,es,"
        "nplurals=2; plural=(n != 1);,A.ttf,1|2|3|4|5|6|7|8|9|10|11|12,1|2|3|4|5|6|7,{day} {month} "
        "{year},{hour24}:{minute}\n");
    translate(hub, "quc", "K'iche' wuj");
    struct db *db = hub_build(hub);
    assert_string_equal(found(db, 2, "k'iche", value), "procedure1");
    assert_string_equal(found(db, 2, "kʼiche", value), "procedure1");
    assert_string_equal(found(db, 2, "kiche", value), "procedure1");
    db_close(db);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_items, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_spanish, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_short_names, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_both_languages, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_arabic, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_hindi, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_chinese, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_glottal_stops, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
