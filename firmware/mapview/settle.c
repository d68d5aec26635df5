// Where names may stand: along straight stretches of their line, on or beside their point; never over
// another name or what is kept free.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mapview/view.h"

enum { STRETCHES_MAX = 48 };

static const float half_turn = 3.14159265F;

struct settler {
    struct mapview *view;
    const struct candidate *candidate;
    const struct label_style *style;
    struct lettering lettering;
    struct letter_size size;
    float gap;    // between names, px
    float repeat; // between two of the same
};

struct lettering
settle_lettering(const struct mapview *view, int kind, const char *text)
{
    enum { WRAP_CAPS = 15 };
    const struct label_style *style = &view_style(view)->labels[kind];
    float mm = view->window.px_per_mm;
    float cap = style->cap_mm[view->camera.zoom - MAPVIEW_ZOOM_MIN] * view->window.letters * mm;
    bool line = kind == LABEL_MAIN || kind == LABEL_STREET || kind == LABEL_PATH;
    return (struct lettering){.name = text,
        .lang = view->lang,
        .cap_px = cap,
        .halo_px = style->halo_mm * mm,
        .width_px = line ? 0 : (int)(cap * (float)WRAP_CAPS),
        .bold = style->bold > 0};
}

struct slant
settle_slant(const struct placed *placed, int left, int top)
{
    return (struct slant){(float)(placed->at.x - left), (float)(placed->at.y - top), placed->half_w,
        placed->half_h, placed->angle};
}

struct slant
settle_dot(const struct placed *placed, int left, int top)
{
    float half = (float)placed->dot_px / 2;
    return (struct slant){
        (float)(placed->dot.x - left), (float)(placed->dot.y - top), half, half, 0};
}

static bool
is_near(const struct placed *a, const struct placed *b, float px)
{
    float dx = (float)(a->at.x - b->at.x);
    float dy = (float)(a->at.y - b->at.y);
    return dx * dx + dy * dy < px * px;
}

// Whether a shape lies free of all names placed so far.
static bool
is_free(const struct settler *settler, struct slant slant)
{
    const struct mapview *view = settler->view;
    const struct labels *labels = &view->labels;
    slant.half_w += settler->gap;
    slant.half_h += settler->gap / 2;
    for (size_t i = 0; i < labels->making_count; i++) {
        const struct placed *other = &labels->making[i];
        struct slant name = settle_slant(other, view->left, view->top);
        struct slant dot = settle_dot(other, view->left, view->top);
        if (slants_meet(&slant, &name) || (other->dot_px > 0 && slants_meet(&slant, &dot))) {
            return false;
        }
    }
    return !labels_meet_free(view, &slant, true) && !walk_meets(view, &slant);
}

static bool
is_repeated(const struct settler *settler, const struct placed *placed)
{
    const struct labels *labels = &settler->view->labels;
    for (size_t i = 0; i < labels->making_count; i++) {
        const struct placed *other = &labels->making[i];
        if (other->kind == placed->kind && strcmp(other->text, settler->candidate->text) == 0 &&
            is_near(other, placed, settler->repeat)) {
            return true;
        }
    }
    return false;
}

// In the first round only where the window sees all of it.
static bool
in_round(const struct settler *settler, const struct slant *slant)
{
    const struct mapview *view = settler->view;
    struct box window = labels_window(view);
    const struct box *all = &view->labels.region;
    struct box region = {all->left - view->left, all->top - view->top, all->right - view->left,
        all->bottom - view->top};
    return slant_within(slant, window) ||
           (view->labels.outside && slant->x >= (float)region.left &&
               slant->x < (float)region.right && slant->y >= (float)region.top &&
               slant->y < (float)region.bottom);
}

static bool
try_here(const struct settler *settler, struct placed placed, int side)
{
    struct mapview *view = settler->view;
    struct labels *labels = &view->labels;
    struct slant name = settle_slant(&placed, view->left, view->top);
    struct slant dot = settle_dot(&placed, view->left, view->top);
    if (labels->making_count == LABELS_MAX || labels->making_bytes > MAPVIEW_LABELS_BYTES ||
        !in_round(settler, &name) || is_repeated(settler, &placed) || !is_free(settler, name) ||
        (placed.dot_px > 0 && !is_free(settler, dot))) {
        return false;
    }
    placed.text = strdup(settler->candidate->text);
    ASSERT(placed.text);
    struct lettering lettering = settler->lettering;
    lettering.side = side;
    placed.letter = letter_make(view->text, &lettering, placed.angle);
    labels->making_bytes += placed.letter->bytes;
    labels->making = room_for(
        labels->making, labels->making_count + 1, &labels->making_room, sizeof *labels->making);
    labels->making[labels->making_count++] = placed;
    return true;
}

