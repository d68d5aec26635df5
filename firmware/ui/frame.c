// One frame from one visit: bars, the scene's flow, pager, focus ring, idle warning.
#include "ui/ui.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"

enum { PASSES_MAX = 5 };

static const float COMPACT_BELOW_MM = 100.0f; // shorter side: the 7" profile
static const float COLUMN_CHARACTERS = 64.0f; // longest comfortable line
static const float ADVANCE_PER_CAP = 0.643f;  // mean advance of a Latin letter / capital height

static float
clamp(float value, float low, float high)
{
    return value < low ? low : value > high ? high : value;
}

struct node *
ui_node(struct ui *ui, enum role role, const char *name, struct rect rect)
{
    struct node *node = frame_add(ui->frame, role, name, rect);
    node->lang = ui->frame->lang;
    node->dir = ui->frame->dir;
    node->radius_mm = 0;
    node->sensitive = ui->sensitive;
    return node;
}

// In right-to-left languages the whole screen is mirrored; scenes lay out left to right.
static void
mirror(struct frame *frame, float width)
{
    for (int i = 0; i < frame->count; i++) {
        struct node *node = &frame->nodes[i];
        node->rect.x = width - node->rect.x - node->rect.w;
        node->text_rect.x = width - node->text_rect.x - node->text_rect.w;
        node->icon_rect.x = width - node->icon_rect.x - node->icon_rect.w;
    }
}

static void
measure(struct ui *ui)
{
    const struct panel *panel = &ui->world->panel;
    const struct ui_scale *scale = &ui->world->scale;
    ui->portrait = panel->height_mm > panel->width_mm;
    float shorter = ui->portrait ? panel->width_mm : panel->height_mm;
    float longer = ui->portrait ? panel->height_mm : panel->width_mm;
    float u = fminf(shorter / 136.0f, longer / 217.0f);
    ui->unit = clamp(u, 0.6f, 1.35f);
    ui->type = clamp(u, 1.0f, 1.25f);
    ui->compact = shorter < COMPACT_BELOW_MM;
    float margin = scale->margin * ui->unit;
    ui->area =
        (struct rect){margin, margin, panel->width_mm - 2 * margin, panel->height_mm - 2 * margin};
    float longest = COLUMN_CHARACTERS * ADVANCE_PER_CAP * ui_cap(ui, TYPE_BODY);
    ui->column_w = fminf(ui->area.w, fmaxf(longest, 200.0f * ui->type));
    ui->column_x = ui->area.x + (ui->area.w - ui->column_w) / 2;
}

float
ui_cap(const struct ui *ui, enum type_style style)
{
    const struct ui_scale *scale = &ui->world->scale;
    return scale->cap[style] * scale->factor[ui->visit->size] * ui->type;
}

static float
header_height(const struct ui *ui)
{
    return ui->compact ? 14.0f : ui->world->scale.header * clamp(ui->unit, 1.0f, 1.2f);
}

// Foot bar -----------------------------------------------------------------------------------------

struct foot_button {
    const char *name;
    const char *key;
    const char *icon;
    struct action action;
};

enum { FOOT_BUTTONS = 4 };

static int
foot_columns(const struct ui *ui)
{
    return ui->world->panel.width_mm / FOOT_BUTTONS < 26.0f ? 2 : FOOT_BUTTONS;
}

