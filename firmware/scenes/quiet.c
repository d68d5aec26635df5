// Quiet hours of hub.conf: at rest the screen is dark and sleeps until they end; the first touch only wakes it.
#include <limits.h>
#include <string.h>

#include "scenes/internal.h"

enum { MINUTE_S = 60, DAY_MINUTES = 24 * 60 };

static const uint32_t BLACK = 0xff000000;

// Minutes of the quiet hours that are left; 0 = it is not their time, or nobody knows what time it is.
static int
minutes_left(const struct kiosk *kiosk)
{
    const struct config_shift *quiet = &kiosk->world.config->quiet;
    if (quiet->weekday_mask == 0 || clock_quality(kiosk->world.clock) != CLOCK_SURE) {
        return 0;
    }
    int minute = clock_date(kiosk->world.clock).minute;
    int since = (minute - quiet->opens + DAY_MINUTES) % DAY_MINUTES;
    int length = (quiet->closes - quiet->opens + DAY_MINUTES) % DAY_MINUTES;
    length = length == 0 ? DAY_MINUTES : length; // from 0:00 to 24:00
    return since < length ? length - since : 0;
}

bool
quiet_dark(const struct kiosk *kiosk)
{
    return kiosk->world.store && kiosk_resting(kiosk) && !upkeep_live(&kiosk->world) &&
           clock_ms(kiosk->world.clock) >= kiosk->awake_ms && minutes_left(kiosk) > 0;
}

void
quiet_build(struct kiosk *kiosk)
{
    memset(kiosk->frame, 0, sizeof *kiosk->frame);
    kiosk->frame->screen = "dark";
    kiosk->frame->lang = kiosk->world.config->staff_language;
    kiosk->frame->pages = 1;
    kiosk->frame->paper = BLACK;
}

// The finger that woke the screen chooses nothing when it lifts.
void
quiet_wake(struct kiosk *kiosk, const struct platform_event *event)
{
    if (event->kind == PLATFORM_TOUCH_DOWN || event->kind == PLATFORM_KEY_DOWN) {
        kiosk->awake_ms =
            clock_ms(kiosk->world.clock) + (int64_t)kiosk->world.config->idle_s * 1000;
        kiosk->input.spoilt = kiosk->input.down;
    }
}

int
quiet_timeout(const struct kiosk *kiosk)
{
    int64_t second = clock_wall_s(kiosk->world.clock) % MINUTE_S;
    int64_t ms = ((int64_t)minutes_left(kiosk) * MINUTE_S - second) * 1000;
    return ms > INT_MAX ? INT_MAX : (int)ms;
}
