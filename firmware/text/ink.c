// A line's picture: its glyphs' masks at HarfBuzz's places, gathered into coverage in blocks of four pixels,
// only those that are not empty.

#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

// What was shown is not left in the heap.
static void
wipe_and_free(void *data, size_t bytes)
{
    if (data) {
        explicit_bzero(data, bytes);
        free(data);
    }
}

static void
keep_piece(struct text *text, struct drawn_piece piece)
{
    text->pieces =
        array_grow(text->pieces, text->piece_count, &text->piece_room, sizeof *text->pieces);
    text->pieces[text->piece_count++] = piece;
}

// SDL_ttf's and FreeType's way: a run begins on a whole pixel, and its glyphs stand on whole ones.
static void
add_run(struct text *text, const struct layout *layout, const struct layout_run *run)
{
    const struct glyph *glyphs = &layout->glyphs[run->first_glyph];
    masks_draw(text, run->size, glyphs, run->glyph_count);
    int left = px_floor(run->pen + PX / 2);
    for (int i = 0; i < run->glyph_count; i++) {
        const struct mask *mask = mask_of(text, run->size, glyphs[i].id);
        int x = left + px_floor(pen_add(glyphs[i].x, -run->pen));
        if (mask && x > -INK_SIDE_MAX && x < INK_SIDE_MAX) {
            keep_piece(text, (struct drawn_piece){.mask = mask,
                                 .left = x + mask->left,
                                 .top = px_floor(-glyphs[i].y) + mask->top});
        }
    }
}

// All pieces. Lines nobody wraps may be endless; what lies behind INK_SIDE_MAX is on no screen.
static struct ink_box
measure(const struct text *text)
{
    int left = INK_SIDE_MAX;
    int top = INK_SIDE_MAX;
    int right = -INK_SIDE_MAX;
    int bottom = -INK_SIDE_MAX;
    for (int i = 0; i < text->piece_count; i++) {
        const struct drawn_piece *piece = &text->pieces[i];
        left = piece->left < left ? piece->left : left;
        top = piece->top < top ? piece->top : top;
        right = piece->left + piece->mask->width > right ? piece->left + piece->mask->width : right;
        bottom =
            piece->top + piece->mask->height > bottom ? piece->top + piece->mask->height : bottom;
    }
    if (right <= left || bottom <= top) {
        return (struct ink_box){0};
    }
    int width = right - left < INK_SIDE_MAX ? right - left : INK_SIDE_MAX;
    int height = bottom - top < INK_HEIGHT_MAX ? bottom - top : INK_HEIGHT_MAX;
    return (struct ink_box){left, top, width, height};
}

// Sixteen pixels side by side, anywhere.
typedef uint8_t bytes16 __attribute__((vector_size(16), aligned(1), may_alias));

// SDL_ttf joins the bits of glyphs that touch. Reads and writes up to the next MASK_STEP.
static void
or_row(uint8_t *at, const uint8_t *alpha, int count)
{
    for (int k = 0; k < count; k += MASK_STEP) {
        *(bytes16 *)(at + k) |= *(const bytes16 *)(alpha + k);
    }
}

static void
gather(uint8_t *dense, int stride, const struct ink_box *box, const struct drawn_piece *piece)
{
    const struct mask *mask = piece->mask;
    int x = piece->left - box->left;
    int y = piece->top - box->top;
    int height = mask->height < box->height - y ? mask->height : box->height - y;
    if (mask->width > box->width - x) { // at the end of what is on any screen
        return;
    }
    for (int i = 0; i < height; i++) {
        or_row(dense + (ptrdiff_t)(y + i) * stride + x, mask->alpha + (ptrdiff_t)i * mask->pitch,
            mask->width);
    }
}

static uint8_t *
scratch(struct text *text, size_t bytes)
{
    if (bytes > text->scratch_room) {
        wipe_and_free(text->scratch, text->scratch_room);
        text->scratch = malloc(bytes);
        ASSERT(text->scratch);
        text->scratch_room = bytes;
    }
    if (bytes > 0) {
        memset(text->scratch, 0, bytes);
    }
    return text->scratch;
}

static bool
is_empty(const uint8_t *row, size_t len)
{
    return row[0] == 0 && memcmp(row, row + 1, len - 1) == 0;
}

