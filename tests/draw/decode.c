#include <SDL.h>
#include <SDL_image.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "draw/internal.h"
#include "test.h"

#if defined(__has_feature)
#define HAS_FEATURE(name) __has_feature(name)
#else
#define HAS_FEATURE(name) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable() (void)0
#define __lsan_enable()  (void)0
#endif

enum { ENCODED_MAX = 1 << 20 };

static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 24\">"
                          "<rect x=\"0\" y=\"0\" width=\"24\" height=\"24\" fill=\"#0b5563\"/>"
                          "<circle cx=\"36\" cy=\"12\" r=\"8\" fill=\"none\" stroke=\"#9b1c31\" "
                          "stroke-width=\"3\" stroke-dasharray=\"2 1\"/></svg>";

struct encoded {
    size_t len;
    unsigned char data[ENCODED_MAX];
};

static struct encoded encoded;

static struct image_bytes
bytes_of(const struct encoded *from)
{
    return (struct image_bytes){from->data, from->len};
}

static struct image_bytes
svg_bytes(const char *text)
{
    return (struct image_bytes){text, strlen(text)};
}

// A picture whose left half is red and right half half-transparent blue.
static SDL_Surface *
two_halves(int width, int height)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(surface);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            canvas_row(surface, y)[x] = x < width / 2 ? 0xffff0000u : 0x800000ffu;
        }
    }
    return surface;
}

static void
encode(SDL_Surface *surface, bool jpeg)
{
    SDL_RWops *stream = SDL_RWFromMem(encoded.data, ENCODED_MAX);
    int failed = jpeg ? IMG_SaveJPG_RW(surface, stream, 0, 90) : IMG_SavePNG_RW(surface, stream, 0);
    assert_int_equal(failed, 0);
    encoded.len = (size_t)SDL_RWtell(stream);
    SDL_RWclose(stream);
    SDL_FreeSurface(surface);
}

static void
knows_sizes_from_headers(void **state)
{
    (void)state;
    int width = 0;
    int height = 0;
    encode(two_halves(37, 12), false);
    assert_true(image_probe(bytes_of(&encoded), &width, &height));
    assert_int_equal(width, 37);
    assert_int_equal(height, 12);
    encode(two_halves(200, 100), true);
    assert_true(image_probe(bytes_of(&encoded), &width, &height));
    assert_int_equal(width, 200);
    assert_int_equal(height, 100);
    assert_true(image_probe(svg_bytes(svg), &width, &height));
    assert_int_equal(width, 48);
    assert_int_equal(height, 24);
    assert_true(image_probe(svg_bytes("<?xml version='1.0'?><svg width='20px' height=\"30\" "
                                      "viewBox='0 0 5 5'></svg>"),
        &width, &height));
    assert_int_equal(width, 20);
    assert_int_equal(height, 30);
}

static void
refuses_what_is_no_picture(void **state)
{
    (void)state;
    int width = 0;
    int height = 0;
    assert_false(image_probe((struct image_bytes){0}, &width, &height));
    static const char *const bad[] = {"", "not a picture at all, only some text",
        "<html><body>no svg in here ...</body></html>", "<svg></svg>               ",
        "<svg width='10%' height='10%'></svg>", "<svg width='nan' height='inf'></svg>",
        "<svg viewBox='0 0 -4 5'></svg>       ", "<svg viewBox='0 0 5000 10'></svg>     ",
        "<svg viewBox='0 0 0.01 5'></svg>     ",
        "<svg viewBox=               ", "\xff\xd8\xff\xe0\x00\x01               ",
        "\x89PNG\r\n\x1a\n                            "};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct picture picture;
        assert_false(image_probe(svg_bytes(bad[i]), &width, &height));
        assert_false(image_decode(svg_bytes(bad[i]), 10, 10, &picture));
        assert_null(picture.pixels);
    }
}

// A header may promise 30000 x 30000 pixels: 3.6 GB that must never be asked for.
static void
refuses_giants(void **state)
{
    (void)state;
    int width = 0;
    int height = 0;
    encode(two_halves(8, 8), false);
    encoded.data[18] = 0x75;
    encoded.data[22] = 0x75;
    assert_false(image_probe(bytes_of(&encoded), &width, &height));
    struct picture picture;
    assert_false(image_decode(bytes_of(&encoded), 8, 8, &picture));
    encode(two_halves(8, 8), false);
    assert_false(image_decode(bytes_of(&encoded), IMAGE_SIDE_MAX + 1, 8, &picture));
    assert_false(image_decode(bytes_of(&encoded), 0, 8, &picture));
    encode(two_halves(IMAGE_SIDE_MAX, 2), false);
    assert_true(image_decode(bytes_of(&encoded), 64, 1, &picture));
    free(picture.pixels);
}

