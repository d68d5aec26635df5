// A name as a picture: set by text, given a halo, turned as a whole. Single glyphs are never turned, so
// that letters that join stay joined.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mapview/view.h"

enum { LETTER_SIDE_MAX = 1400, HALO_MAX = 12 };

struct plane { // one byte a pixel
    uint8_t *at;
    int width;
    int height;
};

// Right-to-left where the first strong letter is: Hebrew to Arabic Extended, and their old forms.
static enum direction
direction_of(const char *name)
{
    for (const unsigned char *at = (const unsigned char *)name; *at; at++) {
        bool hebrew_or_arabic = (*at == 0xd6 && at[1] >= 0x90) || (*at >= 0xd7 && *at <= 0xdf);
        bool extended = *at == 0xe0 && at[1] >= 0xa0 && at[1] <= 0xa3;
        bool forms = *at == 0xef && at[1] >= 0xac && at[1] <= 0xbb;
        if (hebrew_or_arabic || extended || forms) {
            return DIRECTION_RTL;
        }
        bool letter = (*at | 0x20) >= 'a' && (*at | 0x20) <= 'z' && *at < 0x80;
        if (letter || *at >= 0xc3) {
            return DIRECTION_LTR;
        }
    }
    return DIRECTION_LTR;
}

static enum align
align_of(const struct lettering *lettering)
{
    if (lettering->side == 0) {
        return ALIGN_CENTER;
    }
    bool start = (lettering->side < 0) == (direction_of(lettering->name) == DIRECTION_LTR);
    return start ? ALIGN_START : ALIGN_END;
}

static const struct text_layout *
lay_out(struct text *text, const struct lettering *lettering)
{
    struct text_spec spec = {.text = lettering->name,
        .lang = lettering->lang,
        .dir = direction_of(lettering->name),
        .cap_px = lettering->cap_px,
        .bold = lettering->bold,
        .width_px = lettering->width_px};
    return text_layout(text, &spec);
}

// Of the layout, from its top: half a capital above the baseline of one line, the middle of several.
static int
middle_of(const struct text_layout *layout, const struct lettering *lettering)
{
    const struct text_line *first = &layout->lines[0];
    const struct text_line *last = &layout->lines[layout->line_count - 1];
    return (first->baseline_px + last->baseline_px) / 2 - (int)lroundf(lettering->cap_px / 2);
}

struct letter_size
letter_measure(struct text *text, const struct lettering *lettering)
{
    const struct text_layout *layout = lay_out(text, lettering);
    if (layout->line_count == 0) {
        return (struct letter_size){0};
    }
    int middle = middle_of(layout, lettering);
    int lines = layout->lines[layout->line_count - 1].baseline_px - layout->lines[0].baseline_px;
    // Capitals and what hangs below them; marks above letters may reach into the gap between names.
    int half = lines / 2 + (int)lroundf(lettering->cap_px * 0.95F);
    return (struct letter_size){layout->width_px, half < middle ? half : middle, half};
}

static struct plane
plane_make(int width, int height)
{
    struct plane plane = {calloc((size_t)width * (size_t)height + 16, 1), width, height};
    ASSERT(plane.at);
    return plane;
}

// White on black; a channel of it is the coverage.
static struct plane
draw_ink(struct text *text, const struct text_layout *layout, enum align align, int pad)
{
    int width = layout->width_px + 2 * pad;
    int height = layout->height_px + 2 * pad;
    width = width < LETTER_SIDE_MAX ? width : LETTER_SIDE_MAX;
    height = height < LETTER_SIDE_MAX ? height : LETTER_SIDE_MAX;
    struct plane plane = plane_make(width, height);
    SDL_Surface *canvas =
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_XRGB8888);
    ASSERT(canvas);
    struct text_place place = {
        .x = pad, .y = pad, .width_px = layout->width_px, .align = align, .colour = 0xffffffff};
    text_draw(text, layout, &place, canvas, NULL);
    for (int y = 0; y < height; y++) {
        const uint8_t *row = (const uint8_t *)canvas->pixels + (ptrdiff_t)y * canvas->pitch;
        for (int x = 0; x < width; x++) {
            plane.at[(ptrdiff_t)y * width + x] = row[(ptrdiff_t)4 * x];
        }
    }
    SDL_FreeSurface(canvas);
    return plane;
}

