// The screen about the stick: one state at a time, read from two metres.
#include <math.h>

#include "scenes/internal.h"

enum { LINES_MAX = 8 };

static const float CAP_MIN = 3.5f;
static const float SMALLER = 0.94f;
static const float NARROW_MM = 60.0f; // two buttons so narrow stand one above the other

struct part { // of the column, top to bottom; text "" = the bar
    const char *name;
    struct store_text text;
    struct ui_look look;
    enum role role;
    bool close; // to the part above
    float height;
};

struct column {
    struct ui *ui;
    struct rect rect;
    struct part part[LINES_MAX];
    int count;
    float gap;
};

static void
say(struct column *column, const char *name, struct store_text text, enum type_style style,
    bool bold)
{
    if (!text.text || text.text[0] == '\0' || column->count == LINES_MAX) {
        return;
    }
    column->part[column->count++] = (struct part){.name = name,
        .text = text,
        .role = column->count == 0 ? ROLE_HEADING : ROLE_STATUS,
        .look = {.style = style,
            .bold = bold,
            .align = ALIGN_CENTER,
            .colour = bold ? column->ui->theme->ink : column->ui->theme->ink2}};
}

static void
say_key(struct column *column, const char *key, enum type_style style, bool bold)
{
    say(column, key, ui_words(column->ui, key), style, bold);
}

// What is happening ------------------------------------------------------------------------------------

static struct store_text
megabytes(struct ui *ui, const struct install_status *stick)
{
    const int64_t mb = 1000 * 1000;
    int64_t total = (stick->bytes_total + mb - 1) / mb;
    int64_t done = stick->bytes >= stick->bytes_total ? total : stick->bytes / mb;
    struct store_value values[] = {
        {"done", store_number(ui->world->store, ui->arena, ui->visit->language, (int)done)},
        {"total", store_number(ui->world->store, ui->arena, ui->visit->language, (int)total)}};
    return ui_words_with(ui, "stick.bytes", values, 2);
}

static void
copying(struct column *column, const struct install_status *stick)
{
    struct ui *ui = column->ui;
    column->part[column->count++] = (struct part){.name = "stick.bar", .role = ROLE_PROGRESS};
    say(column, "stick.bytes", megabytes(ui, stick), TYPE_BODY, false);
    int above = column->count;
    if (stick->seconds_left >= 60) {
        say(column, "stick.left",
            ui_words_count(ui, "stick.minutes", (stick->seconds_left + 30) / 60), TYPE_BODY, false);
    } else if (stick->seconds_left >= 0) {
        say(column, "stick.left", ui_words(ui, "stick.soon"), TYPE_BODY, false);
    }
    column->part[above].close = true; // one under the other, they are one thought
}

static struct store_text
changes(struct ui *ui, const struct gate_diff *diff)
{
    struct store_value values[] = {
        {"updated", ui_words_count(ui, "stick.updated", diff->updated).text},
        {"added", ui_words_count(ui, "stick.added", diff->added).text},
        {"removed", ui_words_count(ui, "stick.removed", diff->removed).text}};
    return ui_words_with(ui, "stick.changes", values, 3);
}

static void
refused(struct column *column, const struct install_status *stick)
{
    struct ui *ui = column->ui;
    int code = (int)stick->reason;
    struct store_value names[] = {{"asked", stick->asked}, {"here", stick->here}};
    struct store_value digits = {"code", arena_printf(ui->arena, "%d", code)};
    say(column, "stick.reason",
        ui_words_with(ui, arena_printf(ui->arena, "stick.reason.%d", code), names, 2), TYPE_BODY,
        true);
    say(column, "stick.do",
        ui_words_with(ui, arena_printf(ui->arena, "stick.do.%d", code), names, 2), TYPE_BODY,
        false);
    say(column, "stick.code", ui_words_with(ui, "stick.code", &digits, 1), TYPE_SMALL, false);
}

static void
version(struct column *column, const struct install_status *stick)
{
    struct store_value value = {"version", stick->version};
    if (stick->version[0] != '\0') {
        say(column, "stick.version", ui_words_with(column->ui, "stick.version", &value, 1),
            TYPE_BODY, false);
    }
}

static void
fill(struct column *column, const struct install_status *stick)
{
    struct ui *ui = column->ui;
    bool ended = upkeep_ended(stick->phase);
    say(column, "stick.state", upkeep_sentence(ui, stick->phase), TYPE_TITLE, true);
    switch (stick->phase) {
    case INSTALL_COPYING:
        copying(column, stick);
        break;
    case INSTALL_DONE:
        say(column, "stick.changes", changes(ui, &stick->diff), TYPE_BODY, false);
        version(column, stick);
        break;
    case INSTALL_SAME:
    case INSTALL_REVERTED:
        version(column, stick);
        break;
    case INSTALL_REFUSED:
        refused(column, stick);
        break;
    case INSTALL_IDLE:
    case INSTALL_LOOKING:
    case INSTALL_CHECKING:
    case INSTALL_WRITING:
    case INSTALL_PHASES:
        break;
    }
    bool fresh = stick->phase == INSTALL_DONE || stick->phase == INSTALL_REVERTED;
    if (fresh && ui->visit->started) {
        say_key(column, "stick.visit", TYPE_BODY, false);
    }
    if (stick->phase != INSTALL_REVERTED) {
        say_key(column, ended ? "stick.pull" : "stick.wait", TYPE_TILE, true);
    }
}

// Setting it -------------------------------------------------------------------------------------------

static float
gap_before(const struct column *column, int i)
{
    return i == 0 ? 0 : column->part[i].close ? column->gap * 0.1f : column->gap;
}

