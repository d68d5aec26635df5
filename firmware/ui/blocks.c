// Blocks that flow down the content area and turn into pages.
#include "ui/ui.h"

#include <math.h>
#include <string.h>

static const float PAD = 3.0f;    // inside cards, times unit
static const float MARK_W = 1.2f; // side bar of a text in another language

static float
gap(const struct ui *ui)
{
    return ui->compact ? 2.6f : ui->world->scale.gap * fminf(ui->unit, 1.25f);
}

static float
pad(const struct ui *ui)
{
    return PAD * fmaxf(ui->unit, 0.75f);
}

static bool
empty(struct store_text text)
{
    return !text.text || text.text[0] == '\0';
}

float
ui_room(const struct ui *ui)
{
    return ui->area.h - ui->cursor;
}

struct slot
ui_block(struct ui *ui, float height)
{
    if (ui->cursor > 0 && ui->cursor + height > ui->area.h + 0.01f) {
        ui->filling++;
        ui->cursor = 0;
    }
    struct slot slot = {.shown = ui->filling == ui->page,
        .rect = {ui->column_x, ui->area.y + ui->cursor, ui->column_w, height}};
    ui->cursor += height + gap(ui);
    return slot;
}

void
ui_gap(struct ui *ui, float mm)
{
    if (ui->cursor > 0) {
        ui->cursor += mm * ui->unit;
    }
}

void
ui_tone_colours(const struct ui *ui, enum tone tone, uint32_t *fill, uint32_t *edge, uint32_t *ink)
{
    const struct theme *t = ui->theme;
    const uint32_t table[][3] = {
        [TONE_PLAIN] = {t->raised, t->hairline, t->ink},
        [TONE_TINT] = {t->action_tint, t->action_edge, t->ink},
        [TONE_ACTION] = {t->action, t->action, t->action_text},
        [TONE_ATTENTION] = {t->attention, t->attention_edge, t->attention_text},
        [TONE_DANGER] = {t->danger_tint, t->danger, t->ink},
        [TONE_GOOD] = {t->good_tint, t->good, t->ink},
    };
    *fill = table[tone][0];
    *edge = table[tone][1];
    *ink = table[tone][2];
}

// The look, smaller if need be: no word is ever cut in two.
static struct ui_look
whole_words(struct ui *ui, struct store_text text, struct ui_look look, float width)
{
    look.cap_mm = ui_fit(ui, text, &look, width, 1.0e6f);
    return look;
}

static uint32_t
tone_icon(const struct ui *ui, enum tone tone)
{
    const struct theme *t = ui->theme;
    const uint32_t table[] = {[TONE_PLAIN] = t->action,
        [TONE_TINT] = t->action,
        [TONE_ACTION] = t->action_text,
        [TONE_ATTENTION] = t->attention_edge,
        [TONE_DANGER] = t->danger,
        [TONE_GOOD] = t->good};
    return table[tone];
}

// The bar at the start side of a text that stands in another language than the visitor's.
static void
mark_fallback(struct ui *ui, const char *name, struct rect rect)
{
    struct node *bar = ui_node(ui, ROLE_GROUP, arena_printf(ui->arena, "%s.mark", name),
        (struct rect){rect.x, rect.y, MARK_W, rect.h});
    bar->fill = ui->theme->attention_edge;
}

// Text over pages --------------------------------------------------------------------------------

// Lines [first, …) that fit in height; at least one when the page is empty.
static int
lines_that_fit(const struct text_layout *layout, int first, int height_px)
{
    int count = 0;
    int used = 0;
    while (first + count < layout->line_count) {
        used += layout->lines[first + count].height_px;
        if (used > height_px) {
            break;
        }
        count++;
    }
    return count;
}

static int
lines_height(const struct text_layout *layout, int first, int count)
{
    int height = 0;
    for (int i = first; i < first + count; i++) {
        height += layout->lines[i].height_px;
    }
    return height;
}

