// Header with the title, foot bar with its buttons and the pager: the same places on every screen.
#include <math.h>
#include <string.h>

#include "ui/internal.h"

// A tall standing panel keeps its controls below the top third, within reach of a child and of a
// wheelchair (EN 301 549 8.3); above them stands the hub's name.
float
bars_top(const struct ui *ui)
{
    float height = ui->world->panel.height_mm;
    return ui->portrait && height > 350.0f ? height * 0.3f : 0.0f;
}

float
header_height(const struct ui *ui)
{
    if (ui->compact) {
        return ui->portrait ? 17.8f : 11.5f; // a narrow panel sets its title in two lines
    }
    return ui->world->scale.header * ui_clamp(ui->unit, 1.0f, 1.2f);
}

// Foot bar -----------------------------------------------------------------------------------------
// Always the same places: four buttons, then the pager's two. On a narrow panel two rows of three.

struct foot_button {
    const char *name;
    const char *key;
    const char *icon;
    struct action action;
};

enum { FOOT_BUTTONS = 4 };

static bool
foot_in_two_rows(const struct ui *ui)
{
    return ui->world->panel.width_mm < 145.0f;
}

float
foot_height(const struct ui *ui)
{
    if (foot_in_two_rows(ui)) {
        return ui->compact ? 37.0f : 42.0f;
    }
    return ui->compact ? 19.0f : ui->world->scale.foot * ui_clamp(ui->unit, 1.0f, 1.2f);
}

struct foot_grid {
    struct rect back; // first button; the others follow at equal steps
    float step_x;
    float step_y; // between the two rows; 0 = one row
    struct rect previous;
    struct rect more;
};

static struct foot_grid
foot_grid(const struct ui *ui)
{
    const struct panel *panel = &ui->world->panel;
    float height = foot_height(ui);
    float gap = ui->compact ? 2.6f : 3.0f;
    float margin = ui->compact ? 3.0f : ui->world->scale.margin * ui->unit * 0.75f;
    float top = panel->height_mm - height + 2.0f;
    float inner = height - 3.5f;
    float width = panel->width_mm - 2 * margin;
    struct foot_grid grid = {0};
    if (foot_in_two_rows(ui)) {
        float w = (width - 2 * gap) / 3;
        float h = (inner - gap) / 2;
        grid.back = (struct rect){margin, top, w, h};
        grid.step_x = w + gap;
        grid.step_y = h + gap;
        grid.previous = (struct rect){margin + 2 * (w + gap), top, w, h};
        grid.more = (struct rect){margin + 2 * (w + gap), top + h + gap, w, h};
        return grid;
    }
    float small = ui->compact ? 13.0f : 18.0f * ui->type;
    float wide = ui->compact ? 24.0f : fminf(width * 0.2f, 60.0f * ui->type);
    float most = 40.0f * ui->type;
    float each = fminf((width - small - wide - 5 * gap - 2.0f) / FOOT_BUTTONS, most);
    grid.back = (struct rect){margin, top, each, inner};
    grid.step_x = each + gap;
    grid.more = (struct rect){margin + width - wide, top, wide, inner};
    grid.previous = (struct rect){margin + width - wide - gap - small, top, small, inner};
    return grid;
}

static void
foot_one(struct ui *ui, const struct foot_button *button, struct rect rect, bool enabled)
{
    const struct theme *theme = ui->theme;
    struct node *node = ui_node(ui, ROLE_BUTTON, button->name, rect);
    node->fill = theme->raised;
    node->edge = theme->hairline;
    node->edge_mm = ui->world->scale.hairline;
    node->radius_mm = ui->world->scale.radius;
    node->disabled = !enabled;
    node->focusable = enabled;
    node->action = enabled ? button->action : (struct action){0};
    node->icon = button->icon;
    node->icon_tint = theme->action;
    node->icon_mirrored = ui->frame->dir == DIRECTION_RTL && strcmp(button->icon, "back") == 0;
    bool beside = rect.w > rect.h * 2.6f;
    // The arrow back needs no word beside "more": it is spoken and searched, not painted.
    bool bare = strcmp(button->icon, "up") == 0 && rect.w < 32.0f;
    float icon = bare ? fminf(rect.w, rect.h) * 0.6f : rect.h * (beside ? 0.5f : 0.4f);
    float x = beside ? 3.0f : (rect.w - icon) / 2;
    float y = beside || bare ? (rect.h - icon) / 2 : 1.3f;
    node->icon_rect = (struct rect){rect.x + x, rect.y + y, icon, icon};
    struct rect words =
        beside ? (struct rect){rect.x + icon + 5, rect.y, rect.w - icon - 7, rect.h}
               : (struct rect){rect.x + 0.5f, rect.y + icon + 1, rect.w - 1, rect.h - icon - 1.2f};
    struct store_text text = ui_words(ui, button->key);
    if (bare) {
        node->text = text.text;
        node->key = text.key;
        node->lang = text.lang;
        return;
    }
    struct ui_look look = {.style = TYPE_SMALL,
        .bold = !ui->compact,
        .colour = theme->ink,
        .align = beside ? ALIGN_START : ALIGN_CENTER};
    look.cap_mm = ui_fit(ui, text, &look, words.w, words.h);
    ui_set_text(ui, node, text, &look, words);
}

