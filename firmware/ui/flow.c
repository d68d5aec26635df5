// Blocks flow down the content area and turn into pages. A heading, a note about the text, a remark in
// small letters answer nothing by themselves: they keep what they go with, which gives way to them.
#include <math.h>
#include <string.h>

#include "ui/internal.h"

static const float FILLED = 0.6f;    // of a page: letters so large leave no room for more
static const float SQUEEZED = 0.38f; // of its height: words shrink so far to keep company

void
flow_start(struct ui *ui)
{
    ui->cursor = 0;
    ui->filling = 0;
    ui->flow->count = 0;
    ui->flow->waits = true;
}

float
ui_room(const struct ui *ui)
{
    return ui->area.h - ui->cursor;
}

bool
flow_waits(const struct ui *ui)
{
    return ui->flow->waits;
}

void
ui_new_page(struct ui *ui)
{
    if (ui->cursor > 0) {
        ui->filling++;
        ui->cursor = 0;
        ui->flow->waits = true;
    }
}

// Millimetres the next block has to leave below itself on its page.
static float
spare(const struct ui *ui)
{
    const struct flow *flow = ui->flow;
    for (int i = 0; i < flow->hint_count; i++) {
        if (flow->hints[i].block == flow->count) {
            return flow->hints[i].spare + ui_spacing(ui);
        }
    }
    return 0;
}

// What is left of a page on which something waits for company.
static float
offered(const struct ui *ui, float least)
{
    return flow_waits(ui) && ui_room(ui) >= least ? ui_room(ui) : ui->area.h;
}

float
flow_most(const struct ui *ui, float least)
{
    float most = offered(ui, least);
    float left = most - spare(ui);
    return left >= least ? left : most;
}

float
ui_most(const struct ui *ui)
{
    return flow_most(ui, ui_touch_least(ui));
}

float
flow_squeeze(const struct ui *ui, float height, int attempt)
{
    const float most[] = {ui_most(ui), offered(ui, ui_touch_least(ui))};
    height = fminf(height, ui->area.h);
    for (; attempt < 2; attempt++) {
        if (height <= most[attempt] || most[attempt] >= height * SQUEEZED) {
            return fminf(height, most[attempt]);
        }
    }
    return height;
}

struct slot
flow_place(struct ui *ui, float height, enum flow_kind kind)
{
    struct flow *flow = ui->flow;
    float most = ui->area.h + 0.01f;
    bool fits = ui->cursor + height <= most;
    if (!fits || (!flow->waits && ui->cursor + height + spare(ui) > most)) {
        ui_new_page(ui);
    }
    if (flow->count < FLOW_BLOCKS_MAX) {
        flow->block[flow->count++] =
            (struct flow_block){.height = height, .page = ui->filling, .kind = kind};
    }
    struct slot slot = {.shown = ui->filling == ui->page,
        .rect = {ui->column_x, ui->area.y + ui->cursor, ui->column_w, height}};
    ui->cursor += height + ui_spacing(ui);
    flow->waits = flow->waits && kind != FLOW_BODY;
    return slot;
}

struct slot
ui_block(struct ui *ui, float height)
{
    return flow_place(ui, height, FLOW_BODY);
}

struct slot
ui_lead(struct ui *ui, float height)
{
    return flow_place(ui, height, FLOW_LEADS);
}

void
ui_gap(struct ui *ui, float mm)
{
    if (ui->cursor > 0) {
        ui->cursor += mm * ui->unit;
    }
}

// Text over pages ----------------------------------------------------------------------------------

struct piece { // a run of lines of one text
    const struct text_spec *spec;
    const struct ui_look *look;
    int first;
    int count;
};

static float
lines_mm(const struct ui *ui, const struct text_layout *layout, int first, int count)
{
    int height = 0;
    for (int i = first; i < first + count; i++) {
        height += layout->lines[i].height_px;
    }
    return (float)height / ui->world->panel.px_per_mm;
}

// Lines [first, ...) that fit in so many millimetres.
static int
lines_that_fit(const struct ui *ui, const struct text_layout *layout, int first, float mm)
{
    int count = 0;
    while (first + count < layout->line_count &&
           lines_mm(ui, layout, first, count + 1) <= mm + 0.01f) {
        count++;
    }
    return count;
}

static struct slot
text_piece(struct ui *ui, const char *name, struct store_text text, const struct piece *piece,
    enum flow_kind kind)
{
    const struct text_layout *layout = text_layout(ui->world->text, piece->spec);
    int total = layout->line_count;
    struct slot slot = flow_place(ui, lines_mm(ui, layout, piece->first, piece->count), kind);
    if (!slot.shown) {
        return slot;
    }
    struct rect rect = slot.rect;
    rect.w = (float)piece->spec->width_px / ui->world->panel.px_per_mm;
    const char *id =
        piece->first == 0 ? name : arena_printf(ui->arena, "%s+%d", name, piece->first);
    struct node *node = ui_node(ui, piece->look->bold ? ROLE_HEADING : ROLE_TEXT, id, slot.rect);
    ui_set_text(ui, node, text, piece->look, (struct rect){rect.x, rect.y, rect.w, 10000});
    node->text_rect = rect;
    if (piece->count < total) {
        node->first_line = piece->first;
        node->line_count = piece->count;
    }
    if (text.fallback) {
        ui_mark_fallback(
            ui, id, (struct rect){slot.rect.x - 2.5f, slot.rect.y, UI_MARK_MM, slot.rect.h});
    }
    return slot;
}

