// Drawn tiles, kept while they may be seen again.

#include <stdlib.h>
#include <string.h>

#include "mapview/internal.h"

enum { UP_MAX = 3 }; // zooms that a stand-in may be enlarged by

static struct tile *
find(const struct tiles *tiles, struct tile_at at)
{
    for (size_t i = 0; i < tiles->count; i++) {
        if (tile_same(tiles->slots[i].at, at)) {
            return &tiles->slots[i];
        }
    }
    return NULL;
}

const struct tile *
tiles_find(const struct tiles *tiles, struct tile_at at)
{
    return find(tiles, at);
}

static struct tile *
oldest(const struct tiles *tiles)
{
    struct tile *found = &tiles->slots[0];
    for (size_t i = 1; i < tiles->count; i++) {
        if (tiles->slots[i].used < found->used) {
            found = &tiles->slots[i];
        }
    }
    return found;
}

struct tile *
tiles_take(struct tiles *tiles, struct tile_at at, uint64_t turn)
{
    struct tile *tile = NULL;
    if (tiles->count == tiles->limit) {
        tile = oldest(tiles);
    } else {
        if (tiles->count == tiles->made) {
            tiles->slots =
                room_for(tiles->slots, tiles->made + 1, &tiles->room, sizeof *tiles->slots);
            tiles->slots[tiles->made].pixels = malloc(TILE_BYTES);
            ASSERT(tiles->slots[tiles->made].pixels);
            tiles->made++;
        }
        tile = &tiles->slots[tiles->count++];
    }
    tile->at = at;
    tile->used = turn;
    tile->done = false;
    return tile;
}

void
tiles_trim(struct tiles *tiles, size_t limit)
{
    tiles->limit = limit;
    while (tiles->count > limit) {
        struct tile *tile = oldest(tiles);
        struct tile gone = *tile;
        *tile = tiles->slots[--tiles->count];
        tiles->slots[tiles->count] = gone;
    }
    while (tiles->made > limit) {
        free(tiles->slots[--tiles->made].pixels);
    }
}

void
tiles_forget(struct tiles *tiles)
{
    tiles->count = 0;
}

void
tiles_finish(struct tiles *tiles)
{
    tiles_forget(tiles);
    tiles_trim(tiles, 0);
    free(tiles->slots);
    *tiles = (struct tiles){0};
}

static uint32_t *
canvas_row(const struct blit *blit, int y)
{
    return (uint32_t *)blit->canvas->pixels + (ptrdiff_t)y * (blit->canvas->pitch / 4);
}

static void
copy(const struct tile *tile, const struct blit *blit, struct box part)
{
    for (int y = part.top; y < part.bottom; y++) {
        const uint32_t *from =
            tile->pixels + (ptrdiff_t)(y - blit->y) * TILE_PX + (part.left - blit->x);
        memcpy(
            canvas_row(blit, y) + part.left, from, (size_t)(part.right - part.left) * sizeof *from);
    }
}

// A part of a tile `up` zooms above, enlarged.
static void
enlarge(const struct tile *tile, const struct blit *blit, struct box part, struct tile_at at)
{
    int up = at.z - tile->at.z;
    int x0 = (int)(at.x - (tile->at.x << up)) * TILE_PX;
    int y0 = (int)(at.y - (tile->at.y << up)) * TILE_PX;
    for (int y = part.top; y < part.bottom; y++) {
        const uint32_t *from = tile->pixels + (ptrdiff_t)((y0 + y - blit->y) >> up) * TILE_PX;
        uint32_t *to = canvas_row(blit, y);
        for (int x = part.left; x < part.right; x++) {
            to[x] = from[(x0 + x - blit->x) >> up];
        }
    }
}

// The mean of four pixels, two bits of each byte's sum left out.
static uint32_t
mean(const uint32_t *above, const uint32_t *below)
{
    return (above[0] >> 2 & 0x3f3f3f3f) + (above[1] >> 2 & 0x3f3f3f3f) +
           (below[0] >> 2 & 0x3f3f3f3f) + (below[1] >> 2 & 0x3f3f3f3f) + 0x010101;
}

static void
reduce(const struct tile *tile, const struct blit *blit, struct box part)
{
    for (int y = part.top; y < part.bottom; y++) {
        const uint32_t *from = tile->pixels + (ptrdiff_t)(y - blit->y) * 2 * TILE_PX;
        uint32_t *to = canvas_row(blit, y);
        for (int x = part.left; x < part.right; x++) {
            const uint32_t *four = from + (ptrdiff_t)(x - blit->x) * 2;
            to[x] = mean(four, four + TILE_PX);
        }
    }
}

static struct tile *
find_done(const struct tiles *tiles, struct tile_at at)
{
    struct tile *tile = find(tiles, at);
    return tile && tile->done ? tile : NULL;
}

static void
fill(const struct blit *blit, struct box part)
{
    for (int y = part.top; y < part.bottom && part.left < part.right; y++) {
        SDL_memset4(canvas_row(blit, y) + part.left, blit->ground | 0xff000000,
            (size_t)(part.right - part.left));
    }
}

static void
stand_in(struct tiles *tiles, struct tile_at at, const struct blit *blit, struct box part)
{
    for (int up = 1; up <= UP_MAX && up <= at.z; up++) {
        struct tile_at above = {at.z - up, at.x >> up, at.y >> up};
        struct tile *tile = find_done(tiles, above);
        if (tile) {
            tile->used = blit->turn;
            enlarge(tile, blit, part, at);
            return;
        }
    }
    for (uint32_t i = 0; i < 4; i++) {
        enum { HALF = TILE_PX / 2 };
        struct tile_at below = {at.z + 1, 2 * at.x + (i & 1), 2 * at.y + (i >> 1)};
        struct blit quarter = *blit;
        quarter.x += (int)(i & 1) * HALF;
        quarter.y += (int)(i >> 1) * HALF;
        struct box box =
            box_meet(part, (struct box){quarter.x, quarter.y, quarter.x + HALF, quarter.y + HALF});
        struct tile *tile = find_done(tiles, below);
        if (!tile) {
            fill(blit, box);
        } else if (!box_empty(box)) {
            tile->used = blit->turn;
            reduce(tile, &quarter, box);
        }
    }
}

void
tiles_blit(struct tiles *tiles, struct tile_at at, const struct blit *blit)
{
    struct box part =
        box_meet(blit->clip, (struct box){blit->x, blit->y, blit->x + TILE_PX, blit->y + TILE_PX});
    struct tile *tile = find_done(tiles, at);
    if (box_empty(part)) {
        return;
    }
    if (tile) {
        tile->used = blit->turn;
        copy(tile, blit, part);
    } else {
        stand_in(tiles, at, blit, part);
    }
}
