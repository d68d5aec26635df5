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
    ASSERT(config.wiring.debounce_ms >= 5 && config.wiring.debounce_ms <= 100);
    for (int i = 0; i < WIRING_COUNT; i++) {
        ASSERT(config.wiring.lines[i].offset >= -1 && config.wiring.lines[i].offset <= 511);
    }
    return 0;
}
