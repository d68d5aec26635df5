// The walk to a place: minutes, steps with a picture and a sentence each, and the words to ask for it.
#include "scenes/internal.h"

#include <stdio.h>
#include <string.h>

static const float PICTURE_MM = 15.0f; // of a step, for arm's length

enum { SHORT_M = 100, LONG_M = 1000, NO_DISTANCE_M = 10 };

bool
step_free(const struct ui *ui)
{
    return (ui->visit->filters & FILTER_STEP_FREE) != 0;
}

bool
service_walk(struct ui *ui, const struct store_service *service, bool free, struct town_walk *walk)
{
    const struct world *world = ui->world;
    *walk = (struct town_walk){.reach = ROUTE_OFF_MAP};
    if (!world->town || !town_leads(world->town) || strcmp(service->exposure, "public") != 0 ||
        !store_place(world->store, ui->arena, service->location).pin) {
        return false;
    }
    *walk = town_walk(world->town, service->location, free);
    return true;
}

// Words ----------------------------------------------------------------------------------------------

struct store_text
walk_words(struct ui *ui, const struct town_walk *walk)
{
    if (walk->reach != ROUTE_REACHED) {
        return ui_words(ui, "walk-ask");
    }
    return walk->minutes == 0 ? ui_words(ui, "walk-here")
                              : ui_words_count(ui, "walk-minutes", (int)walk->minutes);
}

// As people say it: to ten metres, to fifty, to a hundred.
static int
rounded(uint32_t length_m)
{
    int unit = length_m < SHORT_M ? 10 : length_m < LONG_M ? 50 : 100;
    int metres = ((int)length_m + unit / 2) / unit * unit;
    return metres < 10 ? 10 : metres;
}

struct store_text
walk_length_words(struct ui *ui, const struct town_walk *walk)
{
    bool away = walk->reach == ROUTE_REACHED && walk->minutes > 0;
    return away ? ui_words_count(ui, "walk-metres", rounded(walk->length_m))
                : (struct store_text){0};
}

// Parts of the keys of the words (assets/ui/ui.csv) and of the names of the icons.
static const char *const TURNS[] = {[ROUTE_SET_OUT] = "straight",
    [ROUTE_STRAIGHT] = "straight",
    [ROUTE_SLIGHT_LEFT] = "slight-left",
    [ROUTE_LEFT] = "left",
    [ROUTE_SHARP_LEFT] = "sharp-left",
    [ROUTE_BACK] = "back",
    [ROUTE_SHARP_RIGHT] = "sharp-right",
    [ROUTE_RIGHT] = "right",
    [ROUTE_SLIGHT_RIGHT] = "slight-right",
    [ROUTE_ARRIVE] = "straight"};

static const struct {
    const char *key;
    const char *icon;
} WAYS[] = {[ROUTE_ALONG] = {"", "walk"},
    [ROUTE_ACROSS] = {"across", "crossing"},
    [ROUTE_STAIRS] = {"stairs", "stairs"},
    [ROUTE_STAIRS_UP] = {"up", "stairs-up"},
    [ROUTE_STAIRS_DOWN] = {"down", "stairs-down"},
    [ROUTE_OVER_BRIDGE] = {"bridge", "bridge"},
    [ROUTE_BY_LIFT] = {"lift", "lift"},
    [ROUTE_BY_FERRY] = {"ferry", "ship"}};

static const char *const SIDES[] = {
    [ROUTE_AHEAD] = "", [ROUTE_ON_LEFT] = "-left", [ROUTE_ON_RIGHT] = "-right"};

// Of the turn before stairs, a crossing and the like: four are enough.
static const char *
side_of_turn(enum route_turn turn)
{
    const char *name = TURNS[turn];
    return strstr(name, "left")    ? "-left"
           : strstr(name, "right") ? "-right"
           : turn == ROUTE_BACK    ? "-back"
                                   : "";
}

static const char *
sentence_key(struct ui *ui, const struct route_step *step, bool place)
{
    bool street = *step->name != '\0';
    if (step->turn == ROUTE_ARRIVE) {
        return arena_printf(ui->arena, "walk-arrive%s", SIDES[step->side]);
    }
    if (step->way != ROUTE_ALONG) {
        return arena_printf(ui->arena, "walk-%s%s%s", WAYS[step->way].key,
            street && step->way == ROUTE_ACROSS ? "-street" : "", side_of_turn(step->turn));
    }
    const char *turn = step->turn == ROUTE_SET_OUT ? "out" : TURNS[step->turn];
    return arena_printf(
        ui->arena, "walk-%s%s%s", turn, street ? "-street" : "", place ? "-place" : "");
}

