// What has a pin on the map, and where the pins stand.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenes/internal.h"

// Of the content: where a door or a block is known, and a public service that may be shown is in it.
struct doors {
    struct store_pin *at;
    int count;
};

static struct doors
doors_of(const struct ui *ui)
{
    struct doors doors = {.at = arena_array(ui->arena, struct store_pin, TOWN_DOORS_MAX)};
    doors.count = store_pins(ui->world->store, doors.at, TOWN_DOORS_MAX);
    return doors;
}

static const struct store_pin *
door_of(const struct doors *doors, const struct store_service *service)
{
    bool open = !service->sensitive && strcmp(service->exposure, "public") == 0;
    for (int i = 0; open && i < doors->count; i++) {
        if (doors->at[i].location == service->location) {
            return &doors->at[i];
        }
    }
    return NULL;
}

int
map_choice(struct ui *ui, const struct store_service *service, struct choice *choice)
{
    if (!ui->world->view) {
        return 0;
    }
    struct doors doors = doors_of(ui);
    if (!door_of(&doors, service)) {
        return 0;
    }
    *choice = plain_choice(
        "map.show", "map", ui_words(ui, "map-show"), ui_go(SCREEN_MAP, service->location));
    return 1;
}

static struct map_place *
place_of(struct map_places *places, int location)
{
    for (int i = 0; i < places->count; i++) {
        if (places->at[i].location == location) {
            return &places->at[i];
        }
    }
    return NULL;
}

static void
add_service(const struct ui *ui, struct map_places *places, const struct store_service *service,
    const struct store_pin *door)
{
    struct map_place *place = place_of(places, door->location);
    if (!place && places->count < PLACES_MAX) {
        place = &places->at[places->count++];
        *place = (struct map_place){.location = door->location,
            .id = store_id(ui->world->store, ui->arena, "location", door->location),
            .icon = service->icon,
            .at = {(int32_t)lround(door->latitude * 1e7), (int32_t)lround(door->longitude * 1e7)},
            .walk = town_walk(ui->world->town, door->location, step_free(ui))};
    }
    if (place && place->service_count < PLACE_SERVICES_MAX) {
        place->services[place->service_count++] = service->n;
    }
}

// The nearest first; those to which no way is known last.
static int
nearer(const void *a, const void *b)
{
    const struct map_place *one = a;
    const struct map_place *other = b;
    bool far = one->walk.reach != ROUTE_REACHED;
    bool other_far = other->walk.reach != ROUTE_REACHED;
    if (far != other_far) {
        return far - other_far;
    }
    if (!far && one->walk.length_m != other->walk.length_m) {
        return one->walk.length_m < other->walk.length_m ? -1 : 1;
    }
    return one->location - other->location;
}

void
places_find(const struct ui *ui, int subject, struct map_places *places)
{
    struct store *store = ui->world->store;
    struct store_filter filter = {.spoken = ""};
    if (subject <= 0) {
        filter = visit_filter(ui->world, ui->visit);
    }
    struct store_list services =
        store_services(store, ui->arena, subject < 0 ? -subject : 0, &filter, ui->world->clock);
    struct doors doors = doors_of(ui);
    places->count = 0;
    for (int i = 0; i < services.count; i++) {
        struct store_service service = store_service(store, ui->arena, services.n[i]);
        const struct store_pin *door = door_of(&doors, &service);
        if (door && (subject <= 0 || door->location == subject)) {
            add_service(ui, places, &service, door);
        }
    }
    qsort(places->at, (size_t)places->count, sizeof *places->at, nearer);
    for (int i = 0; i < places->count; i++) {
        places->at[i].number = i + 1;
    }
}

// Pins -----------------------------------------------------------------------------------------------

static struct rect
pushed_in(struct rect rect, const struct rect *map)
{
    rect.x = fmaxf(fminf(rect.x, map->x + map->w - rect.w), map->x);
    rect.y = fmaxf(fminf(rect.y, map->y + map->h - rect.h), map->y);
    return rect;
}

static bool
near_kept(struct rect rect, const struct pin_sizes *sizes)
{
    struct rect around = rect_inset(rect, -sizes->gap + 0.01f);
    for (int i = 0; i < sizes->kept_count; i++) {
        if (rect_overlaps(around, sizes->kept[i])) {
            return true;
        }
    }
    return false;
}

