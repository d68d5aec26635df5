// The bytes of a period and of the state, big-endian, always of one length. What is read may be anybody's.
//
// period: 0 state | 1 kind | 2 clock | 3 told | 4 u32 year | 8 u32 number | 12 u32 noise_num | 16 u32 noise_den |
//         20 u32 threshold | 24 u64 epoch | 32 u64 seq | zeros to 64 | cells, each u32 least, u32 most
// state:  0 u64 heartbeat | 8 u32 day | 12 u32 sure day | zeros to 64

#include <string.h>

#include "counts/internal.h"

enum { DAY_LAST = 2932896, HEAD_USED = 40, STATE_USED = 16 }; // 9999-12-31
#define SEQ_LAST (INT64_C(1) << 53)

static void
put(unsigned char *at, int len, uint64_t value)
{
    for (int i = len - 1; i >= 0; i--) {
        at[i] = (unsigned char)(value & 0xff);
        value >>= 8;
    }
}

static uint64_t
get(const unsigned char *at, int len)
{
    uint64_t value = 0;
    for (int i = 0; i < len; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

static bool
all_zero(const unsigned char *at, size_t len)
{
    size_t i = 0;
    while (i < len && at[i] == 0) {
        i++;
    }
    return i == len;
}

void
period_encode(const struct period *period, unsigned char data[PERIOD_BYTES])
{
    const struct head *head = &period->head;
    memset(data, 0, PERIOD_BYTES);
    data[0] = (unsigned char)head->state;
    if (head->state == PERIOD_FREE) {
        return;
    }
    data[1] = (unsigned char)head->period.kind;
    data[2] = (unsigned char)head->clock;
    data[3] = head->told;
    put(data + 4, 4, (uint64_t)head->period.year);
    put(data + 8, 4, (uint64_t)head->period.number);
    put(data + 12, 4, head->noise_num);
    put(data + 16, 4, head->noise_den);
    put(data + 20, 4, head->threshold);
    put(data + 24, 8, (uint64_t)head->epoch);
    put(data + 32, 8, (uint64_t)head->seq);
    for (int i = 0; i < COUNTS_CELLS_MAX; i++) {
        unsigned char *at = data + PERIOD_HEAD_BYTES + (size_t)i * PERIOD_CELL_BYTES;
        put(at, 4, period->cells[i].least);
        put(at + 4, 4, period->cells[i].most);
    }
}

static bool
span_valid(const struct head *head, const struct span *span)
{
    if (span->least == SPAN_NONE || span->most == SPAN_NONE) {
        return span->least == span->most;
    }
    if (span->least > span->most || span->most > RECORD_VALUE_MAX) {
        return false;
    }
    bool number = span->least == span->most;
    if (head->state == PERIOD_OPEN) {
        return number;
    }
    // No closed cell tells a number below the threshold.
    uint32_t below = head->threshold - 1;
    bool year = head->period.kind == RECORD_YEAR;
    return number ? span->least >= head->threshold || head->threshold == 1
           : year ? span->most >= below
                  : span->least == 0 && span->most == below;
}

static bool
head_valid(const struct head *head)
{
    char text[RECORD_PERIOD_MAX];
    struct record_period again;
    bool closed = head->state == PERIOD_CLOSED;
    if ((int)head->period.kind > RECORD_YEAR || (int)head->clock > RECORD_CLOCK_MANUAL ||
        head->period.year < RECORD_YEAR_FIRST || head->period.year > RECORD_YEAR_LAST ||
        head->period.number < 0 || head->period.number > 53) {
        return false;
    }
    record_period_write(&head->period, text);
    bool noise = head->noise_num > 0
                     ? head->noise_num <= RECORD_NOISE_MAX && head->noise_den >= 1 &&
                           head->noise_den <= RECORD_NOISE_MAX
                     : head->noise_den == 1;
    bool rules = closed ? noise && head->threshold >= 1 && head->threshold <= RECORD_THRESHOLD_MAX
                        : head->noise_num == 0 && head->noise_den == 0 && head->threshold == 0;
    return record_period_parse(text, &again) && rules && (closed || !head->told) &&
           (closed || head->period.kind != RECORD_YEAR) && head->epoch >= 0 &&
           head->epoch <= SEQ_LAST && head->seq >= 0 && head->seq <= SEQ_LAST;
}

bool
period_decode(const void *data, size_t len, struct period *period)
{
    const unsigned char *at = data;
    struct head *head = &period->head;
    int row = period->row;
    *period = (struct period){.row = row};
    if (len != PERIOD_BYTES || at[0] > PERIOD_CLOSED || at[1] > RECORD_YEAR ||
        at[2] > RECORD_CLOCK_MANUAL || at[3] > 1 ||
        !all_zero(at + HEAD_USED, PERIOD_HEAD_BYTES - HEAD_USED)) {
        return false;
    }
    if (at[0] == PERIOD_FREE) {
        return all_zero(at, PERIOD_BYTES);
    }
    uint64_t year = get(at + 4, 4);
    uint64_t number = get(at + 8, 4);
    *head = (struct head){.state = (enum period_state)at[0],
        .period = {(enum record_kind)at[1], year > RECORD_YEAR_LAST ? 0 : (int)year,
            number > 53 ? -1 : (int)number},
        .clock = (enum record_clock)at[2],
        .told = at[3] != 0,
        .noise_num = (uint32_t)get(at + 12, 4),
        .noise_den = (uint32_t)get(at + 16, 4),
        .threshold = (uint32_t)get(at + 20, 4),
        .epoch = (int64_t)(get(at + 24, 8) & INT64_MAX),
        .seq = (int64_t)(get(at + 32, 8) & INT64_MAX)};
    bool valid = head_valid(head);
    for (int i = 0; valid && i < COUNTS_CELLS_MAX; i++) {
        const unsigned char *cell = at + PERIOD_HEAD_BYTES + (size_t)i * PERIOD_CELL_BYTES;
        period->cells[i] = (struct span){(uint32_t)get(cell, 4), (uint32_t)get(cell + 4, 4)};
        valid = span_valid(head, &period->cells[i]);
    }
    return valid;
}

void
state_encode(const struct book *book, unsigned char data[STATE_BYTES])
{
    memset(data, 0, STATE_BYTES);
    put(data, 8, book->heartbeat);
    put(data + 8, 4, (uint64_t)book->day);
    put(data + 12, 4, (uint64_t)book->sure_day);
}

bool
state_decode(const void *data, size_t len, struct book *book)
{
    const unsigned char *at = data;
    if (len != STATE_BYTES || !all_zero(at + STATE_USED, STATE_BYTES - STATE_USED)) {
        return false;
    }
    uint64_t day = get(at + 8, 4);
    uint64_t sure = get(at + 12, 4);
    book->heartbeat = get(at, 8);
    book->day = day <= DAY_LAST ? (int)day : 0;
    book->sure_day = sure <= DAY_LAST ? (int)sure : 0;
    return day <= DAY_LAST && sure <= day;
}

// KIND or KIND:CODE as record.h has it, zeros to the end.
bool
name_valid(const char name[RECORD_CELL_MAX])
{
    static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
    size_t len = strnlen(name, RECORD_CELL_MAX);
    if (len == 0 || len == RECORD_CELL_MAX ||
        !all_zero((const unsigned char *)name + len, RECORD_CELL_MAX - len) ||
        !strchr(lower, name[0])) {
        return false;
    }
    size_t kind = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (name[kind] == '\0') {
        return true;
    }
    const char *code = name + kind + 1;
    static const char first[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    size_t rest = strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");
    return name[kind] == ':' && code[0] != '\0' && strchr(first, code[0]) && code[rest] == '\0';
}

static bool
take_number(const char **at, uint32_t *value)
{
    size_t digits = strspn(*at, "0123456789");
    *value = 0;
    for (size_t i = 0; i < digits && i < 4; i++) {
        *value = *value * 10 + (uint32_t)((*at)[i] - '0');
    }
    *at += digits;
    return digits > 0 && digits < 4 && *value >= 1 && *value <= COUNTS_EPSILON_MAX;
}

bool
counts_parse_epsilon(const char *text, uint32_t *num, uint32_t *den)
{
    bool ok = take_number(&text, num);
    *den = 1;
    if (ok && *text == '/') {
        text++;
        ok = take_number(&text, den);
    }
    return ok && *text == '\0';
}
