// Fingers on worn buttons: presses lines of gpio-sim so that their contacts bounce, all of them at once.
// usage: press LINES COUNT SEED: LINES holds "NAME FOLDER low|high" of each line, FOLDER its sim_gpio*. Prints
// "MICROSECONDS press|release NAME" at the first contact of COUNT presses in all, and of their releases.
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BUTTONS = 32, NAME_BYTES = 32, PATH_BYTES = 256 };

enum {
    // Microseconds. A contact bounces for a few milliseconds and is at rest for a human while.
    BOUNCES = 12,
    BOUNCE_MIN = 20,
    BOUNCE_MAX = 700,
    REST_MIN = 35 * 1000,
    REST_MAX = 150 * 1000,
    SPIKES =
        4, // after one rest in so many comes a spike, a contact that opens or closes for one bounce, and a rest
};

struct button {
    char name[NAME_BYTES];
    int fd; // of its pull
    bool low;
    bool closed; // as it is meant, bounces apart
    bool contact;
    int toggles;    // to come after the next; -1: the next is the finger's
    bool spikes;    // after this rest
    int64_t due_us; // the next toggle
};

struct hand {
    struct button buttons[BUTTONS];
    int count;
    int left; // presses
    uint64_t seed;
};

static int64_t
now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int
between(struct hand *hand, int min, int max)
{
    hand->seed ^= hand->seed << 13;
    hand->seed ^= hand->seed >> 7;
    hand->seed ^= hand->seed << 17;
    return min + (int)(hand->seed % (uint64_t)(max - min + 1));
}

static void
put(struct button *button, bool contact)
{
    const char *pull = contact != button->low ? "pull-up" : "pull-down";
    button->contact = contact;
    if (pwrite(button->fd, pull, strlen(pull), 0) < 0) {
        fprintf(stderr, "press: %s: %s\n", button->name, strerror(errno));
        exit(1);
    }
}

// The finger comes or goes: one toggle now, an even number after it.
static void
begin_train(struct hand *hand, struct button *button)
{
    button->closed = !button->closed;
    printf("%" PRId64 " %s %s\n", now_us(), button->closed ? "press" : "release", button->name);
    put(button, button->closed);
    button->toggles = 2 * between(hand, 0, BOUNCES);
    button->spikes = between(hand, 1, SPIKES) == 1;
}

static void
plan(struct hand *hand, struct button *button)
{
    if (button->toggles > 0) {
        button->toggles--;
        button->due_us = now_us() + between(hand, BOUNCE_MIN, BOUNCE_MAX);
    } else if (button->spikes) {
        button->spikes = false;
        button->toggles = 1;
        button->due_us = now_us() + between(hand, REST_MIN, REST_MAX);
    } else {
        button->toggles = -1;
        button->due_us = now_us() + between(hand, REST_MIN, REST_MAX);
    }
}

static void
act(struct hand *hand, struct button *button)
{
    if (button->toggles >= 0) {
        put(button, !button->contact);
    } else {
        hand->left -= !button->closed;
        begin_train(hand, button);
    }
    plan(hand, button);
}

static struct button *
next(struct hand *hand)
{
    struct button *first = NULL;
    for (int i = 0; i < hand->count; i++) {
        struct button *button = &hand->buttons[i];
        bool done = hand->left <= 0 && !button->closed && button->toggles < 0;
        if (!done && (!first || button->due_us < first->due_us)) {
            first = button;
        }
    }
    return first;
}

static bool
read_lines(struct hand *hand, const char *path)
{
    char folder[PATH_BYTES];
    char pull[PATH_BYTES + 8];
    char level[8];
    FILE *file = fopen(path, "re");
    if (!file) {
        return false;
    }
    struct button *button = hand->buttons;
    while (
        hand->count < BUTTONS && fscanf(file, "%31s %255s %7s", button->name, folder, level) == 3) {
        snprintf(pull, sizeof pull, "%s/pull", folder);
        button->fd = open(pull, O_WRONLY | O_CLOEXEC);
        button->low = strcmp(level, "low") == 0;
        button->toggles = -1;
        button->due_us = now_us() + between(hand, REST_MIN, REST_MAX);
        button = &hand->buttons[++hand->count];
    }
    fclose(file);
    return hand->count > 0;
}

int
main(int argc, char **argv)
{
    static struct hand hand;
    if (argc != 4) {
        return 2;
    }
    hand.left = (int)strtol(argv[2], NULL, 10);
    hand.seed = strtoull(argv[3], NULL, 10) * 2654435761u + 1;
    if (!read_lines(&hand, argv[1])) {
        fprintf(stderr, "press: %s: no lines\n", argv[1]);
        return 1;
    }
    for (struct button *button = next(&hand); button; button = next(&hand)) {
        struct timespec due = {button->due_us / 1000000, button->due_us % 1000000 * 1000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
        act(&hand, button);
    }
    return 0;
}
