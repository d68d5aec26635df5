// Random taps over all languages, painted, other ones in every round: once the caches are warm nothing grows, and
// the end of a visit leaves nothing of it (accessibility 50). 10,000 with HUB_LONG=1.
#include <SDL.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "db/db.h"
#include "mapview/mapview.h"
#include "walk.h"

#if defined(__SANITIZE_ADDRESS__)
size_t __sanitizer_get_current_allocated_bytes(void); // of gcc's and clang's run-time
#endif

// What the caches hold has its ceilings (--stats) and is let go before a round's level is read. The rest opens when it
// is first needed, and SDL_ttf's fonts fill with up to 256 glyphs each: it has arrived by the middle of the rounds,
// give or take the glyphs of the fonts that happen to be open.
enum { ROUNDS = 8, SHORT = 250, LONG = 1250, SLACK = 1024 * 1024, CANVAS_DIRTY = 32 };

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

struct stage {
    struct walk walk;
    struct images *images;
    struct paint *paint;
    SDL_Surface *canvas;
};

static bool
within(const char *name, struct use use)
{
    if (use.now > use.most) {
        fprintf(stderr, "%s: %zu, the ceiling is %zu\n", name, use.now, use.most);
    }
    return use.now <= use.most;
}

static bool
ceilings_hold(const struct stage *stage)
{
    struct text_stats text = text_stats(stage->walk.text);
    struct mapview_stats map = mapview_stats(stage->walk.kiosk.world.view);
    return within("layouts", text.layout) & within("lines", text.line) &
           within("glyphs", text.glyph) & within("font files", text.face) &
           within("font sizes", text.size) & within("fonts drawn", text.drawer) &
           within("pictures", images_use(stage->images)) &
           within("map tiles", (struct use){map.tile_bytes, MAPVIEW_TILES_BYTES}) &
           within("map names", (struct use){map.label_bytes, 2 * MAPVIEW_LABELS_BYTES});
}

static void
show(struct stage *stage)
{
    SDL_Rect dirty[CANVAS_DIRTY];
    kiosk_build(&stage->walk.kiosk);
    paint_frame(stage->paint, stage->canvas, stage->walk.kiosk.frame, dirty, CANVAS_DIRTY);
    kiosk_work(&stage->walk.kiosk);
}

// Each kind of screen in each language: what opens when it is first needed.
static void
warm_up(struct stage *stage)
{
    struct visit *visit = &stage->walk.kiosk.visit;
    for (int language = 0; language < store_language_count(stage->walk.kiosk.world.store);
        language++) {
        for (int screen = 0; screen < SCREEN_COUNT; screen++) {
            *visit = (struct visit){.started = true, .language = (int16_t)language};
            visit->at = (struct place){.screen = (int16_t)screen, .arg = 1};
            show(stage);
        }
    }
}

static void
play(struct stage *stage, uint32_t seed, int taps)
{
    for (int i = 0; i < taps; i++) {
        show(stage);
        tap_somewhere(&stage->walk, &seed);
    }
    text_trim(stage->walk.text);
}

// The visit ends, what the caches hold goes; bytes that are left.
static size_t
level(struct stage *stage)
{
    struct action finish = {.kind = ACT_FINISH};
    kiosk_act(&stage->walk.kiosk, &finish);
    text_forget(stage->walk.text);
    images_clear(stage->images);
    mapview_forget(stage->walk.kiosk.world.view);
    paint_forget(stage->paint);
    return bytes_in_use();
}

int
main(int argc, char **argv)
{
    static struct stage stage;
    static const struct visit nobody;
    const char *wanted = getenv("HUB_LONG");
    int taps = wanted && strcmp(wanted, "1") == 0 ? LONG : SHORT;
    if (argc < 2) {
        fprintf(stderr, "usage: walk_growth CONTENT [SEED]\n");
        return 2;
    }
    uint32_t seed = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1;
    struct walk *walk = &stage.walk;
    struct icons icons = {0};
    walk_open(walk, argv[1], "800x480@152x91mm");
    stage.images = images_create(load, &icons, 4 * 1024 * 1024);
    stage.canvas = SDL_CreateRGBSurfaceWithFormat(
        0, walk->config.panel.width_px, walk->config.panel.height_px, 32, SDL_PIXELFORMAT_XRGB8888);
    stage.paint = paint_create(walk->text, stage.images, &walk->config.panel);
    warm_up(&stage);
    level(&stage);
    size_t warm = 0;
    size_t late = 0;
    bool fine = true;
    for (int round = 0; round < ROUNDS; round++) {
        play(&stage, seed + (uint32_t)round, taps);
        size_t busy = bytes_in_use();
        fine = ceilings_hold(&stage) && fine;
        size_t rest = level(&stage);
        fine = memcmp(&walk->kiosk.visit, &nobody, sizeof nobody) == 0 && fine;
        struct text_stats text = text_stats(walk->text);
        printf("round %d, %d taps: %zu bytes, without what caches held %zu; of that SQLite %zu, "
               "content %zu; fonts "
               "%zu, at %zu sizes, drawn %zu\n",
            round + 1, taps, busy, rest, db_held(), store_bytes(walk->kiosk.world.store),
            text.face.now, text.size.now, text.drawer.now);
        size_t *most = round < ROUNDS / 2 ? &warm : &late;
        *most = rest > *most ? rest : *most;
    }
    bool steady = late <= warm + SLACK;
    fprintf(
        stderr, "%s%s", steady ? "" : "memory grows\n", fine ? "" : "a visit or a cache is left\n");
    paint_destroy(stage.paint);
    SDL_FreeSurface(stage.canvas);
    images_destroy(stage.images);
    free(icons.bytes);
    walk_close(walk);
    return steady && fine ? 0 : 1;
}