// Lines of what is left of a text that stay on the page being filled; 0: it starts a new one.
static int
lines_here(const struct ui *ui, const struct text_layout *layout, int first, enum flow_kind kind)
{
    int left = layout->line_count - first;
    int fit = lines_that_fit(ui, layout, first, ui_room(ui));
    if (kind != FLOW_BODY && fit < left && ui->cursor > 0) {
        return 0; // short enough to stay whole
    }
    bool alone = flow_waits(ui); // nothing else answers on this page
    if (fit >= left && lines_that_fit(ui, layout, first, ui_room(ui) - spare(ui)) < left) {
        // What follows would stand alone: some lines go over to it.
        fit = left >= 4 ? left - 2 : !alone ? 0 : left > 1 ? left - 1 : 1;
    }
    // Neither a first nor a last line alone, if a page boundary is near.
    if (fit < left && fit < 2 && ui->cursor > 0 && !(alone && fit == 1)) {
        return 0;
    }
    if (fit > 2 && left - fit == 1) {
        fit--; // so that two lines go over together
    }
    return fit >= left ? left : fit > 0 ? fit : 1;
}

// A remark that misses the page by a hair stands a little closer to what is before it.
static void
move_closer(struct ui *ui, float height)
{
    float over = height - ui_room(ui);
    if (over > 0 && over < ui_spacing(ui) * 0.6f && ui->cursor > 0) {
        ui->cursor -= over + 0.01f;
    }
}

struct slot
flow_text(struct ui *ui, const char *name, struct store_text text, const struct ui_look *look,
    enum flow_kind kind)
{
    struct slot begin = {0};
    if (ui_is_empty(text)) {
        return begin;
    }
    const struct panel *panel = &ui->world->panel;
    struct ui_look fitted = ui_whole_words(ui, text, *look, ui->column_w);
    struct text_spec spec = {.text = text.text,
        .lang = text.lang,
        .dir = text.dir,
        .cap_px = fitted.cap_mm * panel->px_per_mm,
        .bold = fitted.bold,
        .width_px = panel_px(panel, ui->column_w)};
    struct piece piece = {.spec = &spec, .look = &fitted};
    if (kind == FLOW_REMARK) {
        move_closer(ui, ui_text_height(ui, text, &fitted, ui->column_w));
    }
    for (;;) {
        const struct text_layout *layout = text_layout(ui->world->text, &spec);
        piece.count = lines_here(ui, layout, piece.first, kind);
        if (piece.count == 0) {
            ui_new_page(ui);
            continue;
        }
        bool last = piece.first + piece.count >= layout->line_count;
        struct slot slot = text_piece(ui, name, text, &piece, kind);
        begin = piece.first == 0 ? slot : begin;
        if (last) {
            return begin;
        }
        piece.first += piece.count;
        ui_new_page(ui); // for the rest
    }
}

// Mending ------------------------------------------------------------------------------------------

static bool
hint(struct flow *flow, int block, float spare_mm)
{
    for (int i = 0; i < flow->hint_count; i++) {
        if (flow->hints[i].block == block) {
            return false; // tried
        }
    }
    if (flow->hint_count == FLOW_HINTS_MAX) {
        return false;
    }
    flow->hints[flow->hint_count++] = (struct flow_hint){.block = block, .spare = spare_mm};
    return true;
}

// The last resort: what goes along gets smaller everywhere.
static bool
tighten(struct flow *flow)
{
    bool before = flow->tight;
    flow->tight = true;
    flow->hint_count = 0;
    return !before;
}

// The page of blocks [first, end): does it answer nothing, or end with a heading?
static bool
mend_page(struct ui *ui, int first, int end)
{
    struct flow *flow = ui->flow;
    const struct flow_block *block = flow->block;
    bool alone = true;
    float filled = 0;
    for (int i = first; i < end; i++) {
        alone = alone && block[i].kind != FLOW_BODY;
        filled += block[i].height;
    }
    if (alone) { // the end of the page before comes along
        bool full = filled >= ui->area.h * FILLED;
        float height = filled + ui_spacing(ui) * (float)(end - first - 1);
        for (first--; first >= 0 && block[first].kind != FLOW_BODY; first--) {
            height += block[first].height + ui_spacing(ui);
        }
        return !full && ((first >= 0 && hint(flow, first, height)) || tighten(flow));
    }
    return block[end - 1].kind == FLOW_LEADS && end < flow->count &&
           hint(flow, end - 1, fminf(block[end].height, ui->area.h * 0.5f));
}

bool
flow_mend(struct ui *ui)
{
    const struct flow *flow = ui->flow;
    int first = 0;
    for (int i = 1; i <= flow->count; i++) {
        if (i < flow->count && flow->block[i].page == flow->block[first].page) {
            continue;
        }
        if (mend_page(ui, first, i)) {
            return true;
        }
        first = i;
    }
    return false;
}
