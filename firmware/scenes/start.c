// From the resting screen to the first choice, and the screens about the kiosk itself.
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "scenes/internal.h"

enum { ALERT_CHARACTERS_MAX = 30 }; // of a notice that stands on the home screen itself

// Resting screen -------------------------------------------------------------------------------------

static void
centred(
    struct ui *ui, const char *name, struct store_text text, struct ui_look look, struct rect rect)
{
    look.align = ALIGN_CENTER;
    look.cap_mm = ui_fit(ui, text, &look, rect.w, rect.h);
    ui_set_text(
        ui, ui_node(ui, look.bold ? ROLE_HEADING : ROLE_TEXT, name, rect), text, &look, rect);
}

static void
attract_picture(struct ui *ui, int n, const char *icon, struct rect disc)
{
    struct node *node = ui_node(ui, ROLE_ICON, ui_name(ui, "attract.picture", n), disc);
    node->fill = ui->theme->action_tint;
    node->edge = ui->theme->action_edge;
    node->edge_mm = 0.8f;
    node->radius_mm = disc.w / 2;
    node->icon = icon;
    node->icon_tint = ui->theme->action;
    node->icon_rect = rect_inset(disc, disc.w * 0.22f);
}

static void
attract_arrow(struct ui *ui, int n, float x, float y)
{
    struct rect rect = {x - 5, y - 5, 10, 10};
    struct node *next = ui_node(ui, ROLE_ICON, ui_name(ui, "attract.arrow", n), rect);
    next->icon = "next";
    next->icon_tint = ui->theme->hairline;
    next->icon_rect = rect;
    next->icon_mirrored = ui->frame->dir == DIRECTION_RTL;
}

// Three pictures that say what this is for: bring a question, see your papers, find the place. In a
// row, or one below the other where the panel is narrow.
static void
attract_pictures(struct ui *ui, struct rect rect, bool narrow)
{
    static const char *const icons[] = {"question", "documents", "pin"};
    static const char *const keys[] = {"attract-1", "attract-2", "attract-3"};
    struct ui_look look = {.style = TYPE_BODY, .bold = true, .colour = ui->theme->ink};
    float cell = narrow ? rect.h / 3 : rect.w / 3;
    float words = fmaxf(fminf(rect.h * 0.36f, 22.0f * ui->type), 15.5f);
    float side = narrow ? cell * 0.82f : fminf(rect.h - words - 4, cell * 0.5f);
    for (int i = 0; i < 3; i++) {
        struct store_text text = ui_words(ui, keys[i]);
        const char *name = ui_name(ui, "attract.words", i + 1);
        if (narrow) {
            float y = rect.y + (float)i * cell;
            attract_picture(ui, i + 1, icons[i], (struct rect){rect.x, y, side, side});
            struct rect at = {rect.x + side + 4, y, rect.w - side - 4, side};
            look.cap_mm = ui_fit(ui, text, &look, at.w, at.h);
            ui_set_text(ui, ui_node(ui, ROLE_TEXT, name, at), text, &look, at);
            continue;
        }
        float x = rect.x + (float)i * cell;
        attract_picture(
            ui, i + 1, icons[i], (struct rect){x + (cell - side) / 2, rect.y, side, side});
        centred(ui, name, text, look, (struct rect){x + 2, rect.y + side + 3, cell - 4, words});
        if (i < 2) {
            attract_arrow(ui, i + 1, x + cell, rect.y + side / 2);
        }
    }
}

