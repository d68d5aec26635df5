#include "platform/sdl/internal.h"

enum { MOUSE_DEAF_MS = 500 };

static const struct {
    SDL_Keycode code;
    enum platform_key key;
} keys[] = {
    {SDLK_UP, KEY_UP},
    {SDLK_DOWN, KEY_DOWN},
    {SDLK_RETURN, KEY_SELECT},
    {SDLK_KP_ENTER, KEY_SELECT},
    {SDLK_SPACE, KEY_SELECT},
    {SDLK_ESCAPE, KEY_BACK},
    {SDLK_BACKSPACE, KEY_BACK},
    {SDLK_LEFT, KEY_BACK},
    {SDLK_AC_BACK, KEY_BACK},
    {SDLK_RIGHT, KEY_NEXT},
    {SDLK_PAGEDOWN, KEY_NEXT},
    {SDLK_HOME, KEY_HOME},
    {SDLK_AC_HOME, KEY_HOME},
    {SDLK_l, KEY_LANGUAGE},
    {SDLK_a, KEY_AUDIO},
    {SDLK_h, KEY_HELP},
    {SDLK_F1, KEY_HELP},
    {SDLK_HELP, KEY_HELP},
    {SDLK_MINUS, KEY_VOLUME_DOWN},
    {SDLK_KP_MINUS, KEY_VOLUME_DOWN},
    {SDLK_VOLUMEDOWN, KEY_VOLUME_DOWN},
    {SDLK_PLUS, KEY_VOLUME_UP},
    {SDLK_EQUALS, KEY_VOLUME_UP}, // + without shift
    {SDLK_KP_PLUS, KEY_VOLUME_UP},
    {SDLK_VOLUMEUP, KEY_VOLUME_UP},
};

static bool
key_event(const SDL_KeyboardEvent *from, struct platform_event *to)
{
    if (from->repeat) {
        return false; // one press, one action
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].code == from->keysym.sym) {
            to->kind = from->type == SDL_KEYDOWN ? PLATFORM_KEY_DOWN : PLATFORM_KEY_UP;
            to->key = keys[i].key;
            return true;
        }
    }
    return false;
}

// A point of the glass, in parts of it, to millimetres of the picture.
static void
place(const struct hands *hands, float x, float y, struct platform_event *to)
{
    turn_point(hands->turn, &x, &y);
    to->x = x * hands->panel.width_mm;
    to->y = y * hands->panel.height_mm;
}

// The finger's place in the list, a new one if it is not there yet; -1 if there are too many.
static int
finger_place(struct hands *hands, SDL_FingerID id)
{
    int free_place = -1;
    for (int i = FINGERS_MAX - 1; i >= 0; i--) {
        if (hands->used[i] && hands->fingers[i] == id) {
            return i;
        }
        free_place = hands->used[i] ? free_place : i;
    }
    return free_place;
}

static bool
finger_event(struct hands *hands, const SDL_TouchFingerEvent *from, struct platform_event *to)
{
    hands->touched_ticks = SDL_GetTicks();
    int number = finger_place(hands, from->fingerId);
    bool known = number >= 0 && hands->used[number];
    if (number < 0 || (!known && from->type != SDL_FINGERDOWN)) {
        return false; // it was on the glass before we were
    }
    hands->used[number] = from->type != SDL_FINGERUP;
    hands->fingers[number] = from->fingerId;
    to->kind = from->type == SDL_FINGERUP ? PLATFORM_TOUCH_UP
               : known                    ? PLATFORM_TOUCH_MOVE
                                          : PLATFORM_TOUCH_DOWN;
    to->finger = number;
    // The screen covers the glass, so parts of the one are parts of the other.
    place(hands, from->x, from->y, to);
    return true;
}

static bool
mouse_event(struct hands *hands, const SDL_Event *from, struct platform_event *to)
{
    bool motion = from->type == SDL_MOUSEMOTION;
    Uint32 which = motion ? from->motion.which : from->button.which;
    Uint32 since_touch = SDL_GetTicks() - hands->touched_ticks;
    bool from_touch =
        which == SDL_TOUCH_MOUSEID || (hands->touched_ticks != 0 && since_touch < MOUSE_DEAF_MS);
    if (motion ? !hands->mouse : from->button.button != SDL_BUTTON_LEFT) {
        return false;
    }
    bool down = from->type == SDL_MOUSEBUTTONDOWN;
    if (from_touch && (down || !hands->mouse)) {
        return false;
    }
    hands->mouse = motion || down;
    to->kind = motion ? PLATFORM_TOUCH_MOVE : down ? PLATFORM_TOUCH_DOWN : PLATFORM_TOUCH_UP;
    int x = motion ? from->motion.x : from->button.x;
    int y = motion ? from->motion.y : from->button.y;
    bool lies = turn_lies(hands->turn);
    int width = lies ? hands->panel.height_px : hands->panel.width_px;
    int height = lies ? hands->panel.width_px : hands->panel.height_px;
    place(hands, ((float)x + 0.5f) / (float)width, ((float)y + 0.5f) / (float)height, to);
    return true;
}

bool
hands_event(struct hands *hands, const SDL_Event *from, struct platform_event *to)
{
    *to = (struct platform_event){0};
    switch (from->type) {
    case SDL_QUIT:
        to->kind = PLATFORM_QUIT;
        return true;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        return key_event(&from->key, to);
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        return finger_event(hands, &from->tfinger, to);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEMOTION:
        return mouse_event(hands, from, to);
    default:
        return false;
    }
}
