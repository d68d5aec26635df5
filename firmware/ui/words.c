// Words of the interface and of the content, and how large they stand.
#include "ui/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const float CAP_MIN_MM = 3.5f; // nothing is ever smaller (accessibility 16)
static const float CAP_STEP = 0.94f;
static const float INK_PER_CAP = 2.1f;

static struct store_text
noted(struct ui *ui, struct store_text text)
{
    if (text.fallback && text.text[0] != '\0' && !ui->fell_back) {
        ui->fell_back = true;
        ui->fallback_lang = text.lang;
    }
    return text;
}

struct store_text
ui_words(struct ui *ui, const char *key)
{
    return noted(ui, store_ui(ui->world->store, ui->arena, ui->visit->language, key));
}

struct store_text
ui_words_with(struct ui *ui, const char *key, const struct store_value *values, int count)
{
    struct store_text text = ui_words(ui, key);
    text.text = store_fill(ui->arena, text.text, values, count);
    return text;
}

struct store_text
ui_words_count(struct ui *ui, const char *key, int count)
{
    struct store_text text =
        noted(ui, store_ui_plural(ui->world->store, ui->arena, ui->visit->language, key, count));
    struct store_value value = {
        "n", store_number(ui->world->store, ui->arena, ui->visit->language, count)};
    text.text = store_fill(ui->arena, text.text, &value, 1);
    return text;
}

struct store_text
ui_field(struct ui *ui, const char *table, const char *id, const char *field)
{
    return noted(
        ui, store_text(ui->world->store, ui->arena, ui->visit->language, table, id, field));
}

struct store_text
ui_plain(struct ui *ui, const char *text)
{
    const struct store_language *language = store_language(ui->world->store, ui->visit->language);
    return (struct store_text){
        .text = text, .lang = language->tag, .dir = language->dir, .key = ""};
}

const char *
ui_name(struct ui *ui, const char *prefix, int n)
{
    return arena_printf(ui->arena, "%s.%d", prefix, n);
}

struct action
ui_go(enum screen screen, int arg)
{
    return (struct action){.kind = ACT_GO, .arg2 = (int16_t)screen, .arg = arg};
}

static float
look_cap(const struct ui *ui, const struct ui_look *look)
{
    return look->cap_mm > 0 ? look->cap_mm : ui_cap(ui, look->style);
}

static const struct text_layout *
lay_out(struct ui *ui, struct store_text text, const struct ui_look *look, float cap, float width)
{
    const struct panel *panel = &ui->world->panel;
    struct text_spec spec = {.text = text.text,
        .lang = text.lang,
        .dir = text.dir,
        .cap_px = cap * panel->px_per_mm,
        .bold = look->bold,
        .width_px = panel_px(panel, width)};
    if (spec.width_px < 1) {
        spec.width_px = 1;
    }
    return text_layout(ui->world->text, &spec);
}

float
ui_text_height(struct ui *ui, struct store_text text, const struct ui_look *look, float width)
{
    if (!text.text || text.text[0] == '\0') {
        return 0;
    }
    const struct text_layout *layout = lay_out(ui, text, look, look_cap(ui, look), width);
    return (float)layout->height_px / ui->world->panel.px_per_mm;
}

float
ui_text_width(struct ui *ui, struct store_text text, const struct ui_look *look)
{
    float most = ui->world->panel.width_mm;
    const struct text_layout *layout = lay_out(ui, text, look, look_cap(ui, look), most);
    return (float)(layout->width_px + 1) / ui->world->panel.px_per_mm;
}

// Height a layout needs: of its line boxes, generous for Arabic, what lies beyond the ink of the first
// and last line (capitals with marks above, deep letters below) may reach over the edge of a label.
static float
needed(const struct ui *ui, const struct text_layout *layout, float cap)
{
    float tall = (float)layout->height_px / ui->world->panel.px_per_mm;
    float line = (float)layout->lines[0].height_px / ui->world->panel.px_per_mm;
    return tall - line + fminf(line, INK_PER_CAP * cap);
}

