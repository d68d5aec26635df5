// Places that help: list, filters, card, urgent help.
#include "scenes/internal.h"

#include <string.h>

struct store_filter
visit_filter(const struct world *world, const struct visit *visit)
{
    return (struct store_filter){
        .open_now = visit->filters & FILTER_OPEN,
        .free = visit->filters & FILTER_FREE,
        .no_id = visit->filters & FILTER_NO_ID,
        .spoken = visit->spoken > 0 ? store_language(world->store, visit->spoken - 1)->tag : "",
    };
}

static struct store_text
spoken_words(struct ui *ui, int language)
{
    struct store_value value = {"language", store_language(ui->world->store, language)->endonym};
    return ui_words_with(ui, "filter-language", &value, 1);
}

static struct store_text
filters_in_words(struct ui *ui)
{
    struct store_text parts[5];
    int count = 0;
    if (ui->visit->filters & FILTER_OPEN) {
        parts[count++] = ui_words(ui, "filter-open");
    }
    if (ui->visit->filters & FILTER_FREE) {
        parts[count++] = ui_words(ui, "filter-free");
    }
    if (ui->visit->filters & FILTER_NO_ID) {
        parts[count++] = ui_words(ui, "filter-no-id");
    }
    if (ui->visit->spoken > 0) {
        parts[count++] = spoken_words(ui, ui->visit->spoken - 1);
    }
    if (step_free(ui)) {
        parts[count++] = ui_words(ui, "walk-step-free");
    }
    return joined(ui, " · ", parts, count);
}

struct listed { // a service as the list shows it
    struct store_service service;
    struct store_text note;
    bool open;
    uint32_t minutes; // UINT32_MAX = nobody knows
};

static struct listed
look_up(struct ui *ui, int n)
{
    struct store *store = ui->world->store;
    struct listed listed = {.service = store_service(store, ui->arena, n), .minutes = UINT32_MAX};
    struct store_opening opening = store_service_opening(store, n, ui->world->clock);
    bool away = strcmp(listed.service.status, "temporarily closed") == 0;
    struct town_walk walk;
    struct store_text parts[2] = {{0}, // the short one first: no line begins with the dot
        away             ? ui_words(ui, "service-closed-now")
        : opening.unsure ? (struct store_text){0} // said once, not in every row
                         : opening_words(ui, &opening)};
    if (service_walk(ui, &listed.service, step_free(ui), &walk)) {
        parts[0] = walk_words(ui, &walk);
        listed.minutes = walk.reach == ROUTE_REACHED ? walk.minutes : UINT32_MAX;
    }
    listed.open = opening.state == OPEN_NOW && !opening.unsure;
    listed.note = joined(ui, " · ", parts, 2);
    return listed;
}

static bool
comes_before(const struct listed *a, const struct listed *b)
{
    return a->open != b->open ? a->open : a->minutes < b->minutes;
}

// Open ones first, then the nearer; else as the authors put them.
static void
service_tiles(struct ui *ui, struct store_list services)
{
    struct listed *all = arena_array(ui->arena, struct listed, services.count + 1);
    struct choice *choices = arena_array(ui->arena, struct choice, services.count + 1);
    for (int i = 0; i < services.count; i++) {
        struct listed listed = look_up(ui, services.n[i]);
        int at = i;
        for (; at > 0 && comes_before(&listed, &all[at - 1]); at--) {
            all[at] = all[at - 1];
        }
        all[at] = listed;
    }
    for (int i = 0; i < services.count; i++) {
        const struct store_service *service = &all[i].service;
        choices[i] = (struct choice){
            .name = arena_printf(ui->arena, "service.%s", service->id),
            .icon = service->icon,
            .title = ui_field(ui, "service", service->id, "name"),
            .note = all[i].note,
            .action = ui_go(SCREEN_SERVICE, service->n),
            .role = ROLE_BUTTON,
        };
    }
    ui_choices(ui, choices, services.count, 2, false);
}