// All words shrink together until the column fits.
static float
measure(struct column *column, float factor)
{
    struct ui *ui = column->ui;
    float total = 0;
    for (int i = 0; i < column->count; i++) {
        struct part *part = &column->part[i];
        total += gap_before(column, i);
        if (part->role == ROLE_PROGRESS) {
            part->height = 8.0f * ui->unit;
        } else {
            part->look.cap_mm = fmaxf(ui_cap(ui, part->look.style) * factor, CAP_MIN);
            part->look.cap_mm = ui_fit(ui, part->text, &part->look, column->rect.w, 1.0e6f);
            part->height = ui_text_height(ui, part->text, &part->look, column->rect.w);
        }
        total += part->height;
    }
    return total;
}

// Read from two metres: larger than other screens where the panel is. True when all of it fits.
static bool
shrink(struct column *column)
{
    const struct panel *panel = &column->ui->world->panel;
    float factor = fminf(panel->width_mm, panel->height_mm) / 136.0f;
    factor = factor < 1 ? 1 : factor > 1.7f ? 1.7f : factor;
    column->gap = 4.0f * column->ui->unit * factor;
    while (measure(column, factor) > column->rect.h && factor > 0.4f) {
        factor *= SMALLER;
        column->gap *= SMALLER;
    }
    return measure(column, factor) <= column->rect.h;
}

static float
total(const struct column *column)
{
    float sum = 0;
    for (int i = 0; i < column->count; i++) {
        sum += gap_before(column, i) + column->part[i].height;
    }
    return sum;
}

static void
set(struct column *column, float y, float value)
{
    struct ui *ui = column->ui;
    for (int i = 0; i < column->count; i++) {
        const struct part *part = &column->part[i];
        y += gap_before(column, i);
        struct rect rect = {column->rect.x, y, column->rect.w, part->height};
        struct node *node = ui_node(ui, part->role, part->name, rect);
        if (part->role == ROLE_PROGRESS) {
            node->value = value;
            node->fg = ui->theme->action;
            node->fill = ui->theme->action_tint;
            node->edge = ui->theme->action_edge;
            node->edge_mm = ui->world->scale.hairline;
        } else {
            ui_set_text(ui, node, part->text, &part->look, rect);
        }
        y += part->height;
    }
}

static void
sign(struct ui *ui, const struct install_status *stick, struct rect disc)
{
    bool refused = stick->phase == INSTALL_REFUSED;
    bool ended = upkeep_ended(stick->phase);
    uint32_t ink;
    struct node *node = ui_node(ui, ROLE_ICON, "stick.sign", disc);
    ui_tone_colours(ui,
        refused ? TONE_ATTENTION
        : ended ? TONE_GOOD
                : TONE_TINT,
        &node->fill, &node->edge, &ink);
    node->edge_mm = 0.8f;
    node->radius_mm = disc.w / 2;
    node->icon = refused ? "warning" : ended ? "check" : "usb";
    node->icon_tint = node->edge;
    node->icon_rect = rect_inset(disc, disc.w * 0.2f);
}

// The sign above the words, both together in the middle of what the button leaves.
static void
sign_and_words(struct column *column, const struct install_status *stick, float foot)
{
    struct ui *ui = column->ui;
    const struct panel *panel = &ui->world->panel;
    float side = fminf(panel->height_mm * 0.16f, 30.0f * ui->type);
    float top = panel->height_mm * 0.05f;
    float between = side + 2.0f;
    column->rect.h = foot - top - between - 2.0f;
    bool pictured = shrink(column);
    if (!pictured) { // words go before pictures
        between = 0;
        top *= 0.5f;
        column->rect.h = foot - top - 1.0f;
        column->gap = shrink(column) ? column->gap : 0;
    }
    float tall = between + total(column);
    float y = top + fmaxf((foot - 2.0f - top - tall) / 2, 0);
    if (pictured) {
        sign(ui, stick, (struct rect){(panel->width_mm - side) / 2, y, side, side});
    }
    float value = upkeep_value(stick);
    set(column, y + between, value < 0 ? 0 : fminf(value, 1));
}

void
scene_stick(struct ui *ui)
{
    const struct install_status *stick = &upkeep_of(ui->world)->stick;
    const struct panel *panel = &ui->world->panel;
    float w = fminf(panel->width_mm - 2 * ui->area.x, 300.0f * ui->type);
    float tall = fmaxf(fminf(panel->height_mm * 0.15f, 26.0f), 13.0f);
    float between = 6.0f;
    int count = stick->technician && upkeep_ended(stick->phase) ? 2 : 1;
    bool stacked = count == 2 && (w - between) / 2 < NARROW_MM;
    float foot = panel->height_mm - ui->area.x * 0.6f - tall - (stacked ? tall + between : 0);
    struct column column = {.ui = ui, .rect = {(panel->width_mm - w) / 2, 0, w, 0}};
    fill(&column, stick);
    sign_and_words(&column, stick, foot);
    const struct choice buttons[] = {
        answer_choice(
            "stick.close", "close", ui_words(ui, "close"), (struct action){.kind = ACT_STICK}),
        answer_choice("stick.tech", "settings", ui_words(ui, "tech.title"), ui_go(SCREEN_TECH, 0)),
    };
    int columns = stacked ? 1 : count;
    float gaps = between * (float)(columns - 1);
    float wide = fminf((w - gaps) / (float)columns, 90.0f * ui->type);
    struct rect rect = {(panel->width_mm - wide * (float)columns - gaps) / 2, foot, wide, tall};
    for (int i = 0; i < count; i++) {
        ui_tile(ui, &buttons[i], rect, false);
        rect.x += stacked ? 0 : wide + between;
        rect.y += stacked ? tall + between : 0;
    }
}
