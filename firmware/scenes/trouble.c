// What a kiosk without content shows: one plain sentence in three languages, and a code.
#include "scenes/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/ini.h"

enum { TROUBLE_LANGUAGES = 3, TROUBLE_BYTES_MAX = 16 * 1024 };

// What a stick does about it: the staff's words without content.
enum word { WORD_TITLE, WORD_TEXT, WORD_COPYING, WORD_DONE, WORD_REFUSED, WORD_COUNT };

static const char *const WORD_KEYS[WORD_COUNT] = {"title", "text", "copying", "done", "refused"};

struct words {
    char lang[16];
    char word[WORD_COUNT][INI_VALUE_MAX];
};

// Only for a machine whose assets are lost as well.
static const struct words LAST_RESORT[TROUBLE_LANGUAGES] = {
    {"es", {"Esta pantalla no tiene información ahora", "Pregunte a una persona en la ventanilla.",
               "Leyendo la memoria USB. Déjela puesta.", "Listo. Ya puede sacar la memoria USB.",
               "No se instaló. Ya puede sacar la memoria USB."}},
    {"ht", {"Ekran sa a pa gen enfòmasyon kounye a", "Mande yon moun nan gichè a.",
               "N ap li kle USB a. Kite l ladan.", "Fini. Ou ka retire kle USB a.",
               "Li pa enstale. Ou ka retire kle USB a."}},
    {"en", {"This screen has no information now", "Please ask a person at the window.",
               "Reading the USB stick. Leave it in.", "Done. You can pull the USB stick out.",
               "Not installed. You can pull the USB stick out."}},
};

static void
read_words(const char *path, struct words words[TROUBLE_LANGUAGES])
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    struct err ignored;
    memcpy(words, LAST_RESORT, sizeof LAST_RESORT);
    if (!file_read(path, TROUBLE_BYTES_MAX, &text, &len, &ignored)) {
        return;
    }
    struct ini ini = {.text = text, .len = len};
    int at = -1;
    char section[INI_NAME_MAX] = "";
    while (ini_next(&ini)) {
        if (strcmp(section, ini.section) != 0) {
            snprintf(section, sizeof section, "%s", ini.section);
            at++;
        }
        if (at < 0 || at >= TROUBLE_LANGUAGES || ini.problem) {
            continue;
        }
        snprintf(words[at].lang, sizeof words[at].lang, "%.15s", section);
        for (int i = 0; i < WORD_COUNT; i++) {
            if (strcmp(ini.key, WORD_KEYS[i]) == 0) {
                snprintf(words[at].word[i], INI_VALUE_MAX, "%s", ini.value);
            }
        }
    }
}

static void
line(const struct world *world, struct frame *frame, const char *name, const char *text,
    const char *lang, bool bold, struct rect rect)
{
    const struct theme *theme = &world->themes[CONTRAST_LIGHT];
    struct node *node = frame_add(frame, bold ? ROLE_HEADING : ROLE_TEXT, name, rect);
    node->text = text;
    node->lang = lang;
    node->bold = bold;
    node->align = ALIGN_CENTER;
    node->fg = bold ? theme->ink : theme->ink2;
    float cap = bold ? 6.0f : 4.5f;
    for (; cap > 3.5f; cap *= 0.94f) {
        struct text_spec spec = {.text = text,
            .lang = lang,
            .bold = bold,
            .cap_px = cap * world->panel.px_per_mm,
            .width_px = panel_px(&world->panel, rect.w)};
        const struct text_layout *layout = text_layout(world->text, &spec);
        if ((float)layout->height_px / world->panel.px_per_mm <= rect.h && !layout->broken_word) {
            break;
        }
    }
    node->cap_mm = cap;
    node->text_rect = rect;
}

static void
stick_bar(const struct world *world, struct frame *frame, float value, struct rect rect)
{
    const struct theme *theme = &world->themes[CONTRAST_LIGHT];
    struct node *bar = frame_add(frame, ROLE_PROGRESS, "trouble.bar", rect);
    bar->value = value > 1 ? 1 : value;
    bar->fg = theme->action;
    bar->fill = theme->action_tint;
    bar->edge = theme->action_edge;
    bar->edge_mm = world->scale.hairline;
}

static enum word
word_of(const struct install_status *stick)
{
    return stick->phase == INSTALL_REFUSED ? WORD_REFUSED
           : upkeep_ended(stick->phase)    ? WORD_DONE
                                           : WORD_COPYING;
}

void
scenes_trouble(const struct world *world, const char *trouble_ini, int code, struct arena *arena,
    struct frame *frame)
{
    struct words *words = arena_array(arena, struct words, TROUBLE_LANGUAGES);
    const struct install_status *stick = &upkeep_of(world)->stick;
    bool live = upkeep_live(world);
    read_words(trouble_ini, words);
    memset(frame, 0, sizeof *frame);
    frame->screen = "trouble";
    frame->lang = words[0].lang;
    frame->pages = 1;
    frame->paper = world->themes[CONTRAST_LIGHT].paper;
    float w = world->panel.width_mm;
    float h = world->panel.height_mm;
    float m = w * 0.06f;
    float part = h * 0.27f;
    for (int i = 0; i < TROUBLE_LANGUAGES; i++) {
        float y = h * 0.06f + (float)i * part;
        const struct words *own = &words[i];
        const char *title = own->word[live ? word_of(stick) : WORD_TITLE];
        line(world, frame, arena_printf(arena, "trouble.%s.title", own->lang), title, own->lang,
            true, (struct rect){m, y, w - 2 * m, part * (live ? 0.8f : 0.5f)});
        if (!live) {
            line(world, frame, arena_printf(arena, "trouble.%s.text", own->lang),
                own->word[WORD_TEXT], own->lang, false,
                (struct rect){m, y + part * 0.5f, w - 2 * m, part * 0.36f});
        }
    }
    struct rect foot = {m, h * 0.89f, w - 2 * m, h * 0.08f};
    if (live && upkeep_value(stick) >= 0) {
        stick_bar(world, frame, upkeep_value(stick), foot);
        return;
    }
    int shown = live && stick->phase == INSTALL_REFUSED ? (int)stick->reason : code;
    const char *settings = config_digits(world, arena);
    const char *digits = arena_printf(arena, "%04d%s%s", shown, *settings ? " · " : "", settings);
    line(world, frame, "trouble.code", digits, words[0].lang, false, foot);
}
