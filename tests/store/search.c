#include "text/text.h"

#include "tests/store/content.h"

enum { ES, HT, AR, FR, ZH, HI, AM };

static const struct {
    const char *table;
    int record;
} items[] = {{"procedure", 1}, {"procedure", 2}, {"page", 1}, {"service", 1}, {"service", 2},
    {"hotline", 1}, {"myth", 1}, {"showcard", 1}};

enum { ITEMS = sizeof items / sizeof *items };

struct document {
    int item; // 1-based
    const char *name;
    const char *body;
};

static const struct document spanish[] = {
    {1, "Residencia temporal",
        "Permiso para vivir aquí. Necesita su pasaporte y una visa vigente."},
    {2, "Visa de turista", "Para viajar. Pida la visa en el consulado."},
    {3, "Información sobre visas", "Qué es una visa y quién la necesita."},
    {4, "Clínica de salud",
        "Vacunas, partos, niñez. También para quien no tiene visa ni pasaporte."},
    {5, "Oficina de pasaportes", "Pasaporte nuevo o perdido; 5a avenida 3-20, zona 9."},
    {6, "Denuncie la trata", "Llame gratis al 110."},
    {7, "Con visa de turista no se puede trabajar", "Es verdad."},
    {8, "No hablo español", "Por favor, hable despacio."},
};
static const struct document creole[] = {
    {1, "Rezidans tanporè", "Pèmi pou viv isit la. Ou bezwen paspò w. Pale ak yon moun."},
    {2, "Viza touris", "Pou vwayaje. Mande viza a nan konsila a."},
    {8, "M pa pale panyòl", "Tanpri, pale dousman. K'iche' oswa Q'anjob'al?"},
};
static const struct document arabic[] = {
    {1, "إقامة مؤقتة", "تحتاج إلى جواز السفر"},
    {2, "تأشيرة سياحية", "للسفر إلى بلد آخر، التَّأْشِيرَة من القنصلية"},
};
static const struct document chinese[] = {
    {1, "临时居留", "需要护照和有效签证"},
    {2, "旅游签证", "在领事馆申请签证"},
    {4, "健康", "申请，申请，申请"},
    {5, "护照办公室", "新护照或遗失护照"},
};
static const struct document hindi[] = {
    {1, "अस्थायी निवास", "आपको पासपोर्ट चाहिए। नागरिकता नहीं।"},
    {2, "पर्यटक वीज़ा", "यात्रा के लिए"},
};
static const struct document amharic[] = {
    {1, "ጊዜያዊ መኖሪያ፡ፈቃድ", "ፓስፖርት ያስፈልግዎታል።"},
};

static void
insert(struct content *content, const char *sql, int rowid, const struct document *document)
{
    struct db_query *query = NULL;
    struct err err = {0};
    assert_true(db_prepare(content->db, sql, &query, &err));
    db_bind_int(query, 1, rowid);
    db_bind_text(query, 2, text_fold_index(&content->arena, document->name));
    db_bind_text(query, 3, text_fold_index(&content->arena, document->body));
    db_step(query);
    assert_false(db_failed(query, &err));
    db_finish(query);
}

static void
add_name(struct content *content, const char *lang, const struct document *document)
{
    struct db_query *query = NULL;
    struct err err = {0};
    const char *table = items[document->item - 1].table;
    assert_true(db_prepare(content->db,
        "INSERT INTO translation VALUES (?1, ?2, ?3, ?4, 0, ?5, 'draft', 0)", &query, &err));
    db_bind_text(query, 1, table);
    db_bind_text(query, 2, arena_printf(&content->arena, "id%d", document->item));
    db_bind_text(query, 3, strcmp(table, "myth") == 0 ? "claim" : "name");
    db_bind_text(query, 4, lang);
    db_bind_text(query, 5, document->name);
    db_step(query);
    assert_false(db_failed(query, &err));
    db_finish(query);
}

struct index {
    int n; // of language_pack
    const char *lang;
    const struct document *documents;
    int count;
    bool phrases;
};

// As hub-bundle writes it.
static void
add_index(struct content *content, const struct index *index)
{
    char sql[512];
    snprintf(sql, sizeof sql,
        "CREATE VIRTUAL TABLE search_%d USING fts5(name, body, content='', %s"
        "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")",
        index->n, index->phrases ? "detail=full, " : "detail=none, prefix='1 2 3', ");
    content_sql(content, sql);
    snprintf(
        sql, sizeof sql, "INSERT INTO search_%d (rowid, name, body) VALUES (?1, ?2, ?3)", index->n);
    for (int i = 0; i < index->count; i++) {
        insert(content, sql, index->documents[i].item, &index->documents[i]);
        add_name(content, index->lang, &index->documents[i]);
    }
}

