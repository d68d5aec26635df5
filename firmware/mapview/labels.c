#include "mapview/internal.h"
bool
labels_step(struct mapview *view)
{
    (void)view;
    return false;
}
bool
labels_busy(const struct mapview *view)
{
    (void)view;
    return false;
}
void
labels_hide(struct mapview *view)
{
    (void)view;
}
void
labels_draw(struct mapview *view, struct box clip)
{
    (void)view;
    (void)clip;
}
void
labels_finish(struct labels *labels)
{
    (void)labels;
}
void
labels_begin(struct mapview *view)
{
    (void)view;
}
void
names_gather(struct source *source, const struct map_tile *tile)
{
    (void)source;
    (void)tile;
}
