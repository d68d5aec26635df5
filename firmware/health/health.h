#pragma once
// What the machine knows of its own state: card, power, heat, upload; what of it is a fault, as a four-digit
// code that README.md here explains; the whole as a short text for a QR code. Nothing in it is about a person.
//
// Read from small files of the kernel below root/sys and from upload/state. What is missing is "not known".

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
    HEALTH_NAME_MAX = 48,
    HEALTH_FAULTS_MAX = 24,
    HEALTH_TEXT_MAX = 500,       // bytes of the diagnosis, with its NUL
    HEALTH_FILE_MAX = 64 * 1024, // of one file that is read
    HEALTH_SPACE_LOW_MB = 256,   // free on the card: less is a fault
    HEALTH_HOT_C = 80,           // a Raspberry Pi slows down at 80 to 85 degrees
    HEALTH_TIRED_PERCENT = 80,   // of a card's rated life
    HEALTH_WORN_PERCENT = 100,
    HEALTH_FAILURES = 24, // runs of the upload in a row: a day at least
};

// Bits of struct health.power, as the Raspberry Pi's firmware numbers them (get_throttled).
enum health_power {
    HEALTH_POWER_WEAK = 1 << 0,
    HEALTH_POWER_SLOWED = 1 << 2,
    HEALTH_POWER_WEAK_BEFORE = 1 << 16, // since the machine was switched on
    HEALTH_POWER_SLOWED_BEFORE = 1 << 18,
};

enum health_code {
    HEALTH_CARD_TIRED = 6101, // the card has used up most of its rated life
    HEALTH_CARD_WORN = 6102,  // all of it, or says so itself
    HEALTH_CARD_ERRORS = 6103,
    HEALTH_CARD_FULL = 6104,
    HEALTH_CARD_READ_ONLY = 6105,
    HEALTH_WEAK = 6201, // power, now
    HEALTH_WEAK_BEFORE = 6202,
    HEALTH_SLOWED = 6203, // by heat or power, now
    HEALTH_SLOWED_BEFORE = 6204,
    HEALTH_HOT = 6205,
    HEALTH_CLOCK = 6301,
    HEALTH_NO_NETWORK = 6401,
    HEALTH_PORTAL = 6402,
    HEALTH_STRANGER = 6403,
    HEALTH_UNTRUSTED = 6404,
    HEALTH_REFUSED = 6405,
    HEALTH_CONFIG = 6501,
    HEALTH_UNNAMED = 6502,
    HEALTH_NO_PANEL = 6601,
    HEALTH_PANEL_LOST = 6602,
    HEALTH_KEY_STUCK = 6603,
    HEALTH_COUNTS = 6701,
    HEALTH_CONTENT_OLD = 6801,
};

struct health {
    char board[HEALTH_NAME_MAX];
    char kernel[HEALTH_NAME_MAX];
    int64_t power; // bits of enum health_power; -1 = not known
    int heat_c;    // of the hottest sensor; -1 = not known
    char card[HEALTH_NAME_MAX];
    int worn_percent;   // rated life used, in steps of ten; -1 = the card does not say
    bool at_end;        // it warns that it is about to fail
    int64_t errors;     // ext4 met since the file system was made; -1 = not known
    int64_t written_mb; // to it since then; -1 = not known
    int64_t free_mb;    // -1 = not known
    int64_t total_mb;
    bool read_only;
    int failures; // runs of the upload in a row that did not reach the collector; -1 = it never ran
    int refused;  // records it will not take
    int waiting;  // records in their folder
    char last[16]; // how its last run ended: "no-network" (upload_end_name()); "" = not known
};

struct health_places {
    const char *root;    // "" is this machine; tests have a tree of their own
    const char *data;    // folder on the card
    const char *upload;  // its state file
    const char *records; // folder of closed counts that wait
};

// Never fails: what cannot be read is not known.
void health_read(const struct health_places *places, struct health *health);
// Power only, which is asked often.
int64_t health_power(const char *root);

// What others know.
struct health_rest {
    int content_code; // why the content is not the one that should be shown; 0 = it is
    bool content_old;
    bool clock_unsure;
    bool unnamed; // hub.conf names no network or no hub
    int config_errors;
    bool counts_lost; // what is counted does not reach the card
    bool collector;   // a collector is set: the upload matters
    bool no_panel;
    bool panel_lost;
    bool key_stuck;
};
// Codes of what is wrong, the most pressing first; returns how many.
int health_judge(
    const struct health *health, const struct health_rest *rest, int codes[HEALTH_FAULTS_MAX]);

struct health_words {    // for the diagnosis; ASCII, of ours
    const char *hub;     // "gt/quetzaltenango-1"
    const char *program; // version
    const char *content; // "2026-11-20 installed old"
    const char *clock;   // "2026-11-28 10:15 sure"
};
// At most HEALTH_TEXT_MAX - 1 bytes of plain lines; what does not fit is left out from the end.
void health_text(const struct health *health, const struct health_words *words, const int *codes,
    int count, char text[HEALTH_TEXT_MAX]);

// Parsers, pure (parse.c). False: that is no such file.
bool health_parse_number(const char *text, size_t len, int64_t most, int64_t *value);
// "50005" or "0x50005".
bool health_parse_bits(const char *text, size_t len, int64_t *bits);
// "0x02 0x01": tenths of the rated life of two kinds of memory, 0x0b is beyond it; the worse in percent.
bool health_parse_life(const char *text, size_t len, int *percent);
// One line of words; what is no printable ASCII becomes '?'.
void health_parse_name(const char *text, size_t len, char name[HEALTH_NAME_MAX]);
void health_parse_upload(const char *text, size_t len, struct health *health);
