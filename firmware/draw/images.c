#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "draw/internal.h"

enum { IMAGES_MAX = 512, IMAGE_NAME_MAX = 128 };

// A picture scaled for one box, or with box 0 x 0 its natural size alone. A box without pixels stands
// for a picture that is missing or damaged.
struct image {
    char name[IMAGE_NAME_MAX]; // "" = free
    int box_width;
    int box_height;
    struct picture picture; // natural size where box is 0 x 0; then without pixels
    uint64_t used;          // turn of the last use
};

struct images {
    image_loader load;
    void *context;
    size_t limit;
    size_t bytes;
    uint64_t turn;
    uint64_t hashes[IMAGES_MAX]; // of name and box; apart, so that a search reads little memory
    struct image entries[IMAGES_MAX];
};

struct images *
images_create(image_loader load, void *context, size_t limit_bytes)
{
    struct images *images = calloc(1, sizeof *images);
    ASSERT(images);
    images->load = load;
    images->context = context;
    images->limit = limit_bytes;
    return images;
}

static size_t
entry_bytes(const struct image *image)
{
    size_t pixels = (size_t)image->picture.width * (size_t)image->picture.height;
    return image->picture.pixels ? pixels * sizeof *image->picture.pixels : 0;
}

static void
evict(struct images *images, struct image *image)
{
    images->bytes -= entry_bytes(image);
    free(image->picture.pixels);
    *image = (struct image){0};
}

void
images_clear(struct images *images)
{
    for (int i = 0; i < IMAGES_MAX; i++) {
        evict(images, &images->entries[i]);
    }
}

void
images_destroy(struct images *images)
{
    if (images) {
        images_clear(images);
        free(images);
    }
}

struct use
images_use(const struct images *images)
{
    return (struct use){images->bytes, images->limit};
}

// The cache ------------------------------------------------------------------------------------

static uint64_t
entry_hash(const char *name, int width, int height)
{
    uint64_t box = (uint64_t)width << 16 | (uint64_t)height;
    return hash_text(HASH_SEED ^ box, name);
}

static struct image *
find(struct images *images, const char *name, int width, int height)
{
    uint64_t hash = entry_hash(name, width, height);
    for (int i = 0; i < IMAGES_MAX; i++) {
        struct image *image = &images->entries[i];
        if (images->hashes[i] == hash && image->box_width == width && image->box_height == height &&
            strcmp(image->name, name) == 0) {
            image->used = ++images->turn;
            return image;
        }
    }
    return NULL;
}

// The entry unused for longest; with_pixels: only among those that hold memory.
static struct image *
oldest(struct images *images, bool with_pixels)
{
    struct image *found = NULL;
    for (int i = 0; i < IMAGES_MAX; i++) {
        struct image *image = &images->entries[i];
        bool counts = !with_pixels || image->picture.pixels;
        if (counts && (!found || image->used < found->used)) {
            found = image;
        }
    }
    return found;
}

// Takes an entry for the box and room for it; what was drawn longest ago goes.
static struct image *
add(struct images *images, const char *name, int width, int height, struct picture picture)
{
    size_t pixels = (size_t)picture.width * (size_t)picture.height;
    size_t size = picture.pixels ? pixels * sizeof *picture.pixels : 0;
    while (images->bytes > 0 && images->bytes + size > images->limit) {
        evict(images, oldest(images, true));
    }
    struct image *image = oldest(images, false); // a free one has never been used
    evict(images, image);
    memcpy(image->name, name, strlen(name));
    images->hashes[image - images->entries] = entry_hash(name, width, height);
    image->box_width = width;
    image->box_height = height;
    image->picture = picture;
    image->used = ++images->turn;
    images->bytes += size;
    return image;
}

// The entry with the natural size; its width is 0 if there is no such picture or it is damaged.
static struct image *
natural(struct images *images, const char *name)
{
    struct image *image = find(images, name, 0, 0);
    if (image) {
        return image;
    }
    struct picture picture = {0};
    struct image_bytes bytes = images->load(images->context, name);
    if (!image_probe(bytes, &picture.width, &picture.height)) {
        picture = (struct picture){0};
        LOG_WARN("picture %s: %s", name, bytes.data ? "not a PNG, JPEG or SVG we show" : "missing");
    }
    return add(images, name, 0, 0, picture);
}

