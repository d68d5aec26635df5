// Vector tiles that the view holds: a few ready to draw, the names of more.

#include <stdlib.h>

#include "mapview/view.h"

enum {
    LOADED_MAX = 5,            // vector tiles ready to draw
    NAMED_BYTES_MAX = 4 << 20, // of names kept of others
    SOURCES_MAX = 256,
};

// The one used longest ago of those that may go; NULL below the ceilings. What this turn has asked for by
// name stays: names are laid out from all of it at once.
static struct source *
too_many(const struct mapview *view, bool loaded)
{
    struct source *found = NULL;
    size_t count = 0;
    size_t bytes = 0;
    for (size_t i = 0; i < view->source_count; i++) {
        struct source *source = view->sources[i];
        bytes += source->name_arena.held;
        count += !loaded || source->loaded;
        bool may_go = loaded ? source->loaded : source->turn != view->turn;
        if (may_go && (!found || source->used < found->used)) {
            found = source;
        }
    }
    bool many = loaded ? count > LOADED_MAX : count > SOURCES_MAX || bytes > NAMED_BYTES_MAX;
    return many ? found : NULL;
}

static void
remove_source(struct mapview *view, struct source *source)
{
    size_t at = 0;
    while (view->sources[at] != source) {
        at++;
    }
    view->sources[at] = view->sources[--view->source_count];
    source_finish(source);
    free(source);
}

static void
trim_sources(struct mapview *view)
{
    struct source *source = NULL;
    while ((source = too_many(view, true))) {
        source_strip(source);
    }
    while ((source = too_many(view, false))) {
        remove_source(view, source);
    }
}

struct source *
view_source(struct mapview *view, struct tile_at at, bool loaded)
{
    struct source *source = NULL;
    for (size_t i = 0; i < view->source_count && !source; i++) {
        source = tile_same(view->sources[i]->at, at) ? view->sources[i] : NULL;
    }
    if (source) {
        source->used = ++view->uses;
        source->turn = view->turn;
    }
    if (source && (loaded ? source->loaded : source->named)) {
        return source;
    }
    if (!source) {
        view->sources = room_for(
            view->sources, view->source_count + 1, &view->source_room, sizeof *view->sources);
        source = calloc(1, sizeof *source);
        ASSERT(source);
        *source = (struct source){.at = at, .used = ++view->uses, .turn = view->turn};
        view->sources[view->source_count++] = source;
    }
    source_load(source, view->map);
    trim_sources(view);
    return NULL;
}

void
view_forget_sources(struct mapview *view)
{
    for (size_t i = 0; i < view->source_count; i++) {
        source_finish(view->sources[i]);
        free(view->sources[i]);
    }
    free(view->sources);
    view->sources = NULL;
    view->source_count = view->source_room = 0;
}
