// links: config
// Whatever hub.conf holds, the settings stay within their ranges.

#include "config/config.h"
#include "base/err.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct config config = config_default();
    struct config_report report = {0};
    config_parse((const char *)data, len, &config, &report);
    ASSERT(config.idle_s >= 30 && config.idle_s <= 900);
    ASSERT(config.warning_s >= 20 && config.warning_s <= 120);
    ASSERT(config.panel.px_per_mm > 0);
    ASSERT(report.count <= CONFIG_PROBLEMS_MAX);
    return 0;
}