// Largest size of that shape in the box, at least one pixel a side.
static void
fit(const struct image *whole, int box_width, int box_height, int *width, int *height)
{
    float x = (float)box_width / (float)whole->picture.width;
    float y = (float)box_height / (float)whole->picture.height;
    float factor = x < y ? x : y;
    *width = (int)floorf((float)whole->picture.width * factor + 0.5f);
    *height = (int)floorf((float)whole->picture.height * factor + 0.5f);
    *width = *width < 1 ? 1 : *width > box_width ? box_width : *width;
    *height = *height < 1 ? 1 : *height > box_height ? box_height : *height;
}

static struct image *
sized(struct images *images, const char *name, int box_width, int box_height)
{
    struct image *image = find(images, name, box_width, box_height);
    if (image) {
        return image;
    }
    struct image *whole = natural(images, name);
    if (whole->picture.width == 0) {
        return NULL;
    }
    int width = 0;
    int height = 0;
    fit(whole, box_width, box_height, &width, &height);
    struct picture picture;
    if (!image_decode(images->load(images->context, name), width, height, &picture)) {
        LOG_WARN("picture %s: damaged", name);
        whole->picture = (struct picture){0};
        return NULL;
    }
    return add(images, name, box_width, box_height, picture);
}

bool
images_size(struct images *images, const char *name, int *width, int *height)
{
    if (name[0] == '\0' || strlen(name) >= IMAGE_NAME_MAX) {
        return false;
    }
    const struct image *image = natural(images, name);
    *width = image->picture.width;
    *height = image->picture.height;
    return image->picture.width > 0;
}

// Drawing --------------------------------------------------------------------------------------

static uint32_t
tinted(uint32_t pixel, uint32_t tint)
{
    return tint == COLOUR_NONE ? pixel : pixel_scale(tint, pixel >> 24);
}

// Columns [x0, x1) of a row of the picture onto the canvas.
static void
draw_row(uint32_t *to, const uint32_t *from, int count, int step, uint32_t tint)
{
    for (int i = 0; i < count; i++, from += step) {
        if (*from >> 24 != 0) {
            to[i] = pixel_over(to[i], tinted(*from, tint));
        }
    }
}

// What can be drawn in such a box, decoded; NULL if nothing can.
static const struct image *
ready(struct images *images, const char *name, int width, int height)
{
    bool bad_box = width < 1 || height < 1 || width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX;
    if (bad_box || name[0] == '\0' || strlen(name) >= IMAGE_NAME_MAX) {
        return NULL;
    }
    return sized(images, name, width, height);
}

void
images_prepare(struct images *images, const char *name, int width, int height)
{
    ready(images, name, width, height);
}

bool
images_draw(struct images *images, struct SDL_Surface *canvas, const char *name,
    const struct SDL_Rect *rect, const struct image_look *look)
{
    const struct image *image = ready(images, name, rect->w, rect->h);
    if (!image) {
        return false;
    }
    const struct picture *picture = &image->picture;
    SDL_Rect place = {rect->x + (rect->w - picture->width) / 2,
        rect->y + (rect->h - picture->height) / 2, picture->width, picture->height};
    SDL_Rect seen;
    if (!SDL_IntersectRect(&place, &canvas->clip_rect, &seen)) {
        return true;
    }
    uint32_t premultiplied = pixel_premultiply(look->tint);
    int column = seen.x - place.x;
    int first = look->mirrored ? picture->width - 1 - column : column;
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        const uint32_t *row = picture->pixels + (ptrdiff_t)(y - place.y) * picture->width;
        draw_row(canvas_row(canvas, y) + seen.x, row + first, seen.w, look->mirrored ? -1 : 1,
            premultiplied);
    }
    return true;
}
