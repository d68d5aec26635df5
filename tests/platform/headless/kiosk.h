#pragma once
// A kiosk of two screens, driven by a script: what it is told is noted in a journal, what the script
// prints is caught.

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/fake_text.h"
#include "platform/headless/internal.h"
#include "test.h"

struct kiosk {
    struct config config;
    struct clock clock;
    struct frame frame;
    struct platform *platform;
    int timeout_ms; // what the kiosk asks platform_wait for
    bool dialog;
    int waker; // a pipe; a byte in it brings the dialog; 0 = none
    int page;  // of pages; "pager.more" turns it
    int pages;
    int turns;
    char last[32];
    char journal[8192];
    char printed[65536];   // stdout
    char complaints[4096]; // stderr
    bool failed;
    struct platform_stats stats;
};

static struct kiosk kiosk;

static struct image_bytes
no_images(void *context, const char *name)
{
    (void)context;
    (void)name;
    return (struct image_bytes){0};
}

static struct node *
kiosk_button(const char *name, const char *text, struct rect rect)
{
    struct node *node = frame_add(&kiosk.frame, ROLE_BUTTON, name, rect);
    node->text = text;
    node->text_rect = rect;
    node->lang = "es";
    node->fg = 0xff14213d;
    node->fill = 0xffe3f0f1;
    node->focusable = true;
    node->action = (struct action){.kind = 1};
    return node;
}

static void
kiosk_frame(void)
{
    memset(&kiosk.frame, 0, sizeof kiosk.frame);
    kiosk.frame.screen = "home";
    kiosk.frame.lang = "es";
    kiosk.frame.page = kiosk.page;
    kiosk.frame.pages = kiosk.pages > 0 ? kiosk.pages : 1;
    kiosk.frame.paper = 0xfff6f4ef;
    kiosk_button("topic.work", "Trabajo", (struct rect){10, 10, 40, 20});
    kiosk_button("topic.health", "Salud y \"citas\"", (struct rect){60, 10, 40, 20});
    kiosk_button("topic.school", "Escuela", (struct rect){110, 10, 40, 20});
    kiosk_button("foot.back", "Volver", (struct rect){10, 100, 40, 20})->disabled = true;
    kiosk_button("card", "Tarjeta grande", (struct rect){10, 40, 80, 50});
    kiosk_button("card.inner", "Dentro", (struct rect){40, 55, 20, 20});
    kiosk_button("hidden", "Debajo", (struct rect){110, 50, 20, 20});
    kiosk_button("cover", "Encima", (struct rect){105, 45, 30, 30});
    kiosk_button("outside", "Fuera", (struct rect){500, 45, 30, 30});
    frame_add(&kiosk.frame, ROLE_TEXT, "note", (struct rect){110, 90, 40, 10})->text = "Solo texto";
    if (kiosk.pages > 0) {
        snprintf(kiosk.last, sizeof kiosk.last, "Página %d", kiosk.page + 1);
        frame_add(&kiosk.frame, ROLE_TEXT, "page", (struct rect){0})->text = kiosk.last;
        kiosk_button("pager.more", "Más", (struct rect){150, 100, 40, 20});
        kiosk_button("pager.previous", "Antes", (struct rect){100, 105, 40, 20});
    }
    if (kiosk.dialog) {
        frame_add(&kiosk.frame, ROLE_DIALOG, "idle", (struct rect){20, 20, 160, 100});
        kiosk_button("idle.stay", "Volver", (struct rect){40, 80, 60, 30});
    }
}