static const char records[] =
    "INSERT INTO organization VALUES (1, 'org', '', '', NULL, 'government');"
    "INSERT INTO topic VALUES (1, 'topic', NULL, 1, '', '', 0);"
    "INSERT INTO procedure VALUES (1, 'id1', '', 1, NULL, NULL, 'XX', 'visa', '', 'stamp', '', "
    "NULL, NULL, '', 0,"
    " '', '', 0, 1), (2, 'id2', '', 1, NULL, NULL, 'XX', 'visa', '', '', '', NULL, NULL, '', 0, "
    "'', '2026-12-31', 0,"
    " 1);"
    "INSERT INTO page VALUES (1, 'id3', 1, 1, '', '', 0, NULL);"
    "INSERT INTO service VALUES (1, 'id4', 1, 'active', '', '', NULL, NULL, 'yes', 'no', 'no', 1, "
    "'public', 0, ''),"
    " (2, 'id5', 1, 'active', '', '', NULL, NULL, 'yes', 'no', 'no', 1, 'public', 0, '');"
    "INSERT INTO phone VALUES (1, 'p', 1, NULL, NULL, '110', '', 'voice', 0, 0, '');"
    "INSERT INTO hotline VALUES (1, 'id6', 1, '', 'XX', 1, NULL, 1, '', 0);"
    "INSERT INTO myth VALUES (1, 'id7', NULL, 1, '');"
    "INSERT INTO showcard VALUES (1, 'id8', 1, '', NULL, NULL);"
    "INSERT INTO provenance VALUES ('page', 1, '2026-01-01', 'E', 30, 60, '', '', '', 0);"
    "INSERT INTO search_item VALUES (1, 'procedure', 1, 'stamp'), (2, 'procedure', 2, 'visa'), (3, "
    "'page', 1, ''),"
    " (4, 'service', 1, ''), (5, 'service', 2, ''), (6, 'hotline', 1, ''), (7, 'myth', 1, ''),"
    " (8, 'showcard', 1, ''), (9, 'sqlite_schema', 1, ''), (10, 'procedure', -1, '');"
    "INSERT INTO language_pack SELECT 6, 'hi', 'X', 'X', 'ltr', 'Deva', '', '', 'none', 0, 6, '', "
    "'', '', '', '', '',"
    " '', '';"
    "INSERT INTO language_pack SELECT 7, 'am', 'X', 'X', 'ltr', 'Ethi', '', '', 'none', 0, 7, '', "
    "'', '', '', '', '',"
    " '', '';";

#define INDEX(n, lang, documents, phrases)                                                         \
    {n, lang, documents, (int)(sizeof(documents) / sizeof *(documents)), phrases}

static int
setup(void **state)
{
    static const struct index indices[] = {INDEX(1, "es", spanish, false),
        INDEX(2, "ht", creole, false), INDEX(4, "ar", arabic, false),
        INDEX(5, "zh-Hans", chinese, true), INDEX(6, "hi", hindi, false),
        INDEX(7, "am", amharic, false)};
    struct content *content = calloc(1, sizeof *content);
    assert_non_null(content);
    content_begin(content);
    content_sql(content, content_languages);
    content_sql(content, records);
    for (size_t i = 0; i < sizeof indices / sizeof *indices; i++) {
        add_index(content, &indices[i]);
    }
    content_open(content);
    *state = content;
    return 0;
}

// "procedure2 page1"
static const char *
search(struct content *content, int lang, const char *query)
{
    struct store_hit hits[8];
    int count = store_search(content->store, lang, query, hits, 8);
    const char *text = "";
    for (int i = 0; i < count; i++) {
        text = arena_printf(
            &content->arena, "%s%s%s%d", text, i ? " " : "", hits[i].table, hits[i].record);
    }
    return text;
}

struct expected {
    int lang;
    const char *query;
    const char *hits;
};

static void
check(struct content *content, const struct expected *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *hits = search(content, cases[i].lang, cases[i].query);
        if (strcmp(hits, cases[i].hits) != 0) {
            fail_msg("\"%s\" finds \"%s\", expected \"%s\"", cases[i].query, hits, cases[i].hits);
        }
    }
}

#define CHECK(content, cases) check(content, cases, sizeof(cases) / sizeof *(cases))

static void
words(void **state)
{
    static const struct expected cases[] = {
        {ES, "pasaporte", "service2 procedure1 service1"}, // the name first
        {ES, "PASAPORTE", "service2 procedure1 service1"},
        {ES, "pasaportes", "service2"},
        {ES, "información", "page1"},
        {ES, "informacion", "page1"},
        {ES, "clinica", "service1"},
        {ES, "niñez", "service1"},
        {ES, "ninez", "service1"},
        {ES, "110", "hotline1"},
        {ES, "zona 9", "service2"},
        {ES, "avenida", "service2"},
        {ES, "zapato", ""},
    };
    CHECK(*state, cases);
}

