// Sets the clock as a person asked for on the screen: the one process with that right, for a moment. Told by a
// file in requests/, tells by a file in run/clock: install/install.h.
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <linux/rtc.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/log.h"
#include "config/config.h"
#include "install/install.h"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_FAILED = 3 };

static const char HELP[] =
    "usage: hub-clock [--config FILE]\n"
    "\n"
    "Sets the machine's clock, and its battery clock if it has one, to the second in "
    "requests/clock, which "
    "the\n"
    "screen leaves there when somebody sets the time on it. Needs the right to set the clock.\n"
    "\n"
    "  --config FILE    hub.conf: [paths] data, run\n"
    "  --help           this text\n"
    "\n"
    "Exit status: 0 set, or nobody asked; 1 what was asked cannot be now; 2 usage; 3 could not set "
    "it.\n";

// -1: go on.
static int
take_options(struct config *config, int argc, char **argv)
{
    static const struct option options[] = {{"config", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(HELP, stdout);
            return EXIT_DONE;
        }
        if (option == '?') {
            return EXIT_USAGE;
        }
        config_load(optarg, config, NULL);
    }
    if (optind < argc) {
        fprintf(stderr, "hub-clock: %s: not understood; see --help\n", argv[optind]);
        return EXIT_USAGE;
    }
    return -1;
}

// A machine without one forgets the time when it is switched off: it is asked for again then.
static void
set_battery_clock(int64_t wall_s)
{
    AUTO_CLOSE int fd = open("/dev/rtc0", O_RDONLY | O_CLOEXEC);
    time_t seconds = (time_t)wall_s;
    struct tm utc;
    if (fd < 0 || !gmtime_r(&seconds, &utc)) {
        return;
    }
    struct rtc_time rtc = {.tm_sec = utc.tm_sec,
        .tm_min = utc.tm_min,
        .tm_hour = utc.tm_hour,
        .tm_mday = utc.tm_mday,
        .tm_mon = utc.tm_mon,
        .tm_year = utc.tm_year};
    if (ioctl(fd, RTC_SET_TIME, &rtc) != 0) {
        LOG_WARN("/dev/rtc0: %s", strerrordesc_np(errno));
    }
}

static int
set_clock(const struct install_dirs *dirs)
{
    struct install_accepted accepted = {0};
    struct err err = {0};
    int64_t wall_s = 0;
    if (!install_accepted_read(dirs, &accepted, &err)) {
        LOG_WARN("%s; no day is too early", err.text);
    }
    if (!install_take_clock(dirs, accepted.floor_day, &wall_s, &err)) {
        if (err.kind == ERR_MISSING) {
            return EXIT_DONE;
        }
        LOG_ERROR("%s", err.text);
        return EXIT_REFUSED;
    }
    const struct timespec now = {.tv_sec = (time_t)wall_s};
    if (clock_settime(CLOCK_REALTIME, &now) != 0) {
        LOG_ERROR("the clock cannot be set: %s", strerrordesc_np(errno));
        return EXIT_FAILED;
    }
    set_battery_clock(wall_s);
    if (!install_clock_set(dirs, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_FAILED;
    }
    LOG_INFO("the clock was set by hand");
    return EXIT_DONE;
}

int
main(int argc, char **argv)
{
    struct config config = config_default();
    struct install_dirs dirs;
    struct err err = {0};
    setlocale(LC_ALL, "C.UTF-8");
    umask(0027); // the kiosk's group sees that it was set
    int options = take_options(&config, argc, argv);
    if (options >= 0) {
        return options;
    }
    if (!install_dirs_of(config.data, config.run, config.factory, &dirs, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_FAILED;
    }
    return set_clock(&dirs);
}