static void
text_piece(struct ui *ui, const char *name, struct store_text text, const struct ui_look *look,
    const struct text_spec *spec, int first, int count)
{
    const struct text_layout *layout = text_layout(ui->world->text, spec);
    float mm = (float)lines_height(layout, first, count) / ui->world->panel.px_per_mm;
    int total = layout->line_count;
    struct slot slot = ui_block(ui, mm);
    if (!slot.shown) {
        return;
    }
    struct rect rect = slot.rect;
    rect.w = (float)spec->width_px / ui->world->panel.px_per_mm;
    const char *id = first == 0 ? name : arena_printf(ui->arena, "%s+%d", name, first);
    struct node *node = ui_node(ui, look->bold ? ROLE_HEADING : ROLE_TEXT, id, slot.rect);
    ui_set_text(ui, node, text, look, (struct rect){rect.x, rect.y, rect.w, 10000});
    node->text_rect = rect;
    if (count < total) {
        node->first_line = first;
        node->line_count = count;
    }
    if (text.fallback) {
        mark_fallback(ui, id, (struct rect){slot.rect.x - 2.5f, slot.rect.y, MARK_W, slot.rect.h});
    }
}

static void
flow_text(struct ui *ui, const char *name, struct store_text text, const struct ui_look *look)
{
    if (empty(text)) {
        return;
    }
    const struct panel *panel = &ui->world->panel;
    struct ui_look fitted = whole_words(ui, text, *look, ui->column_w);
    look = &fitted;
    struct text_spec spec = {.text = text.text,
        .lang = text.lang,
        .dir = text.dir,
        .cap_px = look->cap_mm * panel->px_per_mm,
        .bold = look->bold,
        .width_px = panel_px(panel, ui->column_w)};
    int first = 0;
    for (;;) {
        const struct text_layout *layout = text_layout(ui->world->text, &spec);
        int left = layout->line_count - first;
        int fit = lines_that_fit(layout, first, (int)(ui_room(ui) * panel->px_per_mm));
        // Neither a first nor a last line alone, if a page boundary is near.
        if (fit < left && fit < 2 && ui->cursor > 0) {
            ui->filling++;
            ui->cursor = 0;
            continue;
        }
        int count = fit >= left ? left : fit > 0 ? fit : 1;
        text_piece(ui, name, text, look, &spec, first, count);
        first += count;
        if (first >= layout->line_count) {
            return;
        }
        ui->cursor = ui->area.h; // the rest starts a new page
    }
}

void
ui_heading(struct ui *ui, const char *name, struct store_text text)
{
    struct ui_look look = {.style = TYPE_TILE, .bold = true, .colour = ui->theme->ink};
    // A heading never stands alone at the foot of a page.
    float height = ui_text_height(ui, text, &look, ui->column_w);
    float follower = ui->compact ? 17.0f : fminf(34.0f * ui->type, ui->area.h * 0.45f);
    if (ui->cursor > 0 && ui_room(ui) < height + gap(ui) + follower) {
        ui->filling++;
        ui->cursor = 0;
    }
    flow_text(ui, name, text, &look);
}

void
ui_paragraph(struct ui *ui, const char *name, struct store_text text, enum type_style style)
{
    struct ui_look look = {
        .style = style, .colour = style == TYPE_SMALL ? ui->theme->ink2 : ui->theme->ink};
    flow_text(ui, name, text, &look);
}

// Cards --------------------------------------------------------------------------------------------

static float
icon_side(const struct ui *ui)
{
    return 10.0f * fmaxf(fminf(ui->unit, 1.25f), 0.8f);
}

// Of the disc a number stands in.
static float
disc_side(const struct ui *ui)
{
    return fmaxf(icon_side(ui) * 0.8f, 8.0f);
}

static void
card_colours(struct ui *ui, struct node *node, enum tone tone)
{
    uint32_t ink;
    ui_tone_colours(ui, tone, &node->fill, &node->edge, &ink);
    node->edge_mm = tone == TONE_TINT ? 0.8f : ui->world->scale.hairline;
    node->radius_mm = ui->world->scale.radius;
    node->icon_tint = tone_icon(ui, tone);
}

