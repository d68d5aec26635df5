// Fills a collector's database with invented weeks of many hubs, for looking at reports and for measuring.
// usage: collector_fill URL HUBS WEEKS

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

#include "test.h"

struct share { // of a hub's visits
    const char *cell;
    unsigned percent;
};

static const struct share shares[] = {
    {"audio", 33},
    {"gap:ar", 2},
    {"gap:ht", 7},
    {"gap:quc", 16},
    {"health:reboot", 1},
    {"health:undervoltage", 0},
    {"help", 4},
    {"lang:ar", 2},
    {"lang:en", 9},
    {"lang:es", 45},
    {"lang:fr", 5},
    {"lang:hi", 1},
    {"lang:ht", 30},
    {"lang:kek", 3},
    {"lang:mam", 3},
    {"lang:pt", 4},
    {"lang:quc", 6},
    {"lang:zh-Hans", 1},
    {"referral:consulate", 9},
    {"referral:documents", 25},
    {"referral:education-school", 6},
    {"referral:health", 12},
    {"referral:legal-aid", 17},
    {"referral:shelter", 9},
    {"referral:work", 11},
    {"tally:boy", 4},
    {"tally:disability", 3},
    {"tally:girl", 5},
    {"tally:man", 20},
    {"tally:other", 1},
    {"tally:referred", 8},
    {"tally:woman", 25},
    {"topic:cash", 6},
    {"topic:communication", 5},
    {"topic:community-diaspora", 2},
    {"topic:complaint-feedback", 3},
    {"topic:consulate", 9},
    {"topic:documents", 48},
    {"topic:education-school", 11},
    {"topic:family-tracing", 3},
    {"topic:food-water", 13},
    {"topic:health", 24},
    {"topic:labour-rights", 8},
    {"topic:language-course", 4},
    {"topic:legal-aid", 15},
    {"topic:lgbtiq", 1},
    {"topic:mental-health", 5},
    {"topic:protection", 4},
    {"topic:regularisation", 28},
    {"topic:return-reintegration", 6},
    {"topic:shelter", 17},
    {"topic:training", 5},
    {"topic:transport", 10},
    {"topic:work", 31},
    {"unmet:cash", 7},
    {"unmet:food-water", 14},
    {"unmet:legal-aid", 4},
    {"unmet:mental-health", 8},
    {"unmet:shelter", 11},
    {"visit", 100},
};

static struct record record;
static char body[RECORD_BYTES_MAX];

static uint32_t
mixed(uint32_t a, uint32_t b)
{
    uint32_t x = a * 2654435761U ^ b * 2246822519U;
    x = (x ^ x >> 15) * 2246822519U;
    return x ^ x >> 13;
}

static void
make(const struct ledger_hub *hub, int number, int week)
{
    uint32_t visits =
        40 + mixed((uint32_t)number, 0) % 160 + mixed((uint32_t)number, (uint32_t)week) % 40;
    desk_record(hub, week, 10, &record);
    record.cells_count = (int)(sizeof shares / sizeof *shares);
    for (int i = 0; i < record.cells_count; i++) {
        struct record_cell *cell = &record.cells[i];
        uint32_t value = visits * shares[i].percent / 100 +
                         mixed((uint32_t)(number * 64 + week), (uint32_t)i) % 7;
        snprintf(cell->name, sizeof cell->name, "%s", shares[i].cell);
        cell->least = value < 10 ? 0 : value;
        cell->most = value < 10 ? 9 : value;
    }
    if (number % 9 == 5) {
        record.clock = RECORD_CLOCK_FLOOR;
    }
}

static bool
fill_hub(struct ledger *ledger, int number, int weeks, struct err *err)
{
    unsigned char seed[32];
    struct ledger_hub hub = desk_hub(number, seed);
    enum ledger_result result = LEDGER_CREATED;
    bool ok = ledger_enrol(ledger, &hub, 20000, false, err) &&
              ledger_hub_find(ledger, "gt", hub.name, &hub, err);
    for (int week = 1; ok && week <= weeks; week++) {
        make(&hub, number, week);
        struct ledger_batch batch = {&hub, &record, body, desk_bytes(&record, seed, body), 20600};
        ok = ledger_put(ledger, &batch, &result, err);
    }
    return ok;
}

int
main(int argc, char **argv)
{
    struct ledger *ledger = NULL;
    struct err err = {0};
    if (argc != 4) {
        fprintf(stderr, "usage: collector_fill URL HUBS WEEKS\n");
        return 2;
    }
    int hubs = (int)strtol(argv[2], NULL, 10);
    int weeks = (int)strtol(argv[3], NULL, 10);
    bool ok = ledger_open(argv[1], &ledger, &err);
    for (int number = 1; ok && number <= hubs; number++) {
        // One commit for all of a hub: nobody sends that fast.
        ok = sql_exec(ledger_sql(ledger), "BEGIN", &err) && fill_hub(ledger, number, weeks, &err) &&
             sql_commit(ledger_sql(ledger), &err);
    }
    if (!ok) {
        fprintf(stderr, "%s\n", err.text);
    }
    ledger_close(ledger);
    return ok ? 0 : 1;
}