// Letters shrink along one ladder, so that few sizes of each font are ever open.
static float
rung_below(float cap)
{
    float rung = CAP_MIN_MM;
    while (rung / CAP_STEP < cap - 0.01f) {
        rung /= CAP_STEP;
    }
    return rung;
}

float
ui_fit(struct ui *ui, struct store_text text, const struct ui_look *look, float width, float height)
{
    float cap = look_cap(ui, look);
    if (!text.text || text.text[0] == '\0') {
        return cap;
    }
    for (; cap > CAP_MIN_MM; cap = rung_below(cap)) {
        const struct text_layout *layout = lay_out(ui, text, look, cap, width);
        if (!layout->broken_word && needed(ui, layout, cap) <= height) {
            break;
        }
    }
    return cap;
}

// The narrowest rectangle, centred in rect, that needs no more lines: no widow in a centred title.
static struct rect
balanced(
    struct ui *ui, struct store_text text, const struct ui_look *look, float cap, struct rect rect)
{
    const struct text_layout *layout = lay_out(ui, text, look, cap, rect.w);
    int lines = layout->line_count;
    if (lines < 2 || layout->broken_word) {
        return rect;
    }
    float low = rect.w / (float)lines;
    float high = rect.w;
    while (high - low > 2.0f) {
        float middle = (low + high) / 2;
        layout = lay_out(ui, text, look, cap, middle);
        bool fits = layout->line_count <= lines && !layout->broken_word;
        high = fits ? middle : high;
        low = fits ? low : middle;
    }
    return (struct rect){rect.x + (rect.w - high) / 2, rect.y, high, rect.h};
}

// Where lines start so that the space above the capitals equals that below the last base line, as far
// as the box allows: line boxes are deeper at the top, where some scripts need it.
static float
optical_top(const struct ui *ui, const struct text_layout *layout, float cap, float height)
{
    float scale = 1.0f / ui->world->panel.px_per_mm;
    float first = (float)layout->lines[0].baseline_px * scale - cap;
    float last = (float)layout->lines[layout->line_count - 1].baseline_px * scale;
    float tall = (float)layout->height_px * scale;
    float top = (height - (last - first)) / 2 - first;
    if (tall > height) {
        return top;
    }
    return top < 0 ? 0 : top + tall > height ? height - tall : top;
}

void
ui_set_text(struct ui *ui, struct node *node, struct store_text text, const struct ui_look *look,
    struct rect rect)
{
    const struct panel *panel = &ui->world->panel;
    node->text = text.text ? text.text : "";
    node->key = text.key ? text.key : "";
    node->lang = text.lang ? text.lang : ui->frame->lang;
    node->dir = text.dir;
    node->fallback = text.fallback;
    node->style = look->style;
    node->bold = look->bold;
    node->align = look->align;
    node->fg = look->colour;
    node->cap_mm = look_cap(ui, look);
    // Text of the other direction keeps the side of the screen it belongs to.
    if (node->dir != ui->frame->dir && look->align != ALIGN_CENTER) {
        node->align = look->align == ALIGN_START ? ALIGN_END : ALIGN_START;
    }
    if (node->text[0] == '\0') {
        return;
    }
    if (look->align == ALIGN_CENTER) {
        rect = balanced(ui, text, look, node->cap_mm, rect);
    }
    const struct text_layout *layout = lay_out(ui, text, look, node->cap_mm, rect.w);
    float tall = (float)layout->height_px / panel->px_per_mm;
    float need = needed(ui, layout, node->cap_mm);
    node->text_rect = rect;
    if (tall < rect.h || need <= rect.h) {
        node->text_rect.y = rect.y + optical_top(ui, layout, node->cap_mm, rect.h);
        node->text_rect.h = tall;
    }
    // One pixel of rounding is no loss.
    node->clipped = layout->broken_word || need > rect.h + 1.0f / panel->px_per_mm + 0.05f;
}