void
ui_note(struct ui *ui, const char *name, enum tone tone, const char *icon, struct store_text text)
{
    if (empty(text)) {
        return;
    }
    float p = pad(ui);
    float side = icon_side(ui) * 0.8f;
    uint32_t fill;
    uint32_t edge;
    uint32_t ink;
    ui_tone_colours(ui, tone, &fill, &edge, &ink);
    struct ui_look look = {.style = ui->compact ? TYPE_SMALL : TYPE_BODY, .colour = ink};
    float width = ui->column_w - side - 3 * p;
    look = whole_words(ui, text, look, width);
    float height = fmaxf(ui_text_height(ui, text, &look, width), side) + 1.4f * p;
    if (height > ui->area.h) { // no card holds it: plain text does
        flow_text(ui, name, text, &look);
        return;
    }
    struct slot slot = ui_block(ui, height);
    if (!slot.shown) {
        return;
    }
    struct node *node = ui_node(ui, ROLE_STATUS, name, slot.rect);
    card_colours(ui, node, tone);
    node->icon = icon;
    struct rect r = slot.rect;
    node->icon_rect = (struct rect){r.x + p, r.y + (r.h - side) / 2, side, side};
    ui_set_text(ui, node, text, &look, (struct rect){r.x + side + 2 * p, r.y, width, r.h});
}

// Icon, label, value: in two columns like a table where the panel is wide, one above the other where
// it is not.
void
ui_fact(struct ui *ui, const char *name, const char *icon, struct store_text label,
    struct store_text value)
{
    if (empty(value)) {
        return;
    }
    float p = pad(ui);
    float side = icon_side(ui) * 0.8f;
    struct ui_look small = {.style = TYPE_SMALL, .colour = ui->theme->ink2};
    struct ui_look body = {.style = TYPE_BODY, .colour = ui->theme->ink};
    float width = ui->column_w - side - p;
    bool table = !empty(label) && width > 150.0f * ui->type && ui->visit->size == SIZE_NORMAL;
    float label_w = table ? width * 0.27f : width;
    float value_w = table ? width - label_w - p : width;
    small = whole_words(ui, label, small, label_w);
    body = whole_words(ui, value, body, value_w);
    float label_h = ui_text_height(ui, label, &small, label_w);
    float value_h = ui_text_height(ui, value, &body, value_w);
    float words_h = table ? fmaxf(label_h, value_h) : label_h + value_h;
    if (words_h > ui->area.h) { // taller than any page: it flows as text
        flow_text(ui, name, value, &body);
        return;
    }
    struct slot slot = ui_block(ui, fmaxf(words_h, side));
    if (!slot.shown) {
        return;
    }
    struct rect r = slot.rect;
    struct node *picture = ui_node(ui, ROLE_ICON, arena_printf(ui->arena, "%s.icon", name),
        (struct rect){r.x, r.y, side, side});
    picture->icon = icon;
    picture->icon_tint = ui->theme->action;
    picture->icon_rect = picture->rect;
    float x = r.x + side + p;
    float first = fminf(r.h, side); // one line stands level with the icon
    if (!empty(label)) {
        struct rect lr = {x, r.y, label_w, table ? fmaxf(label_h, first) : label_h};
        ui_set_text(ui, ui_node(ui, ROLE_TEXT, arena_printf(ui->arena, "%s.label", name), lr),
            label, &small, lr);
    }
    struct rect vr = {x + (table ? label_w + p : 0), r.y + (table ? 0 : label_h), value_w,
        fmaxf(value_h, table || empty(label) ? first : 0)};
    struct node *node = ui_node(ui, ROLE_TEXT, name, vr);
    ui_set_text(ui, node, value, &body, vr);
    if (value.fallback) {
        mark_fallback(ui, name, (struct rect){vr.x - 2.2f, vr.y, MARK_W, vr.h});
    }
}

void
ui_picture(
    struct ui *ui, const char *name, const char *picture, struct store_text alt, float height)
{
    if (!picture || *picture == '\0') {
        return;
    }
    float h = fminf(height, ui->area.h);
    struct slot slot = ui_block(ui, h);
    if (!slot.shown) {
        return;
    }
    struct node *node = ui_node(ui, empty(alt) ? ROLE_ICON : ROLE_IMAGE, name, slot.rect);
    node->icon = picture;
    node->icon_rect = slot.rect;
    node->icon_tint = ui->theme->action;
    node->text = empty(alt) ? "" : alt.text; // for the ear and the tests, not painted
    node->key = empty(alt) ? "" : alt.key;
    node->lang = empty(alt) ? ui->frame->lang : alt.lang;
}

// Tiles --------------------------------------------------------------------------------------------

struct tile_size {
    float icon;
    float words_w;
    float title_h;
    float note_h;
    float height;
};

