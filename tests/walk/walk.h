#pragma once
// A kiosk without a screen, for walking over compiled content as fast as frames can be built.

#include "platform/platform.h"
#include "scenes/scenes.h"

enum { WALK_PLACES_MAX = 4096 };

struct walk {
    struct config config;
    struct config_report report; // of a hub.conf with every mistake of a line
    struct clock clock;
    struct text *text;
    struct kiosk kiosk;
};

struct walk_place { // a screen and its subject
    int screen;
    int arg;
    struct visit visit; // as it was when first reached
};

struct walk_places {
    struct walk_place *at;
    int count;
};

// Opens content on a panel like "1280x800@217x136mm"; ends the program when it cannot.
void walk_open(struct walk *walk, const char *content, const char *panel);
void walk_close(struct walk *walk);
// Another panel, the same content.
void walk_panel(struct walk *walk, const char *panel);
// A finger on the middle of the node and up again. False if another node would be hit.
bool walk_touch(struct walk *walk, const struct node *node);
void walk_key(struct walk *walk, enum platform_key key);
// Builds the frame of this visit.
const struct frame *walk_show(struct walk *walk, const struct visit *visit);
// Every place that touch reaches from the first screen, in the order found.
void walk_all(struct walk *walk, struct walk_places *places);
