// The map: where the hub is, the places around it and the way to one of them.
#include "scenes/internal.h"

#include <math.h>
#include <string.h>

static const float KEY_MM = 12.7f;      // smallest target (accessibility 25)
static const float BESIDE_MM = 125.0f;  // a standing panel so wide has list and keys side by side
static const float ROW_MM = 22.0f;      // the least that holds a row of every script
static const float CLEAR_LEAST = 0.4f;  // of its height
static const float TOP_MM = 4.0f;       // below the header: a strip may hang over its line
static const float FOOT_MM = 0.8f;      // with the foot's own margin: the gap two targets need
static const float LETTERS_MOST = 1.4f; // of the map's names, times their size
static const float PIN_MM = 12.7f, TIP_MM = 3.0f, LABEL_MM = 9.0f;
enum { KEYS_ACROSS = 4, KEYS_DOWN = 2, ZOOM_FIRST = 17, NEAREST = 6, NEAREST_COMPACT = 5 };

// Layout ---------------------------------------------------------------------------------------------

// Whole pixels, so that the canvas has the size of its node wherever that lies.
static struct rect
whole_px(const struct ui *ui, struct rect rect)
{
    const struct panel *panel = &ui->world->panel;
    float mm = 1 / panel->px_per_mm;
    float x = (float)panel_px(panel, rect.x);
    float y = (float)panel_px(panel, rect.y);
    return (struct rect){x * mm, y * mm, ((float)panel_px(panel, rect.x + rect.w) - x) * mm,
        ((float)panel_px(panel, rect.y + rect.h) - y) * mm};
}

// The map at the start side, beside it the list; the keys in the map's far corner, on a small panel
// below the list if that leaves a row.
static void
lying(const struct ui *ui, struct rect stage, struct map_desk *desk)
{
    float gap = desk->gap;
    float margin = ui->compact ? gap : ui->area.x * 0.75f;
    float wide = fmaxf(desk->keys.w, fminf(stage.w * (ui->compact ? 0.44f : 0.34f), 120.0f));
    float x = stage.w - margin - wide;
    desk->map = (struct rect){0, stage.y, x - gap, stage.h};
    desk->list = (struct rect){x, stage.y + TOP_MM, wide, stage.h - TOP_MM - gap};
    desk->keys.x = x - 2 * gap - desk->keys.w;
    desk->keys.y = stage.y + stage.h - gap - desk->keys.h;
    float left = desk->list.h - desk->keys.h - gap;
    if (ui->compact && left >= ROW_MM) {
        desk->keys.x = x + wide - desk->keys.w;
        desk->list.h = left;
    }
}

// The map above, list and keys below it, beside each other if there is room.
static void
standing(const struct ui *ui, struct rect stage, struct map_desk *desk)
{
    float gap = desk->gap;
    float margin = ui->compact ? gap : ui->area.x * 0.75f;
    float bottom = stage.y + stage.h - gap;
    bool beside = stage.w >= BESIDE_MM;
    float list = beside ? 3.3f * ui->world->scale.touch * ui->type : ROW_MM + 2.0f;
    float tall = beside ? fmaxf(list, desk->keys.h) : list + gap + desk->keys.h;
    desk->keys.x = beside ? stage.w - margin - desk->keys.w : (stage.w - desk->keys.w) / 2;
    desk->keys.y = bottom - desk->keys.h;
    desk->list = (struct rect){
        margin, bottom - tall, (beside ? desk->keys.x - gap : stage.w - margin) - margin, list};
    desk->map = (struct rect){0, stage.y, stage.w, stage.h - tall - 2 * gap};
}

