#include <stdint.h>

#include "platform/internal.h"

static int64_t
area(const SDL_Rect *rect)
{
    return (int64_t)rect->w * rect->h;
}

static SDL_Rect
both(const SDL_Rect *a, const SDL_Rect *b)
{
    SDL_Rect whole;
    SDL_UnionRect(a, b, &whole);
    return whole;
}

// Pixels painted needlessly if the two became one.
static int64_t
waste(const SDL_Rect *a, const SDL_Rect *b)
{
    SDL_Rect whole = both(a, b);
    return area(&whole) - area(a) - area(b);
}

static SDL_Rect
take(struct region *region, int at)
{
    SDL_Rect rect = region->rects[at];
    region->rects[at] = region->rects[--region->count];
    return rect;
}

// Index of a rectangle that rect must or should be joined with, or -1.
static int
partner(const struct region *region, const SDL_Rect *rect)
{
    int best = -1;
    for (int i = 0; i < region->count; i++) {
        const SDL_Rect *other = &region->rects[i];
        if (SDL_HasIntersection(other, rect) || waste(other, rect) <= 0) {
            return i;
        }
        if (best < 0 || waste(other, rect) < waste(&region->rects[best], rect)) {
            best = i;
        }
    }
    return region->count == region->max ? best : -1;
}

void
region_add(struct region *region, SDL_Rect rect)
{
    if (SDL_RectEmpty(&rect)) {
        return;
    }
    for (int at = partner(region, &rect); at >= 0; at = partner(region, &rect)) {
        SDL_Rect other = take(region, at);
        rect = both(&rect, &other);
    }
    region->rects[region->count++] = rect;
}
