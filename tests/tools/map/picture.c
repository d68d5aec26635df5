#include <SDL.h>
#include <SDL_image.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "data.h"

#include "test.h"

static const char *const source = "content/demo/map/puerto-ejemplo.osm";

static int
run(const struct data *data, const char *options, char *output, size_t size)
{
    char arguments[2000];
    char map[DATA_PATH_MAX];
    char out[DATA_PATH_MAX];
    snprintf(arguments, sizeof arguments, "draw %s -o %s %s", data_path(data, "t.mbtiles", map),
        data_path(data, "t.png", out), options);
    return data_run(arguments, output, size);
}

static void
build(const struct data *data)
{
    char arguments[1000];
    char output[2000];
    char path[DATA_PATH_MAX];
    snprintf(
        arguments, sizeof arguments, "build %s -o %s", source, data_path(data, "t.mbtiles", path));
    if (data_run(arguments, output, sizeof output) != 0) {
        fail_msg("%s", output);
    }
}

static void
draws_a_picture(void **state)
{
    struct data *data = *state;
    char output[2000];
    char path[DATA_PATH_MAX];
    build(data);
    int status = run(data, "--view 0.018,-30.021,16 --size 300x200@60x40mm --style dark --no-names",
        output, sizeof output);
    assert_string_equal(output, "");
    assert_int_equal(status, 0);
    SDL_Surface *picture = IMG_Load(data_path(data, "t.png", path));
    assert_non_null(picture);
    assert_int_equal(picture->w, 300);
    assert_int_equal(picture->h, 200);
    SDL_FreeSurface(picture);
}

static void
names_what_is_wrong(void **state)
{
    struct data *data = *state;
    static const struct {
        const char *options;
        int status;
        const char *wanted;
    } cases[] = {
        {"", 2, "--view"},
        {"--view 1,2", 2, "write --view LAT,LON,ZOOM"},
        {"--view 91,2,16", 2, "write --view LAT,LON,ZOOM"},
        {"--view 1,2,12", 2, "zoom 13 to 18"},
        {"--view 1,2,16 --size 10", 2, "write --size"},
        {"--view 1,2,16 --size 0x5", 2, "write --size"},
        {"--view 1,2,16 --size 99999x5", 2, "at most 4096"},
        {"--view 1,2,16 --size 5x5@1mm", 2, "like 1280x800@217x136mm"},
        {"--view 1,2,16 --style pink", 2, "light, dark and yellow"},
        {"--view 1,2,16 --styles /nowhere", 3, "/nowhere/light.ini"},
    };
    char output[2000];
    build(data);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int status = run(data, cases[i].options, output, sizeof output);
        if (status != cases[i].status || !strstr(output, cases[i].wanted)) {
            fail_msg("%s: %d, %s", cases[i].options, status, output);
        }
    }
}

static void
refuses_what_is_no_map(void **state)
{
    struct data *data = *state;
    char output[2000];
    char path[DATA_PATH_MAX];
    struct err err;
    assert_true(file_replace(data_path(data, "t.mbtiles", path), "no map", 6, &err));
    assert_int_equal(run(data, "--view 1,2,16 --no-names", output, sizeof output), 1);
    assert_non_null(strstr(output, "t.mbtiles"));
}

static void
names_the_line_of_a_wrong_style(void **state)
{
    struct data *data = *state;
    char output[2000];
    char path[DATA_PATH_MAX];
    char options[1000];
    struct err err;
    static const char style[] = "[map]\nground = mud\n";
    build(data);
    assert_true(file_replace(data_path(data, "light.ini", path), style, sizeof style - 1, &err));
    snprintf(options, sizeof options, "--view 1,2,16 --styles %s", data->folder);
    assert_int_equal(run(data, options, output, sizeof output), 1);
    assert_non_null(strstr(output, "light.ini:2: ground = mud"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(draws_a_picture, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(names_what_is_wrong, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_map, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(names_the_line_of_a_wrong_style, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
