// Pieces several screens use.
#include "scenes/internal.h"

#include <stdio.h>
#include <string.h>

struct store_text
record_text(struct ui *ui, const char *table, int n, const char *field)
{
    return ui_field(ui, table, store_id(ui->world->store, ui->arena, table, n), field);
}

struct choice
plain_choice(const char *name, const char *icon, struct store_text title, struct action action)
{
    return (struct choice){.name = name, .icon = icon, .title = title, .action = action};
}

void
record_tiles(struct ui *ui, const char *table, struct store_list list, const char *field,
    enum screen screen, int columns)
{
    struct store *store = ui->world->store;
    struct choice *choices = arena_array(ui->arena, struct choice, list.count + 1);
    for (int i = 0; i < list.count; i++) {
        const char *id = store_id(store, ui->arena, table, list.n[i]);
        choices[i] = (struct choice){
            .name = arena_printf(ui->arena, "%s.%s", table, id),
            .icon = store_icon(store, ui->arena, table, list.n[i]),
            .title = ui_field(ui, table, id, field),
            .action = ui_go(screen, list.n[i]),
            .role = ROLE_BUTTON,
        };
    }
    ui_choices(ui, choices, list.count, columns, false);
}

static bool
is_empty(const struct store_text *text)
{
    return !text->text || text->text[0] == '\0';
}

// Of the language that all parts stand in for the visitor's, or its full stops would go to the wrong ends.
static void
take_language(struct store_text *all, const struct store_text *texts, int count)
{
    const struct store_text *one = NULL;
    for (int i = 0; i < count; i++) {
        if (is_empty(&texts[i])) {
            continue;
        }
        if (!texts[i].fallback || (one && strcmp(one->lang, texts[i].lang) != 0)) {
            return;
        }
        one = &texts[i];
    }
    if (one) {
        all->lang = one->lang;
        all->dir = one->dir;
    }
}

struct store_text
joined(struct ui *ui, const char *separator, const struct store_text *texts, int count)
{
    struct store_text all = {.text = "", .lang = ui->frame->lang, .dir = ui->frame->dir, .key = ""};
    take_language(&all, texts, count);
    for (int i = 0; i < count; i++) {
        if (is_empty(&texts[i])) {
            continue;
        }
        bool first = all.text[0] == '\0';
        all.text =
            arena_printf(ui->arena, "%s%s%s", all.text, first ? "" : separator, texts[i].text);
        all.fallback = all.fallback || texts[i].fallback;
    }
    return all;
}

struct store_text
labelled(struct ui *ui, struct store_text label, struct store_text value)
{
    struct store_text parts[] = {label, value};
    struct store_text all = joined(ui, "\n", parts, 2); // older content has no template
    // Not ui_words: a colon in another language's way is nothing to tell the visitor.
    struct store_text way = store_ui(ui->world->store, ui->arena, ui->visit->language, "labelled");
    if (label.text && label.text[0] && value.text && value.text[0] && way.text[0]) {
        struct store_value values[] = {{"label", label.text}, {"value", value.text}};
        all.text = store_fill(ui->arena, way.text, values, 2);
    }
    return all;
}

// Opening hours ------------------------------------------------------------------------------------

struct store_text
opening_words(struct ui *ui, const struct store_opening *opening)
{
    struct store *store = ui->world->store;
    int lang = ui->visit->language;
    if (opening->unsure) {
        return ui_words(ui, "service-unsure");
    }
    if (opening->state == OPEN_NOW && opening->until_minutes < 0) {
        return ui_words(ui, "service-open-always");
    }
    if (opening->state == OPEN_NOW) {
        struct store_value until = {
            "time", store_time(store, ui->arena, lang, opening->until_minutes)};
        return ui_words_with(ui, "service-open-until", &until, 1);
    }
    if (opening->state == OPEN_UNKNOWN || opening->next_days == 0) {
        return ui_words(ui, "service-hours-unknown");
    }
    struct date today = clock_date(ui->world->clock);
    struct date next = clock_date_of_days(opening->next_days);
    int ahead = opening->next_days - clock_days(&today);
    const struct store_language *language = store_language(store, lang);
    struct store_value values[] = {
        {"time", store_time(store, ui->arena, lang, opening->next_minutes)},
        {"day", language->weekdays[next.weekday]},
        {"date", store_date(store, ui->arena, lang, &next)},
    };
    const char *key = ahead == 0  ? "service-opens-today"
                      : ahead < 7 ? "service-opens-day"
                                  : "service-opens-date";
    return ui_words_with(ui, key, values, 3);
}

