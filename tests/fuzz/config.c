// links: config
// Whatever hub.conf holds, the settings stay within their ranges, and what is said of it is text.

#include "config/config.h"

#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "fuzz.h"

static void
check_shift(const struct config_shift *shift)
{
    ASSERT(shift->weekday_mask >= 0 && shift->weekday_mask < 128);
    ASSERT(shift->opens >= 0 && shift->opens < 1440);
    ASSERT(shift->closes >= 0 && shift->closes <= 1440);
}

static void
check_problem(const struct config_problem *problem)
{
    char text[400];
    config_problem_text(problem, text);
    ASSERT(strlen(text) < sizeof text - 1 && utf8_valid(text, strlen(text)));
    ASSERT(problem->code > 4200 && problem->code < 4300);
    ASSERT(problem->line >= 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct config config = config_default();
    struct config_report report = {0};
    struct config_wifi wifi;
    config_parse((const char *)data, len, &config, &report);
    ASSERT(config.idle_s >= 30 && config.idle_s <= 900);
    ASSERT(config.warning_s >= 20 && config.warning_s <= 120);
    ASSERT(config.volume >= -50 && config.volume <= 50);
    ASSERT(config.rotation % 90 == 0 && config.rotation >= 0 && config.rotation < 360);
    ASSERT(config.utc_offset_minutes >= -720 && config.utc_offset_minutes <= 840);
    ASSERT(config.panel.px_per_mm > 0);
    check_shift(&config.quiet);
    for (int i = 0; i < CONFIG_SHIFTS_MAX; i++) {
        check_shift(&config.shifts[i]);
    }
    ASSERT(report.count <= CONFIG_PROBLEMS_MAX);
    for (int i = 0; i < report.count; i++) {
        check_problem(&report.problems[i]);
    }
    config_parse_wifi((const char *)data, len, &wifi);
    ASSERT(strlen(wifi.ssid) <= 32 && strlen(wifi.password) <= 64 && strlen(wifi.country) <= 2);
    return 0;
}
