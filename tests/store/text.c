#include "tests/store/content.h"

enum { ES, HT, AR, FR, ZH };

#define T(table, id, field, lang, form, text)                                                      \
    "INSERT INTO translation VALUES ('" table "', '" id "', '" field "', '" lang "', " #form       \
    ", '" text "', 'reviewed', 0);"

static const char sql[] = T("topic", "visa", "name", "es", 0, "Visas") T("topic", "visa", "name",
    "ht", 0, "Viza") T("topic", "visa", "name", "ar", 0, "تأشيرات") T("topic", "visa", "summary",
    "es", 0, "Para viajar") T("topic", "visa", "summary", "fr", 0, "Pour voyager") T("hub",
    "test-hub", "name", "es", 0, "Ventanilla") T("ui", "back", "text", "es", 0, "Atrás") T("ui",
    "back", "text", "fr", 0, "Retour") T("ui", "back", "note", "es", 0, "Not for readers") T("ui",
    "days", "text", "es", 0, "{n} día") T("ui", "days", "text", "es", 1, "{n} días") T("ui", "days",
    "text", "ar", 0, "f0") T("ui", "days", "text", "ar", 1, "f1") T("ui", "days", "text", "ar",
    2, "f2") T("ui", "days", "text", "ar", 3, "f3") T("ui", "days", "text", "ar",
    4, "f4") T("ui", "days", "text", "ar", 5, "f5") T("ui", "days", "text",
    "fr", 0, "{n} jour") T("ui", "days", "text", "fr", 1, "{n} jours") T("ui", "days", "text",
    "zh-Hans", 0, "{n} 天") T("ui",
    "hours", "text", "es", 0, "una") T("ui", "hours", "text", "es", 1, "muchas") T("ui",
    "hours", "text", "ar", 5,
    "only five") "INSERT INTO translation VALUES ('topic', 'bad', 'name', 'fr', 0, CAST(x'c3' AS "
                 "TEXT), 'draft', 0),"
                 " ('topic', 'bad', 'name', 'es', 0, 'Bien', 'source', 0),"
                 " ('topic', 'worse', 'name', 'es', 0, CAST(x'ff41' AS TEXT), 'source', 0),"
                 " ('topic', 'long', 'name', 'es', 0, printf('%.*c', 16384, 'x'), 'source', 0),"
                 " ('topic', 'longer', 'name', 'es', 0, printf('%.*c', 16385, 'x'), 'source', 0),"
                 " ('topic', 'blob', 'name', 'es', 0, 'a' || CAST(x'00' AS TEXT) || 'b', 'source', "
                 "0);";

static int
setup(void **state)
{
    return content_setup(state, sql);
}

static void
same(struct store_text text, const char *expected, const char *lang, bool fallback)
{
    assert_string_equal(text.text, expected);
    assert_string_equal(text.lang, lang);
    assert_int_equal(text.fallback, fallback);
}

static struct store_text
topic(struct content *content, int lang, const char *id, const char *field)
{
    return store_text(content->store, &content->arena, lang, "topic", id, field);
}

static void
in_the_language(void **state)
{
    struct content *content = *state;
    struct store_text text = topic(content, HT, "visa", "name");
    same(text, "Viza", "ht", false);
    assert_string_equal(text.key, "topic.visa.name");
    assert_int_equal(text.dir, DIRECTION_LTR);
    text = topic(content, AR, "visa", "name");
    same(text, "تأشيرات", "ar", false);
    assert_int_equal(text.dir, DIRECTION_RTL);
    same(store_text(content->store, &content->arena, ES, "hub", "test-hub", "name"), "Ventanilla",
        "es", false);
}

static void
fallback_chain(void **state)
{
    struct content *content = *state;
    same(topic(content, HT, "visa", "summary"), "Pour voyager", "fr", true); // its own chain first
    same(topic(content, ZH, "visa", "summary"), "Para viajar", "es", true);
    same(topic(content, FR, "visa", "name"), "Visas", "es", true);
    struct store_text text = topic(content, AR, "visa", "summary");
    same(text, "Para viajar", "es", true);
    assert_int_equal(text.dir, DIRECTION_LTR); // of the text, not of the reader
    same(topic(content, 99, "visa", "name"), "Visas", "es", false);
    same(topic(content, -1, "visa", "name"), "Visas", "es", false);
}

static void
nothing(void **state)
{
    struct content *content = *state;
    struct store_text text = topic(content, AR, "none", "name");
    same(text, "", "ar", false);
    assert_int_equal(text.dir, DIRECTION_RTL);
    assert_string_equal(text.key, "topic.none.name");
    same(store_text(content->store, &content->arena, ES, "", "", ""), "", "es", false);
    same(topic(content, ES, "visa'; --", "name"), "", "es", false);
    same(store_ui(content->store, &content->arena, FR, "none"), "", "fr", false);
}

