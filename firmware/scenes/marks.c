// What lies over the map: pins, the hub, scale, north, and who made the map.
#include "scenes/internal.h"

#include <math.h>
#include <string.h>

static const float SMALL_MM = 3.5f; // capital height of what only goes along
static const float PLATE_MM = 8.4f, HUB_MM = 4.0f;
static const float SCALE_MM = 11.0f, CREDIT_LEAST_MM = 40.0f;

enum { FREE_MAX = PLACES_MAX + PINS_KEPT_MAX + 1, LABEL_RINGS = 10 };

// mm from the map's top left as one sees it, as laid out.
static struct rect
laid_out(const struct map_sheet *sheet, struct rect on_map)
{
    const struct rect *map = &sheet->desk.map;
    bool rtl = sheet->ui->frame->dir == DIRECTION_RTL;
    float x = rtl ? map->w - on_map.x - on_map.w : on_map.x;
    return (struct rect){map->x + x, map->y + on_map.y, on_map.w, on_map.h};
}

static struct node *
plate(struct map_sheet *sheet, enum role role, const char *name, struct rect on_map)
{
    struct ui *ui = sheet->ui;
    struct node *node = ui_node(ui, role, name, laid_out(sheet, on_map));
    node->fill = ui->theme->raised;
    node->edge = ui->theme->hairline;
    node->edge_mm = ui->world->scale.hairline;
    node->radius_mm = 1.5f;
    return node;
}

// A corner on the side where reading starts, away from the keys.
static struct rect
corner(const struct map_sheet *sheet, float y, float w, float h)
{
    bool rtl = sheet->ui->frame->dir == DIRECTION_RTL;
    return (struct rect){rtl ? sheet->desk.map.w - w : 0, y, w, h};
}

// Scale, north, credit -----------------------------------------------------------------------------

static struct store_text
length_words(struct ui *ui, int metres)
{
    bool far = metres >= 1000;
    struct store_value value = {"n", store_number(ui->world->store, ui->arena, ui->visit->language,
                                         far ? metres / 1000 : metres)};
    return ui_words_with(ui, far ? "map-scale-km" : "map-scale-m", &value, 1);
}

// One plate: an arrow to the north, and how long so many metres are.
static struct rect
scale(struct map_sheet *sheet)
{
    struct ui *ui = sheet->ui;
    struct ui_look look = {
        .style = TYPE_SMALL, .bold = true, .cap_mm = SMALL_MM, .colour = ui->theme->ink};
    struct store_text letter = ui_words(ui, "map-north");
    float px = ui->world->panel.px_per_mm;
    float from = 10.0f + ui_text_width(ui, letter, &look) + 2.5f;
    int metres = camera_scale(&sheet->camera, fminf(30.0f, sheet->desk.map.w * 0.3f) * px);
    double metre = mapview_metres_per_px(sheet->camera.lat_e7, sheet->camera.zoom) * (double)px;
    struct store_text words = length_words(ui, metres);
    float long_mm = (float)(metres / metre);
    float w = fmaxf(long_mm, ui_text_width(ui, words, &look)) + from + 2.5f;
    struct rect on_map = corner(sheet, 0, w, SCALE_MM);
    struct rect bar = {on_map.x + from, 8.0f, long_mm, 1.0f};
    struct node *ground = plate(sheet, ROLE_GROUP, "map.scale", on_map);
    ground->icon = "north";
    ground->icon_tint = ui->theme->ink;
    ground->icon_rect = laid_out(sheet, (struct rect){on_map.x + 1.0f, 1.5f, 8.0f, 8.0f});
    struct rect beside = {on_map.x + 9.0f, 0, from - 10.5f, on_map.h};
    struct node *node = ui_node(ui, ROLE_TEXT, "map.north", laid_out(sheet, beside));
    ui_set_text(ui, node, letter, &look, node->rect);
    for (int i = 0; i < 3; i++) {
        struct rect part = {bar.x + (i == 2 ? bar.w - 0.5f : 0), i ? bar.y - 1.4f : bar.y,
            i ? 0.5f : bar.w, i ? 2.4f : bar.h};
        ui_node(ui, ROLE_GROUP, ui_name(ui, "map.scale", i + 1), laid_out(sheet, part))->fill =
            ui->theme->ink;
    }
    look.bold = false;
    struct rect above = {bar.x + 0.8f, 0.3f, w - from - 2.5f, bar.y - 0.3f};
    node = ui_node(ui, ROLE_TEXT, "map.scale.words", laid_out(sheet, above));
    ui_set_text(ui, node, words, &look, node->rect);
    return on_map;
}

static struct store_text
credit_words(const struct map_sheet *sheet)
{
    return (struct store_text){.text = town_info(sheet->ui->world->town)->credit,
        .lang = store_meta(sheet->ui->world->store, "local_language"),
        .dir = DIRECTION_LTR,
        .key = "credit"};
}

