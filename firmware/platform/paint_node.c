#include <math.h>
#include <string.h>

#include "platform/internal.h"

// Ink may leave the text's box: accents on a first line, tails of Nastaliq, an italic's overhang.
static const float BLEED_MM = 2.0f;
static const float PRESSED_EDGE_MM = 1.0f;

enum {
    FAR_PX = 30000,        // sizes that no panel has; keeps later sums far from overflow
    DISABLED_PERCENT = 45, // of the way from ink to ground
    PRESSED_PERCENT = 12,  // of the way from fill to black
    GLOW_PERCENT = 25,     // of the way from a dark fill to its ink, where black would not show
};

static int
to_px(const struct panel *panel, float mm)
{
    float px = mm * panel->px_per_mm;
    return px > FAR_PX ? FAR_PX : px > -FAR_PX ? panel_px(panel, mm) : -FAR_PX;
}

// A line or distance that is there at all is at least one pixel.
static int
line_px(const struct panel *panel, float mm)
{
    int px = mm > 0 ? to_px(panel, mm) : 0;
    return mm > 0 && px < 1 ? 1 : px;
}

void
paint_rect(const struct panel *panel, struct rect rect, struct SDL_Rect *px)
{
    px->x = to_px(panel, rect.x);
    px->y = to_px(panel, rect.y);
    px->w = to_px(panel, rect.x + rect.w) - px->x;
    px->h = to_px(panel, rect.y + rect.h) - px->y;
    px->w = rect.w > 0 && px->w < 1 ? 1 : px->w;
    px->h = rect.h > 0 && px->h < 1 ? 1 : px->h;
}

static SDL_Rect
grown(SDL_Rect rect, int px)
{
    return (SDL_Rect){rect.x - px, rect.y - px, rect.w + 2 * px, rect.h + 2 * px};
}

static uint32_t
mixed(uint32_t from, uint32_t to, uint32_t percent)
{
    uint32_t colour = from & 0xff000000u;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t a = from >> shift & 0xff;
        uint32_t b = to >> shift & 0xff;
        colour |= ((a * (100 - percent) + b * percent + 50) / 100) << shift;
    }
    return colour;
}

static bool
is_dark(uint32_t colour)
{
    uint32_t red = colour >> 16 & 0xff;
    uint32_t green = colour >> 8 & 0xff;
    uint32_t blue = colour & 0xff;
    return red * 299 + green * 587 + blue * 114 < 40 * 1000;
}

// What lies behind the node's text.
static uint32_t
ground_of(const struct brush *brush, const struct node *node)
{
    return node->fill >> 24 == 255 ? node->fill : brush->paper;
}

// A colour of text or icon as the node's state shows it.
static uint32_t
ink_of(const struct brush *brush, const struct node *node, uint32_t colour)
{
    if (!node->disabled || colour == COLOUR_NONE) {
        return colour;
    }
    return mixed(colour, ground_of(brush, node), DISABLED_PERCENT);
}

// Fill, edge, icon -------------------------------------------------------------------------------

static bool
has_text(const struct node *node)
{
    return node->text_rect.h > 0 && node->text_rect.w > 0 && node->text && node->text[0] != '\0';
}

static bool
has_icon(const struct node *node)
{
    return node->icon_rect.h > 0 && node->icon_rect.w > 0 && node->icon && node->icon[0] != '\0';
}

static void
paint_shape(const struct brush *brush, const struct node *node)
{
    uint32_t fill = node->fill;
    uint32_t edge = node->edge;
    float edge_mm = node->edge == COLOUR_NONE ? 0 : node->edge_mm;
    if (node->pressed) {
        edge = edge == COLOUR_NONE ? node->fg : edge;
        edge_mm += PRESSED_EDGE_MM;
        if (fill != COLOUR_NONE) {
            fill = is_dark(fill) ? mixed(fill, edge, GLOW_PERCENT)
                                 : mixed(fill, 0xff000000u, PRESSED_PERCENT);
        }
    }
    if (fill == COLOUR_NONE && edge == COLOUR_NONE) {
        return;
    }
    SDL_Rect rect;
    paint_rect(brush->panel, node->rect, &rect);
    struct draw_look look = {
        .radius_px = line_px(brush->panel, node->radius_mm),
        .edge_px = line_px(brush->panel, edge_mm),
        .fill = fill,
        .edge = edge,
    };
    draw_rounded(brush->canvas, &rect, &look);
}

static void
paint_icon(const struct brush *brush, const struct node *node)
{
    SDL_Rect rect;
    paint_rect(brush->panel, node->icon_rect, &rect);
    uint32_t tint = ink_of(brush, node, node->icon_tint);
    struct image_look look = {.tint = tint, .mirrored = node->icon_mirrored};
    bool drawn = images_draw(brush->images, brush->canvas, node->icon, &rect, &look);
    if (drawn && node->disabled && tint == COLOUR_NONE) {
        // A picture in its own colours fades under a wash of the ground.
        uint32_t wash = (ground_of(brush, node) & 0xffffffu) | (255u * DISABLED_PERCENT / 100)
                                                                   << 24;
        draw_fill(brush->canvas, &rect, wash);
    }
}

void
prepare_node(const struct brush *brush, const struct node *node)
{
    SDL_Rect rect;
    paint_rect(brush->panel, node->icon_rect, &rect);
    if (has_icon(node)) {
        images_prepare(brush->images, node->icon, rect.w, rect.h);
    }
}

// Text -------------------------------------------------------------------------------------------

