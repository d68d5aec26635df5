#include "hub.h"

#include "test.h"

static void
expect_blocks(struct hub *hub, const char *markdown, const char *blocks)
{
    char value[256];
    hub_write(hub, "pages/vacunas.md", markdown);
    struct db *db = hub_build(hub);
    hub_ask(db,
        "SELECT group_concat(b.kind || ':' || b.picture || ':' || coalesce(t.text, ''), '/') FROM"
        " page_block b LEFT JOIN translation t ON t.table_name='page_block' AND t.record_id=b.id "
        "AND"
        " t.lang='es' ORDER BY b.n",
        value);
    db_close(db);
    assert_string_equal(value, blocks);
}

static void
test_blocks(void **state)
{
    struct hub *hub = *state;
    expect_blocks(hub, "Una.\n\n## Dos\n\n- tres\n- cuatro\n\n1. cinco\n2. seis\n\n> siete\n",
        "paragraph::Una./heading::Dos/item::tres/item::cuatro/number::cinco/number::seis/"
        "warning::siete");
    expect_blocks(
        hub, "Una línea\ny otra.\r\n\r\nDos.\r\n", "paragraph::Una línea y otra./paragraph::Dos.");
    expect_blocks(hub, "- uno\n\n- dos\n", "item::uno/item::dos"); // a loose list
    expect_blocks(hub, "\xef\xbb\xbfUno\n", "paragraph::Uno");
    expect_blocks(hub, "Pan &amp; agua &lt;3\n", "paragraph::Pan & agua <3");
}

static void
test_pictures(void **state)
{
    struct hub *hub = *state;
    expect_blocks(hub, "![Un carné](icon:doc-vaccination)\n", "picture:doc-vaccination:Un carné");
    expect_blocks(hub, "![](icon:health)\n\nUno\n", "picture:health:/paragraph::Uno");
    hub_write(hub, "pictures/dibujo.svg", "<svg width=\"9\" height=\"9\"></svg>");
    expect_blocks(hub, "![Dibujo](../pictures/dibujo.svg)\n", "picture:dibujo:Dibujo");
    hub_write(hub, "pages/vacunas.md", "![x](icon:nowhere)\n");
    hub_says(hub,
        "pages/vacunas.md:1: error: picture: no pictogram and no file in pictures/ is called "
        "'nowhere'");
    hub_write(hub, "pages/vacunas.md", "Mire ![x](icon:health) esto\n");
    hub_says(hub, "pages/vacunas.md:1: error: a picture beside text");
    hub_write(hub, "pages/vacunas.md", "- ![x](icon:health)\n");
    hub_says(hub, "pages/vacunas.md:1: error: a picture inside a list");
}

static void
test_ids_and_rows(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_write(hub, "pages/vacunas.md", "Uno\n\n## Dos\n\ntres\n");
    struct db *db = hub_build(hub);
    assert_string_equal(hub_ask(db, "SELECT group_concat(id || ord) FROM page_block", value),
        "vacunas-011,vacunas-022,vacunas-033");
    assert_string_equal(hub_ask(db,
                            "SELECT group_concat(file || row) FROM provenance WHERE"
                            " table_name='page_block'",
                            value),
        "pages/vacunas.md1,pages/vacunas.md3,pages/vacunas.md5");
    db_close(db);
}

static void
refused(struct hub *hub, const char *markdown, const char *finding)
{
    hub_write(hub, "pages/vacunas.md", markdown);
    hub_says(hub, finding);
}

static void
test_refused(void **state)
{
    struct hub *hub = *state;
    refused(
        hub, "Uno\n\n# Dos\n", "pages/vacunas.md:1: error: a heading with one # cannot be shown");
    refused(hub, "### Dos\n", "pages/vacunas.md:1: error: a heading below ##");
    refused(hub, "- a\n  - b\n", "pages/vacunas.md:1: error: a list inside a list");
    refused(hub, "> - a\n", "pages/vacunas.md:1: error: a list inside a list or warning");
    refused(hub, "- > a\n", "pages/vacunas.md:1: error: a warning inside a list");
    refused(
        hub, "- a\n\n  b\n", "pages/vacunas.md:3: error: a second paragraph inside a list item");
    refused(hub, "Uno\n\n***\n\ndos\n", "pages/vacunas.md:1: error: a line of ---");
    refused(hub, "    code\n", "pages/vacunas.md:1: error: indented or fenced code");
    refused(hub, "```\ncode\n```\n", "pages/vacunas.md:1: error: indented or fenced code");
    refused(hub, "<div>x</div>\n", "pages/vacunas.md:1: error: HTML");
    refused(hub, "a <b>x</b>\n", "pages/vacunas.md:1: error: HTML");
    refused(hub, "|a|b|\n|---|---|\n|c|d|\n", "pages/vacunas.md:1: error: a table");
    refused(hub, "[x](https://a.example)\n", "pages/vacunas.md:1: error: a link");
    refused(hub, "a &copy; b\n", "pages/vacunas.md:1: error: an &…; code");
    refused(hub, "Uno **dos**\n", "pages/vacunas.md:1: warning: bold, italic or code is dropped");
    refused(
        hub, "3. tres\n4. cuatro\n", "pages/vacunas.md:1: warning: a numbered list starts at 3");
    refused(hub, "", "pages/vacunas.md: error: the page is empty");
    refused(hub, "\xf1\n", "pages/vacunas.md: error: not UTF-8 text");
}

static void
test_emphasis_leaves_plain_text(void **state)
{
    expect_blocks(*state, "Uno **dos** *tres* `cuatro`\n", "paragraph::Uno dos tres cuatro");
}

static void
test_files_and_rows_fit(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "pages/otra.md", "Uno\n");
    hub_says(hub, "pages/otra.md: error: no row of sheets/page.csv has the id 'otra'");
    hub_remove(hub, "pages/vacunas.md");
    hub_says(hub, "pages/vacunas.md: error: this page of sheets/page.csv has no file; write it");
}

static void
test_limits(void **state)
{
    struct hub *hub = *state;
    char text[900] = "";
    for (int i = 0; i < 100; i++) {
        snprintf(text + i * 3, sizeof text - (size_t)i * 3, "a\n\n");
    }
    refused(hub, text, "pages/vacunas.md: error: 100 blocks, the limit is 99; make two pages");
}

static void
test_ids_of_blocks_meet(void **state)
{
    struct hub *hub = *state;
    hub_append(hub, "sheets/page.csv", "vacunas-01,salud,2,,Otra,");
    hub_write(hub, "pages/vacunas-01.md", "Uno.\n");
    hub_silent(hub, ": error:"); // vacunas-01-01 is another block than vacunas-01
    hub_append(hub, "sheets/page.csv", "vacunas-01-01,salud,3,,Otra,");
    hub_write(hub, "pages/vacunas-01-01.md", "Uno.\n");
    hub_silent(hub, ": error:");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_blocks, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_pictures, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_ids_and_rows, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_refused, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_emphasis_leaves_plain_text, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_files_and_rows_fit, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_limits, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_ids_of_blocks_meet, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
