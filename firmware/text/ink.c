// A line's picture: coverage in blocks of eight pixels, only those that are not empty.

#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

struct bounds {
    int left;
    int top;
    int right;
    int bottom;
};

static void
widen(struct bounds *bounds, const struct mask_box *box)
{
    if (box->width == 0 || box->left < -INK_SIDE_MAX || box->left > INK_SIDE_MAX) {
        return;
    }
    int right = box->left + box->width;
    int bottom = box->top + box->height;
    bounds->left = box->left < bounds->left ? box->left : bounds->left;
    bounds->top = box->top < bounds->top ? box->top : bounds->top;
    bounds->right = right > bounds->right ? right : bounds->right;
    bounds->bottom = bottom > bounds->bottom ? bottom : bounds->bottom;
}

// The bounds of all masks of a line. Lines nobody wraps may be endless; what lies behind
// INK_SIDE_MAX is on no screen.
static struct mask_box
measure(struct text *text, const struct layout *layout, const struct layout_line *part)
{
    struct bounds all = {INK_SIDE_MAX, INK_SIDE_MAX, -INK_SIDE_MAX, -INK_SIDE_MAX};
    for (int i = part->first_run; i < part->first_run + part->run_count; i++) {
        const struct layout_run *run = &layout->runs[i];
        for (int k = run->first_glyph; k < run->first_glyph + run->glyph_count; k++) {
            struct mask_view mask = glyphs_mask(text, &layout->glyphs[k], run->size);
            widen(&all, &mask.box);
        }
    }
    if (all.right <= all.left || all.bottom <= all.top) {
        return (struct mask_box){0};
    }
    int width = all.right - all.left;
    int height = all.bottom - all.top;
    return (struct mask_box){
        .left = all.left,
        .top = all.top,
        .width = width < INK_SIDE_MAX ? width : INK_SIDE_MAX,
        .height = height < MASK_SIDE_MAX ? height : MASK_SIDE_MAX,
    };
}

// Sixteen pixels side by side, anywhere.
typedef uint8_t bytes16 __attribute__((vector_size(16), aligned(1), may_alias));

static inline void
add_bytes(uint8_t *at, const uint8_t *alpha)
{
    bytes16 under = *(const bytes16 *)at;
    bytes16 sum = under + *(const bytes16 *)alpha;
    *(bytes16 *)at = sum | (bytes16)(sum < under); // a sum that wrapped is full
}

// Where letters touch, the coverage of both adds up: a join has no seam. Rows of masks are padded to
// whole registers with empty pixels, and dense has room behind its last row.
static void
add_mask(uint8_t *dense, int stride, const struct mask_box *ink, const struct mask_view *mask)
{
    int x = mask->box.left - ink->left;
    int y = mask->box.top - ink->top;
    if (x < 0 || x + mask->box.width > ink->width || y < 0 || y + mask->box.height > ink->height) {
        return;
    }
    int width = mask_stride(&mask->box);
    const uint8_t *alpha = mask->alpha;
    uint8_t *row = dense + (ptrdiff_t)y * stride + x;
    for (int i = 0; i < mask->box.height; i++) {
        for (int k = 0; k < width; k += MASK_PAD) {
            add_bytes(row + k, alpha + k);
        }
        alpha += width;
        row += stride;
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

// Room for every block there may be, kept for the next line.
static void
reserve_blocks(struct text *text, const struct mask_box *box, int stride)
{
    size_t most = (size_t)stride / INK_BLOCK * (size_t)box->height;
    if (most > text->block_room) {
        free(text->block_alpha);
        free(text->block_xs);
        text->block_alpha = malloc(most * INK_BLOCK);
        text->block_xs = malloc(most * sizeof *text->block_xs);
        ASSERT(text->block_alpha && text->block_xs);
        text->block_room = most;
    }
}

static uint32_t
pack_row(struct text *text, const uint8_t *row, int stride, uint32_t at)
{
    for (int x = 0; x < stride; x += INK_BLOCK) {
        uint64_t block = 0;
        memcpy(&block, row + x, INK_BLOCK);
        // Written always, kept if it is not empty: no branch to guess.
        memcpy(text->block_alpha + (size_t)at * INK_BLOCK, &block, INK_BLOCK);
        text->block_xs[at] = (uint16_t)x;
        at += block != 0;
    }
    return at;
}

static struct ink *
pack(struct text *text, const uint8_t *dense, int stride, const struct mask_box *box)
{
    reserve_blocks(text, box, stride);
    size_t rows = ((size_t)box->height + 1) * sizeof(uint32_t);
    struct ink *ink = malloc(sizeof *ink + rows);
    ASSERT(ink);
    *ink = (struct ink){.box = *box};
    uint32_t *starts = (uint32_t *)(ink + 1);
    uint32_t count = 0;
    for (int y = 0; y < box->height; y++) {
        starts[y] = count;
        count = pack_row(text, dense + (ptrdiff_t)y * stride, stride, count);
    }
    starts[box->height] = count;
    ink->bytes = sizeof *ink + rows + count * (INK_BLOCK + sizeof *ink->xs);
    ink = realloc(ink, ink->bytes);
    ASSERT(ink);
    ink->rows = (uint32_t *)(ink + 1);
    ink->xs = (uint16_t *)(ink->rows + box->height + 1);
    ink->alpha = (uint8_t *)(ink->xs + count);
    if (count > 0) {
        memcpy(ink->xs, text->block_xs, count * sizeof *ink->xs);
        memcpy(ink->alpha, text->block_alpha, (size_t)count * INK_BLOCK);
    }
    return ink;
}

struct ink *
ink_make(struct text *text, const struct layout *layout, const struct layout_line *part)
{
    struct mask_box box = measure(text, layout, part);
    int stride = (box.width + INK_BLOCK - 1) / INK_BLOCK * INK_BLOCK;
    uint8_t *dense = scratch(text, (size_t)stride * (size_t)box.height + MASK_PAD);
    for (int i = part->first_run; i < part->first_run + part->run_count; i++) {
        const struct layout_run *run = &layout->runs[i];
        for (int k = run->first_glyph; k < run->first_glyph + run->glyph_count; k++) {
            struct mask_view mask = glyphs_mask(text, &layout->glyphs[k], run->size);
            if (mask.box.width > 0) {
                add_mask(dense, stride, &box, &mask);
            }
        }
    }
    struct ink *ink = pack(text, dense, stride, &box);
    text->line_bytes += ink->bytes;
    text->drawn++;
    return ink;
}

void
ink_free(struct text *text, struct ink **ink)
{
    if (*ink) {
        text->line_bytes -= (*ink)->bytes;
        explicit_bzero(*ink, (*ink)->bytes);
        free(*ink);
        *ink = NULL;
    }
}