static float
foot_height(const struct ui *ui)
{
    if (foot_columns(ui) < FOOT_BUTTONS) {
        return 36.0f;
    }
    return ui->compact ? 19.0f : ui->world->scale.foot * clamp(ui->unit, 1.0f, 1.2f);
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
    bool beside = rect.w > rect.h * 1.9f;
    float icon = beside ? rect.h * 0.5f : rect.h * 0.42f;
    struct rect words;
    if (beside) {
        node->icon_rect = (struct rect){rect.x + 3, rect.y + (rect.h - icon) / 2, icon, icon};
        words = (struct rect){rect.x + icon + 5, rect.y, rect.w - icon - 7, rect.h};
    } else {
        node->icon_rect = (struct rect){rect.x + (rect.w - icon) / 2, rect.y + 1.5f, icon, icon};
        float top = icon + 1.5f;
        words = (struct rect){rect.x + 1, rect.y + top, rect.w - 2, rect.h - top - 0.5f};
    }
    struct store_text text = ui_words(ui, button->key);
    struct ui_look look = {.style = TYPE_SMALL,
        .bold = true,
        .colour = theme->ink,
        .align = beside ? ALIGN_START : ALIGN_CENTER};
    look.cap_mm = ui_fit(ui, text, &look, words.w, words.h);
    ui_set_text(ui, node, text, &look, words);
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
    int columns = foot_columns(ui);
    struct rect bar = {0, panel->height_mm - height, panel->width_mm, height};
    struct node *ground = ui_node(ui, ROLE_GROUP, "foot", bar);
    ground->fill = ui->theme->paper;
    struct node *line = ui_node(
        ui, ROLE_GROUP, "foot.line", (struct rect){0, bar.y, bar.w, ui->world->scale.hairline});
    line->fill = ui->theme->hairline;
    float gap = 3.0f;
    float margin = fmaxf(3.0f, ui->world->scale.margin * ui->unit * 0.75f);
    int rows = (FOOT_BUTTONS + columns - 1) / columns;
    float cell_h = (height - 2.0f * 1.5f - gap * (float)(rows - 1)) / (float)rows;
    float cell_w = (bar.w - 2 * margin - gap * (float)(columns - 1)) / (float)columns;
    float most = 46.0f * ui->type;
    bool split = cell_w > most && columns == FOOT_BUTTONS; // two at either end of a wide panel
    cell_w = fminf(cell_w, most + (columns == FOOT_BUTTONS ? 0 : 100.0f));
    for (int i = 0; i < FOOT_BUTTONS; i++) {
        int column = i % columns;
        float x = margin + (float)column * (cell_w + gap);
        if (split && column >= 2) {
            x = bar.w - margin - (float)(columns - column) * (cell_w + gap) + gap;
        }
        struct rect rect = {
            x, bar.y + 2.0f + (float)(i / columns) * (cell_h + gap), cell_w, cell_h};
        bool here = (i == 0 && ui->visit->depth == 0) ||
                    (i == 1 && (ui->visit->at.screen == SCREEN_HOME || !ui->visit->started)) ||
                    (i == 2 && ui->visit->at.screen == SCREEN_LANGUAGE) ||
                    (i == 3 && ui->visit->at.screen == SCREEN_HELP);
        foot_one(ui, &buttons[i], rect, !here);
    }
}

// Header -------------------------------------------------------------------------------------------

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
    float side = rect.h * 0.62f;
    if (exit) {
        node->icon_rect = (struct rect){rect.x + 2, rect.y + (rect.h - side) / 2, side, side};
        struct rect words = {rect.x + side + 3, rect.y, rect.w - side - 5, rect.h};
        struct ui_look look = {.style = TYPE_SMALL, .bold = true, .colour = ui->theme->paper};
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
    float top = 1.2f;
    if (ui->sensitive) {
        float w = fminf(40.0f * ui->type, ui->world->panel.width_mm * 0.4f);
        header_button(ui, "header.exit", "hide", "hide",
            (struct rect){right - w, top, w, height - 2 * top}, (struct action){.kind = ACT_EXIT});
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
        (struct rect){right - w, top, w, height - 2 * top}, contrast);
    header_button(ui, "header.size", "settings-size", "text-size",
        (struct rect){right - 2 * w - 4, top, w, height - 2 * top}, size);
    return 2 * w + 8;
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
    float width = 54.0f * ui->type;
    struct rect rect = {right - width - 3, 0, width, header_height(ui)};
    struct node *node = ui_node(ui, ROLE_TEXT, "header.hub", rect);
    struct ui_look look = {.style = TYPE_SMALL, .align = ALIGN_END, .colour = ui->theme->ink2};
    look.cap_mm = ui_fit(ui, name, &look, rect.w, rect.h);
    ui_set_text(ui, node, name, &look, rect);
    return width + 6;
}

void
ui_title(struct ui *ui, struct store_text text, const char *icon)
{
    float height = header_height(ui);
    float right = ui->world->panel.width_mm - fmaxf(3.0f, ui->area.x * 0.75f);
    float taken = ui->sensitive ? fminf(40.0f * ui->type, ui->world->panel.width_mm * 0.4f) + 4
                  : ui->compact ? 0
                                : 44.0f;
    taken += header_name(ui, right - taken);
    float start = ui->area.x;
    struct rect rect = {start, 0, right - taken - start, height};
    struct node *node = ui_node(ui, ROLE_HEADING, "title", rect);
    if (icon && *icon) {
        float side = height * 0.62f;
        node->icon = icon;
        node->icon_tint = ui->theme->action;
        node->icon_rect = (struct rect){start, (height - side) / 2, side, side};
        rect.x += side + 3;
        rect.w -= side + 3;
    }
    struct ui_look look = {.style = TYPE_TILE, .bold = true, .colour = ui->theme->ink};
    look.cap_mm = ui_fit(ui, text, &look, rect.w, rect.h);
    ui_set_text(ui, node, text, &look, rect);
}