static struct ui_look
title_look(const struct ui *ui, const struct choice *choice, uint32_t ink)
{
    bool button =
        choice->role == ROLE_BUTTON || choice->role == ROLE_STATUS || choice->role == ROLE_CHECKBOX;
    return (struct ui_look){
        .style = button || ui->compact ? TYPE_BODY : TYPE_TILE, .bold = true, .colour = ink};
}

static struct tile_size
tile_measure(struct ui *ui, const struct choice *choice, float width, bool stacked)
{
    float p = pad(ui);
    struct tile_size size = {0};
    bool has_icon = choice->icon && *choice->icon;
    size.icon = !has_icon ? 0 : stacked ? icon_side(ui) * 1.7f : icon_side(ui);
    float disc = choice->number > 0 ? disc_side(ui) + p : 0;
    size.words_w = stacked ? width - 2 * p : width - 2 * p - disc - (has_icon ? size.icon + p : 0);
    struct ui_look look = whole_words(ui, choice->title, title_look(ui, choice, 0), size.words_w);
    struct ui_look small =
        whole_words(ui, choice->note, (struct ui_look){.style = TYPE_SMALL}, size.words_w);
    size.title_h = ui_text_height(ui, choice->title, &look, size.words_w);
    size.note_h = ui_text_height(ui, choice->note, &small, size.words_w);
    float words = size.title_h + size.note_h;
    float inner = stacked ? words + size.icon + p * 0.6f : fmaxf(words, size.icon);
    float least = ui->world->scale.touch * (ui->compact ? 0.83f : 1.0f);
    size.height = fminf(fmaxf(inner + p, least), ui->area.h); // the words shrink on a small page
    return size;
}

float
ui_tile_height(struct ui *ui, const struct choice *choice, float width)
{
    return tile_measure(ui, choice, width, false).height;
}

static void
tile_number(struct ui *ui, const struct choice *choice, struct rect rect)
{
    const char *digits =
        store_number(ui->world->store, ui->arena, ui->visit->language, choice->number);
    struct node *disc =
        ui_node(ui, ROLE_GROUP, arena_printf(ui->arena, "%s.number", choice->name), rect);
    disc->fill = ui->theme->action;
    disc->radius_mm = rect.h / 2;
    struct ui_look look = {
        .style = TYPE_BODY, .bold = true, .align = ALIGN_CENTER, .colour = ui->theme->action_text};
    struct store_text text = ui_plain(ui, digits);
    look.cap_mm = ui_fit(ui, text, &look, rect.w, rect.h);
    ui_set_text(ui, disc, text, &look, rect);
}

static void
tile_words(struct ui *ui, struct node *node, const struct choice *choice,
    const struct tile_size *size, struct rect words)
{
    uint32_t fill;
    uint32_t edge;
    uint32_t ink;
    ui_tone_colours(ui, choice->tone, &fill, &edge, &ink);
    struct ui_look look = whole_words(ui, choice->title, title_look(ui, choice, ink), words.w);
    struct ui_look small = {
        .style = TYPE_SMALL, .colour = choice->tone == TONE_PLAIN ? ui->theme->ink2 : ink};
    small = whole_words(ui, choice->note, small, words.w);
    float note_h = size->note_h;
    if (words.h < size->title_h + note_h) { // a fixed height: shrink rather than cut
        small.cap_mm = ui_fit(ui, choice->note, &small, words.w, words.h * 0.5f);
        note_h = ui_text_height(ui, choice->note, &small, words.w);
        look.cap_mm = ui_fit(ui, choice->title, &look, words.w, words.h - note_h);
    }
    float title_h = ui_text_height(ui, choice->title, &look, words.w);
    float top = words.y + (words.h - title_h - note_h) / 2;
    struct rect title = {words.x, top, words.w, title_h};
    ui_set_text(ui, node, choice->title, &look, title);
    if (choice->title.fallback) {
        mark_fallback(
            ui, choice->name, (struct rect){words.x - 2.2f, title.y, MARK_W, title.h + note_h});
    }
    if (note_h > 0) {
        struct rect note = {words.x, top + title_h, words.w, note_h};
        struct node *sub =
            ui_node(ui, ROLE_TEXT, arena_printf(ui->arena, "%s.note", choice->name), note);
        ui_set_text(ui, sub, choice->note, &small, note);
    }
}