static void
every_word_is_required_the_last_may_be_short(void **state)
{
    static const struct expected cases[] = {
        {ES, "visa turista", "procedure2 myth1"},
        {ES, "turista visa", "procedure2 myth1"},
        {ES, "visa zapato", ""},
        {ES, "p", "service2 myth1 procedure1 procedure2 service1 showcard1"},
        {ES, "pa", "service2 procedure1 procedure2 service1"},
        {ES, "pasap", "service2 procedure1 service1"},
        {ES, "visa tur", "procedure2 myth1"},
        {ES, "vis turista", ""}, // only the last word may be unfinished
        {ES, "resid temp", ""},
        {ES, "residencia temp", "procedure1"},
        {ES, "temporal residencia", "procedure1"},
    };
    CHECK(*state, cases);
}

static void
names_before_bodies(void **state)
{
    static const struct expected cases[] = {
        // begins with it, has the word, has a word beginning so, body only
        {ES, "visa", "procedure2 myth1 page1 procedure1 service1"}, {ES, "trabajar", "myth1"},
        {ES, "no", "showcard1 myth1 service1"}, // the later record, whose name begins with it
    };
    CHECK(*state, cases);
}

static void
what_people_type(void **state)
{
    static const struct expected cases[] = {
        {ES, "", ""},
        {ES, "   ", ""},
        {ES, "?", ""},
        {ES, "¿?¡!", ""},
        {ES, "  visa   turista  ", "procedure2 myth1"},
        {ES, "¿visa?", "procedure2 myth1 page1 procedure1 service1"},
        {ES, "visa, turista", "procedure2 myth1"},
        {ES, "visa-turista", "procedure2 myth1"},
        {ES, "3-20", "service2"},
        {ES, "\"visa", "procedure2 myth1 page1 procedure1 service1"},
        {ES, "visa\"*", "procedure2 myth1 page1 procedure1 service1"},
        {ES, "visa OR zapato", ""},
        {ES, "NOT visa", ""},
        {ES, "name:visa", ""}, // two words, not a column
        {ES, "NEAR(visa turista)", ""},
        {ES, "visa; DROP TABLE search_1", ""},
        {ES, "«visa»", "procedure2 myth1 page1 procedure1 service1"},
        {ES, "visa…", "procedure2 myth1 page1 procedure1 service1"},
        {ES, "visa 👍", "procedure2 myth1 page1 procedure1 service1"},
        {ES, "\xff\xfe", ""},
        {ES, "visa \xc3", "procedure2 myth1 page1 procedure1 service1"},
        {ES, "a b c d e f g h i j k l", ""},
    };
    CHECK(*state, cases);
}

static void
long_queries(void **state)
{
    struct content *content = *state;
    char query[1000];
    memset(query, 'x', sizeof query);
    query[sizeof query - 1] = '\0';
    assert_string_equal(search(content, ES, query), "");
    // 43 characters of three bytes: the cut at 128 bytes falls inside one.
    const char *text = "";
    for (int i = 0; i < 43; i++) {
        text = arena_printf(&content->arena, "%s签", text);
    }
    assert_string_equal(search(content, ZH, text), "");
    assert_string_equal(search(content, ES, text), "");
}

static void
other_scripts(void **state)
{
    static const struct expected cases[] = {
        {HT, "tanpore", "procedure1"},
        {HT, "paspò", "procedure1"},
        {HT, "paspo", "procedure1"},
        {HT, "viza", "procedure2"},
        {HT, "kiche", "showcard1"},
        {HT, "K’iche’", "showcard1"},
        {HT, "q'anjobal", "showcard1"},
        {HT, "q anjob al", "showcard1"}, // a space for each
        {AR, "تأشيرة", "procedure2"},
        {AR, "تاشيره", "procedure2"},
        {AR, "التأشيرة", "procedure2"},
        {AR, "جواز", "procedure1"},
        {AR, "السف", "procedure1"},
        {AR, "قنصلية", "procedure2"}, // without its article
        {AR, "آخر،", "procedure2"},
        {HI, "नागरिकता", "procedure1"},
        {HI, "पासपोर्ट", "procedure1"},
        {HI, "वीज़ा", "procedure2"},
        {HI, "चाहिए।", "procedure1"},
        {HI, "निवा", "procedure1"},
        {HI, "वीजा", "procedure2"}, // without its dot
        {AM, "ፓስፖርት", "procedure1"},
        {AM, "ፈቃድ", "procedure1"},
        {AM, "መኖሪያ፡ፈቃድ", "procedure1"},
    };
    CHECK(*state, cases);
}

