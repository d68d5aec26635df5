// Tiles, buttons, steps: what is chosen and what is counted.
#include <math.h>
#include <string.h>

#include "ui/internal.h"

static const float TITLE_LEAST_MM = 4.8f, NOTE_LEAST_MM = 3.5f; // of letters (accessibility 16)
static const float ONE_LINE = 0.86f;      // of the letters' size, to stay on one line
static const float NATURAL_MM = 10000.0f; // a height that asks nothing of the words

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
    bool button = choice->role == ROLE_BUTTON || choice->role == ROLE_STATUS;
    bool box = choice->role == ROLE_CHECKBOX; // short words beside a tick, often three in a row
    enum type_style style = button || box || ui->compact ? TYPE_BODY : TYPE_TILE;
    struct ui_look look = {.style = style, .bold = true, .colour = ink};
    look.cap_mm = choice->cap_mm > 0 ? choice->cap_mm : box ? ui_cap(ui, TYPE_BODY) * 0.86f : 0;
    return look;
}

static struct ui_look
note_look(const struct ui *ui, uint32_t colour)
{
    struct ui_look look = {.style = TYPE_SMALL, .colour = colour};
    float small = ui_cap(ui, TYPE_SMALL);
    look.cap_mm = ui->compact ? fmaxf(small * 0.92f, NOTE_LEAST_MM) : small;
    return look;
}

struct tile_looks {
    struct ui_look title;
    struct ui_look note;
    float note_h;
};

// One line, where a little smaller letters spare a second one of a word or two.
static struct ui_look
one_line(struct ui *ui, struct store_text text, struct ui_look look, float least, float w)
{
    float line = ui_text_height(ui, ui_plain(ui, "x"), &look, w);
    float cap = ui_fit(ui, text, &look, w, line);
    if (cap >= look.cap_mm * ONE_LINE && cap >= least &&
        ui_text_height(ui, text, &(struct ui_look){.cap_mm = cap, .bold = look.bold}, w) <
            line * 1.5f) {
        look.cap_mm = cap;
    }
    return look;
}

static void
whole_looks(struct ui *ui, const struct choice *choice, struct tile_looks *looks, float w)
{
    looks->title = ui_whole_words(ui, choice->title, looks->title, w);
    looks->note = ui_whole_words(ui, choice->note, looks->note, w);
    if (choice->cap_mm == 0) { // else the group has decided
        looks->title = one_line(ui, choice->title, looks->title, TITLE_LEAST_MM, w);
    }
    looks->note = one_line(ui, choice->note, looks->note, NOTE_LEAST_MM, w);
    looks->note_h = ui_text_height(ui, choice->note, &looks->note, w);
}

// Both texts at most so high: they shrink rather than being cut. False if even the smallest is.
static bool
shrink(struct ui *ui, const struct choice *choice, struct tile_looks *looks, float w, float h)
{
    whole_looks(ui, choice, looks, w);
    if (ui_text_height(ui, choice->title, &looks->title, w) + looks->note_h <= h) {
        return true;
    }
    looks->note.cap_mm = ui_fit(ui, choice->note, &looks->note, w, h * 0.5f);
    looks->note_h = ui_text_height(ui, choice->note, &looks->note, w);
    looks->title.cap_mm = ui_fit(ui, choice->title, &looks->title, w, h - looks->note_h);
    struct node probe = {0};
    ui_set_text(
        ui, &probe, choice->title, &looks->title, (struct rect){0, 0, w, h - looks->note_h});
    return !probe.clipped;
}

