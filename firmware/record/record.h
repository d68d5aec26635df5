#pragma once
// The closed counts of one period of one hub, as they leave it: to the collector, on a stick, as QR codes.
// Always the same bytes, so that what comes twice is seen to be the same.
//
// Canonical text: these lines, in this order, single spaces, LF, nothing else. Whoever reads one writes it
// again and compares, so that equal meaning is equal bytes.
//
//   line                 how often   what
//   hub-record-v1        1           format; keeps these signatures apart from others of the key
//   network gt           1           [a-z0-9][a-z0-9-]{0,30}
//   hub ventanilla-1     1           likewise
//   period 2026-W48      1           ISO 8601 week | month 2026-11 | year 2026
//   bundle 1 42          1           epoch and seq of the content that declared the cells, 1..2^53
//   clock sure           1           sure | floor | manual: what the period's days are worth
//   noise 1/5            1           epsilon of a cell, see below; lowest terms | none
//   threshold 10         1           1..RECORD_THRESHOLD_MAX
//   cell help 31         0..192      name and value; names ascending as bytes, none twice
//   cell lang:ht 0-9
//   signature HEX        1           64 bytes, Ed25519 (RFC 8032) over every byte before this line
//
// A value of a week or month is a number of at least the threshold, or the range of all below it: 0-9 with
// threshold 10, 0 with threshold 1. A year is a sum of weeks nobody took; its values may be any range that
// reaches the threshold less one. So no record tells a number from 1 to 9 (threshold 10) of anything.
//
// noise A/B: once, before the period was closed, each cell was changed by a whole number k drawn with
// probability (1 - p) / (1 + p) * p^|k|, p = exp(-A/B) (discrete Laplace: Canonne, Kamath, Steinke 2020),
// negative results became 0. Its variance is 2p / (1 - p)^2. Cells of kind health stay exact, they say
// nothing of anybody.
//
// Names of cells are KIND or KIND:CODE. Reports know visit, help, audio, lang:TAG, topic:CODE, referral:CODE,
// unmet:CODE (searched or asked for in vain), gap:TAG (text shown in another language), tally:CODE (keys of
// the staff), health:CODE (of the machine); others are listed as they are.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "bundle/bundle.h"

enum {
    RECORD_BYTES_MAX = 16 * 1024, // of a record with its signature
    RECORD_CELLS_MAX = 192,
    RECORD_CELL_MAX = 48,         // [a-z][a-z0-9-]* or that and :[A-Za-z0-9][A-Za-z0-9-]*, and NUL
    RECORD_VALUE_MAX = 999999999, // of a cell
    RECORD_THRESHOLD_MAX = 1000,
    RECORD_NOISE_MAX = 1000, // of each part of the fraction
    RECORD_PERIOD_MAX = 12,  // its text, and NUL
    RECORD_ID_MAX = 2 * BUNDLE_NAME_MAX,
    RECORD_FILE_MAX = 96,      // name of a file that holds a record, and NUL
    RECORD_SEALED_HEAD = 22,   // bytes: with the same ones to the same key
    RECORD_SEALED_STEP = 2048, // a sealed record is that long, or a multiple
    RECORD_YEAR_FIRST = 2000,
    RECORD_YEAR_LAST = 9999,
};
#define RECORD_SUFFIX  ".counts"  // of files that hold one record
#define RECORD_LEAVING ".leaving" // likewise, once it may have left the hub

enum record_kind { RECORD_WEEK, RECORD_MONTH, RECORD_YEAR };
struct record_period {
    enum record_kind kind;
    int year;   // RECORD_YEAR_FIRST..; of a week the year its Thursday lies in
    int number; // week 1..53, month 1..12, 0 of a year
};

enum record_clock {
    RECORD_CLOCK_SURE,   // set by a network, an RTC or a person all through the period
    RECORD_CLOCK_FLOOR,  // ran on from the last day that was sure
    RECORD_CLOCK_MANUAL, // moved by hand meanwhile
};

struct record_cell {
    char name[RECORD_CELL_MAX];
    uint32_t least; // both equal: a number; else a range
    uint32_t most;
};

struct record {
    char network[BUNDLE_NAME_MAX];
    char hub[BUNDLE_NAME_MAX];
    struct record_period period;
    int64_t epoch;
    int64_t seq;
    enum record_clock clock;
    uint32_t noise_num; // 0: no noise, noise_den is 1 then
    uint32_t noise_den;
    uint32_t threshold;
    int cells_count;
    struct record_cell cells[RECORD_CELLS_MAX]; // ascending by name
};

// "2026-W48", "2026-11", "2026"; false unless exactly that and a week the year has.
bool record_period_parse(const char *text, struct record_period *period);
void record_period_write(const struct record_period *period, char text[RECORD_PERIOD_MAX]);
// Its first and last day since 1970, and the day that says where it belongs: Thursday, 15th, 1 July.
int record_period_first(const struct record_period *period);
int record_period_last(const struct record_period *period);
int record_period_middle(const struct record_period *period);
// The week, month or year that a day (since 1970, from RECORD_YEAR_FIRST on) lies in.
struct record_period record_period_of(enum record_kind kind, int day);

