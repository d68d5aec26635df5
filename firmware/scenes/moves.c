// What keys, buttons and fingers do to the map that is shown: they move the visit's camera.
#include "base/hash.h"
#include "scenes/internal.h"

static const float STEP = 0.4f; // of the window, at one press

static bool
shown(const struct kiosk *kiosk)
{
    return kiosk->world.view && kiosk->visit.at.screen == SCREEN_MAP &&
           frame_find(kiosk->frame, "map") != NULL;
}

static void
look_from(const struct kiosk *kiosk, struct visit *visit, struct mapview_camera camera)
{
    camera = camera_kept(camera, town_info(kiosk->world.town));
    visit->at.lat_e7 = camera.lat_e7;
    visit->at.lon_e7 = camera.lon_e7;
    visit->at.zoom = camera.zoom;
}

static void
look(const struct kiosk *kiosk, struct visit *visit, enum look look)
{
    static const float right[] = {[LOOK_WEST] = -1, [LOOK_EAST] = 1, [LOOK_HUB] = 0};
    static const float down[] = {[LOOK_NORTH] = -1, [LOOK_SOUTH] = 1, [LOOK_HUB] = 0};
    struct mapview_camera camera = mapview_shown(kiosk->world.view);
    const struct node *map = frame_find(kiosk->frame, "map");
    float px = kiosk->world.panel.px_per_mm * STEP;
    if (look == LOOK_HUB) {
        struct route_point hub = town_hub(kiosk->world.town);
        camera.lat_e7 = hub.lat_e7;
        camera.lon_e7 = hub.lon_e7;
    } else {
        camera =
            camera_moved(camera, right[look] * map->rect.w * px, down[look] * map->rect.h * px);
    }
    look_from(kiosk, visit, camera);
}

// The button that can do no more goes; the ring stays with its neighbour.
static void
zoom(const struct kiosk *kiosk, struct visit *visit, int by)
{
    look_from(kiosk, visit, camera_zoomed(mapview_shown(kiosk->world.view), by, 0, 0));
    if (visit->at.zoom == MAPVIEW_ZOOM_MAX || visit->at.zoom == MAPVIEW_ZOOM_MIN) {
        const char *name = by > 0 ? "map.farther" : "map.closer";
        visit->at.focus = (uint32_t)hash_text(HASH_SEED, name);
    }
}

void
map_act(const struct kiosk *kiosk, struct visit *visit, const struct action *action)
{
    if (!shown(kiosk)) {
        return;
    }
    if (action->kind == ACT_LOOK && action->arg >= LOOK_NORTH && action->arg <= LOOK_HUB) {
        look(kiosk, visit, (enum look)action->arg);
    } else if (action->kind == ACT_ZOOM) {
        zoom(kiosk, visit, action->arg);
    }
}

void
map_drag(const struct kiosk *kiosk, struct visit *visit, float right, float down)
{
    if (shown(kiosk)) {
        float px = kiosk->world.panel.px_per_mm;
        struct mapview_camera camera = mapview_shown(kiosk->world.view);
        look_from(kiosk, visit, camera_moved(camera, -right * px, -down * px));
    }
}

void
map_closer(const struct kiosk *kiosk, struct visit *visit, float x, float y)
{
    if (shown(kiosk)) {
        const struct rect *map = &frame_find(kiosk->frame, "map")->rect;
        float px = kiosk->world.panel.px_per_mm;
        struct mapview_camera camera = mapview_shown(kiosk->world.view);
        look_from(kiosk, visit,
            camera_zoomed(
                camera, 1, (x - map->x - map->w / 2) * px, (y - map->y - map->h / 2) * px));
    }
}

void
map_forget(const struct world *world)
{
    if (world->view) {
        struct route_point hub = town_hub(world->town);
        struct mapview_camera camera = {hub.lat_e7, hub.lon_e7, MAPVIEW_ZOOM_MIN};
        // So small that nothing of the picture is left; the tiles are everybody's and stay.
        struct mapview_window window = {.width_px = 1,
            .height_px = 1,
            .px_per_mm = world->panel.px_per_mm,
            .letters = 1,
            .lang = ""};
        mapview_show(world->view, &camera, &window, NULL);
    }
}
