// 10,000 random taps over all languages, painted: after the caches are warm nothing grows, and the
// end of a visit leaves nothing of it (accessibility 50).
#include <SDL.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "walk.h"

#if defined(__SANITIZE_ADDRESS__)
size_t __sanitizer_get_current_allocated_bytes(void); // of gcc's and clang's run-time
#endif

enum { TAPS = 10000, ROUNDS = 5, SLACK = 1024 * 1024, CANVAS_DIRTY = 32 };

static size_t
bytes_in_use(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

struct icons {
    char *bytes;
};

static struct image_bytes
load(void *context, const char *name)
{
    struct icons *icons = context;
    char path[256];
    size_t len = 0;
    free(icons->bytes);
    icons->bytes = NULL;
    snprintf(path, sizeof path, "assets/icons/%s.svg", name);
    struct err err;
    bool ok = file_read(path, 1 << 20, &icons->bytes, &len, &err);
    return ok ? (struct image_bytes){icons->bytes, len} : (struct image_bytes){0};
}

// A fixed generator (Numerical Recipes' LCG): the same taps in every run.
static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void
tap_somewhere(struct walk *walk, uint32_t *seed)
{
    struct kiosk *kiosk = &walk->kiosk;
    int languages = store_language_count(kiosk->world.store);
    const struct node *targets[FRAME_NODES_MAX];
    int count = 0;
    for (int i = 0; i < kiosk->frame->count; i++) {
        const struct node *node = &kiosk->frame->nodes[i];
        if (node->action.kind != ACT_NONE && !node->disabled) {
            targets[count++] = node;
        }
    }
    if (next(seed) % 8 == 0 && kiosk->visit.started) {
        kiosk->visit.language = (int16_t)(next(seed) % (uint32_t)languages);
    }
    if (count > 0) {
        walk_touch(walk, targets[next(seed) % (uint32_t)count]);
    }
}

int
main(int argc, char **argv)
{
    static struct walk walk;
    static const struct visit nobody;
    if (argc < 2) {
        fprintf(stderr, "usage: walk_growth CONTENT\n");
        return 2;
    }
    walk_open(&walk, argv[1], "800x480@152x91mm");
    struct icons icons = {0};
    struct images *images = images_create(load, &icons, 4 * 1024 * 1024);
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(
        0, walk.config.panel.width_px, walk.config.panel.height_px, 32, SDL_PIXELFORMAT_XRGB8888);
    struct paint *paint = paint_create(walk.text, images, &walk.config.panel);
    size_t most[ROUNDS] = {0}; // the same taps in every round. Caches that empty
                               // at their ceiling differ by less than SLACK; what piles up does not
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t seed = 1;
        walk.kiosk.visit = nobody;
        for (int i = 0; i < TAPS / ROUNDS; i++) {
            SDL_Rect dirty[CANVAS_DIRTY];
            kiosk_build(&walk.kiosk);
            paint_frame(paint, canvas, walk.kiosk.frame, dirty, CANVAS_DIRTY);
            size_t now = bytes_in_use();
            most[round] = now > most[round] ? now : most[round];
            tap_somewhere(&walk, &seed);
        }
    }
    struct action finish = {.kind = ACT_FINISH};
    kiosk_act(&walk.kiosk, &finish);
    bool forgotten = memcmp(&walk.kiosk.visit, &nobody, sizeof nobody) == 0;
    struct text_stats text = text_stats(walk.text);
    printf(
        "most bytes in use in rounds of %d taps: %zu %zu %zu %zu %zu; layouts %zu, line bytes %zu, "
        "frame arena %zu, images %zu\n",
        TAPS / ROUNDS, most[0], most[1], most[2], most[3], most[4], text.layouts, text.line_bytes,
        walk.kiosk.arena.held, images_bytes(images));
    bool steady = most[ROUNDS - 1] <= most[1] + SLACK;
    if (!steady || !forgotten) {
        fprintf(stderr, "%s\n", steady ? "the visit left something behind" : "memory grows");
    }
    paint_destroy(paint);
    SDL_FreeSurface(canvas);
    images_destroy(images);
    free(icons.bytes);
    walk_close(&walk);
    return steady && forgotten ? 0 : 1;
}