// Every byte at least as much as that of from, count of them.
static void
lift(uint8_t *to, const uint8_t *from, int count)
{
    for (int i = 0; i < count; i++) {
        to[i] = from[i] > to[i] ? from[i] : to[i];
    }
}

// The greatest coverage within a disc: the letters grown on all sides.
static struct plane
grow(const struct plane *ink, float radius)
{
    struct plane halo = plane_make(ink->width, ink->height);
    int reach = (int)radius;
    for (int dy = -reach; dy <= reach; dy++) {
        int across = (int)sqrtf(radius * radius - (float)(dy * dy));
        for (int y = 0; y < ink->height; y++) {
            int from_y = y + dy;
            if (from_y < 0 || from_y >= ink->height) {
                continue;
            }
            uint8_t *to = halo.at + (ptrdiff_t)y * ink->width;
            const uint8_t *from = ink->at + (ptrdiff_t)from_y * ink->width;
            for (int dx = -across; dx <= across; dx++) {
                int skip = dx < 0 ? -dx : 0;
                int count = ink->width - (dx < 0 ? -dx : dx);
                lift(to + skip, from + skip + dx, count);
            }
        }
    }
    return halo;
}

struct turn { // from a pixel of the picture to one of the planes, 16.16
    int64_t cosine;
    int64_t sine;
    int from_x; // middles
    int from_y;
    int to_x;
    int to_y;
};

static int
sample(const struct plane *plane, int64_t x, int64_t y)
{
    int left = (int)(x >> 16);
    int top = (int)(y >> 16);
    int part_x = (int)(x >> 8 & 0xff);
    int part_y = (int)(y >> 8 & 0xff);
    if (left < 0 || top < 0 || left + 1 >= plane->width || top + 1 >= plane->height) {
        return 0;
    }
    const uint8_t *at = plane->at + (ptrdiff_t)top * plane->width + left;
    int above = at[0] * (256 - part_x) + at[1] * part_x;
    int below = at[plane->width] * (256 - part_x) + at[plane->width + 1] * part_x;
    return (above * (256 - part_y) + below * part_y + 0x8000) >> 16;
}

static struct plane
turned(const struct plane *plane, const struct turn *turn, int width, int height)
{
    struct plane to = plane_make(width, height);
    for (int y = 0; y < height; y++) {
        int64_t dy = y - turn->to_y;
        int64_t at_x = ((int64_t)turn->from_x << 16) - turn->to_x * turn->cosine + dy * turn->sine;
        int64_t at_y = ((int64_t)turn->from_y << 16) + turn->to_x * turn->sine + dy * turn->cosine;
        for (int x = 0; x < width; x++) {
            to.at[(ptrdiff_t)y * width + x] = (uint8_t)sample(plane, at_x, at_y);
            at_x += turn->cosine;
            at_y -= turn->sine;
        }
    }
    return to;
}