static void
header_line(struct ui *ui)
{
    struct node *line = ui_node(ui, ROLE_GROUP, "header.line",
        (struct rect){0, header_height(ui), ui->world->panel.width_mm, ui->world->scale.hairline});
    line->fill = ui->theme->hairline;
}

// Pager --------------------------------------------------------------------------------------------

static float
pager_height(const struct ui *ui)
{
    return ui->compact ? 14.0f : fmaxf(ui->world->scale.touch, 16.0f);
}

static void
pager(struct ui *ui)
{
    if (ui->frame->pages < 2) {
        return;
    }
    float h = pager_height(ui);
    float y = ui->area.y + ui->area.h - h;
    float third = ui->column_w / 3;
    const char *page = store_number(ui->world->store, ui->arena, ui->visit->language, ui->page + 1);
    const char *pages =
        store_number(ui->world->store, ui->arena, ui->visit->language, ui->frame->pages);
    struct store_value values[] = {{"page", page}, {"pages", pages}};
    struct rect middle = {ui->column_x + third, y, third, h};
    struct node *count = ui_node(ui, ROLE_STATUS, "pager.count", middle);
    struct ui_look look = {.style = TYPE_SMALL, .align = ALIGN_CENTER, .colour = ui->theme->ink2};
    struct store_text text = ui_words_with(ui, "page-of", values, 2);
    look.cap_mm = ui_fit(ui, text, &look, middle.w, middle.h);
    ui_set_text(ui, count, text, &look, middle);
    struct choice more = {.name = "pager.more",
        .icon = "down",
        .title = ui_words(ui, "more"),
        .action = {.kind = ACT_PAGE, .arg = 1},
        .tone = TONE_ACTION,
        .role = ROLE_BUTTON};
    struct choice previous = {.name = "pager.previous",
        .icon = "up",
        .title = ui_words(ui, "previous"),
        .action = {.kind = ACT_PAGE, .arg = -1},
        .role = ROLE_BUTTON};
    if (ui->page + 1 < ui->frame->pages) {
        ui_tile(ui, &more, (struct rect){ui->column_x + 2 * third, y, third, h}, false);
    }
    if (ui->page > 0) {
        ui_tile(ui, &previous, (struct rect){ui->column_x, y, third, h}, false);
    }
}

// Overlays, focus ----------------------------------------------------------------------------------

static void
idle_warning(struct ui *ui)
{
    const struct panel *panel = &ui->world->panel;
    struct rect whole = {0, 0, panel->width_mm, panel->height_mm};
    for (int i = 0; i < ui->frame->count; i++) {
        ui->frame->nodes[i].focusable = false; // a dialog owns the focus
    }
    struct node *ground = ui_node(ui, ROLE_DIALOG, "idle", whole);
    ground->fill = ui->theme->paper;
    int total = ui->world->config->warning_s;
    int64_t since = clock_ms(ui->world->clock) - ui->visit->last_input_ms;
    int left = ui->world->config->idle_s + total - (int)(since / 1000);
    left = left < 0 ? 0 : left > total ? total : left;
    float h = panel->height_mm;
    float w = fminf(panel->width_mm - 2 * ui->area.x, 200.0f * ui->type);
    float x = (panel->width_mm - w) / 2;
    struct ui_look look = {
        .style = TYPE_TITLE, .bold = true, .align = ALIGN_CENTER, .colour = ui->theme->ink};
    struct rect rect = {x, h * 0.08f, w, h * 0.22f};
    struct store_text text = ui_words(ui, "idle-title");
    look.cap_mm = ui_fit(ui, text, &look, rect.w, rect.h);
    ui_set_text(ui, ui_node(ui, ROLE_HEADING, "idle.title", rect), text, &look, rect);
    look = (struct ui_look){.style = TYPE_BODY, .align = ALIGN_CENTER, .colour = ui->theme->ink};
    rect = (struct rect){x, h * 0.30f, w, h * 0.24f};
    text = ui_words_count(ui, "idle-note", left);
    look.cap_mm = ui_fit(ui, text, &look, rect.w, rect.h);
    ui_set_text(ui, ui_node(ui, ROLE_STATUS, "idle.note", rect), text, &look, rect);
    struct node *bar = ui_node(ui, ROLE_PROGRESS, "idle.bar", (struct rect){x, h * 0.57f, w, 4});
    bar->value = total > 0 ? (float)left / (float)total : 0;
    bar->fg = ui->theme->action;
    bar->fill = ui->theme->action_tint;
    bar->edge = ui->theme->action_edge;
    bar->edge_mm = ui->world->scale.hairline;
    struct choice stay = {.name = "idle.continue",
        .icon = "hand-touch",
        .title = ui_words(ui, "idle-continue"),
        .action = {.kind = ACT_STAY},
        .tone = TONE_ACTION,
        .role = ROLE_BUTTON};
    ui_tile(ui, &stay, (struct rect){x, h * 0.66f, w, h * 0.24f}, false);
}

