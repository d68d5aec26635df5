// The panel over chips of our own: pipes for the descriptors, so that poll(2) is the real one. Real kernels:
// tests/qemu.
#include "gpio/gpio.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "gpio/internal.h"
#include "test.h"

enum { OFFSETS = 32 };

struct chip {
    int number;
};

struct line {
    struct chip *chip;
    int offset;
    int fds[2];
};

// The world outside.
static struct {
    bool there[WIRING_CHIPS];
    bool level[WIRING_CHIPS][OFFSETS]; // active
    enum buttons_refusal refuses[WIRING_CHIPS][OFFSETS];
    struct line *lines[WIRING_CHIPS][OFFSETS];
    struct line_wish wishes[WIRING_CHIPS][OFFSETS];
    int opened;
} world;

static struct panel_wiring wiring;

struct chip *
chip_find(const char *folder, const char *label)
{
    assert_string_equal(folder, "/dev");
    int number = strcmp(label, "panel") == 0 ? 0 : 1;
    if (!world.there[number]) {
        return NULL;
    }
    struct chip *chip = calloc(1, sizeof *chip);
    assert_non_null(chip);
    chip->number = number;
    world.opened++;
    return chip;
}

void
chip_close(struct chip *chip)
{
    world.opened -= chip != NULL;
    free(chip);
}

struct line *
line_request(struct chip *chip, const struct line_wish *wish, enum buttons_refusal *refusal)
{
    *refusal = world.refuses[chip->number][wish->offset];
    if (*refusal != BUTTONS_ACCEPTED) {
        return NULL;
    }
    struct line *line = calloc(1, sizeof *line);
    assert_non_null(line);
    *line = (struct line){.chip = chip, .offset = wish->offset};
    assert_int_equal(pipe2(line->fds, O_NONBLOCK), 0);
    world.lines[chip->number][wish->offset] = line;
    world.wishes[chip->number][wish->offset] = *wish;
    world.opened++;
    return line;
}

void
line_release(struct line *line)
{
    if (line) {
        close(line->fds[0]);
        if (line->fds[1] >= 0) {
            close(line->fds[1]);
        }
        world.lines[line->chip->number][line->offset] = NULL;
        world.opened--;
        free(line);
    }
}

int
line_fd(const struct line *line)
{
    return line->fds[0];
}

int
line_edges(struct line *line, struct edge edges[CHIP_EDGES_MAX])
{
    ssize_t got = read(line->fds[0], edges, CHIP_EDGES_MAX * sizeof *edges);
    return got > 0 ? (int)((size_t)got / sizeof *edges) : -1;
}

bool
line_level(struct line *line, bool *active)
{
    *active = world.level[line->chip->number][line->offset];
    return world.there[line->chip->number];
}

bool
line_set(struct line *line, bool active)
{
    world.level[line->chip->number][line->offset] = active;
    return world.there[line->chip->number];
}

// ------------------------------------------------------------------------------------------------

static int64_t now_ms;

int
clock_gettime(clockid_t clock, struct timespec *now)
{
    assert_int_equal(clock, CLOCK_MONOTONIC);
    *now = (struct timespec){now_ms / 1000, now_ms % 1000 * 1000000};
    return 0;
}

// The wiring is such that a line's offset is its function.
static void
edge(int chip, enum wiring_function function, bool active, int64_t ms)
{
    struct edge told = {active, ms * 1000};
    struct line *line = world.lines[chip][function];
    assert_non_null(line);
    world.level[chip][function] = active;
    assert_int_equal(write(line->fds[1], &told, sizeof told), sizeof told);
}

static int
fresh(void **state)
{
    (void)state;
    memset(&world, 0, sizeof world);
    now_ms = 1000;
    wiring = wiring_default();
    memcpy(wiring.chip[0], "panel", 6);
    for (int i = 1; i < WIRING_COUNT; i++) {
        wiring.lines[i].offset = i;
    }
    return 0;
}

static struct buttons_event event;

