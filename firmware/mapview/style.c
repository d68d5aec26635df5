// Looks from files: a section for each kind of thing, sizes in millimetres, some of them by zoom.

#include "mapview/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/ini.h"

enum { STYLE_BYTES_MAX = 64 * 1024, STYLE_PATH_MAX = 512 };

enum form { FORM_COLOUR, FORM_MM, FORM_MM_BY_ZOOM, FORM_DASH, FORM_ZOOM, FORM_YES };

struct token {
    const char *key;
    enum form form;
    size_t offset;
};

#define AT(type, key, form, field) {key, form, offsetof(struct type, field)}
static const struct token of_map[] = {
    AT(map_style, "ground", FORM_COLOUR, ground),
    AT(map_style, "outside", FORM_COLOUR, outside),
    AT(map_style, "repeat_mm", FORM_MM, repeat_mm),
    AT(map_style, "gap_mm", FORM_MM, gap_mm),
};
static const struct token of_area[] = {
    AT(area_style, "fill", FORM_COLOUR, fill),
    AT(area_style, "edge", FORM_COLOUR, edge),
    AT(area_style, "edge_mm", FORM_MM_BY_ZOOM, edge_mm),
    AT(area_style, "from", FORM_ZOOM, from),
};
static const struct token of_line[] = {
    AT(line_style, "fill", FORM_COLOUR, fill),
    AT(line_style, "casing", FORM_COLOUR, casing),
    AT(line_style, "tunnel", FORM_COLOUR, tunnel),
    AT(line_style, "width_mm", FORM_MM_BY_ZOOM, width_mm),
    AT(line_style, "casing_mm", FORM_MM_BY_ZOOM, casing_mm),
    AT(line_style, "dash_mm", FORM_DASH, dash_mm),
    AT(line_style, "from", FORM_ZOOM, from),
};
static const struct token of_label[] = {
    AT(label_style, "ink", FORM_COLOUR, ink),
    AT(label_style, "halo", FORM_COLOUR, halo),
    AT(label_style, "dot", FORM_COLOUR, dot),
    AT(label_style, "cap_mm", FORM_MM_BY_ZOOM, cap_mm),
    AT(label_style, "halo_mm", FORM_MM, halo_mm),
    AT(label_style, "dot_mm", FORM_MM, dot_mm),
    AT(label_style, "bold", FORM_YES, bold),
    AT(label_style, "from", FORM_ZOOM, from),
};
_Static_assert(
    offsetof(struct line_style, gap_mm) == offsetof(struct line_style, dash_mm) + sizeof(float),
    "a dash and its gap are read as one");

// Names of the sections, in the order of the kinds.
static const char *const area_names[AREAS] = {"sea", "water", "built", "trade", "field", "meadow",
    "forest", "sand", "wetland", "park", "cemetery", "school", "hospital", "sport", "parking",
    "closed", "square", "pier", "building"};
static const char *const line_names[LINES] = {"motorway", "trunk", "primary", "secondary",
    "tertiary", "street", "living", "service", "track", "path", "steps", "rail", "tram", "runway",
    "river", "stream", "pier line", "ferry", "cable", "border", "walk"};
static const char *const label_names[LABELS] = {"name city", "name town", "name quarter",
    "name main street", "name street", "name path", "name water", "name station", "name stop",
    "name help", "name public", "name shop"};

struct table {
    const struct token *tokens;
    size_t count;
    char *base;
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int
find(const char *const *names, int count, const char *name)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return KIND_NONE;
}

// tokens is NULL for a section nobody knows.
static struct table
table_of(struct map_style *style, const char *section)
{
    int area = find(area_names, AREAS, section);
    int line = find(line_names, LINES, section);
    int label = find(label_names, LABELS, section);
    if (strcmp(section, "map") == 0) {
        return (struct table){of_map, COUNT(of_map), (char *)style};
    }
    if (area != KIND_NONE) {
        return (struct table){of_area, COUNT(of_area), (char *)&style->areas[area]};
    }
    if (line != KIND_NONE) {
        return (struct table){of_line, COUNT(of_line), (char *)&style->lines[line]};
    }
    if (label != KIND_NONE) {
        return (struct table){of_label, COUNT(of_label), (char *)&style->labels[label]};
    }
    return (struct table){NULL, 0, NULL};
}

