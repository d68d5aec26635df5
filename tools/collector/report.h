#pragma once
// What a report says, gathered once and written in four forms.

#include <stdio.h>

#include "ledger.h"
#include "words.h"

enum {
    REPORT_HUBS_SHOWN = 100, // on a page; CSV has all
    REPORT_NOISES_MAX = 16,
    REPORT_DEFAULT_DAYS = 52 * 7,
};

enum report_by { // kinds of cells, in the order they are shown; the hubs last
    REPORT_LANGUAGE,
    REPORT_TOPIC,
    REPORT_REFERRAL,
    REPORT_UNMET,
    REPORT_GAP,
    REPORT_TALLY,
    REPORT_HEALTH,
    REPORT_OTHER,
    REPORT_HUB,
    REPORT_BYS,
};

struct report_row {
    char code[RECORD_ID_MAX]; // behind the colon of a cell; a hub's id
    char name[LEDGER_LABEL_MAX];
    char place[LEDGER_PLACE_MAX]; // of a hub
    int64_t least;
    int64_t most;
    int64_t records; // periods of hubs that are in it
    int64_t small;   // of them below their threshold
    double variance; // of the noise in the sum
};

struct report_rows {
    struct report_row *at;
    int count;
    int room;
};

struct report_noise {
    uint32_t num; // 0: none
    uint32_t den;
    uint32_t threshold;
};

struct report {
    int from; // days since 1970, both included
    int to;
    const char *network; // NULL: all
    bool by[REPORT_BYS];
    struct words words;
    struct report_row visits; // all of them; records are weeks and years of hubs
    struct report_rows sections[REPORT_BYS];
    struct report_rows weeks; // visits by week, code is the period, in order of time
    struct report_noise noises[REPORT_NOISES_MAX];
    int noises_count;
    int64_t hubs;   // that may send
    int64_t heard;  // of them with a record in the range
    int64_t unsure; // records whose clock was not sure
};

// Days, or periods' first or last days; ERR_FORMAT. today: for what is not given.
bool report_range(
    const char *from, const char *to, int today, struct report *report, struct err *err) MUST_USE;
// "language,hub" to by; NULL is all.
bool report_choose(const char *list, struct report *report, struct err *err) MUST_USE;
// Brings the sums up to date and reads them.
bool report_gather(struct ledger *ledger, struct report *report, struct err *err) MUST_USE;
void report_finish(struct report *report);

// Of the noise in one number (record.h): 2p / (1 - p)^2.
double report_variance(uint32_t num, uint32_t den);
// The least k so that the noise of one number is within k in 95 % of all cases.
int64_t report_reach(uint32_t num, uint32_t den);
// Half the width of the interval that holds 95 % of the sums noise would make, rounded up.
int64_t report_error(const struct report_row *row);
// In the report's language.
const char *report_title(const struct report *report, enum report_by by);
// By its prefix; *code is what follows it, or all.
enum report_by report_kind(const char *cell, const char **code);
// Prefix of that kind's cells with the colon; "" for REPORT_OTHER and REPORT_HUB.
const char *report_prefix(enum report_by by);

void report_text(const struct report *report, FILE *out);
void report_html(const struct report *report, FILE *out);
// Both read the database record by record.
bool report_csv(
    struct ledger *ledger, const struct report *report, FILE *out, struct err *err) MUST_USE;
bool report_dhis2(
    struct ledger *ledger, const struct report *report, FILE *out, struct err *err) MUST_USE;
