// A glyph's outline, as HarfBuzz reads it, written down anew as a Type 2 charstring (Adobe Technical Note #5177)
// that calls no subroutine and holds no hint; and a second one of its control box, a rectangle round all its points,
// on the curve and off it. FreeType takes a glyph's measures from that box, rounded point by point: of both alike.

#include "text/internal.h"

enum {
    RLINETO = 5,
    HLINETO = 6,
    VLINETO = 7,
    RRCURVETO = 8,
    ENDCHAR = 14,
    RMOVETO = 21,
    SHORT = 28,
    FIXED = 255
};
enum { CURVE_BYTES = 6 * 5 + 1, ONE = 1 << 16 };

struct pen {
    uint8_t *out;
    uint8_t *last; // where only an ENDCHAR still fits behind a curve
    int32_t x;     // 16.16, units of the em
    int32_t y;
    int32_t left; // of all points so far
    int32_t right;
    int32_t bottom;
    int32_t top;
};

static int32_t
fixed(float value)
{
    bool sane = value > -32000.0f && value < 32000.0f; // a damaged font may say anything
    return sane ? (int32_t)(value * (float)ONE) : 0;
}

static void
put_number(struct pen *pen, int32_t value)
{
    int32_t whole = value / ONE;
    if (value % ONE != 0) {
        *pen->out++ = FIXED;
        *pen->out++ = (uint8_t)((uint32_t)value >> 24);
        *pen->out++ = (uint8_t)((uint32_t)value >> 16);
        *pen->out++ = (uint8_t)((uint32_t)value >> 8);
        *pen->out++ = (uint8_t)value;
    } else if (whole >= -107 && whole <= 107) {
        *pen->out++ = (uint8_t)(whole + 139);
    } else if (whole >= -1131 && whole <= 1131) {
        int rest = (whole < 0 ? -whole : whole) - 108;
        *pen->out++ = (uint8_t)((whole < 0 ? 251 : 247) + rest / 256);
        *pen->out++ = (uint8_t)rest;
    } else {
        *pen->out++ = SHORT;
        *pen->out++ = (uint8_t)((uint32_t)whole >> 8);
        *pen->out++ = (uint8_t)whole;
    }
}

// Both stay within 16 bits, their difference may not.
static int32_t
wrap(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a - (uint32_t)b);
}

static void
advance(struct pen *pen, int32_t x, int32_t y)
{
    pen->x = x;
    pen->y = y;
    pen->left = x < pen->left ? x : pen->left;
    pen->right = x > pen->right ? x : pen->right;
    pen->bottom = y < pen->bottom ? y : pen->bottom;
    pen->top = y > pen->top ? y : pen->top;
}

static void
put_point(struct pen *pen, float to_x, float to_y)
{
    int32_t x = fixed(to_x);
    int32_t y = fixed(to_y);
    put_number(pen, wrap(x, pen->x));
    put_number(pen, wrap(y, pen->y));
    advance(pen, x, y);
}

static void
move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    struct pen *pen = data;
    if (pen->out < pen->last) {
        put_point(pen, x, y);
        *pen->out++ = RMOVETO;
    }
}

static void
line_to(
    hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float to_x, float to_y, void *user)
{
    (void)funcs, (void)state, (void)user;
    struct pen *pen = data;
    int32_t x = fixed(to_x);
    int32_t y = fixed(to_y);
    if (pen->out >= pen->last) {
        return;
    }
    if (y == pen->y) {
        put_number(pen, wrap(x, pen->x));
        *pen->out++ = HLINETO;
    } else if (x == pen->x) {
        put_number(pen, wrap(y, pen->y));
        *pen->out++ = VLINETO;
    } else {
        put_number(pen, wrap(x, pen->x));
        put_number(pen, wrap(y, pen->y));
        *pen->out++ = RLINETO;
    }
    advance(pen, x, y);
}

// NOLINTNEXTLINE(readability-function-size): HarfBuzz's parameters
static void
cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2,
    float y2, float x3, float y3, void *user)
{
    (void)funcs, (void)state, (void)user;
    struct pen *pen = data;
    if (pen->out < pen->last) {
        put_point(pen, x1, y1);
        put_point(pen, x2, y2);
        put_point(pen, x3, y3);
        *pen->out++ = RRCURVETO;
    }
}

hb_draw_funcs_t *
outline_open(void)
{
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
    hb_draw_funcs_make_immutable(funcs);
    return funcs;
}

static size_t
put_box(const struct pen *of, uint8_t out[OUTLINE_BOX_BYTES])
{
    struct pen pen = {.out = out};
    if (of->left <= of->right) {
        put_number(&pen, of->left);
        put_number(&pen, of->bottom);
        *pen.out++ = RMOVETO;
        put_number(&pen, wrap(of->right, of->left));
        *pen.out++ = HLINETO;
        put_number(&pen, wrap(of->top, of->bottom));
        *pen.out++ = VLINETO;
        put_number(&pen, wrap(of->left, of->right));
        *pen.out++ = HLINETO;
    }
    *pen.out++ = ENDCHAR;
    return (size_t)(pen.out - out);
}

void
outline_write(hb_draw_funcs_t *funcs, hb_font_t *font, uint16_t glyph, struct outline *outline)
{
    struct pen pen = {.out = outline->bytes,
        .last = outline->bytes + OUTLINE_BYTES - CURVE_BYTES - 1,
        .left = INT32_MAX,
        .right = INT32_MIN,
        .bottom = INT32_MAX,
        .top = INT32_MIN};
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(font, glyph, funcs, &pen);
#else
    hb_font_get_glyph_shape(font, glyph, funcs, &pen);
#endif
    *pen.out++ = ENDCHAR;
    outline->len = (size_t)(pen.out - outline->bytes);
    outline->box_len = put_box(&pen, outline->box);
}
