// Greedy lines from shaped runs.

#include <math.h>

#include "text/internal.h"

enum { WIDTH_MAX = PEN_MAX / PX };
enum { RETRIES_MAX = 4 }; // a line whose ends shape wider than measured gives up that many words

struct filler {
    struct text *text;
    struct layout *layout;
    int hyphen;              // unit of the soft hyphen that ends the line and shows; -1 = none
    int32_t limit;           // 26.6; INT32_MAX = never wrapped
    struct font_metrics box; // of every line of this style
    int line_room;
    int part_room;
    int run_room;
    int glyph_room;
};

// Where the ink of a line ends: trailing blanks hang over the edge.
static int
ink_end(const struct paragraph *para, int start, int end)
{
    while (end > start && para->flags[end - 1] & UNIT_BLANK) {
        end--;
    }
    return end;
}

static int32_t
measure(const struct paragraph *para, int start, int end)
{
    return para->pens[ink_end(para, start, end)] - para->pens[start];
}

// The end of the next piece that may stand on a line of its own.
static int
next_break(const struct paragraph *para, int at)
{
    int end = at + 1;
    while (end < para->len && !(para->flags[end] & UNIT_BREAK)) {
        end++;
    }
    return end;
}

// No line begins with the blank behind a word that was cut.
static int
over_blanks(const struct paragraph *para, int at)
{
    while (at < para->len && para->flags[at] & UNIT_BLANK && !(para->flags[at] & UNIT_HARD)) {
        at++;
    }
    return at;
}

// As many clusters as fit of a word wider than the line; at least one.
static int
cut_word(const struct filler *filler, int start)
{
    const struct paragraph *para = &filler->text->para;
    int best = paragraph_cluster_end(para, start);
    for (int end = best; end < para->len; end = paragraph_cluster_end(para, end)) {
        if (measure(para, start, end) > filler->limit) {
            break;
        }
        best = end;
    }
    return over_blanks(para, best);
}

static bool
is_hard(const struct paragraph *para, int at)
{
    return at >= para->len || para->flags[at] & UNIT_HARD;
}

// Ends of the pieces that fit, newest last; the line takes the last one it can.
static int
collect_fitting(const struct filler *filler, int start, int ends[RETRIES_MAX])
{
    const struct paragraph *para = &filler->text->para;
    int count = 0;
    int end = start;
    while (!(count > 0 && is_hard(para, end))) {
        end = next_break(para, end);
        if (measure(para, start, end) > filler->limit) {
            break;
        }
        if (count == RETRIES_MAX) {
            for (int i = 1; i < RETRIES_MAX; i++) {
                ends[i - 1] = ends[i];
            }
            count--;
        }
        ends[count++] = end;
    }
    return count;
}

static void
put_glyph(struct filler *filler, const struct glyph *glyph, int32_t pen)
{
    struct layout *layout = filler->layout;
    layout->glyphs = array_grow(
        layout->glyphs, layout->glyph_count, &filler->glyph_room, sizeof *layout->glyphs);
    struct glyph *out = &layout->glyphs[layout->glyph_count++];
    *out = *glyph;
    out->at = filler->text->para.bytes[glyph->at];
    out->x = pen_add(out->x, pen);
}

struct span {
    int first;
    int count;
};

// The glyphs of units [start, end) inside a run's own glyphs.
static struct span
narrow(const struct paragraph *para, const struct run *run, int start, int end)
{
    const struct glyph *glyphs = para->glyphs + run->first_glyph;
    int from = 0;
    int to = run->glyph_count;
    while (from < to && (glyphs[from].at < start || glyphs[from].at >= end)) {
        from++;
    }
    while (to > from && (glyphs[to - 1].at < start || glyphs[to - 1].at >= end)) {
        to--;
    }
    return (struct span){run->first_glyph + from, to - from};
}

