// A line's picture: its runs, glyph by glyph from masks or as SDL_ttf draws them, gathered into coverage
// in blocks of four pixels, only those that are not empty.

#include <SDL.h>
#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "text/internal.h"

enum {
    PIECE_PX = 8192,     // a run is drawn in pieces of about this width
    PIECE_REACH_EMS = 2, // no ink reaches further to the left of its glyph
    JOINER = 0x200d,     // asks for the joined form
    PIECE_BYTES = 3 * TEXT_BYTES_MAX + 2 * UTF8_MAX + 1, // all U+FFFD, two joiners
};

struct piece { // of a run; SDL_ttf gets its text, HarfBuzz's glyphs say where it stands
    const struct layout_run *run;
    int first_glyph;
    int glyph_count;
    int start; // bytes
    int end;
    int32_t pen;
};

// What was shown is not left in the heap.
static void
wipe_and_free(void *data, size_t bytes)
{
    if (data) {
        explicit_bzero(data, bytes);
        free(data);
    }
}

// Joining type of the first code point from a border that is no mark.
static int
joining_type(const struct layout *layout, size_t border, bool backwards)
{
    size_t at = border;
    int type = U_JT_TRANSPARENT;
    while (type == U_JT_TRANSPARENT && (backwards ? at > 0 : at < layout->text_len)) {
        if (backwards) {
            do {
                at--;
            } while (at > 0 && ((unsigned char)layout->text[at] & 0xc0) == 0x80);
        }
        size_t next = at;
        uint32_t code = utf8_next(layout->text, layout->text_len, &next);
        type = u_getIntPropertyValue((UChar32)code, UCHAR_JOINING_TYPE);
        at = backwards ? at : next;
    }
    return type;
}

// True where a letter of the next piece or line joins: SDL_ttf sees only what it draws.
static bool
joins_across(const struct layout *layout, int border)
{
    int before = joining_type(layout, (size_t)border, true);
    if (before != U_JT_DUAL_JOINING && before != U_JT_LEFT_JOINING && before != U_JT_JOIN_CAUSING) {
        return false;
    }
    int after = joining_type(layout, (size_t)border, false);
    return after == U_JT_DUAL_JOINING || after == U_JT_RIGHT_JOINING || after == U_JT_JOIN_CAUSING;
}

static void
piece_text(const struct layout *layout, const struct piece *piece, char *out)
{
    if (joins_across(layout, piece->start)) {
        out += utf8_put(out, JOINER);
    }
    for (size_t at = (size_t)piece->start; at < (size_t)piece->end;) {
        uint32_t code = utf8_next(layout->text, layout->text_len, &at);
        bool hyphen = code == SOFT_HYPHEN && piece->run->hyphen && at == (size_t)piece->run->end;
        out += utf8_put(out, hyphen ? '-' : paragraph_shown(code));
    }
    if (joins_across(layout, piece->end)) {
        out += utf8_put(out, JOINER);
    }
    *out = '\0';
}

// Where the surface's corner stands, from the piece's pen on the baseline. SDL_ttf puts the pen at its
// left edge and the ascent above the baseline, but moves both so that all ink is inside, and does not
// say how far: the glyphs do.
static SDL_Point
corner(struct text *text, const struct layout *layout, const struct piece *piece,
    const SDL_Surface *drawn)
{
    hb_font_t *shaper = fonts_shaper(text->fonts, piece->run->size);
    TTF_Font *drawer = fonts_drawer(text->fonts, piece->run->size);
    int ascent = TTF_FontAscent(drawer);
    bool tall = drawn->h > TTF_FontHeight(drawer);
    int32_t reach = PIECE_REACH_EMS * fonts_view(text->fonts, piece->run->size).em_px * PX;
    SDL_Point at = {0, 0};
    for (int i = 0; i < piece->glyph_count; i++) {
        const struct glyph *glyph = &layout->glyphs[piece->first_glyph + i];
        int32_t x = pen_add(glyph->x, -piece->pen);
        hb_glyph_extents_t ink = {0};
        if ((tall || x < reach) && hb_font_get_glyph_extents(shaper, glyph->id, &ink)) {
            int left = px_floor(x) + px_floor(ink.x_bearing);
            int top = px_floor(ascent * PX - glyph->y) - px_ceil(ink.y_bearing);
            at.x = left < at.x ? left : at.x;
            at.y = tall && top < at.y ? top : at.y;
        }
    }
    at.y -= ascent;
    return at;
}

