// The first check of a machine: one question after the other, what to do when the answer is no, and a list at
// the end.
#include <math.h>

#include "scenes/internal.h"

static const struct {
    const char *key; // of the question; KEY-do says what to do
    const char *icon;
} STEPS[CHECK_END] = {[CHECK_LANGUAGE] = {"check.language", "language"},
    [CHECK_ROTATION] = {"check.rotation", "up"},
    [CHECK_TOUCH] = {"check.touch", "hand-touch"},
    [CHECK_KEYS] = {"check.keys", "keyboard"},
    [CHECK_LAMPS] = {"check.lamps", "eye"},
    [CHECK_SOUND] = {"check.sound", "volume"},
    [CHECK_HEADPHONES] = {"check.headphones", "ear"},
    [CHECK_CLOCK] = {"check.clock", "clock"}};

static struct action
checked(enum check step, enum checked result)
{
    return (struct action){.kind = ACT_CHECKED, .arg = (int16_t)step, .arg2 = (int16_t)result};
}

static void
answers(struct ui *ui, enum check step)
{
    struct choice choices[] = {
        answer_choice("check.yes", "check", ui_words(ui, "yes"), checked(step, CHECKED_RIGHT)),
        answer_choice("check.no", "close", ui_words(ui, "no"), checked(step, CHECKED_WRONG)),
    };
    ui_choices(ui, choices, 2, -2, false);
}

static void
go_on(struct ui *ui, enum check step, enum checked result)
{
    struct choice next =
        plain_choice("check.next", "next", ui_words(ui, "continue"), checked(step, result));
    ui_button(ui, &next);
}

// Buttons ----------------------------------------------------------------------------------------------

static const struct {
    enum platform_key key;
    const char *words;
    const char *icon;
} KEYS[] = {{KEY_UP, "key.up", "up"}, {KEY_DOWN, "key.down", "down"},
    {KEY_SELECT, "key.select", "open"}, {KEY_BACK, "back", "back"}, {KEY_NEXT, "key.next", "next"},
    {KEY_HOME, "home", "home"}, {KEY_LANGUAGE, "language", "language"},
    {KEY_AUDIO, "listen", "ear"}, {KEY_HELP, "help", "help"},
    {KEY_VOLUME_DOWN, "key.volume-down", "volume-down"},
    {KEY_VOLUME_UP, "key.volume-up", "volume-up"}};

enum { KEYS_COUNT = sizeof KEYS / sizeof *KEYS };

static void
keys(struct ui *ui)
{
    struct choice boxes[KEYS_COUNT];
    int pressed = 0;
    for (int i = 0; i < KEYS_COUNT; i++) {
        bool seen = ui->visit->duty.keys >> KEYS[i].key & 1;
        pressed += seen;
        boxes[i] = (struct choice){.name = arena_printf(ui->arena, "key.%d", i + 1),
            .icon = seen ? "checked" : "uncheck",
            .title = ui_words(ui, KEYS[i].words),
            .checked = seen,
            .role = ROLE_CHECKBOX};
    }
    bool all = pressed == KEYS_COUNT;
    ui_paragraph(ui, "check.keys", ui_words(ui, "check.keys"), TYPE_BODY);
    struct choice next = plain_choice("check.next", all ? "check" : "close",
        ui_words(ui, all ? "continue" : "check.keys-no"),
        checked(CHECK_KEYS, all ? CHECKED_RIGHT : CHECKED_WRONG));
    ui_button(ui, &next);
    ui_choices(ui, boxes, KEYS_COUNT, -4, false);
}

// What the machine has no part for is neither right nor wrong.
static void
absent(struct ui *ui, enum check step)
{
    ui_note(ui, "check.absent", TONE_PLAIN, STEPS[step].icon,
        ui_words(ui, arena_printf(ui->arena, "%s-none", STEPS[step].key)));
    go_on(ui, step, CHECKED_NOT);
}

static bool
watched(const struct ui *ui, enum wiring_function function)
{
    const struct buttons_state *buttons = upkeep_of(ui->world)->buttons;
    return buttons && buttons->lines[function].watched;
}