static struct placed
name_at(const struct settler *settler, float x, float y, float angle)
{
    const struct letter_size *size = &settler->size;
    int half_h = size->above > size->below ? size->above : size->below;
    return (struct placed){
        .at = {settler->view->left + (int)lroundf(x), settler->view->top + (int)lroundf(y)},
        .half_w = (float)size->width / 2,
        .half_h = (float)half_h,
        .angle = angle,
        .borrowed = -1,
        .kind = settler->candidate->kind};
}

static void
settle_point(const struct settler *settler)
{
    static const struct {
        float x; // shares of the way that name and dot are apart
        float y;
    } sides[] = {{0, 1}, {1, 0}, {-1, 0}, {0, -1}};
    const struct mapview *view = settler->view;
    int shift = place_shift(view->camera.zoom);
    struct spot dot = {
        settler->candidate->points[0].x >> shift, settler->candidate->points[0].y >> shift};
    float x = (float)(dot.x - view->left);
    float y = (float)(dot.y - view->top);
    int dot_px = (int)lroundf(settler->style->dot_mm * view->window.px_per_mm);
    bool dotted = settler->style->dot != COLOUR_NONE && dot_px > 0;
    float apart = dotted ? (float)dot_px / 2 + settler->lettering.halo_px : 0;
    float across = (float)settler->size.width / 2 + apart;
    float down = (float)settler->size.below + apart;
    struct placed middle = name_at(settler, x, y, 0);
    if (!dotted && try_here(settler, middle, 0)) {
        return;
    }
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        struct placed beside = name_at(settler, x + sides[i].x * across, y + sides[i].y * down, 0);
        beside.dot = dot;
        beside.dot_px = dotted ? dot_px : 0;
        if (try_here(settler, beside, -(int)sides[i].x)) {
            return;
        }
    }
}

struct path { // a line in px of the window
    float *x;
    float *y;
    float *along; // way to each point
    size_t count;
    float length;
};

static struct path
path_of(const struct settler *settler)
{
    const struct candidate *candidate = settler->candidate;
    int shift = place_shift(settler->view->camera.zoom);
    struct path path = {.count = candidate->count};
    path.x = calloc((size_t)candidate->count * 3, sizeof *path.x);
    ASSERT(path.x);
    path.y = path.x + candidate->count;
    path.along = path.y + candidate->count;
    double per_px = (double)(1 << shift);
    for (size_t i = 0; i < path.count; i++) {
        path.x[i] = (float)(candidate->points[i].x / per_px - settler->view->left);
        path.y[i] = (float)(candidate->points[i].y / per_px - settler->view->top);
        path.along[i] = i == 0 ? 0
                               : path.along[i - 1] +
                                     hypotf(path.x[i] - path.x[i - 1], path.y[i] - path.y[i - 1]);
    }
    path.length = path.along[path.count - 1];
    return path;
}

struct point {
    float x;
    float y;
};

// The segment that a way along the path lies in.
static size_t
segment_at(const struct path *path, float way)
{
    size_t low = 0;
    size_t high = path->count - 1;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        *(path->along[middle] <= way ? &low : &high) = middle;
    }
    return low;
}

// Before the beginning and behind the end the path goes on straight.
static struct point
point_at(const struct path *path, float way)
{
    size_t i = segment_at(path, way);
    float len = path->along[i + 1] - path->along[i];
    float part = len > 0 ? (way - path->along[i]) / len : 0;
    return (struct point){path->x[i] + (path->x[i + 1] - path->x[i]) * part,
        path->y[i] + (path->y[i + 1] - path->y[i]) * part};
}

struct stretch { // straight enough for the name
    float x;     // middle
    float y;
    float angle;
    float cost;
};

