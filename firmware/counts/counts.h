#pragma once
// Anonymous counts: how many visits did what, per week; protection topics per month. Cells are what the signed
// content declares, a visit is a set of bits in memory, and of it at most COUNTS_VISIT_MAX numbers grow by one
// at its end. What is kept, and why it tells nothing of anybody: README.md here.
//
// counts.db and its journal, in the folder, are rewritten in place every 15 minutes whether somebody was there
// or not. A closed period holds noisy numbers, drawn once; as a signed record (record/record.h) it stands
// in the folder "closed" until somebody takes it.

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "clock/clock.h"
#include "record/record.h"

enum {
    COUNTS_CELLS_MAX = RECORD_CELLS_MAX, // cells of all time; later ones are not counted
    COUNTS_VISIT_MAX = 5,                // increments of one visit: the L1 sensitivity of the noise
    COUNTS_TOPICS_MAX = 3,               // topics of a visit that are remembered
    COUNTS_FLUSH_MS = 15 * 60 * 1000,    // of uptime; what a power cut can lose
    COUNTS_PERIODS_MAX = 700, // ten years of weeks and months; then the oldest become years
    COUNTS_EPSILON_MAX = 200, // of each part of the fraction
};

// What of a visit it says; the first of these that are marked are counted, in this order (counts_visit_end).
enum counts_kind {
    COUNTS_VISIT,    // "visit"
    COUNTS_LANGUAGE, // "lang:TAG": the language chosen last
    COUNTS_TOPIC,    // "topic:CODE": the first opened; the second and third only if there is room
    COUNTS_REFERRAL, // "referral:CODE": type of the first service looked at, never which
    COUNTS_UNMET,    // "unmet:CODE": the first thing looked for in vain
    COUNTS_HOTLINE,  // "hotline": the hotlines were looked at
    COUNTS_GAP,      // "gap:TAG": a text was shown in another language than this
    COUNTS_QR,       // "qr": something was taken along
    COUNTS_HELP,     // "help": a person was asked for
    COUNTS_AUDIO,    // "audio": LISTEN was pressed
    COUNTS_STAFF,    // "tally:CODE": a key of the staff; no part of a visit
    COUNTS_HEALTH,   // "health:CODE": of the machine; exact, as it says nothing of anybody
    COUNTS_OTHER,    // never counted
};

struct counts_cell {
    char name[RECORD_CELL_MAX];
    bool monthly; // a protection topic: counted by month
};

struct counts_rules { // of the content shown; what is out of range is brought into it
    int64_t epoch;    // of its manifest; 0: nobody signed it, so no record leaves
    int64_t seq;
    uint32_t epsilon_num; // of a visit, as a fraction; 0: threshold only, no noise
    uint32_t epsilon_den;
    uint32_t threshold; // a closed cell below it is "0..threshold-1"
    int count;
    struct counts_cell cells[COUNTS_CELLS_MAX];
};

// "1" or "3/2", each part up to COUNTS_EPSILON_MAX; false for what is no such fraction.
bool counts_parse_epsilon(const char *text, uint32_t *num, uint32_t *den);

struct counts;

// What one visit did. No pointers, nothing else of it is kept anywhere: its end is one assignment.
struct counts_visit {
    uint64_t marked[COUNTS_CELLS_MAX / 64];
    uint8_t topics; // marked so far
    uint8_t topic[COUNTS_TOPICS_MAX];
};

// Never fails: without a file counting goes on in memory and the file is tried again at each flush; the journal
// says so once. folder NULL: in memory only. network and hub go into the records. All must outlive it, as
// must the clock.
struct counts *counts_open(
    const char *folder, const char *network, const char *hub, const struct clock *clock);
// Flushes. Accepts NULL, as do all functions below.
void counts_close(struct counts *counts);

// Other content, other cells. Not during a visit. Periods of earlier content stay as they are.
void counts_declare(struct counts *counts, const struct counts_rules *rules);
// Its place in the rules; -1 when it is not declared.
int counts_find(const struct counts *counts, const char *name);
enum counts_kind counts_kind(const char *name);

// cell: of counts_find(); -1 is passed over. Of one-per-visit kinds the first counts, but the last language.
void counts_mark(const struct counts *counts, struct counts_visit *visit, int cell);
// Adds the visit and forgets it. A visit that is not marked "visit" was none.
void counts_visit_end(struct counts *counts, struct counts_visit *visit);
// One more, of staff tally or health.
void counts_add(struct counts *counts, int cell);

// Milliseconds until counts_flush() is due; INT64_MAX when never.
int64_t counts_due_ms(const struct counts *counts);
// Adds what was counted to the file, closes what is over. False when that failed; nothing is lost then.
bool counts_flush(struct counts *counts, struct err *err) MUST_USE;

struct counts_period { // of the table a visitor may look at
    struct record_period period;
    bool open; // still counted; its numbers are then known to the last flush, in steps of ten
    enum record_clock clock;
    uint32_t noise_num; // epsilon of a cell; 0: none
    uint32_t noise_den;
    int row;
};
// Newest first. Returns how many.
int counts_periods(const struct counts *counts, struct counts_period periods[COUNTS_PERIODS_MAX]);
// Its cells, ascending by name, as they leave the machine. 0 when it cannot be read.
int counts_values(struct counts *counts, int row, struct record_cell cells[COUNTS_CELLS_MAX]);
// Whether the record of a closed period waits in "closed".
bool counts_waits(const struct counts *counts, int row);
// That record, signed; returns its length, 0 = there is none. For who shows it: from here on it may have left, as
// have all that wait (record_begin_leaving()).
size_t counts_record(const struct counts *counts, int row, char record[RECORD_BYTES_MAX]);
// Whether what is counted reaches the disk.
bool counts_kept(const struct counts *counts);
