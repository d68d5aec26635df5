// "What this machine remembers": the table of counts itself, period by period, as it leaves the machine; of the
// open ones in steps of ten.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenes/internal.h"

enum { SHARED_MAX = 3 }; // names in one row

static const float VALUE_MM = 25.0f;
static const float ROW_GAP_MM = 2.0f;

// In the order they are shown; the first have no heading.
static const struct {
    enum counts_kind kind;
    const char *heading;
} GROUPS[] = {{COUNTS_VISIT, NULL}, {COUNTS_HELP, NULL}, {COUNTS_HOTLINE, NULL}, {COUNTS_QR, NULL},
    {COUNTS_AUDIO, NULL}, {COUNTS_LANGUAGE, "counted-lang"}, {COUNTS_TOPIC, "counted-topic"},
    {COUNTS_REFERRAL, "counted-referral"}, {COUNTS_UNMET, "counted-unmet"},
    {COUNTS_GAP, "counted-gap"}, {COUNTS_STAFF, "counted-tally"},
    {COUNTS_HEALTH, "counted-health"}};

// Names that are no topic and no language.
static const struct {
    const char *name;
    const char *key;
} WORDS[] = {{"visit", "counted-visit"}, {"help", "counted-help"}, {"hotline", "counted-hotline"},
    {"qr", "counted-qr"}, {"audio", "counted-audio"}, {"lang:other", "counted-other"},
    {"gap:other", "counted-other"}, {"unmet:search", "counted-search"},
    {"tally:woman", "counted-woman"}, {"tally:man", "counted-man"}, {"tally:girl", "counted-girl"},
    {"tally:boy", "counted-boy"}, {"tally:other", "counted-person"},
    {"tally:disability", "counted-disability"}, {"tally:referred", "counted-referred"},
    {"health:reboot", "counted-reboot"}, {"health:undervolt", "counted-undervolt"}};

static struct store_text
label(struct ui *ui, const char *name)
{
    struct store *store = ui->world->store;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (strcmp(WORDS[i].name, name) == 0) {
            return ui_words(ui, WORDS[i].key);
        }
    }
    const char *code = strchr(name, ':');
    code = code ? code + 1 : name;
    int language = store_language_index(store, code);
    enum counts_kind kind = counts_kind(name);
    if (language >= 0 && (kind == COUNTS_LANGUAGE || kind == COUNTS_GAP)) {
        return language_names(ui, code);
    }
    if (store_n(store, "topic", code) > 0) {
        return ui_field(ui, "topic", code, "name");
    }
    return ui_plain(ui, arena_strdup(ui->arena, code)); // of earlier content
}

static struct store_text
number(struct ui *ui, const struct record_cell *cell)
{
    struct store *store = ui->world->store;
    int language = ui->visit->language;
    const char *from = store_number(store, ui->arena, language, (int)cell->least);
    if (cell->least == cell->most) {
        return ui_plain(ui, from);
    }
    struct store_value ends[] = {
        {"from", from}, {"to", store_number(store, ui->arena, language, (int)cell->most)}};
    return ui_words_with(ui, "counted-range", ends, 2);
}

static void
row(struct ui *ui, const char *name, struct store_text what, struct store_text value)
{
    struct ui_look look = {.style = TYPE_BODY, .colour = ui->theme->ink};
    struct ui_look bold = look;
    bold.bold = true;
    float wide = VALUE_MM * ui->type;
    float left = ui->column_w - wide - ROW_GAP_MM;
    float h = fmaxf(ui_text_height(ui, what, &look, left), ui_text_height(ui, value, &bold, wide));
    struct slot slot = ui_block(ui, h);
    ui->cursor = slot.rect.y - ui->area.y + h + ROW_GAP_MM; // rows stand closer than blocks
    if (!slot.shown) {
        return;
    }
    struct rect r = slot.rect;
    struct rect value_rect = {r.x, r.y, wide, h};
    struct rect what_rect = {r.x + wide + ROW_GAP_MM, r.y, left, h};
    struct node *first = ui_node(ui, ROLE_TEXT, arena_printf(ui->arena, "%s.n", name), value_rect);
    ui_set_text(ui, first, value, &bold, value_rect);
    ui_set_text(ui, ui_node(ui, ROLE_TEXT, name, what_rect), what, &look, what_rect);
}

