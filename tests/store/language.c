#include "tests/store/content.h"

static const char sql[] = "INSERT INTO translation (table_name, record_id, field_name, lang, form, "
                          "text, status, source_hash)"
                          " VALUES ('topic', 'a', 'name', 'es', 0, 'A', 'source', 0),"
                          " ('topic', 'b', 'name', 'es', 0, 'B', 'source', 0), ('topic', 'c', "
                          "'name', 'es', 0, 'C', 'source', 0),"
                          " ('topic', 'd', 'name', 'es', 0, 'D', 'source', 0), ('topic', 'a', "
                          "'name', 'fr', 0, 'A', 'draft', 0),"
                          " ('topic', 'b', 'name', 'fr', 0, 'B', 'draft', 0), ('topic', 'c', "
                          "'name', 'fr', 0, 'C', 'draft', 0),"
                          " ('ui', 'n', 'text', 'fr', 1, 'more', 'draft', 0), ('ui', 'n', 'text', "
                          "'fr', 2, 'most', 'draft', 0),"
                          " ('topic', 'a', 'name', 'ar', 0, 'A', 'draft', 0), ('topic', 'a', "
                          "'name', 'zz', 0, 'A', 'draft', 0);"
                          // five texts of which the source language has four
                          "INSERT INTO translation SELECT 'page', 'p' || n, 'name', 'zh-Hans', 0, "
                          "'P', 'draft', 0 FROM language_pack";

static int
setup(void **state)
{
    return content_setup(state, sql);
}

static void
order_and_fields(void **state)
{
    struct content *content = *state;
    static const char *const tags[] = {"es", "ht", "ar", "fr", "zh-Hans"}; // launch_order
    assert_int_equal(store_language_count(content->store), 5);
    for (int i = 0; i < 5; i++) {
        assert_string_equal(store_language(content->store, i)->tag, tags[i]);
        assert_int_equal(store_language_index(content->store, tags[i]), i);
    }
    const struct store_language *es = store_language(content->store, 0);
    assert_int_equal(es->n, 1);
    assert_string_equal(es->endonym, "Español");
    assert_string_equal(es->english_name, "Spanish");
    assert_int_equal(es->dir, DIRECTION_LTR);
    assert_string_equal(es->script, "Latn");
    assert_string_equal(es->fonts, "Andika.ttf,Noto.ttc#2");
    assert_string_equal(es->keyboard, "q w e|a s d");
    assert_string_equal(es->months[0], "enero");
    assert_string_equal(es->months[11], "diciembre");
    assert_string_equal(es->weekdays[0], "lunes");
    assert_string_equal(es->weekdays[6], "domingo");
    assert_string_equal(es->am_pm, "a. m.|p. m.");
    assert_false(es->voice_only);
    assert_int_equal(store_language(content->store, 2)->dir, DIRECTION_RTL);
    assert_string_equal(store_language(content->store, 2)->digits, "٠١٢٣٤٥٦٧٨٩");
    assert_true(store_language(content->store, 4)->voice_only);
}

static void
unknown_ones(void **state)
{
    struct content *content = *state;
    assert_int_equal(store_language_index(content->store, "de"), -1);
    assert_int_equal(store_language_index(content->store, ""), -1);
    // An index there is not: the source language.
    assert_string_equal(store_language(content->store, -1)->tag, "es");
    assert_string_equal(store_language(content->store, 5)->tag, "es");
}

static void
percent_counts_texts_not_plural_forms(void **state)
{
    struct content *content = *state;
    static const int percent[] = {100, 0, 25, 75, 100};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(store_language(content->store, i)->percent, percent[i]);
    }
}

static void
chains(void **state)
{
    struct content *content = *state;
    const struct language *ht = store_language_at(content->store, 1);
    assert_int_equal(ht->chain_count, 3);
    assert_int_equal(ht->chain[0], 1);
    assert_int_equal(ht->chain[1], 3); // fr
    assert_int_equal(ht->chain[2], 0); // the source
    const struct language *es = store_language_at(content->store, 0);
    assert_int_equal(es->chain_count, 1);
}

