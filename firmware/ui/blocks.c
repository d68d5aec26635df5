// Headings, paragraphs, cards, facts, pictures.
#include "ui/internal.h"

#include <math.h>
#include <string.h>

static const float PAD = 3.0f;          // inside cards, times unit
static const float HEADING_MOST = 0.5f; // of a page
static const float REMARK_MOST = 0.28f;
static const float PICTURE_LEAST = 8.0f;
static const float NOTE_LEAST = 10.0f; // one line

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

float
ui_touch_least(const struct ui *ui)
{
    return ui->world->scale.touch * (ui->compact ? 0.66f : 1.0f);
}

bool
ui_is_empty(struct store_text text)
{
    return !text.text || text.text[0] == '\0';
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

// Words ------------------------------------------------------------------------------------------

// What only goes along leaves most of what its page offers to the rest.
static float
share(const struct ui *ui, float of_page)
{
    float offered = flow_waits(ui) ? ui_room(ui) : ui->area.h;
    return offered * of_page * (ui->flow->tight ? 0.7f : 1.0f);
}

static struct ui_look
modest(struct ui *ui, struct store_text text, struct ui_look look)
{
    float most = share(ui, look.bold ? HEADING_MOST : REMARK_MOST);
    look.cap_mm = ui_fit(ui, text, &look, ui->column_w, most);
    return look;
}

// Height of the least that has to stand below a heading or a picture: two lines of such words.
static float
follower(struct ui *ui, enum type_style style)
{
    struct ui_look look = {.style = style};
    float lines = ui_text_height(ui, ui_plain(ui, "x\nx"), &look, ui->column_w) + 0.5f;
    return fmaxf(ui_touch_least(ui), lines);
}

void
ui_heading(struct ui *ui, const char *name, struct store_text text)
{
    struct ui_look look = {.style = TYPE_TILE, .bold = true, .colour = ui->theme->ink};
    look = modest(ui, text, look);
    // A heading never stands alone at the foot of a page.
    float height = ui_text_height(ui, text, &look, ui->column_w);
    if (!flow_waits(ui) && ui_room(ui) < height + ui_spacing(ui) + follower(ui, TYPE_BODY)) {
        ui_new_page(ui);
    }
    flow_text(ui, name, text, &look, FLOW_LEADS);
}

void
ui_paragraph(struct ui *ui, const char *name, struct store_text text, enum type_style style)
{
    bool remark = style == TYPE_SMALL;
    struct ui_look look = {.style = style, .colour = remark ? ui->theme->ink2 : ui->theme->ink};
    look = remark ? modest(ui, text, look) : look;
    flow_text(ui, name, text, &look, remark ? FLOW_REMARK : FLOW_BODY);
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

static void
note_card(struct ui *ui, const struct choice *note, const struct ui_look *look, struct rect r)
{
    float p = ui_padding(ui);
    float side = ui_icon_side(ui) * 0.8f;
    struct node *node = ui_node(ui, ROLE_STATUS, note->name, r);
    ui_card_colours(ui, node, note->tone);
    node->icon = note->icon;
    node->icon_rect = (struct rect){r.x + p, r.y + (r.h - side) / 2, side, side};
    ui_set_text(ui, node, note->title, look,
        (struct rect){r.x + side + 2 * p, r.y, r.w - side - 3 * p, r.h});
}

void
flow_note(struct ui *ui, const struct choice *note, enum flow_kind kind, float most)
{
    float pad = 1.4f * ui_padding(ui);
    float side = ui_icon_side(ui) * 0.8f;
    uint32_t fill;
    uint32_t edge;
    struct ui_look look = {.style = ui->compact ? TYPE_SMALL : TYPE_BODY};
    ui_tone_colours(ui, note->tone, &fill, &edge, &look.colour);
    float width = ui->column_w - side - 3 * ui_padding(ui);
    look.cap_mm = ui_fit(ui, note->title, &look, width, most - pad);
    float height = fmaxf(ui_text_height(ui, note->title, &look, width), side) + pad;
    bool alone = kind == FLOW_BODY && flow_waits(ui) && height > most;
    if (height > ui->area.h || alone) { // no card holds it: plain text does
        look.style = TYPE_BODY;
        look.cap_mm = 0;
        flow_text(ui, note->name, note->title, &look, kind);
        return;
    }
    struct slot slot = flow_place(ui, height, kind);
    if (slot.shown) {
        note_card(ui, note, &look, slot.rect);
    }
}

void
ui_note(struct ui *ui, const char *name, enum tone tone, const char *icon, struct store_text text)
{
    struct choice note = {.name = name, .tone = tone, .icon = icon, .title = text};
    if (!ui_is_empty(text)) {
        flow_note(ui, &note, FLOW_BODY, flow_most(ui, NOTE_LEAST));
    }
}

void
ui_aside(struct ui *ui, const char *name, enum tone tone, const char *icon, struct store_text text)
{
    struct choice note = {.name = name, .tone = tone, .icon = icon, .title = text};
    flow_note(ui, &note, FLOW_REMARK, share(ui, REMARK_MOST));
}

static void
fact_icon(struct ui *ui, const char *name, const char *icon, float x, float y)
{
    float side = ui_icon_side(ui) * 0.8f;
    struct node *picture = ui_node(
        ui, ROLE_ICON, arena_printf(ui->arena, "%s.icon", name), (struct rect){x, y, side, side});
    picture->icon = icon;
    picture->icon_tint = ui->theme->action;
    picture->icon_rect = picture->rect;
}

// Where the capitals of a text's first line have their middle.
static float
first_middle(const struct ui *ui, const struct node *node)
{
    struct text_spec spec = {.text = node->text,
        .lang = node->lang,
        .dir = node->dir,
        .cap_px = node->cap_mm * ui->world->panel.px_per_mm,
        .bold = node->bold,
        .width_px = panel_px(&ui->world->panel, node->text_rect.w)};
    const struct text_layout *layout = text_layout(ui->world->text, &spec);
    float base = (float)layout->lines[0].baseline_px / ui->world->panel.px_per_mm;
    return node->text_rect.y + base - node->cap_mm / 2;
}

// One that no page holds whole: the label leads, the value flows.
static void
fact_over_pages(struct ui *ui, const struct choice *fact)
{
    struct ui_look small = {.style = TYPE_SMALL, .colour = ui->theme->ink2};
    struct ui_look body = {.style = TYPE_BODY, .colour = ui->theme->ink};
    float indent = ui_icon_side(ui) * 0.8f + ui_padding(ui);
    ui->column_x += indent;
    ui->column_w -= indent;
    float line = ui_text_height(ui, ui_plain(ui, "x"), &body, ui->column_w);
    if (flow_waits(ui)) { // a line of the value stays with its label
        small.cap_mm = ui_fit(ui, fact->note, &small, ui->column_w, ui_room(ui) - line);
    }
    struct slot first = flow_text(
        ui, arena_printf(ui->arena, "%s.label", fact->name), fact->note, &small, FLOW_LEADS);
    if (ui->cursor > 0 && !ui_is_empty(fact->note)) {
        ui->cursor -= ui_spacing(ui); // label and value are one
    }
    struct slot value = flow_text(ui, fact->name, fact->title, &body, FLOW_BODY);
    first = ui_is_empty(fact->note) ? value : first;
    ui->column_x -= indent;
    ui->column_w += indent;
    if (first.shown) {
        fact_icon(ui, fact->name, fact->icon, ui->column_x, first.rect.y + 0.5f);
    }
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
    // A small panel would be left half empty by a long one that goes over whole.
    bool parted = ui->compact && words_h > ui_room(ui) && ui_room(ui) > ui->area.h * 0.4f;
    if (words_h > ui_most(ui) || parted) {
        struct choice fact = {.name = name, .icon = icon, .title = value, .note = label};
        fact_over_pages(ui, &fact);
        return;
    }
    struct slot slot = ui_block(ui, fmaxf(words_h, side));
    if (!slot.shown) {
        return;
    }
    struct rect r = slot.rect;
    struct rect lr = {r.x + side + p, r.y, label_w, label_h};
    struct rect vr = {lr.x + (table ? label_w + p : 0), r.y + (table ? 0 : label_h), value_w,
        fmaxf(value_h, table || ui_is_empty(label) ? fminf(r.h, side) : 0)};
    struct node *node = ui_node(ui, ROLE_TEXT, name, vr);
    ui_set_text(ui, node, value, &body, vr);
    float middle = first_middle(ui, node); // of the value's first line, what stands beside it too
    if (!ui_is_empty(label)) {
        struct node *note = ui_node(ui, ROLE_TEXT, arena_printf(ui->arena, "%s.label", name), lr);
        ui_set_text(ui, note, label, &small, lr);
        if (table) {
            note->text_rect.y += middle - first_middle(ui, note);
            note->rect.y = note->text_rect.y;
        } else {
            middle = first_middle(ui, note);
        }
    }
    fact_icon(ui, name, icon, r.x, middle - side / 2);
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
    // It gives way to what it illustrates, down to nothing.
    float below = ui_spacing(ui) + follower(ui, TYPE_TILE);
    if (!flow_waits(ui) && ui_room(ui) < fminf(height, ui->area.h * 0.5f) + below) {
        ui_new_page(ui);
    }
    float h = fminf(height, ui_room(ui) - below);
    if (h < PICTURE_LEAST) {
        return;
    }
    struct slot slot = flow_place(ui, h, FLOW_LEADS);
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