static bool
is_absent(const struct ui *ui, enum check step)
{
    return step == CHECK_SOUND || // there is no sound output yet
           (step == CHECK_LAMPS && !watched(ui, WIRING_LED_READY) &&
               !watched(ui, WIRING_LED_ATTENTION)) ||
           (step == CHECK_HEADPHONES && !watched(ui, WIRING_HEADPHONE));
}

static void
headphones(struct ui *ui)
{
    bool in = upkeep_of(ui->world)->buttons->lines[WIRING_HEADPHONE].active;
    ui_note(ui, "check.plug", in ? TONE_GOOD : TONE_PLAIN, "ear",
        ui_words(ui, in ? "check.headphones-in" : "check.headphones-out"));
}

static void
question(struct ui *ui, enum check step)
{
    const char *key = STEPS[step].key;
    const struct store_language *language = store_language(ui->world->store, ui->visit->language);
    struct store_value value = {"language", language->endonym};
    struct store_text ask = ui_words_with(ui, key, &value, 1);
    if (step == CHECK_ROTATION && ui->compact) { // there a picture gives way to words
        ui_note(ui, "check.ask", TONE_TINT, "up", ask);
    } else {
        ui_heading(ui, "check.ask", ask);
    }
    if (step == CHECK_ROTATION && !ui->compact) {
        ui_picture(ui, "check.arrow", "up", (struct store_text){0}, 24.0f);
    }
    if (step == CHECK_HEADPHONES) {
        headphones(ui);
    }
    if (step == CHECK_CLOCK) {
        struct date now = clock_date(ui->world->clock);
        struct store *store = ui->world->store;
        struct store_text parts[] = {
            ui_plain(ui, store_date(store, ui->arena, ui->visit->language, &now)),
            ui_plain(ui, store_time(store, ui->arena, ui->visit->language, now.minute))};
        ui_paragraph(ui, "check.now", joined(ui, " \u00b7 ", parts, 2), TYPE_BODY);
    }
    answers(ui, step);
    ui_paragraph(ui, "check.do", ui_words(ui, arena_printf(ui->arena, "%s-do", key)), TYPE_BODY);
}

static void
touch(struct ui *ui)
{
    ui_heading(ui, "check.ask", ui_words(ui, "check.touch"));
    struct choice choices[] = {
        answer_choice(
            "check.begin", "hand-touch", ui_words(ui, "check.begin"), ui_go(SCREEN_POINTS, 0)),
        answer_choice("check.no", "close", ui_words(ui, "check.touch-no"),
            checked(CHECK_TOUCH, CHECKED_WRONG)),
    };
    choices[0].tone = TONE_ACTION;
    ui_choices(ui, choices, 2, -2, false);
    ui_paragraph(ui, "check.do", ui_words(ui, "check.touch-do"), TYPE_BODY);
}

// The end ----------------------------------------------------------------------------------------------

static void
summary(struct ui *ui)
{
    const struct duty *duty = &ui->visit->duty;
    bool fine = duty->wrong == 0;
    ui_note(ui, "check.result", fine ? TONE_GOOD : TONE_ATTENTION, fine ? "check" : "warning",
        ui_words(ui, fine ? "check.fine" : "check.not-fine"));
    struct choice end =
        plain_choice("check.end", "check", ui_words(ui, "check.end"), ui_go(SCREEN_TECH, 0));
    ui_button(ui, &end);
    for (int i = 0; i < CHECK_END; i++) {
        bool right = duty->right >> i & 1;
        bool wrong = duty->wrong >> i & 1;
        const char *name = arena_printf(ui->arena, "%s-name", STEPS[i].key);
        ui_fact(ui, name,
            right   ? "check"
            : wrong ? "warning"
                    : "minus",
            ui_words(ui, name),
            ui_words(ui, right   ? "check.right"
                         : wrong ? arena_printf(ui->arena, "%s-do", STEPS[i].key)
                                 : "check.not-checked"));
    }
}

