// What the kiosk holds in memory beside its ceilings, for --stats.
#include <stdio.h>

#include "db/db.h"
#include "scenes/internal.h"

static void
print(const char *name, size_t now, size_t most)
{
    fprintf(stderr, most > 0 ? "%-14s %10zu of %10zu\n" : "%-14s %10zu\n", name, now, most);
}

static void
print_use(const char *name, struct use use)
{
    print(name, use.now, use.most);
}

static void
print_text(const struct text *text)
{
    struct text_stats stats = text_stats(text);
    print_use("layouts", stats.layout);
    print_use("lines", stats.line);
    print_use("glyphs", stats.glyph);
    print_use("font files", stats.face);
    print_use("font sizes", stats.size);
    print_use("fonts drawn", stats.drawer);
}

static void
print_map(const struct mapview *view)
{
    struct mapview_stats stats = mapview_stats(view);
    print("map tiles", stats.tile_bytes, MAPVIEW_TILES_BYTES);
    print("map names", stats.label_bytes, MAPVIEW_LABELS_BYTES);
    print("map data", stats.data_bytes, 0);
    print("map canvas", stats.canvas_bytes, 0);
}

void
kiosk_print_use(const struct kiosk *kiosk, const struct images *images)
{
    const struct world *world = &kiosk->world;
    fprintf(stderr, "held now, of what may be; bytes, and numbers of fonts:\n");
    print_text(world->text);
    print_use("pictures", images_use(images));
    print("frame arena", kiosk->arena.held, 0);
    print("SQLite", db_held(), 0);
    if (world->store) {
        print("content pages", db_cached(store_db(world->store)), (size_t)DB_CACHE_KIB * 1024);
        print("content arenas", store_bytes(world->store), 0);
    }
    if (world->view) {
        print_map(world->view);
    }
}
