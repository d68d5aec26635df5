// Topics, procedures, papers.
#include "scenes/internal.h"

#include <math.h>
#include <string.h>

// Topics ---------------------------------------------------------------------------------------------

static enum store_audience
audience(const struct ui *ui)
{
    return (enum store_audience)ui->visit->audience;
}

// A topic that would show one button, the way to its places: the tile leads there at once.
static bool
only_places(struct ui *ui, const struct store_topic *topic)
{
    struct store *store = ui->world->store;
    struct arena *arena = ui->arena;
    struct store_filter any = {.spoken = ""};
    return !topic->sensitive && store_topics(store, arena, topic->n, audience(ui)).count == 0 &&
           store_procedures(store, arena, topic->n, audience(ui), ui->world->clock).count == 0 &&
           store_pages(store, arena, topic->n, audience(ui)).count == 0 &&
           store_services(store, arena, topic->n, &any, ui->world->clock).count > 0;
}

static void
topic_tiles(struct ui *ui, struct store_list topics)
{
    struct store *store = ui->world->store;
    struct choice *choices = arena_array(ui->arena, struct choice, topics.count + 1);
    for (int i = 0; i < topics.count; i++) {
        struct store_topic topic = store_topic(store, ui->arena, topics.n[i]);
        choices[i] = (struct choice){
            .name = arena_printf(ui->arena, "topic.%s", topic.id),
            .icon = topic.icon,
            .title = ui_field(ui, "topic", topic.id, "name"),
            .note =
                ui->compact ? (struct store_text){0} : ui_field(ui, "topic", topic.id, "summary"),
            .action = ui_go(only_places(ui, &topic) ? SCREEN_SERVICES : SCREEN_TOPIC, topic.n),
        };
    }
    ui_choices(ui, choices, topics.count, 2, false);
}

void
scene_topics(struct ui *ui)
{
    static const char *const keys[] = {
        "topics-title", "home-current", "home-potential", "home-returned", "topics-title"};
    static const char *const icons[] = {"list", "live-here", "travel", "came-back", "list"};
    enum store_audience who = audience(ui);
    ui_wide(ui);
    ui_title(ui, ui_words(ui, keys[who]), icons[who]);
    struct store_list topics = store_topics(ui->world->store, ui->arena, 0, who);
    topic_tiles(ui, topics);
    if (topics.count == 0) {
        ui_note(ui, "none", TONE_ATTENTION, "person", ui_words(ui, "list-none"));
    }
}

static void
page_tiles(struct ui *ui, struct store_list pages)
{
    record_tiles(ui, "page", pages, "name", SCREEN_PAGE, 2);
}

void
scene_topic(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_topic topic = store_topic(store, ui->arena, ui->visit->at.arg);
    mark_sensitive(ui, topic.sensitive);
    ui_wide(ui);
    ui_title(ui, ui_field(ui, "topic", topic.id, "name"), topic.icon);
    if (topic.sensitive) {
        ui_note(ui, "sensitive", TONE_TINT, "hide", ui_words(ui, "sensitive-note"));
    }
    struct store_list children = store_topics(store, ui->arena, topic.n, audience(ui));
    struct store_list procedures =
        store_procedures(store, ui->arena, topic.n, audience(ui), ui->world->clock);
    struct store_list pages = store_pages(store, ui->arena, topic.n, audience(ui));
    struct store_filter any = {.spoken = ""};
    struct store_list services = store_services(store, ui->arena, topic.n, &any, ui->world->clock);
    topic_tiles(ui, children);
    if (procedures.count > 0) {
        ui_heading(ui, "heading.procedures", ui_words(ui, "topic-procedures"));
        record_tiles(ui, "procedure", procedures, "name", SCREEN_PROCEDURE, 2);
    }
    if (pages.count > 0) {
        ui_heading(ui, "heading.pages", ui_words(ui, "topic-pages"));
        page_tiles(ui, pages);
    }
    if (services.count > 0) {
        struct choice places = plain_choice("topic.services", "pin", ui_words(ui, "topic-services"),
            ui_go(SCREEN_SERVICES, topic.n));
        ui_button(ui, &places);
    }
    if (children.count + procedures.count + pages.count + services.count == 0) {
        ui_note(ui, "none", TONE_ATTENTION, "person", ui_words(ui, "topic-empty"));
        ask_person(ui);
    }
}

