#include "buttons/buttons.h"

static const char *const chips[] = {
    [BUTTONS_UNSET] = "unset",
    [BUTTONS_ABSENT] = "absent",
    [BUTTONS_PRESENT] = "present",
    [BUTTONS_LOST] = "lost",
};

static const char *const refusals[] = {
    [BUTTONS_ACCEPTED] = "accepted",
    [BUTTONS_BUSY] = "busy",
    [BUTTONS_NO_LINE] = "no-line",
    [BUTTONS_DENIED] = "denied",
    [BUTTONS_UNABLE] = "unable",
};

const char *
buttons_chip_name(enum buttons_chip chip)
{
    return chips[chip];
}

const char *
buttons_refusal_name(enum buttons_refusal refusal)
{
    return refusals[refusal];
}

bool
buttons_ailing(const struct buttons_state *state)
{
    for (int i = 0; i < WIRING_CHIPS; i++) {
        if (state->chips[i] == BUTTONS_ABSENT || state->chips[i] == BUTTONS_LOST) {
            return true;
        }
    }
    for (int i = 0; i < WIRING_COUNT; i++) {
        const struct buttons_line *line = &state->lines[i];
        if (line->refusal != BUTTONS_ACCEPTED || line->stuck || line->chatters) {
            return true;
        }
    }
    return false;
}