struct map_desk
map_desk(struct ui *ui)
{
    struct map_desk desk = {
        .key = ui->compact ? KEY_MM : KEY_MM * ui->type, .gap = 2.6f * ui->type};
    desk.keys.w = KEYS_ACROSS * desk.key + (KEYS_ACROSS - 1) * desk.gap;
    desk.keys.h = KEYS_DOWN * desk.key + (KEYS_DOWN - 1) * desk.gap;
    struct rect stage = ui_stage(ui);
    float note = 0;
    if (ui->page >
        0) { // it stood on the first; the list is as long on all, so that none skips a row
        ui->cursor = 0;
        note = ui_stage(ui).h - stage.h;
        stage = ui_stage(ui);
    }
    if (ui->portrait) {
        standing(ui, stage, &desk);
    } else {
        lying(ui, stage, &desk);
        desk.list.h -= note;
    }
    desk.map = whole_px(ui, desk.map);
    return desk;
}

// Camera and canvas ------------------------------------------------------------------------------------

static void
measure_pins(struct map_sheet *sheet)
{
    struct ui *ui = sheet->ui;
    struct ui_look small = {.style = TYPE_SMALL, .bold = true, .cap_mm = 3.8f};
    float group = ui_text_width(ui, ui_words_count(ui, "map-places", PLACES_MAX), &small);
    float h = sheet->desk.map.h;
    float top = fminf(TOP_MM, fmaxf(h - PIN_MM, 0)); // a map as low as one pin has no room to spare
    float foot = fminf(FOOT_MM, fmaxf(h - top - PIN_MM, 0));
    sheet->sizes = (struct pin_sizes){.map = {0, top, sheet->desk.map.w, h - top - foot},
        .width = PIN_MM + 6.5f,
        .group = fmaxf(group + 4.0f, PIN_MM + 6.5f),
        .height = PIN_MM,
        .tip = TIP_MM,
        .gap = 2.6f,
        .px_per_mm = ui->world->panel.px_per_mm};
}

static struct mapview_point
hub_of(const struct ui *ui)
{
    struct route_point hub = town_hub(ui->world->town);
    return (struct mapview_point){hub.lat_e7, hub.lon_e7};
}

// What pins and their labels, at the map's edge too, and the keys leave clear: beside the keys or above.
static struct rect
clear_px(const struct map_sheet *sheet, bool above)
{
    const struct rect *map = &sheet->desk.map;
    const struct rect *keys = &sheet->desk.keys;
    const struct pin_sizes *sizes = &sheet->sizes;
    float side = sizes->width / 2 + 2;
    float top = sizes->height + sizes->tip + 1;
    float bottom = fmaxf(sheet->credit.h + 2, LABEL_MM);
    // Of a low map a part all the same: a pin may be pushed in, a town seen from afar helps nobody.
    float tall = fmaxf(map->h - top - bottom, map->h * CLEAR_LEAST);
    float y = fmaxf(fminf(top, map->h - tall - sheet->credit.h), 0);
    struct rect clear = {side, y, map->w - 2 * side, tall};
    if (rect_overlaps(*keys, *map) && above) {
        clear.h = fmaxf(keys->y - map->y - top - 2, 1);
    } else if (rect_overlaps(*keys, *map)) {
        clear.w = fmaxf(keys->x - map->x - 2 * side, 1);
        clear.x = sheet->ui->frame->dir == DIRECTION_RTL ? map->w - side - clear.w : side;
    }
    float px = sizes->px_per_mm;
    return (struct rect){clear.x * px, clear.y * px, clear.w * px, clear.h * px};
}

// Where the visitor has moved it, else so near that the hub and the nearest places are in view.
static struct mapview_camera
camera_of(struct map_sheet *sheet)
{
    const struct place *at = &sheet->ui->visit->at;
    if (at->zoom != 0) {
        return (struct mapview_camera){at->lat_e7, at->lon_e7, at->zoom};
    }
    struct mapview_point points[NEAREST + 1] = {hub_of(sheet->ui)};
    int count = 0;
    int most = sheet->ui->compact ? NEAREST_COMPACT : NEAREST;
    for (; count < sheet->places.count && count < most; count++) {
        points[count + 1] = sheet->places.at[count].at;
    }
    sheet->glass.clear = clear_px(sheet, true);
    struct mapview_camera above = camera_fit(points, count + 1, &sheet->glass, ZOOM_FIRST);
    sheet->glass.clear = clear_px(sheet, false);
    struct mapview_camera beside = camera_fit(points, count + 1, &sheet->glass, ZOOM_FIRST);
    return above.zoom > beside.zoom ? above : beside;
}