void
scene_services(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_topic topic = store_topic(store, ui->arena, ui->visit->at.arg);
    mark_sensitive(ui, topic.n > 0 && topic.sensitive);
    ui_wide(ui);
    ui_title(ui, ui_words(ui, "services-title"), "pin");
    struct store_filter filter = visit_filter(ui->world, ui->visit);
    struct store_list services =
        store_services(store, ui->arena, ui->visit->at.arg, &filter, ui->world->clock);
    struct choice filters = plain_choice("services.filter", "filter",
        ui_words(ui, "services-filter"), ui_go(SCREEN_FILTERS, ui->visit->at.arg));
    filters.note = filters_in_words(ui);
    filters.tone = TONE_TINT;
    struct choice tops[] = {filters, plain_choice("services.map", "map", ui_words(ui, "map-show"),
                                         ui_go(SCREEN_MAP, -ui->visit->at.arg))};
    tops[0].role = tops[1].role = ROLE_BUTTON;
    bool map = ui->world->view && !ui->sensitive && services.count > 0;
    ui_choices(ui, tops, map ? 2 : 1, -2, false);
    if (services.count == 0) {
        ui_note(ui, "none", TONE_ATTENTION, "person",
            ui_words(ui, *filters.note.text ? "services-none" : "list-none"));
        ask_person(ui);
    } else if (clock_quality(ui->world->clock) == CLOCK_UNSURE) {
        ui_aside(ui, "unsure", TONE_ATTENTION, "unsure", ui_words(ui, "service-unsure"));
    }
    service_tiles(ui, services);
}

static struct choice
toggle(struct ui *ui, const char *name, const char *key, const char *icon, enum filter bit)
{
    bool on = (ui->visit->filters & bit) != 0;
    return (struct choice){.name = name,
        .icon = on ? "checked" : icon,
        .title = ui_words(ui, key),
        .action = {.kind = ACT_FILTER, .arg = (int32_t)bit},
        .checked = on,
        .role = ROLE_CHECKBOX};
}

void
scene_filters(struct ui *ui)
{
    struct store *store = ui->world->store;
    ui_wide(ui);
    ui_title(ui, ui_words(ui, "services-filter"), "filter");
    struct choice toggles[] = {
        toggle(ui, "filter.open", "filter-open", "open", FILTER_OPEN),
        toggle(ui, "filter.free", "filter-free", "free", FILTER_FREE),
        toggle(ui, "filter.no-id", "filter-no-id", "no-id", FILTER_NO_ID),
    };
    ui_choices(ui, toggles, 3, -3, false);
    if (ui->world->town && town_leads(ui->world->town)) {
        step_free_box(ui, (struct store_text){0});
    }
    ui_heading(ui, "filter.spoken", ui_words(ui, "service-languages"));
    int count = store_language_count(store);
    struct choice *languages = arena_array(ui->arena, struct choice, count + 1);
    languages[0] = (struct choice){.name = "filter.any-language",
        .title = ui_words(ui, "filter-any-language"),
        .action = {.kind = ACT_SPOKEN, .arg = -1},
        .checked = ui->visit->spoken == 0,
        .role = ROLE_CHECKBOX};
    for (int i = 0; i < count; i++) {
        const struct store_language *language = store_language(store, i);
        languages[i + 1] =
            (struct choice){.name = arena_printf(ui->arena, "filter.%s", language->tag),
                .title = {.text = language->endonym,
                    .lang = language->tag,
                    .dir = language->dir,
                    .key = ""},
                .action = {.kind = ACT_SPOKEN, .arg = i},
                .checked = ui->visit->spoken == i + 1,
                .role = ROLE_CHECKBOX};
    }
    ui_choices(ui, languages, count + 1, -3, false);
    struct choice done = plain_choice(
        "filter.done", "check", ui_words(ui, "continue"), (struct action){.kind = ACT_BACK});
    done.tone = TONE_ACTION;
    ui_button(ui, &done);
}

// One service ----------------------------------------------------------------------------------------

struct worded { // a code of the content and the words for it
    const char *code;
    const char *key;
    const char *icon;
};

static void
code_fact(struct ui *ui, const char *name, const char *code, const struct worded *table, int count)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(table[i].code, code) == 0) {
            ui_fact(ui, name, table[i].icon, (struct store_text){0}, ui_words(ui, table[i].key));
        }
    }
}

