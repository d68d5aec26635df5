#include "image.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static void
expect(const char *data, size_t len, const char *mime, const int size[2])
{
    struct image_facts facts;
    struct err err = {0};
    if (!image_examine(data, len, &facts, &err)) {
        fail_msg("%s", err.text);
    }
    assert_string_equal(facts.mime, mime);
    assert_int_equal(facts.width, size[0]);
    assert_int_equal(facts.height, size[1]);
}

static void
refuse(const char *data, size_t len, const char *why)
{
    struct image_facts facts;
    struct err err = {0};
    assert_false(image_examine(data, len, &facts, &err));
    if (!strstr(err.text, why)) {
        fail_msg("%s, not %s", err.text, why);
    }
}

static void
test_png(void **state)
{
    (void)state;
    char png[33] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x03";
    expect(png, sizeof png, "image/png", (int[2]){640, 480});
    refuse(png, 20, "no PNG, JPEG or SVG");
    png[25] = 6; // true colours with alpha
    refuse(png, sizeof png, "a drawing with 256 colours");
    png[25] = 2;
    refuse(png, sizeof png, "save a photo as JPEG");
    png[18] = 1; // 384 x 480
    expect(png, sizeof png, "image/png", (int[2]){384, 480});
    png[18] = 0x20; // 8320 px
    refuse(png, sizeof png, "the limit is 2048; make it smaller");
    png[18] = 0;
    png[19] = 0;
    refuse(png, sizeof png, "does not say how large");
}

static void
test_jpeg(void **state)
{
    (void)state;
    static const char jpeg[] =
        "\xff\xd8\xff\xe0\0\x04zz\xff\xc4\0\x04zz\xff\xc0\0\x11\x08\x01\xe0\x02\x80"
        "\x03\0\0\0";
    static const char progressive[] =
        "\xff\xd8\xff\xe0\0\x04zz\xff\xc4\0\x04zz\xff\xc2\0\x11\x08\x01\xe0\x02\x80"
        "\x03\0\0\0";
    expect(jpeg, sizeof jpeg - 1, "image/jpeg", (int[2]){640, 480});
    refuse(progressive, sizeof progressive - 1, "save it without 'progressive'");
    refuse(jpeg, 16, "no PNG, JPEG or SVG");
    refuse("\xff\xd8\xff\xd8", 4, "no PNG, JPEG or SVG");
}

static void
svg(const char *text, const char *why)
{
    if (why) {
        refuse(text, strlen(text), why);
    } else {
        expect(text, strlen(text), "image/svg+xml", (int[2]){24, 48});
    }
}

static void
test_svg(void **state)
{
    (void)state;
    svg("<svg width=\"24\" height=\"48\"><path d=\"M0 0\"/></svg>", NULL);
    svg("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 "
        "48\"></svg>",
        NULL);
    svg("<svg width=\"24\" height=\"48\"><use href=\"#a\"/><rect fill=\"url(#g)\"/></svg>", NULL);
    svg("<svg><path/></svg>", "does not say how large");
    svg("<svg width=\"24\" height=\"48\">", "no PNG, JPEG or SVG");
    svg("<svg width=\"9999999\" height=\"48\"></svg>", "does not say how large");
}

static void
test_svg_that_reaches_out(void **state)
{
    (void)state;
    svg("<svg width=\"24\" height=\"48\"><script>x</script></svg>", "'<script'");
    svg("<svg width=\"24\" height=\"48\"><IMAGE/></svg>", "'<image'");
    svg("<svg width=\"24\" height=\"48\"><use xlink:href=\"http://a.example/b.svg\"/></svg>",
        "'href'");
    svg("<svg width=\"24\" height=\"48\"><rect fill=\"url(file:///etc/passwd)\"/></svg>", "'url('");
    svg("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg width=\"24\" height=\"48\"></svg>", "'<!ENTITY'");
    svg("<svg width=\"24\" height=\"48\" onload=\"x()\"></svg>", "'onload'");
    svg("<svg width=\"24\" height=\"48\"><style>@import 'a'</style></svg>", "'<style'");
}

static void
test_svg_limits(void **state)
{
    (void)state;
    char *text = malloc(IMAGE_SVG_MAX + 200);
    assert_non_null(text);
    memset(text, ' ', IMAGE_SVG_MAX + 199);
    text[IMAGE_SVG_MAX + 199] = '\0';
    memcpy(text, "<svg width=\"24\" height=\"48\">", 28);
    memcpy(text + IMAGE_SVG_MAX + 100, "</svg>", 6);
    svg(text, "the limit for SVG is 131072");
    free(text);
    refuse("<svg width=\"24\" height=\"48\">\xff</svg>", 35, "no PNG, JPEG or SVG");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_png),
        cmocka_unit_test(test_jpeg),
        cmocka_unit_test(test_svg),
        cmocka_unit_test(test_svg_that_reaches_out),
        cmocka_unit_test(test_svg_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