static struct mapview_line
line_of(const struct map_sheet *sheet)
{
    const struct ui *ui = sheet->ui;
    struct route_walk walk;
    struct route_steps *steps = arena_array(ui->arena, struct route_steps, 1);
    if (sheet->single == 0 || sheet->places.count == 0 ||
        !town_route(ui->world->town, sheet->single, step_free(ui), ui->arena, &walk, steps)) {
        return (struct mapview_line){0};
    }
    int count = (int)walk.line_count;
    struct mapview_point *points = arena_array(ui->arena, struct mapview_point, count + 1);
    for (int i = 0; i < count; i++) {
        points[i] = (struct mapview_point){walk.line[i].lat_e7, walk.line[i].lon_e7};
    }
    return (struct mapview_line){.points = points, .count = count};
}

static void
look_through(struct map_sheet *sheet)
{
    float px = sheet->sizes.px_per_mm;
    sheet->glass =
        (struct camera_glass){.width = sheet->desk.map.w * px, .height = sheet->desk.map.h * px};
    sheet->camera = camera_of(sheet);
    sheet->line = line_of(sheet);
}

static struct node *
canvas(struct map_sheet *sheet)
{
    struct ui *ui = sheet->ui;
    struct node *map = ui_node(ui, ROLE_MAP, "map", sheet->desk.map);
    struct store_text text = ui_words_count(ui, "map-picture", sheet->places.count);
    map->text = text.text; // for the ear
    map->key = text.key;
    map->lang = text.lang;
    map->draggable = true;
    map->fill = ui->theme->raised; // until there is a picture
    return map;
}

// Only what will be seen is drawn: earlier passes may have had another size.
static void
draw(struct map_sheet *sheet, struct node *map)
{
    const struct ui *ui = sheet->ui;
    const struct panel *panel = &ui->world->panel;
    if (!ui_last_pass(ui)) {
        return;
    }
    struct mapview_window window = {.width_px = panel_px(panel, sheet->desk.map.w),
        .height_px = panel_px(panel, sheet->desk.map.h),
        .px_per_mm = panel->px_per_mm,
        .letters = fminf(ui->world->scale.factor[ui->visit->size], LETTERS_MOST) * ui->type,
        .contrast = ui->visit->contrast,
        .lang = ui->frame->lang};
    mapview_show(ui->world->view, &sheet->camera, &window, &sheet->line);
    marks_keep_free(sheet);
    map->canvas = mapview_canvas(ui->world->view);
    map->canvas_stamp = mapview_stamp(ui->world->view);
}

// Keys -------------------------------------------------------------------------------------------------

struct map_key {
    const char *name;
    const char *key;
    const char *icon;
    int column; // as one sees it, also from right to left: west is left
    int row;
    struct action action;
};

static void
one_key(struct map_sheet *sheet, const struct map_key *key, bool enabled)
{
    struct ui *ui = sheet->ui;
    const struct map_desk *desk = &sheet->desk;
    int column = ui->frame->dir == DIRECTION_RTL ? KEYS_ACROSS - 1 - key->column : key->column;
    struct rect rect = {desk->keys.x + (float)column * (desk->key + desk->gap),
        desk->keys.y + (float)key->row * (desk->key + desk->gap), desk->key, desk->key};
    struct node *node = ui_node(ui, ROLE_BUTTON, key->name, rect);
    struct store_text text = ui_words(ui, key->key);
    node->text = text.text; // spoken and found by name, not painted
    node->key = text.key;
    node->lang = text.lang;
    node->fill = ui->theme->raised;
    node->edge = ui->theme->action_edge;
    node->edge_mm = 0.8f;
    node->radius_mm = ui->world->scale.radius;
    node->icon = key->icon;
    node->icon_tint = ui->theme->action;
    node->icon_rect = rect_inset(rect, desk->key * 0.16f);
    node->action = enabled ? key->action : (struct action){0};
    node->disabled = !enabled;
    node->focusable = enabled;
}

