// What of a visit is counted. The screens know nothing of it: each frame is looked at once it is built, and what
// it shows marks a bit of the visit (counts/counts.h). Nothing here is written down or logged.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenes/internal.h"

enum { SEARCH_RESULTS = 2 }; // arg of SCREEN_SEARCH

static bool
mark(struct kiosk *kiosk, const char *kind, const char *code)
{
    char name[RECORD_CELL_MAX];
    const struct counts *counts = kiosk->upkeep.counts;
    bool fits = snprintf(name, sizeof name, code ? "%s:%s" : "%s", kind, code) < (int)sizeof name;
    int cell = fits ? counts_find(counts, name) : -1;
    counts_mark(counts, &kiosk->tally.visit, cell);
    return cell >= 0;
}

static void
mark_language(struct kiosk *kiosk, const char *kind)
{
    const struct store_language *language =
        store_language(kiosk->world.store, kiosk->visit.language);
    if (!mark(kiosk, kind, language->tag)) {
        mark(kiosk, kind, "other");
    }
}

// A topic that has no cell of its own counts with the one above it.
static void
mark_topic(struct kiosk *kiosk, const char *kind, int n)
{
    struct store *store = kiosk->world.store;
    struct store_topic topic = store_topic(store, &kiosk->arena, n);
    if (n > 0 && !mark(kiosk, kind, topic.id) && topic.parent > 0) {
        mark(kiosk, kind, store_topic(store, &kiosk->arena, topic.parent).id);
    }
}

static void
mark_procedure(struct kiosk *kiosk, int n)
{
    mark_topic(kiosk, "topic", store_procedure(kiosk->world.store, &kiosk->arena, n).topic);
}

// What a screen says of a visit when it is entered.
static void
mark_screen(struct kiosk *kiosk, enum screen screen, int arg)
{
    struct store *store = kiosk->world.store;
    switch ((int)screen) {
    case SCREEN_TOPIC:
    case SCREEN_SERVICES: // of a topic that is nothing but its places; 0: of all
        mark_topic(kiosk, "topic", arg);
        break;
    case SCREEN_PAGE:
        mark_topic(kiosk, "topic", store_page(store, &kiosk->arena, arg).topic);
        break;
    case SCREEN_TAKE_BRING:
        mark(kiosk, "qr", NULL);
        mark_procedure(kiosk, arg);
        break;
    case SCREEN_PROCEDURE:
    case SCREEN_BRING:
        mark_procedure(kiosk, arg);
        break;
    case SCREEN_TAKE_SERVICE:
        mark(kiosk, "qr", NULL);
        break;
    case SCREEN_SERVICE:
        mark_topic(kiosk, "referral", store_service_topic(store, arg));
        break;
    case SCREEN_HOTLINES:
        mark(kiosk, "hotline", NULL);
        break;
    case SCREEN_HELP:
    case SCREEN_PERSON:
        mark(kiosk, "help", NULL);
        break;
    default:
        break;
    }
}

// What was asked for and is not there: the note that says so is in the frame.
static void
mark_unmet(struct kiosk *kiosk, enum screen screen, int arg)
{
    bool none = frame_find(kiosk->frame, "none") != NULL;
    if (none && screen == SCREEN_SEARCH && arg == SEARCH_RESULTS) {
        mark(kiosk, "unmet", "search");
    } else if (none && screen == SCREEN_SERVICES) {
        mark_topic(kiosk, "unmet", arg);
    }
}

static bool
falls_back(const struct frame *frame)
{
    for (int i = 0; i < frame->count; i++) {
        if (frame->nodes[i].fallback) {
            return true;
        }
    }
    return false;
}

void
tally_look(struct kiosk *kiosk)
{
    const struct visit *visit = &kiosk->visit;
    struct tally *tally = &kiosk->tally;
    enum screen screen = (enum screen)visit->at.screen;
    if (!kiosk->upkeep.counts || !visit->started) {
        return;
    }
    if ((screen == SCREEN_MANAGER || screen == SCREEN_TECH) && !tally->staff) {
        *tally = (struct tally){.staff = true};
    }
    if (tally->staff || scene_of(screen)->staff) {
        return;
    }
    mark(kiosk, "visit", NULL);
    mark_language(kiosk, "lang");
    if (tally->screen != visit->at.screen || tally->arg != visit->at.arg) {
        mark_screen(kiosk, screen, visit->at.arg);
        tally->screen = visit->at.screen;
        tally->arg = visit->at.arg;
    }
    mark_unmet(kiosk, screen, visit->at.arg);
    if (visit->notice) { // LISTEN
        mark(kiosk, "audio", NULL);
    }
    if (falls_back(kiosk->frame)) {
        mark_language(kiosk, "gap");
    }
}

void
tally_end(struct kiosk *kiosk)
{
    counts_visit_end(kiosk->upkeep.counts, &kiosk->tally.visit);
    kiosk->tally = (struct tally){.staff = false};
}

void
tally_tick(struct kiosk *kiosk)
{
    struct err err = {0};
    if (counts_due_ms(kiosk->upkeep.counts) == 0 && !counts_flush(kiosk->upkeep.counts, &err)) {
        err = (struct err){0}; // counts said so once; it is tried again in a quarter of an hour
    }
}

static void
read_cells(struct kiosk *kiosk, struct counts_rules *rules)
{
    struct store *store = kiosk->world.store;
    struct arena arena = {0};
    for (int n = 1; n <= COUNTS_CELLS_MAX; n++) {
        const char *id = store_id(store, &arena, "count_cell", n);
        if (id[0] == '\0') {
            break;
        }
        struct counts_cell *cell = &rules->cells[rules->count];
        if (snprintf(cell->name, sizeof cell->name, "%s", id) < (int)sizeof cell->name) {
            cell->monthly = store_int(store, "count_cell", "monthly", n) == 1;
            rules->count++;
        }
    }
    arena_finish(&arena);
}

void
kiosk_declare(struct kiosk *kiosk)
{
    struct store *store = kiosk->world.store;
    struct counts_rules *rules = calloc(1, sizeof *rules); // large for a stack
    ASSERT(rules);
    const struct bundle_head *head = store_head(store);
    rules->epoch = head ? head->manifest.epoch : 0;
    rules->seq = head ? head->manifest.seq : 0;
    rules->epsilon_num = 1;
    rules->epsilon_den = 1;
    rules->threshold = 10;
    long threshold = strtol(store_meta(store, "count_threshold"), NULL, 10); // 0: not said
    const char *epsilon = store_meta(store, "count_epsilon");
    if (threshold > 0 && threshold <= RECORD_THRESHOLD_MAX) {
        rules->threshold = (uint32_t)threshold;
    }
    if (epsilon[0] != '\0' &&
        !counts_parse_epsilon(epsilon, &rules->epsilon_num, &rules->epsilon_den)) {
        rules->epsilon_num = 1;
        rules->epsilon_den = 1;
    }
    if (strcmp(store_meta(store, "count_noise"), "threshold-only") == 0) {
        rules->epsilon_num = 0;
    }
    read_cells(kiosk, rules);
    counts_declare(kiosk->upkeep.counts, rules);
    free(rules);
}