// Takes the empty rows above and below from the box; returns the first row.
static const uint8_t *
trim(const uint8_t *dense, int stride, struct ink_box *box)
{
    size_t row = (size_t)stride;
    while (box->height > 0 && is_empty(dense, row)) {
        dense += row;
        box->top++;
        box->height--;
    }
    while (box->height > 0 && is_empty(dense + row * (size_t)(box->height - 1), row)) {
        box->height--;
    }
    if (box->height == 0) {
        *box = (struct ink_box){0};
    }
    return dense;
}

// Room for every block there may be, kept for the next line.
static void
reserve_blocks(struct text *text, const struct ink_box *box, int stride)
{
    size_t row = (size_t)stride / INK_BLOCK;
    size_t most = row * (size_t)box->height + row; // the last row's words stand behind all blocks
    if (most > text->block_room) {
        wipe_and_free(text->block_alpha, text->block_room * INK_BLOCK);
        wipe_and_free(text->block_xs, text->block_room * sizeof *text->block_xs);
        text->block_alpha = malloc(most * INK_BLOCK);
        text->block_xs = malloc(most * sizeof *text->block_xs);
        ASSERT(text->block_alpha && text->block_xs);
        text->block_room = most;
    }
}

// Where the words of two blocks are that are not empty. Here and below all is written and what is not needed
// written over: no branch to guess.
static int
find_words(const uint8_t *row, int stride, uint16_t *xs)
{
    int count = 0;
    for (int x = 0; x < stride; x += INK_WORD) {
        uint64_t word = 0;
        memcpy(&word, row + x, INK_WORD);
        xs[count] = (uint16_t)x;
        count += word != 0;
    }
    return count;
}

// The blocks of a row: one of a word whose ink is no wider, else two.
static uint32_t
pack_row(struct text *text, const uint8_t *row, int stride, uint32_t at)
{
    uint16_t *xs = text->block_xs;
    uint8_t *alpha = text->block_alpha;
    const uint16_t *words = xs + text->block_room - (size_t)stride / INK_BLOCK;
    int count = find_words(row, stride, xs + text->block_room - (size_t)stride / INK_BLOCK);
    for (int i = 0; i < count; i++) {
        uint64_t word = 0;
        memcpy(&word, row + words[i], INK_WORD);
        unsigned first = (unsigned)__builtin_ctzll(word) / 8;
        unsigned last = (63U ^ (unsigned)__builtin_clzll(word)) / 8;
        unsigned wide = (last - first) / INK_BLOCK;
        // 0 if wide, else first, but no later than the word's second half.
        unsigned from = first & ~(first / INK_BLOCK * (INK_BLOCK - 1)) & (wide - 1);
        uint32_t blocks[2] = {(uint32_t)(word >> (8 * from)), (uint32_t)(word >> 32)};
        xs[at] = (uint16_t)(words[i] + from);
        xs[at + 1] = (uint16_t)(words[i] + INK_BLOCK);
        memcpy(alpha + (size_t)at * INK_BLOCK, blocks, sizeof blocks);
        at += 1 + wide;
    }
    return at;
}

static struct ink *
pack(struct text *text, const uint8_t *dense, int stride, const struct ink_box *box)
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
    if (text->masks.bytes >= MASK_BYTES_MAX) {
        masks_forget(text);
    }
    text->piece_count = 0;
    for (int i = part->first_run; i < part->first_run + part->run_count; i++) {
        add_run(text, layout, &layout->runs[i]);
    }
    struct ink_box box = measure(text);
    int stride = (box.width + INK_WORD - 1) / INK_WORD * INK_WORD;
    uint8_t *dense = scratch(text, (size_t)stride * (size_t)box.height + MASK_STEP);
    for (int i = 0; i < text->piece_count; i++) {
        gather(dense, stride, &box, &text->pieces[i]);
    }
    const uint8_t *first = trim(dense, stride, &box);
    struct ink *ink = pack(text, first, stride, &box);
    text->line_bytes += ink->bytes;
    text->drawn++;
    return ink;
}

void
ink_forget(struct text *text)
{
    if (text->pieces) {
        explicit_bzero(text->pieces, (size_t)text->piece_room * sizeof *text->pieces);
    }
    if (text->scratch) {
        explicit_bzero(text->scratch, text->scratch_room);
    }
    if (text->block_alpha) {
        explicit_bzero(text->block_alpha, text->block_room * INK_BLOCK);
        explicit_bzero(text->block_xs, text->block_room * sizeof *text->block_xs);
    }
}

void
ink_free(struct text *text, struct ink **ink)
{
    if (*ink) {
        text->line_bytes -= (*ink)->bytes;
        wipe_and_free(*ink, (*ink)->bytes);
        *ink = NULL;
    }
}