static struct store_text
hours_words(struct ui *ui, const struct store_hours *hours)
{
    struct store *store = ui->world->store;
    int lang = ui->visit->language;
    const struct store_language *language = store_language(store, lang);
    bool always = hours->opens == 0 && hours->closes >= 24 * 60 - 1;
    int first = 0;
    while (first < 6 && !(hours->weekday_mask >> first & 1)) {
        first++;
    }
    int last = first;
    while (last < 6 && (hours->weekday_mask >> (last + 1) & 1)) {
        last++;
    }
    int run = ((1 << (last - first + 1)) - 1) << first;
    const char *days = language->weekdays[first];
    for (int day = first + 1; run != hours->weekday_mask && day < 7; day++) {
        if (hours->weekday_mask >> day & 1) { // not a run: Monday, Wednesday, Friday
            days = arena_printf(ui->arena, "%s, %s", days, language->weekdays[day]);
        }
    }
    struct store_value values[] = {{"day", days}, {"first", language->weekdays[first]},
        {"last", language->weekdays[last]},
        {"from", store_time(store, ui->arena, lang, hours->opens)},
        {"to", store_time(store, ui->arena, lang, hours->closes)}};
    bool range = run == hours->weekday_mask && last - first >= 2;
    if (hours->weekday_mask == 0x7f) {
        return ui_words_with(ui, always ? "hours-always" : "hours-every-day", values, 5);
    }
    if (run == hours->weekday_mask && last - first == 1) {
        values[0].text =
            arena_printf(ui->arena, "%s, %s", language->weekdays[first], language->weekdays[last]);
    }
    const char *key = always ? "hours-day-always" : range ? "hours-range" : "hours-days";
    return ui_words_with(ui, key, values, 5);
}

struct store_text
hours_lines(struct ui *ui, const struct store_hours *hours, int count)
{
    struct store_text lines[14];
    for (int i = 0; i < count; i++) {
        lines[i] = hours_words(ui, &hours[i]);
    }
    return joined(ui, "\n", lines, count);
}

void
hours_fact(struct ui *ui, const char *name, const struct store_hours *hours, int count)
{
    ui_fact(ui, name, "clock", ui_words(ui, "service-hours"), hours_lines(ui, hours, count));
}

// Words for values -----------------------------------------------------------------------------------

struct store_text
price_words(struct ui *ui, const char *currency, int64_t amount)
{
    if (amount == 0) {
        return ui_words(ui, "free");
    }
    return ui_plain(
        ui, store_money(ui->world->store, ui->arena, ui->visit->language, currency, amount));
}

struct store_text
paper_words(struct ui *ui, const struct store_requirement *paper)
{
    struct store_text parts[4];
    int count = 0;
    if (paper->originals > 0) {
        parts[count++] = ui_words_count(ui, "bring-original", paper->originals);
    }
    if (paper->copies > 0) {
        parts[count++] = ui_words_count(ui, "bring-copies", paper->copies);
    }
    if (strcmp(paper->certified, "none") != 0) {
        parts[count++] = ui_words(ui, arena_printf(ui->arena, "certified-%s", paper->certified));
    }
    if (paper->sworn_translation) {
        parts[count++] = ui_words(ui, "sworn-translation");
    }
    return joined(ui, " · ", parts, count);
}