void
scene_check(struct ui *ui)
{
    int step = ui->visit->at.arg;
    struct store *store = ui->world->store;
    struct store_value values[] = {
        {"n", store_number(store, ui->arena, ui->visit->language, step + 1)},
        {"total", store_number(store, ui->arena, ui->visit->language, CHECK_END)}};
    if (step < 0 || step >= CHECK_END) {
        ui_title(ui, ui_words(ui, "check.title"), "hand-touch");
        summary(ui);
        return;
    }
    ui_title(ui, ui_words_with(ui, "check.step", values, 2), "hand-touch");
    if (step == CHECK_TOUCH) {
        touch(ui);
    } else if (step == CHECK_KEYS) {
        keys(ui);
    } else if (is_absent(ui, (enum check)step)) {
        absent(ui, (enum check)step);
    } else {
        question(ui, (enum check)step);
    }
}

// Nine points --------------------------------------------------------------------------------------------

static const float POINT_MM = 22.0f, EDGE_MM = 2.0f, MARK_MM = 8.0f;

static void
point(struct ui *ui, int n)
{
    const struct panel *panel = &ui->world->panel;
    float dx = (panel->width_mm - POINT_MM - 2 * EDGE_MM) / 2;
    float dy = (panel->height_mm - POINT_MM - 2 * EDGE_MM) / 2;
    struct rect rect = {
        EDGE_MM + dx * (float)(n % 3), EDGE_MM + dy * (float)(n / 3), POINT_MM, POINT_MM};
    struct node *node = ui_node(ui, ROLE_BUTTON, "points.point", rect);
    struct ui_look look = {
        .style = TYPE_TITLE, .bold = true, .align = ALIGN_CENTER, .colour = ui->theme->action_text};
    node->fill = ui->theme->action;
    node->radius_mm = POINT_MM / 2;
    node->action = (struct action){.kind = ACT_POINT, .arg = (int16_t)n};
    node->focusable = true;
    ui_set_text(ui, node,
        ui_plain(ui, store_number(ui->world->store, ui->arena, ui->visit->language, n + 1)), &look,
        rect);
}

// Where the glass says the finger was, if not on the point.
static void
missed(struct ui *ui)
{
    const struct duty *duty = &ui->visit->duty;
    if (duty->missed_x < 0) {
        return;
    }
    float x = (float)duty->missed_x / 10;
    float y = (float)duty->missed_y / 10;
    struct rect rect = {x - MARK_MM / 2, y - MARK_MM / 2, MARK_MM, MARK_MM};
    struct node *mark = ui_node(ui, ROLE_ICON, "points.missed", rect);
    mark->icon = "close";
    mark->icon_tint = ui->theme->danger;
    mark->icon_rect = rect;
}

void
scene_points(struct ui *ui)
{
    const struct panel *panel = &ui->world->panel;
    const struct duty *duty = &ui->visit->duty;
    float w = panel->width_mm;
    float h = panel->height_mm;
    float clear = POINT_MM + 2 * EDGE_MM + 2;
    // Between the points: beside the middle one, or above and below it.
    struct rect words =
        ui->portrait ? (struct rect){clear, h * 0.25f - 12, w - 2 * clear, 24}
                     : (struct rect){clear, h / 2 - 14, w / 2 - POINT_MM / 2 - clear - 4, 28};
    struct rect skip = ui->portrait ? (struct rect){8, h * 0.75f - 9, w - 16, 18}
                                    : (struct rect){w - clear - words.w, h / 2 - 9, words.w, 18};
    struct ui_look look = {.style = TYPE_BODY, .align = ALIGN_CENTER, .colour = ui->theme->ink};
    struct store_text text = ui_words(ui, duty->missed_x < 0 ? "check.point" : "check.missed");
    look.cap_mm = ui_fit(ui, text, &look, words.w, words.h);
    point(ui, duty->points < CHECK_POINTS ? duty->points : 0);
    ui_set_text(ui, ui_node(ui, ROLE_TEXT, "points.words", words), text, &look, words);
    struct choice no = answer_choice(
        "points.no", "", ui_words(ui, "check.touch-no"), checked(CHECK_TOUCH, CHECKED_WRONG));
    ui_tile(ui, &no, skip, false);
    missed(ui);
}
