#include "signed_files.h"
#include "town.h"

// content.db is the starter, one.hub is content.db signed.
static void
save_changed(const struct signing *signing, const char *name, void (*change)(struct hub *hub))
{
    char path[160];
    struct hub *hub = NULL;
    hub_setup((void **)&hub);
    change(hub);
    hub_build_to(hub, signing_path(signing, name, path));
    hub_teardown((void **)&hub);
}

static void
test_nothing(void **state)
{
    const struct signing *signing = *state;
    signing_run(signing, "diff content.db content.db", 0, "0 added, 0 updated, 0 removed\n");
    signing_run(signing, "diff content.db one.hub", 0, "0 added, 0 updated, 0 removed\n");
    signing_run(signing, "diff one.hub one.hub --summary", 0,
        "                        added  updated  removed\n"
        "all                         0        0        0\n");
}

// A row put in before all others, a text, and a sheet taken away.
static void
change_rows(struct hub *hub)
{
    hub_replace(hub, "sheets/topic.csv", "\npapeles,,1,",
        "\nescuela,,3,documents,current,0,Escuela,Cómo se inscribe un niño.\npapeles,,1,");
    hub_replace(hub, "sheets/topic.csv", "Clínicas y vacunas.", "Vacunas sin costo.");
    hub_remove(hub, "sheets/hotline.csv");
}

static void
test_rows(void **state)
{
    const struct signing *signing = *state;
    save_changed(signing, "changed.db", change_rows);
    signing_run(signing, "diff one.hub changed.db", 0,
        "removed  hotline linea-ayuda\n"
        "removed  picture hotline\n" // its icon, which nothing else shows
        "added    topic escuela\n"
        "updated  topic salud\n"
        "1 added, 1 updated, 2 removed\n");
    signing_run(signing, "diff changed.db content.db", 0,
        "added    hotline linea-ayuda\n"
        "added    picture hotline\n"
        "removed  topic escuela\n"
        "updated  topic salud\n"
        "2 added, 1 updated, 1 removed\n");
    signing_run(signing, "diff content.db changed.db --summary", 0,
        "                        added  updated  removed\n"
        "hotline                     0        0        1\n"
        "picture                     0        0        1\n"
        "topic                       1        1        0\n"
        "all                         1        1        2\n");
}

static void
add_map(struct hub *hub)
{
    town_write(hub, "map/pueblo.osm");
}

static void
add_other_map(struct hub *hub)
{
    town_write(hub, "map/pueblo.osm");
    hub_replace(hub, "map/pueblo.osm", "Calle Uno", "Calle Dos");
}

static void
test_map(void **state)
{
    const struct signing *signing = *state;
    save_changed(signing, "map.db", add_map);
    save_changed(signing, "other.db", add_other_map);
    signing_run(
        signing, "diff content.db map.db", 0, "map: added\n1 added, 0 updated, 0 removed\n");
    signing_run(
        signing, "diff map.db other.db", 0, "map: changed\n0 added, 1 updated, 0 removed\n");
    signing_run(signing, "diff other.db content.db", 0, "map: removed\n");
    signing_run(signing, "diff map.db other.db --summary", 0,
        "                        added  updated  removed\n"
        "map                         0        1        0\n"
        "all                         0        1        0\n");
}

static void
test_what_cannot_be_compared(void **state)
{
    const struct signing *signing = *state;
    signing_write(signing, "words", "some words\n");
    signing_run(signing, "diff content.db nothing.db", 3, "no such file");
    signing_run(signing, "diff words content.db", 1, "not compiled content");
    signing_run(signing, "diff content.db", 2, "too few arguments for diff");
    signing_run(signing, "diff content.db one.hub words", 2, "too many arguments");
    signing_run(signing, "diff --gaps content.db one.hub", 2, "does not take --gaps");
    signing_run(signing, "show content.db --summary", 2, "does not take --summary");
    signing_run(signing, "diff --help", 0, "hub-bundle diff OLD NEW [--summary]");
    signed_spoil(signing, "one.hub", 100000);
    signing_run(signing, "diff one.hub content.db", 1, "error: ");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing), cmocka_unit_test(test_rows), cmocka_unit_test(test_map),
        cmocka_unit_test(test_what_cannot_be_compared), // spoils one.hub
    };
    return cmocka_run_group_tests(tests, signed_setup, signing_teardown);
}