struct store_text
walk_sentence(struct ui *ui, const struct route_step *step, const char *place)
{
    struct store_value values[] = {{"street", step->name}, {"place", place}};
    return ui_words_with(ui, sentence_key(ui, step, *place != '\0'), values, 2);
}

const char *
walk_icon(struct ui *ui, const struct route_step *step)
{
    if (step->turn == ROUTE_ARRIVE) {
        return "door";
    }
    bool turn = step->way == ROUTE_ALONG && step->turn != ROUTE_SET_OUT;
    return turn ? arena_printf(ui->arena, "turn-%s", TURNS[step->turn]) : WAYS[step->way].icon;
}

// What more is to be said of a step: what one sees there, what its sign says, how far it goes.
struct store_text
walk_more(struct ui *ui, const struct route_step *step, const char *place)
{
    struct store_text parts[3] = {0};
    struct store_value value = {"place", place};
    struct store_value sign = {"street", step->name};
    bool plain = step->way == ROUTE_ALONG;
    if (step->turn == ROUTE_ARRIVE) {
        return joined(ui, "", parts, 0);
    }
    if (!plain && *place) {
        const char *key = arena_printf(ui->arena, "walk-seen%s", SIDES[step->side]);
        parts[0] = ui_words_with(ui, key, &value, 1);
    }
    if (!plain && step->way != ROUTE_ACROSS && *step->name) {
        parts[1] = ui_words_with(ui, "walk-sign", &sign, 1);
    }
    uint32_t length_m = step->length_cm / 100;
    if ((plain || step->way == ROUTE_OVER_BRIDGE) && length_m >= NO_DISTANCE_M) {
        parts[2] = ui_words_count(ui, "walk-distance", rounded(length_m));
    }
    return joined(ui, "\n", parts, 3);
}

// Steps ----------------------------------------------------------------------------------------------

static const char *
landmark_name(struct ui *ui, int landmark)
{
    return landmark < 0
               ? ""
               : town_landmark(ui->world->town, ui->arena, landmark, ui->visit->language).text;
}

// Where the first step leads to: what stands at its end, or the next street.
static const char *
toward(struct ui *ui, const struct route_steps *steps)
{
    const struct route_step *first = &steps->steps[0];
    const struct route_step *next = &steps->steps[steps->count > 1];
    bool street = next->way == ROUTE_ALONG && strcmp(next->name, first->name) != 0;
    return next->landmark >= 0 ? landmark_name(ui, next->landmark) : street ? next->name : "";
}

int
walk_cards(struct ui *ui, const struct store_service *service, struct choice cards[ROUTE_STEPS_MAX])
{
    struct route_walk walk;
    struct route_steps *steps = arena_array(ui->arena, struct route_steps, 1);
    struct town_walk ignored;
    if (!service_walk(ui, service, step_free(ui), &ignored) ||
        !town_route(ui->world->town, service->location, step_free(ui), ui->arena, &walk, steps)) {
        return 0;
    }
    for (int i = 0; i < steps->count; i++) {
        const struct route_step *step = &steps->steps[i];
        const char *place = i == 0 && step->way == ROUTE_ALONG ? toward(ui, steps)
                                                               : landmark_name(ui, step->landmark);
        cards[i] = (struct choice){.name = ui_name(ui, "step", i + 1),
            .icon = walk_icon(ui, step),
            .title = walk_sentence(ui, step, place),
            .note = walk_more(ui, step, place),
            .number = i + 1,
            .icon_mm = PICTURE_MM};
    }
    const char *id = store_id(ui->world->store, ui->arena, "location", service->location);
    cards[steps->count - 1].note = ui_field(ui, "location", id, "landmark");
    return steps->count;
}

void
step_free_box(struct ui *ui, struct store_text note)
{
    bool on = step_free(ui);
    struct choice box = {.name = "walk.step-free",
        .icon = on ? "checked" : "step-free",
        .title = ui_words(ui, "walk-step-free"),
        .note = note,
        .action = {.kind = ACT_FILTER, .arg = FILTER_STEP_FREE},
        .checked = on,
        .role = ROLE_CHECKBOX};
    ui_button(ui, &box);
}

