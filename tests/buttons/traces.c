// Plays traces/*.trace: edges as a kernel told them, and what has to come of them. How a trace is written:
// traces/README.md. Nothing else may come: a lost press fails as a doubled one does.
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buttons/buttons.h"
#include "test.h"

enum { TEXT_MAX = 64 * 1024 };

struct player {
    struct buttons buttons;
    bool levels[WIRING_COUNT]; // as the lines really are
    int64_t busy_us;           // nobody reads before
    char came[TEXT_MAX];
    char wanted[TEXT_MAX];
};

static struct player player;

static void
add(char *out, double ms, const char *name, const char *word)
{
    size_t len = strlen(out);
    int added = snprintf(out + len, TEXT_MAX - len, "%.1f %s %s\n", ms, name, word);
    assert_true(added > 0 && len + (size_t)added < TEXT_MAX);
}

static void
take(void)
{
    struct buttons_event event;
    while (buttons_take(&player.buttons, &event, 1) > 0) {
        add(player.came, (double)event.time_us / 1000, wiring_name(event.function),
            event.active ? "press" : "release");
    }
}

// What a program does when it wakes.
static void
look(int64_t now_us)
{
    for (enum wiring_function i = WIRING_UP; i < WIRING_COUNT; i++) {
        if (buttons_wants(&player.buttons, i, now_us)) {
            buttons_sample(&player.buttons, i, player.levels[i], now_us);
        }
    }
    buttons_tick(&player.buttons, now_us);
    take();
}

// Wakes whenever something is due, in whole milliseconds as poll(2) has them, and at the end.
static void
sleep_until(int64_t until_us)
{
    for (int64_t due = buttons_due_us(&player.buttons); due < until_us;
        due = buttons_due_us(&player.buttons)) {
        int64_t wake_us = (due + 999) / 1000 * 1000;
        wake_us = wake_us < player.busy_us ? player.busy_us : wake_us;
        if (wake_us >= until_us) {
            break;
        }
        look(wake_us);
        assert_true(buttons_due_us(&player.buttons) > wake_us); // it never spins
    }
}

static void
play_edge(double ms, const char *name, const char *word, const char *level)
{
    enum wiring_function function = wiring_named(name);
    int64_t time_us = (int64_t)(ms * 1000 + 0.5);
    assert_int_not_equal(function, WIRING_NONE);
    sleep_until(time_us);
    bool silent = strcmp(word, "is") == 0;
    bool active = (silent ? level : word)[0] == '1';
    if (strcmp(word, "wrong") == 0) { // told the other way round
        active = level[0] == '1';
        player.levels[function] = active;
        buttons_edge(&player.buttons, function, !active, time_us);
    } else {
        player.levels[function] = active;
        if (!silent) {
            buttons_edge(&player.buttons, function, active, time_us);
        }
    }
    if (time_us >= player.busy_us && !silent) {
        look(time_us);
    }
}

static void
begin(int debounce_ms, int stuck_s)
{
    static struct panel_wiring wiring;
    wiring = wiring_default();
    wiring.debounce_ms = debounce_ms;
    wiring.stuck_s = stuck_s;
    memset(&player, 0, sizeof player);
    buttons_init(&player.buttons, &wiring);
    for (enum wiring_function i = WIRING_UP; i < WIRING_LED_READY; i++) {
        buttons_begin(&player.buttons, i, false, 0);
    }
}

static void
check_fault(const char *name, const char *word)
{
    const struct buttons_line *line = &player.buttons.state.lines[wiring_named(name)];
    bool stuck = strcmp(word, "stuck") == 0;
    bool chatters = strcmp(word, "chatters") == 0;
    assert_true(stuck || chatters || strcmp(word, "well") == 0);
    assert_int_equal(line->stuck, stuck);
    assert_int_equal(line->chatters, chatters);
}

static void
play_line(const char *text)
{
    double ms = 0;
    double until_ms = 0;
    char name[64] = "";
    char word[64] = "";
    char level[8] = "";
    int debounce_ms = 0;
    int stuck_s = 0;
    if (sscanf(text, "begin %d %d", &debounce_ms, &stuck_s) == 2) {
        begin(debounce_ms, stuck_s);
    } else if (sscanf(text, "busy %lf %lf", &ms, &until_ms) == 2) {
        sleep_until((int64_t)(ms * 1000));
        player.busy_us = (int64_t)(until_ms * 1000);
    } else if (sscanf(text, "sleep %lf", &ms) == 1) {
        sleep_until((int64_t)(ms * 1000));
    } else if (sscanf(text, "state %63s %63s", name, word) == 2) {
        check_fault(name, word);
    } else if (sscanf(text, "> %lf %63s %63s", &ms, name, word) == 3) {
        add(player.wanted, ms, name, word);
    } else if (sscanf(text, "%lf %63s %63s %7s", &ms, name, word, level) >= 3) {
        play_edge(ms, name, word, level);
    } else {
        fail_msg("not understood: %s", text);
    }
}

static void
play(const char *path)
{
    char text[256];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    printf("%s\n", path);
    while (fgets(text, sizeof text, file)) {
        text[strcspn(text, "#\n")] = '\0';
        if (text[strspn(text, " ")] != '\0') {
            play_line(text);
        }
    }
    fclose(file);
    assert_string_equal(player.came, player.wanted);
    assert_true(player.wanted[0] != '\0');
}

static int
is_trace(const struct dirent *entry)
{
    return strstr(entry->d_name, ".trace") != NULL;
}

static void
every_trace_gives_its_presses(void **state)
{
    (void)state;
    struct dirent **names = NULL;
    int count = scandir("tests/buttons/traces", &names, is_trace, alphasort);
    assert_true(count >= 9);
    for (int i = 0; i < count; i++) {
        char path[sizeof names[i]->d_name + 64];
        snprintf(path, sizeof path, "tests/buttons/traces/%s", names[i]->d_name);
        play(path);
        free(names[i]);
    }
    free(names);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_trace_gives_its_presses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