static SDL_Surface *
draw_piece(struct text *text, const struct layout *layout, const struct piece *piece)
{
    piece_text(layout, piece, text->piece_text);
    struct font_words words = {
        text->piece_text, piece->run->size, piece->run->script, piece->run->rtl};
    SDL_Surface *drawn = fonts_draw(text->fonts, &words);
    explicit_bzero(text->piece_text, strlen(text->piece_text));
    return drawn;
}

static void
keep_piece(struct text *text, struct drawn_piece piece)
{
    text->pieces =
        array_grow(text->pieces, text->piece_count, &text->piece_room, sizeof *text->pieces);
    text->pieces[text->piece_count++] = piece;
}

static void
add_piece(struct text *text, const struct layout *layout, const struct piece *piece)
{
    int left = px_floor(piece->pen + PX / 2);
    if (left < -INK_SIDE_MAX || left > INK_SIDE_MAX) {
        return;
    }
    SDL_Surface *drawn = draw_piece(text, layout, piece);
    if (!drawn) {
        return;
    }
    SDL_Point at = corner(text, layout, piece, drawn);
    keep_piece(text, (struct drawn_piece){.alpha = drawn->pixels,
                         .pitch = drawn->pitch,
                         .left = left + at.x,
                         .top = at.y,
                         .width = drawn->w,
                         .height = drawn->h,
                         .drawn = drawn});
}

// The code point of glyph i's cluster; false if it has more than one.
static bool
only_code(const struct layout *layout, const struct layout_run *run, int i, uint32_t *code)
{
    const struct glyph *glyph = &layout->glyphs[run->first_glyph + i];
    int behind = run->rtl ? -1 : 1; // in the text
    bool last = i + behind < 0 || i + behind == run->glyph_count;
    size_t end = last ? (size_t)run->end : glyph[behind].at;
    size_t at = glyph->at;
    *code = paragraph_shown(utf8_next(layout->text, layout->text_len, &at));
    return at == end;
}

static void
forget_run_glyphs(struct text *text)
{
    wipe_and_free(text->run_glyphs, (size_t)text->run_glyph_room * sizeof *text->run_glyphs);
    text->run_glyphs = NULL;
    text->run_glyph_room = 0;
}

// A run whose glyphs all stand by themselves; false if one does not.
static bool
add_masks(struct text *text, const struct layout *layout, const struct layout_run *run)
{
    if (run->hyphen) { // its text says soft hyphen
        return false;
    }
    if (run->glyph_count > text->run_glyph_room) {
        forget_run_glyphs(text);
        text->run_glyph_room = run->glyph_count;
        text->run_glyphs = calloc((size_t)run->glyph_count, sizeof *text->run_glyphs);
        ASSERT(text->run_glyphs);
    }
    for (int i = 0; i < run->glyph_count; i++) {
        text->run_glyphs[i].id = layout->glyphs[run->first_glyph + i].id;
        if (!only_code(layout, run, i, &text->run_glyphs[i].code)) {
            return false;
        }
    }
    struct mask_run wanted = {text->run_glyphs, run->glyph_count, run->size, run->script};
    if (!masks_draw(text, &wanted)) {
        return false;
    }
    int left = px_floor(run->pen + PX / 2);
    for (int i = 0; i < run->glyph_count; i++) {
        const struct glyph *glyph = &layout->glyphs[run->first_glyph + i];
        const struct mask *mask = mask_of(text, run->size, glyph->id);
        int x = left + px_floor(pen_add(glyph->x, -run->pen));
        if (mask && x > -INK_SIDE_MAX && x < INK_SIDE_MAX) {
            keep_piece(text, (struct drawn_piece){.alpha = mask->alpha,
                                 .pitch = mask->pitch,
                                 .left = x + mask->left,
                                 .top = px_floor(-glyph->y) + mask->top,
                                 .width = mask->width,
                                 .height = mask->height});
        }
    }
    return true;
}

