// Search: by pictures, or by typing on keys in the visitor's own script.
#include "scenes/internal.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

enum { SEARCH_PICTURES, SEARCH_TYPING, SEARCH_RESULTS }; // arg of the screen
enum { HITS_MAX = 40 };

static const float KEY_MM = 12.7f; // no target is smaller (accessibility 25)
static const float KEY_GAP_MM = 2.6f;

static void
pictures(struct ui *ui)
{
    struct store *store = ui->world->store;
    ui_wide(ui);
    ui_title(ui, ui_words(ui, "search-title"), "search");
    struct choice write = plain_choice("search.type", "keyboard", ui_words(ui, "search-by-typing"),
        ui_go(SCREEN_SEARCH, SEARCH_TYPING));
    write.tone = TONE_ACTION;
    ui_button(ui, &write);
    struct store_list topics = store_topics(store, ui->arena, 0, AUDIENCE_ALL);
    record_tiles(ui, "topic", topics, "name", SCREEN_TOPIC, 3);
}

// Keyboard -------------------------------------------------------------------------------------------

static void
key(struct ui *ui, const char *text, size_t len, struct rect rect)
{
    size_t at = 0;
    uint32_t code = utf8_next(text, len, &at);
    struct node *node =
        ui_node(ui, ROLE_KEY, arena_printf(ui->arena, "key.%04x", (unsigned)code), rect);
    struct store_text cap = ui_plain(ui, arena_strndup(ui->arena, text, len));
    node->fill = ui->theme->raised;
    node->edge = ui->theme->hairline;
    node->edge_mm = ui->world->scale.hairline;
    node->radius_mm = 2;
    node->action = (struct action){.kind = ACT_TYPE, .arg = (int32_t)code};
    node->focusable = true;
    struct ui_look look = {.style = TYPE_BODY, .align = ALIGN_CENTER, .colour = ui->theme->ink};
    look.cap_mm = ui_fit(ui, cap, &look, rect.w, rect.h);
    ui_set_text(ui, node, cap, &look, rect);
}

// Keys of one row of the pack that fit across; a longer row continues below.
static const char *
key_row(struct ui *ui, const char *keys)
{
    int fit = (int)((ui->column_w + KEY_GAP_MM) / (KEY_MM + KEY_GAP_MM));
    int most = fit < 11 ? fit : 11;
    float wide = fminf((ui->column_w + KEY_GAP_MM) / (float)most - KEY_GAP_MM, 20.0f);
    struct slot slot = ui_block(ui, KEY_MM);
    if (ui->cursor > 0) { // rows of keys stand closer than blocks
        ui->cursor = slot.rect.y - ui->area.y + KEY_MM + KEY_GAP_MM;
    }
    int count = 0;
    float start = slot.rect.x + (ui->column_w - (float)most * (wide + KEY_GAP_MM) + KEY_GAP_MM) / 2;
    // Where a row of the pack does not fit across, rows flow into one another.
    const char *stop = most < 11 ? "" : "|";
    while (*keys && *keys != *stop && count < most) {
        size_t len = strcspn(keys, " |");
        if (len > 0 && slot.shown) {
            float x = start + (float)count * (wide + KEY_GAP_MM);
            key(ui, keys, len, (struct rect){x, slot.rect.y, wide, KEY_MM});
        }
        count += len > 0;
        keys += len;
        keys += *keys == ' ' || (*keys == '|' && *stop == '\0');
    }
    return keys;
}

static struct store_text
query_text(struct ui *ui)
{
    const char *query = ui->visit->query;
    const char *hint = ui->compact || ui->portrait ? "search-title" : "search-hint";
    return *query ? ui_plain(ui, arena_strdup(ui->arena, query)) : ui_words(ui, hint);
}

static int
find(struct ui *ui, struct store_hit *hits)
{
    return store_search(ui->world->store, ui->visit->language, ui->visit->query, hits, HITS_MAX);
}

static void
query_field(struct ui *ui, struct rect field)
{
    bool typed = ui->visit->query[0] != '\0';
    struct node *node = ui_node(ui, ROLE_STATUS, "search.query", field);
    node->fill = ui->theme->raised;
    node->edge = ui->theme->ink;
    node->edge_mm = 0.6f;
    node->radius_mm = 2;
    struct ui_look look = {.style = typed ? TYPE_TILE : TYPE_SMALL,
        .colour = typed ? ui->theme->ink : ui->theme->ink2};
    struct rect words = rect_inset(field, 1.5f);
    look.cap_mm = ui_fit(ui, query_text(ui), &look, words.w, words.h);
    ui_set_text(ui, node, query_text(ui), &look, words);
}