static void
scripts_without_spaces(void **state)
{
    static const struct expected cases[] = {
        {ZH, "签证", "procedure2 procedure1"}, // in the name of the second
        {ZH, "护照", "service2 procedure1"},
        {ZH, "证", "procedure2 procedure1"},
        {ZH, "照护", ""}, // not in this order
        {ZH, "护照 办公", "service2"},
        {ZH, "办公 护照", "service2"},
        {ZH, "领事", "procedure2"},
        {ZH, "申请", "procedure2 service1"}, // no name has it: the order of the sheets
        {ZH, "。护照。", "service2 procedure1"},
        {ZH, "签证 zapato", ""},
    };
    CHECK(*state, cases);
}

static void
words_of_another_language(void **state)
{
    static const struct expected cases[] = {
        {HT, "pasaporte", "service2 procedure1 service1"}, // no Creole word: the source language
        {FR, "visa turista", "procedure2 myth1"},          // French has no index at all
        {ZH, "pasaporte", "service2 procedure1 service1"},
        {HT, "paspò visa", "procedure1"}, // of two languages
        {HT, "visa paspò", "procedure1"},
        {HT, "visa tanp", "procedure1"}, // the last may be short
        {HT, "vis tanporè", ""},
        {HT, "visa zapato", ""},
        {ES, "rezidans", "procedure1"}, // of a language nobody chose
        {ES, "rezid", "procedure1"},
        {ES, "tou", "procedure2"},
        {ES, "to", ""}, // too little to tell
        {FR, "konsila", "procedure2"},
        {AR, "rezidans", ""}, // not on the keys of its script
        {99, "pasaportes", "service2"},
    };
    CHECK(*state, cases);
}

// Every word of every name and text finds its record.
static void
recall(void **state)
{
    struct content *content = *state;
    static const struct {
        int lang;
        const struct document *documents;
        int count;
    } all[] = {{ES, spanish, 8}, {HT, creole, 3}, {AR, arabic, 2}, {ZH, chinese, 4}, {HI, hindi, 2},
        {AM, amharic, 1}};
    int asked = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        for (int j = 0; j < all[i].count; j++) {
            const struct document *document = &all[i].documents[j];
            char *text = arena_printf(&content->arena, "%s %s", document->name, document->body);
            char *rest = NULL;
            for (char *word = strtok_r(text, " .,;?", &rest); word;
                word = strtok_r(NULL, " .,;?", &rest)) {
                const char *record = arena_printf(&content->arena, "%s%d",
                    items[document->item - 1].table, items[document->item - 1].record);
                if (!strstr(search(content, all[i].lang, word), record)) {
                    fail_msg("\"%s\" does not find %s", word, record);
                }
                asked++;
            }
        }
    }
    assert_true(asked > 100);
}

static void
at_most_max(void **state)
{
    struct content *content = *state;
    struct store_hit hits[3] = {0};
    assert_int_equal(store_search(content->store, ES, "visa", hits, 2), 2);
    assert_string_equal(hits[0].table, "procedure");
    assert_int_equal(hits[0].record, 2);
    assert_string_equal(hits[0].icon, "visa");
    assert_null(hits[2].table);
    assert_int_equal(store_search(content->store, ES, "visa", hits, 0), 0);
}

static void
expired_records_are_not_found(void **state)
{
    struct content *content = *state;
    content_today(content, "2026-11-30", "12:00");
    store_set_clock(content->store, &content->clock);
    assert_string_equal(search(content, ES, "visa"), "procedure2 myth1 procedure1 service1");
    content_today(content, "2027-01-01", "12:00");
    assert_string_equal(search(content, ES, "visa"), "myth1 procedure1 service1");
    store_set_clock(content->store, NULL);
}

// A visitor who changes the language and comes back finds the same.
static void
back_and_forth(void **state)
{
    struct content *content = *state;
    for (int i = 0; i < 3; i++) {
        assert_string_equal(search(content, ES, "residencia"), "procedure1");
        assert_string_equal(search(content, AR, "جواز"), "procedure1");
        assert_string_equal(search(content, HI, "निवास"), "procedure1");
        assert_string_equal(search(content, ZH, "居留"), "procedure1");
        assert_string_equal(search(content, HT, "rezidans"), "procedure1");
        assert_string_equal(search(content, HT, "pasaporte"), "service2 procedure1 service1");
        assert_string_equal(search(content, ES, "no"), "showcard1 myth1 service1");
        assert_string_equal(search(content, HT, "pale"), "showcard1 procedure1");
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(every_word_is_required_the_last_may_be_short),
        cmocka_unit_test(names_before_bodies),
        cmocka_unit_test(what_people_type),
        cmocka_unit_test(long_queries),
        cmocka_unit_test(other_scripts),
        cmocka_unit_test(scripts_without_spaces),
        cmocka_unit_test(words_of_another_language),
        cmocka_unit_test(recall),
        cmocka_unit_test(at_most_max),
        cmocka_unit_test(expired_records_are_not_found),
        cmocka_unit_test(back_and_forth),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