static void
scales_by_area(void **state)
{
    (void)state;
    struct picture picture;
    encode(two_halves(40, 20), false);
    assert_true(image_decode(bytes_of(&encoded), 40, 20, &picture));
    assert_int_equal(picture.pixels[0], 0xffff0000);
    assert_int_equal(picture.pixels[39], 0x80000080); // premultiplied
    free(picture.pixels);
    assert_true(image_decode(bytes_of(&encoded), 5, 5, &picture));
    assert_int_equal(picture.width, 5);
    for (int y = 0; y < 5; y++) {
        const uint32_t *row = picture.pixels + y * 5;
        assert_int_equal(row[0], 0xffff0000);
        assert_int_equal(row[1], 0xffff0000);
        assert_true(row[2] == 0xc0800040 || row[2] == 0xc07f0040); // half of each
        assert_int_equal(row[3], 0x80000080);
        assert_int_equal(row[4], 0x80000080);
    }
    free(picture.pixels);
    // One pixel gets the mean of all.
    assert_true(image_decode(bytes_of(&encoded), 1, 1, &picture));
    assert_true(picture.pixels[0] == 0xc0800040 || picture.pixels[0] == 0xc07f0040);
    free(picture.pixels);
    // Uneven factors keep the sum: no row or column is lost or doubled.
    assert_true(image_decode(bytes_of(&encoded), 7, 3, &picture));
    uint32_t red = 0;
    for (int x = 0; x < 7; x++) {
        red += picture.pixels[x] >> 16 & 0xff;
    }
    assert_in_range(red, 7 * 255 / 2 - 3, 7 * 255 / 2 + 3);
    free(picture.pixels);
}

static void
scales_up_smoothly(void **state)
{
    (void)state;
    struct picture picture;
    encode(two_halves(2, 1), false);
    assert_true(image_decode(bytes_of(&encoded), 64, 8, &picture));
    assert_int_equal(picture.pixels[0], 0xffff0000);
    assert_int_equal(picture.pixels[63], 0x80000080);
    uint32_t last = 255;
    for (int x = 0; x < 64; x++) {
        uint32_t red = picture.pixels[x] >> 16 & 0xff;
        assert_true(red <= last && last - red <= 10);
        last = red;
        assert_int_equal(picture.pixels[x], picture.pixels[64 * 7 + x]);
    }
    free(picture.pixels);
}

static void
draws_vectors_at_the_asked_size(void **state)
{
    (void)state;
    struct picture picture;
    assert_true(image_decode(svg_bytes(svg), 480, 240, &picture));
    assert_in_range(picture.width, 479, 480);
    assert_in_range(picture.height, 239, 240);
    assert_int_equal(picture.pixels[picture.width * 100 + 100], 0xff0b5563);
    assert_int_equal(picture.pixels[picture.width * 10 + 470], 0);
    free(picture.pixels);
    // Shape is kept where the box has another one.
    assert_true(image_decode(svg_bytes(svg), 100, 100, &picture));
    assert_in_range(picture.width, 99, 100);
    assert_in_range(picture.height, 49, 50);
    free(picture.pixels);
}

// Hostile bytes ----------------------------------------------------------------------------------

static void
spoil(struct encoded *spoilt, const struct encoded *from)
{
    *spoilt = *from;
    int changes = 1 + rand() % 8;
    for (int i = 0; i < changes; i++) {
        size_t place = (size_t)rand() % spoilt->len;
        switch (rand() % 5) {
        case 0:
            spoilt->data[place] = (unsigned char)rand();
            break;
        case 1:
            spoilt->data[place] ^= (unsigned char)(1 << rand() % 8);
            break;
        case 2:
            spoilt->data[place] = (unsigned char)("0123456789-.eE\"/>< "[rand() % 19]);
            break;
        case 3:
            spoilt->len = place + 1;
            break;
        case 4: {
            size_t other = (size_t)rand() % spoilt->len;
            size_t room = spoilt->len - (place > other ? place : other);
            memmove(spoilt->data + place, spoilt->data + other, room < 32 ? room : 32);
            break;
        }
        }
    }
}