static const struct worded WALK_IN[] = {{"yes", "walk-in-yes", "door"},
    {"appointment", "walk-in-appointment", "calendar"},
    {"phone_first", "walk-in-phone-first", "phone"}};
static const struct worded NO_ID[] = {{"yes", "service-no-id", "no-id"},
    {"no", "service-id-needed", "id-ok"}, {"unknown", "service-id-unknown", "question"}};
static const struct worded SHARES[] = {{"no", "service-shares-no", "privacy"},
    {"yes", "service-shares-yes", "alert"}, {"unknown", "service-shares-unknown", "question"}};
static const struct worded ACCESS[] = {{"step_free", "access-step-free", "step-free"},
    {"toilet", "access-toilet", "toilet"},
    {"sign_language", "access-sign-language", "sign-language"},
    {"quiet_room", "access-quiet-room", "quiet-room"}};

static void
where_facts(struct ui *ui, const struct store_service *service)
{
    struct store *store = ui->world->store;
    if (strcmp(service->exposure, "public") != 0) {
        bool phone = strcmp(service->exposure, "phone_only") == 0;
        ui_fact(ui, "where", phone ? "phone" : "person", (struct store_text){0},
            ui_words(ui, phone ? "service-phone-only" : "service-ask-staff"));
        return;
    }
    struct store_place place = store_place(store, ui->arena, service->location);
    if (place.n == 0) {
        return;
    }
    const char *local = store_meta(store, "local_language");
    struct store_text address = {
        .text =
            arena_printf(ui->arena, "%s%s%s", place.address, *place.city ? ", " : "", place.city),
        .lang = local,
        .dir = DIRECTION_LTR,
        .key = "address",
    };
    if (*place.address) {
        ui_fact(ui, "address", "pin", ui_words(ui, "service-address"), address);
    }
    ui_fact(ui, "landmark", "door", ui_words(ui, "service-landmark"),
        ui_field(ui, "location", place.id, "landmark"));
    struct town_walk walk;
    if (service_walk(ui, service, step_free(ui), &walk)) {
        if (walk.reach != ROUTE_REACHED || walk.minutes == 0) { // else a button says it
            ui_fact(ui, "walk", "walk", (struct store_text){0}, walk_words(ui, &walk));
        }
        stairs_facts(ui, service);
    }
}

static void
phone_facts(struct ui *ui, int service)
{
    struct store *store = ui->world->store;
    struct store_list phones = store_service_phones(store, ui->arena, service);
    for (int i = 0; i < phones.count; i++) {
        struct store_phone phone = store_phone(store, ui->arena, phones.n[i]);
        struct store_text number = ui_plain(ui, text_isolate(ui->arena, phone.number));
        struct store_text parts[] = {number, ui_field(ui, "phone", phone.id, "description"),
            ui_field(ui, "phone", phone.id, "answered_hours"),
            phone.free_call ? ui_words(ui, "service-free-call") : (struct store_text){0},
            phone.whatsapp ? ui_words(ui, "service-whatsapp") : (struct store_text){0}};
        ui_fact(ui, ui_name(ui, "phone", phone.n), "phone", ui_words(ui, "service-phone"),
            joined(ui, "\n", parts, 5));
    }
}

static void
access_fact(struct ui *ui, int service)
{
    const char *codes = store_service_access(ui->world->store, ui->arena, service);
    struct store_text parts[4];
    int count = 0;
    for (size_t i = 0; i < sizeof ACCESS / sizeof *ACCESS; i++) {
        if (strstr(codes, ACCESS[i].code)) {
            parts[count++] = ui_words(ui, ACCESS[i].key);
        }
    }
    ui_fact(
        ui, "access", "step-free", ui_words(ui, "service-access"), joined(ui, " · ", parts, count));
}

static void
cost_fact(struct ui *ui, const struct store_service *service)
{
    struct store *store = ui->world->store;
    struct store_text lines[8];
    int count = 0;
    struct store_text described = ui_field(ui, "service", service->id, "fees_description");
    if (service->free && described.text[0] == '\0') {
        lines[count++] = ui_words(ui, "free");
    }
    struct store_list costs = store_service_costs(store, ui->arena, service->n);
    for (int i = 0; i < costs.count && count < 7; i++) {
        struct store_cost cost = store_cost(store, ui->arena, costs.n[i]);
        lines[count++] = labelled(ui, ui_field(ui, "cost_option", cost.id, "option"),
            price_words(ui, cost.currency, cost.amount));
    }
    lines[count++] = described;
    ui_fact(ui, "cost", "price", ui_words(ui, "service-cost"), joined(ui, "\n", lines, count));
}