void
scene_papers(struct ui *ui)
{
    ui_wide(ui);
    ui_title(ui, ui_words(ui, "papers-title"), "documents");
    struct store_list all =
        store_procedures(ui->world->store, ui->arena, 0, audience(ui), ui->world->clock);
    record_tiles(ui, "procedure", all, "name", SCREEN_PROCEDURE, 2);
    if (all.count == 0) {
        ui_note(ui, "none", TONE_ATTENTION, "person", ui_words(ui, "list-none"));
        ask_person(ui);
    }
}

// Procedure ------------------------------------------------------------------------------------------

static struct store_text
days_words(struct ui *ui, int least, int most)
{
    struct store *store = ui->world->store;
    int lang = ui->visit->language;
    if (most <= 0 && least <= 0) {
        return least == 0 || most == 0 ? ui_words(ui, "same-day") : (struct store_text){0};
    }
    if (least <= 0 || least == most || most <= 0) {
        return ui_words_count(ui, "days-one", most > 0 ? most : least);
    }
    struct store_value values[] = {{"min", store_number(store, ui->arena, lang, least)},
        {"max", store_number(store, ui->arena, lang, most)}};
    return ui_words_with(ui, "days-range", values, 2);
}

static void
one_step(struct ui *ui, int number, int n)
{
    struct store *store = ui->world->store;
    struct store_step step = store_step(store, ui->arena, n);
    struct ui_line lines[6];
    int count = 0;
    struct store_text description = ui_field(ui, "step", step.id, "description");
    if (description.text[0] != '\0') {
        lines[count++] = (struct ui_line){"info", description};
    }
    static const struct {
        const char *place;
        const char *key;
        const char *icon;
    } places[] = {{"at_home", "where-at-home", "home"}, {"online", "where-online", "communication"},
        {"at_office", "where-at-office", "government"},
        {"at_this_hub", "where-at-this-hub", "person"},
        {"at_consulate", "where-at-consulate", "consulate-building"},
        {"at_bank", "where-at-bank", "bank"}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strcmp(places[i].place, step.place) == 0) {
            struct store_text where = ui_words(ui, places[i].key);
            if (step.service > 0) {
                struct store_text pair[] = {
                    where, record_text(ui, "service", step.service, "name")};
                where = joined(ui, " · ", pair, 2);
            }
            lines[count++] = (struct ui_line){places[i].icon, where};
        }
    }
    if (step.cost > 0) {
        lines[count++] = (struct ui_line){"price", price_words(ui, step.currency, step.cost)};
    }
    if (step.days > 0) {
        lines[count++] = (struct ui_line){"clock", ui_words_count(ui, "days-one", step.days)};
    }
    if (step.appointment) {
        lines[count++] = (struct ui_line){"calendar", ui_words(ui, "appointment-needed")};
    }
    if (step.by_other) {
        lines[count++] = (struct ui_line){"group", ui_words(ui, "by-other")};
    }
    ui_step(ui, arena_printf(ui->arena, "step.%s", step.id), number,
        ui_field(ui, "step", step.id, "name"), lines, count);
}

