// What must hold on every screen in every language, text size and panel: nothing clipped, nothing
// smaller than it may be, nothing overlapping, every word legible (accessibility 16-20, 23, 25, 26).
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "walk.h"

enum { SHOWN_MAX = 80, STRIDE = 9 };

static const char *const PANELS[] = {"800x480@152x91mm", "720x1280@87x155mm", "1280x800@217x136mm",
    "800x1280@136x217mm", "1920x1080@345x194mm", "1080x1920@194x345mm", "1920x1080@476x268mm",
    "1080x1920@268x476mm"};

static const float TARGET_MIN_MM = 12.7f;
static const float GAP_MIN_MM = 2.5f;
static const float CAP_MIN_MM = 3.49f;
static const double CONTRAST_TEXT = 7.0;
static const float FILLED = 0.6f; // of a page: letters so large leave no room for more

struct audit {
    struct walk walk;
    int failures;
    long frames;
    bool noted; // the first page carries the note about another language
    char where[128];
    uint64_t fault[SHOWN_MAX]; // already shown
    int faults;
};

static void
fail(struct audit *audit, const struct node *node, const char *what, double value)
{
    // The same fault of the same node on a hundred pages is one line.
    uint64_t fault = hash_text(hash_text(HASH_SEED, node->name), what);
    fault = hash_bytes(fault, &audit->walk.config.panel, sizeof audit->walk.config.panel);
    bool new = true;
    for (int i = 0; i < audit->faults && new; i++) {
        new = audit->fault[i] != fault;
    }
    audit->failures++;
    if (new && audit->faults < SHOWN_MAX) {
        audit->fault[audit->faults++] = fault;
        fprintf(stderr, "%s: %s: %s (%.2f) \"%.60s\"\n", audit->where, node->name, what, value,
            node->text);
    }
}

