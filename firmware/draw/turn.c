#include <SDL.h>
#include <string.h>

#include "draw/draw.h"

bool
turn_lies(enum turned turn)
{
    return turn == TURN_90 || turn == TURN_270;
}

void
turn_rect(enum turned turn, int width, int height, struct SDL_Rect *rect)
{
    SDL_Rect from = *rect;
    int right = width - from.x - from.w;
    int below = height - from.y - from.h;
    switch (turn) {
    case TURN_90:
        *rect = (SDL_Rect){below, from.x, from.h, from.w};
        break;
    case TURN_180:
        *rect = (SDL_Rect){right, below, from.w, from.h};
        break;
    case TURN_270:
        *rect = (SDL_Rect){from.y, right, from.h, from.w};
        break;
    case TURN_NONE:
        break;
    }
}

// Where the glass's top left corner is on the canvas.
static bool
at_right(enum turned turn)
{
    return turn == TURN_180 || turn == TURN_270;
}

static bool
at_foot(enum turned turn)
{
    return turn == TURN_90 || turn == TURN_180;
}

void
turn_point(enum turned turn, float *x, float *y)
{
    float across = turn_lies(turn) ? *y : *x;
    float down = turn_lies(turn) ? *x : *y;
    *x = at_right(turn) ? 1.0f - across : across;
    *y = at_foot(turn) ? 1.0f - down : down;
}

void
turn_pixels(enum turned turn, const struct SDL_Surface *canvas, const struct SDL_Rect *part,
    void *glass, int pitch)
{
    // Steps in pixels of the canvas for one pixel to the right and one row down on the glass.
    ptrdiff_t row = canvas->pitch / 4;
    const struct {
        ptrdiff_t right;
        ptrdiff_t down;
    } steps[] = {[TURN_NONE] = {1, row},
        [TURN_90] = {-row, 1},
        [TURN_180] = {-1, -row},
        [TURN_270] = {row, -1}};
    SDL_Rect to = *part;
    turn_rect(turn, canvas->w, canvas->h, &to);
    int first_x = at_right(turn) ? part->x + part->w - 1 : part->x;
    int first_y = at_foot(turn) ? part->y + part->h - 1 : part->y;
    const uint32_t *line = (const uint32_t *)canvas->pixels + first_y * row + first_x;
    for (int y = 0; y < to.h; y++, line += steps[turn].down) {
        uint32_t *out = (uint32_t *)((char *)glass + (ptrdiff_t)(to.y + y) * pitch) + to.x;
        if (turn == TURN_NONE) {
            memcpy(out, line, (size_t)to.w * sizeof *out);
            continue;
        }
        const uint32_t *in = line;
        for (int x = 0; x < to.w; x++, in += steps[turn].right) {
            out[x] = *in;
        }
    }
}
