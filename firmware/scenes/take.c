// To take along: QR codes that carry the text itself, readable by any phone without a network.
#include "scenes/internal.h"

#include <math.h>
#include <string.h>

enum {
    CODE_BYTES_MAX = 460, // of UTF-8 in one code: cheap cameras still read it
    CODES_MAX = 5,        // the longest list in the script that takes most bytes
    WALK_CODES_MAX = 3,   // a place whose walk would take more goes without it
};

// Phones need no isolates, and every byte makes the code finer.
static const char *
without_controls(struct ui *ui, const char *text)
{
    char *out = arena_strdup(ui->arena, text);
    size_t at = 0;
    for (size_t i = 0; out[i];) {
        bool isolate = (unsigned char)out[i] == 0xe2 && (unsigned char)out[i + 1] == 0x81 &&
                       (unsigned char)out[i + 2] >= 0xa6 && (unsigned char)out[i + 2] <= 0xa9;
        if (isolate) {
            i += 3;
        } else {
            out[at++] = out[i++];
        }
    }
    out[at] = '\0';
    return out;
}

// Cuts lines into at most CODES_MAX codes; a line is never split unless it is too long alone.
static int
cut(struct ui *ui, const char *text, const char *codes[CODES_MAX])
{
    int count = 0;
    while (*text && count < CODES_MAX) {
        size_t used = 0;
        while (text[used]) {
            size_t line = strcspn(text + used, "\n");
            line += text[used + line] == '\n';
            if (used + line > CODE_BYTES_MAX) {
                break;
            }
            used += line;
        }
        if (used == 0) {
            used = CODE_BYTES_MAX;
            while (used > 0 && ((unsigned char)text[used] & 0xc0) == 0x80) {
                used--;
            }
        }
        codes[count++] = arena_strndup(ui->arena, text, used);
        text += used;
    }
    return count;
}

// The first lines of text, as many as fit, none cut in two.
static const char *
lines_that_fit(struct ui *ui, const char *text, const struct ui_look *look, struct rect rect)
{
    char *fit = arena_strdup(ui->arena, text);
    for (char *end = strrchr(fit, '\n'); end; end = strrchr(fit, '\n')) {
        *end = '\0';
        if (ui_text_height(ui, ui_plain(ui, fit), look, rect.w) <= rect.h) {
            return text_isolate(ui->arena, fit);
        }
    }
    return "";
}

static void
one_code(struct ui *ui, const char *text, int number, int total, const char *about)
{
    struct store *store = ui->world->store;
    bool beside = !ui->portrait;
    // What stands above (a note about the language) keeps its place if a fair code fits below it.
    bool shared = number == 1 && ui->cursor > 0 && ui_room(ui) > ui->area.h * 0.55f;
    float h = shared ? ui_room(ui) : ui->area.h;
    float side = beside ? fminf(h, ui->column_w * 0.5f) : fminf(ui->column_w, h * 0.55f);
    struct slot slot = ui_block(ui, h);
    if (!slot.shown) {
        return;
    }
    struct rect r = slot.rect;
    struct rect code = {beside ? r.x : r.x + (r.w - side) / 2, r.y, side, side};
    struct node *qr = ui_node(ui, ROLE_QR, ui_name(ui, "qr", number), code);
    qr->text = text;
    qr->fg = 0xff000000;
    qr->fill = 0xffffffff;
    float g = 5.0f;
    struct rect words = beside ? (struct rect){r.x + side + g, r.y, r.w - side - g, h}
                               : (struct rect){r.x, r.y + side + g, r.w, h - side - g};
    struct store_value values[] = {
        {"n", store_number(store, ui->arena, ui->visit->language, number)},
        {"total", store_number(store, ui->arena, ui->visit->language, total)}};
    struct store_text parts[] = {ui_words(ui, about),
        total > 1 ? ui_words_with(ui, "take-code-of", values, 2) : (struct store_text){0}};
    struct store_text note = joined(ui, "\n", parts, 2);
    struct ui_look look = {.style = TYPE_BODY, .bold = true, .colour = ui->theme->ink};
    look.cap_mm = ui_fit(ui, note, &look, words.w, words.h * 0.34f);
    struct rect top = {words.x, words.y, words.w, ui_text_height(ui, note, &look, words.w)};
    ui_set_text(
        ui, ui_node(ui, ROLE_TEXT, ui_name(ui, "take.note", number), top), note, &look, top);
    // On the screen numbers keep their order among Arabic words; a phone sees to that itself.
    struct store_text inside = ui_plain(ui, text_isolate(ui->arena, text));
    struct ui_look small = {.style = TYPE_SMALL, .colour = ui->theme->ink2};
    struct rect rest = {words.x, words.y + top.h + 2, words.w, words.h - top.h - 2};
    small.cap_mm = ui_fit(ui, inside, &small, rest.w, rest.h);
    struct node *copy = ui_node(ui, ROLE_TEXT, ui_name(ui, "take.text", number), rest);
    ui_set_text(ui, copy, inside, &small, rest);
    if (copy->clipped) { // the code holds it all; beside it stand the lines that fit whole
        copy->text = lines_that_fit(ui, text, &small, rest);
        copy->text_rect = rest;
        copy->clipped = false;
    }
}

void
qr_pages(struct ui *ui, const char *const *codes, int count, const char *note)
{
    for (int i = 0; i < count; i++) {
        one_code(ui, codes[i], i + 1, count, note);
    }
}