// Those in the lowest range share rows, or the table has no end on a small panel.
static void
small_rows(struct ui *ui, enum counts_kind kind, const struct record_cell *cells, int count)
{
    struct store_text names[SHARED_MAX];
    int n = 0;
    for (int i = 0; i < count; i++) {
        if (counts_kind(cells[i].name) != kind || cells[i].least > 0) {
            continue;
        }
        names[n++] = label(ui, cells[i].name);
        bool last = true;
        for (int k = i + 1; last && k < count; k++) {
            last = counts_kind(cells[k].name) != kind || cells[k].least > 0;
        }
        if (n == SHARED_MAX || last) {
            const char *name = arena_printf(ui->arena, "counted.%s", cells[i].name);
            row(ui, name, joined(ui, " \u00b7 ", names, n), number(ui, &cells[i]));
            n = 0;
        }
    }
}

// The cells of one kind; the heading comes before the first.
static void
rows_of(struct ui *ui, enum counts_kind kind, const char *heading, const struct record_cell *cells,
    int count)
{
    bool any = false;
    for (int i = 0; i < count; i++) {
        if (counts_kind(cells[i].name) != kind) {
            continue;
        }
        if (heading && !any) {
            ui_heading(ui, heading, ui_words(ui, heading));
        }
        any = true;
        if (cells[i].least > 0) {
            const char *name = arena_printf(ui->arena, "counted.%s", cells[i].name);
            row(ui, name, label(ui, cells[i].name), number(ui, &cells[i]));
        }
    }
    small_rows(ui, kind, cells, count);
}

static void
ways(struct ui *ui, int at, int count)
{
    struct choice choices[2];
    int n = 0;
    if (at + 1 < count) {
        choices[n++] = plain_choice(
            "counted.older", "back", ui_words(ui, "counted-older"), ui_go(SCREEN_COUNTED, at + 1));
    }
    if (at > 0) {
        choices[n++] = plain_choice(
            "counted.newer", "next", ui_words(ui, "counted-newer"), ui_go(SCREEN_COUNTED, at - 1));
    }
    for (int i = 0; i < n; i++) {
        choices[i].role = ROLE_BUTTON;
    }
    ui_choices(ui, choices, n, 2, false);
}

void
scene_counted(struct ui *ui)
{
    struct counts *counts = upkeep_of(ui->world)->counts;
    struct counts_period *periods =
        arena_array(ui->arena, struct counts_period, COUNTS_PERIODS_MAX);
    struct record_cell *cells = arena_array(ui->arena, struct record_cell, COUNTS_CELLS_MAX);
    int count = counts_periods(counts, periods);
    int at = ui->visit->at.arg < count ? ui->visit->at.arg : count - 1;
    ui_title(ui, ui_words(ui, "counted-title"), "memory");
    int values = at >= 0 ? counts_values(counts, periods[at].row, cells) : 0;
    if (values == 0) {
        ui_note(ui, "counted.none", TONE_PLAIN, "memory", ui_words(ui, "counted-none"));
        return;
    }
    ui_paragraph(ui, "counted.note", ui_words(ui, "counted-note"), TYPE_SMALL);
    ui_heading(ui, "counted.period", period_words(ui, &periods[at].period));
    if (periods[at].open || periods[at].noise_num > 0) {
        const char *worth = periods[at].open ? "counted-open" : "counted-closed";
        ui_paragraph(ui, "counted.worth", ui_words(ui, worth), TYPE_SMALL);
    }
    for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++) {
        rows_of(ui, GROUPS[i].kind, GROUPS[i].heading, cells, values);
    }
    ways(ui, at, count);
}
