#include "measure.h"

#include <math.h>
#include <string.h>

#include "test.h"

static int
es(const char *word)
{
    return measure_syllables_es(word, (int)strlen(word));
}

static void
test_spanish_syllables(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        int syllables;
    } words[] = {{"nacionalidad", 5}, {"huir", 1}, {"reunión", 2}, {"guía", 2}, {"país", 2},
        {"hay", 1}, {"aeropuerto", 5}, {"leía", 3}, {"ciudad", 2}, {"playa", 2}, {"ahora", 3},
        {"bueno", 2}, {"oía", 3}, {"que", 1}, {"y", 1}, {"sé", 1}, {"migración", 3}, {"trámite", 3},
        {"pingüino", 3}, {"frontera", 3}, {"xyz", 1}, {"consulado", 4}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (es(words[i].word) != words[i].syllables) {
            fail_msg("%s: %d, not %d", words[i].word, es(words[i].word), words[i].syllables);
        }
    }
}

static void
test_other_syllables(void **state)
{
    (void)state;
    assert_int_equal(measure_syllables_en("table", 5), 2);
    assert_int_equal(measure_syllables_en("office", 6), 2);
    assert_int_equal(measure_syllables_en("the", 3), 1);
    assert_int_equal(measure_syllables_en("asked", 5), 1);
    assert_int_equal(measure_syllables_en("wanted", 6), 2);
    assert_int_equal(measure_syllables_fr("personne", 8), 2);
    assert_int_equal(measure_syllables_fr("le", 2), 1);
    assert_int_equal(measure_syllables_fr("r\xc3\xa9sidence", 10), 3);
}

static void
expect(const char *text, int sentences, int words, int longest)
{
    struct measure measure = measure_text(text, SYLLABLES_NONE);
    if (measure.sentences != sentences || measure.words != words ||
        measure.longest_words != longest) {
        fail_msg("%s: %d sentences, %d words, longest %d", text, measure.sentences, measure.words,
            measure.longest_words);
    }
}

static void
test_sentences(void **state)
{
    (void)state;
    expect("", 0, 0, 0);
    expect("Hola", 1, 1, 1);
    expect("Vaya al banco. Pague 12.50 pesos.", 2, 6, 3);
    expect("¿Puede entrar? ¡Sí! Puede.", 3, 4, 2);
    expect("Abre a las 8:00 a. m. y cierra tarde.", 1, 9, 9);
    expect("Dice \"No.\" Luego se va.", 2, 5, 3);
    expect("uno\ndos tres", 2, 3, 2);
    expect("d'abord", 1, 1, 1);
    expect("العمل هنا. والدراسة؟ نعم", 3, 4, 2);
    expect("यह मुफ़्त है। आइए।", 2, 4, 3);
    expect("…", 0, 0, 0);
}

static void
test_chinese_counts_characters(void **state)
{
    (void)state;
    struct measure measure = measure_text("这里免费。请拿号码！", SYLLABLES_NONE);
    assert_int_equal(measure.sentences, 2);
    assert_int_equal(measure.longest_chars, 4);
}

static void
test_long_words(void **state)
{
    (void)state;
    assert_int_equal(measure_text("a residencia temporária", SYLLABLES_NONE).long_words, 2);
    assert_int_equal(measure_text("áéíóúñ", SYLLABLES_NONE).long_words, 0);
}

static void
close_to(double value, double expected)
{
    if (fabs(value - expected) > 0.01) {
        fail_msg("%f, not %f", value, expected);
    }
}

// 206.84 - 60 * (syllables per word) - 1.02 * (words per sentence): not 0.60, which belongs to
// syllables per hundred words.
static void
test_formulae(void **state)
{
    (void)state;
    struct measure measure = {.sentences = 2, .words = 10, .syllables = 20, .long_words = 3};
    close_to(measure_fernandez_huerta(&measure), 206.84 - 120 - 5.1);
    close_to(measure_flesch_en(&measure), 206.835 - 169.2 - 5.075);
    close_to(measure_flesch_fr(&measure), 207 - 147.2 - 5.075);
    close_to(measure_lix(&measure), 35);
}

static void
test_plain_spanish_is_easy_and_legal_is_not(void **state)
{
    (void)state;
    struct measure plain =
        measure_text("Vaya al banco. Pague el trámite. Guarde el recibo. Nadie le "
                     "cobra aquí.",
            SYLLABLES_ES);
    struct measure legal = measure_text("La persona solicitante deberá acreditar fehacientemente, "
                                        "mediante la documentación apostillada correspondiente, la "
                                        "situación migratoria regular de los progenitores.",
        SYLLABLES_ES);
    assert_true(measure_fernandez_huerta(&plain) > 80);
    assert_true(measure_fernandez_huerta(&legal) < 20);
}

static void
test_sum(void **state)
{
    (void)state;
    struct measure sum = measure_text("Uno dos tres.", SYLLABLES_ES);
    struct measure part = measure_text("Uno. Dos.", SYLLABLES_ES);
    measure_add(&sum, &part);
    assert_int_equal(sum.sentences, 3);
    assert_int_equal(sum.words, 5);
    assert_int_equal(sum.longest_words, 3);
    assert_int_equal(sum.syllables, 7);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spanish_syllables),
        cmocka_unit_test(test_other_syllables),
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_chinese_counts_characters),
        cmocka_unit_test(test_long_words),
        cmocka_unit_test(test_formulae),
        cmocka_unit_test(test_plain_spanish_is_easy_and_legal_is_not),
        cmocka_unit_test(test_sum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