static void
focus(struct ui *ui)
{
    if (!ui->visit->keys) {
        return;
    }
    struct node *first = NULL;
    struct node *chosen = NULL;
    for (int i = 0; i < ui->frame->count; i++) {
        struct node *node = &ui->frame->nodes[i];
        if (!node->focusable) {
            continue;
        }
        first = first ? first : node;
        if ((uint32_t)hash_text(HASH_SEED, node->name) == ui->visit->at.focus) {
            chosen = node;
        }
    }
    chosen = chosen ? chosen : first;
    if (chosen) {
        chosen->focused = true;
    }
}

// Passes -------------------------------------------------------------------------------------------

static void
start_pass(struct ui *ui, const char *name, bool chrome)
{
    const struct store_language *language = store_language(ui->world->store, ui->visit->language);
    struct frame *frame = ui->frame;
    frame->count = 0;
    frame->full = false;
    frame->screen = name;
    frame->lang = language->tag;
    frame->dir = language->dir;
    frame->paper = ui->theme->paper;
    frame->ring[0] = ui->theme->focus_third;
    frame->ring[1] = ui->theme->focus_inner;
    frame->ring[2] = ui->theme->focus_outer;
    frame->ring_mm = ui->world->scale.focus / 2.6f;
    ui->cursor = 0;
    ui->filling = 0;
    ui->fell_back = false;
    ui->sensitive = false;
    measure(ui);
    if (chrome) {
        float top = header_height(ui) + (ui->compact ? 3.0f : 5.0f);
        ui->area.y = top;
        ui->area.h =
            ui->world->panel.height_mm - top - foot_height(ui) - (ui->compact ? 2.0f : 4.0f);
    }
}

static void
marks(struct ui *ui)
{
    if (ui->visit->notice) {
        ui_note(ui, "notice", TONE_ATTENTION, "volume", ui_words(ui, "no-voice"));
    }
    if (ui->mark) {
        int index = store_language_index(ui->world->store, ui->fallback_lang);
        const struct store_language *shown =
            store_language(ui->world->store, index < 0 ? 0 : index);
        struct store_value value = {"language", shown->endonym};
        ui_note(ui, "fallback", TONE_ATTENTION, "language",
            ui_words_with(ui, "fallback-note", &value, 1));
    }
}

// True when the frame is settled; else what the next pass must know is set.
static bool
settled(struct ui *ui, bool chrome)
{
    bool again = false;
    ui->frame->pages = ui->filling + 1;
    if (chrome && ui->frame->pages > 1 && !ui->pager) {
        ui->pager = again = true;
    }
    if (chrome && ui->fell_back && !ui->mark) {
        ui->mark = again = true;
    }
    if (ui->page >= ui->frame->pages) {
        ui->page = ui->frame->pages - 1;
        again = true;
    }
    return !again;
}

void
ui_build(const struct world *world, const struct visit *visit, ui_scene scene, const char *name,
    bool chrome, struct arena *arena, struct frame *frame)
{
    struct ui ui = {.world = world,
        .visit = visit,
        .arena = arena,
        .frame = frame,
        .theme = &world->themes[visit->contrast],
        .page = visit->at.page};
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        start_pass(&ui, name, chrome);
        if (ui.pager) {
            ui.area.h -= pager_height(&ui) + 3.0f;
        }
        marks(&ui);
        scene(&ui);
        if (settled(&ui, chrome)) {
            break;
        }
    }
    if (ui.pager) {
        ui.area.h += pager_height(&ui) + 3.0f;
    }
    frame->page = ui.page;
    if (chrome) {
        pager(&ui);
        header_line(&ui);
        header_buttons(&ui);
        foot_bar(&ui);
    }
    if (visit->idle) {
        idle_warning(&ui);
    }
    if (frame->dir == DIRECTION_RTL) {
        mirror(frame, world->panel.width_mm);
    }
    focus(&ui);
}
