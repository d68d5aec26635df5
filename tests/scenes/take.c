// Codes to take along: they carry the whole text, in pieces a cheap camera reads, and nothing of a
// place that is not to be known.

#include "scenes/scenes.h"
#include "tests/ui/stage.h"

enum { CODES = 3, BYTES = 460 };

// Procedures: 1 ordinary, 2 sensitive, 3 not to be taken along without a question; each with six
// papers. Services: 1 public, 2 by phone only, 3 known to the staff, 4 sensitive; all at one address.
static const char content[] =
    "INSERT INTO organization VALUES (1, 'org', '', '', NULL, 'government');"
    "INSERT INTO topic VALUES (1, 't', NULL, 1, '', '', 0);"
    "INSERT INTO procedure SELECT value, 'p' || value, '', 1, NULL, NULL, 'XX', 'visa', '', 'i', "
    "'',"
    " 1, 2, 'XXD', 500, '', '', value = 2, value <> 3 FROM json_each('[1,2,3]');"
    "INSERT INTO step SELECT value, 's' || value, value, 1, 'at_home', NULL, 0, 3, 'XXD', 5, 0"
    " FROM json_each('[1,2,3]');"
    "INSERT INTO requirement SELECT value, 'r' || value, 'i', 'identity', 1, value % 3, 'none', 0,"
    " NULL, NULL, NULL, 'XXD', 0, NULL FROM json_each('[1,2,3,4,5,6]');"
    "INSERT INTO step_requirement SELECT (s.n - 1) * 6 + r.n, 'x' || s.n || r.n, s.n, r.n, ''"
    " FROM step AS s, requirement AS r;"
    "INSERT INTO translation SELECT 'requirement', id, 'name', 'es', 0,"
    " 'Documento número ' || n || ' que la oficina pide con una copia', 'source', 0 FROM "
    "requirement;"
    "INSERT INTO translation SELECT 'requirement', id, 'name', 'hi', 0,"
    " 'दस्तावेज़ ' || n || ' जो कार्यालय माँगता है', 'draft', 0 FROM requirement;"
    "INSERT INTO translation SELECT 'procedure', id, 'name', 'es', 0, 'Trámite ' || n, 'source', 0"
    " FROM procedure;"
    "INSERT INTO translation VALUES ('ui', 'bring-copies', 'text', 'es', 0, '{n} copia', 'source', "
    "0),"
    " ('ui', 'bring-copies', 'text', 'es', 1, '{n} copias', 'source', 0),"
    " ('ui', 'procedure-cost', 'text', 'es', 0, 'Precio', 'source', 0),"
    " ('ui', 'labelled', 'text', 'es', 0, '{label}: {value}', 'source', 0),"
    " ('ui', 'labelled', 'text', 'hi', 0, '{label}：{value}', 'source', 0),"
    " ('ui', 'take-note', 'text', 'es', 0, 'Abra la cámara', 'source', 0),"
    " ('ui', 'take-sensitive', 'text', 'es', 0, '¿Quiere esto en su teléfono?', 'source', 0);"
    "INSERT INTO location VALUES (1, 'l', 'physical', 1, 14.5, -90.5, NULL, 'exact');"
    "INSERT INTO address VALUES (1, 'a', 1, 'Calle Mango 17', '', 'Puerto', '', 'XX', 'physical');"
    "INSERT INTO service SELECT value, 'v' || value, 1, 'active', '', '', NULL, NULL, 'yes', 'no',"
    " 'no', 1, CASE value WHEN 2 THEN 'phone_only' WHEN 3 THEN 'ask_staff' ELSE 'public' END,"
    " value = 4, '' FROM json_each('[1,2,3,4]');"
    "INSERT INTO service_at_location SELECT n, 'w' || n, n, 1 FROM service;"
    "INSERT INTO phone SELECT n, 'f' || n, 1, n, NULL, '555-0' || n, '', 'voice', 0, 0, ''"
    " FROM service;"
    "INSERT INTO translation SELECT 'service', id, 'name', 'es', 0, 'Servicio ' || n, 'source', 0"
    " FROM service;"
    "INSERT INTO translation VALUES ('location', 'l', 'landmark', 'es', 0, 'Casa azul', 'source', "
    "0);";

static int
setup(void **state)
{
    *state = stage_open(content);
    return 0;
}

static const struct frame *
show(struct stage *stage, enum screen screen, int arg, int page)
{
    stage->visit.at = (struct place){.screen = (int16_t)screen, .arg = arg, .page = (int16_t)page};
    arena_reset(&stage->arena);
    text_trim(stage->world.text);
    scenes_build(&stage->world, &stage->visit, &stage->arena, stage->frame);
    return stage->frame;
}