// Languages as a stick could bring them. ------------------------------------------------------------

static const char insert_language[] = "INSERT INTO language_pack SELECT %d, '%s', 'X', 'X', 'ltr', "
                                      "'Latn', '%s', '%s', 'none', 0, %d, '',"
                                      " '%s', '%s', 'x', '', '', '', ''";

struct odd_language {
    int n;
    const char *tag;
    const char *fallback;
    const char *plural;
    const char *digits;
    const char *months;
};

static void
add_language(struct content *content, const struct odd_language *odd)
{
    char text[1024];
    snprintf(text, sizeof text, insert_language, odd->n, odd->tag, odd->fallback,
        odd->plural ? odd->plural : "", odd->n, odd->digits ? odd->digits : "",
        odd->months ? odd->months : "");
    content_sql(content, text);
}

static void
odd_languages(void **state)
{
    (void)state;
    struct content content;
    content_begin(&content);
    static const struct odd_language odd[] = {
        {1, "aa", ",bb,cc,aa,zz,bb,,", "nonsense", "12345", "one|two"},
        {2, "bb", "aa", NULL, "abcdefghijk", "|||"},
        {3, "cc", ",aa,bb,", NULL, NULL, NULL},
        {4, "", "", NULL, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        add_language(&content, &odd[i]);
    }
    content_open(&content);
    assert_int_equal(store_language_count(content.store), 3); // the nameless one is left out
    const struct language *aa = store_language_at(content.store, 0);
    assert_int_equal(aa->chain_count, 3);
    assert_int_equal(aa->chain[1], 1);
    assert_int_equal(aa->chain[2], 2);
    assert_int_equal(aa->plural.count, 0);
    assert_string_equal(aa->digits[9], "9");
    assert_string_equal(aa->shown.months[1], "two");
    assert_string_equal(aa->shown.months[2], "");
    assert_string_equal(aa->shown.months[11], "");
    assert_int_equal(aa->shown.percent, 0); // nothing to translate
    const struct language *bb = store_language_at(content.store, 1);
    assert_string_equal(bb->digits[0], "0");
    assert_int_equal(bb->chain_count, 2);
    content_end(&content);
}

// A chain longer than the limit keeps its last place for the source language.
static void
long_chain(void **state)
{
    (void)state;
    struct content content;
    content_begin(&content);
    for (int i = 1; i <= 20; i++) {
        char tag[8];
        snprintf(tag, sizeof tag, "l%d", i);
        struct odd_language odd = {.n = i, .tag = tag};
        odd.fallback = i == 20 ? ",l1,l2,l3,l4,l5,l6,l7,l8,l9,l10,l11," : "";
        add_language(&content, &odd);
    }
    content_sql(&content, "INSERT INTO meta VALUES ('source_language', 'l15')");
    content_open(&content);
    const struct language *last = store_language_at(content.store, 19);
    assert_int_equal(last->chain_count, STORE_CHAIN_MAX);
    assert_int_equal(last->chain[STORE_CHAIN_MAX - 1], 14);
    assert_int_equal(last->chain[STORE_CHAIN_MAX - 2], 5);
    content_end(&content);
}

static void
too_many(void **state)
{
    (void)state;
    struct content content;
    content_begin(&content);
    for (int i = 1; i <= STORE_LANGUAGES_MAX + 5; i++) {
        char tag[8];
        snprintf(tag, sizeof tag, "l%d", i);
        add_language(&content, &(struct odd_language){.n = i, .tag = tag, .fallback = ""});
    }
    content_open(&content);
    assert_int_equal(store_language_count(content.store), STORE_LANGUAGES_MAX);
    content_end(&content);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_and_fields),
        cmocka_unit_test(unknown_ones),
        cmocka_unit_test(percent_counts_texts_not_plural_forms),
        cmocka_unit_test(chains),
        cmocka_unit_test(odd_languages),
        cmocka_unit_test(long_chain),
        cmocka_unit_test(too_many),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