void
scene_procedure(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_procedure p = store_procedure(store, ui->arena, ui->visit->at.arg);
    mark_sensitive(ui, p.sensitive);
    ui_title(ui, ui_field(ui, "procedure", p.id, "name"), p.icon);
    ui_paragraph(ui, "summary", ui_field(ui, "procedure", p.id, "summary"), TYPE_BODY);
    struct choice papers = plain_choice(
        "procedure.papers", "documents", ui_words(ui, "procedure-start"), ui_go(SCREEN_BRING, p.n));
    papers.tone = TONE_ACTION;
    ui_button(ui, &papers);
    if (p.question > 0) {
        struct choice questions = plain_choice("procedure.questions", "question",
            ui_words(ui, "procedure-questions"), ui_go(SCREEN_QUESTION, p.question));
        ui_button(ui, &questions);
    }
    ui_fact(
        ui, "cost", "price", ui_words(ui, "procedure-cost"), price_words(ui, p.currency, p.fee));
    ui_fact(ui, "days", "clock", ui_words(ui, "procedure-days"),
        days_words(ui, p.days_min, p.days_max));
    ui_note(ui, "warning", TONE_ATTENTION, "warning", ui_field(ui, "procedure", p.id, "warning"));
    struct store_list steps = store_steps(store, ui->arena, p.n);
    if (steps.count > 0) {
        ui_heading(ui, "heading.steps", ui_words(ui, "procedure-steps"));
    }
    for (int i = 0; i < steps.count; i++) {
        one_step(ui, i + 1, steps.n[i]);
    }
    ui_fact(ui, "legal", "legal-aid", ui_words(ui, "legal-basis"),
        ui_field(ui, "procedure", p.id, "legal_basis"));
    provenance(ui, "procedure", p.n);
}

// Bring-list -----------------------------------------------------------------------------------------

enum { PAPERS_MAX = 64 };

static struct choice
paper_button(struct ui *ui, const char *what, const struct store_requirement *paper, enum act act)
{
    bool on = ui_bit(act == ACT_HAVE ? ui->visit->have : ui->visit->lack, paper->n);
    return (struct choice){
        .name = arena_printf(ui->arena, "%s.%s", what, paper->id),
        .icon = act == ACT_HAVE ? (on ? "checked" : "uncheck") : "close",
        .title = ui_words(ui, act == ACT_HAVE ? "bring-have" : "bring-lack"),
        .action = {.kind = (int16_t)act, .arg = paper->n},
        .checked = on,
        .role = ROLE_CHECKBOX,
        .tone = !on               ? TONE_PLAIN
                : act == ACT_HAVE ? TONE_GOOD
                                  : TONE_ATTENTION,
    };
}

// Picture, name and what kind of copy; touching it opens the paper.
static void
paper_words_node(struct ui *ui, const struct store_requirement *paper, struct store_text title,
    struct store_text note, struct rect rect)
{
    bool have = ui_bit(ui->visit->have, paper->n);
    bool lack = ui_bit(ui->visit->lack, paper->n);
    struct choice card = {
        .name = arena_printf(ui->arena, "paper.%s", paper->id),
        .icon = paper->picture,
        .title = title,
        .note = note,
        .action = ui_go(SCREEN_PAPER, paper->n),
        .tone = have   ? TONE_GOOD
                : lack ? TONE_ATTENTION
                       : TONE_PLAIN,
        .role = ROLE_BUTTON,
    };
    ui_tile(ui, &card, rect, false);
}

