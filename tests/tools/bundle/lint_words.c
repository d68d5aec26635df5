#include "lint_words.h"

#include <stdlib.h>
#include <string.h>

#include "embedded.h"

#include "test.h"

static struct lint_words
words(struct arena *arena, const char *tag)
{
    return lint_words_load(arena, tag);
}

static const char *
found(struct arena *arena, const struct lint_words *list, enum phrase_kind kind, const char *text)
{
    int at = 0;
    const struct phrase *phrase =
        lint_words_find(list, kind, text, lint_words_fold(arena, text), &at);
    return phrase ? phrase->text : "";
}

static void
test_limits(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct lint_words list = words(&arena, "es");
    assert_int_equal(list.sentence_words[0], 20);
    assert_int_equal(list.sentence_words[1], 25);
    assert_int_equal(list.paragraph[1], 5);
    assert_int_equal(list.ease, EASE_FERNANDEZ_HUERTA);
    assert_int_equal(list.ease_limits[1], 60);
    assert_int_equal(words(&arena, "zh-Hans").sentence_chars[0], 30);
    assert_int_equal(words(&arena, "es-GT").ease, EASE_FERNANDEZ_HUERTA);
    assert_int_equal(words(&arena, "quc").sentence_words[0], 25); // default.txt
    assert_int_equal(words(&arena, "quc").ease, EASE_NONE);
    arena_finish(&arena);
}

static void
test_phrases(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct lint_words list = words(&arena, "es");
    assert_string_equal(
        found(&arena, &list, PHRASE_JARGON, "Debe probarlo FEHACIENTEMENTE."), "fehacientemente");
    assert_string_equal(found(&arena, &list, PHRASE_JARGON, "Lleve sus papeles."), "");
    assert_string_equal(found(&arena, &list, PHRASE_JARGON, "Su cónyuge"), "cónyuge");
    assert_string_equal(found(&arena, &list, PHRASE_JARGON, "Los cónyuges"), "");
    assert_string_equal(found(&arena, &list, PHRASE_VAGUE, "madre y/o padre"), "y/o");
    assert_string_equal(found(&arena, &list, PHRASE_VAGUE, "madre y o padre"), "");
    assert_string_equal(
        found(&arena, &list, PHRASE_NEGATIVE, "No es imposible entrar"), "no es imposible");
    assert_string_equal(found(&arena, &list, PHRASE_KNOWN, "QR"), "QR");
    arena_finish(&arena);
}

static void
test_all_matches_in_turn(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct lint_words list = words(&arena, "es");
    const char *text = "subsanar y comparecer";
    const char *folded = lint_words_fold(&arena, text);
    int at = 0;
    int count = 0;
    while (lint_words_find(&list, PHRASE_JARGON, text, folded, &at)) {
        count++;
    }
    assert_int_equal(count, 2);
    arena_finish(&arena);
}

static void
test_fold(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(lint_words_fold(&arena, "¿Qué, Señor? –Sí."), " que senor si ");
    assert_string_equal(lint_words_fold(&arena, ""), " ");
    arena_finish(&arena);
}

// A list with an unknown head or key would be silently without effect.
static void
test_lists_are_well_formed(void **state)
{
    (void)state;
    static const char *const known[] = {"sentence-words ", "sentence-chars ", "paragraph ",
        "fernandez-huerta ", "flesch-en ", "flesch-fr ", "lix ", "[jargon]", "[double-negative]",
        "[vague]", "[relative-date]", "[step-start]", "[known]"};
    for (int i = 0; i < embedded_count; i++) {
        const struct embedded_file *file = &embedded_files[i];
        bool in_list = false;
        for (const char *line = strncmp(file->name, "lint/", 5) == 0 ? file->data : NULL;
            line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
            bool fits = *line == '#' || *line == '\n' || (in_list && *line != '[');
            for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
                bool head = strncmp(line, known[k], strlen(known[k])) == 0;
                in_list = in_list || (head && *line == '[');
                fits = fits || head;
            }
            if (!fits) {
                fail_msg("%s: %.40s", file->name, line);
            }
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_all_matches_in_turn),
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_lists_are_well_formed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