// True where the button would lead to where the visitor is.
static bool
leads_nowhere(const struct ui *ui, int button)
{
    enum screen at = (enum screen)ui->visit->at.screen;
    return (button == 0 && ui->visit->depth == 0) ||
           (button == 1 && (at == SCREEN_HOME || !ui->visit->started)) ||
           (button == 2 && at == SCREEN_LANGUAGE) || (button == 3 && at == SCREEN_HELP);
}

static void
foot_bar(struct ui *ui)
{
    static const struct foot_button buttons[FOOT_BUTTONS] = {
        {"foot.back", "back", "back", {.kind = ACT_BACK}},
        {"foot.home", "home", "home", {.kind = ACT_HOME}},
        {"foot.language", "language", "language", {.kind = ACT_GO, .arg2 = SCREEN_LANGUAGE}},
        {"foot.help", "help", "help", {.kind = ACT_GO, .arg2 = SCREEN_HELP}},
    };
    const struct panel *panel = &ui->world->panel;
    float height = foot_height(ui);
    struct node *line = ui_node(ui, ROLE_GROUP, "foot.line",
        (struct rect){0, panel->height_mm - height, panel->width_mm, ui->world->scale.hairline});
    line->fill = ui->theme->hairline;
    struct foot_grid grid = foot_grid(ui);
    int columns = grid.step_y > 0 ? 2 : FOOT_BUTTONS;
    for (int i = 0; i < FOOT_BUTTONS; i++) {
        struct rect rect = grid.back;
        rect.x += (float)(i % columns) * grid.step_x;
        rect.y += (float)(i / columns) * grid.step_y;
        foot_one(ui, &buttons[i], rect, !leads_nowhere(ui, i));
    }
}

// Header -------------------------------------------------------------------------------------------

// Of the quick exit, the same place on every sensitive screen.
static float
exit_width(const struct ui *ui)
{
    return ui->world->panel.width_mm < 120.0f ? 25.0f : 40.0f * ui->type;
}

