#include <SDL.h>
#include <qrencode.h>

#include "draw/draw.h"

enum { QUIET_ZONE = 4 };

static void
draw_modules(struct SDL_Surface *canvas, const QRcode *code, const SDL_Rect *first, uint32_t dark)
{
    for (int y = 0; y < code->width; y++) {
        const unsigned char *row = code->data + (ptrdiff_t)y * code->width;
        SDL_Rect module = {.y = first->y + y * first->h, .w = first->w, .h = first->h};
        for (int x = 0; x < code->width; x++) {
            module.x = first->x + x * first->w;
            if (row[x] & 1) {
                draw_fill(canvas, &module, dark);
            }
        }
    }
}

bool
draw_qr(struct SDL_Surface *canvas, const struct SDL_Rect *rect, const char *text, uint32_t dark,
    uint32_t light)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code) {
        return false;
    }
    int modules = code->width + 2 * QUIET_ZONE;
    int px = (rect->w < rect->h ? rect->w : rect->h) / modules;
    if (px > 0) {
        int side = modules * px;
        SDL_Rect ground = {
            rect->x + (rect->w - side) / 2, rect->y + (rect->h - side) / 2, side, side};
        draw_fill(canvas, &ground, light);
        SDL_Rect first = {ground.x + QUIET_ZONE * px, ground.y + QUIET_ZONE * px, px, px};
        draw_modules(canvas, code, &first, dark);
    }
    QRcode_free(code);
    return px > 0;
}
