// What is made ready while a finger is down is what comes when it lifts: the same frame, and no text that was not laid
// out by then. From a page of every kind of screen, in every third language.
#include <stdio.h>
#include <stdlib.h>

#include "walk.h"

enum { LANGUAGE_STEP = 3, READY_MIN = 500 };

struct trial {
    struct walk walk;
    int asked; // choices pressed
    int ready;
    int wrong;
};

static void
press(struct walk *walk, const struct node *node, enum platform_event_kind kind)
{
    struct platform_event event = {.kind = kind,
        .x = node->rect.x + node->rect.w / 2,
        .y = node->rect.y + node->rect.h / 2,
        .time_ms = clock_ms(&walk->clock)};
    kiosk_event(&walk->kiosk, &event);
}

static void
complain(struct trial *trial, const struct visit *visit, const char *name, const char *what)
{
    fprintf(stderr, "screen %d %d, %s: %s\n", visit->at.screen, visit->at.arg, name, what);
    trial->wrong++;
}

// Down, the frame that shows it, what is made ready, up.
static void
try_node(struct trial *trial, const struct visit *visit, int index)
{
    struct walk *walk = &trial->walk;
    struct kiosk *kiosk = &walk->kiosk;
    kiosk->input = (struct input){0};
    struct node node = walk_show(walk, visit)->nodes[index];
    bool hit = frame_hit(kiosk->frame, node.rect.x + node.rect.w / 2,
                   node.rect.y + node.rect.h / 2) == &kiosk->frame->nodes[index];
    if (node.action.kind == ACT_NONE || node.disabled || !hit) {
        return;
    }
    trial->asked++;
    clock_advance(&walk->clock, 1000);
    press(walk, &node, PLATFORM_TOUCH_DOWN);
    if (kiosk_ahead(kiosk)) {
        complain(trial, visit, node.name, "made ready before the touch was shown");
    }
    kiosk_build(kiosk);
    const struct frame *made = kiosk_ahead(kiosk);
    uint64_t hash = made ? frame_hash(made) : 0;
    kiosk_build(kiosk);
    uint64_t laid_out = text_stats(walk->text).laid_out;
    press(walk, &node, PLATFORM_TOUCH_UP);
    kiosk_build(kiosk);
    if (made && frame_hash(kiosk->frame) != hash) {
        complain(trial, visit, node.name, "another frame came");
    } else if (made && text_stats(walk->text).laid_out != laid_out) {
        complain(trial, visit, node.name, "texts were laid out late");
    }
    trial->ready += made != NULL;
}

int
main(int argc, char **argv)
{
    static struct trial trial;
    static bool seen[SCREEN_COUNT];
    if (argc < 2) {
        fprintf(stderr, "usage: walk_ahead CONTENT\n");
        return 2;
    }
    struct walk_places places = {0};
    walk_open(&trial.walk, argv[1], "800x480@152x91mm");
    walk_all(&trial.walk, &places);
    for (int i = 0; i < places.count; i++) {
        struct visit visit = places.at[i].visit;
        if (seen[visit.at.screen]) {
            continue;
        }
        seen[visit.at.screen] = true;
        int languages = visit.started ? store_language_count(trial.walk.kiosk.world.store) : 1;
        for (int language = 0; language < languages; language += LANGUAGE_STEP) {
            visit.language = (int16_t)language;
            int count = walk_show(&trial.walk, &visit)->count;
            for (int node = 0; node < count; node++) {
                try_node(&trial, &visit, node);
            }
        }
    }
    printf("pressed %d, made ready %d, wrong %d\n", trial.asked, trial.ready, trial.wrong);
    free(places.at);
    walk_close(&trial.walk);
    return trial.ready > READY_MIN && trial.wrong == 0 ? 0 : 1;
}