static void
work_at(struct gpio *gpio, int64_t ms)
{
    now_ms = ms;
    gpio_work(gpio);
}

// An edge, and time for it to settle.
static void
move(struct gpio *gpio, int chip, enum wiring_function function, bool active)
{
    edge(chip, function, active, now_ms);
    work_at(gpio, now_ms + 100);
}

static void
assert_comes(struct gpio *gpio, enum wiring_function function, bool active)
{
    assert_int_equal(gpio_take(gpio, &event, 1), 1);
    assert_int_equal(event.function, function);
    assert_int_equal(event.active, active);
}

static void
no_chip_is_no_panel(void **state)
{
    (void)state;
    struct pollfd fds[GPIO_SOURCES_MAX];
    wiring = wiring_default();
    struct gpio *gpio = gpio_open(&wiring);
    assert_int_equal(gpio_state(gpio)->chips[0], BUTTONS_UNSET);
    assert_int_equal(gpio_sources(gpio, fds), 0);
    assert_int_equal(gpio_timeout_ms(gpio), -1);
    assert_false(gpio_work(gpio));
    assert_int_equal(gpio_take(gpio, &event, 1), 0);
    gpio_led(gpio, WIRING_LED_READY, true);
    gpio_close(gpio);
    gpio_close(NULL);
    assert_int_equal(gpio_sources(NULL, fds), 0);
    assert_int_equal(gpio_timeout_ms(NULL), -1);
    assert_false(gpio_work(NULL));
    gpio_led(NULL, WIRING_LED_READY, true);
}

static void
presses_come(void **state)
{
    (void)state;
    struct pollfd fds[GPIO_SOURCES_MAX];
    world.there[0] = true;
    struct gpio *gpio = gpio_open(&wiring);
    assert_int_equal(gpio_state(gpio)->chips[0], BUTTONS_PRESENT);
    assert_int_equal(gpio_sources(gpio, fds), WIRING_LED_READY - WIRING_UP);
    assert_int_equal(gpio_timeout_ms(gpio), -1); // nothing wakes a panel at rest
    assert_false(gpio_work(gpio));
    const struct line_wish *wish = &world.wishes[0][WIRING_SELECT];
    assert_true(wish->active_low && !wish->output);
    assert_int_equal(wish->bias, WIRING_BIAS_UP);
    assert_int_equal(wish->debounce_us, 5000);
    // Edges that are read late are settled when they are read.
    edge(0, WIRING_SELECT, true, 1100);
    edge(0, WIRING_SELECT, false, 1200);
    assert_int_equal(poll(fds, WIRING_LED_READY - WIRING_UP, 0), 1);
    now_ms = 1300;
    assert_true(gpio_work(gpio));
    assert_comes(gpio, WIRING_SELECT, true);
    assert_comes(gpio, WIRING_SELECT, false);
    assert_int_equal(gpio_take(gpio, &event, 1), 0);
    assert_int_equal(gpio_timeout_ms(gpio), -1);
    // One of just now is not; the time-out says when it is.
    edge(0, WIRING_UP, true, 2000);
    work_at(gpio, 2000);
    assert_int_equal(gpio_take(gpio, &event, 1), 0);
    assert_int_equal(gpio_timeout_ms(gpio), 20);
    work_at(gpio, 2020);
    assert_comes(gpio, WIRING_UP, true);
    gpio_close(gpio);
    assert_int_equal(world.opened, 0);
}

// A kernel that tells the time of day, and a clock that is ahead: neither makes a line deaf.
static void
times_to_come_are_now(void **state)
{
    (void)state;
    world.there[0] = true;
    struct gpio *gpio = gpio_open(&wiring);
    edge(0, WIRING_UP, true, 1700000000000);
    work_at(gpio, 2000);
    work_at(gpio, 2020);
    assert_comes(gpio, WIRING_UP, true);
    assert_int_equal(event.time_us, 2020000);
    gpio_close(gpio);
}