static bool
parse_colour(const char *text, uint32_t *colour)
{
    if (strcmp(text, "none") == 0) {
        *colour = COLOUR_NONE;
        return true;
    }
    // strtoul alone would take signs, spaces and 0x.
    if (text[0] != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6) {
        return false;
    }
    *colour = 0xff000000U | (uint32_t)strtoul(text + 1, NULL, 16);
    return true;
}

// Millimetres at the beginning of text; *end is behind them.
static bool
parse_mm(const char *text, float *mm, const char **end)
{
    char *behind = NULL;
    if (*text < '0' || *text > '9') {
        return false;
    }
    *mm = strtof(text, &behind);
    *end = behind;
    return *mm >= 0 && *mm <= 100;
}

static bool
parse_zoom(const char *text, int *zoom, const char **end)
{
    char *behind = NULL;
    long value = *text >= '0' && *text <= '9' ? strtol(text, &behind, 10) : -1;
    *end = behind;
    *zoom = (int)value;
    return value >= MAPVIEW_ZOOM_MIN && value <= MAPVIEW_ZOOM_MAX + 1;
}

// "0.3", or "13:0.3 16:1.2": what lies between is interpolated, what lies beyond is as the nearest.
static bool
parse_by_zoom(const char *text, float mm[ZOOMS])
{
    int before = -1; // the zoom read last, from 0
    if (!strchr(text, ':')) {
        const char *end = NULL;
        float value = 0;
        if (!parse_mm(text, &value, &end) || *end) {
            return false;
        }
        for (int i = 0; i < ZOOMS; i++) {
            mm[i] = value;
        }
        return true;
    }
    while (*text) {
        int zoom = 0;
        float value = 0;
        if (!parse_zoom(text, &zoom, &text) || *text != ':' || zoom > MAPVIEW_ZOOM_MAX ||
            zoom - MAPVIEW_ZOOM_MIN <= before || !parse_mm(text + 1, &value, &text)) {
            return false;
        }
        zoom -= MAPVIEW_ZOOM_MIN;
        for (int i = before + 1; i <= zoom; i++) {
            float part = before < 0 ? 1 : (float)(i - before) / (float)(zoom - before);
            float from = before < 0 ? value : mm[before];
            mm[i] = from + (value - from) * part;
        }
        for (int i = zoom + 1; i < ZOOMS; i++) {
            mm[i] = value;
        }
        before = zoom;
        text += strspn(text, " ");
    }
    return before >= 0;
}

static bool
parse_dash(const char *text, float dash[2])
{
    return parse_mm(text, &dash[0], &text) && *text == ' ' && parse_mm(text + 1, &dash[1], &text) &&
           *text == '\0' && dash[0] >= 0.1F && dash[1] >= 0.1F;
}

static bool
parse(const struct token *token, const char *text, char *base)
{
    void *at = base + token->offset;
    const char *end = "";
    switch (token->form) {
    case FORM_COLOUR:
        return parse_colour(text, at);
    case FORM_MM:
        return parse_mm(text, at, &end) && *end == '\0';
    case FORM_MM_BY_ZOOM:
        return parse_by_zoom(text, at);
    case FORM_DASH:
        return parse_dash(text, at);
    case FORM_ZOOM:
        return parse_zoom(text, at, &end) && *end == '\0';
    case FORM_YES:
        *(float *)at = strcmp(text, "yes") == 0 ? 1 : 0;
        return strcmp(text, "yes") == 0 || strcmp(text, "no") == 0;
    default:
        return false;
    }
}

