#pragma once
// What the tests of flowing blocks and tiles share: panels to try, and what must hold on every page.

#include "tests/ui/stage.h"

enum { PAGES_MAX = 64, BLOCKS = 25 };

static const char *const names[BLOCKS] = {"b.0", "b.1", "b.2", "b.3", "b.4", "b.5", "b.6", "b.7",
    "b.8", "b.9", "b.10", "b.11", "b.12", "b.13", "b.14", "b.15", "b.16", "b.17", "b.18", "b.19",
    "b.20", "b.21", "b.22", "b.23", "b.24"};

// What the scenes below build.
static struct {
    const char *text;
    struct store_text words;
    float above;
    int count;
    int columns;
    bool stacked;
    bool fitted;
    enum type_style style;
} wanted;

static struct rect area; // of the content, as the scene built last saw it

static inline bool
starts_with(const char *name, const char *prefix)
{
    return strncmp(name, prefix, strlen(prefix)) == 0;
}

// Every panel, size and language the pagination has to hold for.
static inline void
on_panels(struct stage *stage, void (*check)(struct stage *stage))
{
    const struct panel panels[] = {panel_make(800, 480, 152, 91), panel_make(720, 1280, 87, 155),
        panel_make(1280, 800, 217, 136), panel_make(1080, 1920, 268, 476)};
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        for (int size = 0; size < SIZE_COUNT; size++) {
            stage->world.panel = panels[i];
            stage->visit.size = (uint8_t)size;
            check(stage);
        }
    }
}

// Each block whole on one page, in order, none over the edge or over another.
static inline void
check_blocks(struct stage *stage)
{
    int pages = stage_show(stage, 0)->pages;
    assert_in_range(pages, 1, PAGES_MAX);
    int next = 0;
    for (int page = 0; page < pages; page++) {
        const struct frame *frame = stage_show(stage, page);
        const struct node *before = NULL;
        for (int i = 0; i < frame->count; i++) {
            const struct node *node = &frame->nodes[i];
            bool block = next < wanted.count && strcmp(node->name, names[next]) == 0;
            bool again = !block && starts_with(node->name, "b.") && !strpbrk(node->name + 2, ".+");
            assert_false(again); // doubled, or out of order
            if (!block) {
                continue;
            }
            assert_true(node->rect.y >= area.y - 0.05f);
            assert_true(node->rect.y + node->rect.h <= area.y + area.h + 0.05f);
            assert_true(node->rect.x >= -0.05f);
            assert_true(node->rect.x + node->rect.w <= stage->world.panel.width_mm + 0.05f);
            assert_true(!before || !rect_overlaps(before->rect, node->rect));
            before = node;
            next++;
        }
    }
    assert_int_equal(next, wanted.count);
}
