// One frame from one visit: bars, the scene's flow, focus ring, idle warning.
#include "ui/internal.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"

enum { PASSES_MAX = 5 + FLOW_HINTS_MAX };

static const float COMPACT_BELOW_MM = 100.0f; // shorter side: the 7" profile
static const float COLUMN_CHARACTERS = 64.0f; // longest comfortable line
static const float ADVANCE_PER_CAP = 0.643f;  // mean advance of a Latin letter / capital height

float
ui_clamp(float value, float low, float high)
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
    ui->unit = ui_clamp(u, 0.6f, 1.35f);
    ui->type = ui_clamp(u, 1.0f, 1.25f);
    ui->compact = shorter < COMPACT_BELOW_MM;
    float margin = scale->margin * ui->unit;
    ui->area =
        (struct rect){margin, margin, panel->width_mm - 2 * margin, panel->height_mm - 2 * margin};
    float longest = COLUMN_CHARACTERS * ADVANCE_PER_CAP * ui_cap(ui, TYPE_BODY);
    ui->column_w = fminf(ui->area.w, fmaxf(longest, 200.0f * ui->type));
    ui->column_x = ui->area.x + (ui->area.w - ui->column_w) / 2;
}

struct rect
ui_stage(const struct ui *ui)
{
    const struct panel *panel = &ui->world->panel;
    float top = ui->area.y + ui->cursor;
    float bottom = ui->area.y + ui->area.h;
    if (ui->cursor <= 0 && !ui->visit->notice) {
        top = bars_top(ui) + header_height(ui) + ui->world->scale.hairline;
    }
    if (ui->world->old_since <= 0) {
        bottom = panel->height_mm - foot_height(ui);
    }
    return (struct rect){0, top, panel->width_mm, bottom - top};
}

void
ui_wide(struct ui *ui)
{
    ui->column_w = fminf(ui->area.w, 330.0f * ui->type);
    ui->column_x = ui->area.x + (ui->area.w - ui->column_w) / 2;
    ui->flow->wide = true;
}

float
ui_cap(const struct ui *ui, enum type_style style)
{
    const struct ui_scale *scale = &ui->world->scale;
    return scale->cap[style] * scale->factor[ui->visit->size] * ui->type;
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
    ui_tile(ui, &stay, (struct rect){x, h * 0.66f, w, fminf(h * 0.24f, 36.0f)}, false);
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
    flow_start(ui);
    ui->fell_back = false;
    ui->sensitive = false;
    measure(ui);
    if (chrome) {
        float top = bars_top(ui) + header_height(ui) + (ui->compact ? 3.7f : 5.0f);
        ui->area.y = top;
        ui->area.h = ui->world->panel.height_mm - top - foot_height(ui) -
                     (ui->compact ? 1.5f : 4.0f) - old_height(ui);
    }
}

static void
marks(struct ui *ui)
{
    if (ui->visit->notice) { // above whatever page is shown
        ui->filling = ui->page;
        ui_note(ui, "notice", TONE_ATTENTION, "volume", ui_words(ui, "no-voice"));
        ui->area.y += ui->cursor;
        ui->area.h -= ui->cursor;
        flow_start(ui);
    }
    if (ui->flow->noted) {
        if (ui->flow->wide) { // as wide as what it speaks of
            ui_wide(ui);
        }
        int index = store_language_index(ui->world->store, ui->fallback_lang);
        const struct store_language *shown =
            store_language(ui->world->store, index < 0 ? 0 : index);
        struct store_value value = {"language", shown->endonym};
        ui_aside(ui, "fallback", TONE_ATTENTION, "language",
            ui_words_with(ui, "fallback-note", &value, 1));
    }
}

bool
ui_last_pass(const struct ui *ui)
{
    return (!ui->fell_back || ui->flow->noted) && ui->page <= ui->filling;
}

// True when the frame is settled; else what the next pass must know is set.
static bool
settled(struct ui *ui, bool chrome)
{
    bool again = false;
    ui->frame->pages = ui->filling + 1;
    if (chrome && ui->fell_back && !ui->flow->noted) {
        ui->flow->noted = again = true;
    }
    again = again || (chrome && flow_mend(ui));
    if (!again && ui->page >= ui->frame->pages) { // only once the height of a page is certain
        ui->page = ui->frame->pages - 1;
        again = true;
    }
    return !again;
}

void
ui_build(const struct world *world, const struct visit *visit, ui_scene scene, const char *name,
    bool chrome, struct arena *arena, struct frame *frame)
{
    struct flow flow = {0};
    struct ui ui = {.world = world,
        .flow = &flow,
        .visit = visit,
        .arena = arena,
        .frame = frame,
        .theme = &world->themes[visit->contrast],
        .page = visit->at.page};
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        start_pass(&ui, name, chrome);
        marks(&ui);
        scene(&ui);
        if (settled(&ui, chrome)) {
            break;
        }
    }
    frame->page = ui.page;
    if (chrome) {
        bars(&ui);
    }
    if (world->over) {
        world->over(&ui);
    }
    if (visit->idle) {
        idle_warning(&ui);
    }
    if (frame->dir == DIRECTION_RTL) {
        mirror(frame, world->panel.width_mm);
    }
    focus(&ui);
}