static bool
safe_at(const struct paragraph *para, const struct run *run, int at)
{
    return at == run->start || at == run->end || !(para->flags[at] & UNIT_UNSAFE);
}

// Appends the part [start, end) of a run to the line; returns its advance.
static int32_t
put_part(struct filler *filler, const struct run *run, int start, int end, int32_t pen)
{
    struct paragraph *para = &filler->text->para;
    int kept = para->glyph_count;
    bool hyphen = filler->hyphen >= start && filler->hyphen < end;
    struct span span = {0};
    if (!hyphen && safe_at(para, run, start) && safe_at(para, run, end)) {
        span = narrow(para, run, start, end);
    } else {
        if (hyphen) {
            para->units[filler->hyphen] = '-';
        }
        shape_range(filler->text, run, start, end);
        span = (struct span){kept, para->glyph_count - kept};
        if (hyphen) {
            para->units[filler->hyphen] = SOFT_HYPHEN;
        }
    }
    struct layout *layout = filler->layout;
    layout->runs =
        array_grow(layout->runs, layout->run_count, &filler->run_room, sizeof *layout->runs);
    layout->runs[layout->run_count++] = (struct layout_run){
        .size = run->size,
        .first_glyph = layout->glyph_count,
        .glyph_count = span.count,
        .start = para->bytes[start],
        .end = para->bytes[end],
        .pen = pen,
        .script = run->script,
        .rtl = run->level & 1,
        .hyphen = hyphen,
    };
    int32_t advance = 0;
    for (int i = span.first; i < span.first + span.count; i++) {
        put_glyph(filler, &para->glyphs[i], pen + advance);
        advance = pen_add(advance, para->glyphs[i].advance);
    }
    para->glyph_count = kept;
    return advance;
}

