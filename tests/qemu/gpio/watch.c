// The panel as the kiosk reads it, on the console instead of a screen.
// usage: watch hub.conf [DEBOUNCE]: prints "MICROSECONDS press|release FUNCTION" and "MICROSECONDS chip 0|1 STATE" as
// they happen. DEBOUNCE, in milliseconds, may be what hub.conf does not allow: 0. Reads "FUNCTION on|off" for LEDs.
// Ends with its input, or SIGTERM.
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "gpio/gpio.h"

enum { EVENTS = 16, COMMAND_MAX = 64 };

static int64_t
now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void
tell_chips(const struct gpio *gpio, enum buttons_chip told[WIRING_CHIPS])
{
    const struct buttons_state *state = gpio_state(gpio);
    for (int i = 0; i < WIRING_CHIPS; i++) {
        if (state->chips[i] != told[i]) {
            told[i] = state->chips[i];
            printf("%" PRId64 " chip %d %s\n", now_us(), i, buttons_chip_name(told[i]));
        }
    }
}

static void
tell_events(struct gpio *gpio)
{
    struct buttons_event events[EVENTS];
    for (int count = gpio_take(gpio, events, EVENTS); count > 0;
        count = gpio_take(gpio, events, EVENTS)) {
        for (int i = 0; i < count; i++) {
            printf("%" PRId64 " %s %s\n", now_us(), events[i].active ? "press" : "release",
                wiring_name(events[i].function));
        }
    }
}

// One command a read, as a shell's echo writes it. False at the end of the input.
static bool
obey(struct gpio *gpio)
{
    char text[COMMAND_MAX] = "";
    char name[COMMAND_MAX];
    char lit[COMMAND_MAX];
    ssize_t len = read(STDIN_FILENO, text, sizeof text - 1);
    if (len > 0 && sscanf(text, "%63s %63s", name, lit) == 2) {
        gpio_led(gpio, wiring_named(name), strcmp(lit, "on") == 0);
    }
    return len > 0;
}

static void
watch(struct gpio *gpio, int end_fd)
{
    enum buttons_chip told[WIRING_CHIPS] = {BUTTONS_UNSET, BUTTONS_UNSET};
    struct pollfd fds[GPIO_SOURCES_MAX + 2];
    tell_chips(gpio, told);
    for (bool ended = false; !ended;) {
        fflush(stdout);
        fds[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
        fds[1] = (struct pollfd){.fd = end_fd, .events = POLLIN};
        int count = 2 + gpio_sources(gpio, fds + 2);
        poll(fds, (nfds_t)count, gpio_timeout_ms(gpio));
        gpio_work(gpio);
        tell_chips(gpio, told);
        tell_events(gpio);
        ended = fds[1].revents != 0 || (fds[0].revents != 0 && !obey(gpio));
    }
}

int
main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        return 2;
    }
    struct config config = config_default();
    config_load(argv[1], &config, NULL);
    if (argc == 3) {
        config.wiring.debounce_ms = (int)strtol(argv[2], NULL, 10);
    }
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    int end_fd = signalfd(-1, &ends, 0);
    struct gpio *gpio = gpio_open(&config.wiring);
    watch(gpio, end_fd);
    gpio_close(gpio);
    close(end_fd);
    return 0;
}