static void
show_codes(struct ui *ui, const char *text, bool sensitive)
{
    ui_title(ui, ui_words(ui, "take-title"), "qr");
    if (sensitive && !ui->visit->agreed) {
        ui_note(ui, "take.sensitive", TONE_ATTENTION, "alert", ui_words(ui, "take-sensitive"));
        struct choice agree = plain_choice(
            "take.agree", "check", ui_words(ui, "continue"), (struct action){.kind = ACT_AGREE});
        struct choice back = plain_choice(
            "take.back", "back", ui_words(ui, "back"), (struct action){.kind = ACT_BACK});
        ui_button(ui, &back);
        ui_button(ui, &agree);
        return;
    }
    const char *codes[CODES_MAX];
    int count = cut(ui, without_controls(ui, text), codes);
    qr_pages(ui, codes, count, "take-note");
}

void
scene_take_bring(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_procedure p = store_procedure(store, ui->arena, ui->visit->at.arg);
    const char *text = ui_field(ui, "procedure", p.id, "name").text;
    struct store_list papers = store_requirements(store, ui->arena, p.n, 0, ui->visit->facts);
    for (int i = 0; i < papers.count; i++) {
        struct store_requirement paper = store_requirement(store, ui->arena, papers.n[i]);
        bool have = ui_bit(ui->visit->have, paper.n);
        struct store_text what =
            labelled(ui, ui_field(ui, "requirement", paper.id, "name"), paper_words(ui, &paper));
        text = arena_printf(ui->arena, "%s\n%s %s", text, have ? "[x]" : "[ ]", what.text);
    }
    struct store_text cost =
        labelled(ui, ui_words(ui, "procedure-cost"), price_words(ui, p.currency, p.fee));
    text = arena_printf(ui->arena, "%s\n%s", text, cost.text);
    mark_sensitive(ui, p.sensitive);
    show_codes(ui, text, p.sensitive || !p.qr_ok);
}

static const char *
add_line(struct ui *ui, const char *text, const char *line)
{
    return line && *line ? arena_printf(ui->arena, "%s\n%s", text, line) : text;
}

// Where it is, for the phone: never of a place that is not to be known, or a sensitive one.
static const char *
add_place(struct ui *ui, const char *text, const struct store_service *service)
{
    struct store_place place = store_place(ui->world->store, ui->arena, service->location);
    text = add_line(ui, text,
        arena_printf(ui->arena, "%s%s%s", place.address, *place.city ? ", " : "", place.city));
    return add_line(ui, text, ui_field(ui, "location", place.id, "landmark").text);
}

static const char *
add_point(struct ui *ui, const char *text, const struct store_service *service)
{
    struct store_place place = store_place(ui->world->store, ui->arena, service->location);
    const char *point = arena_printf(ui->arena, "geo:%.5f,%.5f", place.latitude, place.longitude);
    return add_line(ui, text, place.pin ? point : "");
}

// "3. Turn left. Walk about 200 metres."
static const char *
add_step(struct ui *ui, const char *text, const struct choice *step)
{
    char *more = arena_strdup(ui->arena, step->note.text ? step->note.text : "");
    for (char *end = more; (end = strchr(end, '\n')) != NULL;) {
        *end = ' ';
    }
    return add_line(ui, text,
        arena_printf(ui->arena, "%s. %s%s%s",
            store_number(ui->world->store, ui->arena, ui->visit->language, step->number),
            step->title.text, *more ? " " : "", more));
}

static const char *
add_walk(struct ui *ui, const char *text, const struct store_service *service)
{
    const char *codes[CODES_MAX];
    struct choice *steps = arena_array(ui->arena, struct choice, ROUTE_STEPS_MAX);
    int count = walk_cards(ui, service, steps);
    struct town_walk walk;
    if (!service_walk(ui, service, step_free(ui), &walk) || count == 0) {
        return text;
    }
    struct store_text total[] = {walk_words(ui, &walk), walk_length_words(ui, &walk)};
    const char *longer = add_line(ui, text, joined(ui, " · ", total, 2).text);
    for (int i = 0; i < count; i++) {
        longer = add_step(ui, longer, &steps[i]);
    }
    return cut(ui, without_controls(ui, longer), codes) <= WALK_CODES_MAX ? longer : text;
}

void
scene_take_service(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_service service = store_service(store, ui->arena, ui->visit->at.arg);
    const char *text = ui_field(ui, "service", service.id, "name").text;
    bool placed =
        strcmp(service.exposure, "public") == 0 && service.location > 0 && !service.sensitive;
    text = placed ? add_place(ui, text, &service) : text;
    struct store_hours hours[14];
    int count = store_service_hours(store, ui->arena, service.n, hours);
    text = add_line(ui, text, hours_lines(ui, hours, count).text);
    struct store_list phones = store_service_phones(store, ui->arena, service.n);
    for (int i = 0; i < phones.count; i++) {
        text = add_line(ui, text, store_phone(store, ui->arena, phones.n[i]).number);
    }
    text = add_line(ui, text, ui_field(ui, "service", service.id, "application_process").text);
    if (placed) {
        text = add_walk(ui, add_point(ui, text, &service), &service);
    }
    mark_sensitive(ui, service.sensitive);
    show_codes(ui, text, service.sensitive);
}
