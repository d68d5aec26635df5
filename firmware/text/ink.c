// A line's picture: coverage in blocks of eight pixels, only those that are not empty.

#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

// The bounds of all masks of a line. Lines nobody wraps may be endless; what lies behind
// INK_SIDE_MAX is on no screen.
static struct mask_box
measure(struct text *text, const struct layout *layout, const struct layout_line *part)
{
    int left = INK_SIDE_MAX;
    int top = INK_SIDE_MAX;
    int right = -INK_SIDE_MAX;
    int bottom = -INK_SIDE_MAX;
    for (int i = part->first_run; i < part->first_run + part->run_count; i++) {
        const struct layout_run *run = &layout->runs[i];
        for (int k = run->first_glyph; k < run->first_glyph + run->glyph_count; k++) {
            struct mask_box box = glyphs_mask(text, &layout->glyphs[k], run->size).box;
            if (box.width == 0 || box.left < -INK_SIDE_MAX || box.left > INK_SIDE_MAX) {
                continue;
            }
            left = box.left < left ? box.left : left;
            top = box.top < top ? box.top : top;
            right = box.left + box.width > right ? box.left + box.width : right;
            bottom = box.top + box.height > bottom ? box.top + box.height : bottom;
        }
    }
    if (right <= left || bottom <= top) {
        return (struct mask_box){0};
    }
    int width = right - left < INK_SIDE_MAX ? right - left : INK_SIDE_MAX;
    int height = bottom - top < MASK_SIDE_MAX ? bottom - top : MASK_SIDE_MAX;
    return (struct mask_box){left, top, width, height};
}

// Where letters touch, the coverage of both adds up: a join has no seam.
static void
add_mask(uint8_t *out, int stride, const struct mask_box *ink, const struct mask_view *mask)
{
    int x = mask->box.left - ink->left;
    int y = mask->box.top - ink->top;
    if (x < 0 || x + mask->box.width > ink->width || y < 0 || y + mask->box.height > ink->height) {
        return;
    }
    const uint8_t *alpha = mask->alpha;
    for (int row = 0; row < mask->box.height; row++) {
        uint8_t *at = out + (ptrdiff_t)(y + row) * stride + x;
        for (int i = 0; i < mask->box.width; i++) {
            unsigned sum = (unsigned)at[i] + alpha[i];
            at[i] = (uint8_t)(sum > 255 ? 255 : sum);
        }
        alpha += mask->box.width;
    }
}

static uint8_t *
scratch(struct text *text, size_t bytes)
{
    if (bytes > text->scratch_room) {
        free(text->scratch);
        text->scratch = malloc(bytes);
        ASSERT(text->scratch);
        text->scratch_room = bytes;
    }
    memset(text->scratch, 0, bytes);
    return text->scratch;
}

static size_t
count_blocks(const uint8_t *dense, size_t bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < bytes; i += INK_BLOCK) {
        uint64_t block = 0;
        memcpy(&block, dense + i, INK_BLOCK);
        count += block != 0;
    }
    return count;
}

static struct ink *
pack(const uint8_t *dense, int stride, const struct mask_box *box)
{
    size_t count = count_blocks(dense, (size_t)stride * (size_t)box->height);
    size_t rows = ((size_t)box->height + 1) * sizeof(uint32_t);
    size_t bytes = sizeof(struct ink) + count * (INK_BLOCK + sizeof(uint16_t)) + rows;
    struct ink *ink = malloc(bytes);
    ASSERT(ink);
    *ink = (struct ink){.box = *box, .bytes = bytes};
    ink->alpha = (uint8_t *)(ink + 1);
    ink->rows = (uint32_t *)(void *)(ink->alpha + count * INK_BLOCK);
    ink->xs = (uint16_t *)(ink->rows + box->height + 1);
    uint32_t at = 0;
    for (int y = 0; y < box->height; y++) {
        ink->rows[y] = at;
        for (int x = 0; x < stride; x += INK_BLOCK) {
            uint64_t block = 0;
            memcpy(&block, dense + (ptrdiff_t)y * stride + x, INK_BLOCK);
            if (block) {
                memcpy(ink->alpha + (size_t)at * INK_BLOCK, &block, INK_BLOCK);
                ink->xs[at++] = (uint16_t)x;
            }
        }
    }
    ink->rows[box->height] = at;
    return ink;
}

struct ink *
ink_make(struct text *text, const struct layout *layout, const struct layout_line *part)
{
    struct mask_box box = measure(text, layout, part);
    int stride = (box.width + INK_BLOCK - 1) / INK_BLOCK * INK_BLOCK;
    uint8_t *dense = scratch(text, (size_t)stride * (size_t)box.height + INK_BLOCK);
    for (int i = part->first_run; i < part->first_run + part->run_count; i++) {
        const struct layout_run *run = &layout->runs[i];
        for (int k = run->first_glyph; k < run->first_glyph + run->glyph_count; k++) {
            struct mask_view mask = glyphs_mask(text, &layout->glyphs[k], run->size);
            if (mask.box.width > 0) {
                add_mask(dense, stride, &box, &mask);
            }
        }
    }
    struct ink *ink = pack(dense, stride, &box);
    text->line_bytes += ink->bytes;
    text->drawn++;
    return ink;
}

void
ink_free(struct text *text, struct ink **ink)
{
    if (*ink) {
        text->line_bytes -= (*ink)->bytes;
        free(*ink);
        *ink = NULL;
    }
}
