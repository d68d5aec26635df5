#include <SDL.h>
#include <SDL_image.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/internal.h"

enum image_kind { IMAGE_UNKNOWN, IMAGE_PNG, IMAGE_JPEG, IMAGE_SVG };

// Headers --------------------------------------------------------------------------------------

static unsigned
big_endian(const unsigned char *at, int bytes)
{
    unsigned value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

static bool
sane(double width, double height)
{
    return width >= 1 && height >= 1 && width <= IMAGE_SIDE_MAX && height <= IMAGE_SIDE_MAX;
}

static bool
set_size(double width, double height, int *out_width, int *out_height)
{
    if (!sane(width, height)) {
        return false;
    }
    *out_width = (int)ceil(width);
    *out_height = (int)ceil(height);
    return true;
}

static bool
png_size(const unsigned char *data, size_t len, int *width, int *height)
{
    if (len < 33 || memcmp(data + 12, "IHDR", 4) != 0) {
        return false;
    }
    return set_size(big_endian(data + 16, 4), big_endian(data + 20, 4), width, height);
}

// Walks the segments to the frame header (SOF0 to SOF15 without DHT, JPG, DAC).
static bool
jpeg_size(const unsigned char *data, size_t len, int *width, int *height)
{
    size_t at = 2;
    while (at + 9 <= len && data[at] == 0xff) {
        unsigned char marker = data[at + 1];
        if (marker == 0xff) {
            at++; // fill byte
            continue;
        }
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
            marker != 0xcc) {
            return set_size(
                big_endian(data + at + 7, 2), big_endian(data + at + 5, 2), width, height);
        }
        size_t segment = big_endian(data + at + 2, 2);
        if (segment < 2) {
            return false;
        }
        at += 2 + segment;
    }
    return false;
}

// The number after name=" within a tag, or 0. Units other than px count as missing.
static double
svg_attribute(const char *tag, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = strstr(tag, name); at; at = strstr(at + len, name)) {
        bool whole = at[-1] == ' ' || at[-1] == '\n' || at[-1] == '\t' || at[-1] == '\r';
        if (!whole || at[len] != '=' || (at[len + 1] != '"' && at[len + 1] != '\'')) {
            continue;
        }
        char *end = NULL;
        double value = strtod(at + len + 2, &end);
        bool pixels = *end == at[len + 1] || strncmp(end, "px", 2) == 0;
        return pixels && isfinite(value) ? value : 0;
    }
    return 0;
}

static void
svg_view_box(const char *tag, double *width, double *height)
{
    const char *at = strstr(tag, "viewBox=");
    double box[4] = {0};
    if (!at) {
        return;
    }
    at += strlen("viewBox=") + 1;
    for (int i = 0; i < 4; i++) {
        char *end = NULL;
        box[i] = strtod(at, &end);
        at = end + strspn(end, ", \t\r\n");
    }
    *width = box[2];
    *height = box[3];
}

// The start tag of the root element, terminated, in out.
static bool
svg_tag(const char *data, size_t len, char out[1024])
{
    const char *start = memmem(data, len, "<svg", 4);
    if (!start) {
        return false;
    }
    size_t left = len - (size_t)(start - data);
    const char *end = memchr(start, '>', left);
    if (!end || end - start >= 1024) {
        return false;
    }
    memcpy(out, start, (size_t)(end - start));
    out[end - start] = '\0';
    return true;
}

static bool
svg_size(const char *data, size_t len, int *width, int *height)
{
    char tag[1024];
    if (!svg_tag(data, len, tag)) {
        return false;
    }
    double w = svg_attribute(tag, "width");
    double h = svg_attribute(tag, "height");
    if (w <= 0 || h <= 0) {
        svg_view_box(tag, &w, &h);
    }
    return set_size(w, h, width, height);
}