// Off what is kept free, the shortest way that leads onto nothing else of it and stays on the map.
static struct rect
pushed_off(struct rect rect, const struct rect *kept, const struct pin_sizes *sizes)
{
    struct rect around = rect_inset(*kept, -sizes->gap);
    if (!rect_overlaps(rect, around)) {
        return rect;
    }
    const float moves[][2] = {{0, around.y - rect.h - rect.y}, {0, around.y + around.h - rect.y},
        {around.x - rect.w - rect.x, 0}, {around.x + around.w - rect.x, 0}};
    struct rect best = rect;
    float least = INFINITY;
    for (int i = 0; i < 4; i++) {
        struct rect to = {rect.x + moves[i][0], rect.y + moves[i][1], rect.w, rect.h};
        float far = fabsf(moves[i][0]) + fabsf(moves[i][1]);
        struct rect in = pushed_in(to, &sizes->map);
        if (far < least && in.x == to.x && in.y == to.y && !near_kept(to, sizes)) {
            least = far;
            best = to;
        }
    }
    return best;
}

// Above the place, its tip on it; a group's in the middle of its places. A map so small that there is no
// place for it has none: the list leads there.
static void
set_plate(struct map_pin *pin, const struct pin_sizes *sizes)
{
    float w = pin->count > 1 ? sizes->group : sizes->width;
    float x = pin->x / sizes->px_per_mm - w / 2;
    float y = pin->y / sizes->px_per_mm;
    y -= pin->count > 1 ? sizes->height / 2 : sizes->height + sizes->tip;
    struct rect rect = pushed_in((struct rect){x, y, w, sizes->height}, &sizes->map);
    for (int i = 0; i < 2 * sizes->kept_count; i++) { // again: out of one into another
        rect = pushed_off(rect, &sizes->kept[i % sizes->kept_count], sizes);
    }
    pin->hidden = near_kept(rect, sizes);
    pin->plate = rect;
    pin->away = pin->count > 1 || rect.x != x || rect.y != y;
}

static bool
too_close(const struct map_pin *a, const struct map_pin *b, float gap)
{
    return rect_overlaps(rect_inset(a->plate, -gap / 2), rect_inset(b->plate, -gap / 2));
}

// Pin b joins pin a.
static void
join(struct map_pins *pins, int a, int b, const struct pin_sizes *sizes)
{
    struct map_pin *one = &pins->at[a];
    const struct map_pin *other = &pins->at[b];
    float all = (float)(one->count + other->count);
    one->x = (one->x * (float)one->count + other->x * (float)other->count) / all;
    one->y = (one->y * (float)one->count + other->y * (float)other->count) / all;
    one->count += other->count;
    set_plate(one, sizes);
    pins->count--;
    for (int i = b; i < pins->count; i++) {
        pins->at[i] = pins->at[i + 1];
    }
    for (int i = 0; i < PLACES_MAX; i++) {
        int pin = pins->of[i];
        pins->of[i] = pin == b ? a : pin > b ? pin - 1 : pin;
    }
}

// Joins a first pair that is too close; false if there is none.
static bool
join_one(struct map_pins *pins, const struct pin_sizes *sizes)
{
    for (int a = 0; a < pins->count; a++) {
        for (int b = a + 1; b < pins->count; b++) {
            if (too_close(&pins->at[a], &pins->at[b], sizes->gap)) {
                join(pins, a, b, sizes);
                return true;
            }
        }
    }
    return false;
}

void
pins_set(const struct mapview_point *points, int count, const struct mapview_camera *camera,
    const struct pin_sizes *sizes, struct map_pins *pins)
{
    const struct rect *map = &sizes->map;
    struct camera_glass glass = {.width = (map->x + map->w) * sizes->px_per_mm,
        .height = (map->y + map->h) * sizes->px_per_mm};
    pins->count = 0;
    for (int i = 0; i < PLACES_MAX; i++) {
        pins->of[i] = -1;
    }
    for (int i = 0; i < count; i++) {
        struct map_pin pin = {.first = i, .count = 1};
        camera_point(camera, &glass, points[i], &pin.x, &pin.y);
        if (pin.x >= 0 && pin.y >= 0 && pin.x < glass.width && pin.y < glass.height) {
            set_plate(&pin, sizes);
            pins->of[i] = pins->count;
            pins->at[pins->count++] = pin;
        }
    }
    while (join_one(pins, sizes)) {
    }
}
