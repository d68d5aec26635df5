#include "hub.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static const char png[33] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x20\x08\x06";
static const char jpeg[] = "\xff\xd8\xff\xc0\0\x11\x08\0\x20\0\x10\x03\0\0\0";

static void
test_used_icons_are_stored(void **state)
{
    struct hub *hub = *state;
    char value[256];
    struct db *db = hub_build(hub);
    assert_string_equal(hub_ask(db,
                            "SELECT kind || mime || width || 'x' || height FROM picture WHERE"
                            " id='health'",
                            value),
        "iconimage/svg+xml24x24");
    assert_string_equal(hub_ask(db, "SELECT count(*) FROM picture WHERE id='myth'", value), "0");
    assert_string_equal(
        hub_ask(db, "SELECT substr(data, 1, 4) FROM picture WHERE id='health'", value), "<svg");
    db_close(db);
}

static void
test_unknown_icon(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/topic.csv", ",health,", ",helth,");
    hub_says(hub,
        "sheets/topic.csv:3:4: error: icon: no pictogram and no file in pictures/ is called "
        "'helth'; write one that is there; did you mean 'health'?");
}

static void
test_own_pictures(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_write_bytes(hub, "pictures/puerta.jpg", jpeg, sizeof jpeg - 1);
    hub_write_bytes(hub, "pictures/health.png", png, sizeof png);
    hub_replace(hub, "sheets/location.csv", "pin_precision", "pin_precision,door_photo_id");
    hub_replace(hub, "sheets/location.csv", "exact", "exact,puerta");
    hub_write(hub, "sheets/picture.csv", "id,kind,alt\npuerta,photo,Una puerta azul\n");
    struct db *db = hub_build(hub);
    assert_string_equal(
        hub_ask(db,
            "SELECT p.id || p.kind || p.mime || p.width || 'x' || p.height FROM picture"
            " p, location l WHERE l.door_photo_n = p.n",
            value),
        "puertaphotoimage/jpeg16x32");
    assert_string_equal(hub_ask(db, "SELECT kind || mime FROM picture WHERE id='health'", value),
        "drawingimage/png"); // the hub's own one wins over the pictogram
    assert_string_equal(hub_ask(db,
                            "SELECT text FROM translation WHERE table_name='picture' AND"
                            " field_name='alt'",
                            value),
        "Una puerta azul");
    db_close(db);
}

static void
test_faults(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "pictures/extra.svg", "<svg width=\"9\" height=\"9\"></svg>");
    hub_says(hub, "pictures/extra.svg: warning: no record uses this picture; left out");
    hub_write(hub, "pictures/health.svg", "<svg width=\"9\" height=\"9\"><script/></svg>");
    hub_says(hub, "pictures/health.svg: error: the SVG holds '<script'");
    hub_write(hub, "pictures/health.svg", "what?");
    hub_says(hub, "pictures/health.svg: error: no PNG, JPEG or SVG picture");
    hub_write(hub, "sheets/picture.csv", "id,kind,alt\nnada,photo,x\n");
    hub_says(
        hub, "sheets/picture.csv:2:1: error: id: no pictogram and no file in pictures/ is called");
}

static void
test_photo_without_words(void **state)
{
    struct hub *hub = *state;
    hub_write_bytes(hub, "pictures/puerta.jpg", jpeg, sizeof jpeg - 1);
    hub_write(hub, "pages/vacunas.md", "![Puerta](pictures/puerta.jpg)\n");
    hub_says(
        hub, "pictures/puerta.jpg: warning: photo 'puerta' has no words for who cannot see it");
}

static void
test_too_large(void **state)
{
    struct hub *hub = *state;
    size_t len = (4u << 20) + 1;
    char *data = calloc(1, len);
    assert_non_null(data);
    hub_write_bytes(hub, "pictures/health.png", data, len);
    free(data);
    hub_says(hub, "pictures/health.png: error: ");
    assert_non_null(strstr(hub->said, "4194305 bytes, the limit is 4194304"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_used_icons_are_stored, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_unknown_icon, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_own_pictures, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_faults, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_photo_without_words, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_too_large, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
