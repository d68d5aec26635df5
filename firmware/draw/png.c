#include <SDL.h>
#include <SDL_image.h>

#include "draw/draw.h"

bool
draw_save(struct SDL_Surface *canvas, const char *path, struct err *err)
{
    if (IMG_SavePNG(canvas, path) != 0) {
        return err_set(err, ERR_IO, "%s: %s", path, SDL_GetError());
    }
    return true;
}