struct node *
ui_tile(struct ui *ui, const struct choice *choice, struct rect rect, bool stacked)
{
    float p = pad(ui);
    struct tile_size size = tile_measure(ui, choice, rect.w, stacked);
    enum role role = choice->role == ROLE_GROUP ? ROLE_TILE : choice->role;
    struct node *node = ui_node(ui, role, choice->name, rect);
    enum tone tone = choice->tone == TONE_PLAIN && choice->checked ? TONE_TINT : choice->tone;
    card_colours(ui, node, tone);
    node->action = choice->action;
    node->focusable = choice->action.kind != ACT_NONE;
    node->checked = choice->checked;
    node->sensitive = node->sensitive || choice->sensitive;
    node->icon = choice->icon ? choice->icon : "";
    if (stacked) {
        float spare = rect.h - p - p * 0.6f - size.title_h - size.note_h;
        size.icon = fmaxf(fminf(size.icon, spare), 6.0f);
        float block = size.icon + p * 0.6f + size.title_h + size.note_h;
        float top = rect.y + fmaxf((rect.h - block) / 2, p * 0.5f);
        node->icon_rect = (struct rect){rect.x + p, top, size.icon, size.icon};
        float below = top + size.icon + p * 0.6f;
        tile_words(ui, node, choice, &size,
            (struct rect){rect.x + p, below, size.words_w,
                fminf(size.title_h + size.note_h, rect.y + rect.h - below - 0.5f)});
        return node;
    }
    float x = rect.x + p;
    if (choice->number > 0) {
        float side = disc_side(ui);
        tile_number(ui, choice, (struct rect){x, rect.y + (rect.h - side) / 2, side, side});
        x += side + p;
    }
    if (size.icon > 0) {
        float side = fminf(size.icon, rect.h - 2);
        node->icon_rect = (struct rect){x, rect.y + (rect.h - side) / 2, side, side};
        x += size.icon + p;
    }
    tile_words(ui, node, choice, &size, (struct rect){x, rect.y, size.words_w, rect.h});
    return node;
}

void
ui_button(struct ui *ui, const struct choice *choice)
{
    struct choice wide = *choice;
    wide.role = choice->role == ROLE_GROUP ? ROLE_BUTTON : choice->role;
    struct tile_size size = tile_measure(ui, &wide, ui->column_w, false);
    struct slot slot = ui_block(ui, size.height);
    if (slot.shown) {
        ui_tile(ui, &wide, slot.rect, false);
    }
}

// Columns the panel carries: tiles never get narrower than their words need at this text size.
static int
columns_of(const struct ui *ui, int count, int columns, bool stacked)
{
    bool terse = columns < 0;
    columns = terse ? -columns : columns;
    float narrowest = terse ? 54.0f : stacked ? 52.0f : 82.0f;
    float factor = fminf(ui->world->scale.factor[ui->visit->size], 1.4f);
    float narrow = narrowest * ui->type * factor;
    int fit = (int)((ui->column_w + gap(ui)) / (narrow + gap(ui)));
    if (ui->compact && !terse) {
        fit = 1;
    }
    columns = fit < columns ? fit : columns;
    return columns < 1 ? 1 : columns > count ? count : columns;
}

static void
one_row(
    struct ui *ui, const struct choice *choices, int count, int columns, float height, bool stacked)
{
    float g = gap(ui);
    float width = (ui->column_w - g * (float)(columns - 1)) / (float)columns;
    struct slot slot = ui_block(ui, height);
    for (int i = 0; slot.shown && i < count; i++) {
        struct rect rect = {slot.rect.x + (float)i * (width + g), slot.rect.y, width, height};
        ui_tile(ui, &choices[i], rect, stacked);
    }
}

void
ui_choices(struct ui *ui, const struct choice *choices, int count, int columns, bool stacked)
{
    if (count == 0) {
        return;
    }
    columns = columns_of(ui, count, columns, stacked);
    stacked = stacked && columns > 1;
    float width = (ui->column_w - gap(ui) * (float)(columns - 1)) / (float)columns;
    for (int row = 0; row < count; row += columns) {
        float height = 0;
        int in_row = count - row < columns ? count - row : columns;
        for (int i = row; i < row + in_row; i++) {
            height = fmaxf(height, tile_measure(ui, &choices[i], width, stacked).height);
        }
        one_row(ui, &choices[row], in_row, columns, height, stacked);
    }
}

