#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "platform/headless/internal.h"

enum {
    PAUSE_MS = 600, // what a person lets pass before a press: longer than any guard against repeats
    HOLD_MS = 100,
    DRAG_MOVES = 5, // of a finger on its way; they take as long as a press
    WAIT_MAX_S = 1000000,
    FINGERS = 10,
    PAGES_MAX = 200, // that "reach" turns before it gives up
};

void
script_error(struct platform *platform, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fflush(stdout);
    fprintf(stderr, "line %d: error: ", platform->line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    platform->failed = true;
    platform->ended = true;
}

// Events -----------------------------------------------------------------------------------------

static void
queue(struct platform *platform, struct platform_event event, int64_t delay_ms)
{
    ASSERT(platform->queued < SCRIPT_EVENTS_MAX);
    event.time_ms = clock_ms(platform->options.clock) + delay_ms;
    platform->queue[platform->queued++] = event;
}

// Down and up the way a person does it; the kiosk has its turns in between.
static void
queue_press(struct platform *platform, struct platform_event down, enum platform_event_kind up)
{
    queue(platform, down, PAUSE_MS);
    down.kind = up;
    queue(platform, down, PAUSE_MS + HOLD_MS);
}

// Arguments --------------------------------------------------------------------------------------

// The next number of *at, which moves past it and the spaces after it.
static bool
take_number(const char **at, double *value)
{
    char *end = NULL;
    *value = strtod(*at, &end);
    if (end == *at || (*end != '\0' && *end != ' ') || !(*value > -1e9 && *value < 1e9)) {
        return false;
    }
    *at = end + strspn(end, " ");
    return true;
}

static bool
take_point(const char *rest, struct platform_event *event)
{
    double x = 0;
    double y = 0;
    double finger = 0;
    const char *at = rest;
    if (!take_number(&at, &x) || !take_number(&at, &y)) {
        return false;
    }
    if (*at != '\0' && (!take_number(&at, &finger) || *at != '\0')) {
        return false;
    }
    if (finger < 0 || finger >= FINGERS) {
        return false;
    }
    event->x = (float)x;
    event->y = (float)y;
    event->finger = (int)finger;
    return true;
}

// What stands between quotes (\" and \\ inside them), or the bare rest of the line.
static bool
take_text(const char *rest, char out[SCRIPT_LINE_MAX])
{
    if (*rest != '"') {
        memcpy(out, rest, strlen(rest) + 1);
        return *rest != '\0';
    }
    size_t len = 0;
    const char *p = rest + 1;
    for (; *p && *p != '"'; p++) {
        p += *p == '\\' && (p[1] == '"' || p[1] == '\\');
        out[len++] = *p;
    }
    out[len] = '\0';
    return p[0] == '"' && p[1] == '\0' && len > 0;
}

// Commands ---------------------------------------------------------------------------------------

static void
command_tap(struct platform *platform, const char *rest)
{
    struct platform_event event = {.kind = PLATFORM_TOUCH_DOWN};
    char text[SCRIPT_LINE_MAX];
    if (take_point(rest, &event)) {
        queue_press(platform, event, PLATFORM_TOUCH_UP);
        return;
    }
    if (!take_text(rest, text)) {
        script_error(platform, "expected: tap \"TEXT or node id\", or tap X Y in millimetres");
        return;
    }
    const struct node *node = script_target(platform, text);
    if (!node) {
        return;
    }
    if (!script_point(platform, node, &event)) {
        script_error(platform, "%s is covered or off the screen", node->name);
        return;
    }
    queue_press(platform, event, PLATFORM_TOUCH_UP);
}

// Turns pages, back to the first and then on, until a node of that name is on the screen; the line is
// obeyed again after each page.
static void
turn_until(struct platform *platform, const char *rest, const char *again, const char *pager)
{
    char tap[SCRIPT_LINE_MAX];
    if (++platform->turns > PAGES_MAX) {
        script_error(platform, "turned %d pages in vain", PAGES_MAX);
        return;
    }
    snprintf(platform->again, sizeof platform->again, "%s %s", again, rest);
    snprintf(tap, sizeof tap, "\"%s\"", pager);
    command_tap(platform, tap);
}

static void
command_reach_on(struct platform *platform, const char *rest)
{
    char text[SCRIPT_LINE_MAX];
    if (!take_text(rest, text)) {
        script_error(platform, "expected: reach \"TEXT or node id\"");
        return;
    }
    if (script_shown(platform->frame, text)) {
        return;
    }
    bool last = platform->frame->page + 1 >= platform->frame->pages;
    if (last || !frame_find(platform->frame, "pager.more")) {
        script_error(platform, "\"%s\" is on no page of screen %s", text, platform->frame->screen);
        return;
    }
    turn_until(platform, rest, "reach-on", "pager.more");
}

static void
command_reach(struct platform *platform, const char *rest)
{
    char text[SCRIPT_LINE_MAX];
    bool shown = take_text(rest, text) && script_shown(platform->frame, text);
    bool first = platform->frame->page == 0 || !frame_find(platform->frame, "pager.previous");
    if (!shown && !first) {
        turn_until(platform, rest, "reach", "pager.previous");
    } else {
        command_reach_on(platform, rest);
    }
}

static void
touch(struct platform *platform, const char *rest, enum platform_event_kind kind)
{
    struct platform_event event = {.kind = kind};
    if (!take_point(rest, &event)) {
        script_error(platform, "expected: X Y [FINGER] in millimetres");
        return;
    }
    queue(platform, event, 0);
}

static void
command_down(struct platform *platform, const char *rest)
{
    touch(platform, rest, PLATFORM_TOUCH_DOWN);
}

static void
command_up(struct platform *platform, const char *rest)
{
    touch(platform, rest, PLATFORM_TOUCH_UP);
}

static void
command_move(struct platform *platform, const char *rest)
{
    touch(platform, rest, PLATFORM_TOUCH_MOVE);
}

// From one point to another in a straight line.
static void
command_drag(struct platform *platform, const char *rest)
{
    double from[2] = {0};
    double to[2] = {0};
    const char *at = rest;
    if (!take_number(&at, &from[0]) || !take_number(&at, &from[1]) || !take_number(&at, &to[0]) ||
        !take_number(&at, &to[1]) || *at != '\0') {
        script_error(platform, "expected: drag X1 Y1 X2 Y2 in millimetres");
        return;
    }
    struct platform_event event = {.kind = PLATFORM_TOUCH_DOWN};
    for (int i = 0; i <= DRAG_MOVES; i++) {
        double part = (double)i / DRAG_MOVES;
        event.x = (float)(from[0] + part * (to[0] - from[0]));
        event.y = (float)(from[1] + part * (to[1] - from[1]));
        queue(platform, event, PAUSE_MS + (i * HOLD_MS) / DRAG_MOVES);
        event.kind = PLATFORM_TOUCH_MOVE;
    }
    event.kind = PLATFORM_TOUCH_UP;
    queue(platform, event, PAUSE_MS + HOLD_MS);
}

static bool
take_key(struct platform *platform, const char *rest, struct platform_event *event)
{
    event->key = platform_key_named(rest);
    if (event->key == KEY_NONE) {
        script_error(platform, "\"%s\" is no key", rest);
    }
    return event->key != KEY_NONE;
}

static void
command_key(struct platform *platform, const char *rest)
{
    struct platform_event event = {.kind = PLATFORM_KEY_DOWN};
    if (take_key(platform, rest, &event)) {
        queue_press(platform, event, PLATFORM_KEY_UP);
    }
}

static void
command_key_down(struct platform *platform, const char *rest)
{
    struct platform_event event = {.kind = PLATFORM_KEY_DOWN};
    if (take_key(platform, rest, &event)) {
        queue(platform, event, 0);
    }
}

static void
command_key_up(struct platform *platform, const char *rest)
{
    struct platform_event event = {.kind = PLATFORM_KEY_UP};
    if (take_key(platform, rest, &event)) {
        queue(platform, event, 0);
    }
}

static void
command_wait(struct platform *platform, const char *rest)
{
    double seconds = 0;
    const char *at = rest;
    if (!take_number(&at, &seconds) || *at != '\0' || seconds < 0 || seconds > WAIT_MAX_S) {
        script_error(platform, "expected: wait SECONDS");
        return;
    }
    platform->waiting = true;
    platform->until_ms = clock_ms(platform->options.clock) + (int64_t)(seconds * 1000 + 0.5);
}

static void
command_language(struct platform *platform, const char *rest)
{
    struct platform_event event = {.kind = PLATFORM_LANGUAGE};
    size_t len = strlen(rest);
    if (len == 0 || len >= sizeof event.text || strchr(rest, ' ')) {
        script_error(platform, "expected: language TAG");
        return;
    }
    memcpy(event.text, rest, len + 1);
    queue(platform, event, 0);
}

static void
command_tree(struct platform *platform, const char *rest)
{
    if (*rest != '\0') {
        script_error(platform, "tree takes no argument");
        return;
    }
    tree_print(stdout, &platform->panel, platform->frame);
    fflush(stdout);
}

static void
command_shot(struct platform *platform, const char *rest)
{
    struct err err = {0};
    if (*rest == '\0') {
        script_error(platform, "expected: shot FILE.png");
    } else if (!draw_save(platform->canvas, rest, &err)) {
        script_error(platform, "%s", err.text);
    }
}

// As the display has it, turned as hub.conf says.
static void
command_glass(struct platform *platform, const char *rest)
{
    SDL_Surface *canvas = platform->canvas;
    enum turned turn = (enum turned)(platform->options.config->rotation / 90);
    bool lies = turn_lies(turn);
    SDL_Surface *glass = SDL_CreateRGBSurfaceWithFormat(0, lies ? canvas->h : canvas->w,
        lies ? canvas->w : canvas->h, 32, SDL_PIXELFORMAT_XRGB8888);
    ASSERT(glass);
    SDL_Rect whole = {0, 0, canvas->w, canvas->h};
    struct err err = {0};
    turn_pixels(turn, canvas, &whole, glass->pixels, glass->pitch);
    if (!draw_save(glass, rest, &err)) {
        script_error(platform, "%s", err.text);
    }
    SDL_FreeSurface(glass);
}

static void
command_stats(struct platform *platform, const char *rest)
{
    if (*rest != '\0') {
        script_error(platform, "stats takes no argument");
        return;
    }
    const struct platform_stats *stats = &platform->stats;
    printf("waits=%llu presented=%llu pixels=%llu clock_ms=%lld image_bytes=%zu nodes=%d\n",
        (unsigned long long)stats->waits, (unsigned long long)stats->presented,
        (unsigned long long)stats->pixels, (long long)clock_ms(platform->options.clock),
        platform->options.images ? images_bytes(platform->options.images) : 0,
        platform->frame->count);
    fflush(stdout);
}

// Local time, as the screen shows it.
static void
command_clock(struct platform *platform, const char *rest)
{
    int days = 0;
    int minutes = 0;
    char date[11] = "";
    bool shaped = strlen(rest) == 16 && rest[10] == 'T';
    if (shaped) {
        memcpy(date, rest, 10);
    }
    if (!shaped || !clock_parse_date(date, &days) || !clock_parse_time(rest + 11, &minutes)) {
        script_error(platform, "expected: clock YYYY-MM-DDTHH:MM");
        return;
    }
    struct clock *clock = platform->options.clock;
    clock->fake_wall_s = (int64_t)days * 86400 + (int64_t)minutes * 60 - clock->offset_s;
    platform->woken = true;
}

static void
expect(struct platform *platform, const char *rest, bool wanted)
{
    char text[SCRIPT_LINE_MAX];
    if (!take_text(rest, text)) {
        script_error(platform, "expected: \"TEXT or node id\"");
    } else if (script_shown(platform->frame, text) != wanted) {
        script_error(platform, "\"%s\" is %s on screen %s", text, wanted ? "not" : "shown",
            platform->frame->screen);
    }
}

static void
command_expect(struct platform *platform, const char *rest)
{
    expect(platform, rest, true);
}

static void
command_expect_not(struct platform *platform, const char *rest)
{
    expect(platform, rest, false);
}

static void
command_expect_screen(struct platform *platform, const char *rest)
{
    if (strcmp(platform->frame->screen, rest) != 0) {
        script_error(platform, "expected screen %s, this is %s", rest, platform->frame->screen);
    }
}

static void
command_quit(struct platform *platform, const char *rest)
{
    (void)rest;
    platform->ended = true;
}

static const struct {
    const char *name;
    void (*run)(struct platform *platform, const char *rest);
} commands[] = {
    {"tap", command_tap},
    {"reach", command_reach},
    {"reach-on", command_reach_on},
    {"down", command_down},
    {"up", command_up},
    {"move", command_move},
    {"drag", command_drag},
    {"key", command_key},
    {"key-down", command_key_down},
    {"key-up", command_key_up},
    {"wait", command_wait},
    {"language", command_language},
    {"tree", command_tree},
    {"shot", command_shot},
    {"glass", command_glass},
    {"stats", command_stats},
    {"clock", command_clock},
    {"expect", command_expect},
    {"expect-not", command_expect_not},
    {"expect-screen", command_expect_screen},
    {"quit", command_quit},
};

static char *
trim(char *text)
{
    text += strspn(text, " \t");
    size_t len = strlen(text);
    while (len > 0 && strchr(" \t\r\n", text[len - 1])) {
        text[--len] = '\0';
    }
    return text;
}

static void
run(struct platform *platform, char *text)
{
    size_t len = strcspn(text, " \t");
    char *rest = text + len;
    if (*rest != '\0') {
        *rest++ = '\0';
        rest = trim(rest);
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, text) == 0) {
            commands[i].run(platform, rest);
            return;
        }
    }
    script_error(platform, "unknown command \"%s\"", text);
}

void
script_step(struct platform *platform)
{
    char line[SCRIPT_LINE_MAX];
    if (platform->again[0] != '\0') {
        memcpy(line, platform->again, sizeof line);
        platform->again[0] = '\0';
        run(platform, trim(line));
        return;
    }
    if (!fgets(line, sizeof line, platform->script)) {
        platform->ended = true;
        return;
    }
    platform->line++;
    platform->turns = 0;
    if (!strchr(line, '\n') && !feof(platform->script)) {
        script_error(platform, "line longer than %d bytes", SCRIPT_LINE_MAX - 2);
        return;
    }
    char *text = trim(line);
    if (*text == '\0' || *text == '#') {
        return;
    }
    if (!platform->frame) {
        script_error(platform, "nothing is shown yet");
        return;
    }
    if (headless_woken(platform)) { // the kiosk has its turn first
        snprintf(platform->again, sizeof platform->again, "%s", text);
        platform->woken = true;
        return;
    }
    run(platform, text);
}
