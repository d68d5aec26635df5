#include "image.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static unsigned
big_endian(const char *data, int bytes)
{
    unsigned value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | (unsigned char)data[i];
    }
    return value;
}

static bool
examine_png(const char *data, size_t len, struct image_facts *facts)
{
    if (len < 33 || memcmp(data, "\x89PNG\r\n\x1a\n", 8) != 0 ||
        memcmp(data + 12, "IHDR", 4) != 0) {
        return false;
    }
    enum { COLOUR_TYPE = 25, TRUE_COLOUR = 2 }; // bit 1 without bit 0, the palette
    facts->mime = "image/png";
    facts->true_colour = (data[COLOUR_TYPE] & 3) == TRUE_COLOUR;
    facts->width = (int)(big_endian(data + 16, 4) & 0xffffff);
    facts->height = (int)(big_endian(data + 20, 4) & 0xffffff);
    return true;
}

// Of these C2, C6, CA and CE come in several scans.
static bool
is_progressive(unsigned marker)
{
    return (marker & 3) == 2;
}

// Frame headers are C0 … CF without C4 (tables), C8 (reserved) and CC (arithmetic tables).
static bool
is_frame(unsigned marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static bool
examine_jpeg(const char *data, size_t len, struct image_facts *facts)
{
    size_t at = 2;
    if (len < 4 || memcmp(data, "\xff\xd8\xff", 3) != 0) {
        return false;
    }
    while (at + 9 < len && (unsigned char)data[at] == 0xff) {
        unsigned marker = (unsigned char)data[at + 1];
        if (is_frame(marker)) {
            facts->mime = "image/jpeg";
            facts->progressive = is_progressive(marker);
            facts->height = (int)big_endian(data + at + 5, 2);
            facts->width = (int)big_endian(data + at + 7, 2);
            return true;
        }
        at += 2 + big_endian(data + at + 2, 2);
    }
    return false;
}

// The number of an attribute of the <svg> element, 0 if it has none.
static int
svg_number(const char *tag, size_t len, const char *name, int skip)
{
    const char *at = memmem(tag, len, name, strlen(name));
    if (!at) {
        return 0;
    }
    char *next = NULL;
    at += strlen(name);
    double value = 0;
    for (int i = 0; i <= skip; i++) {
        value = strtod(at, &next);
        at = next;
    }
    return value > 0 && value <= IMAGE_SVG_SIDE_MAX ? (int)(value + 0.5) : 0;
}

static const char *
svg_forbidden(const char *data)
{
    static const char *const words[] = {"<script", "<image", "<foreignObject", "<!ENTITY",
        "<!DOCTYPE", "<iframe", "<style", "@import", "javascript:", "<?xml-stylesheet", "<a ",
        "<animate", "<set ", "onload", "onclick", "<text"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcasestr(data, words[i])) {
            return words[i];
        }
    }
    for (const char *p = data; (p = strstr(p, "href")); p += 4) {
        const char *value = p + 4 + strspn(p + 4, " =\"'");
        if (*value != '#') {
            return "href";
        }
    }
    for (const char *p = data; (p = strstr(p, "url(")); p += 4) {
        if (p[4 + strspn(p + 4, " \"'")] != '#') {
            return "url(";
        }
    }
    return NULL;
}

static bool
examine_svg(const char *data, size_t len, struct image_facts *facts, struct err *err)
{
    const char *tag = strstr(data, "<svg");
    const char *end = tag ? strchr(tag, '>') : NULL;
    if (!end || !strstr(end, "</svg>") || !utf8_valid(data, len)) {
        return err_set(err, ERR_FORMAT, "no PNG, JPEG or SVG picture; save it as one of them");
    }
    if (len > IMAGE_SVG_MAX) {
        return err_set(
            err, ERR_LIMIT, "%zu bytes, the limit for SVG is %d; simplify it", len, IMAGE_SVG_MAX);
    }
    const char *forbidden = svg_forbidden(data);
    if (forbidden) {
        return err_set(err, ERR_FORMAT,
            "the SVG holds '%s'; write shapes only, nothing that loads or runs", forbidden);
    }
    size_t tag_len = (size_t)(end - tag);
    facts->mime = "image/svg+xml";
    facts->width = svg_number(tag, tag_len, " width=\"", 0);
    facts->height = svg_number(tag, tag_len, " height=\"", 0);
    if (facts->width == 0 || facts->height == 0) {
        facts->width = svg_number(tag, tag_len, "viewBox=\"", 2);
        facts->height = svg_number(tag, tag_len, "viewBox=\"", 3);
    }
    return true;
}

bool
image_examine(const char *data, size_t len, struct image_facts *facts, struct err *err)
{
    *facts = (struct image_facts){.mime = ""};
    if (!examine_png(data, len, facts) && !examine_jpeg(data, len, facts) &&
        !examine_svg(data, len, facts, err)) {
        return false;
    }
    if (facts->width < 1 || facts->height < 1) {
        return err_set(err, ERR_FORMAT, "the picture does not say how large it is; save it again");
    }
    bool shapes = strcmp(facts->mime, "image/svg+xml") == 0;
    int side_max = shapes ? IMAGE_SVG_SIDE_MAX : IMAGE_SIDE_MAX;
    if (facts->width > side_max || facts->height > side_max) {
        return err_set(err, ERR_LIMIT, "%d x %d px, the limit is %d; make it smaller", facts->width,
            facts->height, side_max);
    }
    if (facts->progressive) {
        return err_set(err, ERR_FORMAT,
            "a progressive JPEG, which kiosks show slowly; save it without 'progressive'");
    }
    if (facts->true_colour && facts->width * facts->height > IMAGE_COLOURS_MAX) {
        return err_set(err, ERR_FORMAT,
            "a large PNG with millions of colours, which kiosks show slowly; save a photo as JPEG, "
            "a "
            "drawing with 256 colours");
    }
    return true;
}