// Rows from the first to the last pixel that is not empty.
static struct letter *
pack(const struct plane *ink, const struct plane *halo, int anchor_x, int anchor_y)
{
    size_t most = (size_t)ink->width * (size_t)ink->height * 2;
    size_t rows = (size_t)ink->height + 1;
    struct letter *letter =
        malloc(sizeof *letter + rows * (sizeof *letter->rows + sizeof *letter->starts) + most);
    ASSERT(letter);
    *letter = (struct letter){
        .width = ink->width, .height = ink->height, .anchor_x = anchor_x, .anchor_y = anchor_y};
    letter->rows = (uint32_t *)(letter + 1);
    letter->starts = (uint16_t *)(letter->rows + rows);
    letter->cover = (uint8_t *)(letter->starts + rows);
    uint32_t count = 0;
    for (int y = 0; y < ink->height; y++) {
        const uint8_t *row = halo->at + (ptrdiff_t)y * ink->width;
        int first = 0;
        int end = ink->width;
        while (first < end && row[first] == 0) {
            first++;
        }
        while (end > first && row[end - 1] == 0) {
            end--;
        }
        letter->rows[y] = count;
        letter->starts[y] = (uint16_t)first;
        for (int x = first; x < end; x++, count++) {
            letter->cover[(size_t)count * 2] = ink->at[(ptrdiff_t)y * ink->width + x];
            letter->cover[(size_t)count * 2 + 1] = row[x];
        }
    }
    letter->rows[ink->height] = count;
    letter->bytes =
        sizeof *letter + rows * (sizeof *letter->rows + sizeof *letter->starts) + (size_t)count * 2;
    return letter;
}

// Pointers into it move with it.
static struct letter *
shrink(struct letter *letter)
{
    size_t rows = (size_t)letter->height + 1;
    letter = realloc(letter, letter->bytes);
    ASSERT(letter);
    letter->rows = (uint32_t *)(letter + 1);
    letter->starts = (uint16_t *)(letter->rows + rows);
    letter->cover = (uint8_t *)(letter->starts + rows);
    return letter;
}

struct letter *
letter_make(struct text *text, const struct lettering *lettering, float angle)
{
    const struct text_layout *layout = lay_out(text, lettering);
    float radius = fminf(lettering->halo_px, (float)HALO_MAX);
    int pad = (int)radius + 4; // for marks that lean out of their line
    struct plane ink = draw_ink(text, layout, align_of(lettering), pad);
    struct plane halo = grow(&ink, radius);
    struct turn turn = {.cosine = lroundf(cosf(angle) * 65536),
        .sine = lroundf(sinf(angle) * 65536),
        .from_x = ink.width / 2,
        .from_y = (layout->line_count > 0 ? middle_of(layout, lettering) : 0) + pad};
    turn.to_x = turn.from_x;
    turn.to_y = turn.from_y;
    if (turn.sine != 0) {
        float wide = fabsf(cosf(angle)) * (float)ink.width;
        float high = fabsf(sinf(angle)) * (float)ink.width;
        int reach = ink.height; // the anchor is not the planes' middle
        int width = (int)(wide + fabsf(sinf(angle)) * 2 * (float)reach) + 4;
        int height = (int)(high + fabsf(cosf(angle)) * 2 * (float)reach) + 4;
        turn.to_x = width / 2;
        turn.to_y = height / 2;
        struct plane ink_turned = turned(&ink, &turn, width, height);
        struct plane halo_turned = turned(&halo, &turn, width, height);
        free(ink.at);
        free(halo.at);
        ink = ink_turned;
        halo = halo_turned;
    }
    struct letter *letter = shrink(pack(&ink, &halo, turn.to_x, turn.to_y));
    free(ink.at);
    free(halo.at);
    return letter;
}

void
letter_free(struct letter *letter)
{
    free(letter);
}

void
letter_draw(const struct letter *letter, struct raster *raster, struct spot at,
    const struct label_style *style)
{
    int left = at.x - letter->anchor_x;
    int top = at.y - letter->anchor_y;
    const struct box *clip = &raster->clip;
    for (int y = 0; y < letter->height; y++) {
        int row_y = top + y;
        if (row_y < clip->top || row_y >= clip->bottom) {
            continue;
        }
        uint32_t *row = raster->pixels + (ptrdiff_t)row_y * raster->stride;
        int x = left + letter->starts[y];
        const uint8_t *cover = letter->cover + (size_t)letter->rows[y] * 2;
        const uint8_t *end = letter->cover + (size_t)letter->rows[y + 1] * 2;
        for (; cover < end; cover += 2, x++) {
            if (x >= clip->left && x < clip->right) {
                row[x] =
                    raster_mix(raster_mix(row[x], style->halo, cover[1]), style->ink, cover[0]);
            }
        }
    }
}
