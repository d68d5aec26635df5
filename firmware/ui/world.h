#pragma once
// What outlives a visit: content, fonts, glass, colours and sizes.

#include "clock/clock.h"
#include "config/config.h"
#include "draw/draw.h"
#include "store/store.h"
#include "text/text.h"
#include "town/town.h"

enum type_size { SIZE_NORMAL, SIZE_LARGE, SIZE_XL, SIZE_COUNT };
enum contrast { CONTRAST_LIGHT, CONTRAST_DARK, CONTRAST_YELLOW, CONTRAST_COUNT };

struct ui;
struct mapview;

struct theme {
    uint32_t paper, raised, ink, ink2, action, action_text, action_tint, action_edge;
    uint32_t attention, attention_text, attention_edge;
    uint32_t danger, danger_text, danger_tint, good, good_text, good_tint;
    uint32_t hairline, focus_outer, focus_inner, focus_third, pressed, disabled;
};

struct ui_scale { // millimetres, from assets/theme/scale.ini
    float cap[TYPE_STYLES];
    float factor[SIZE_COUNT];
    float header, foot, margin, touch, gap, radius, hairline, focus;
};

struct world { // what outlives a visit
    struct store *store;
    struct town *town;    // NULL: content without a map
    struct mapview *view; // of the town, or NULL
    struct text *text;
    const struct clock *clock;
    const struct config *config;
    const struct config_report *report; // of hub.conf; NULL = none was read
    struct panel panel;
    struct theme themes[CONTRAST_COUNT];
    struct ui_scale scale;
    int old_since; // day the content was issued, said on every page when it is old; 0 = it is not
    void (*over)(struct ui *ui); // laid over every screen, below questions; NULL = nothing
    const struct upkeep *upkeep; // for the staff's screens (scenes/scenes.h)
};

// Reads light.ini, dark.ini, yellow.ini and scale.ini from folder; defaults stand in for what is
// missing, and *err tells what (false).
bool ui_theme_read(const char *folder, struct world *world, struct err *err) MUST_USE;
