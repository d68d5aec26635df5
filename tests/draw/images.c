#include "draw/draw.h"

#include <SDL.h>
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw/internal.h"
#include "test.h"

enum { SIDE = 200 };

// The shelf: names and their bytes, and how often each was asked for.
static struct shelf {
    unsigned char png[4096];
    size_t png_len;
    int loads;
} shelf;

static const char arrow[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\">"
    "<rect x=\"0\" y=\"0\" width=\"10\" height=\"20\" fill=\"#0b5563\"/></svg>";

static struct image_bytes
load(void *context, const char *name)
{
    struct shelf *from = context;
    from->loads++;
    if (strncmp(name, "photo", 5) == 0) {
        return (struct image_bytes){from->png, from->png_len};
    }
    if (strcmp(name, "arrow") == 0) {
        return (struct image_bytes){arrow, sizeof arrow - 1};
    }
    if (strcmp(name, "damaged") == 0) { // a sound head, nothing behind it
        return (struct image_bytes){from->png, 40};
    }
    if (strcmp(name, "nonsense") == 0) {
        return (struct image_bytes){"nothing like a picture, this", 28};
    }
    return (struct image_bytes){0};
}

static int
fill_shelf(void **state)
{
    (void)state;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, 60, 30, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(surface, NULL, 0xffaa5500);
    SDL_FillRect(surface, &(SDL_Rect){0, 0, 30, 30}, 0x80ffffff);
    SDL_RWops *stream = SDL_RWFromMem(shelf.png, sizeof shelf.png);
    IMG_SavePNG_RW(surface, stream, 0);
    shelf.png_len = (size_t)SDL_RWtell(stream);
    SDL_RWclose(stream);
    SDL_FreeSurface(surface);
    shelf.loads = 0;
    return 0;
}

static SDL_Surface *
new_canvas(void)
{
    SDL_Surface *canvas =
        SDL_CreateRGBSurfaceWithFormat(0, SIDE, SIDE, 32, SDL_PIXELFORMAT_XRGB8888);
    SDL_FillRect(canvas, NULL, 0xff000000);
    return canvas;
}

static uint32_t
at(SDL_Surface *canvas, int x, int y)
{
    return canvas_row(canvas, y)[x] & 0xffffff;
}

static void
fits_and_centres(void **state)
{
    (void)state;
    struct images *images = images_create(load, &shelf, 1 << 20);
    SDL_Surface *canvas = new_canvas();
    // 60 x 30 in 100 x 100: 100 x 50 from row 25 on.
    assert_true(images_draw(
        images, canvas, "photo", &(SDL_Rect){50, 50, 100, 100}, &(struct image_look){0, false}));
    assert_int_equal(at(canvas, 140, 74), 0);
    assert_int_equal(at(canvas, 140, 75), 0xaa5500);
    assert_int_equal(at(canvas, 140, 124), 0xaa5500);
    assert_int_equal(at(canvas, 140, 125), 0);
    assert_int_equal(at(canvas, 149, 100), 0xaa5500);
    assert_int_equal(at(canvas, 150, 100), 0);
    assert_int_equal(at(canvas, 50, 100), 0x808080); // half-transparent white on black
    int width = 0;
    int height = 0;
    assert_true(images_size(images, "photo", &width, &height));
    assert_int_equal(width, 60);
    assert_int_equal(height, 30);
    SDL_FreeSurface(canvas);
    images_destroy(images);
}

static void
tints_and_mirrors(void **state)
{
    (void)state;
    struct images *images = images_create(load, &shelf, 1 << 20);
    SDL_Surface *canvas = new_canvas();
    SDL_Rect box = {0, 0, 80, 40};
    assert_true(
        images_draw(images, canvas, "arrow", &box, &(struct image_look){0xffffc857, false}));
    assert_int_equal(at(canvas, 5, 20), 0xffc857);
    assert_int_equal(at(canvas, 70, 20), 0);
    SDL_FillRect(canvas, NULL, 0xff000000);
    assert_true(images_draw(images, canvas, "arrow", &box, &(struct image_look){0xffffc857, true}));
    assert_int_equal(at(canvas, 5, 20), 0);
    assert_int_equal(at(canvas, 74, 20), 0xffc857);
    assert_true(images_draw(images, canvas, "photo", &(SDL_Rect){0, 100, 60, 30},
        &(struct image_look){0xff00ff00, false}));
    assert_int_equal(at(canvas, 10, 110), 0x008000); // the tint, with the picture's alpha
    assert_int_equal(at(canvas, 50, 110), 0x00ff00);
    SDL_FreeSurface(canvas);
    images_destroy(images);
}

static void
clipping_changes_no_pixel(void **state)
{
    (void)state;
    struct images *images = images_create(load, &shelf, 1 << 22);
    srand(3);
    for (int round = 0; round < 500; round++) {
        SDL_Surface *whole = new_canvas();
        SDL_Surface *part = new_canvas();
        SDL_Rect box = {
            rand() % 240 - 60, rand() % 240 - 60, 1 + rand() % 12 * 9, 1 + rand() % 12 * 9};
        SDL_Rect clip = {rand() % SIDE, rand() % SIDE, rand() % SIDE, rand() % SIDE};
        const char *name = rand() % 2 ? "photo" : "arrow";
        uint32_t tint = rand() % 2 ? 0xff123456 : 0;
        bool mirrored = rand() % 2;
        assert_true(images_draw(images, whole, name, &box, &(struct image_look){tint, mirrored}));
        SDL_SetClipRect(part, &clip);
        assert_true(images_draw(images, part, name, &box, &(struct image_look){tint, mirrored}));
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                bool in = SDL_PointInRect(&(SDL_Point){x, y}, &clip);
                assert_int_equal(at(part, x, y), in ? at(whole, x, y) : 0);
            }
        }
        SDL_FreeSurface(whole);
        SDL_FreeSurface(part);
    }
    images_destroy(images);
}

