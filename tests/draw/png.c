#include <SDL.h>
#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "draw/internal.h"
#include "test.h"

static void
saves_what_was_drawn(void **state)
{
    (void)state;
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, 40, 30, 32, SDL_PIXELFORMAT_XRGB8888);
    for (int y = 0; y < 30; y++) {
        for (int x = 0; x < 40; x++) {
            canvas_row(canvas, y)[x] = (uint32_t)(x * 6 << 16 | y * 8 << 8 | (x ^ y));
        }
    }
    char path[] = "/tmp/png-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct err err = {0};
    assert_true(draw_save(canvas, path, &err));
    SDL_Surface *loaded = IMG_Load(path);
    assert_non_null(loaded);
    SDL_Surface *back = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_ARGB8888, 0);
    for (int y = 0; y < 30; y++) {
        for (int x = 0; x < 40; x++) {
            assert_int_equal(canvas_row(back, y)[x], canvas_row(canvas, y)[x] | 0xff000000);
        }
    }
    char *first = NULL;
    char *second = NULL;
    size_t first_len = 0;
    size_t second_len = 0;
    assert_true(file_read(path, 1 << 20, &first, &first_len, &err));
    assert_true(draw_save(canvas, path, &err));
    assert_true(file_read(path, 1 << 20, &second, &second_len, &err));
    assert_int_equal(first_len, second_len);
    assert_memory_equal(first, second, first_len);
    free(first);
    free(second);
    unlink(path);
    SDL_FreeSurface(back);
    SDL_FreeSurface(loaded);
    SDL_FreeSurface(canvas);
}

static void
says_where_it_cannot_write(void **state)
{
    (void)state;
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, 4, 4, 32, SDL_PIXELFORMAT_XRGB8888);
    struct err err = {0};
    assert_false(draw_save(canvas, "/nowhere/at/all.png", &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_non_null(strstr(err.text, "/nowhere/at/all.png"));
    SDL_FreeSurface(canvas);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saves_what_was_drawn),
        cmocka_unit_test(says_where_it_cannot_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