static struct tile_size
tile_measure(struct ui *ui, const struct choice *choice, float width, bool stacked)
{
    float p = ui_padding(ui);
    struct tile_size size = {0};
    bool has_icon = choice->icon && *choice->icon;
    size.icon = !has_icon             ? 0
                : stacked             ? ui_icon_side(ui) * (ui->compact ? 1.5f : 1.7f)
                : choice->icon_mm > 0 ? choice->icon_mm * fmaxf(ui->unit, 0.75f)
                                      : ui_icon_side(ui);
    float disc = choice->number > 0 ? ui_disc_side(ui) + p : 0;
    size.words_w = stacked ? width - 2 * p : width - 2 * p - disc - (has_icon ? size.icon + p : 0);
    struct tile_looks looks = {title_look(ui, choice, 0), note_look(ui, 0), 0};
    whole_looks(ui, choice, &looks, size.words_w);
    size.title_h = ui_text_height(ui, choice->title, &looks.title, size.words_w);
    size.note_h = looks.note_h;
    float words = size.title_h + size.note_h;
    float inner = stacked ? words + size.icon + p * 0.6f : fmaxf(words, size.icon);
    float least = ui_touch_least(ui);
    float air = ui->compact && choice->note.text && *choice->note.text ? p * 0.5f : p;
    for (int attempt = 0; attempt < 3; attempt++) { // the words shrink on a small page
        size.height = flow_squeeze(ui, fmaxf(inner + air, least), attempt);
        if (size.height >= inner + air || stacked ||
            shrink(ui, choice, &looks, size.words_w, size.height)) {
            break;
        }
    }
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
tile_words(struct ui *ui, struct node *node, const struct choice *choice, struct rect words)
{
    uint32_t fill;
    uint32_t edge;
    uint32_t ink;
    ui_tone_colours(ui, choice->tone, &fill, &edge, &ink);
    uint32_t soft = choice->tone == TONE_PLAIN ? ui->theme->ink2 : ink;
    struct tile_looks looks = {title_look(ui, choice, ink), note_look(ui, soft), 0};
    shrink(ui, choice, &looks, words.w, words.h);
    float note_h = looks.note_h;
    float title_h = ui_text_height(ui, choice->title, &looks.title, words.w);
    float top = words.y + (words.h - title_h - note_h) / 2;
    struct rect title = {words.x, fmaxf(top, words.y), words.w, fminf(title_h, words.h - note_h)};
    if (note_h == 0) { // alone it has the whole tile to stand in the middle of
        title = words;
    }
    ui_set_text(ui, node, choice->title, &looks.title, title);
    if (choice->title.fallback) {
        ui_mark_fallback(
            ui, choice->name, (struct rect){words.x - 2.2f, title.y, UI_MARK_MM, title.h + note_h});
    }
    if (note_h > 0) {
        struct rect note = {words.x, top + title_h, words.w, note_h};
        struct node *sub =
            ui_node(ui, ROLE_TEXT, arena_printf(ui->arena, "%s.note", choice->name), note);
        ui_set_text(ui, sub, choice->note, &looks.note, note);
    }
}

struct tile_parts {
    struct rect icon;
    struct rect disc;
    struct rect words;
};

static struct tile_parts
tile_stacked(struct ui *ui, const struct choice *choice, struct rect r)
{
    float p = ui_padding(ui);
    struct tile_size size = tile_measure(ui, choice, r.w, true);
    float words = fmaxf(size.title_h + size.note_h, choice->words_h);
    // The words give way before the picture becomes a dot.
    float icon = fmaxf(fminf(size.icon, r.h - p - p * 0.6f - words), fminf(size.icon, r.h * 0.36f));
    float top = r.y + fmaxf((r.h - icon - p * 0.6f - words) / 2, p * 0.5f);
    float below = top + icon + p * 0.6f;
    return (struct tile_parts){.icon = {r.x + p, top, icon, icon},
        .words = {r.x + p, below, size.words_w,
            fminf(size.title_h + size.note_h, r.y + r.h - below - 2.0f)}};
}

static struct tile_parts
tile_parts(struct ui *ui, const struct choice *choice, struct rect r, bool stacked)
{
    if (stacked) {
        return tile_stacked(ui, choice, r);
    }
    float p = ui_padding(ui);
    struct tile_size size = tile_measure(ui, choice, r.w, false);
    struct tile_parts parts = {0};
    float x = r.x + p;
    if (choice->number > 0) {
        float side = ui_disc_side(ui);
        parts.disc = (struct rect){x, r.y + (r.h - side) / 2, side, side};
        x += side + p;
    }
    if (size.icon > 0) {
        float side = fminf(size.icon, r.h - 2);
        parts.icon = (struct rect){x, r.y + (r.h - side) / 2, side, side};
        x += size.icon + p;
    }
    parts.words = (struct rect){x, r.y, size.words_w, r.h};
    return parts;
}

struct node *
ui_tile(struct ui *ui, const struct choice *choice, struct rect rect, bool stacked)
{
    enum role role = choice->role == ROLE_GROUP ? ROLE_TILE : choice->role;
    struct node *node = ui_node(ui, role, choice->name, rect);
    enum tone tone = choice->tone == TONE_PLAIN && choice->checked ? TONE_TINT : choice->tone;
    ui_card_colours(ui, node, tone);
    node->action = choice->action;
    node->focusable = choice->action.kind != ACT_NONE;
    node->checked = choice->checked;
    node->sensitive = node->sensitive || choice->sensitive;
    node->icon = choice->icon ? choice->icon : "";
    struct tile_parts parts = tile_parts(ui, choice, rect, stacked);
    node->icon_rect = parts.icon;
    node->icon_mirrored = ui->frame->dir == DIRECTION_RTL && strcmp(node->icon, "next") == 0;
    if (choice->number > 0) {
        tile_number(ui, choice, parts.disc);
    }
    tile_words(ui, node, choice, parts.words);
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
    int fit = (int)((ui->column_w + ui_spacing(ui)) / (narrow + ui_spacing(ui)));
    if (ui->compact && !terse) {
        fit = 1;
    }
    columns = fit < columns ? fit : columns;
    return columns < 1 ? 1 : columns > count ? count : columns;
}

// The choices with letters as large as all of them bear in tiles of that size.
static const struct choice *
even(struct ui *ui, const struct choice *choices, int count, struct rect tile, bool stacked)
{
    struct choice *same = arena_array(ui->arena, struct choice, count);
    float cap = 0;
    float words_h = 0;
    for (int i = 0; i < count; i++) {
        struct rect words = tile_parts(ui, &choices[i], tile, stacked).words;
        struct tile_looks looks = {title_look(ui, &choices[i], 0), note_look(ui, 0), 0};
        shrink(ui, &choices[i], &looks, words.w, words.h);
        cap = i == 0 || looks.title.cap_mm < cap ? looks.title.cap_mm : cap;
    }
    for (int i = 0; i < count; i++) {
        same[i] = choices[i];
        same[i].cap_mm = cap;
        struct tile_size size = tile_measure(ui, &same[i], tile.w, stacked);
        words_h = fmaxf(words_h, size.title_h + size.note_h);
    }
    for (int i = 0; i < count; i++) {
        same[i].words_h = words_h;
    }
    return same;
}

static void
one_row(
    struct ui *ui, const struct choice *choices, int count, int columns, float height, bool stacked)
{
    float g = ui_spacing(ui);
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
    float width = (ui->column_w - ui_spacing(ui) * (float)(columns - 1)) / (float)columns;
    choices = even(ui, choices, count, (struct rect){0, 0, width, NATURAL_MM}, stacked);
    for (int row = 0; row < count; row += columns) {
        float height = 0;
        int in_row = count - row < columns ? count - row : columns;
        for (int i = row; i < row + in_row; i++) {
            height = fmaxf(height, tile_measure(ui, &choices[i], width, stacked).height);
        }
        one_row(ui, &choices[row], in_row, columns, height, stacked);
    }
}

// Whether the words, as small as they may be, stand in a tile of that size.
static bool
words_fit(struct ui *ui, const struct choice *choice, float width, float height, bool stacked)
{
    float p = ui_padding(ui);
    struct node probe = {0};
    struct tile_size size = tile_measure(ui, choice, width, stacked);
    struct tile_looks looks = {.title = title_look(ui, choice, 0), .note = {.style = TYPE_SMALL}};
    float h = stacked ? height * 0.64f - p * 1.1f - 2.0f : height; // below the smallest picture
    shrink(ui, choice, &looks, size.words_w, h);
    struct rect words = {0, 0, size.words_w, h - looks.note_h};
    ui_set_text(ui, &probe, choice->title, &looks.title, words);
    return !probe.clipped;
}

bool
ui_choices_in(
    struct ui *ui, const struct choice *choices, int count, int columns, bool stacked, float height)
{
    float g = ui_spacing(ui);
    int rows = (count + columns - 1) / columns;
    float each = (height - g * (float)(rows - 1)) / (float)rows;
    float width = (ui->column_w - g * (float)(columns - 1)) / (float)columns;
    // A picture above two lines of words needs more of a small panel.
    float least = ui_touch_least(ui) * (stacked && ui->compact ? 1.9f : 0.9f);
    bool fits = ui->visit->size == SIZE_NORMAL && each >= least;
    for (int i = 0; i < count && fits; i++) { // words shrink a little, not to nothing
        fits = tile_measure(ui, &choices[i], width, stacked).height <= each * 2.2f &&
               words_fit(ui, &choices[i], width, each, stacked);
    }
    if (!fits) {
        ui_choices(ui, choices, count, columns, stacked);
        return false;
    }
    choices = even(ui, choices, count, (struct rect){0, 0, width, each}, stacked);
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
    float disc = ui_icon_side(ui);
    float p = ui_padding(ui);
    struct ui_look look = {.style = TYPE_BODY, .bold = true, .colour = ui->theme->ink};
    struct choice numbered = {.name = name, .number = number};
    tile_number(ui, &numbered, (struct rect){r.x, r.y, disc, disc});
    struct rect tr = {r.x + disc + p, r.y, r.w - disc - p, r.h};
    struct node *head = ui_node(ui, ROLE_TEXT, name, tr);
    look.cap_mm = ui_fit(ui, title, &look, tr.w, tr.h);
    ui_set_text(ui, head, title, &look, tr);
    if (title.fallback) {
        ui_mark_fallback(ui, name, (struct rect){tr.x - 2.2f, tr.y, UI_MARK_MM, tr.h});
    }
}

// A picture and words in small letters, indented under the step's name.
static void
step_line(struct ui *ui, const char *name, const struct ui_line *line, struct rect r)
{
    float side = 5.5f * ui->type;
    struct ui_look small = {.style = TYPE_SMALL, .colour = ui->theme->ink2};
    struct rect words = {
        r.x + side + ui_padding(ui) * 0.6f, r.y, r.w - side - ui_padding(ui) * 0.6f, r.h};
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
    float words = width - side - ui_padding(ui) * 0.6f;
    small = ui_whole_words(ui, line->text, small, words);
    return fmaxf(ui_text_height(ui, line->text, &small, words), side);
}

static const char *
line_name(struct ui *ui, const char *name, int i)
{
    return arena_printf(ui->arena, "%s.line-%d", name, i + 1);
}

// One that no page holds whole: its words flow beside the disc, its lines follow one by one.
static void
step_apart(struct ui *ui, const struct choice *step, const struct ui_line *lines, int count)
{
    float disc = ui_icon_side(ui);
    float indent = disc + ui_padding(ui);
    struct ui_look look = {.style = TYPE_BODY, .colour = ui->theme->ink};
    ui->column_x += indent;
    ui->column_w -= indent;
    struct slot begin = flow_text(ui, step->name, step->title, &look, FLOW_BODY);
    for (int i = 0; i < count; i++) {
        float h = step_line_height(ui, &lines[i], ui->column_w);
        struct slot slot = ui_block(ui, fminf(h, ui->area.h));
        if (slot.shown) {
            step_line(ui, line_name(ui, step->name, i), &lines[i], slot.rect);
        }
    }
    ui->column_x -= indent;
    ui->column_w += indent;
    if (begin.shown) {
        tile_number(ui, step, (struct rect){ui->column_x, begin.rect.y, disc, disc});
    }
}

// A step stands whole on a page if one holds it.
void
ui_step(struct ui *ui, const char *name, int number, struct store_text title,
    const struct ui_line *lines, int count)
{
    float indent = ui_icon_side(ui) + ui_padding(ui);
    float width = ui->column_w - indent;
    struct ui_look look = {.style = TYPE_BODY, .bold = true};
    look = ui_whole_words(ui, title, look, width);
    float head_h = fmaxf(ui_text_height(ui, title, &look, width), ui_icon_side(ui));
    float height = head_h;
    for (int i = 0; i < count; i++) {
        height += step_line_height(ui, &lines[i], width);
    }
    if (height > ui_most(ui)) {
        struct choice step = {.name = name, .number = number, .title = title};
        step_apart(ui, &step, lines, count);
        return;
    }
    struct slot slot = ui_block(ui, height);
    if (!slot.shown) {
        return;
    }
    struct rect r = slot.rect;
    step_head(ui, name, number, title, (struct rect){r.x, r.y, r.w, head_h});
    float y = r.y + head_h;
    for (int i = 0; i < count; i++) {
        float h = step_line_height(ui, &lines[i], width);
        step_line(ui, line_name(ui, name, i), &lines[i], (struct rect){r.x + indent, y, width, h});
        y += h;
    }
}