static void
lights(void **state)
{
    (void)state;
    world.there[0] = true;
    struct gpio *gpio = gpio_open(&wiring);
    assert_true(world.wishes[0][WIRING_LED_READY].output);
    assert_false(world.wishes[0][WIRING_LED_READY].active_low);
    gpio_led(gpio, WIRING_LED_READY, true);
    gpio_led(gpio, WIRING_UP, true); // no LED
    assert_true(world.level[0][WIRING_LED_READY]);
    assert_false(world.level[0][WIRING_UP]);
    assert_true(gpio_state(gpio)->lines[WIRING_LED_READY].active);
    assert_int_equal(gpio_timeout_ms(gpio), -1);
    work_at(gpio, 100000); // it may be lit for ever
    assert_false(buttons_ailing(gpio_state(gpio)));
    gpio_close(gpio);
    assert_false(world.level[0][WIRING_LED_READY]);
}

// Lets the timer of a search come.
static void
seek_now(struct gpio *gpio)
{
    int wait_ms = gpio_timeout_ms(gpio);
    assert_true(wait_ms > 0 && wait_ms <= GPIO_SEEK_MS);
    work_at(gpio, now_ms + wait_ms);
}

static void
a_chip_goes_and_comes_back(void **state)
{
    (void)state;
    struct pollfd fds[GPIO_SOURCES_MAX];
    struct gpio *gpio = gpio_open(&wiring);
    assert_int_equal(gpio_state(gpio)->chips[0], BUTTONS_ABSENT);
    gpio_led(gpio, WIRING_LED_READY, true);
    world.there[0] = true;
    seek_now(gpio);
    assert_int_equal(gpio_state(gpio)->chips[0], BUTTONS_PRESENT);
    assert_true(world.level[0][WIRING_LED_READY]); // as was wished meanwhile
    move(gpio, 0, WIRING_UP, true);
    assert_comes(gpio, WIRING_UP, true);
    // The other end hangs up.
    world.there[0] = false;
    for (int i = 1; i < WIRING_LED_READY; i++) {
        close(world.lines[0][i]->fds[1]);
        world.lines[0][i]->fds[1] = -1;
    }
    assert_true(gpio_work(gpio));
    assert_int_equal(gpio_state(gpio)->chips[0], BUTTONS_LOST);
    assert_comes(gpio, WIRING_UP, false);
    assert_int_equal(gpio_sources(gpio, fds), 0); // nothing that is ready for ever
    assert_int_equal(world.opened, 0);
    assert_false(gpio_work(gpio));
    world.there[0] = true;
    world.level[0][WIRING_UP] = false;
    seek_now(gpio);
    assert_int_equal(gpio_state(gpio)->chips[0], BUTTONS_PRESENT);
    move(gpio, 0, WIRING_DOWN, true);
    assert_comes(gpio, WIRING_DOWN, true);
    gpio_close(gpio);
}

// Not by poll, but by a question that fails.
static void
a_chip_is_lost_by_its_levels(void **state)
{
    (void)state;
    world.there[0] = true;
    struct gpio *gpio = gpio_open(&wiring);
    world.there[0] = false;
    move(gpio, 0, WIRING_UP, true);
    assert_int_equal(gpio_state(gpio)->chips[0], BUTTONS_LOST);
    assert_int_equal(world.opened, 0);
    gpio_close(gpio);
    world.there[0] = true;
    gpio = gpio_open(&wiring);
    world.there[0] = false;
    gpio_led(gpio, WIRING_LED_ATTENTION, true);
    assert_int_equal(gpio_state(gpio)->chips[0], BUTTONS_LOST);
    gpio_close(gpio);
}