// The first run that reaches behind unit at.
static int
run_at(const struct paragraph *para, int at)
{
    int low = 0;
    int high = para->run_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (para->runs[middle].end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

// Sets the runs of [start, end) from left to right; returns the width.
static int32_t
put_runs(struct filler *filler, int start, int end)
{
    struct paragraph *para = &filler->text->para;
    int first = run_at(para, start);
    int count = 0;
    while (first + count < para->run_count && para->runs[first + count].start < end) {
        para->order_levels[count] = para->runs[first + count].level;
        count++;
    }
    bidi_order(para->order_levels, count, para->order);
    int32_t pen = 0;
    for (int i = 0; i < count; i++) {
        const struct run *run = &para->runs[first + para->order[i]];
        int from = run->start > start ? run->start : start;
        int to = run->end < end ? run->end : end;
        pen = pen_add(pen, put_part(filler, run, from, to, pen));
    }
    return pen;
}

static void
widen(struct font_metrics *box, struct font_metrics own)
{
    box->ascent = own.ascent > box->ascent ? own.ascent : box->ascent;
    box->descent = own.descent > box->descent ? own.descent : box->descent;
}

static struct font_metrics
line_box(const struct filler *filler, const struct layout_line *part)
{
    struct font_metrics box = filler->box;
    for (int i = 0; i < part->run_count; i++) {
        const struct layout_run *run = &filler->layout->runs[part->first_run + i];
        widen(&box, fonts_metrics(filler->text->fonts, run->size));
    }
    return box;
}

// Sets one line; false if it came out wider than the limit.
static bool
put_line(struct filler *filler, int start, int end)
{
    const struct paragraph *para = &filler->text->para;
    struct layout *layout = filler->layout;
    int count = layout->shown.line_count;
    int ink = ink_end(para, start, end);
    struct layout_line part = {.first_run = layout->run_count};
    bool broken = ink == end && end < para->len && para->units[end - 1] == SOFT_HYPHEN;
    filler->hyphen = broken ? end - 1 : -1;
    int32_t width = put_runs(filler, start, ink);
    part.run_count = layout->run_count - part.first_run;
    struct font_metrics box = line_box(filler, &part);
    layout->lines = array_grow(layout->lines, count, &filler->line_room, sizeof *layout->lines);
    layout->parts = array_grow(layout->parts, count, &filler->part_room, sizeof *layout->parts);
    layout->parts[count] = part;
    layout->lines[count] = (struct text_line){
        .start = para->bytes[start],
        .end = para->bytes[ink],
        .width_px = px_ceil(width),
        .top_px = layout->shown.height_px,
        .height_px = box.ascent + box.descent,
        .baseline_px = layout->shown.height_px + box.ascent,
    };
    return width <= filler->limit;
}

static void
take_back_line(struct filler *filler)
{
    struct layout *layout = filler->layout;
    const struct layout_line *part = &layout->parts[layout->shown.line_count];
    if (part->run_count > 0) {
        layout->glyph_count = layout->runs[part->first_run].first_glyph;
    }
    layout->run_count = part->first_run;
}

static void
keep_line(struct filler *filler)
{
    struct text_layout *shown = &filler->layout->shown;
    const struct text_line *line = &filler->layout->lines[shown->line_count++];
    shown->height_px += line->height_px;
    shown->width_px = line->width_px > shown->width_px ? line->width_px : shown->width_px;
}

// Sets part of a word wider than the line: as many clusters as fit, shaped as they stand; one at least.
static int
fill_part(struct filler *filler, int start)
{
    const struct paragraph *para = &filler->text->para;
    int end = cut_word(filler, start);
    int least = over_blanks(para, paragraph_cluster_end(para, start));
    while (!put_line(filler, start, end) && end > least) {
        take_back_line(filler);
        do {
            end--;
        } while (end > least && !(para->flags[end] & UNIT_CLUSTER));
    }
    filler->layout->shown.broken_word = true;
    keep_line(filler);
    return end;
}

// Sets the line that starts at a unit; returns where the next one starts.
static int
fill_line(struct filler *filler, int start)
{
    int ends[RETRIES_MAX];
    int count = collect_fitting(filler, start, ends);
    for (int i = count; i > 0; i--) {
        if (put_line(filler, start, ends[i - 1])) {
            keep_line(filler);
            return ends[i - 1];
        }
        take_back_line(filler);
    }
    return fill_part(filler, start);
}

// The box every line of a style has at least: 1.42 em of a Latin font whose capitals stand 0.713 em
// high, and all that the language's first face needs. So lines of one paragraph do not jump when a
// word or a number of another font stands in one of them.
static struct font_metrics
style_box(struct text *text, const struct layout *layout)
{
    int ascent = (int)lrintf(1.66f * layout->cap_px);
    int height = (int)ceilf(1.99f * layout->cap_px);
    struct font_metrics box = {ascent, height - ascent};
    const struct language *language = layout->language;
    if (language->face_count > 0) {
        int face = language->faces[0];
        int em = fonts_em_px(text->fonts, face, language->script, layout->cap_px);
        int size = fonts_size(text->fonts, face, em, layout->bold);
        widen(&box, fonts_metrics(text->fonts, size));
    }
    return box;
}

void
fill_lines(struct text *text, struct layout *layout)
{
    const struct paragraph *para = &text->para;
    struct filler filler = {
        .text = text,
        .layout = layout,
        .limit = layout->width_px > 0 && layout->width_px < WIDTH_MAX ? layout->width_px * PX
                                                                      : INT32_MAX,
        .box = style_box(text, layout),
    };
    paragraph_room_for_order(&text->para);
    int at = 0;
    if (para->len == 0) { // an empty text is one empty line, high as any other
        put_line(&filler, 0, 0);
        keep_line(&filler);
    }
    while (at < para->len && layout->shown.line_count < TEXT_LINES_MAX) {
        at = fill_line(&filler, at);
    }
    layout->shown.cut = para->cut || at < para->len;
    layout->shown.lines = layout->lines;
}