void
paint_text_spec(const struct panel *panel, const struct node *node, struct text_spec *spec)
{
    static const float caps[TYPE_STYLES] = {8.0f, 6.0f, 5.0f, 3.8f};
    float cap_mm = node->cap_mm > 0 ? node->cap_mm : caps[node->style];
    *spec = (struct text_spec){
        .text = node->text,
        .lang = node->lang,
        .dir = node->dir,
        .cap_px = cap_mm * panel->px_per_mm,
        .bold = node->bold,
        .width_px = to_px(panel, node->text_rect.w),
    };
}

// Running text and a page's share of a paragraph begin at the top of their rectangle; labels stand in
// its middle.
static bool
top_aligned(const struct node *node)
{
    return node->role == ROLE_TEXT || node->role == ROLE_HEADING || node->first_line != 0 ||
           node->line_count != 0;
}

static void
paint_text(const struct brush *brush, const struct node *node)
{
    struct text_spec spec;
    paint_text_spec(brush->panel, node, &spec);
    SDL_Rect rect;
    paint_rect(brush->panel, node->text_rect, &rect);
    const struct text_layout *layout = text_layout(brush->text, &spec);
    int spare = rect.h - layout->height_px;
    struct text_place place = {
        .x = rect.x,
        .y = top_aligned(node) || spare < 0 ? rect.y : rect.y + spare / 2,
        .width_px = spec.width_px,
        .first = node->first_line,
        .count = node->line_count,
        .align = node->align,
        .colour = ink_of(brush, node, node->fg),
    };
    if (place.first < layout->line_count) {
        text_draw(brush->text, layout, &place, brush->canvas, &brush->canvas->clip_rect);
    }
}

// Roles with a picture of their own --------------------------------------------------------------

static void
paint_progress(const struct brush *brush, const struct node *node)
{
    int edge = node->edge == COLOUR_NONE ? 0 : line_px(brush->panel, node->edge_mm);
    SDL_Rect bar;
    paint_rect(brush->panel, node->rect, &bar);
    bar = grown(bar, -edge);
    float value = node->value > 0 ? fminf(node->value, 1) : 0;
    int done = (int)((float)bar.w * value + 0.5f);
    if (done <= 0 || bar.h <= 0) {
        return;
    }
    if (node->dir == DIRECTION_RTL) {
        bar.x += bar.w - done;
    }
    bar.w = done;
    struct draw_look look = {
        .radius_px = line_px(brush->panel, node->radius_mm) - edge,
        .fill = node->fg,
    };
    draw_rounded(brush->canvas, &bar, &look);
}

static void
paint_qr(const struct brush *brush, const struct node *node)
{
    SDL_Rect rect;
    paint_rect(brush->panel, node->rect, &rect);
    // Black on white in every theme: many phones do not read an inverted code.
    draw_qr(brush->canvas, &rect, node->text ? node->text : "", 0xff000000u, 0xffffffffu);
}

static void
paint_map(const struct brush *brush, const struct node *node)
{
    SDL_Rect rect;
    paint_rect(brush->panel, node->rect, &rect);
    SDL_Rect part = {0, 0, rect.w, rect.h};
    SDL_BlitSurface(node->canvas, &part, brush->canvas, &rect);
}

SDL_Rect
node_bounds(const struct panel *panel, const struct node *node)
{
    SDL_Rect bounds;
    paint_rect(panel, node->rect, &bounds);
    if (has_icon(node)) {
        SDL_Rect icon;
        paint_rect(panel, node->icon_rect, &icon);
        SDL_UnionRect(&bounds, &icon, &bounds);
    }
    if (has_text(node)) {
        SDL_Rect text;
        paint_rect(panel, node->text_rect, &text);
        text = grown(text, line_px(panel, BLEED_MM));
        SDL_UnionRect(&bounds, &text, &bounds);
    }
    return bounds;
}

void
paint_node(const struct brush *brush, const struct node *node)
{
    SDL_Rect before = brush->canvas->clip_rect;
    SDL_Rect bounds = node_bounds(brush->panel, node);
    SDL_Rect seen;
    if (!SDL_IntersectRect(&before, &bounds, &seen)) {
        return;
    }
    SDL_SetClipRect(brush->canvas, &seen);
    paint_shape(brush, node);
    if (node->role == ROLE_PROGRESS) {
        paint_progress(brush, node);
    }
    if (node->role == ROLE_QR) {
        paint_qr(brush, node);
    }
    if (node->role == ROLE_MAP && node->canvas) {
        paint_map(brush, node);
    }
    if (has_icon(node)) {
        paint_icon(brush, node);
    }
    if (has_text(node)) {
        paint_text(brush, node);
    }
    SDL_SetClipRect(brush->canvas, &before);
}

// Focus ring -------------------------------------------------------------------------------------

SDL_Rect
ring_bounds(const struct panel *panel, const struct frame *frame, const struct node *node)
{
    SDL_Rect rect;
    paint_rect(panel, node->rect, &rect);
    return grown(rect, 3 * line_px(panel, frame->ring_mm));
}

void
paint_ring(const struct brush *brush, const struct frame *frame, const struct node *node)
{
    int line = line_px(brush->panel, frame->ring_mm);
    int radius = line_px(brush->panel, node->radius_mm);
    SDL_Rect rect;
    paint_rect(brush->panel, node->rect, &rect);
    // From the outside in, each one pixel under the next: no ground shines through the joints.
    for (int i = 2; i >= 0; i--) {
        if (line > 0 && frame->ring[i] != COLOUR_NONE) {
            SDL_Rect outline = grown(rect, (i + 1) * line);
            bool joined = i > 0 && frame->ring[i - 1] != COLOUR_NONE;
            struct draw_look look = {
                .radius_px = radius + (i + 1) * line,
                .edge_px = joined ? line + 1 : line,
                .edge = frame->ring[i],
            };
            draw_rounded(brush->canvas, &outline, &look);
        }
    }
}
