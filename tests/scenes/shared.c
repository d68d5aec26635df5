// A label and its value on one line, in each language's own way.

#include "scenes/internal.h"
#include "tests/ui/stage.h"

static struct store_text seen[8];

static void
scene_labels(struct ui *ui)
{
    struct store_text label = ui_plain(ui, "Precio");
    struct store_text value = ui_plain(ui, "5");
    struct store_text nothing = ui_plain(ui, "");
    struct store_text foreign = ui_field(ui, "page_block", "a", "text");
    ui->fell_back = false;
    seen[0] = labelled(ui, label, value);
    seen[1] = labelled(ui, label, nothing);
    seen[2] = labelled(ui, nothing, value);
    seen[3] = labelled(ui, (struct store_text){0}, value);
    seen[4] = labelled(ui, nothing, nothing);
    seen[5] = labelled(ui, label, foreign);
    assert_false(ui->fell_back); // by the colon
    struct store_text parts[] = {foreign, nothing, foreign};
    struct store_text mixed[] = {foreign, value};
    seen[6] = joined(ui, "\n", parts, 3);
    seen[7] = joined(ui, "\n", mixed, 2);
}

static void
show(struct stage *stage, int language)
{
    stage->visit.language = (int16_t)language;
    stage->bare = true;
    stage->scene = scene_labels;
    stage_show(stage, 0);
}

static void
test_colon_of_the_language(void **state)
{
    struct stage *stage = *state;
    show(stage, LANG_ES);
    assert_string_equal(seen[0].text, "\u2068Precio\u2069: \u20685\u2069");
    show(stage, LANG_HT);
    assert_string_equal(seen[0].text, "\u2068Precio\u2069\u00a0: \u20685\u2069");
    assert_string_equal(seen[0].lang, "ht");
    show(stage, LANG_AR); // has no template
    assert_string_equal(seen[0].text, "\u2068Precio\u2069: \u20685\u2069");
    assert_int_equal(seen[0].dir, DIRECTION_RTL);
}

static void
test_no_colon_beside_nothing(void **state)
{
    show(*state, LANG_HT);
    assert_string_equal(seen[1].text, "Precio");
    assert_string_equal(seen[2].text, "5");
    assert_string_equal(seen[3].text, "5");
    assert_string_equal(seen[4].text, "");
    assert_false(seen[0].fallback);
    assert_true(seen[5].fallback);
}

// Parts in another language than the visitor's keep its direction together: a full stop stays at their end.
static void
test_foreign_parts_keep_their_direction(void **state)
{
    show(*state, LANG_AR);
    assert_true(seen[6].fallback);
    assert_int_equal(seen[6].dir, DIRECTION_LTR);
    assert_string_not_equal(seen[6].lang, "ar");
    assert_int_equal(seen[7].dir, DIRECTION_RTL);
    assert_string_equal(seen[7].lang, "ar");
}

// Content that is older than the template loses nothing.
static void
test_without_template(void **state)
{
    (void)state;
    struct stage *stage = stage_open("");
    stage_reset((void **)&stage);
    show(stage, LANG_ES);
    assert_string_equal(seen[0].text, "Precio\n5");
    stage_close(stage);
}

static int
setup(void **state)
{
    *state =
        stage_open("INSERT INTO translation VALUES"
                   " ('ui', 'labelled', 'text', 'es', 0, '{label}: {value}', 'source', 0),"
                   " ('ui', 'labelled', 'text', 'ht', 0, '{label}\u00a0: {value}', 'draft', 0);");
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_colon_of_the_language, stage_reset),
        cmocka_unit_test_setup(test_no_colon_beside_nothing, stage_reset),
        cmocka_unit_test_setup(test_foreign_parts_keep_their_direction, stage_reset),
        cmocka_unit_test(test_without_template),
    };
    return cmocka_run_group_tests(tests, setup, stage_teardown);
}