// Relative luminance and contrast as WCAG 2.2 defines them.
static double
channel(uint32_t value)
{
    double c = value / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
contrast(uint32_t a, uint32_t b)
{
    double la = 0.2126 * channel(a >> 16 & 255) + 0.7152 * channel(a >> 8 & 255) +
                0.0722 * channel(a & 255);
    double lb = 0.2126 * channel(b >> 16 & 255) + 0.7152 * channel(b >> 8 & 255) +
                0.0722 * channel(b & 255);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

// What lies under the text: the last filled node before it that holds its middle.
static uint32_t
ground(const struct frame *frame, int index)
{
    const struct rect *r = &frame->nodes[index].text_rect;
    for (int i = index; i >= 0; i--) {
        const struct node *under = &frame->nodes[i];
        if (under->fill != COLOUR_NONE && under->role != ROLE_PROGRESS &&
            rect_contains(under->rect, r->x + r->w / 2, r->y + r->h / 2)) {
            return under->fill;
        }
    }
    return frame->paper;
}

static void
check_text(struct audit *audit, const struct frame *frame, int index)
{
    const struct node *node = &frame->nodes[index];
    const struct panel *panel = &audit->walk.kiosk.world.panel;
    if (node->text_rect.h <= 0 || node->text[0] == '\0') {
        return;
    }
    struct rect r = node->text_rect;
    struct text_spec spec;
    paint_text_spec(panel, node, &spec);
    const struct text_layout *layout = text_layout(audit->walk.text, &spec);
    int last =
        node->line_count > 0 ? node->first_line + node->line_count - 1 : layout->line_count - 1;
    int origin = layout->lines[node->first_line].top_px;
    float first_ink =
        r.y + (float)(layout->lines[node->first_line].baseline_px - origin) / panel->px_per_mm -
        node->cap_mm;
    float last_ink = r.y + (float)(layout->lines[last].baseline_px - origin) / panel->px_per_mm;
    if (node->clipped) {
        fail(audit, node, "text does not fit", (double)node->cap_mm);
    }
    if (r.x < -0.1f || first_ink < 0 || r.x + r.w > panel->width_mm + 0.1f ||
        last_ink + node->cap_mm * 0.4f > panel->height_mm) {
        fail(audit, node, "text leaves the panel", (double)last_ink);
    }
    if (node->cap_mm < CAP_MIN_MM) {
        fail(audit, node, "letters too small", (double)node->cap_mm);
    }
    if (!node->disabled && contrast(node->fg, ground(frame, index)) < CONTRAST_TEXT) {
        fail(audit, node, "too little contrast", contrast(node->fg, ground(frame, index)));
    }
    if (layout->missing > 0) {
        fail(audit, node, "no font has a letter of this", 0);
    }
}

static float
apart(struct rect a, struct rect b)
{
    float dx = fmaxf(fmaxf(b.x - (a.x + a.w), a.x - (b.x + b.w)), 0);
    float dy = fmaxf(fmaxf(b.y - (a.y + a.h), a.y - (b.y + b.h)), 0);
    return hypotf(dx, dy);
}

static void
check_targets(struct audit *audit, const struct frame *frame)
{
    for (int i = 0; i < frame->count; i++) {
        const struct node *node = &frame->nodes[i];
        if (node->action.kind == ACT_NONE || strcmp(node->name, "attract") == 0) {
            continue;
        }
        float least = fminf(node->rect.w, node->rect.h);
        if (least < TARGET_MIN_MM - 0.05f) {
            fail(audit, node, "target too small", (double)least);
        }
        for (int j = i + 1; j < frame->count; j++) {
            const struct node *other = &frame->nodes[j];
            float gap = apart(node->rect, other->rect);
            if (other->action.kind != ACT_NONE && gap < GAP_MIN_MM) {
                fail(audit, other, "targets too close", (double)gap);
            }
        }
    }
}

static void
check_names(struct audit *audit, const struct frame *frame)
{
    for (int i = 0; i < frame->count; i++) {
        for (int j = i + 1; j < frame->count; j++) {
            if (strcmp(frame->nodes[i].name, frame->nodes[j].name) == 0) {
                fail(audit, &frame->nodes[j], "two nodes of one name", j);
            }
        }
    }
}

// What only goes with something else: a heading, a remark in small letters, a note about the text, a
// rumour without the truth.
static bool
goes_along(const struct node *node)
{
    bool remark = node->role == ROLE_TEXT && node->style == TYPE_SMALL &&
                  strstr(node->name, ".line-") == NULL;
    return node->role == ROLE_HEADING || remark || strcmp(node->name, "fallback") == 0 ||
           strcmp(node->name, "checked") == 0 || strcmp(node->name, "myth.claim") == 0;
}

// A page answers something: it holds more than what goes along, unless that alone fills it.
static void
check_page(struct audit *audit, const struct frame *frame)
{
    const struct node *top = frame_find(frame, "header.line");
    const struct node *foot = frame_find(frame, "foot.line");
    const struct node *first = NULL;
    float last = 0;
    audit->noted = frame->page > 0 ? audit->noted : frame_find(frame, "fallback") != NULL;
    for (int i = 0; top && foot && i < frame->count; i++) {
        const struct node *node = &frame->nodes[i];
        bool content = node->rect.y > top->rect.y && node->rect.y < foot->rect.y;
        if (!content || node->text[0] == '\0') {
            continue;
        }
        if (!goes_along(node)) {
            return;
        }
        first = first ? first : node;
        last = node->rect.y + node->rect.h;
    }
    // A rumour, its truth and the note about their language fill the smallest panel.
    bool crowded = audit->noted && strcmp(frame->screen, "myth") == 0 && frame->page > 0;
    if (first && !crowded && last - top->rect.y < (foot->rect.y - top->rect.y) * FILLED) {
        fail(audit, first, "nothing else on its page", (double)last);
    }
}

// The language, the start and urgent help speak to everybody in their own language.
static void
check_first_screens(struct audit *audit, const struct frame *frame)
{
    static const char *const screens[] = {"attract", "language", "home", "hotlines"};
    bool first = false;
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        first = first || strcmp(frame->screen, screens[i]) == 0;
    }
    for (int i = 0; first && i < frame->count; i++) {
        const struct node *node = &frame->nodes[i];
        bool own_name =
            strncmp(node->name, "language.", 9) == 0 || strcmp(node->name, "stick.strip") == 0;
        bool other = strcmp(node->lang, frame->lang) != 0 || strcmp(node->name, "fallback") == 0;
        if (!own_name && node->text[0] != '\0' && other) {
            fail(audit, node, "in another language", 0);
        }
    }
}

static void
check_frame(struct audit *audit, const struct frame *frame)
{
    audit->frames++;
    if (frame->full) {
        fail(audit, &frame->nodes[0], "too many nodes", frame->count);
    }
    for (int i = 0; i < frame->count; i++) {
        check_text(audit, frame, i);
    }
    check_targets(audit, frame);
    check_names(audit, frame);
    check_page(audit, frame);
    check_first_screens(audit, frame);
}

// Every phase of a stick and every reason against one.
static void
check_stick(struct audit *audit, const struct visit *visit)
{
    struct install_status *stick = &audit->walk.kiosk.upkeep.stick;
    struct install_status kept = *stick;
    for (int phase = INSTALL_LOOKING; phase < INSTALL_PHASES; phase++) {
        stick->phase = (enum install_phase)phase;
        check_frame(audit, walk_show(&audit->walk, visit));
    }
    stick->technician = true;
    stick->phase = INSTALL_REFUSED;
    for (int reason = BUNDLE_NONE_FOUND; reason <= BUNDLE_STUCK; reason++) {
        if (reason <= BUNDLE_DEMONSTRATION || reason >= BUNDLE_PULLED) {
            stick->reason = (enum bundle_reason)reason;
            check_frame(audit, walk_show(&audit->walk, visit));
        }
    }
    *stick = kept;
}

static void
check_place(struct audit *audit, const struct walk_place *place, int language, int size,
    int contrast_scheme)
{
    struct visit visit = place->visit;
    struct walk *walk = &audit->walk;
    visit.started = true;
    visit.language = (int16_t)language;
    visit.size = (uint8_t)size;
    visit.contrast = (uint8_t)contrast_scheme;
    // Staff and visitor read the same here, so that every language stands everywhere.
    snprintf(walk->config.staff_language, sizeof walk->config.staff_language, "%s",
        store_language(walk->kiosk.world.store, language)->tag);
    int pages = 1;
    for (int page = 0; page < pages; page++) {
        visit.at.page = (int16_t)page;
        const struct frame *frame = walk_show(walk, &visit);
        pages = frame->pages;
        snprintf(audit->where, sizeof audit->where, "%s.%d page %d/%d %s size %d %dx%d",
            frame->screen, place->arg, page + 1, pages, frame->lang, size,
            walk->config.panel.width_px, walk->config.panel.height_px);
        check_frame(audit, frame);
    }
    if (place->screen == SCREEN_STICK) {
        check_stick(audit, &visit);
    }
}

// Every place on the middle panel in every language; every STRIDE-th, another one each time, and the
// first of each kind, in all panels and sizes.
static void
run(struct audit *audit, const struct walk_places *places)
{
    int languages = store_language_count(audit->walk.kiosk.world.store);
    for (int language = 0; language < languages; language++) {
        for (int i = 0; i < places->count; i++) {
            check_place(audit, &places->at[i], language, SIZE_NORMAL, CONTRAST_LIGHT);
        }
    }
    int turn = 0;
    // Half of them with the line that says the content is old.
    int *old_since = &audit->walk.kiosk.world.old_since;
    for (size_t p = 0; p < sizeof PANELS / sizeof *PANELS; p++) {
        walk_panel(&audit->walk, PANELS[p]);
        for (int round = 0; round < languages * SIZE_COUNT; round++, turn++) {
            bool seen[SCREEN_COUNT] = {false};
            *old_since = turn % 2 ? 20777 : 0;
            for (int i = 0; i < places->count; i++) {
                bool first = !seen[places->at[i].screen];
                seen[places->at[i].screen] = true;
                if (first || i % STRIDE == turn % STRIDE) {
                    check_place(audit, &places->at[i], round % languages, round / languages,
                        turn % CONTRAST_COUNT);
                }
            }
        }
    }
}

int
main(int argc, char **argv)
{
    static struct audit audit;
    struct walk_places places = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: walk_audit CONTENT [SCREEN...]\n");
        return 2;
    }
    walk_open(&audit.walk, argv[1], "1280x800@217x136mm");
    walk_all(&audit.walk, &places);
    for (int i = places.count - 1; i >= 0; i--) {
        if (!walk_means(argc, argv, places.at[i].screen)) {
            places.at[i] = places.at[--places.count];
        }
    }
    run(&audit, &places);
    printf("%d places, %ld frames, %d failures\n", places.count, audit.frames, audit.failures);
    free(places.at);
    walk_close(&audit.walk);
    return audit.failures == 0 ? 0 : 1;
}