void
scene_attract(struct ui *ui)
{
    const struct panel *panel = &ui->world->panel;
    struct store *store = ui->world->store;
    float w = panel->width_mm;
    float h = panel->height_mm;
    float m = ui->area.x;
    struct node *touch = ui_node(ui, ROLE_BUTTON, "attract", (struct rect){0, 0, w, h});
    struct store_text invite = ui_words(ui, "attract-touch");
    touch->action = (struct action){.kind = ACT_START};
    touch->focusable = true;
    touch->text = invite.text;
    touch->key = invite.key;
    struct ui_look small = {.style = TYPE_SMALL, .colour = ui->theme->ink2};
    struct ui_look title = {.style = TYPE_TITLE, .bold = true, .colour = ui->theme->ink};
    struct ui_look body = {.style = TYPE_BODY, .colour = ui->theme->ink};
    if (!upkeep_live(ui->world)) { // else the strip about the stick stands there
        struct store_text notice = config_notice(ui);
        bool fine = notice.text[0] == '\0';
        centred(ui, fine ? "attract.hub" : "attract.config",
            fine ? ui_field(ui, "hub", store_meta(store, "id"), "name") : notice, small,
            (struct rect){m, h * 0.01f, w - 2 * m, h * 0.115f});
    }
    centred(ui, "attract.title", ui_words(ui, "attract-title"), title,
        (struct rect){m, h * 0.125f, w - 2 * m, h * 0.18f});
    bool low = h < 100.0f;
    float wide = fminf(w - 2 * m, h * 2.1f);
    attract_pictures(
        ui, (struct rect){(w - wide) / 2, h * (low ? 0.31f : 0.33f), wide, h * 0.34f}, w < 120.0f);
    float band = fmaxf(h * 0.16f, 19.0f);
    struct rect bar = {0, h * (low ? 0.67f : 0.69f), w, band};
    struct node *ground = ui_node(ui, ROLE_GROUP, "attract.bar", bar);
    ground->fill = ui->theme->action;
    float side = fminf(band * 0.62f, 16.0f * ui->type);
    float left = m + side + 2;
    float right = w < 120.0f ? w - m : w - left; // centred on the panel where there is room
    ground->icon = "hand-touch";
    ground->icon_tint = ui->theme->action_text;
    ground->icon_rect = (struct rect){m, bar.y + (band - side) / 2, side, side};
    title.colour = ui->theme->action_text;
    centred(
        ui, "attract.touch", invite, title, (struct rect){left, bar.y, right - left, band * 0.58f});
    body.colour = ui->theme->action_text;
    centred(ui, "attract.keys", ui_words(ui, "attract-keys"), body,
        (struct rect){left, bar.y + band * 0.54f, right - left, band * 0.39f});
    bool demo = strcmp(store_meta(store, "demonstration"), "1") == 0;
    struct store_text lines[] = {ui_words(ui, "attract-free"),
        demo && !low && w >= 120.0f ? ui_words(ui, "demonstration") : (struct store_text){0}};
    centred(ui, "attract.free", joined(ui, "\n", lines, 2), small,
        (struct rect){m, bar.y + band + 1, w - 2 * m, h - bar.y - band - 2});
}

// Language, home -------------------------------------------------------------------------------------

void
scene_language(struct ui *ui)
{
    struct store *store = ui->world->store;
    ui_wide(ui);
    ui_title(ui, ui_words(ui, "language-title"), "language");
    int order[STORE_LANGUAGES_MAX];
    int count = languages_in_order(ui->world, order);
    struct choice *choices = arena_array(ui->arena, struct choice, count);
    for (int i = 0; i < count; i++) {
        const struct store_language *language = store_language(store, order[i]);
        choices[i] = (struct choice){
            .name = arena_printf(ui->arena, "language.%s", language->tag),
            .title = {.text = language->endonym,
                .lang = language->tag,
                .dir = language->dir,
                .key = arena_printf(ui->arena, "language_pack.%s.endonym", language->tag)},
            .action = {.kind = ACT_LANGUAGE, .arg = order[i]},
            .checked = ui->visit->started && order[i] == ui->visit->language,
        };
    }
    ui_choices(ui, choices, count, -3, false);
}

static struct choice
home_tile(struct ui *ui, const char *name, const char *icon, const char *key, struct action action)
{
    return plain_choice(name, icon, ui_words(ui, key), action);
}

static struct choice
situation(struct ui *ui, const char *name, const char *icon, enum store_audience audience)
{
    struct choice choice = home_tile(ui, arena_printf(ui->arena, "home.%s", name), icon,
        arena_printf(ui->arena, "home-%s", name),
        (struct action){.kind = ACT_AUDIENCE, .arg = (int)audience});
    choice.tone = TONE_TINT;
    if (ui->unit > 1.1f) {
        choice.note = ui_words(ui, arena_printf(ui->arena, "home-%s-note", name));
    }
    return choice;
}

enum { SITUATIONS = 3, URGENT = 2 }; // of the first group; place in the second one

