#include "platform/headless/internal.h"

static void
print_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (const char *p = text ? text : ""; *p; p++) {
        if (*p == '"' || *p == '\\') {
            fprintf(out, "\\%c", *p);
        } else if ((unsigned char)*p < 0x20) {
            fprintf(out, "\\u%04x", (unsigned)*p);
        } else {
            fputc(*p, out);
        }
    }
    fputc('"', out);
}

static void
member_string(FILE *out, const char *name, const char *text)
{
    fprintf(out, ", \"%s\": ", name);
    print_string(out, text);
}

static void
member_colour(FILE *out, const char *name, uint32_t colour)
{
    if (colour == COLOUR_NONE) {
        fprintf(out, ", \"%s\": null", name);
    } else if (colour >> 24 == 255) {
        fprintf(out, ", \"%s\": \"#%06x\"", name, colour & 0xffffffu);
    } else { // red, green, blue, alpha as in CSS
        fprintf(out, ", \"%s\": \"#%06x%02x\"", name, colour & 0xffffffu, colour >> 24);
    }
}

static void
member_bool(FILE *out, const char *name, bool value)
{
    fprintf(out, ", \"%s\": %s", name, value ? "true" : "false");
}

static void
member_mm(FILE *out, const char *name, struct rect rect)
{
    fprintf(out, ", \"%s\": [%.2f, %.2f, %.2f, %.2f]", name, (double)rect.x, (double)rect.y,
        (double)rect.w, (double)rect.h);
}

static const char *
direction_name(enum direction dir)
{
    return dir == DIRECTION_RTL ? "rtl" : "ltr";
}

static const char *
role_name(enum role role)
{
    static const char *const names[] = {
        [ROLE_GROUP] = "group",
        [ROLE_HEADING] = "heading",
        [ROLE_TEXT] = "text",
        [ROLE_BUTTON] = "button",
        [ROLE_TILE] = "tile",
        [ROLE_CHECKBOX] = "checkbox",
        [ROLE_KEY] = "key",
        [ROLE_IMAGE] = "image",
        [ROLE_ICON] = "icon",
        [ROLE_QR] = "qr",
        [ROLE_MAP] = "map",
        [ROLE_PROGRESS] = "progress",
        [ROLE_STATUS] = "status",
        [ROLE_DIALOG] = "dialog",
    };
    return (size_t)role < sizeof names / sizeof *names ? names[role] : "unknown";
}

static void
print_node(FILE *out, const struct panel *panel, const struct node *node)
{
    SDL_Rect px;
    paint_rect(panel, node->rect, &px);
    fprintf(out, "{\"id\": ");
    print_string(out, node->name);
    member_string(out, "role", role_name(node->role));
    member_string(out, "key", node->key);
    member_string(out, "text", node->text);
    member_string(out, "lang", node->lang);
    member_string(out, "dir", direction_name(node->dir));
    fprintf(out, ", \"rect_px\": [%d, %d, %d, %d]", px.x, px.y, px.w, px.h);
    member_mm(out, "rect_mm", node->rect);
    member_mm(out, "text_mm", node->text_rect);
    fprintf(out, ", \"lines\": [%d, %d]", node->first_line, node->line_count);
    fprintf(out, ", \"cap_mm\": %.2f", (double)node->cap_mm);
    member_string(out, "icon", node->icon);
    member_colour(out, "fg", node->fg);
    member_colour(out, "fill", node->fill);
    member_colour(out, "edge", node->edge);
    member_bool(out, "focusable", node->focusable);
    member_bool(out, "focused", node->focused);
    member_bool(out, "pressed", node->pressed);
    member_bool(out, "enabled", !node->disabled);
    member_bool(out, "checked", node->checked);
    member_bool(out, "draggable", node->draggable);
    fprintf(out, ", \"action\": {\"kind\": %d, \"arg\": %d, \"arg2\": %d}", node->action.kind,
        node->action.arg, node->action.arg2);
    member_string(out, "clip", node->clip);
    member_bool(out, "sensitive", node->sensitive);
    member_bool(out, "fallback", node->fallback);
    member_bool(out, "clipped", node->clipped);
    if (node->role == ROLE_PROGRESS) {
        fprintf(out, ", \"value\": %.3f", (double)node->value);
    }
    if (node->role == ROLE_MAP) {
        fprintf(out, ", \"stamp\": \"%016llx\"", (unsigned long long)node->canvas_stamp);
    }
    fprintf(out, "}\n");
}

void
tree_print(FILE *out, const struct panel *panel, const struct frame *frame)
{
    fprintf(out, "{\"screen\": ");
    print_string(out, frame->screen);
    member_string(out, "lang", frame->lang);
    member_string(out, "dir", direction_name(frame->dir));
    member_colour(out, "paper", frame->paper);
    fprintf(out, ", \"page\": %d, \"pages\": %d, \"nodes\": %d", frame->page, frame->pages,
        frame->count);
    member_bool(out, "full", frame->full);
    fprintf(out, "}\n");
    for (int i = 0; i < frame->count; i++) {
        print_node(out, panel, &frame->nodes[i]);
    }
}