// A key with a sign instead of a word; the word is spoken and searched.
static void
sign_key(struct ui *ui, const struct choice *choice, const char *word, struct rect rect)
{
    struct node *node = ui_tile(ui, choice, rect, false);
    node->text = ui_words(ui, word).text;
    node->icon_rect.x = rect.x + (rect.w - node->icon_rect.w) / 2;
}

// The query, the erasing keys and the way to the results: one row, or two on a narrow panel.
static void
query_row(struct ui *ui)
{
    struct store_hit hits[HITS_MAX];
    int count = find(ui, hits);
    bool typed = ui->visit->query[0] != '\0';
    bool two = ui->portrait;
    float h = ui->compact ? 14.0f : 18.0f;
    float small = ui->compact ? 16.0f : 20.0f;
    float g = 3.0f;
    struct slot slot = ui_block(ui, two ? 2 * h + g : h);
    if (!slot.shown) {
        return;
    }
    struct rect r = slot.rect;
    float wide = two ? r.w - 2 * (small + g) : fminf(r.w * 0.3f, 62.0f * ui->type);
    float field_w = two ? r.w : r.w - wide - 2 * small - 3 * g;
    query_field(ui, (struct rect){r.x, r.y, field_w, h});
    float x = two ? r.x : r.x + field_w + g;
    float y = two ? r.y + h + g : r.y;
    struct choice space = {.name = "search.space",
        .icon = "space",
        .action = {.kind = ACT_TYPE, .arg = ' '},
        .role = ROLE_BUTTON};
    struct choice erase = {.name = "search.erase",
        .icon = "backspace",
        .action = {.kind = ACT_ERASE},
        .role = ROLE_BUTTON};
    struct choice go = plain_choice("search.results", "next",
        typed ? ui_words_count(ui, "search-results", count) : ui_words(ui, "search-title"),
        typed ? ui_go(SCREEN_SEARCH, SEARCH_RESULTS) : (struct action){0});
    go.role = ROLE_BUTTON;
    go.tone = count > 0 ? TONE_ACTION : TONE_PLAIN;
    sign_key(ui, &space, "search-space", (struct rect){x, y, small, h});
    sign_key(ui, &erase, "search-erase", (struct rect){x + small + g, y, small, h});
    ui_tile(ui, &go, (struct rect){x + 2 * (small + g), y, wide, h}, false);
}

static void
typing(struct ui *ui)
{
    const struct store_language *language = store_language(ui->world->store, ui->visit->language);
    // On a small panel the header holds the query, so that the keys have the room.
    ui_title(ui, ui->compact && ui->visit->query[0] ? query_text(ui) : ui_words(ui, "search-title"),
        "search");
    query_row(ui);
    const char *keys = language->keyboard;
    while (*keys) {
        keys = key_row(ui, keys);
        keys += *keys == '|';
    }
}

// Results --------------------------------------------------------------------------------------------

struct kind { // of what a search finds
    const char *table;
    const char *field;
    enum screen screen;
};

static const struct kind KINDS[] = {{"procedure", "name", SCREEN_PROCEDURE},
    {"page", "name", SCREEN_PAGE}, {"service", "name", SCREEN_SERVICE},
    {"hotline", "name", SCREEN_HOTLINES}, {"myth", "claim", SCREEN_MYTH},
    {"lesson", "name", SCREEN_LESSON}, {"showcard", "name", SCREEN_SHOWCARD}};

static bool
hit_tile(struct ui *ui, const struct store_hit *hit, struct choice *choice)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (strcmp(KINDS[i].table, hit->table) != 0) {
            continue;
        }
        const char *id = store_id(ui->world->store, ui->arena, hit->table, hit->record);
        *choice = plain_choice(arena_printf(ui->arena, "%s.%s", hit->table, id), hit->icon,
            ui_field(ui, hit->table, id, KINDS[i].field), ui_go(KINDS[i].screen, hit->record));
        choice->role = ROLE_BUTTON;
        return true;
    }
    return false;
}

static void
results(struct ui *ui)
{
    struct store_hit hits[HITS_MAX];
    int found = find(ui, hits);
    ui_wide(ui);
    ui_title(ui, ui_words_count(ui, "search-results", found), "search");
    struct choice *choices = arena_array(ui->arena, struct choice, HITS_MAX);
    int count = 0;
    for (int i = 0; i < found; i++) {
        count += hit_tile(ui, &hits[i], &choices[count]);
    }
    ui_choices(ui, choices, count, 2, false);
    if (count == 0) {
        ui_note(ui, "none", TONE_ATTENTION, "person", ui_words(ui, "search-none"));
        ask_person(ui);
    }
}

void
scene_search(struct ui *ui)
{
    if (ui->visit->at.arg == SEARCH_TYPING) {
        typing(ui);
    } else if (ui->visit->at.arg == SEARCH_RESULTS) {
        results(ui);
    } else {
        pictures(ui);
    }
}