// The name from `from` on; false where the line bends too much.
static bool
stretch_at(const struct settler *settler, const struct path *path, float from, struct stretch *out)
{
    float width = (float)settler->size.width;
    struct point a = point_at(path, from);
    struct point b = point_at(path, from + width);
    float dx = b.x - a.x;
    float dy = b.y - a.y;
    float chord = hypotf(dx, dy);
    if (chord < width * 0.96F) {
        return false;
    }
    float least = 0;
    float most = 0;
    for (size_t i = segment_at(path, from) + 1; i < path->count && path->along[i] < from + width;
        i++) {
        float off = ((path->x[i] - a.x) * dy - (path->y[i] - a.y) * dx) / chord;
        least = off < least ? off : least;
        most = off > most ? off : most;
    }
    float off = (least + most) / 2;
    float middle = fabsf(from + width / 2 - path->length / 2) / path->length;
    *out = (struct stretch){a.x + dx / 2 + off * dy / chord, a.y + dy / 2 - off * dx / chord,
        atan2f(dy, dx), (most - least) * 4 + middle * 40};
    if (out->angle > half_turn / 2) {
        out->angle -= half_turn;
    } else if (out->angle <= -half_turn / 2) {
        out->angle += half_turn;
    }
    out->angle = fabsf(out->angle) < 0.02F ? 0 : out->angle; // letters on whole pixels are crisper
    return most - least <= settler->lettering.cap_px * 0.6F;
}

static int
compare_stretches(const void *a, const void *b)
{
    float p = ((const struct stretch *)a)->cost;
    float q = ((const struct stretch *)b)->cost;
    return (p > q) - (p < q);
}

// On the line; where the walk follows it, beside.
static void
settle_stretch(const struct settler *settler, const struct stretch *stretch)
{
    const struct mapview *view = settler->view;
    struct placed on = name_at(settler, stretch->x, stretch->y, stretch->angle);
    struct slant slant = settle_slant(&on, view->left, view->top);
    if (try_here(settler, on, 0) || !walk_meets(view, &slant)) {
        return;
    }
    float apart = walk_half(view) + (float)settler->size.below + settler->gap / 2 + 1;
    float x = -sinf(stretch->angle) * apart;
    float y = cosf(stretch->angle) * apart;
    if (!try_here(settler, name_at(settler, stretch->x - x, stretch->y - y, stretch->angle), 0)) {
        try_here(settler, name_at(settler, stretch->x + x, stretch->y + y, stretch->angle), 0);
    }
}

static void
settle_line(const struct settler *settler)
{
    struct stretch stretches[STRETCHES_MAX];
    int count = 0;
    struct path path = path_of(settler);
    float room = path.length - (float)settler->size.width;
    float step = room / (STRETCHES_MAX - 1);
    step = step > 10 ? step : 10;
    if (room < 0) { // a name may stand out a little at both ends
        bool most = path.length >= 0.8F * (float)settler->size.width;
        count = most && stretch_at(settler, &path, room / 2, &stretches[0]) ? 1 : 0;
    }
    for (int i = 0; i < STRETCHES_MAX && (float)i * step <= room; i++) {
        count += stretch_at(settler, &path, (float)i * step, &stretches[count]);
    }
    qsort(stretches, (size_t)count, sizeof *stretches, compare_stretches);
    for (int i = 0; i < count; i++) {
        settle_stretch(settler, &stretches[i]);
    }
    free(path.x);
}

// Wrapped in lines of about the same length, where words allow it.
static struct letter_size
measure(struct text *text, struct lettering *lettering)
{
    struct letter_size size = letter_measure(text, lettering);
    int wrap = lettering->width_px;
    if (wrap == 0 || size.width == 0) {
        return size;
    }
    lettering->width_px = 0;
    int whole = letter_measure(text, lettering).width;
    lettering->width_px = wrap;
    if (whole <= wrap) {
        return size;
    }
    int lines = (whole + wrap - 1) / wrap;
    struct lettering even = *lettering;
    even.width_px = whole / lines + (int)(lettering->cap_px * 1.5F);
    struct letter_size evened = letter_measure(text, &even);
    if (even.width_px >= wrap || evened.below > size.below || evened.width > even.width_px) {
        return size;
    }
    *lettering = even;
    return evened;
}

void
settle(struct mapview *view, const struct candidate *candidate)
{
    const struct map_style *style = view_style(view);
    float mm = view->window.px_per_mm;
    struct settler settler = {.view = view,
        .candidate = candidate,
        .style = &style->labels[candidate->kind],
        .lettering = settle_lettering(view, candidate->kind, candidate->text),
        .gap = style->gap_mm * mm,
        .repeat = style->repeat_mm * mm};
    if (candidate->count > 1) {
        settler.lettering.width_px = 0;
    }
    if (settler.lettering.cap_px < 1) {
        return;
    }
    settler.size = measure(view->text, &settler.lettering);
    if (settler.size.width == 0) {
        return;
    }
    if (candidate->count == 1) {
        settle_point(&settler);
    } else {
        settle_line(&settler);
    }
}