// The groups share the page as 2 to 3 where the panel allows it. A low one shows the situations and
// urgent help, and the rest on a second page.
static void
home_groups(struct ui *ui, const struct choice *situations, struct choice *others, int count)
{
    bool low = ui->compact && !ui->portrait;
    float room = ui_room(ui) - ui->world->scale.gap;
    float above = room * (low ? 0.62f : ui->portrait ? 0.5f : 0.45f);
    ui_choices_in(ui, situations, SITUATIONS, ui->portrait ? 1 : 3, !ui->portrait, above);
    int first = 0;
    if (ui->compact) { // before what may go to a second page
        struct choice urgent = others[URGENT];
        others[URGENT] = others[0];
        others[0] = urgent;
    }
    if (low) {
        first = 2;
        ui_choices_in(ui, others, first, 2, false, ui_room(ui));
    }
    float below = ui_room(ui);
    ui_choices_in(ui, others + first, count - first, ui->portrait || low ? 2 : 3, false,
        below > 0 && !low ? below : ui->area.h);
}

void
scene_home(struct ui *ui)
{
    struct store *store = ui->world->store;
    ui_wide(ui);
    ui_title(ui, ui_words(ui, "home-title"), "");
    struct choice situations[] = {
        situation(ui, "current", "live-here", AUDIENCE_CURRENT),
        situation(ui, "potential", "travel", AUDIENCE_POTENTIAL),
        situation(ui, "returned", "came-back", AUDIENCE_RETURNED),
    };
    struct choice others[6] = {
        home_tile(ui, "home.papers", "documents", "home-papers", ui_go(SCREEN_PAPERS, 0)),
        home_tile(ui, "home.services", "pin", "home-services", ui_go(SCREEN_SERVICES, 0)),
        home_tile(ui, "home.urgent", "hotline", "home-urgent", ui_go(SCREEN_HOTLINES, 0)),
        home_tile(ui, "home.search", "search", "home-search", ui_go(SCREEN_SEARCH, 0)),
        home_tile(ui, "home.more", "list", "home-more", ui_go(SCREEN_MORE, 0)),
    };
    int count = 5;
    others[URGENT].tone = TONE_DANGER;
    struct store_list alerts = store_alerts(store, ui->arena, ui->world->clock);
    if (alerts.count > 0) {
        const char *id = store_id(store, ui->arena, "alert", alerts.n[0]);
        struct store_text name =
            store_text(store, ui->arena, ui->visit->language, "alert", id, "name");
        bool brief =
            !name.fallback && utf8_count(name.text, strlen(name.text)) <= ALERT_CHARACTERS_MAX;
        others[count] = plain_choice(
            "home.alert", "alert", brief ? name : ui_words(ui, "alert"), ui_go(SCREEN_ALERT, 0));
        others[count++].tone = TONE_ATTENTION;
    }
    for (int i = 0; i < count; i++) {
        others[i].role = ROLE_BUTTON; // one size below the situations
    }
    home_groups(ui, situations, others, count);
}

void
scene_more(struct ui *ui)
{
    ui_wide(ui);
    ui_title(ui, ui_words(ui, "more-title"), "list");
    struct choice choices[] = {
        home_tile(ui, "more.map", "map", "map-title", ui_go(SCREEN_MAP, 0)),
        home_tile(ui, "more.showcards", "showcard", "showcards-title", ui_go(SCREEN_SHOWCARDS, 0)),
        home_tile(ui, "more.myths", "myth", "myths-title", ui_go(SCREEN_MYTHS, 0)),
        home_tile(ui, "more.lessons", "lesson", "lessons-title", ui_go(SCREEN_LESSONS, 0)),
        home_tile(ui, "more.courses", "training", "courses-title", ui_go(SCREEN_COURSES, 0)),
        home_tile(ui, "more.posters", "poster", "posters-title", ui_go(SCREEN_POSTERS, 0)),
        home_tile(ui, "more.events", "calendar", "events-title", ui_go(SCREEN_EVENTS, 0)),
        home_tile(ui, "more.survey", "smile", "survey-title", ui_go(SCREEN_SURVEY, 0)),
        home_tile(ui, "more.about", "privacy", "about-title", ui_go(SCREEN_ABOUT, 0)),
    };
    int first = ui->world->view ? 0 : 1;
    ui_choices(ui, choices + first, (int)(sizeof choices / sizeof *choices) - first, 2, false);
}

// Help -----------------------------------------------------------------------------------------------

