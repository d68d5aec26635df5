#include "draw/draw.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "draw/internal.h"
#include "test.h"

static const char long_text[] =
    "Acta de nacimiento\nOriginal y 2 copias, 155 pesos, Registro Civil, Calle Hidalgo 12\n"
    "Comprobante de domicilio\nNo mayor de 3 meses\nTeléfono 55 1234 5678, lunes a viernes "
    "8:30–15:00\n"
    "المكتب مفتوح · 办公时间 · የሥራ ሰዓት · ⚠️ No pague a nadie por una cita.";

static SDL_Surface *
new_canvas(int side)
{
    SDL_Surface *canvas =
        SDL_CreateRGBSurfaceWithFormat(0, side, side, 32, SDL_PIXELFORMAT_XRGB8888);
    assert_non_null(canvas);
    SDL_FillRect(canvas, NULL, 0xff777777);
    return canvas;
}

// What an independent reader (ZBar) finds in the picture.
static void
decode(SDL_Surface *canvas, char *text, size_t size)
{
    char path[] = "/tmp/qr-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct err err = {0};
    assert_true(draw_save(canvas, path, &err));
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("zbarimg", "zbarimg", "--quiet", "--raw", "--oneshot", path, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    size_t len = 0;
    for (ssize_t got = 1; got > 0 && len < size - 1; len += got > 0 ? (size_t)got : 0) {
        got = read(ends[0], text + len, size - 1 - len);
    }
    text[len] = '\0';
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    unlink(path);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 127) {
        fprintf(stderr, "zbarimg is not installed\n");
        exit(77);
    }
    if (len > 0 && text[len - 1] == '\n') {
        text[len - 1] = '\0';
    }
}

static void
assert_reads(const char *text, int side, SDL_Rect rect)
{
    char found[4096];
    SDL_Surface *canvas = new_canvas(side);
    assert_true(draw_qr(canvas, &rect, text, 0xff000000, 0xffffffff));
    decode(canvas, found, sizeof found);
    assert_string_equal(found, text);
    SDL_FreeSurface(canvas);
}

static void
a_reader_finds_the_text(void **state)
{
    (void)state;
    assert_reads("Hola", 200, (SDL_Rect){10, 20, 150, 170});
    assert_reads("ventanilla", 60, (SDL_Rect){0, 0, 60, 60}); // 2 px a module
    assert_reads("Sède leta: 08:30–15:00, ñandú, áéíóú", 400, (SDL_Rect){40, 40, 320, 320});
    assert_reads(long_text, 800, (SDL_Rect){30, 30, 740, 740});
}

static void
keeps_its_quiet_zone(void **state)
{
    (void)state;
    SDL_Surface *canvas = new_canvas(300);
    // "Hola" is version 1: 21 modules and 8 of quiet zone; 290 px give 10 px each.
    assert_true(draw_qr(canvas, &(SDL_Rect){3, 4, 291, 295}, "Hola", 0xff000000, 0xffffffff));
    int left = 3;
    int top = 4 + 2;
    for (int i = 0; i < 290; i++) {
        for (int j = 0; j < 40; j++) {
            assert_int_equal(canvas_row(canvas, top + j)[left + i] & 0xffffff, 0xffffff);
            assert_int_equal(canvas_row(canvas, top + i)[left + j] & 0xffffff, 0xffffff);
            assert_int_equal(canvas_row(canvas, top + 289 - j)[left + i] & 0xffffff, 0xffffff);
            assert_int_equal(canvas_row(canvas, top + i)[left + 289 - j] & 0xffffff, 0xffffff);
        }
    }
    assert_int_equal(canvas_row(canvas, top + 40)[left + 40] & 0xffffff, 0); // finder pattern
    assert_int_equal(canvas_row(canvas, top - 1)[left] & 0xffffff, 0x777777);
    assert_int_equal(canvas_row(canvas, top + 290)[left] & 0xffffff, 0x777777);
    SDL_FreeSurface(canvas);
}

static void
says_what_does_not_fit(void **state)
{
    (void)state;
    SDL_Surface *canvas = new_canvas(300);
    static char text[2400];
    memset(text, 'x', sizeof text - 1);
    SDL_Rect all = {0, 0, 300, 300};
    assert_false(draw_qr(canvas, &all, text, 0xff000000, 0xffffffff)); // level M ends at 2331
    assert_false(draw_qr(canvas, &all, "", 0xff000000, 0xffffffff));
    assert_false(draw_qr(canvas, &(SDL_Rect){0, 0, 28, 300}, "Hola", 0xff000000, 0xffffffff));
    for (int y = 0; y < 300; y++) {
        for (int x = 0; x < 300; x++) {
            assert_int_equal(canvas_row(canvas, y)[x] & 0xffffff, 0x777777);
        }
    }
    SDL_FreeSurface(canvas);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_finds_the_text),
        cmocka_unit_test(keeps_its_quiet_zone),
        cmocka_unit_test(says_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