// A run in pieces that end between clusters; nearly always there is one.
static void
add_run(struct text *text, const struct layout *layout, const struct layout_run *run)
{
    struct piece piece = {run, run->first_glyph, 0, run->start, run->end, run->pen};
    int32_t pen = run->pen;
    for (int i = 0; i < run->glyph_count; i++) {
        const struct glyph *glyph = &layout->glyphs[run->first_glyph + i];
        bool border = i > 0 && glyph[-1].at != glyph->at;
        if (border && pen_add(pen, -piece.pen) > PIECE_PX * PX) {
            int next = run->rtl ? glyph[-1].at : glyph->at;
            *(run->rtl ? &piece.start : &piece.end) = next;
            add_piece(text, layout, &piece);
            piece = (struct piece){run, run->first_glyph + i, 0, run->start, run->end, pen};
            *(run->rtl ? &piece.end : &piece.start) = next;
        }
        piece.glyph_count++;
        pen = pen_add(pen, glyph->advance);
    }
    add_piece(text, layout, &piece);
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
        right = piece->left + piece->width > right ? piece->left + piece->width : right;
        bottom = piece->top + piece->height > bottom ? piece->top + piece->height : bottom;
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

static void
add_row(uint8_t *at, const uint8_t *alpha, int count)
{
    int k = 0;
    for (; k + (int)sizeof(bytes16) <= count; k += (int)sizeof(bytes16)) {
        bytes16 under = *(const bytes16 *)(at + k);
        bytes16 sum = under + *(const bytes16 *)(alpha + k);
        *(bytes16 *)(at + k) = sum | (bytes16)(sum < under); // a sum that wrapped is full
    }
    for (; k < count; k++) {
        int sum = at[k] + alpha[k];
        at[k] = (uint8_t)(sum > 255 ? 255 : sum);
    }
}

// In a run SDL_ttf joins the bits of glyphs that touch. Reads and writes up to the next MASK_STEP.
static void
or_row(uint8_t *at, const uint8_t *alpha, int count)
{
    for (int k = 0; k < count; k += MASK_STEP) {
        *(bytes16 *)(at + k) |= *(const bytes16 *)(alpha + k);
    }
}

// Where runs touch, the coverage of both adds up: a join has no seam.
static void
gather(uint8_t *dense, int stride, const struct ink_box *box, const struct drawn_piece *piece)
{
    int x = piece->left - box->left;
    int y = piece->top - box->top;
    int width = piece->width < box->width - x ? piece->width : box->width - x;
    int height = piece->height < box->height - y ? piece->height : box->height - y;
    bool whole = !piece->drawn && width == piece->width;
    for (int i = 0; i < height && width > 0; i++) {
        uint8_t *row = dense + (ptrdiff_t)(y + i) * stride + x;
        const uint8_t *alpha = piece->alpha + (ptrdiff_t)i * piece->pitch;
        if (whole) {
            or_row(row, alpha, width);
        } else {
            add_row(row, alpha, width);
        }
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
    if (!text->piece_text) {
        text->piece_text = malloc(PIECE_BYTES);
        ASSERT(text->piece_text);
    }
    text->piece_count = 0;
    for (int i = part->first_run; i < part->first_run + part->run_count; i++) {
        if (!add_masks(text, layout, &layout->runs[i])) {
            add_run(text, layout, &layout->runs[i]);
        }
    }
    struct ink_box box = measure(text);
    int stride = (box.width + INK_WORD - 1) / INK_WORD * INK_WORD;
    uint8_t *dense = scratch(text, (size_t)stride * (size_t)box.height + MASK_STEP);
    for (int i = 0; i < text->piece_count; i++) {
        gather(dense, stride, &box, &text->pieces[i]);
        if (text->pieces[i].drawn) {
            fonts_free_drawn(text->pieces[i].drawn);
        }
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
    forget_run_glyphs(text);
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