// Words and two buttons side by side where the panel is wide, the buttons below where it is not.
static void
paper_card(struct ui *ui, int n)
{
    struct store_requirement paper = store_requirement(ui->world->store, ui->arena, n);
    bool lack = ui_bit(ui->visit->lack, n);
    struct store_text title = ui_field(ui, "requirement", paper.id, "name");
    struct store_text missing = ui_field(ui, "requirement", paper.id, "if_missing");
    struct store_text note = lack && missing.text[0] != '\0' ? missing : paper_words(ui, &paper);
    bool wide = ui->column_w >= 170.0f * ui->type && ui->visit->size == SIZE_NORMAL;
    float gap = ui->world->scale.gap * 0.75f;
    float touch = ui->compact ? 14.0f : ui->world->scale.touch;
    float button_w = wide ? 48.0f * ui->type : (ui->column_w - gap) / 2;
    float words_w = wide ? ui->column_w - 2 * (button_w + gap) : ui->column_w;
    struct choice measured = {
        .icon = paper.picture, .title = title, .note = note, .role = ROLE_BUTTON};
    struct choice have = paper_button(ui, "have", &paper, ACT_HAVE);
    struct choice without = paper_button(ui, "lack", &paper, ACT_LACK);
    float card_h = ui_tile_height(ui, &measured, words_w);
    float buttons_h = fmaxf(
        touch, fmaxf(ui_tile_height(ui, &have, button_w), ui_tile_height(ui, &without, button_w)));
    float left = ui_most(ui) - gap - buttons_h; // for the card: its words shrink a little
    if (!wide && left < card_h && left >= card_h * 0.78f) {
        card_h = left;
    }
    bool together = wide || card_h + gap + buttons_h <= ui_most(ui);
    if (wide) {
        card_h = buttons_h = fmaxf(card_h, buttons_h);
    }
    struct slot card = ui_block(ui, wide || !together ? card_h : card_h + gap + buttons_h);
    struct slot buttons = card;
    if (!together) { // very large letters on a very small panel: one after the other
        buttons = ui_block(ui, buttons_h);
    } else if (!wide) {
        buttons.rect.y += card_h + gap;
    }
    if (card.shown) {
        paper_words_node(
            ui, &paper, title, note, (struct rect){card.rect.x, card.rect.y, words_w, card_h});
    }
    if (buttons.shown) {
        float x = buttons.rect.x + (wide ? words_w + gap : 0);
        float y = buttons.rect.y;
        ui_tile(ui, &have, (struct rect){x, y, button_w, buttons_h}, false);
        ui_tile(ui, &without, (struct rect){x + button_w + gap, y, button_w, buttons_h}, false);
    }
}

static void
ready_bar(struct ui *ui, int ready, int total)
{
    struct store *store = ui->world->store;
    struct store_value values[] = {
        {"n", store_number(store, ui->arena, ui->visit->language, ready)},
        {"total", store_number(store, ui->arena, ui->visit->language, total)}};
    struct store_text text = ready == total && total > 0
                                 ? ui_words(ui, "bring-all-ready")
                                 : ui_words_with(ui, "bring-ready", values, 2);
    if (!ui->compact) {
        text = labelled(ui, ui_words(ui, "bring-title"), text);
    }
    struct ui_look look = {.style = TYPE_BODY, .bold = true, .colour = ui->theme->ink};
    float w = ui->column_w * 0.55f;
    look.cap_mm = ui_fit(ui, text, &look, w, ui->area.h / 2);
    float h = fmaxf(ui_text_height(ui, text, &look, w), 6.0f);
    struct slot slot = ui_lead(ui, h);
    if (!slot.shown) {
        return;
    }
    struct rect words = {slot.rect.x, slot.rect.y, w, h};
    ui_set_text(ui, ui_node(ui, ROLE_STATUS, "bring.ready", words), text, &look, words);
    struct node *bar = ui_node(ui, ROLE_PROGRESS, "bring.bar",
        (struct rect){slot.rect.x + w + 4, slot.rect.y + h / 2 - 2, ui->column_w - w - 4, 4});
    bar->value = total > 0 ? (float)ready / (float)total : 0;
    bar->fg = ui->theme->good;
    bar->fill = ui->theme->raised;
    bar->edge = ui->theme->hairline;
    bar->edge_mm = ui->world->scale.hairline;
}

void
scene_bring(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_procedure p = store_procedure(store, ui->arena, ui->visit->at.arg);
    mark_sensitive(ui, p.sensitive);
    ui_title(ui,
        ui->compact ? ui_words(ui, "bring-title") : ui_field(ui, "procedure", p.id, "name"),
        "documents");
    struct store_list papers = store_requirements(store, ui->arena, p.n, 0, ui->visit->facts);
    int ready = 0;
    for (int i = 0; i < papers.count; i++) {
        ready += ui_bit(ui->visit->have, papers.n[i]);
    }
    ready_bar(ui, ready, papers.count);
    for (int i = 0; i < papers.count; i++) {
        paper_card(ui, papers.n[i]);
    }
    struct choice take =
        plain_choice("bring.take", "qr", ui_words(ui, "bring-take"), ui_go(SCREEN_TAKE_BRING, p.n));
    struct choice show = plain_choice(
        "bring.show", "showcard", ui_words(ui, "bring-show"), ui_go(SCREEN_SHOWCARDS, p.n));
    struct choice person = plain_choice(
        "bring.person", "person", ui_words(ui, "person-title"), ui_go(SCREEN_PERSON, 0));
    struct choice ends[] = {take, show, person};
    ends[0].tone = TONE_ACTION;
    bool may_take = p.qr_ok;
    ui_choices(ui, may_take ? ends : ends + 1, may_take ? 3 : 2, 3, false);
}