struct store_text
language_names(struct ui *ui, const char *tags)
{
    const char *names = "";
    while (*tags) {
        size_t len = strcspn(tags, ",");
        char tag[32];
        snprintf(tag, sizeof tag, "%.*s", (int)(len < 31 ? len : 31), tags);
        int index = len > 0 ? store_language_index(ui->world->store, tag) : -1;
        const char *name = index >= 0 ? store_language(ui->world->store, index)->endonym : tag;
        if (len > 0) {
            names = arena_printf(
                ui->arena, "%s%s\xe2\x81\xa8%s\xe2\x81\xa9", names, *names ? " · " : "", name);
        }
        tags += len;
        tags += *tags == ',';
    }
    return ui_plain(ui, names);
}

// People and trust -----------------------------------------------------------------------------------

// What hub.conf says of the hub's own desk; the machine's place knows better than content for many hubs.
static struct store_text
desk_name(struct ui *ui)
{
    const struct store_language *language =
        store_language(ui->world->store, staff_language(ui->world));
    return (struct store_text){
        .text = ui->world->config->window, .lang = language->tag, .dir = language->dir, .key = ""};
}

static struct store_text
desk_hours(struct ui *ui)
{
    struct store_hours hours[CONFIG_SHIFTS_MAX];
    const struct config_shift *shifts = ui->world->config->shifts;
    int count = 0;
    for (; count < CONFIG_SHIFTS_MAX && shifts[count].weekday_mask; count++) {
        hours[count] = (struct store_hours){
            shifts[count].weekday_mask, shifts[count].opens, shifts[count].closes, ""};
    }
    struct store_opening opening = store_hours_opening(ui->world->store, hours, count);
    struct store_text texts[] = {opening_words(ui, &opening), hours_lines(ui, hours, count)};
    return joined(ui, "\n", texts, 2);
}

// The content's window n (0: none) as hub.conf names it, where it does.
static void
ask_window(struct ui *ui, int n, bool own)
{
    const struct config *config = ui->world->config;
    bool named = own && config->window[0] != '\0';
    bool timed = own && config->shifts[0].weekday_mask != 0;
    struct store_opening opening = n > 0 && !timed
                                       ? store_window_opening(ui->world->store, n, ui->world->clock)
                                       : (struct store_opening){.state = OPEN_UNKNOWN};
    struct store_text none = {.text = "", .lang = "", .key = ""};
    struct store_text name = named   ? desk_name(ui)
                             : n > 0 ? record_text(ui, "hub_window", n, "name")
                                     : ui_words(ui, "person-title");
    struct store_text texts[] = {
        named || n == 0 ? none : record_text(ui, "hub_window", n, "description"),
        timed ? desk_hours(ui) : opening_words(ui, &opening)};
    ui_fact(ui, ui_name(ui, "window", n), "person", name, joined(ui, "\n", texts, 2));
}

void
ask_person(struct ui *ui)
{
    const struct config *config = ui->world->config;
    struct store_list windows =
        store_all(ui->world->store, ui->arena, "hub_window", 0, ui->world->clock);
    if (windows.count == 0 && (config->window[0] != '\0' || config->shifts[0].weekday_mask != 0)) {
        ask_window(ui, 0, true);
    }
    for (int i = 0; i < windows.count; i++) {
        ask_window(ui, windows.n[i], i == 0);
    }
}

void
provenance(struct ui *ui, const char *table, int n)
{
    struct store_provenance p =
        store_provenance(ui->world->store, ui->arena, table, n, ui->world->clock);
    if (p.checked_days == 0) {
        return;
    }
    struct date date = clock_date_of_days(p.checked_days);
    struct store_value values[] = {
        {"date", store_date(ui->world->store, ui->arena, ui->visit->language, &date)},
        {"who", p.assurer}};
    struct store_text checked = ui_words_with(ui, "checked-on", values, 2);
    if (p.freshness == STORE_FRESH) {
        ui_paragraph(ui, "checked", checked, TYPE_SMALL);
        return;
    }
    struct store_text both[] = {ui_words(ui, "check-due"), checked};
    struct store_text due = joined(ui, "\n", both, 2);
    due.key = both[0].key;
    ui_aside(ui, "checked", TONE_ATTENTION, "unsure", due);
}

