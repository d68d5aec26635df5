#pragma once
// What the parts of counts share. No floating point in this folder: tests/lint/floats.

#include "counts/counts.h"
#include "db/db.h"

enum {
    PERIOD_HEAD_BYTES = 64,
    PERIOD_CELL_BYTES = 8,
    PERIOD_BYTES = PERIOD_HEAD_BYTES + COUNTS_CELLS_MAX * PERIOD_CELL_BYTES,
    STATE_BYTES = 64,
    PATH_BYTES = 400,
};

enum period_state { PERIOD_FREE, PERIOD_OPEN, PERIOD_CLOSED };

// A cell: both equal a number, else a range; both SPAN_NONE: the period does not count it.
struct span {
    uint32_t least;
    uint32_t most;
};
#define SPAN_NONE UINT32_MAX

struct head {
    enum period_state state;
    struct record_period period;
    enum record_clock clock;
    bool told; // its record was written into "closed"
    uint32_t noise_num;
    uint32_t noise_den;
    uint32_t threshold;
    int64_t epoch;
    int64_t seq;
};

struct period {
    int row; // 1..COUNTS_PERIODS_MAX
    struct head head;
    struct span cells[COUNTS_CELLS_MAX]; // by slot of the name
};

// All of the file that is held in memory; no pointers, so that a failed flush is undone by assignment.
struct book {
    uint64_t
        heartbeat; // grows at every flush, so that a quiet quarter-hour writes what a busy one does
    int day;       // believed, since 1970; 0 = none yet
    int sure_day;  // the last one a sure clock told
    int names_count;
    int names_saved; // of them, how many the file has
    char names[COUNTS_CELLS_MAX][RECORD_CELL_MAX];
    struct head heads[COUNTS_PERIODS_MAX + 1]; // by row
    struct period week;                        // state PERIOD_FREE: none yet
    struct period month;
};

struct file {
    struct db *db; // NULL: none
    char path[PATH_BYTES];
    struct db_query *put_period;
    struct db_query *get_period;
    struct db_query *put_name;
    struct db_query *put_state;
};

struct counts {
    char folder[PATH_BYTES - 64]; // "" = in memory only
    const char *network;
    const char *hub;
    const struct clock *clock;
    struct file file;
    struct book book;
    struct counts_rules rules;
    enum counts_kind kinds[COUNTS_CELLS_MAX]; // by place in the rules, as all below
    int slots[COUNTS_CELLS_MAX];              // -1: there is no room for the name
    uint32_t pending[COUNTS_CELLS_MAX];       // since the last flush
    int64_t flushed_ms;
    int anchor_day; // day.c: believed when the process began
    int64_t anchor_ms;
    int wild;                             // flushes in a row with a sure clock that jumped
    struct book before;                   // of the flush that is going on
    uint32_t uncounted[COUNTS_CELLS_MAX]; // pending before it
    bool failed;                          // the journal was told that the disk is of no use,
    bool mute;                            // that a record cannot be written
    bool health_begun;
};

// codec.c -------------------------------------------------------------------------------------------
void period_encode(const struct period *period, unsigned char data[PERIOD_BYTES]);
// False for what no kiosk writes. The row is the caller's.
bool period_decode(const void *data, size_t len, struct period *period);
void state_encode(const struct book *book, unsigned char data[STATE_BYTES]);
bool state_decode(const void *data, size_t len, struct book *book);
bool name_valid(const char name[RECORD_CELL_MAX]);

// file.c --------------------------------------------------------------------------------------------
// Opens folder/counts.db, makes it where there is none, and reads it into the book. One that is damaged is put
// aside as counts.damaged, of which there is one at most. *file is closed after a failure.
bool file_open(struct file *file, const char *folder, struct book *book, struct err *err) MUST_USE;
void file_close(struct file *file);
bool file_begin(struct file *file, struct err *err) MUST_USE;
bool file_put_period(struct file *file, const struct period *period, struct err *err) MUST_USE;
bool file_put_rest(struct file *file, struct book *book, struct err *err) MUST_USE; // names, state
bool file_commit(struct file *file, struct err *err) MUST_USE;
void file_undo(struct file *file);
bool file_get_period(struct file *file, int row, struct period *period, struct err *err) MUST_USE;

// day.c ---------------------------------------------------------------------------------------------
// The day that may be believed now; never before the last one.
void day_look(struct counts *counts);

// turn.c --------------------------------------------------------------------------------------------
// Within a transaction: adds what is pending, closes what is over, opens what begins.
bool turn(struct counts *counts, struct err *err) MUST_USE;
// Replaces exact numbers by noisy ones.
void period_close(struct period *period, const struct book *book, const struct counts_rules *rules);

// merge.c -------------------------------------------------------------------------------------------
// Frees rows: the closed weeks and months of the oldest year that nobody took become that year.
bool merge_oldest(struct counts *counts, struct err *err) MUST_USE;

// leave.c -------------------------------------------------------------------------------------------
// Makes the hub's key, so that it can be enrolled before the first period ends.
void leave_begin(const struct counts *counts);
// Writes records that were not written yet, and removes those of periods that went into a year.
void leave(struct counts *counts);
// Whether its record was written and then taken.
bool leave_taken(const struct counts *counts, const struct head *head);
// Cells, ascending by name; of an open period in steps of ten.
int period_cells(const struct period *period, const struct book *book,
    struct record_cell cells[COUNTS_CELLS_MAX]);

// health.c ------------------------------------------------------------------------------------------
// Counts a start of the machine, and power too weak: health:reboot, health:undervolt.
void health_look(struct counts *counts);

// noise.c -------------------------------------------------------------------------------------------
struct noise {
    unsigned char bytes[256]; // of getrandom(2), handed out from the end
    size_t left;
};
// A whole number k with probability proportional to exp(-|k| * num / den); num and den 1..10^6.
int64_t noise_laplace(struct noise *noise, uint32_t num, uint32_t den);
// Forgets the bytes.
void noise_end(struct noise *noise);