static struct store_text
age_words(struct ui *ui, const struct store_service *service)
{
    int lang = ui->visit->language;
    struct store_value values[] = {
        {"min", store_number(ui->world->store, ui->arena, lang, service->minimum_age)},
        {"max", store_number(ui->world->store, ui->arena, lang, service->maximum_age)}};
    bool from = service->minimum_age >= 0;
    bool to = service->maximum_age >= 0;
    if (!from && !to) {
        return (struct store_text){0};
    }
    return ui_words_with(ui,
        from && to ? "service-age"
        : from     ? "service-age-from"
                   : "service-age-to",
        values, 2);
}

static void
who_and_how(struct ui *ui, const struct store_service *service)
{
    struct store_text who[] = {
        ui_field(ui, "service", service->id, "eligibility_description"), age_words(ui, service)};
    ui_fact(ui, "who", "group", ui_words(ui, "service-who"), joined(ui, "\n", who, 2));
    ui_fact(ui, "how", "list", ui_words(ui, "service-how"),
        ui_field(ui, "service", service->id, "application_process"));
    code_fact(ui, "walk-in", service->walk_in, WALK_IN, 3);
    code_fact(ui, "no-id", service->no_id_needed, NO_ID, 3);
    code_fact(ui, "shares", service->shares, SHARES, 3);
}

static void
documents(struct ui *ui, int service)
{
    struct store *store = ui->world->store;
    struct store_list papers = store_service_documents(store, ui->arena, service);
    struct store_text lines[12];
    int count = papers.count < 12 ? papers.count : 12;
    for (int i = 0; i < count; i++) {
        lines[i] = record_text(ui, "required_document", papers.n[i], "document");
    }
    ui_fact(ui, "documents", "documents", ui_words(ui, "service-documents"),
        joined(ui, "\n", lines, count));
}

// The way there, before what one reads: it is what most come for.
static void
service_ways(struct ui *ui, const struct store_service *service)
{
    struct choice ways[2];
    struct town_walk walk;
    int count = 0;
    if (service_walk(ui, service, step_free(ui), &walk) && walk.reach == ROUTE_REACHED &&
        walk.minutes > 0) {
        ways[count++] = plain_choice(
            "service.walk", "walk", ui_words(ui, "walk-title"), ui_go(SCREEN_WALK, service->n));
        ways[0].tone = TONE_ACTION;
        struct store_text parts[] = {walk_words(ui, &walk), walk_length_words(ui, &walk)};
        ways[0].note = joined(ui, " · ", parts, 2);
    }
    count += map_choice(ui, service, &ways[count]);
    ui_choices(ui, ways, count, 2, false);
}

static void
service_ends(struct ui *ui, const struct store_service *service)
{
    bool open = strcmp(service->exposure, "public") == 0 && service->location > 0;
    struct choice ends[2];
    int count = 0;
    if (!service->sensitive) {
        ends[count++] = plain_choice("service.take", "qr", ui_words(ui, "service-take"),
            ui_go(SCREEN_TAKE_SERVICE, service->n));
        ends[0].tone = TONE_ACTION;
    }
    if (open) {
        ends[count++] = plain_choice("service.show", "showcard", ui_words(ui, "service-show"),
            ui_go(SCREEN_SHOW_ADDRESS, service->n));
    }
    ui_choices(ui, ends, count, 2, false);
}

