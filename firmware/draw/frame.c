#include "draw/draw.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"

struct panel
panel_make(int width_px, int height_px, float width_mm, float height_mm)
{
    ASSERT(width_px > 0 && height_px > 0 && width_mm > 0 && height_mm > 0);
    // Pixels are square; a data sheet's height is rounded. The layout must end at the last pixel.
    float px_per_mm = (float)width_px / width_mm;
    return (struct panel){
        .width_px = width_px,
        .height_px = height_px,
        .width_mm = width_mm,
        .height_mm = (float)height_px / px_per_mm,
        .px_per_mm = px_per_mm,
    };
}

int
panel_px(const struct panel *panel, float mm)
{
    // Upwards from halves on both sides of zero: neighbours that share an edge in mm share it in px.
    return (int)floorf(mm * panel->px_per_mm + 0.5f);
}

struct node *
frame_add(struct frame *frame, enum role role, const char *name, struct rect rect)
{
    if (frame->count == FRAME_NODES_MAX) {
        frame->full = true;
        return &frame->nodes[FRAME_NODES_MAX - 1];
    }
    struct node *node = &frame->nodes[frame->count++];
    *node = (struct node){
        .role = role,
        .rect = rect,
        .key = "",
        .text = "",
        .lang = "",
        .icon = "",
        .clip = "",
    };
    ASSERT(strlen(name) < sizeof node->name);
    memcpy(node->name, name, strlen(name));
    return node;
}

const struct node *
frame_find(const struct frame *frame, const char *name)
{
    for (int i = 0; i < frame->count; i++) {
        if (strcmp(frame->nodes[i].name, name) == 0) {
            return &frame->nodes[i];
        }
    }
    return NULL;
}

const struct node *
frame_hit(const struct frame *frame, float x_mm, float y_mm)
{
    for (int i = frame->count - 1; i >= 0; i--) {
        const struct node *node = &frame->nodes[i];
        if (node->action.kind != 0 && !node->disabled && rect_contains(node->rect, x_mm, y_mm)) {
            return node;
        }
        if (node->role == ROLE_DIALOG) {
            return NULL;
        }
    }
    return NULL;
}

bool
frame_drags(const struct frame *frame, float x_mm, float y_mm)
{
    for (int i = frame->count - 1; i >= 0; i--) {
        const struct node *node = &frame->nodes[i];
        bool solid = node->fill != COLOUR_NONE || node->action.kind != 0 ||
                     node->role == ROLE_MAP || node->role == ROLE_DIALOG;
        if (solid && rect_contains(node->rect, x_mm, y_mm)) {
            return node->draggable;
        }
    }
    return false;
}

static uint64_t
hash_string(uint64_t hash, const char *text)
{
    // The terminator keeps "ab" + "c" apart from "a" + "bc".
    return hash_bytes(hash_text(hash, text ? text : ""), "", 1);
}

// Each step can be undone, so that one number more or less never goes unnoticed.
static uint64_t
hash_number(uint64_t hash, uint64_t number)
{
    hash = (hash ^ number) * UINT64_C(0x100000001b3);
    return hash ^ hash >> 32;
}

static uint64_t
hash_float(uint64_t hash, float number)
{
    uint32_t bits;
    memcpy(&bits, &number, sizeof bits);
    return hash_number(hash, bits);
}

static uint64_t
hash_rect(uint64_t hash, struct rect rect)
{
    return hash_float(hash_float(hash_float(hash_float(hash, rect.x), rect.y), rect.w), rect.h);
}

static uint64_t
hash_flags(const struct node *node)
{
    const bool flags[] = {node->bold, node->icon_mirrored, node->focusable, node->focused,
        node->pressed, node->disabled, node->checked, node->draggable, node->sensitive,
        node->fallback, node->clipped, node->canvas != NULL};
    uint64_t bits = 0;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        bits = bits << 1 | flags[i];
    }
    return bits;
}

uint64_t
node_hash(const struct node *node)
{
    const float sizes[] = {node->cap_mm, node->edge_mm, node->radius_mm, node->value};
    const uint32_t numbers[] = {
        (uint32_t)node->role,
        (uint32_t)node->dir,
        (uint32_t)node->style,
        (uint32_t)node->align,
        (uint32_t)node->first_line,
        (uint32_t)node->line_count,
        node->fg,
        node->fill,
        node->edge,
        node->icon_tint,
        (uint32_t)node->action.kind,
        (uint32_t)node->action.arg2,
        (uint32_t)node->action.arg,
    };
    const char *const strings[] = {
        node->name, node->key, node->text, node->lang, node->icon, node->clip};
    uint64_t hash = hash_number(hash_number(HASH_SEED, hash_flags(node)), node->canvas_stamp);
    hash = hash_rect(hash_rect(hash_rect(hash, node->rect), node->text_rect), node->icon_rect);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        hash = hash_float(hash, sizes[i]);
    }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        hash = hash_number(hash, numbers[i]);
    }
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        hash = hash_string(hash, strings[i]);
    }
    return hash;
}

uint64_t
frame_hash(const struct frame *frame)
{
    const uint32_t numbers[] = {(uint32_t)frame->dir, (uint32_t)frame->page, (uint32_t)frame->pages,
        frame->paper, frame->ring[0], frame->ring[1], frame->ring[2], (uint32_t)frame->count,
        frame->full};
    uint64_t hash = hash_float(HASH_SEED, frame->ring_mm);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        hash = hash_number(hash, numbers[i]);
    }
    hash = hash_string(hash, frame->screen);
    hash = hash_string(hash, frame->lang);
    for (int i = 0; i < frame->count; i++) {
        hash = hash_number(hash, node_hash(&frame->nodes[i]));
    }
    return hash;
}

struct rect
rect_inset(struct rect rect, float mm)
{
    // Too narrow for the inset: an empty rectangle in the middle.
    float x = rect.w < 2 * mm ? rect.w / 2 : mm;
    float y = rect.h < 2 * mm ? rect.h / 2 : mm;
    return (struct rect){rect.x + x, rect.y + y, rect.w - 2 * x, rect.h - 2 * y};
}

bool
rect_contains(struct rect rect, float x, float y)
{
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}

bool
rect_overlaps(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