static void
options(struct ui *ui, const char *heading, const char *const *keys, enum act act, int chosen)
{
    struct choice choices[3];
    for (int i = 0; i < 3; i++) {
        choices[i] = (struct choice){.name = arena_printf(ui->arena, "settings.%s", keys[i]),
            .icon = i == chosen ? "checked" : "uncheck",
            .title = ui_words(ui, keys[i]),
            .action = {.kind = (int16_t)act, .arg = i},
            .checked = i == chosen,
            .role = ROLE_CHECKBOX};
    }
    ui_heading(ui, arena_printf(ui->arena, "settings.%s", heading), ui_words(ui, heading));
    ui_choices(ui, choices, 3, -3, false);
}

void
scene_settings(struct ui *ui)
{
    static const char *const sizes[] = {"size-normal", "size-large", "size-xl"};
    static const char *const contrasts[] = {"contrast-light", "contrast-dark", "contrast-yellow"};
    struct store_text both[] = {ui_words(ui, "settings-size"), ui_words(ui, "settings-contrast")};
    ui_title(ui, joined(ui, " \u00b7 ", both, 2), "settings");
    options(ui, "settings-size", sizes, ACT_SIZE, ui->visit->size);
    options(ui, "settings-contrast", contrasts, ACT_CONTRAST, ui->visit->contrast);
}

void
scene_person(struct ui *ui)
{
    ui_title(ui, ui_words(ui, "person-title"), "person");
    ui_paragraph(ui, "person.free", ui_words(ui, "person-note"), TYPE_BODY);
    ask_person(ui);
}

void
scene_help(struct ui *ui)
{
    ui_title(ui, ui_words(ui, "help-title"), "help");
    struct choice choices[] = {
        home_tile(ui, "help.person", "person", "person-title", ui_go(SCREEN_PERSON, 0)),
        home_tile(ui, "help.hotlines", "hotline", "help-hotlines", ui_go(SCREEN_HOTLINES, 0)),
        home_tile(ui, "help.settings", "text-size", "settings-size", ui_go(SCREEN_SETTINGS, 0)),
        home_tile(ui, "help.finish", "close", "finish", (struct action){.kind = ACT_FINISH}),
    };
    choices[0].tone = TONE_TINT;
    choices[1].tone = TONE_DANGER;
    choices[2].note = ui_words(ui, "settings-contrast");
    choices[3].note = ui_words(ui, "finish-note");
    ui_choices(ui, choices, 4, 2, false);
    if (ui->visit->depth > 0) {
        struct store_value where = {
            "title", place_title(ui, &ui->visit->back[ui->visit->depth - 1]).text};
        ui_fact(ui, "help.where", "pin", (struct store_text){0},
            ui_words_with(ui, "help-where", &where, 1));
    }
    ui_fact(ui, "help.touch", "hand-touch", (struct store_text){0}, ui_words(ui, "help-touch"));
    ui_fact(ui, "help.keys", "keyboard", (struct store_text){0}, ui_words(ui, "help-keys"));
}

void
scene_about(struct ui *ui)
{
    struct store *store = ui->world->store;
    ui_title(ui, ui_words(ui, "about-title"), "privacy");
    int minutes = (ui->world->config->idle_s + ui->world->config->warning_s + 59) / 60;
    struct store_value n = {"n", store_number(store, ui->arena, ui->visit->language, minutes)};
    ui_fact(ui, "about.1", "no-id", (struct store_text){0}, ui_words(ui, "about-1"));
    ui_fact(ui, "about.2", "trash", (struct store_text){0}, ui_words_with(ui, "about-2", &n, 1));
    ui_fact(ui, "about.3", "privacy", (struct store_text){0}, ui_words(ui, "about-3"));
    ui_fact(
        ui, "about.4", "memory", ui_words(ui, "about-remembers"), ui_words(ui, "about-nothing"));
    struct choice counted =
        home_tile(ui, "about.counted", "list", "counted-title", ui_go(SCREEN_COUNTED, 0));
    ui_button(ui, &counted);
    int days = 0;
    if (clock_parse_date(store_meta(store, "built_on"), &days)) {
        struct date date = clock_date_of_days(days);
        struct store_value value = {
            "date", store_date(store, ui->arena, ui->visit->language, &date)};
        ui_paragraph(
            ui, "about.content", ui_words_with(ui, "about-content", &value, 1), TYPE_SMALL);
    }
    struct choice finish =
        home_tile(ui, "about.finish", "close", "finish", (struct action){.kind = ACT_FINISH});
    struct choice staff =
        home_tile(ui, "about.staff", "settings", "manager.title", ui_go(SCREEN_STAFF, 0));
    ui_button(ui, &finish);
    ui_button(ui, &staff);
}