static enum image_kind
kind_of(struct image_bytes bytes)
{
    if (!bytes.data || bytes.len < 16 || bytes.len > IMAGE_BYTES_MAX) {
        return IMAGE_UNKNOWN;
    }
    const unsigned char *data = bytes.data;
    if (memcmp(data, "\x89PNG\r\n\x1a\n", 8) == 0) {
        return IMAGE_PNG;
    }
    if (data[0] == 0xff && data[1] == 0xd8) {
        return IMAGE_JPEG;
    }
    bool text = data[0] == '<' || data[0] == 0xef || data[0] == ' ' || data[0] == '\n';
    // A NUL would end the text for the parser behind us.
    if (text && bytes.len <= SVG_BYTES_MAX && !memchr(data, '\0', bytes.len)) {
        return IMAGE_SVG;
    }
    return IMAGE_UNKNOWN;
}

bool
image_probe(struct image_bytes bytes, int *width, int *height)
{
    switch (kind_of(bytes)) {
    case IMAGE_PNG:
        return png_size(bytes.data, bytes.len, width, height);
    case IMAGE_JPEG:
        return jpeg_size(bytes.data, bytes.len, width, height);
    case IMAGE_SVG:
        return svg_size(bytes.data, bytes.len, width, height);
    case IMAGE_UNKNOWN:
        break;
    }
    return false;
}

// Decoding -------------------------------------------------------------------------------------

// ARGB8888, not premultiplied; NULL if the bytes are damaged. Only after a probe that went well.
static SDL_Surface *
load(struct image_bytes bytes, enum image_kind kind, int width, int height)
{
    SDL_RWops *stream = SDL_RWFromConstMem(bytes.data, (int)bytes.len);
    if (!stream) {
        return NULL;
    }
    SDL_Surface *raw = NULL;
    if (kind == IMAGE_SVG) {
        raw = IMG_LoadSizedSVG_RW(stream, width, height);
        SDL_RWclose(stream);
    } else {
        raw = IMG_LoadTyped_RW(stream, 1, kind == IMAGE_PNG ? "PNG" : "JPG");
    }
    if (!raw) {
        return NULL;
    }
    SDL_Surface *argb = NULL;
    if (sane(raw->w, raw->h)) {
        argb = SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_ARGB8888, 0);
    }
    SDL_FreeSurface(raw);
    return argb;
}

static void
premultiply(SDL_Surface *surface)
{
    for (int y = 0; y < surface->h; y++) {
        uint32_t *row = canvas_row(surface, y);
        for (int x = 0; x < surface->w; x++) {
            row[x] = pixel_premultiply(row[x]);
        }
    }
}

// Scaling: each axis maps a target pixel to source pixels with weights that sum to 1. Going down,
// the weights are the areas covered; going up, the two neighbours of the centre (bilinear).

enum { TAPS_MAX = IMAGE_SIDE_MAX + 2 };

struct taps {
    int first;
    int count;
    float *weight; // TAPS_MAX
};

static void
taps_up(struct taps *taps, float centre, int size)
{
    float low = floorf(centre);
    float part = centre - low;
    int at = (int)low;
    if (at < 0 || at >= size - 1) {
        taps->first = at < 0 ? 0 : size - 1;
        taps->count = 1;
        taps->weight[0] = 1;
        return;
    }
    taps->first = at;
    taps->count = 2;
    taps->weight[0] = 1 - part;
    taps->weight[1] = part;
}

static void
taps_at(struct taps *taps, int target, int target_size, int size)
{
    float step = (float)size / (float)target_size;
    if (step < 1) {
        taps_up(taps, ((float)target + 0.5f) * step - 0.5f, size);
        return;
    }
    float from = (float)target * step;
    float to = target == target_size - 1 ? (float)size : (float)(target + 1) * step;
    taps->first = (int)from;
    taps->count = 0;
    for (int at = taps->first; at < size && (float)at < to; at++) {
        float low = from > (float)at ? from : (float)at;
        float high = to < (float)(at + 1) ? to : (float)(at + 1);
        taps->weight[taps->count++] = (high - low) / (to - from);
    }
}