static void
refused_lines_are_told_and_tried_again(void **state)
{
    (void)state;
    world.there[0] = true;
    world.refuses[0][WIRING_BACK] = BUTTONS_BUSY;
    world.refuses[0][WIRING_HOME] = BUTTONS_NO_LINE;
    struct gpio *gpio = gpio_open(&wiring);
    const struct buttons_state *state_of = gpio_state(gpio);
    assert_int_equal(state_of->lines[WIRING_BACK].refusal, BUTTONS_BUSY);
    assert_int_equal(state_of->lines[WIRING_HOME].refusal, BUTTONS_NO_LINE);
    assert_true(buttons_ailing(state_of));
    move(gpio, 0, WIRING_UP, true); // the others work
    assert_comes(gpio, WIRING_UP, true);
    move(gpio, 0, WIRING_UP, false);
    assert_comes(gpio, WIRING_UP, false);
    world.refuses[0][WIRING_BACK] = BUTTONS_ACCEPTED;
    seek_now(gpio);
    assert_true(state_of->lines[WIRING_BACK].watched);
    assert_int_equal(state_of->lines[WIRING_BACK].refusal, BUTTONS_ACCEPTED);
    assert_int_equal(gpio_timeout_ms(gpio), -1); // a line that does not exist never will
    gpio_close(gpio);
}

static void
tally_keys_on_a_chip_of_their_own(void **state)
{
    (void)state;
    memcpy(wiring.chip[1], "desk", 5);
    world.there[0] = true;
    world.there[1] = true;
    struct gpio *gpio = gpio_open(&wiring);
    assert_null(world.lines[0][WIRING_TALLY_MAN]);
    edge(0, WIRING_UP, true, 1050);
    edge(1, WIRING_TALLY_MAN, true, 1000);
    work_at(gpio, 1100);
    assert_comes(gpio, WIRING_TALLY_MAN, true);
    assert_comes(gpio, WIRING_UP, true);
    // One goes; the other stays.
    world.there[1] = false;
    move(gpio, 1, WIRING_TALLY_MAN, false);
    assert_int_equal(gpio_state(gpio)->chips[0], BUTTONS_PRESENT);
    assert_int_equal(gpio_state(gpio)->chips[1], BUTTONS_LOST);
    assert_comes(gpio, WIRING_TALLY_MAN, false);
    move(gpio, 0, WIRING_UP, false);
    assert_comes(gpio, WIRING_UP, false);
    gpio_close(gpio);
}

// Edges without end: the line is passed over for a while, and then looked at now and then only.
static void
a_flood_does_not_keep_us_busy(void **state)
{
    (void)state;
    struct pollfd fds[GPIO_SOURCES_MAX];
    world.there[0] = true;
    struct gpio *gpio = gpio_open(&wiring);
    int lines = gpio_sources(gpio, fds);
    for (int i = 0; i < 200; i++) {
        edge(0, WIRING_HELP, i % 2 == 0, now_ms);
        work_at(gpio, now_ms + 5);
    }
    assert_true(gpio_state(gpio)->lines[WIRING_HELP].chatters);
    work_at(gpio, now_ms + 50);
    edge(0, WIRING_HELP, true, now_ms);
    gpio_work(gpio);
    edge(0, WIRING_HELP, false, now_ms);
    assert_int_equal(gpio_sources(gpio, fds), lines - 1);
    assert_int_equal(poll(fds, (nfds_t)lines - 1, 0), 0);
    assert_true(gpio_timeout_ms(gpio) > 0);
    move(gpio, 0, WIRING_UP, true);
    assert_comes(gpio, WIRING_UP, true);
    gpio_close(gpio);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(no_chip_is_no_panel, fresh),
        cmocka_unit_test_setup(presses_come, fresh),
        cmocka_unit_test_setup(times_to_come_are_now, fresh),
        cmocka_unit_test_setup(lights, fresh),
        cmocka_unit_test_setup(a_chip_goes_and_comes_back, fresh),
        cmocka_unit_test_setup(a_chip_is_lost_by_its_levels, fresh),
        cmocka_unit_test_setup(refused_lines_are_told_and_tried_again, fresh),
        cmocka_unit_test_setup(tally_keys_on_a_chip_of_their_own, fresh),
        cmocka_unit_test_setup(a_flood_does_not_keep_us_busy, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