bool
ui_choices_in(
    struct ui *ui, const struct choice *choices, int count, int columns, bool stacked, float height)
{
    float g = gap(ui);
    int rows = (count + columns - 1) / columns;
    float each = (height - g * (float)(rows - 1)) / (float)rows;
    if (ui->compact || ui->visit->size != SIZE_NORMAL || each < ui->world->scale.touch * 0.9f) {
        ui_choices(ui, choices, count, columns, stacked);
        return false;
    }
    for (int row = 0; row < count; row += columns) {
        int in_row = count - row < columns ? count - row : columns;
        one_row(ui, &choices[row], in_row, columns, each, stacked);
    }
    return true;
}

// Steps --------------------------------------------------------------------------------------------

static void
step_head(struct ui *ui, const char *name, int number, struct store_text title, struct rect r)
{
    float disc = icon_side(ui);
    float p = pad(ui);
    struct ui_look look = {.style = TYPE_BODY, .bold = true, .colour = ui->theme->ink};
    struct choice numbered = {.name = name, .number = number};
    tile_number(ui, &numbered, (struct rect){r.x, r.y, disc, disc});
    struct rect tr = {r.x + disc + p, r.y, r.w - disc - p, r.h};
    struct node *head = ui_node(ui, ROLE_TEXT, name, tr);
    look.cap_mm = ui_fit(ui, title, &look, tr.w, tr.h);
    ui_set_text(ui, head, title, &look, tr);
    if (title.fallback) {
        mark_fallback(ui, name, (struct rect){tr.x - 2.2f, tr.y, MARK_W, tr.h});
    }
}

// A picture and words in small letters, indented under the step's name.
static void
step_line(struct ui *ui, const char *name, const struct ui_line *line, struct rect r)
{
    float side = 5.5f * ui->type;
    struct ui_look small = {.style = TYPE_SMALL, .colour = ui->theme->ink2};
    struct rect words = {r.x + side + pad(ui) * 0.6f, r.y, r.w - side - pad(ui) * 0.6f, r.h};
    struct node *node = ui_node(ui, ROLE_TEXT, name, words);
    node->icon = line->icon;
    node->icon_tint = ui->theme->action;
    node->icon_rect =
        (struct rect){r.x, r.y + (r.h > 2 * side ? 0.8f : (r.h - side) / 2), side, side};
    small.cap_mm = ui_fit(ui, line->text, &small, words.w, words.h);
    ui_set_text(ui, node, line->text, &small, words);
}

static float
step_line_height(struct ui *ui, const struct ui_line *line, float width)
{
    float side = 5.5f * ui->type;
    struct ui_look small = {.style = TYPE_SMALL};
    float words = width - side - pad(ui) * 0.6f;
    small = whole_words(ui, line->text, small, words);
    return fmaxf(ui_text_height(ui, line->text, &small, words), side);
}

// A step stands whole on a page; only one taller than a page is taken apart line by line.
void
ui_step(struct ui *ui, const char *name, int number, struct store_text title,
    const struct ui_line *lines, int count)
{
    float indent = icon_side(ui) + pad(ui);
    float width = ui->column_w - indent;
    struct ui_look look = {.style = TYPE_BODY, .bold = true};
    look = whole_words(ui, title, look, width);
    float head_h = fmaxf(ui_text_height(ui, title, &look, width), icon_side(ui));
    float height = head_h;
    for (int i = 0; i < count; i++) {
        height += step_line_height(ui, &lines[i], width);
    }
    bool whole = height <= ui->area.h;
    struct slot slot = ui_block(ui, whole ? height : fminf(head_h, ui->area.h));
    if (slot.shown) {
        step_head(ui, name, number, title,
            (struct rect){slot.rect.x, slot.rect.y, ui->column_w, fminf(head_h, slot.rect.h)});
    }
    float y = slot.rect.y + head_h;
    for (int i = 0; i < count; i++) {
        float h = step_line_height(ui, &lines[i], width);
        struct slot own = whole ? slot : ui_block(ui, fminf(h, ui->area.h));
        struct rect r = {
            own.rect.x + indent, whole ? y : own.rect.y, width, whole ? h : own.rect.h};
        if (own.shown) {
            step_line(ui, arena_printf(ui->arena, "%s.line-%d", name, i + 1), &lines[i], r);
        }
        y += h;
    }
}