// At the foot of the map, beside keys that lie over it.
void
marks_measure(struct map_sheet *sheet)
{
    struct ui *ui = sheet->ui;
    const struct map_desk *desk = &sheet->desk;
    struct ui_look look = {.style = TYPE_SMALL, .cap_mm = SMALL_MM};
    struct store_text text = credit_words(sheet);
    bool over = rect_overlaps(desk->keys, desk->map);
    float most = over ? desk->keys.x - desk->gap : desk->map.w;
    bool foot = most >= CREDIT_LEAST_MM; // else below the scale
    sheet->credit = (struct rect){0, desk->map.h, 0, 0};
    if (text.text[0] != '\0') {
        float w = fminf(ui_text_width(ui, text, &look), (foot ? most : desk->map.w) - 3.0f);
        float h = ui_text_height(ui, text, &look, w) + 0.6f;
        sheet->credit = corner(sheet, foot ? desk->map.h - h : SCALE_MM, w + 3.0f, h);
    }
}

static void
credit(struct map_sheet *sheet)
{
    struct ui *ui = sheet->ui;
    struct ui_look look = {.style = TYPE_SMALL, .cap_mm = SMALL_MM, .colour = ui->theme->ink};
    if (sheet->credit.h > 0) {
        struct node *node = plate(sheet, ROLE_TEXT, "map.credit", sheet->credit);
        struct rect r = node->rect;
        ui_set_text(
            ui, node, credit_words(sheet), &look, (struct rect){r.x + 1.5f, r.y, r.w - 3.0f, r.h});
    }
}

// The hub ------------------------------------------------------------------------------------------

// Whether the way crosses the rectangle, looked at every few millimetres.
static bool
on_way(const struct map_sheet *sheet, struct rect rect)
{
    const struct mapview_line *line = &sheet->line;
    float px = sheet->sizes.px_per_mm;
    float from[2] = {0};
    for (int i = 0; i < line->count; i++) {
        float to[2];
        camera_point(&sheet->camera, &sheet->glass, line->points[i], &to[0], &to[1]);
        int parts =
            i > 0 ? (int)fminf(hypotf(to[0] - from[0], to[1] - from[1]) / (3 * px), 200) : 0;
        for (int k = 0; k <= parts; k++) {
            float part = (float)k / (float)(parts + 1);
            float x = to[0] + part * (from[0] - to[0]);
            float y = to[1] + part * (from[1] - to[1]);
            if (rect_contains(rect, x / px, y / px)) {
                return true;
            }
        }
        from[0] = to[0];
        from[1] = to[1];
    }
    return false;
}

// Whether a label there would lie on a pin, on the way or on what is kept free.
static bool
taken(const struct map_sheet *sheet, struct rect rect)
{
    const struct map_pins *pins = &sheet->pins;
    const struct pin_sizes *sizes = &sheet->sizes;
    bool on = false;
    for (int i = 0; i < sizes->kept_count && !on; i++) {
        on = rect_overlaps(sizes->kept[i], rect);
    }
    for (int i = 0; i < pins->count && !on; i++) {
        struct rect pin = pins->at[i].plate;
        pin.h += pins->at[i].away ? 0 : sizes->tip;
        on = !pins->at[i].hidden && rect_overlaps(pin, rect);
    }
    return on || on_way(sheet, rect);
}

// Below the place, or beside or above it, as near as nothing is in the way; false: nowhere near.
static bool
hub_label(const struct map_sheet *sheet, float x, float y, struct rect *label)
{
    static const float across[] = {-0.5f, -1, 0, -1, 0, -0.5f, -1, 0}; // of the label's width
    static const float down[] = {1, 0, 0, 1, 1, -1, -1, -1};           // of the way from the place
    const struct rect *map = &sheet->desk.map;
    float w = label->w;
    for (int i = 0; i < 8 * LABEL_RINGS; i++) {
        int at = i % 8;
        float far = 5.5f + 3.0f * (float)(i / 8);
        float beside = down[at] == 0 ? (across[at] < 0 ? -far : far) : 0;
        label->x = x + across[at] * w + beside;
        label->y = y + (down[at] > 0 ? far : down[at] < 0 ? -far - label->h : -label->h / 2);
        bool inside = label->x >= 0 && label->y >= 0 && label->x + w <= map->w &&
                      label->y + label->h <= map->h;
        if (inside && !taken(sheet, *label)) {
            return true;
        }
    }
    return false;
}