void
mark_sensitive(struct ui *ui, bool sensitive)
{
    ui->sensitive = sensitive;
}

// Where am I -----------------------------------------------------------------------------------------

struct title { // of a screen: a fixed word, or a field of the record it shows
    int screen;
    const char *key;
    const char *table;
    const char *field;
};

static const struct title TITLES[] = {
    {SCREEN_LANGUAGE, "language-title", NULL, NULL},
    {SCREEN_HOME, "home", NULL, NULL},
    {SCREEN_TOPICS, "topics-title", NULL, NULL},
    {SCREEN_TOPIC, NULL, "topic", "name"},
    {SCREEN_PAPERS, "papers-title", NULL, NULL},
    {SCREEN_PROCEDURE, NULL, "procedure", "name"},
    {SCREEN_BRING, "bring-title", NULL, NULL},
    {SCREEN_PAPER, NULL, "requirement", "name"},
    {SCREEN_QUESTION, "question-title", NULL, NULL},
    {SCREEN_RESULT, "answer-result", NULL, NULL},
    {SCREEN_PAGE, NULL, "page", "name"},
    {SCREEN_SERVICES, "services-title", NULL, NULL},
    {SCREEN_FILTERS, "services-filter", NULL, NULL},
    {SCREEN_SERVICE, NULL, "service", "name"},
    {SCREEN_WALK, "walk-title", NULL, NULL},
    {SCREEN_HOTLINES, "urgent-title", NULL, NULL},
    {SCREEN_MYTHS, "myths-title", NULL, NULL},
    {SCREEN_MYTH, "myths-title", NULL, NULL},
    {SCREEN_SHOWCARDS, "showcards-title", NULL, NULL},
    {SCREEN_SHOWCARD, NULL, "showcard", "name"},
    {SCREEN_SHOW_ADDRESS, NULL, "service", "name"},
    {SCREEN_POSTERS, "posters-title", NULL, NULL},
    {SCREEN_POSTER, NULL, "poster", "name"},
    {SCREEN_LESSONS, "lessons-title", NULL, NULL},
    {SCREEN_LESSON, NULL, "lesson", "name"},
    {SCREEN_QUIZ, "lessons-title", NULL, NULL},
    {SCREEN_COURSES, "courses-title", NULL, NULL},
    {SCREEN_COURSE, NULL, "learn_item", "name"},
    {SCREEN_EVENTS, "events-title", NULL, NULL},
    {SCREEN_EVENT, NULL, "event", "name"},
    {SCREEN_SURVEY, "survey-title", NULL, NULL},
    {SCREEN_MORE, "more-title", NULL, NULL},
    {SCREEN_SEARCH, "search-title", NULL, NULL},
    {SCREEN_TAKE_BRING, "take-title", NULL, NULL},
    {SCREEN_TAKE_SERVICE, "take-title", NULL, NULL},
    {SCREEN_ABOUT, "about-title", NULL, NULL},
    {SCREEN_COUNTED, "counted-title", NULL, NULL},
    {SCREEN_ALERT, "alert", NULL, NULL},
    {SCREEN_PERSON, "person-title", NULL, NULL},
    {SCREEN_SETTINGS, "settings-size", NULL, NULL},
    {SCREEN_HELP, "help-title", NULL, NULL},
    {SCREEN_STICK, "stick.title", NULL, NULL},
    {SCREEN_STAFF, "manager.title", NULL, NULL},
    {SCREEN_MANAGER, "manager.title", NULL, NULL},
    {SCREEN_REVERT, "manager.title", NULL, NULL},
};

struct store_text
place_title(struct ui *ui, const struct place *place)
{
    for (size_t i = 0; i < sizeof TITLES / sizeof *TITLES; i++) {
        if (TITLES[i].screen == place->screen) {
            return TITLES[i].key ? ui_words(ui, TITLES[i].key)
                                 : record_text(ui, TITLES[i].table, place->arg, TITLES[i].field);
        }
    }
    return ui_words(ui, "home");
}
