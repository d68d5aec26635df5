// Which node a script means, and where a finger meets it.
#include <string.h>
#include <strings.h>

#include "platform/headless/internal.h"

// Nodes ------------------------------------------------------------------------------------------

enum match { MATCH_NONE, MATCH_PART, MATCH_TEXT, MATCH_NAME };

static enum match
match(const struct node *node, const char *wanted)
{
    size_t len = strlen(wanted);
    bool prefix = len > 1 && wanted[len - 1] == '*' && strncmp(node->name, wanted, len - 1) == 0;
    if (prefix || strcmp(node->name, wanted) == 0) {
        return MATCH_NAME;
    }
    if (strcmp(node->text, wanted) == 0) {
        return MATCH_TEXT;
    }
    return strcasestr(node->text, wanted) ? MATCH_PART : MATCH_NONE;
}

// Nodes before it lie under a dialog, out of reach.
static int
first_reachable(const struct frame *frame)
{
    int at = frame->count;
    while (at > 0 && frame->nodes[at - 1].role != ROLE_DIALOG) {
        at--;
    }
    return at > 0 ? at - 1 : 0;
}

// The best match among the nodes that can be activated; NULL after an error.
const struct node *
script_target(struct platform *platform, const char *wanted)
{
    const struct frame *frame = platform->frame;
    const struct node *best = NULL;
    enum match how = MATCH_NONE;
    int equals = 0;
    for (int i = first_reachable(frame); i < frame->count; i++) {
        const struct node *node = &frame->nodes[i];
        bool usable = node->action.kind != 0 && !node->disabled;
        enum match found = usable ? match(node, wanted) : MATCH_NONE;
        if (found > how) {
            best = node;
            how = found;
            equals = 0;
        }
        equals += found != MATCH_NONE && found == how;
    }
    if (!best) {
        script_error(
            platform, "nothing to tap is called \"%s\" on screen %s", wanted, frame->screen);
    } else if (equals > 1 && wanted[strlen(wanted) - 1] != '*') {
        script_error(platform, "%d nodes match \"%s\" on screen %s, the first is %s", equals,
            wanted, frame->screen, best->name);
        best = NULL;
    }
    return best;
}

bool
script_shown(const struct frame *frame, const char *wanted)
{
    for (int i = 0; i < frame->count; i++) {
        if (match(&frame->nodes[i], wanted) != MATCH_NONE) {
            return true;
        }
    }
    return false;
}

// A point of the node where a finger meets it and nothing else, its centre if that will do.
bool
script_point(const struct platform *platform, const struct node *node, struct platform_event *event)
{
    struct rect glass = {0, 0, platform->panel.width_mm, platform->panel.height_mm};
    static const float parts[] = {0.5f, 0.25f, 0.75f, 0.05f, 0.95f};
    enum { PARTS = sizeof parts / sizeof *parts };
    for (int i = 0; i < PARTS * PARTS; i++) {
        event->x = node->rect.x + parts[i % PARTS] * node->rect.w;
        event->y = node->rect.y + parts[i / PARTS] * node->rect.h;
        if (rect_contains(glass, event->x, event->y) &&
            frame_hit(platform->frame, event->x, event->y) == node) {
            return true;
        }
    }
    return false;
}