// Its place in mm from the map's top left; false: out of sight.
static bool
hub_at(const struct map_sheet *sheet, float *x, float *y)
{
    struct route_point at = town_hub(sheet->ui->world->town);
    camera_point(&sheet->camera, &sheet->glass, (struct mapview_point){at.lat_e7, at.lon_e7}, x, y);
    bool seen = *x >= 0 && *y >= 0 && *x < sheet->glass.width && *y < sheet->glass.height;
    *x /= sheet->sizes.px_per_mm;
    *y /= sheet->sizes.px_per_mm;
    return seen;
}

// "You are here": a disc on the very place, words and a person beside it. Where the pins leave no room
// for words the person stands in the disc.
static void
hub(struct map_sheet *sheet, float x, float y)
{
    struct ui *ui = sheet->ui;
    struct rect *label = &sheet->label;
    struct ui_look look = {
        .style = TYPE_SMALL, .bold = true, .cap_mm = 3.8f, .colour = ui->theme->action_text};
    struct store_text text = ui_words(ui, "map-here");
    float words = ui_text_width(ui, text, &look);
    *label = (struct rect){0, 0, words + PLATE_MM + 2.0f, PLATE_MM};
    bool worded = hub_label(sheet, x, y, label);
    float r = worded ? 4.0f : 5.0f;
    struct rect round = {x - r, y - r, 2 * r, 2 * r};
    struct node *disc = plate(sheet, ROLE_IMAGE, "map.hub", round);
    disc->fill = ui->theme->action;
    disc->edge = ui->theme->action_text;
    disc->edge_mm = 1.0f;
    disc->radius_mm = r;
    disc->text = text.text; // for the ear
    disc->key = text.key;
    disc->lang = text.lang;
    if (!worded) {
        disc->icon = "here";
        disc->icon_tint = ui->theme->action_text;
        disc->icon_rect = rect_inset(disc->rect, 1.8f);
        label->w = 0;
        return;
    }
    struct node *node = plate(sheet, ROLE_TEXT, "map.here", *label);
    node->fill = ui->theme->action;
    node->edge = ui->theme->action_text;
    node->edge_mm = 0.5f;
    node->icon = "here";
    node->icon_tint = ui->theme->action_text;
    struct rect at = node->rect;
    node->icon_rect = (struct rect){at.x + 1, at.y + 0.8f, PLATE_MM - 1.6f, PLATE_MM - 1.6f};
    ui_set_text(ui, node, text, &look, (struct rect){at.x + PLATE_MM, at.y, words + 1, at.h});
}

static struct mapview_free
to_px(const struct map_sheet *sheet, struct rect rect, bool pinned)
{
    float px = sheet->sizes.px_per_mm;
    return (struct mapview_free){rect.x * px, rect.y * px, rect.w * px, rect.h * px, pinned};
}

// What lies on a place moves with the map.
void
marks_keep_free(const struct map_sheet *sheet)
{
    struct mapview_free rects[FREE_MAX];
    const struct pin_sizes *sizes = &sheet->sizes;
    int count = 0;
    for (int i = 0; i < sizes->kept_count; i++) {
        bool hub = sizes->hub_seen && i == sizes->kept_count - 1;
        // Plates may come nearer to the hub than its disc is wide.
        rects[count++] =
            to_px(sheet, hub ? rect_inset(sizes->kept[i], -HUB_MM) : sizes->kept[i], hub);
    }
    if (sheet->label.w > 0) {
        rects[count++] = to_px(sheet, sheet->label, true);
    }
    for (int i = 0; i < sheet->pins.count; i++) {
        struct rect rect = sheet->pins.at[i].plate;
        rect.h += sheet->pins.at[i].away ? 0 : sizes->tip;
        rects[count++] = to_px(sheet, rect, true);
    }
    mapview_keep_free(sheet->ui->world->view, rects, count);
}

static void
set_pins(struct map_sheet *sheet)
{
    struct mapview_point points[PLACES_MAX];
    for (int i = 0; i < sheet->places.count; i++) {
        points[i] = sheet->places.at[i].at;
    }
    pins_set(points, sheet->places.count, &sheet->camera, &sheet->sizes, &sheet->pins);
}

void
marks_ground(struct map_sheet *sheet)
{
    struct pin_sizes *sizes = &sheet->sizes;
    const struct rect *keys = &sheet->desk.keys;
    const struct rect *map = &sheet->desk.map;
    float x;
    float y;
    bool seen = hub_at(sheet, &x, &y);
    credit(sheet);
    sizes->kept[sizes->kept_count++] = sheet->credit;
    sizes->kept[sizes->kept_count++] = scale(sheet);
    if (rect_overlaps(*keys, *map)) {
        float left = sheet->ui->frame->dir == DIRECTION_RTL ? map->w - keys->x - keys->w : keys->x;
        sizes->kept[sizes->kept_count++] = (struct rect){left, keys->y - map->y, keys->w, keys->h};
    }
    if (seen) { // a pin's tip may stand on it
        sizes->kept[sizes->kept_count++] = (struct rect){x - 1.4f, y - 0.2f, 2.8f, 1.6f};
    }
    set_pins(sheet);
    sizes->hub_seen = seen;
    if (seen) {
        hub(sheet, x, y);
    }
}