static bool
read_entry(const struct ini *ini, const char *path, struct map_style *style, struct err *err)
{
    struct table table = table_of(style, ini->section);
    if (ini->problem) {
        return err_set(err, ERR_FORMAT, "%s:%d: %s", path, ini->line, ini->problem);
    }
    if (!table.tokens) {
        return err_set(
            err, ERR_FORMAT, "%s:%d: no section is called [%s]", path, ini->line, ini->section);
    }
    for (size_t i = 0; i < table.count; i++) {
        if (strcmp(table.tokens[i].key, ini->key) == 0) {
            return parse(&table.tokens[i], ini->value, table.base) ||
                   err_set(err, ERR_FORMAT, "%s:%d: %s = %s is not understood", path, ini->line,
                       ini->key, ini->value);
        }
    }
    return err_set(
        err, ERR_FORMAT, "%s:%d: [%s] has no %s", path, ini->line, ini->section, ini->key);
}

bool
style_parse(
    const char *path, const char *text, size_t len, struct map_style *style, struct err *err)
{
    bool ok = true;
    struct ini ini = {.text = text, .len = len};
    while (ini_next(&ini)) {
        struct err later;
        bool good = read_entry(&ini, path, style, ok ? err : &later);
        ok = ok && good;
    }
    return ok;
}

void
style_plain(struct map_style *style, uint32_t paper, uint32_t ink, uint32_t water)
{
    static const float widths[ZOOMS] = {0.2F, 0.3F, 0.5F, 0.8F, 1.5F, 2.5F};
    *style = (struct map_style){.ground = paper, .outside = paper, .repeat_mm = 80, .gap_mm = 1};
    for (int i = 0; i < AREAS; i++) {
        style->areas[i] = (struct area_style){.from = MAPVIEW_ZOOM_MIN};
    }
    style->areas[AREA_SEA].fill = style->areas[AREA_WATER].fill = water;
    for (int i = 0; i < LINES; i++) {
        struct line_style *line = &style->lines[i];
        *line = (struct line_style){
            .fill = paper, .casing = ink, .tunnel = paper, .from = MAPVIEW_ZOOM_MIN};
        for (int z = 0; z < ZOOMS; z++) {
            line->width_mm[z] = i == LINE_WALK ? 1.5F : widths[z];
            line->casing_mm[z] = i == LINE_WALK ? 0.6F : 0.15F;
        }
    }
    style->lines[LINE_WALK].fill = ink;
    style->lines[LINE_WALK].casing = paper;
    for (int i = 0; i < LABELS; i++) {
        style->labels[i] = (struct label_style){.ink = ink,
            .halo = paper,
            .dot = i >= LABEL_STATION ? ink : COLOUR_NONE,
            .halo_mm = 0.4F,
            .dot_mm = 0.8F,
            .from = 15};
        for (int z = 0; z < ZOOMS; z++) {
            style->labels[i].cap_mm[z] = 2.8F;
        }
    }
}

bool
mapview_styles_read(const char *folder, struct mapview_style_set **set, struct err *err)
{
    static const char *const names[CONTRASTS] = {"light", "dark", "yellow"};
    static const uint32_t colours[CONTRASTS][3] = {{0xffffffff, 0xff000000, 0xffd0e0f0},
        {0xff000000, 0xffffffff, 0xff103050}, {0xff000000, 0xffffe500, 0xff202000}};
    struct mapview_style_set *read = calloc(1, sizeof *read);
    ASSERT(read);
    *set = read;
    bool ok = true;
    for (int i = 0; i < CONTRASTS; i++) {
        char path[STYLE_PATH_MAX];
        AUTO_FREE char *text = NULL;
        size_t len = 0;
        struct err later;
        struct err *told = ok ? err : &later;
        style_plain(&read->styles[i], colours[i][0], colours[i][1], colours[i][2]);
        int wrote = snprintf(path, sizeof path, "%s/%s.ini", folder, names[i]);
        if (wrote < 0 || (size_t)wrote >= sizeof path) {
            ok = ok ? err_set(told, ERR_LIMIT, "%.100s...: the path is too long", folder) : ok;
            continue;
        }
        bool good = file_read(path, STYLE_BYTES_MAX, &text, &len, told) &&
                    style_parse(path, text, len, &read->styles[i], told);
        ok = ok && good;
    }
    return ok;
}

void
mapview_styles_free(struct mapview_style_set *set)
{
    free(set);
}
