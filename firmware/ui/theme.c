#include "ui/ui.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/ini.h"

enum { THEME_BYTES_MAX = 64 * 1024, THEME_PATH_MAX = 512 };

struct token {
    const char *name;
    size_t offset; // of struct theme or struct ui_scale
};

#define COLOUR(field) {#field, offsetof(struct theme, field)}
static const struct token COLOURS[] = {COLOUR(paper), COLOUR(raised), COLOUR(ink), COLOUR(ink2),
    COLOUR(action), COLOUR(action_text), COLOUR(action_tint), COLOUR(action_edge),
    COLOUR(attention), COLOUR(attention_text), COLOUR(attention_edge), COLOUR(danger),
    COLOUR(danger_text), COLOUR(danger_tint), COLOUR(good), COLOUR(good_text), COLOUR(good_tint),
    COLOUR(hairline), COLOUR(focus_outer), COLOUR(focus_inner), COLOUR(focus_third),
    COLOUR(pressed), COLOUR(disabled)};

#define SIZE(name, field) {name, offsetof(struct ui_scale, field)}
static const struct token SIZES[] = {SIZE("title", cap[TYPE_TITLE]), SIZE("tile", cap[TYPE_TILE]),
    SIZE("body", cap[TYPE_BODY]), SIZE("small", cap[TYPE_SMALL]),
    SIZE("factor_normal", factor[SIZE_NORMAL]), SIZE("factor_large", factor[SIZE_LARGE]),
    SIZE("factor_xl", factor[SIZE_XL]), SIZE("header", header), SIZE("foot", foot),
    SIZE("margin", margin), SIZE("touch", touch), SIZE("gap", gap), SIZE("radius", radius),
    SIZE("hairline", hairline), SIZE("focus", focus)};

static const struct ui_scale DEFAULT_SCALE = {.cap = {8.0f, 6.0f, 5.0f, 3.8f},
    .factor = {1.0f, 1.32f, 1.75f},
    .header = 16,
    .foot = 22,
    .margin = 8,
    .touch = 20,
    .gap = 4,
    .radius = 3,
    .hairline = 0.4f,
    .focus = 2};

// Black on white: what a kiosk whose theme files are lost still shows legibly.
static struct theme
default_theme(void)
{
    struct theme theme;
    uint32_t black = 0xff000000;
    uint32_t white = 0xffffffff;
    theme = (struct theme){.paper = white,
        .raised = white,
        .ink = black,
        .ink2 = black,
        .action = black,
        .action_text = white,
        .action_tint = white,
        .action_edge = black,
        .attention = white,
        .attention_text = black,
        .attention_edge = black,
        .danger = black,
        .danger_text = white,
        .danger_tint = white,
        .good = black,
        .good_text = white,
        .good_tint = white,
        .hairline = black,
        .focus_outer = black,
        .focus_inner = white,
        .focus_third = black,
        .pressed = 0xff404040,
        .disabled = 0xff505050};
    return theme;
}

static const struct token *
find_token(const struct token *tokens, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(tokens[i].name, name) == 0) {
            return &tokens[i];
        }
    }
    return NULL;
}

static bool
parse_colour(const char *text, uint32_t *colour)
{
    // strtoul alone would take signs, spaces and 0x.
    if (text[0] != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6) {
        return false;
    }
    *colour = 0xff000000u | (uint32_t)strtoul(text + 1, NULL, 16);
    return true;
}

static bool
parse_size(const char *text, float *size)
{
    char *end = NULL;
    float value = strtof(text, &end);
    if (end == text || *end != '\0' || !(value > 0.0f && value < 100.0f)) {
        return false;
    }
    *size = value;
    return true;
}

static bool
read_tokens(const char *path, struct theme *theme, struct ui_scale *scale, struct err *err)
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    if (!file_read(path, THEME_BYTES_MAX, &text, &len, err)) {
        return false;
    }
    bool ok = true;
    struct ini ini = {.text = text, .len = len};
    while (ini_next(&ini)) {
        const struct token *colour =
            theme ? find_token(COLOURS, sizeof COLOURS / sizeof *COLOURS, ini.key) : NULL;
        const struct token *size =
            scale ? find_token(SIZES, sizeof SIZES / sizeof *SIZES, ini.key) : NULL;
        uint32_t shade = 0;
        float mm = 0;
        bool good = !ini.problem;
        if (good && colour && (good = parse_colour(ini.value, &shade))) {
            memcpy((char *)theme + colour->offset, &shade, sizeof shade);
        } else if (good && size && (good = parse_size(ini.value, &mm))) {
            memcpy((char *)scale + size->offset, &mm, sizeof mm);
        }
        if (!good) {
            ok = err_set(err, ERR_FORMAT, "%s:%d: %s = %s is not understood", path, ini.line,
                ini.key, ini.value);
        }
    }
    return ok;
}

bool
ui_theme_read(const char *folder, struct world *world, struct err *err)
{
    static const char *const names[CONTRAST_COUNT] = {"light", "dark", "yellow"};
    char path[THEME_PATH_MAX];
    bool ok = true;
    for (int i = 0; i < CONTRAST_COUNT; i++) {
        world->themes[i] = default_theme();
        snprintf(path, sizeof path, "%s/%s.ini", folder, names[i]);
        ok = read_tokens(path, &world->themes[i], NULL, err) && ok;
    }
    world->scale = DEFAULT_SCALE;
    snprintf(path, sizeof path, "%s/scale.ini", folder);
    return read_tokens(path, NULL, &world->scale, err) && ok;
}