// Pins -----------------------------------------------------------------------------------------------

static void
pin_tip(struct map_sheet *sheet, int n, const struct map_pin *pin)
{
    struct ui *ui = sheet->ui;
    float side = sheet->sizes.tip + 1.0f;
    struct rect on_map = {
        pin->x / sheet->sizes.px_per_mm - side / 2, pin->plate.y + pin->plate.h - 1.0f, side, side};
    struct node *tip = ui_node(ui, ROLE_ICON, ui_name(ui, "map.tip", n), laid_out(sheet, on_map));
    tip->icon = "pin-tip";
    tip->icon_tint = ui->theme->action_edge;
    tip->icon_rect = tip->rect;
}

static void
single_pin(struct map_sheet *sheet, const struct map_pin *pin)
{
    struct ui *ui = sheet->ui;
    const struct map_place *place = &sheet->places.at[pin->first];
    bool chosen = sheet->single == place->location;
    const char *row = arena_printf(ui->arena, "location.%s", place->id);
    struct node *node = plate(
        sheet, chosen ? ROLE_STATUS : ROLE_BUTTON, ui_name(ui, "pin", place->location), pin->plate);
    node->edge = ui->theme->action_edge;
    node->edge_mm = 0.8f;
    node->radius_mm = 2.5f;
    node->fill = chosen ? ui->theme->action : ui->theme->raised;
    node->draggable = true;
    if (!chosen) {
        node->action = ui_go(SCREEN_MAP, place->location);
        node->focusable = !frame_find(ui->frame, row); // else its row leads there
    }
    uint32_t ink = chosen ? ui->theme->action_text : ui->theme->ink;
    struct rect r = node->rect;
    float side = chosen ? 9.5f : 8.0f;
    float x = chosen ? (r.w - side) / 2 : 1.4f;
    node->icon = place->icon;
    node->icon_tint = chosen ? ink : ui->theme->action;
    node->icon_rect = (struct rect){r.x + x, r.y + (r.h - side) / 2, side, side};
    if (!chosen) {
        struct ui_look look = {
            .style = TYPE_BODY, .bold = true, .align = ALIGN_CENTER, .colour = ink};
        struct store_text number = ui_plain(
            ui, store_number(ui->world->store, ui->arena, ui->visit->language, place->number));
        struct rect words = {r.x + x + side, r.y, r.w - x - side - 0.8f, r.h};
        look.cap_mm = ui_fit(ui, number, &look, words.w - 1.0f, words.h);
        ui_set_text(ui, node, number, &look, words);
    }
    if (!pin->away) {
        pin_tip(sheet, place->location, pin);
    }
}

static void
group_pin(struct map_sheet *sheet, const struct map_pin *pin)
{
    struct ui *ui = sheet->ui;
    int location = sheet->places.at[pin->first].location;
    int group = ui->visit->at.group;
    bool chosen = false;
    for (int i = 0; group != 0 && i < sheet->places.count; i++) {
        int at = sheet->pins.of[i]; // -1: its place is not on the window
        chosen = chosen ||
                 (sheet->places.at[i].location == group && at >= 0 && &sheet->pins.at[at] == pin);
    }
    struct node *node = plate(sheet, ROLE_BUTTON, ui_name(ui, "group", location), pin->plate);
    node->edge = ui->theme->action_edge;
    node->edge_mm = 0.8f;
    node->radius_mm = 2.5f;
    node->fill = chosen ? ui->theme->action : ui->theme->action_tint;
    node->checked = chosen;
    node->draggable = true;
    node->action = (struct action){.kind = ACT_GROUP, .arg = location};
    node->focusable = true;
    struct ui_look look = {.style = TYPE_SMALL,
        .bold = true,
        .align = ALIGN_CENTER,
        .cap_mm = 3.8f,
        .colour = chosen ? ui->theme->action_text : ui->theme->ink};
    struct store_text text = ui_words_count(ui, "map-places", pin->count);
    struct rect words = rect_inset(node->rect, 1.0f);
    look.cap_mm = ui_fit(ui, text, &look, words.w, words.h);
    ui_set_text(ui, node, text, &look, words);
}

void
marks_pins(struct map_sheet *sheet)
{
    for (int i = 0; i < sheet->pins.count; i++) {
        const struct map_pin *pin = &sheet->pins.at[i];
        if (pin->count > 1 && !pin->hidden) {
            group_pin(sheet, pin);
        } else if (!pin->hidden) {
            single_pin(sheet, pin);
        }
    }
}