// The texts of all codes, one behind the other, as somebody who photographs them has them.
static const char *
taken(struct stage *stage, enum screen screen, int arg)
{
    static char all[CODES * BYTES + 1];
    size_t used = 0;
    all[0] = '\0';
    int pages = show(stage, screen, arg, 0)->pages;
    int codes = 0;
    for (int page = 0; page < pages; page++) {
        const struct frame *frame = show(stage, screen, arg, page);
        for (int i = 0; i < frame->count; i++) {
            const struct node *node = &frame->nodes[i];
            if (node->role != ROLE_QR) {
                continue;
            }
            size_t len = strlen(node->text);
            assert_in_range(len, 1, BYTES);
            assert_true(((unsigned char)node->text[0] & 0xc0) != 0x80); // a whole character
            assert_null(strstr(node->text, "\u2068"));
            assert_null(strstr(node->text, "\u2069"));
            assert_true(node->rect.w > 40 && fabsf(node->rect.w - node->rect.h) < 0.05f);
            assert_true(node->fg == 0xff000000 && node->fill == 0xffffffff); // in every theme
            assert_true(++codes <= CODES);
            memcpy(all + used, node->text, len + 1);
            used += len;
        }
    }
    return all;
}

static void
test_short_list_is_one_code(void **state)
{
    struct stage *stage = *state;
    const char *text = taken(stage, SCREEN_TAKE_BRING, 1);
    assert_int_equal(stage->frame->pages, 1);
    assert_int_equal(strncmp(text, "Trámite 1\n[ ] Documento número 1 que", 36), 0);
    assert_non_null(strstr(text, "[ ] Documento número 6 que"));
    assert_non_null(strstr(text, ": 1 copia\n"));
    assert_non_null(strstr(text, ": 2 copias\n"));
    assert_string_equal(strrchr(text, '\n'), "\nPrecio: XXD 5");
}

static void
test_ticks_are_taken_along(void **state)
{
    struct stage *stage = *state;
    struct action have = {.kind = ACT_HAVE, .arg = 2};
    visit_apply(&stage->visit, &have, &stage->world, stage->frame);
    const char *text = taken(stage, SCREEN_TAKE_BRING, 1);
    assert_non_null(strstr(text, "[ ] Documento número 1"));
    assert_non_null(strstr(text, "[x] Documento número 2"));
}

// Three bytes to a letter: more codes, cut between lines, and nothing lost between them.
static void
test_long_list_is_several_codes(void **state)
{
    struct stage *stage = *state;
    stage->visit.language = LANG_HI;
    const char *text = taken(stage, SCREEN_TAKE_BRING, 1);
    assert_true(stage->frame->pages > 1);
    int papers = 0;
    for (const char *p = text; (p = strstr(p, "[ ] दस्तावेज़ ")) != NULL; p++) {
        papers++;
    }
    assert_int_equal(papers, 6);
    assert_non_null(strstr(text, "माँगता है：२ copias\n"));
    assert_string_equal(strrchr(text, '\n'), "\nPrecio：XXD ५");
    const struct frame *frame = show(stage, SCREEN_TAKE_BRING, 1, 0);
    const char *first = frame_find(frame, "qr.1")->text;
    assert_true(first[strlen(first) - 1] == '\n');
}

static void
test_black_on_white_in_every_theme(void **state)
{
    struct stage *stage = *state;
    for (int contrast = 0; contrast < CONTRAST_COUNT; contrast++) {
        stage->visit.contrast = (uint8_t)contrast;
        assert_true(taken(stage, SCREEN_TAKE_BRING, 1)[0] != '\0');
    }
}

// What somebody else should not find on a phone is asked about first (linter: qr_ok, sensitive).
static void
test_asks_before_private_codes(void **state)
{
    struct stage *stage = *state;
    for (int n = 2; n <= 3; n++) {
        stage->visit.agreed = false;
        assert_string_equal(taken(stage, SCREEN_TAKE_BRING, n), "");
        assert_string_equal(
            stage_node(stage, "take.sensitive")->text, "¿Quiere esto en su teléfono?");
        assert_int_equal(stage_node(stage, "take.back")->action.kind, ACT_BACK);
        struct action agree = stage_node(stage, "take.agree")->action;
        visit_apply(&stage->visit, &agree, &stage->world, stage->frame);
        assert_true(taken(stage, SCREEN_TAKE_BRING, n)[0] != '\0');
    }
    stage->visit.agreed = false;
    assert_string_equal(taken(stage, SCREEN_TAKE_SERVICE, 4), "");
    stage_node(stage, "header.exit");
}

static void
test_a_place(void **state)
{
    struct stage *stage = *state;
    assert_string_equal(taken(stage, SCREEN_TAKE_SERVICE, 1),
        "Servicio 1\nCalle Mango 17, Puerto\nCasa azul\n555-01\ngeo:14.50000,-90.50000");
}

// Neither address nor landmark nor point of a place that is only reached by phone or with the staff.
static void
test_a_hidden_place(void **state)
{
    struct stage *stage = *state;
    assert_string_equal(taken(stage, SCREEN_TAKE_SERVICE, 2), "Servicio 2\n555-02");
    assert_string_equal(taken(stage, SCREEN_TAKE_SERVICE, 3), "Servicio 3\n555-03");
}

#define TAKE(test) cmocka_unit_test_setup(test, stage_reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TAKE(test_short_list_is_one_code),
        TAKE(test_ticks_are_taken_along),
        TAKE(test_long_list_is_several_codes),
        TAKE(test_black_on_white_in_every_theme),
        TAKE(test_asks_before_private_codes),
        TAKE(test_a_place),
        TAKE(test_a_hidden_place),
    };
    return cmocka_run_group_tests(tests, setup, stage_teardown);
}
