#include "platform/platform.h"

// Monday 2026-11-23, 10:00 UTC: a working morning, the same in every run.
enum { SCRIPT_STARTS_S = 1795428000 };

struct clock
platform_clock(void)
{
    return clock_fake(SCRIPT_STARTS_S);
}
