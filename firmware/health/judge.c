#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "health/health.h"

// Faults ---------------------------------------------------------------------------------------------

struct list {
    int *codes;
    int count;
};

static void
add(struct list *list, bool wrong, int code)
{
    if (wrong && list->count < HEALTH_FAULTS_MAX) {
        list->codes[list->count++] = code;
    }
}

static void
judge_card(struct list *list, const struct health *health)
{
    bool worn = health->at_end || health->worn_percent > HEALTH_WORN_PERCENT;
    add(list, health->read_only, HEALTH_CARD_READ_ONLY);
    add(list, health->errors > 0, HEALTH_CARD_ERRORS);
    add(list, worn, HEALTH_CARD_WORN);
    add(list, !worn && health->worn_percent > HEALTH_TIRED_PERCENT, HEALTH_CARD_TIRED);
    add(list, health->free_mb >= 0 && health->free_mb < HEALTH_SPACE_LOW_MB, HEALTH_CARD_FULL);
}

static void
judge_power(struct list *list, const struct health *health)
{
    int64_t bits = health->power < 0 ? 0 : health->power;
    bool weak = bits & HEALTH_POWER_WEAK;
    bool slowed = bits & HEALTH_POWER_SLOWED;
    add(list, weak, HEALTH_WEAK);
    add(list, !weak && bits & HEALTH_POWER_WEAK_BEFORE, HEALTH_WEAK_BEFORE);
    add(list, slowed, HEALTH_SLOWED);
    add(list, !slowed && bits & HEALTH_POWER_SLOWED_BEFORE, HEALTH_SLOWED_BEFORE);
    add(list, health->heat_c >= HEALTH_HOT_C, HEALTH_HOT);
}

// A hub without a network is no fault: only one that should have it and had none for long.
static void
judge_upload(struct list *list, const struct health *health)
{
    static const struct {
        const char *last;
        int code;
        int failures;
    } ends[] = {{"portal", HEALTH_PORTAL, 1}, {"stranger", HEALTH_STRANGER, 0},
        {"untrusted", HEALTH_UNTRUSTED, 1}};
    bool named = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        bool so = strcmp(health->last, ends[i].last) == 0 && health->failures >= ends[i].failures;
        add(list, so, ends[i].code);
        named = named || so;
    }
    add(list, !named && health->failures >= HEALTH_FAILURES, HEALTH_NO_NETWORK);
    add(list, health->refused > 0, HEALTH_REFUSED);
}

int
health_judge(
    const struct health *health, const struct health_rest *rest, int codes[HEALTH_FAULTS_MAX])
{
    struct list list = {.codes = codes};
    add(&list, rest->content_code != 0, rest->content_code);
    judge_card(&list, health);
    judge_power(&list, health);
    add(&list, rest->panel_lost, HEALTH_PANEL_LOST);
    add(&list, rest->key_stuck, HEALTH_KEY_STUCK);
    add(&list, rest->no_panel, HEALTH_NO_PANEL);
    add(&list, rest->config_errors > 0, HEALTH_CONFIG);
    add(&list, rest->unnamed, HEALTH_UNNAMED);
    add(&list, rest->clock_unsure, HEALTH_CLOCK);
    add(&list, rest->content_old, HEALTH_CONTENT_OLD);
    add(&list, rest->counts_lost, HEALTH_COUNTS);
    if (rest->collector) {
        judge_upload(&list, health);
    }
    return list.count;
}

// The diagnosis --------------------------------------------------------------------------------------

static void put(char *text, const char *format, ...) PRINTF(2, 3);

// One more line, whole or not at all.
static void
put(char *text, const char *format, ...)
{
    size_t used = strlen(text);
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text + used, HEALTH_TEXT_MAX - used, format, args);
    va_end(args);
    if (len < 0 || used + (size_t)len + 1 >= HEALTH_TEXT_MAX) {
        text[used] = '\0';
        return;
    }
    text[used + (size_t)len] = '\n';
    text[used + (size_t)len + 1] = '\0';
}

static const char *
or_unknown(char out[24], int64_t value)
{
    if (value < 0) {
        return "?";
    }
    snprintf(out, 24, "%lld", (long long)value);
    return out;
}

void
health_text(const struct health *health, const struct health_words *words, const int *codes,
    int count, char text[HEALTH_TEXT_MAX])
{
    char a[24];
    char b[24];
    char c[24];
    char d[24];
    char list[HEALTH_FAULTS_MAX * 5 + 8] = " none";
    for (int i = 0; i < count; i++) {
        snprintf(list + 5 * (size_t)i, sizeof list - 5 * (size_t)i, " %04d", codes[i] % 10000);
    }
    text[0] = '\0';
    put(text, "VENTANILLA 1 %.64s", words->hub);
    put(text, "faults%s", list);
    put(text, "program %.24s", words->program);
    put(text, "content %.64s", words->content);
    put(text, "card worn %s%% errors %s free %s of %s MB", or_unknown(a, health->worn_percent),
        or_unknown(b, health->errors), or_unknown(c, health->free_mb),
        or_unknown(d, health->total_mb));
    put(text, "written %s GB",
        or_unknown(a, health->written_mb < 0 ? -1 : health->written_mb / 1000));
    if (health->power < 0) {
        put(text, "power ? heat %s C", or_unknown(a, health->heat_c));
    } else {
        put(text, "power 0x%llx heat %s C", (unsigned long long)health->power,
            or_unknown(a, health->heat_c));
    }
    put(text, "clock %.32s", words->clock);
    put(text, "upload failures %s refused %d waiting %d last %s", or_unknown(a, health->failures),
        health->refused, health->waiting, health->last[0] ? health->last : "?");
    put(text, "kernel %s", health->kernel);
    put(text, "board %s", health->board[0] ? health->board : "?");
}