static void
decodes_once_per_size(void **state)
{
    (void)state;
    struct images *images = images_create(load, &shelf, 1 << 20);
    SDL_Surface *canvas = new_canvas();
    for (int i = 0; i < 10; i++) {
        images_draw(
            images, canvas, "photo", &(SDL_Rect){0, 0, 60, 60}, &(struct image_look){0, false});
    }
    assert_int_equal(shelf.loads, 2); // its size, then its pixels
    assert_int_equal(images_use(images).now, 60 * 30 * 4);
    images_draw(images, canvas, "photo", &(SDL_Rect){0, 0, 30, 30}, &(struct image_look){0, true});
    images_draw(images, canvas, "photo", &(SDL_Rect){9, 9, 30, 30},
        &(struct image_look){0xffffffff, false});
    assert_int_equal(shelf.loads, 3);
    images_clear(images);
    assert_int_equal(images_use(images).now, 0);
    images_draw(images, canvas, "photo", &(SDL_Rect){0, 0, 60, 60}, &(struct image_look){0, false});
    assert_int_equal(shelf.loads, 5);
    SDL_FreeSurface(canvas);
    images_destroy(images);
}

static void
prepared_is_not_decoded_again(void **state)
{
    (void)state;
    struct images *images = images_create(load, &shelf, 1 << 20);
    SDL_Surface *canvas = new_canvas();
    images_prepare(images, "photo", 60, 60);
    images_prepare(images, "", 60, 60);
    images_prepare(images, "missing", 60, 60);
    images_prepare(images, "photo", 0, 60);
    assert_int_equal(images_use(images).now, 60 * 30 * 4);
    int loads = shelf.loads;
    assert_true(images_draw(
        images, canvas, "photo", &(SDL_Rect){0, 0, 60, 60}, &(struct image_look){0, false}));
    assert_int_equal(shelf.loads, loads);
    SDL_FreeSurface(canvas);
    images_destroy(images);
}