// That the usual way has stairs, how long the other one takes; or that there is no other.
void
stairs_facts(struct ui *ui, const struct store_service *service)
{
    struct town_walk usual;
    struct town_walk other;
    bool free = step_free(ui);
    if (!service_walk(ui, service, false, &usual) || usual.reach != ROUTE_REACHED ||
        !(free || usual.stairs)) {
        return;
    }
    service_walk(ui, service, true, &other);
    bool none = other.reach != ROUTE_REACHED;
    struct store_text parts[2] = {{0}};
    if (!free) {
        parts[0] = ui_words(ui, "walk-stairs-on-way");
    }
    if (none) {
        parts[1] = ui_words(ui, "walk-no-step-free");
        ui_note(ui, "walk.stairs", TONE_ATTENTION, "stairs", joined(ui, "\n", parts, 2));
    } else if (!free) {
        parts[1] = ui_words_count(ui, "walk-other-minutes", (int)other.minutes);
    }
    if (free || !none) {
        step_free_box(ui, free ? (struct store_text){0} : joined(ui, "\n", parts, 2));
    }
}

static void
walk_ends(struct ui *ui, const struct store_service *service)
{
    struct choice ends[3];
    int count = map_choice(ui, service, &ends[0]);
    if (!service->sensitive) {
        ends[count++] = plain_choice("walk.take", "qr", ui_words(ui, "service-take"),
            ui_go(SCREEN_TAKE_SERVICE, service->n));
    }
    ends[count++] = plain_choice("walk.show", "showcard", ui_words(ui, "service-show"),
        ui_go(SCREEN_SHOW_ADDRESS, service->n));
    ui_choices(ui, ends, count, 2, false);
}

void
scene_walk(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_service service = store_service(store, ui->arena, ui->visit->at.arg);
    mark_sensitive(ui, service.sensitive);
    ui_title(ui, record_text(ui, "location", service.location, "name"), "walk");
    struct town_walk walk;
    bool known = service_walk(ui, &service, step_free(ui), &walk);
    struct store_text total[] = {walk_words(ui, &walk), walk_length_words(ui, &walk)};
    bool reached = known && walk.reach == ROUTE_REACHED;
    ui_aside(ui, "walk.total", reached ? TONE_TINT : TONE_ATTENTION, reached ? "walk" : "person",
        joined(ui, " · ", total, 2));
    stairs_facts(ui, &service);
    struct choice *cards = arena_array(ui->arena, struct choice, ROUTE_STEPS_MAX);
    ui_choices(ui, cards, walk_cards(ui, &service, cards), 1, false);
    if (!reached) {
        ask_person(ui);
    }
    walk_ends(ui, &service);
}

// Asking for the way ---------------------------------------------------------------------------------

// Large in the local language, to be held before a driver or a passer-by; small in the reader's, so that
// both know what it says.
void
scene_show_address(struct ui *ui)
{
    struct store *store = ui->world->store;
    struct store_service service = store_service(store, ui->arena, ui->visit->at.arg);
    struct store_place place = store_place(store, ui->arena, service.location);
    ui_title(ui, ui_words(ui, "service-show"), "showcard");
    int local = store_language_index(store, store_meta(store, "local_language"));
    local = local < 0 ? 0 : local;
    struct store_text landmark =
        store_text(store, ui->arena, local, "location", place.id, "landmark");
    struct store_text request = store_ui(store, ui->arena, local, "show-way");
    struct store_value name = {
        "place", store_text(store, ui->arena, local, "location", place.id, "name").text};
    request.text = store_fill(ui->arena, request.text, &name, 1);
    request.fallback = landmark.fallback = false; // in the local language on purpose
    struct store_text address = {
        .text = arena_printf(ui->arena, "%s, %s", place.address, place.city),
        .lang = request.lang,
        .dir = request.dir,
        .key = "address"};
    ui_heading(ui, "show.request", request);
    ui_paragraph(ui, "show.address", address, ui->compact ? TYPE_TILE : TYPE_TITLE);
    ui_paragraph(ui, "show.landmark", landmark, TYPE_BODY);
    if (local != ui->visit->language) {
        struct store_value own = {"place", record_text(ui, "location", place.n, "name").text};
        struct store_text words = ui_words_with(ui, "show-way", &own, 1);
        if (!words.fallback) { // else it may be the very same once more
            ui_paragraph(ui, "show.own", words, TYPE_SMALL);
        }
    }
    ui_aside(ui, "show.note", TONE_PLAIN, "showcard", ui_words(ui, "show-way-note"));
}
