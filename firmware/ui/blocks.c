// Blocks that flow down the content area and turn into pages.
#include "ui/internal.h"

#include <math.h>
#include <string.h>

static const float PAD = 3.0f; // inside cards, times unit

float
ui_spacing(const struct ui *ui)
{
    return ui->compact ? 2.6f : ui->world->scale.gap * fminf(ui->unit, 1.25f);
}

float
ui_padding(const struct ui *ui)
{
    return PAD * fmaxf(ui->unit, 0.75f);
}

bool
ui_is_empty(struct store_text text)
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
    ui->cursor += height + ui_spacing(ui);
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
struct ui_look
ui_whole_words(struct ui *ui, struct store_text text, struct ui_look look, float width)
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
void
ui_mark_fallback(struct ui *ui, const char *name, struct rect rect)
{
    struct node *bar = ui_node(ui, ROLE_GROUP, arena_printf(ui->arena, "%s.mark", name),
        (struct rect){rect.x, rect.y, UI_MARK_MM, rect.h});
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
        ui_mark_fallback(
            ui, id, (struct rect){slot.rect.x - 2.5f, slot.rect.y, UI_MARK_MM, slot.rect.h});
    }
}

static void
flow_text(struct ui *ui, const char *name, struct store_text text, const struct ui_look *look)
{
    if (ui_is_empty(text)) {
        return;
    }
    const struct panel *panel = &ui->world->panel;
    struct ui_look fitted = ui_whole_words(ui, text, *look, ui->column_w);
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
        if (fit > 2 && left - fit == 1) {
            fit--; // so that two lines go over together
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
    struct ui_look body = {.style = TYPE_BODY}; // of which a page holds two lines or none
    float lines = ui_text_height(ui, ui_plain(ui, "x\nx"), &body, ui->column_w) + 0.5f;
    follower = fmaxf(follower, lines);
    if (ui->cursor > 0 && ui_room(ui) < height + ui_spacing(ui) + follower) {
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

float
ui_icon_side(const struct ui *ui)
{
    return 10.0f * fmaxf(fminf(ui->unit, 1.25f), 0.8f);
}

// Of the disc a number stands in.
float
ui_disc_side(const struct ui *ui)
{
    return fmaxf(ui_icon_side(ui) * 0.8f, 8.0f);
}

void
ui_card_colours(struct ui *ui, struct node *node, enum tone tone)
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
    if (ui_is_empty(text)) {
        return;
    }
    float p = ui_padding(ui);
    float side = ui_icon_side(ui) * 0.8f;
    uint32_t fill;
    uint32_t edge;
    uint32_t ink;
    ui_tone_colours(ui, tone, &fill, &edge, &ink);
    struct ui_look look = {.style = ui->compact ? TYPE_SMALL : TYPE_BODY, .colour = ink};
    float width = ui->column_w - side - 3 * p;
    look = ui_whole_words(ui, text, look, width);
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
    ui_card_colours(ui, node, tone);
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
    if (ui_is_empty(value)) {
        return;
    }
    float p = ui_padding(ui);
    float side = ui_icon_side(ui) * 0.8f;
    struct ui_look small = {.style = TYPE_SMALL, .colour = ui->theme->ink2};
    struct ui_look body = {.style = TYPE_BODY, .colour = ui->theme->ink};
    float width = ui->column_w - side - p;
    bool table = !ui_is_empty(label) && width > 150.0f * ui->type && ui->visit->size == SIZE_NORMAL;
    float label_w = table ? width * 0.27f : width;
    float value_w = table ? width - label_w - p : width;
    small = ui_whole_words(ui, label, small, label_w);
    body = ui_whole_words(ui, value, body, value_w);
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
    if (!ui_is_empty(label)) {
        struct rect lr = {x, r.y, label_w, table ? fmaxf(label_h, first) : label_h};
        ui_set_text(ui, ui_node(ui, ROLE_TEXT, arena_printf(ui->arena, "%s.label", name), lr),
            label, &small, lr);
    }
    struct rect vr = {x + (table ? label_w + p : 0), r.y + (table ? 0 : label_h), value_w,
        fmaxf(value_h, table || ui_is_empty(label) ? first : 0)};
    struct node *node = ui_node(ui, ROLE_TEXT, name, vr);
    ui_set_text(ui, node, value, &body, vr);
    if (value.fallback) {
        ui_mark_fallback(ui, name, (struct rect){vr.x - 2.2f, vr.y, UI_MARK_MM, vr.h});
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
    struct node *node = ui_node(ui, ui_is_empty(alt) ? ROLE_ICON : ROLE_IMAGE, name, slot.rect);
    node->icon = picture;
    node->icon_rect = slot.rect;
    node->icon_tint = ui->theme->action;
    node->text = ui_is_empty(alt) ? "" : alt.text; // for the ear and the tests, not painted
    node->key = ui_is_empty(alt) ? "" : alt.key;
    node->lang = ui_is_empty(alt) ? ui->frame->lang : alt.lang;
}