// Gives the chunks of a spoilt PNG fitting checksums, so that the damage gets past them.
static void
mend_checksums(struct encoded *png)
{
    size_t at = 8;
    while (at + 12 <= png->len) {
        const unsigned char *chunk = png->data + at;
        size_t len =
            (size_t)chunk[0] << 24 | (size_t)chunk[1] << 16 | (size_t)chunk[2] << 8 | chunk[3];
        if (len > png->len - at - 12) {
            return;
        }
        Uint32 sum = SDL_crc32(0, chunk + 4, len + 4);
        for (int i = 0; i < 4; i++) {
            png->data[at + 8 + len + (size_t)i] = (unsigned char)(sum >> (24 - 8 * i));
        }
        at += 12 + len;
    }
}

static void
torture(const struct encoded *from, int rounds)
{
    static struct encoded spoilt;
    for (int i = 0; i < rounds; i++) {
        spoil(&spoilt, from);
        if (spoilt.data[0] == 0x89 && i % 4 != 0) {
            mend_checksums(&spoilt);
        }
        // The very bytes and no more, so that the sanitizer sees a reader run over their end.
        unsigned char *exact = malloc(spoilt.len);
        assert_non_null(exact);
        memcpy(exact, spoilt.data, spoilt.len);
        struct image_bytes bytes = {exact, spoilt.len};
        struct picture picture = {0};
        alarm(20);        // a picture that hangs ends the test
        __lsan_disable(); // SDL_image loses a few bytes of each damaged SVG
        if (image_decode(bytes, 24 + rand() % 40, 24 + rand() % 40, &picture)) {
            assert_in_range(picture.width, 1, 64);
            assert_in_range(picture.height, 1, 64);
        }
        __lsan_enable();
        alarm(0);
        free(picture.pixels);
        free(exact);
    }
}

static void
survives_hostile_bytes(void **state)
{
    (void)state;
    int rounds = getenv("HUB_LONG") ? 200000 : 3000;
    srand(getenv("HUB_SEED") ? (unsigned)strtoul(getenv("HUB_SEED"), NULL, 10) : 7);
    encode(two_halves(31, 17), false);
    torture(&encoded, rounds);
    encode(two_halves(31, 17), true);
    torture(&encoded, rounds);
    memcpy(encoded.data, svg, sizeof svg - 1);
    encoded.len = sizeof svg - 1;
    torture(&encoded, rounds);
    static const char *const icons[] = {"home", "bus", "doc-passport", "hand-touch"};
    for (size_t i = 0; i < sizeof icons / sizeof *icons; i++) {
        char path[128];
        char *data = NULL;
        size_t len = 0;
        snprintf(path, sizeof path, "assets/icons/%s.svg", icons[i]);
        if (file_read(path, sizeof encoded.data, &data, &len, NULL)) {
            memcpy(encoded.data, data, len);
            encoded.len = len;
            free(data);
            torture(&encoded, rounds / 4);
        }
    }
}

static void
survives_cunning_vectors(void **state)
{
    (void)state;
    static const char *const cunning[] = {
        "<svg viewBox='0 0 24 24'><path d='M0 0 L1e38 1e38 L-1e38 3' stroke='#000'/></svg>",
        "<svg viewBox='0 0 24 24'><path d='M0 0 H1e9' stroke='#000' "
        "stroke-dasharray='1e-6'/></svg>",
        "<svg viewBox='0 0 24 24'><circle r='1e30' stroke='#000' stroke-width='1e30'/></svg>",
        "<svg viewBox='0 0 24 24'><path d='M0 0 L99999999 9 99 99999999z' fill='#000'/></svg>",
        "<svg viewBox='0 0 24 24' width='24' height='24'><svg width='1e9' height='1e-9'/></svg>",
        "<svg viewBox='0 0 24 24'><g transform='scale(1e20) rotate(1e20)'>"
        "<rect width='9' height='9' stroke='#000'/></g></svg>",
        "<svg viewBox='0 0 24 24'><path d='A A A A M M z z z' fill='url(#x)'/></svg>",
        "<svg viewBox='0 0 24 24'><linearGradient id='a' href='#b'/><linearGradient id='b' "
        "href='#a'/><rect width='9' height='9' fill='url(#a)'/></svg>",
    };
    for (size_t i = 0; i < sizeof cunning / sizeof *cunning; i++) {
        struct picture picture = {0};
        alarm(20);
        image_decode(svg_bytes(cunning[i]), 64, 64, &picture);
        alarm(0);
        free(picture.pixels);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_sizes_from_headers),
        cmocka_unit_test(refuses_what_is_no_picture),
        cmocka_unit_test(refuses_giants),
        cmocka_unit_test(scales_by_area),
        cmocka_unit_test(scales_up_smoothly),
        cmocka_unit_test(draws_vectors_at_the_asked_size),
        cmocka_unit_test(survives_cunning_vectors),
        cmocka_unit_test(survives_hostile_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