static void
keys(struct map_sheet *sheet)
{
    static const struct map_key all[] = {
        {"map.closer", "map-closer", "plus", 0, 0, {.kind = ACT_ZOOM, .arg = 1}},
        {"map.farther", "map-farther", "minus", 0, 1, {.kind = ACT_ZOOM, .arg = -1}},
        {"map.left", "map-left", "back", 1, 1, {.kind = ACT_LOOK, .arg = LOOK_WEST}},
        {"map.up", "map-up", "up", 2, 0, {.kind = ACT_LOOK, .arg = LOOK_NORTH}},
        {"map.down", "map-down", "down", 2, 1, {.kind = ACT_LOOK, .arg = LOOK_SOUTH}},
        {"map.right", "map-right", "next", 3, 1, {.kind = ACT_LOOK, .arg = LOOK_EAST}},
        {"map.home", "map-home", "here", 3, 0, {.kind = ACT_LOOK, .arg = LOOK_HUB}},
    };
    one_key(sheet, &all[0], sheet->camera.zoom < MAPVIEW_ZOOM_MAX);
    one_key(sheet, &all[1], sheet->camera.zoom > MAPVIEW_ZOOM_MIN);
    for (size_t i = 2; i < sizeof all / sizeof *all; i++) {
        one_key(sheet, &all[i], true);
    }
}

// List -------------------------------------------------------------------------------------------------

// The pin of the group that is looked at, -1 = none.
static int
group_pin(const struct map_sheet *sheet)
{
    int group = sheet->ui->visit->at.group;
    for (int i = 0; group != 0 && i < sheet->places.count; i++) {
        if (sheet->places.at[i].location == group) {
            return sheet->pins.of[i];
        }
    }
    return -1;
}

// A small panel has no room for a long name and a note below it.
static void
drop_note(const struct map_sheet *sheet, struct choice *choice)
{
    static const float beside = 24.0f, around = 4.0f; // mm a tile takes for itself
    struct ui *ui = sheet->ui;
    const struct rect *list = &sheet->desk.list;
    struct ui_look title = {.style = TYPE_BODY, .bold = true, .cap_mm = 3.5f};
    struct ui_look note = {.style = TYPE_SMALL, .cap_mm = 3.5f};
    float tall = ui_text_height(ui, choice->title, &title, list->w - beside) +
                 ui_text_height(ui, choice->note, &note, list->w - beside);
    if (tall + around > list->h) {
        choice->note = (struct store_text){.text = ""};
    }
}

// The flow goes down the list, over as many pages as it takes.
static void
in_list(struct map_sheet *sheet, struct choice *choices, int count)
{
    struct ui *ui = sheet->ui;
    const struct rect area = ui->area;
    const float column_x = ui->column_x;
    const float column_w = ui->column_w;
    ui->area = sheet->desk.list;
    ui->column_x = ui->area.x;
    ui->column_w = ui->area.w;
    ui->cursor = 0;
    for (int i = 0; i < count; i++) {
        drop_note(sheet, &choices[i]);
    }
    ui_choices(ui, choices, count, 2, false);
    ui->area = area;
    ui->column_x = column_x;
    ui->column_w = column_w;
}