static void
damaged_texts_are_none(void **state)
{
    struct content *content = *state;
    same(topic(content, FR, "bad", "name"), "Bien", "es", true); // the next that can be read
    same(topic(content, ES, "worse", "name"), "", "es", false);
    assert_int_equal(strlen(topic(content, ES, "long", "name").text), STORE_TEXT_MAX);
    same(topic(content, ES, "longer", "name"), "", "es", false);
    same(topic(content, ES, "blob", "name"), "a", "es", false); // ends at the NUL
}

static void
interface(void **state)
{
    struct content *content = *state;
    struct store_text text = store_ui(content->store, &content->arena, FR, "back");
    same(text, "Retour", "fr", false);
    assert_string_equal(text.key, "ui.back");
    same(store_ui(content->store, &content->arena, HT, "back"), "Retour", "fr", true);
    same(store_ui(content->store, &content->arena, ES, "back"), "Atrás", "es", false);
    same(store_ui(content->store, &content->arena, ES, "days"), "{n} día", "es", false);
}

static void
plural(void **state)
{
    struct content *content = *state;
    static const struct {
        int lang;
        int count;
        const char *text;
        const char *found;
    } cases[] = {
        {ES, 1, "{n} día", "es"},
        {ES, 0, "{n} días", "es"},
        {ES, 7, "{n} días", "es"},
        {ES, -1, "{n} día", "es"},
        {FR, 0, "{n} jour", "fr"},
        {FR, 1, "{n} jour", "fr"},
        {FR, 2, "{n} jours", "fr"},
        {AR, 0, "f0", "ar"},
        {AR, 1, "f1", "ar"},
        {AR, 2, "f2", "ar"},
        {AR, 3, "f3", "ar"},
        {AR, 10, "f3", "ar"},
        {AR, 11, "f4", "ar"},
        {AR, 99, "f4", "ar"},
        {AR, 100, "f5", "ar"},
        {AR, 102, "f5", "ar"},
        {AR, 103, "f3", "ar"},
        {ZH, 1, "{n} 天", "zh-Hans"},
        {ZH, 9, "{n} 天", "zh-Hans"},
        // By the rule of the language that is shown, not of the one asked for.
        {HT, 0, "{n} jour", "fr"},
        {HT, 5, "{n} jours", "fr"},
        {ES, -2147483647 - 1, "{n} días", "es"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct store_text text =
            store_ui_plural(content->store, &content->arena, cases[i].lang, "days", cases[i].count);
        assert_string_equal(text.text, cases[i].text);
        assert_string_equal(text.lang, cases[i].found);
        assert_string_equal(text.key, "ui.days");
    }
    // A form that is missing: another of the same language rather than another language.
    same(
        store_ui_plural(content->store, &content->arena, AR, "hours", 1), "only five", "ar", false);
    same(store_ui_plural(content->store, &content->arena, ZH, "hours", 1), "una", "es", true);
    same(store_ui_plural(content->store, &content->arena, ZH, "hours", 2), "muchas", "es", true);
}

// The second answer comes from memory and must be the same, also after memory was given back.
static void
remembered(void **state)
{
    struct content *content = *state;
    for (int round = 0; round < 2; round++) {
        same(topic(content, HT, "visa", "name"), "Viza", "ht", false);
        same(topic(content, ES, "visa", "name"), "Visas", "es", false);
        same(topic(content, HT, "visa", "summary"), "Pour voyager", "fr", true);
        same(topic(content, HT, "none", "name"), "", "ht", false);
        same(store_ui_plural(content->store, &content->arena, ES, "days", 1), "{n} día", "es",
            false);
        same(store_ui_plural(content->store, &content->arena, ES, "days", 2), "{n} días", "es",
            false);
        same(store_ui(content->store, &content->arena, ES, "days"), "{n} día", "es", false);
    }
    size_t used = content->store->memo_arena.used;
    same(topic(content, HT, "visa", "summary"), "Pour voyager", "fr", true);
    same(topic(content, HT, "none", "name"), "", "ht", false);
    assert_true(content->store->memo_arena.used == used); // not looked up again
    for (int i = 0; i < 20000; i++) {
        struct arena scratch = {0};
        char id[300];
        snprintf(id, sizeof id, "%0*d", 200, i);
        struct store_text text = store_text(content->store, &scratch, i % 5, "topic", id, "name");
        assert_string_equal(text.text, "");
        arena_finish(&scratch);
    }
    assert_true(content->store->memo_arena.held < 4 * (size_t)STORE_MEMO_BYTES);
    same(topic(content, HT, "visa", "name"), "Viza", "ht", false);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_the_language),
        cmocka_unit_test(fallback_chain),
        cmocka_unit_test(nothing),
        cmocka_unit_test(damaged_texts_are_none),
        cmocka_unit_test(interface),
        cmocka_unit_test(plural),
        cmocka_unit_test(remembered),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
