// Every sentence that can be said of a walk, in every language of the demonstration: none is empty, none
// keeps a {placeholder}, what it is told of the street and the place is in it, and no two turns are told
// alike. With a language's tag it prints the walks to all places instead, for those who translate.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenes/internal.h"
#include "walk.h"

enum { MINUTES_MAX = 130, METRES_MAX = 5000, SERVICES_MAX = 200, SENTENCES_MAX = 16 };

static const char STREET[] = "Calle Ñandú";
static const char PLACE[] = "Mercado";

static int failures;
static int sentences;

static void
fail(struct ui *ui, const char *what, struct store_text text)
{
    failures++;
    fprintf(stderr, "%s: %s: %s \"%s\"\n",
        store_language(ui->world->store, ui->visit->language)->tag, what, text.key, text.text);
}

// The main languages are complete; the others fall back, and say so.
static bool
is_main(struct ui *ui)
{
    return store_language(ui->world->store, ui->visit->language)->percent > 50;
}

static void
check(struct ui *ui, struct store_text text)
{
    sentences++;
    if (text.text[0] == '\0') {
        fail(ui, "nothing is said", text);
    }
    if (strpbrk(text.text, "{}")) {
        fail(ui, "a placeholder is left", text);
    }
    if (text.fallback == is_main(ui)) {
        fail(ui, "wrong language", text);
    }
}

static void
check_step(struct ui *ui, const struct route_step *step, const char *place)
{
    struct store_text text = walk_sentence(ui, step, place);
    bool along = step->way == ROUTE_ALONG && step->turn != ROUTE_ARRIVE;
    bool street = along || (step->way == ROUTE_ACROSS && step->turn != ROUTE_ARRIVE);
    check(ui, text);
    if (street && !strstr(text.text, step->name)) {
        fail(ui, "the street is missing", text);
    }
    if (along && !strstr(text.text, place)) {
        fail(ui, "the place is missing", text);
    }
    struct store_text more = walk_more(ui, step, place);
    if (*more.text) {
        check(ui, more);
    }
    if (step->turn != ROUTE_ARRIVE && !street && *step->name && !strstr(more.text, step->name)) {
        fail(ui, "the sign is missing", more);
    }
    if (walk_icon(ui, step)[0] == '\0') {
        fail(ui, "no picture", text);
    }
}

static void
check_steps(struct ui *ui)
{
    for (int turn = ROUTE_SET_OUT; turn <= ROUTE_ARRIVE; turn++) {
        for (int way = ROUTE_ALONG; way <= ROUTE_BY_FERRY; way++) {
            for (int bits = 0; bits < 12; bits++) {
                struct route_step step = {.turn = (enum route_turn)turn,
                    .way = (enum route_way)way,
                    .name = bits & 1 ? STREET : "",
                    .length_cm = 12000,
                    .side = (enum route_side)(bits / 4)};
                check_step(ui, &step, bits & 2 ? PLACE : "");
            }
        }
    }
}

// Left is not right, slightly left is not left.
static void
check_different(struct ui *ui)
{
    for (int way = ROUTE_ALONG; way <= ROUTE_BY_FERRY; way++) {
        static const enum route_turn four[] = {ROUTE_STRAIGHT, ROUTE_LEFT, ROUTE_BACK, ROUTE_RIGHT};
        const char *told[SENTENCES_MAX];
        int count = way == ROUTE_ALONG ? ROUTE_ARRIVE : 4;
        for (int i = 0; i < count; i++) {
            struct route_step step = {.way = (enum route_way)way, .name = STREET};
            step.turn = way == ROUTE_ALONG ? (enum route_turn)i : four[i];
            told[i] = walk_sentence(ui, &step, "").text;
            for (int k = 0; k < i; k++) {
                if (strcmp(told[i], told[k]) == 0) {
                    fail(ui, "two turns told alike", walk_sentence(ui, &step, ""));
                }
            }
        }
    }
}