static void
list_places(struct map_sheet *sheet)
{
    struct ui *ui = sheet->ui;
    const struct map_places *places = &sheet->places;
    struct choice *choices = arena_array(ui->arena, struct choice, places->count + 1);
    int pin = group_pin(sheet);
    int count = 0;
    for (int i = 0; i < places->count; i++) {
        const struct map_place *place = &places->at[i];
        if (pin >= 0 ? sheet->pins.of[i] != pin
                     : ui->visit->at.group && place->location != ui->visit->at.group) {
            continue;
        }
        choices[count++] = (struct choice){
            .name = arena_printf(ui->arena, "location.%s", place->id),
            .number = place->number,
            .title = ui_field(ui, "location", place->id, "name"),
            .note = walk_words(ui, &place->walk),
            .action = ui_go(SCREEN_MAP, place->location),
            .role = ROLE_BUTTON,
        };
    }
    if (count == 0) {
        choices[count++] = (struct choice){.name = "none",
            .icon = "person",
            .title = ui_words(ui, "list-none"),
            .tone = TONE_ATTENTION,
            .role = ROLE_STATUS};
    }
    in_list(sheet, choices, count);
}

static struct choice
way_there(struct ui *ui, const struct map_place *place)
{
    struct choice way = plain_choice(
        "map.walk", "walk", walk_words(ui, &place->walk), (struct action){.kind = ACT_NONE});
    way.role = ROLE_STATUS;
    way.tone = TONE_TINT;
    if (place->walk.reach == ROUTE_REACHED && place->walk.minutes > 0) {
        struct store_text parts[] = {way.title, walk_length_words(ui, &place->walk)};
        struct store_text how_far = joined(ui, " · ", parts, ui->compact ? 1 : 2);
        struct store_text how = ui_words(ui, "walk-title");
        way.title = ui->compact ? how_far : how; // the note is what a small panel may drop
        way.note = ui->compact ? how : how_far;
        way.action = ui_go(SCREEN_WALK, place->services[0]);
        way.role = ROLE_BUTTON;
        way.tone = TONE_ACTION;
    }
    return way;
}

static void
one_place(struct map_sheet *sheet)
{
    struct ui *ui = sheet->ui;
    const struct map_place *place = &sheet->places.at[0];
    struct choice choices[PLACE_SERVICES_MAX + 1];
    int count = 0;
    choices[count++] = way_there(ui, place);
    for (int i = 0; i < place->service_count; i++) {
        struct store_service service =
            store_service(ui->world->store, ui->arena, place->services[i]);
        choices[count] =
            plain_choice(arena_printf(ui->arena, "service.%s", service.id), service.icon,
                ui_field(ui, "service", service.id, "name"), ui_go(SCREEN_SERVICE, service.n));
        choices[count++].role = ROLE_BUTTON;
    }
    in_list(sheet, choices, count);
}

static void
title(struct map_sheet *sheet)
{
    struct ui *ui = sheet->ui;
    bool one = sheet->single != 0 && sheet->places.count > 0;
    ui_title(ui,
        one ? ui_field(ui, "location", sheet->places.at[0].id, "name") : ui_words(ui, "map-title"),
        "map");
}

void
scene_map(struct ui *ui)
{
    struct map_sheet *sheet = arena_array(ui->arena, struct map_sheet, 1);
    int subject = ui->visit->at.arg;
    *sheet = (struct map_sheet){.ui = ui, .single = subject > 0 ? subject : 0};
    if (!ui->world->view) { // content that came meanwhile has no map
        ui_title(ui, ui_words(ui, "map-title"), "map");
        ui_note(ui, "none", TONE_ATTENTION, "person", ui_words(ui, "walk-ask"));
        return;
    }
    ui_wide(ui);
    places_find(ui, subject, &sheet->places);
    title(sheet);
    sheet->desk = map_desk(ui);
    measure_pins(sheet);
    marks_measure(sheet);
    look_through(sheet);
    struct node *map = canvas(sheet);
    marks_ground(sheet);
    if (sheet->single != 0 && sheet->places.count > 0) {
        one_place(sheet);
    } else {
        list_places(sheet);
    }
    keys(sheet);
    marks_pins(sheet);
    if (ui->compact) { // a note would take half of map or list; the rows have their bars
        ui->fell_back = false;
    }
    draw(sheet, map);
}
