// Glyphs as coverage masks, made from HarfBuzz's outlines and kept until there are too many.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

enum { MASKS_START = 1024, MASKS_MAX = 1 << 16 }; // slots; a power of two

static int32_t
sane(float value)
{
    float limit = (float)MASK_SIDE_MAX * 256.0f; // a damaged font may say anything
    if (!(value > -limit)) {
        return -(int32_t)limit;
    }
    return (int32_t)lrintf(value < limit ? value : limit);
}

// HarfBuzz draws upwards in 26.6; masks are 24.8 downwards.
static struct point
place(const struct outline *outline, float x, float y)
{
    return (struct point){
        .x = outline->origin.x + sane(x * 4.0f),
        .y = outline->origin.y - sane(y * 4.0f),
    };
}

// NOLINTBEGIN(readability-function-size): the signatures are HarfBuzz's
static void
on_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    outline_move(data, place(data, x, y));
}

static void
on_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    outline_line(data, place(data, x, y));
}

static void
on_quadratic(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float cx, float cy,
    float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    outline_quadratic(data, place(data, cx, cy), place(data, x, y));
}

static void
on_cubic(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float cx, float cy, float dx,
    float dy, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    outline_cubic(data, place(data, cx, cy), place(data, dx, dy), place(data, x, y));
}

static void
on_close(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)state, (void)user;
    outline_close(data);
}

// NOLINTEND(readability-function-size)

void
glyphs_init(struct glyph_masks *masks)
{
    hb_draw_funcs_t *pen = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(pen, on_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(pen, on_line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(pen, on_quadratic, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(pen, on_cubic, NULL, NULL);
    hb_draw_funcs_set_close_path_func(pen, on_close, NULL, NULL);
    hb_draw_funcs_make_immutable(pen);
    *masks = (struct glyph_masks){.pen = pen};
}

void
glyphs_clear(struct glyph_masks *masks)
{
    free(masks->slots);
    free(masks->alpha);
    masks->slots = NULL;
    masks->alpha = NULL;
    masks->count = 0;
    masks->room = 0;
    masks->used = 0;
    masks->alpha_room = 0;
}

void
glyphs_finish(struct glyph_masks *masks)
{
    glyphs_clear(masks);
    outline_finish(&masks->outline);
    hb_draw_funcs_destroy(masks->pen);
    *masks = (struct glyph_masks){0};
}

static struct mask *
slot_of(const struct glyph_masks *masks, uint32_t key)
{
    uint32_t at = key * UINT32_C(2654435761); // Knuth, 6.4: spreads neighbours
    uint32_t last = (uint32_t)masks->room - 1;
    at ^= at >> 15;
    while (masks->slots[at & last].key != 0 && masks->slots[at & last].key != key) {
        at++;
    }
    return &masks->slots[at & last];
}

static void
make_room(struct glyph_masks *masks)
{
    if (masks->used > MASK_BYTES_MAX || masks->count >= MASKS_MAX) {
        glyphs_clear(masks);
    }
    if (masks->count * 2 < masks->room) {
        return;
    }
    struct mask *old = masks->slots;
    int old_room = masks->room;
    masks->room = old_room ? old_room * 2 : MASKS_START;
    masks->slots = calloc((size_t)masks->room, sizeof *masks->slots);
    ASSERT(masks->slots);
    for (int i = 0; i < old_room; i++) {
        if (old[i].key) {
            *slot_of(masks, old[i].key) = old[i];
        }
    }
    free(old);
}

static void
draw_outline(hb_font_t *font, uint16_t glyph, struct glyph_masks *masks)
{
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(font, glyph, masks->pen, &masks->outline);
#else
    hb_font_get_glyph_shape(font, glyph, masks->pen, &masks->outline);
#endif
}

static void
make_mask(struct text *text, const struct glyph *glyph, int size, int phase, struct mask *mask)
{
    struct glyph_masks *masks = &text->masks;
    struct outline *outline = &masks->outline;
    hb_font_t *font = fonts_shaper(text->fonts, size);
    int32_t x = phase * (256 / GLYPH_PHASES);
    outline_begin(outline, x, 0);
    draw_outline(font, glyph->id, masks);
    int32_t thicker = fonts_embolden(text->fonts, size);
    if (thicker > 0) { // no bold face: the letter once more, a little to the right
        outline_close(outline);
        outline->origin.x = x + thicker * 256 / PX;
        draw_outline(font, glyph->id, masks);
    }
    if (!outline_measure(outline, &mask->box)) {
        return;
    }
    size_t bytes = (size_t)mask_stride(&mask->box) * (size_t)mask->box.height;
    if (masks->used + bytes > masks->alpha_room) {
        masks->alpha_room = (masks->used + bytes) / 2 * 3 + (size_t)64 * 1024;
        masks->alpha = realloc(masks->alpha, masks->alpha_room);
        ASSERT(masks->alpha);
    }
    mask->at = masks->used;
    masks->used += bytes;
    outline_cover(outline, &mask->box, masks->alpha + mask->at);
}

struct mask_view
glyphs_mask(struct text *text, const struct glyph *glyph, int size)
{
    struct glyph_masks *masks = &text->masks;
    int32_t x = glyph->x + PX / (2 * GLYPH_PHASES);
    int phase = (x & (PX - 1)) / (PX / GLYPH_PHASES);
    uint32_t key = 1 + ((uint32_t)size << 18 | (uint32_t)phase << 16 | glyph->id);
    make_room(masks);
    struct mask *mask = slot_of(masks, key);
    if (mask->key == 0) {
        mask->key = key;
        masks->count++;
        make_mask(text, glyph, size, phase, mask);
    }
    struct mask_view view = {.box = mask->box, .alpha = masks->alpha + mask->at};
    view.box.left += px_floor(x);
    view.box.top -= px_floor(glyph->y + PX / 2);
    return view;
}