static void
header_button(struct ui *ui, const char *name, const char *key, const char *icon, struct rect rect,
    struct action action)
{
    struct node *node = ui_node(ui, ROLE_BUTTON, name, rect);
    struct store_text text = ui_words(ui, key);
    bool exit = action.kind == ACT_EXIT;
    node->fill = exit ? ui->theme->ink : ui->theme->raised;
    node->edge = ui->theme->hairline;
    node->edge_mm = ui->world->scale.hairline;
    node->radius_mm = ui->world->scale.radius;
    node->icon = icon;
    node->icon_tint = exit ? ui->theme->paper : ui->theme->action;
    node->action = action;
    node->focusable = true;
    float side = rect.h * (!exit ? 0.62f : rect.w < 30.0f ? 0.4f : 0.5f);
    if (exit) {
        bool narrow = rect.w < 30.0f;
        float x = narrow ? (rect.w - side) / 2 : 1.5f;
        float y = narrow ? 0.8f : (rect.h - side) / 2;
        node->icon_rect = (struct rect){rect.x + x, rect.y + y, side, side};
        struct rect words =
            narrow ? (struct rect){rect.x + 0.5f, rect.y + side, rect.w - 1, rect.h - side}
                   : (struct rect){rect.x + side + 2.5f, rect.y, rect.w - side - 3, rect.h};
        struct ui_look look = {.style = TYPE_SMALL,
            .bold = true,
            .align = narrow ? ALIGN_CENTER : ALIGN_START,
            .colour = ui->theme->paper};
        look.cap_mm = ui_fit(ui, text, &look, words.w, words.h);
        ui_set_text(ui, node, text, &look, words);
    } else {
        node->icon_rect =
            (struct rect){rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
        node->text = text.text; // spoken and found by name, not painted
        node->key = text.key;
        node->lang = text.lang;
    }
}

// Buttons at the far end of the header; returns the width they take.
static float
header_buttons(struct ui *ui)
{
    float height = header_height(ui);
    float right = ui->world->panel.width_mm - fmaxf(3.0f, ui->area.x * 0.75f);
    float top = ui->compact ? 0.0f : 1.2f;
    float from = bars_top(ui) + top;
    float tall = ui->compact ? 12.7f : height - 2 * top;
    if (ui->sensitive) {
        float w = exit_width(ui);
        header_button(ui, "header.exit", "hide", "hide", (struct rect){right - w, from, w, tall},
            (struct action){.kind = ACT_EXIT});
        return w + 4;
    }
    if (ui->compact) {
        return 0;
    }
    float w = 18.0f;
    struct action contrast = {
        .kind = ACT_CONTRAST, .arg = (ui->visit->contrast + 1) % CONTRAST_COUNT};
    struct action size = {.kind = ACT_SIZE, .arg = (ui->visit->size + 1) % SIZE_COUNT};
    header_button(ui, "header.contrast", "settings-contrast", "contrast",
        (struct rect){right - w, from, w, tall}, contrast);
    header_button(ui, "header.size", "settings-size", "text-size",
        (struct rect){right - 2 * w - 4, from, w, tall}, size);
    return 2 * w + 8;
}

float
header_taken(const struct ui *ui)
{
    return ui->sensitive ? exit_width(ui) + 4 : ui->compact ? 0 : 44.0f;
}

// The hub's name and, in a demonstration, that it is one; beside the title where there is room.
static float
header_name(struct ui *ui, float right)
{
    if (ui->compact || ui->portrait) {
        return 0;
    }
    bool demo = strcmp(store_meta(ui->world->store, "demonstration"), "1") == 0;
    const char *id = store_meta(ui->world->store, "id");
    struct store_text name = demo ? ui_words(ui, "demonstration") : ui_field(ui, "hub", id, "name");
    float width = 52.0f * ui->type;
    struct rect rect = {right - width - 3, bars_top(ui), width, header_height(ui)};
    struct node *node = ui_node(ui, ROLE_TEXT, "header.hub", rect);
    struct ui_look look = {.style = TYPE_SMALL, .align = ALIGN_END, .colour = ui->theme->ink2};
    look.cap_mm = ui_fit(ui, name, &look, rect.w, rect.h);
    ui_set_text(ui, node, name, &look, rect);
    return width + 6;
}

static bool
title_fits(struct ui *ui, struct store_text text, struct ui_look look, struct rect rect)
{
    struct node probe = {0};
    look.cap_mm = ui_fit(ui, text, &look, rect.w, rect.h);
    ui_set_text(ui, &probe, text, &look, rect);
    return !probe.clipped;
}

void
ui_title(struct ui *ui, struct store_text text, const char *icon)
{
    float height = header_height(ui);
    float right = ui->world->panel.width_mm - fmaxf(3.0f, ui->area.x * 0.75f);
    float taken = header_taken(ui);
    taken += header_name(ui, right - taken);
    float start = ui->column_x; // above what it names
    struct rect rect = {start, bars_top(ui), right - taken - start, height};
    struct node *node = ui_node(ui, ROLE_HEADING, "title", rect);
    struct ui_look look = {.style = TYPE_TILE, .bold = true, .colour = ui->theme->ink};
    float side = height * 0.62f;
    struct rect beside = {rect.x + side + 3, rect.y, rect.w - side - 3, height};
    if (icon && *icon && rect.w > 60.0f && title_fits(ui, text, look, beside)) {
        node->icon = icon;
        node->icon_tint = ui->theme->action;
        node->icon_rect = (struct rect){start, rect.y + (height - side) / 2, side, side};
        rect = beside;
    }
    look.cap_mm = ui_fit(ui, text, &look, rect.w, rect.h);
    ui_set_text(ui, node, text, &look, rect);
}

static void
banner(struct ui *ui)
{
    float height = bars_top(ui);
    if (height <= 0) {
        return;
    }
    float width = ui->world->panel.width_mm;
    const char *id = store_meta(ui->world->store, "id");
    bool demo = strcmp(store_meta(ui->world->store, "demonstration"), "1") == 0;
    struct node *ground = ui_node(ui, ROLE_GROUP, "banner", (struct rect){0, 0, width, height});
    ground->fill = ui->theme->action_tint;
    struct store_text name = ui_field(ui, "hub", id, "name");
    struct ui_look look = {
        .style = TYPE_TITLE, .bold = true, .align = ALIGN_CENTER, .colour = ui->theme->ink};
    struct rect rect = {ui->area.x, height * 0.3f, width - 2 * ui->area.x, height * 0.4f};
    look.cap_mm = ui_fit(ui, name, &look, rect.w, rect.h);
    ui_set_text(ui, ui_node(ui, ROLE_TEXT, "banner.hub", rect), name, &look, rect);
    if (demo) {
        struct ui_look small = {
            .style = TYPE_SMALL, .align = ALIGN_CENTER, .colour = ui->theme->ink2};
        rect = (struct rect){ui->area.x, height * 0.72f, width - 2 * ui->area.x, height * 0.2f};
        ui_set_text(ui, ui_node(ui, ROLE_TEXT, "banner.demonstration", rect),
            ui_words(ui, "demonstration"), &small, rect);
    }
}

static void
header_line(struct ui *ui)
{
    struct node *line = ui_node(ui, ROLE_GROUP, "header.line",
        (struct rect){0, bars_top(ui) + header_height(ui), ui->world->panel.width_mm,
            ui->world->scale.hairline});
    line->fill = ui->theme->hairline;
}

// Pager --------------------------------------------------------------------------------------------

static void
more_button(struct ui *ui, struct rect rect)
{
    struct store *store = ui->world->store;
    int lang = ui->visit->language;
    struct store_value values[] = {{"page", store_number(store, ui->arena, lang, ui->page + 1)},
        {"pages", store_number(store, ui->arena, lang, ui->frame->pages)}};
    bool last = ui->page + 1 == ui->frame->pages;
    bool narrow = rect.w < 40.0f;
    // From right to left "1 / 3" would show as "3 / 1".
    bool slash = narrow && ui->frame->dir != DIRECTION_RTL;
    struct store_text count =
        slash ? ui_plain(ui, arena_printf(ui->arena, "%s / %s", values[0].text, values[1].text))
              : ui_words_with(ui, "page-of", values, 2);
    struct ui_look small = {.style = TYPE_SMALL,
        .align = ALIGN_CENTER,
        .colour = last ? ui->theme->ink2 : ui->theme->action_text};
    struct rect below = {rect.x + 1, rect.y + rect.h * 0.47f, rect.w - 2, rect.h * 0.49f};
    if (!last) {
        struct node *node = ui_node(ui, ROLE_BUTTON, "pager.more", rect);
        node->fill = ui->theme->action;
        node->radius_mm = ui->world->scale.radius;
        node->action = (struct action){.kind = ACT_PAGE, .arg = 1};
        node->focusable = true;
        float x = 1.0f;
        if (!narrow) { // a narrow button has room for the word alone
            float side = rect.h * 0.42f;
            node->icon = "down";
            node->icon_tint = ui->theme->action_text;
            x = rect.w * 0.16f;
            node->icon_rect = (struct rect){rect.x + x, rect.y + rect.h * 0.06f, side, side};
            x += side + 1;
        }
        struct rect words = {rect.x + x, rect.y + rect.h * 0.02f,
            rect.w - x - (narrow ? 1.0f : 3.0f), rect.h * 0.5f};
        struct ui_look look = {.style = TYPE_BODY, .bold = true, .colour = ui->theme->action_text};
        look.align = x > 1.0f ? ALIGN_START : ALIGN_CENTER;
        struct store_text more = ui_words(ui, "more");
        look.cap_mm = ui_fit(ui, more, &look, words.w, words.h);
        ui_set_text(ui, node, more, &look, words);
    } else {
        below = rect;
    }
    struct node *status = ui_node(ui, ROLE_STATUS, "pager.count", below);
    small.cap_mm = ui_fit(ui, count, &small, below.w, below.h);
    ui_set_text(ui, status, count, &small, below);
}

static void
pager(struct ui *ui)
{
    if (ui->frame->pages < 2) {
        return;
    }
    struct foot_grid grid = foot_grid(ui);
    more_button(ui, grid.more);
    if (ui->page > 0) {
        struct foot_button previous = {
            "pager.previous", "previous", "up", {.kind = ACT_PAGE, .arg = -1}};
        foot_one(ui, &previous, grid.previous, true);
    }
}

void
bars(struct ui *ui)
{
    banner(ui);
    old_line(ui);
    pager(ui);
    header_line(ui);
    foot_bar(ui);
    header_buttons(ui);
}