// Encodes and signs with the hub's 32 secret bytes (bundle_public() is the other half); equal input gives
// equal bytes. ERR_FORMAT when the record breaks a rule above, ERR_LIMIT when size is too small.
bool record_write(const struct record *record, const unsigned char seed[32], char *buffer,
    size_t size, size_t *len, struct err *err) MUST_USE;
// Reads any bytes. ERR_FORMAT unless canonical; ERR_LIMIT beyond a number above. Says nothing about who
// signed it.
bool record_parse(const void *data, size_t len, struct record *record, struct err *err) MUST_USE;
// Whether that key signed these bytes, which record_parse() took.
bool record_verify(const void *data, size_t len, const struct bundle_key *key);

// "gt.ventanilla-1": what a hub is called where several networks meet.
void record_hub_id(const struct record *record, char id[RECORD_ID_MAX]);
// The value as it stands in the record: "31" or "0-9".
void record_value_write(const struct record_cell *cell, char text[24]);

// Parts --------------------------------------------------------------------------------------------
// A record as a few QR codes, for a phone that pastes what it read into one file, in any order, one record
// after the other. A part is a head and whole lines of the record, at most RECORD_PART_BYTES:
//
//   hub-part 2/5 gt.ventanilla-1 2026-W48 1a2b3c4d     number, of how many, whose, which period, check
//   cell lang:ht 0-9                                   lines of the record as they stand there
//
// check: the first 8 hexadecimal digits of BLAKE2b-256 of those lines, each with its LF. Phones add blank
// lines and take away the end of the last one; whoever joins passes that over. What proves the whole is
// the record's own signature.

enum { RECORD_PART_BYTES = 460, RECORD_PARTS_MAX = 64 };

struct record_parts {
    int count;
    char text[RECORD_PARTS_MAX][RECORD_PART_BYTES + 1];
};
// Cuts a record that record_parse() took. ERR_LIMIT when it does not fit into RECORD_PARTS_MAX.
bool record_cut(const struct record *record, const void *data, size_t len,
    struct record_parts *parts, struct err *err) MUST_USE;
// Whether the text begins with the head of a part.
bool record_is_parts(const char *text, size_t len);
// Joins the parts of the record that stands at *at first, wherever in the text they are, into buffer, and
// moves *at on; *len 0 and true: there are no further ones. ERR_FORMAT names the part that is missing,
// damaged or there in two versions.
bool record_join(const char *text, size_t size, size_t *at, char buffer[RECORD_BYTES_MAX],
    size_t *len, struct err *err) MUST_USE;

// The hub's key ------------------------------------------------------------------------------------
// A file of 32 secret bytes, mode 0600. Makes it when there is none; never replaces one.
bool record_key_load(const char *path, unsigned char seed[32], struct err *err) MUST_USE;

// Sealed records --------------------------------------------------------------------------------------
// What leaves when [upload] seal stands in hub.conf: only its collector reads it.
//
//   offset  size  what
//   0       14    "hub-sealed-v1\n"
//   14      8     bundle_key_id() of the key it is sealed to
//   22      ...   bundle_seal() of the record and zeros, up to a multiple of RECORD_SEALED_STEP
//
// So its length tells about how many cells the content has, and a second seal of the same record is other bytes.
struct record_bytes {
    size_t len;
    char at[RECORD_BYTES_MAX];
};
bool record_is_sealed(const void *data, size_t len);
// The text of [upload] seal. ERR_FORMAT unless it is a key that can be sealed to.
bool record_seal_key(const char *hex, struct bundle_key *to, struct err *err) MUST_USE;
// data: a record, as far as its last byte tells. ERR_SIGNATURE when nothing can be sealed to the key.
bool record_seal(const struct bundle_key *to, const void *data, size_t len,
    struct record_bytes *sealed, struct err *err) MUST_USE;
// Any bytes, back to what was sealed. ERR_SIGNATURE: to another key, or damaged. ERR_FORMAT: not whole steps.
bool record_unseal(const unsigned char secret[32], const void *data, size_t len,
    struct record_bytes *text, struct err *err) MUST_USE;

// Records as files ------------------------------------------------------------------------------------
// "gt.ventanilla-1.2026-W48.counts": what a file with this record is called.
void record_file_name(const struct record *record, char name[RECORD_FILE_MAX]);
bool record_file_is(const char *name, const char *suffix); // and not hidden
// The same name with another suffix, into another buffer; false when it has neither.
bool record_file_rename(const char *name, const char *suffix, char other[RECORD_FILE_MAX]);
// The period in such a name. What only looks like one is found out when the file is read.
bool record_file_period(const char *name, struct record_period *period);
// For who is about to take records out of the folder, whichever way: RECORD_SUFFIX becomes RECORD_LEAVING, and that
// outlives a power cut. Nobody can tell whether what left arrived, so it stays, and leaves again, until the
// collector says so; but it goes into no year (counts/README.md), which would count it twice. A missing
// folder is an empty one.
bool record_begin_leaving(const char *folder, struct err *err) MUST_USE;
