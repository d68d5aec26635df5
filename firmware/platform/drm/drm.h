#pragma once
// The glass itself, without a desktop: the kernel's mode setting through libdrm, two dumb buffers that are
// flipped, and input from the kernel's devices. Waits for a display that is not connected or that another
// program holds, and finds it again after it was unplugged.

#include "platform/platform.h"

// ERR_MISSING when the machine has no graphics card. The size is the panel's of hub.conf until a display is
// there, then that of the display's mode.
bool drm_open(
    const struct platform_options *options, struct presenter *screen, struct err *err) MUST_USE;