// What the paper looks like, beside what it is.
static void
pictured(struct ui *ui, const char *picture, struct store_text words)
{
    struct ui_look look = {.style = TYPE_BODY, .colour = ui->theme->ink};
    float side = 24.0f * fmaxf(ui->unit, 0.75f);
    float gap = ui->world->scale.gap * 1.5f;
    float width = ui->column_w - side - gap;
    look.cap_mm = ui_fit(ui, words, &look, width, ui->area.h); // no word cut in two
    float height = fmaxf(side, ui_text_height(ui, words, &look, width));
    if (*picture == '\0' || height > ui->area.h * 0.6f) {
        ui_paragraph(ui, "paper.description", words, TYPE_BODY);
        return;
    }
    struct slot slot = ui_block(ui, height);
    if (!slot.shown) {
        return;
    }
    struct rect r = slot.rect;
    struct node *node =
        ui_node(ui, ROLE_ICON, "paper.picture", (struct rect){r.x, r.y, side, side});
    node->icon = picture;
    node->icon_rect = node->rect;
    node->icon_tint = ui->theme->action;
    struct rect beside = {r.x + side + gap, r.y, width, height};
    ui_set_text(ui, ui_node(ui, ROLE_TEXT, "paper.description", beside), words, &look, beside);
}

void
scene_paper(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_requirement paper = store_requirement(store, ui->arena, ui->visit->at.arg);
    ui_title(ui, ui_field(ui, "requirement", paper.id, "name"), "documents");
    pictured(ui, paper.picture, ui_field(ui, "requirement", paper.id, "description"));
    ui_fact(ui, "paper.copies", "doc-photo-copy", (struct store_text){0}, paper_words(ui, &paper));
    if (strcmp(paper.certified, "apostille") == 0) {
        ui_note(ui, "paper.apostille", TONE_TINT, "doc-apostille",
            ui_words(ui, "certified-apostille-note"));
    }
    ui_fact(ui, "paper.validity", "calendar", (struct store_text){0},
        paper.validity_months > 0 ? ui_words_count(ui, "paper-validity", paper.validity_months)
                                  : (struct store_text){0});
    ui_fact(ui, "paper.cost", "price", ui_words(ui, "procedure-cost"),
        price_words(ui, paper.currency, paper.cost));
    ui_fact(ui, "paper.where", "pin", ui_words(ui, "paper-where"),
        ui_field(ui, "requirement", paper.id, "where_to_get"));
    ui_fact(ui, "paper.missing", "question", ui_words(ui, "paper-missing"),
        ui_field(ui, "requirement", paper.id, "if_missing"));
    struct choice buttons[4];
    int count = 0;
    buttons[count++] = paper_button(ui, "have", &paper, ACT_HAVE);
    buttons[count++] = paper_button(ui, "lack", &paper, ACT_LACK);
    if (paper.missing_procedure > 0) {
        buttons[count++] =
            plain_choice("paper.procedure", "next", ui_words(ui, "paper-missing-procedure"),
                ui_go(SCREEN_PROCEDURE, paper.missing_procedure));
    }
    if (paper.issuer_service > 0) {
        buttons[count++] = plain_choice("paper.service", "pin",
            record_text(ui, "service", paper.issuer_service, "name"),
            ui_go(SCREEN_SERVICE, paper.issuer_service));
    }
    ui_choices(ui, buttons, count, 2, false);
}
