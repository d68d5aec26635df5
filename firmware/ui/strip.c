// Quiet lines beside what a screen is about: old content, the stick of the staff.
#include <math.h>

#include "ui/internal.h"

static const float STRIP_MIN_MM = 12.7f; // smallest target (accessibility 24)

// Old content ----------------------------------------------------------------------------------------

struct old { // the line, as large as the bars' words whatever the visitor's size
    struct store_text text;
    struct ui_look look;
    float icon;
    float height;
};

static struct old
old_measure(struct ui *ui)
{
    struct date date = clock_date_of_days(ui->world->old_since);
    struct store_value value = {
        "date", store_date(ui->world->store, ui->arena, ui->visit->language, &date)};
    // Not ui_words: that this line is not translated is no reason for a note on every page.
    struct old old = {
        .text = store_ui(ui->world->store, ui->arena, ui->visit->language, "stale-note"),
        .look = {.style = TYPE_SMALL, .colour = ui->theme->ink2}};
    old.text.text = store_fill(ui->arena, old.text.text, &value, 1);
    old.look.cap_mm = ui->world->scale.cap[TYPE_SMALL] * ui->type;
    old.icon = old.look.cap_mm * 1.8f;
    float width = ui->area.w - old.icon - 1;
    old.look = ui_whole_words(ui, old.text, old.look, width);
    old.height = ui_text_height(ui, old.text, &old.look, width);
    return old;
}

float
old_height(struct ui *ui)
{
    return ui->world->old_since > 0 ? old_measure(ui).height : 0;
}

void
old_line(struct ui *ui)
{
    if (ui->world->old_since <= 0) {
        return;
    }
    struct old old = old_measure(ui);
    float below = ui->compact ? 0.5f : 2.0f; // of the gap between content and foot bar
    struct rect r = {ui->area.x, ui->area.y + ui->area.h + below, ui->area.w, old.height};
    struct node *node = ui_node(ui, ROLE_STATUS, "old", r);
    node->icon = "unsure";
    node->icon_tint = ui->theme->attention_edge;
    node->icon_rect = (struct rect){r.x, r.y + (r.h - old.icon) / 2, old.icon, old.icon};
    r.x += old.icon + 1;
    r.w -= old.icon + 1;
    ui_set_text(ui, node, old.text, &old.look, r);
}

// The stick --------------------------------------------------------------------------------------------

// As much of the header as its buttons leave. What opens nothing stands over a screen without a header
// and has all of the top.
static struct rect
strip_rect(const struct ui *ui, bool opens)
{
    float header = header_height(ui);
    float height = fmaxf(header - 2.0f, STRIP_MIN_MM);
    float start = fmaxf(3.0f, ui->area.x * 0.75f);
    float right = ui->world->panel.width_mm - start - (opens ? header_taken(ui) : 0);
    float top = (opens ? bars_top(ui) : 0) + fmaxf((header - height) / 2, 0.0f);
    return (struct rect){start, top, right - start, height};
}

static void
strip_words(struct ui *ui, struct node *node, struct store_text text, struct ui_look look,
    struct rect words)
{
    look.cap_mm = ui_fit(ui, text, &look, words.w, words.h);
    ui_set_text(ui, node, text, &look, words);
}

void
ui_strip(struct ui *ui, const struct choice *strip, float value)
{
    bool opens = strip->action.kind != ACT_NONE;
    struct rect r = strip_rect(ui, opens);
    struct node *node = ui_node(ui, opens ? ROLE_BUTTON : ROLE_STATUS, strip->name, r);
    ui_card_colours(ui, node, strip->tone);
    node->action = strip->action;
    node->focusable = opens;
    node->icon = strip->icon;
    float side = r.h * 0.6f;
    float bar = value >= 0 ? 2.0f : 0;
    node->icon_rect = (struct rect){r.x + 2.0f, r.y + (r.h - bar - side) / 2, side, side};
    struct rect words = {r.x + side + 4.0f, r.y, r.w - side - 5.5f, r.h - bar * 1.4f};
    uint32_t fill;
    uint32_t edge;
    struct ui_look look = {.style = TYPE_BODY, .bold = true};
    ui_tone_colours(ui, strip->tone, &fill, &edge, &look.colour);
    strip_words(ui, node, strip->title, look, words);
    if (node->clipped && strip->note.text) {
        strip_words(ui, node, strip->note, look, words);
    }
    if (bar > 0) {
        struct rect below = {r.x + 3.0f, r.y + r.h - bar - 1.6f, r.w - 6.0f, bar};
        struct node *progress =
            ui_node(ui, ROLE_PROGRESS, arena_printf(ui->arena, "%s.bar", strip->name), below);
        progress->value = ui_clamp(value, 0, 1);
        progress->fg = ui->theme->action;
        progress->fill = ui->theme->raised;
        progress->edge = ui->theme->action_edge;
        progress->edge_mm = ui->world->scale.hairline;
    }
}