static void
check_numbers(struct ui *ui)
{
    struct town_walk walk = {.reach = ROUTE_REACHED};
    for (uint32_t n = 0; n <= MINUTES_MAX; n++) {
        walk.minutes = n;
        check(ui, walk_words(ui, &walk));
        check(ui, ui_words_count(ui, "walk-other-minutes", (int)n));
    }
    for (uint32_t n = 0; n <= METRES_MAX; n += 7) {
        walk.length_m = n;
        struct route_step step = {.turn = ROUTE_LEFT, .name = "", .length_cm = n * 100};
        check(ui, walk_length_words(ui, &walk));
        struct store_text more = walk_more(ui, &step, "");
        if (n >= 10) {
            check(ui, more);
        }
    }
    walk.reach = ROUTE_ISLAND;
    check(ui, walk_words(ui, &walk));
}

// A walk that turns round in the middle was drawn into a corner that no way joins: the fault of a map.
static void
check_no_way_back(struct ui *ui)
{
    struct route_step back = {.turn = ROUTE_BACK, .name = STREET};
    struct store_list all = store_services(ui->world->store, ui->arena, 0, NULL, ui->world->clock);
    struct choice *cards = arena_array(ui->arena, struct choice, ROUTE_STEPS_MAX);
    for (int i = 0; i < all.count; i++) {
        struct store_service service = store_service(ui->world->store, ui->arena, all.n[i]);
        int count = walk_cards(ui, &service, cards);
        for (int k = 0; k < count; k++) {
            if (strcmp(cards[k].icon, walk_icon(ui, &back)) == 0) {
                fail(ui, service.id, cards[k].title);
            }
        }
    }
}

static void
check_language(struct ui *ui)
{
    if (ui->sensitive) { // every pass builds again: once is enough
        return;
    }
    ui->sensitive = true;
    check_steps(ui);
    check_different(ui);
    check_numbers(ui);
    check_no_way_back(ui);
}

static void
print_walks(struct ui *ui)
{
    struct store_list all = store_services(ui->world->store, ui->arena, 0, NULL, ui->world->clock);
    struct choice *cards = arena_array(ui->arena, struct choice, ROUTE_STEPS_MAX);
    for (int i = 0; i < all.count; i++) {
        struct store_service service = store_service(ui->world->store, ui->arena, all.n[i]);
        int count = walk_cards(ui, &service, cards);
        struct town_walk walk;
        bool known = service_walk(ui, &service, false, &walk);
        printf("%s: %s %s%s\n", service.id, known ? walk_words(ui, &walk).text : "-",
            known ? walk_length_words(ui, &walk).text : "", walk.stairs ? " (stairs)" : "");
        for (int k = 0; k < count; k++) {
            printf("  %d [%s] %s / %s\n", k + 1, cards[k].icon, cards[k].title.text,
                cards[k].note.text);
        }
    }
}

int
main(int argc, char **argv)
{
    static struct walk walk;
    if (argc < 2) {
        fprintf(stderr, "usage: walk_sentences CONTENT [LANGUAGE]\n");
        return 2;
    }
    walk_open(&walk, argv[1], "1280x800@217x136mm");
    struct kiosk *kiosk = &walk.kiosk;
    for (int i = 0; i < store_language_count(kiosk->world.store); i++) {
        bool wanted = argc < 3 || strcmp(argv[2], store_language(kiosk->world.store, i)->tag) == 0;
        struct visit visit = {.started = true, .language = (int16_t)i};
        arena_reset(&kiosk->arena);
        if (wanted) {
            ui_build(&kiosk->world, &visit, argc < 3 ? check_language : print_walks, "sentences",
                false, &kiosk->arena, kiosk->frame);
        }
    }
    if (argc < 3) {
        printf("%d sentences, %d failures\n", sentences, failures);
    }
    walk_close(&walk);
    return failures == 0 ? 0 : 1;
}