static void
kiosk_note(const struct platform_event *event)
{
    static const char *const kinds[] = {"nothing", "down", "move", "up", "key", "key-up", "tally",
        "headphone", "action", "language", "quit"};
    size_t used = strlen(kiosk.journal);
    char *end = kiosk.journal + used;
    size_t room = sizeof kiosk.journal - used;
    int at_ms = (int)event->time_ms;
    if (event->kind >= PLATFORM_TOUCH_DOWN && event->kind <= PLATFORM_TOUCH_UP) {
        const struct node *hit = frame_hit(&kiosk.frame, event->x, event->y);
        snprintf(end, room, "%d %s %d %.1f,%.1f %s\n", at_ms, kinds[event->kind], event->finger,
            (double)event->x, (double)event->y, hit ? hit->name : "-");
    } else if (event->kind == PLATFORM_KEY_DOWN || event->kind == PLATFORM_KEY_UP) {
        snprintf(end, room, "%d %s %s\n", at_ms, kinds[event->kind], platform_key_name(event->key));
    } else if (event->kind == PLATFORM_TALLY) {
        snprintf(end, room, "%d tally %s\n", at_ms, wiring_name(event->tally));
    } else if (event->kind == PLATFORM_HEADPHONE) {
        snprintf(end, room, "%d headphone %s\n", at_ms, event->plugged ? "in" : "out");
    } else {
        snprintf(end, room, "%d %s %s\n", at_ms, kinds[event->kind], event->text);
    }
}

static void
kiosk_loop(void)
{
    struct platform_event events[PLATFORM_EVENTS_MAX];
    for (bool running = true; running;) {
        kiosk_frame();
        platform_present(kiosk.platform, &kiosk.frame);
        int count = platform_wait(kiosk.platform, kiosk.timeout_ms, events);
        kiosk.turns++;
        char byte;
        kiosk.dialog = kiosk.dialog || (kiosk.waker > 0 && read(kiosk.waker, &byte, 1) == 1);
        if (count == 0 && kiosk.timeout_ms > 0) {
            size_t used = strlen(kiosk.journal);
            snprintf(kiosk.journal + used, sizeof kiosk.journal - used, "%d timer\n",
                (int)clock_ms(&kiosk.clock));
        }
        for (int i = 0; i < count; i++) {
            kiosk_note(&events[i]);
            const struct node *hit = frame_hit(&kiosk.frame, events[i].x, events[i].y);
            bool up = events[i].kind == PLATFORM_TOUCH_UP && hit;
            bool more = up && strcmp(hit->name, "pager.more") == 0;
            bool less = up && strcmp(hit->name, "pager.previous") == 0;
            kiosk.page += more && kiosk.page + 1 < kiosk.pages;
            kiosk.page -= less && kiosk.page > 0;
            running = running && events[i].kind != PLATFORM_QUIT;
        }
    }
}

static void
read_back(FILE *file, char *text, size_t size)
{
    rewind(file);
    text[fread(text, 1, size - 1, file)] = '\0';
    fclose(file);
}

// Runs the script to its end. timeout_ms and dialog are set before.
static void
kiosk_run(const char *script)
{
    struct err err = {0};
    kiosk.config = config_default();
    kiosk.clock = clock_fake(1780272000); // 2026-06-01 00:00
    kiosk.journal[0] = '\0';
    kiosk.turns = 0;
    struct images *images = images_create(no_images, NULL, 1 << 16);
    struct platform_options options = {.config = &kiosk.config,
        .clock = &kiosk.clock,
        .images = images,
        .wakers = {kiosk.waker},
        .wakers_count = kiosk.waker > 0};
    assert_true(platform_open(&options, &kiosk.platform, &err));
    char *copy = strdup(script); // fmemopen wants it writable
    kiosk.platform->script = fmemopen(copy, strlen(copy), "r");
    assert_non_null(kiosk.platform->script);
    FILE *out = tmpfile();
    FILE *complaints = tmpfile();
    fflush(stdout);
    fflush(stderr);
    int old_out = dup(STDOUT_FILENO);
    int old_err = dup(STDERR_FILENO);
    dup2(fileno(out), STDOUT_FILENO);
    dup2(fileno(complaints), STDERR_FILENO);
    kiosk_loop();
    fflush(stdout);
    dup2(old_out, STDOUT_FILENO);
    dup2(old_err, STDERR_FILENO);
    close(old_out);
    close(old_err);
    read_back(out, kiosk.printed, sizeof kiosk.printed);
    read_back(complaints, kiosk.complaints, sizeof kiosk.complaints);
    kiosk.failed = platform_failed(kiosk.platform);
    kiosk.stats = platform_stats(kiosk.platform);
    fclose(kiosk.platform->script);
    free(copy);
    platform_close(kiosk.platform);
    images_destroy(images);
    kiosk.timeout_ms = -1;
    kiosk.dialog = false;
    kiosk.page = kiosk.pages = 0;
}
