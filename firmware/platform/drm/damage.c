#include "platform/drm/internal.h"

void
damage_all(struct damage *damage, int width, int height)
{
    for (int i = 0; i < 2; i++) {
        damage->missing[i] = (struct region){.rects = damage->rects[i], .max = DAMAGE_MAX};
        region_add(&damage->missing[i], (SDL_Rect){0, 0, width, height});
    }
}

void
damage_add(struct damage *damage, const SDL_Rect *rects, int count)
{
    for (int i = 0; i < count; i++) {
        region_add(&damage->missing[0], rects[i]);
        region_add(&damage->missing[1], rects[i]);
    }
}

void
damage_repair(struct damage *damage, int buffer, enum turned turn, const SDL_Surface *canvas,
    struct buffer *into)
{
    struct region *missing = &damage->missing[buffer];
    for (int i = 0; i < missing->count; i++) {
        turn_pixels(turn, canvas, &missing->rects[i], into->map, (int)into->pitch);
    }
    missing->count = 0;
}