// Adds weight x pixel to four channel sums.
static void
add_pixel(float sum[4], uint32_t pixel, float weight)
{
    for (int c = 0; c < 4; c++) {
        sum[c] += weight * (float)(pixel >> (8 * c) & 0xff);
    }
}

// One source row, scaled to the target's width and weighted, added to the sums.
static void
add_row(float *sums, const uint32_t *row, const struct taps *columns, int width, float weight)
{
    for (int x = 0; x < width; x++) {
        const struct taps *taps = &columns[x];
        for (int i = 0; i < taps->count; i++) {
            add_pixel(&sums[(ptrdiff_t)x * 4], row[taps->first + i], weight * taps->weight[i]);
        }
    }
}

static uint32_t
to_pixel(const float sum[4])
{
    uint32_t pixel = 0;
    for (int c = 0; c < 4; c++) {
        float value = sum[c] + 0.5f;
        pixel |= (value >= 255 ? 255u : (uint32_t)value) << (8 * c);
    }
    return pixel;
}

static void *
allocate(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    ASSERT(memory);
    return memory;
}

struct columns {
    struct taps *taps; // one per target column
    float *weights;    // of all of them
};

static struct columns
column_taps(int width, int source_width)
{
    size_t per_column = (size_t)(source_width / width) + 3;
    struct columns columns = {
        .taps = allocate((size_t)width, sizeof *columns.taps),
        .weights = allocate((size_t)width * per_column, sizeof *columns.weights),
    };
    for (int x = 0; x < width; x++) {
        columns.taps[x].weight = columns.weights + (size_t)x * per_column;
        taps_at(&columns.taps[x], x, width, source_width);
    }
    return columns;
}

static void
scale(SDL_Surface *source, struct picture *picture)
{
    struct columns columns = column_taps(picture->width, source->w);
    struct taps rows = {.weight = allocate(TAPS_MAX, sizeof *rows.weight)};
    size_t row_floats = (size_t)picture->width * 4;
    float *sums = allocate(row_floats, sizeof *sums);
    for (int y = 0; y < picture->height; y++) {
        memset(sums, 0, row_floats * sizeof *sums);
        taps_at(&rows, y, picture->height, source->h);
        for (int i = 0; i < rows.count; i++) {
            add_row(sums, canvas_row(source, rows.first + i), columns.taps, picture->width,
                rows.weight[i]);
        }
        for (int x = 0; x < picture->width; x++) {
            picture->pixels[(ptrdiff_t)y * picture->width + x] = to_pixel(&sums[(ptrdiff_t)x * 4]);
        }
    }
    free(sums);
    free(rows.weight);
    free(columns.weights);
    free(columns.taps);
}

static void
copy_rows(SDL_Surface *source, struct picture *picture)
{
    for (int y = 0; y < picture->height; y++) {
        memcpy(picture->pixels + (ptrdiff_t)y * picture->width, canvas_row(source, y),
            (size_t)picture->width * sizeof *picture->pixels);
    }
}

bool
image_decode(struct image_bytes bytes, int width, int height, struct picture *picture)
{
    *picture = (struct picture){0};
    int natural_width = 0;
    int natural_height = 0;
    if (!sane(width, height) || !image_probe(bytes, &natural_width, &natural_height)) {
        return false;
    }
    enum image_kind kind = kind_of(bytes);
    SDL_Surface *surface = load(bytes, kind, width, height);
    if (!surface) {
        return false;
    }
    premultiply(surface);
    bool exact = kind == IMAGE_SVG || (surface->w == width && surface->h == height);
    picture->width = exact ? surface->w : width;
    picture->height = exact ? surface->h : height;
    picture->pixels =
        allocate((size_t)picture->width * (size_t)picture->height, sizeof *picture->pixels);
    if (exact) {
        copy_rows(surface, picture);
    } else {
        scale(surface, picture);
    }
    SDL_FreeSurface(surface);
    return true;
}
