// Theme files: what is right in them holds, what is not falls back and is named by file and line.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"
#include "ui/ui.h"

struct folder {
    char path[64];
    struct world world;
    struct err err;
};

static const char *const names[] = {"light.ini", "dark.ini", "yellow.ini", "scale.ini"};

static void
put(struct folder *folder, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static int
setup(void **state)
{
    struct folder *folder = calloc(1, sizeof *folder);
    snprintf(folder->path, sizeof folder->path, "/tmp/test-theme-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        put(folder, names[i], "");
    }
    *state = folder;
    return 0;
}

static int
teardown(void **state)
{
    struct folder *folder = *state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder->path, names[i]);
        unlink(path);
    }
    rmdir(folder->path);
    free(folder);
    return 0;
}

static bool
read_it(struct folder *folder)
{
    folder->err = (struct err){0};
    return ui_theme_read(folder->path, &folder->world, &folder->err);
}

static void
test_reads_colours_and_sizes(void **state)
{
    struct folder *folder = *state;
    put(folder, "light.ini", "# day\npaper = #fefefe\nink=#010203\n");
    put(folder, "yellow.ini", "[theme]\naction = #FFE500\n");
    put(folder, "scale.ini", "title = 9.5\ntouch = 22\nfactor_xl = 2\n");
    assert_true(read_it(folder));
    assert_true(folder->world.themes[CONTRAST_LIGHT].paper == 0xfffefefe);
    assert_true(folder->world.themes[CONTRAST_LIGHT].ink == 0xff010203);
    assert_true(folder->world.themes[CONTRAST_YELLOW].action == 0xffffe500);
    assert_true(folder->world.scale.cap[TYPE_TITLE] == 9.5f);
    assert_true(folder->world.scale.touch == 22.0f);
    assert_true(folder->world.scale.factor[SIZE_XL] == 2.0f);
    // What a file does not say is black on white, or the measure of the requirements.
    assert_true(folder->world.themes[CONTRAST_DARK].ink == 0xff000000);
    assert_true(folder->world.themes[CONTRAST_DARK].paper == 0xffffffff);
    assert_true(folder->world.scale.cap[TYPE_BODY] == 5.0f);
}

static void
test_bad_colours_fall_back(void **state)
{
    static const char *const bad[] = {
        "red", "#12345", "#1234567", "123456", "#12345g", "", "#-12345", "#0x1234"};
    struct folder *folder = *state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[128];
        snprintf(text, sizeof text, "\npaper = %s\nink = #102030\n", bad[i]);
        put(folder, "dark.ini", text);
        assert_false(read_it(folder));
        assert_non_null(strstr(folder->err.text, "/dark.ini:2: "));
        assert_non_null(strstr(folder->err.text, "paper"));
        assert_true(folder->world.themes[CONTRAST_DARK].paper == 0xffffffff);
        assert_true(folder->world.themes[CONTRAST_DARK].ink == 0xff102030);
    }
}

static void
test_bad_sizes_fall_back(void **state)
{
    static const char *const bad[] = {"0", "-3", "100", "1e9", "nan", "inf", "4mm", "large", ""};
    struct folder *folder = *state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[128];
        snprintf(text, sizeof text, "gap = 5\nbody = %s\n", bad[i]);
        put(folder, "scale.ini", text);
        assert_false(read_it(folder));
        assert_non_null(strstr(folder->err.text, "/scale.ini:2: "));
        assert_true(folder->world.scale.cap[TYPE_BODY] == 5.0f);
        assert_true(folder->world.scale.gap == 5.0f);
    }
}

static void
test_lines_that_are_none(void **state)
{
    struct folder *folder = *state;
    put(folder, "light.ini", "paper #ffffff\n[broken\nink = #111111\n");
    assert_false(read_it(folder));
    assert_non_null(strstr(folder->err.text, "/light.ini:"));
    assert_true(folder->world.themes[CONTRAST_LIGHT].ink == 0xff111111);
}

// A newer file on an older kiosk.
static void
test_unknown_names_are_let_be(void **state)
{
    struct folder *folder = *state;
    put(folder, "light.ini", "sparkle = very\nink = #222222\n");
    assert_true(read_it(folder));
    assert_true(folder->world.themes[CONTRAST_LIGHT].ink == 0xff222222);
}

static void
test_missing_files(void **state)
{
    struct folder *folder = *state;
    assert_false(ui_theme_read("/nowhere/theme", &folder->world, &folder->err));
    assert_int_equal(folder->err.kind, ERR_MISSING);
    for (int i = 0; i < CONTRAST_COUNT; i++) {
        assert_true(folder->world.themes[i].ink != folder->world.themes[i].paper);
    }
    assert_true(folder->world.scale.touch == 20.0f);
    assert_true(folder->world.scale.focus == 2.0f);
}

// One file that is lost takes nothing from the others.
static void
test_one_missing_file(void **state)
{
    struct folder *folder = *state;
    char path[128];
    snprintf(path, sizeof path, "%s/light.ini", folder->path);
    unlink(path);
    put(folder, "dark.ini", "ink = #333333\n");
    put(folder, "scale.ini", "gap = 6\n");
    assert_false(read_it(folder));
    assert_true(folder->world.themes[CONTRAST_DARK].ink == 0xff333333);
    assert_true(folder->world.scale.gap == 6.0f);
}

// What ships reads without a word (requirement 16: the sizes of the styles).
static void
test_shipped_theme(void **state)
{
    struct folder *folder = *state;
    char path[512];
    const char *root = getenv("HUB_SOURCE_DIR");
    snprintf(path, sizeof path, "%s/assets/theme", root ? root : ".");
    if (!ui_theme_read(path, &folder->world, &folder->err)) {
        fail_msg("%s", folder->err.text);
    }
    const struct ui_scale *scale = &folder->world.scale;
    assert_true(scale->cap[TYPE_BODY] >= 4.8f);
    assert_true(scale->cap[TYPE_BODY] * scale->factor[SIZE_LARGE] >= 6.4f);
    assert_true(scale->cap[TYPE_BODY] * scale->factor[SIZE_XL] >= 8.5f);
    assert_true(scale->cap[TYPE_SMALL] >= 3.5f);
    assert_true(scale->touch >= 20.0f && scale->gap >= 3.0f && scale->focus >= 2.0f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_reads_colours_and_sizes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_colours_fall_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_sizes_fall_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lines_that_are_none, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unknown_names_are_let_be, setup, teardown),
        cmocka_unit_test_setup_teardown(test_missing_files, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_missing_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_shipped_theme, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
