#include "platform/platform.h"

struct clock
platform_clock(void)
{
    return clock_real();
}