static void
keeps_below_its_ceiling(void **state)
{
    (void)state;
    size_t one = 60 * 30 * 4;
    struct images *images = images_create(load, &shelf, 3 * one);
    SDL_Surface *canvas = new_canvas();
    SDL_Rect box = {0, 0, 60, 30};
    static const char *const names[] = {"photo1", "photo2", "photo3"};
    for (int i = 0; i < 3; i++) {
        images_draw(images, canvas, names[i], &box, &(struct image_look){0, false});
    }
    assert_int_equal(images_use(images).now, 3 * one);
    images_draw(
        images, canvas, "photo1", &box, &(struct image_look){0, false}); // now photo2 is the oldest
    images_draw(images, canvas, "photo4", &box, &(struct image_look){0, false});
    assert_int_equal(images_use(images).now, 3 * one);
    int loads = shelf.loads;
    images_draw(images, canvas, "photo1", &box, &(struct image_look){0, false});
    images_draw(images, canvas, "photo3", &box, &(struct image_look){0, false});
    images_draw(images, canvas, "photo4", &box, &(struct image_look){0, false});
    assert_int_equal(shelf.loads, loads);
    images_draw(images, canvas, "photo2", &box, &(struct image_look){0, false});
    assert_int_equal(shelf.loads, loads + 1);
    // One that is larger than the ceiling is drawn all the same.
    assert_true(images_draw(
        images, canvas, "photo1", &(SDL_Rect){0, 0, 200, 200}, &(struct image_look){0, false}));
    images_draw(images, canvas, "photo1", &box, &(struct image_look){0, false});
    assert_true(images_use(images).now <= 3 * one);
    // Many names, more than there are places.
    for (int i = 0; i < 2000; i++) {
        char name[32];
        snprintf(name, sizeof name, "photo%d", i);
        assert_true(images_draw(
            images, canvas, name, &(SDL_Rect){0, 0, 4, 4}, &(struct image_look){0, false}));
    }
    assert_true(images_use(images).now <= 3 * one);
    SDL_FreeSurface(canvas);
    images_destroy(images);
}

static void
remembers_what_is_missing(void **state)
{
    (void)state;
    struct images *images = images_create(load, &shelf, 1 << 20);
    SDL_Surface *canvas = new_canvas();
    static const char *const names[] = {"no-such-picture", "damaged", "nonsense"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        SDL_Rect box = {0, 0, 60, 60};
        assert_false(images_draw(images, canvas, names[i], &box, &(struct image_look){0, false}));
        int loads = shelf.loads;
        assert_false(images_draw(images, canvas, names[i], &box, &(struct image_look){0, false}));
        box.w = 30;
        assert_false(images_draw(images, canvas, names[i], &box, &(struct image_look){0, false}));
        assert_int_equal(shelf.loads, loads); // asked once, whatever the size
        int width = 1;
        int height = 1;
        assert_false(images_size(images, names[i], &width, &height));
    }
    assert_int_equal(images_use(images).now, 0);
    for (int i = 0; i < SIDE * SIDE; i++) {
        assert_int_equal(at(canvas, i % SIDE, i / SIDE), 0);
    }
    SDL_FreeSurface(canvas);
    images_destroy(images);
}

static void
refuses_odd_requests(void **state)
{
    (void)state;
    struct images *images = images_create(load, &shelf, 1 << 20);
    SDL_Surface *canvas = new_canvas();
    char name[300];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_false(
        images_draw(images, canvas, name, &(SDL_Rect){0, 0, 9, 9}, &(struct image_look){0, false}));
    assert_false(
        images_draw(images, canvas, "", &(SDL_Rect){0, 0, 9, 9}, &(struct image_look){0, false}));
    assert_false(images_draw(
        images, canvas, "photo", &(SDL_Rect){0, 0, 0, 9}, &(struct image_look){0, false}));
    assert_false(images_draw(
        images, canvas, "photo", &(SDL_Rect){0, 0, 9, -9}, &(struct image_look){0, false}));
    assert_false(images_draw(
        images, canvas, "photo", &(SDL_Rect){0, 0, 5000, 9}, &(struct image_look){0, false}));
    int width = 0;
    int height = 0;
    assert_false(images_size(images, name, &width, &height));
    assert_false(images_size(images, "", &width, &height));
    assert_int_equal(shelf.loads, 0);
    images_destroy(NULL);
    SDL_FreeSurface(canvas);
    images_destroy(images);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(fits_and_centres, fill_shelf),
        cmocka_unit_test_setup(tints_and_mirrors, fill_shelf),
        cmocka_unit_test_setup(clipping_changes_no_pixel, fill_shelf),
        cmocka_unit_test_setup(decodes_once_per_size, fill_shelf),
        cmocka_unit_test_setup(prepared_is_not_decoded_again, fill_shelf),
        cmocka_unit_test_setup(keeps_below_its_ceiling, fill_shelf),
        cmocka_unit_test_setup(remembers_what_is_missing, fill_shelf),
        cmocka_unit_test_setup(refuses_odd_requests, fill_shelf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