void
scene_service(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_service service = store_service(store, ui->arena, ui->visit->at.arg);
    mark_sensitive(ui, service.sensitive);
    ui_title(ui, ui_field(ui, "service", service.id, "name"), service.icon);
    struct store_opening opening = store_service_opening(store, service.n, ui->world->clock);
    bool away = strcmp(service.status, "temporarily closed") == 0;
    bool open = opening.state == OPEN_NOW && !away && !opening.unsure;
    ui_note(ui, "open",
        away   ? TONE_ATTENTION
        : open ? TONE_GOOD
               : TONE_PLAIN,
        opening.unsure ? "unsure"
        : open         ? "open"
                       : "closed",
        away ? ui_words(ui, "service-closed-now") : opening_words(ui, &opening));
    ui_note(ui, "alert", TONE_ATTENTION, "alert", ui_field(ui, "service", service.id, "alert"));
    service_ways(ui, &service);
    ui_paragraph(ui, "description", ui_field(ui, "service", service.id, "description"), TYPE_BODY);
    where_facts(ui, &service);
    struct store_hours hours[14];
    int count = store_service_hours(store, ui->arena, service.n, hours);
    hours_fact(ui, "hours", hours, count);
    phone_facts(ui, service.n);
    cost_fact(ui, &service);
    who_and_how(ui, &service);
    documents(ui, service.n);
    ui_fact(ui, "languages", "speech", ui_words(ui, "service-languages"),
        language_names(ui, store_service_languages(store, ui->arena, service.n)));
    access_fact(ui, service.n);
    ui_fact(ui, "organization", "government", (struct store_text){0},
        record_text(ui, "organization", service.organization, "name"));
    service_ends(ui, &service);
    provenance(ui, "service", service.n);
}

// Urgent help ----------------------------------------------------------------------------------------

// A number never parts at the end of a line.
static const char *
unbroken(struct arena *arena, const char *number)
{
    const char *whole = "";
    for (const char *gap = NULL; (gap = strchr(number, ' ')) != NULL; number = gap + 1) {
        whole = arena_printf(arena, "%s%.*s\u00a0", whole, (int)(gap - number), number);
    }
    return arena_printf(arena, "%s%s", whole, number);
}

// The number is what one came for: it stands as large as the name.
static struct choice
hotline_card(struct ui *ui, int n)
{
    struct store *store = ui->world->store;
    struct store_hotline line = store_hotline(store, ui->arena, n);
    struct store_phone phone = store_phone(store, ui->arena, line.phone);
    struct store_text name = ui_field(ui, "hotline", line.id, "name");
    struct store_text number =
        ui_plain(ui, text_isolate(ui->arena, unbroken(ui->arena, phone.number)));
    struct store_text title[] = {name, number};
    struct store_text details[] = {
        line.free_call ? ui_words(ui, "hotline-free") : (struct store_text){0},
        ui_field(ui, "hotline", line.id, "hours")};
    struct store_text notes[] = {joined(ui, " · ", details, 2), language_names(ui, line.languages)};
    struct choice card = {
        .name = arena_printf(ui->arena, "hotline.%s", line.id),
        .icon = line.icon,
        .title = ui->column_w < 130.0f ? joined(ui, "\n", title, 2) : labelled(ui, name, number),
        .note = joined(ui, ui->column_w < 130.0f ? "\n" : " \u00b7 ", notes, 2),
        .role = ROLE_STATUS,
    };
    card.title.key = name.key;
    return card;
}

void
scene_hotlines(struct ui *ui)
{
    struct store *store = ui->world->store;
    ui_wide(ui);
    ui_title(ui, ui_words(ui, "urgent-title"), "hotline");
    if (!ui->compact) {
        ui_paragraph(ui, "urgent.note", ui_words(ui, "urgent-note"), TYPE_SMALL);
    }
    struct store_list lines = store_all(store, ui->arena, "hotline", 0, ui->world->clock);
    struct choice *cards = arena_array(ui->arena, struct choice, lines.count + 1);
    for (int i = 0; i < lines.count; i++) {
        cards[i] = hotline_card(ui, lines.n[i]);
    }
    ui_choices(ui, cards, lines.count, ui->column_w > 280.0f ? 2 : 1, false);
    if (lines.count == 0) {
        ui_note(ui, "none", TONE_ATTENTION, "person", ui_words(ui, "list-none"));
    }
    struct choice person = plain_choice(
        "urgent.person", "person", ui_words(ui, "person-title"), ui_go(SCREEN_PERSON, 0));
    ui_button(ui, &person);
}
