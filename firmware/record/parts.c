#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/record.h"

enum { CHECK_MAX = 9, HEAD_MAX = 160, LINE_MAX_HERE = 256 };

static const char MARK[] = "hub-part ";

struct part { // a head that was read, and where its lines stand
    int number;
    int total;
    char whose[RECORD_ID_MAX + RECORD_PERIOD_MAX + 1]; // "gt.ventanilla-1 2026-W48"
    char check[CHECK_MAX];
};

static void
check_of(const char *lines, size_t len, char check[CHECK_MAX])
{
    char hex[65];
    struct bundle_hash hash = bundle_hash(lines, len);
    bundle_hex(hash.bytes, hex);
    snprintf(check, CHECK_MAX, "%.8s", hex);
}

// Cutting ------------------------------------------------------------------------------------------

// Bytes of whole lines from the start, at most room.
static size_t
whole_lines(const char *text, size_t len, size_t room)
{
    size_t used = 0;
    while (used < len) {
        const char *end = memchr(text + used, '\n', len - used);
        size_t line = end ? (size_t)(end - text) + 1 - used : len - used;
        if (used + line > room) {
            break;
        }
        used += line;
    }
    return used;
}

static bool
cut_into(const char *text, size_t len, const char *whose, struct record_parts *parts)
{
    int total = 0;
    // First how many there are, then with that number in their heads, which are equally long.
    for (int pass = 0; pass < 2; pass++) {
        size_t at = 0;
        int count = 0;
        for (; at < len && count < RECORD_PARTS_MAX; count++) {
            char head[HEAD_MAX];
            char check[CHECK_MAX];
            size_t head_len = (size_t)snprintf(
                head, sizeof head, "%s%02d/%02d %s 01234567\n", MARK, count + 1, total, whose);
            size_t used = whole_lines(text + at, len - at, RECORD_PART_BYTES - head_len);
            if (used == 0) {
                return false;
            }
            check_of(text + at, used, check);
            snprintf(parts->text[count], sizeof parts->text[count], "%s%02d/%02d %s %s\n%.*s", MARK,
                count + 1, total, whose, check, (int)used, text + at);
            at += used;
        }
        total = count;
        if (at < len) {
            return false;
        }
    }
    parts->count = total;
    return total > 0;
}

bool
record_cut(const struct record *record, const void *data, size_t len, struct record_parts *parts,
    struct err *err)
{
    char id[RECORD_ID_MAX];
    char period[RECORD_PERIOD_MAX];
    char whose[RECORD_ID_MAX + RECORD_PERIOD_MAX + 1];
    record_hub_id(record, id);
    record_period_write(&record->period, period);
    snprintf(whose, sizeof whose, "%s %s", id, period);
    return cut_into(data, len, whose, parts) ||
           err_set(err, ERR_LIMIT, "%s: more than %d parts", whose, RECORD_PARTS_MAX);
}

// Joining ------------------------------------------------------------------------------------------

// The next line without what a phone may have put around it; false at the end.
static bool
next_line(const char *text, size_t size, size_t *at, const char **line, size_t *len)
{
    if (*at >= size) {
        return false;
    }
    const char *start = text + *at;
    const char *end = memchr(start, '\n', size - *at);
    size_t all = end ? (size_t)(end - start) : size - *at;
    *at += all + (end != NULL);
    static const char bom[] = "\xef\xbb\xbf";
    if (all >= 3 && memcmp(start, bom, 3) == 0) {
        start += 3;
        all -= 3;
    }
    while (all > 0 && isspace((unsigned char)start[all - 1])) {
        all--;
    }
    while (all > 0 && isspace((unsigned char)*start)) {
        start++;
        all--;
    }
    *line = start;
    *len = all;
    return true;
}

static bool
take_count(char **at, char end, int *value)
{
    char *after = NULL;
    if (!isdigit((unsigned char)**at)) {
        return false;
    }
    long n = strtol(*at, &after, 10);
    bool ok = *after == end && n >= 1 && n <= RECORD_PARTS_MAX;
    *value = ok ? (int)n : 0;
    *at = after + ok;
    return ok;
}

static bool
is_head(const char *line, size_t len)
{
    return len >= sizeof MARK - 1 && memcmp(line, MARK, sizeof MARK - 1) == 0;
}

static bool
parse_head(const char *line, size_t len, struct part *part)
{
    char head[HEAD_MAX];
    if (!is_head(line, len) || len >= sizeof head || memchr(line, '\0', len)) {
        return false;
    }
    memcpy(head, line, len);
    head[len] = '\0';
    char *at = head + sizeof MARK - 1;
    if (!take_count(&at, '/', &part->number) || !take_count(&at, ' ', &part->total)) {
        return false;
    }
    char *check = strrchr(at, ' ');
    if (!check || strlen(check + 1) != CHECK_MAX - 1 ||
        strlen(at) - strlen(check) >= sizeof part->whose) {
        return false;
    }
    snprintf(part->check, sizeof part->check, "%s", check + 1);
    *check = '\0';
    snprintf(part->whose, sizeof part->whose, "%s", at);
    return part->number <= part->total;
}

struct found { // the lines of one part
    char *lines;
    size_t len;
};

struct join {
    const char *text;
    size_t size;
    struct part first; // whose parts are joined
    struct found found[RECORD_PARTS_MAX];
};

// Lines up to the next head, each with its LF.
static bool
gather(const char *text, size_t size, size_t at, struct found *found)
{
    const char *line = NULL;
    size_t len = 0;
    found->lines = malloc(RECORD_BYTES_MAX);
    found->len = 0;
    ASSERT(found->lines);
    while (next_line(text, size, &at, &line, &len) && !is_head(line, len)) {
        if (len == 0) {
            continue;
        }
        if (found->len + len + 1 > RECORD_BYTES_MAX) {
            return false;
        }
        memcpy(found->lines + found->len, line, len);
        found->len += len;
        found->lines[found->len++] = '\n';
    }
    return true;
}

static bool
add_part(struct join *join, const struct part *part, size_t at, struct err *err)
{
    struct found *place = &join->found[part->number - 1];
    struct found new = {NULL, 0};
    char check[CHECK_MAX];
    bool whole = gather(join->text, join->size, at, &new);
    check_of(new.lines, new.len, check);
    bool sound = whole && strcmp(check, part->check) == 0 && part->total == join->first.total;
    bool other =
        place->lines && (place->len != new.len || memcmp(place->lines, new.lines, new.len) != 0);
    if (!sound || other || place->lines) {
        free(new.lines);
    } else {
        *place = new;
    }
    return !sound  ? err_set(err, ERR_FORMAT, "%s: part %d of %d is damaged; scan it again",
                         part->whose, part->number, join->first.total)
           : other ? err_set(err, ERR_FORMAT, "%s: part %d is there in two versions", part->whose,
                         part->number)
                   : true;
}

static bool
find_parts(struct join *join, struct err *err)
{
    size_t at = 0;
    const char *line = NULL;
    size_t len = 0;
    struct part part;
    bool ok = true;
    while (ok && next_line(join->text, join->size, &at, &line, &len)) {
        if (parse_head(line, len, &part) && strcmp(part.whose, join->first.whose) == 0) {
            ok = add_part(join, &part, at, err);
        }
    }
    return ok;
}

static bool
concatenate(const struct join *join, char buffer[RECORD_BYTES_MAX], size_t *len, struct err *err)
{
    for (int i = 0; i < join->first.total; i++) {
        const struct found *found = &join->found[i];
        if (!found->lines) {
            return err_set(err, ERR_FORMAT, "%s: part %d of %d is missing", join->first.whose,
                i + 1, join->first.total);
        }
        if (*len + found->len > RECORD_BYTES_MAX) {
            return err_set(err, ERR_LIMIT, "%s: longer than a record", join->first.whose);
        }
        memcpy(buffer + *len, found->lines, found->len);
        *len += found->len;
    }
    return true;
}

// Whether a part of the same record stands before that place: then it was joined already.
static bool
seen_before(const char *text, size_t until, const char *whose)
{
    size_t at = 0;
    const char *line = NULL;
    size_t len = 0;
    struct part part;
    while (at < until && next_line(text, until, &at, &line, &len)) {
        if (parse_head(line, len, &part) && strcmp(part.whose, whose) == 0) {
            return true;
        }
    }
    return false;
}

bool
record_is_parts(const char *text, size_t len)
{
    size_t at = 0;
    const char *line = NULL;
    size_t n = 0;
    while (next_line(text, len, &at, &line, &n)) {
        if (n > 0) {
            return is_head(line, n);
        }
    }
    return false;
}

bool
record_join(const char *text, size_t size, size_t *at, char buffer[RECORD_BYTES_MAX], size_t *len,
    struct err *err)
{
    struct join join = {.text = text, .size = size};
    const char *line = NULL;
    size_t n = 0;
    bool any = false;
    *len = 0;
    while (!any && *at < size) {
        size_t before = *at;
        any = next_line(text, size, at, &line, &n) && parse_head(line, n, &join.first) &&
              !seen_before(text, before, join.first.whose);
    }
    if (!any) {
        return true;
    }
    bool ok = find_parts(&join, err) && concatenate(&join, buffer, len, err);
    for (int i = 0; i < RECORD_PARTS_MAX; i++) {
        free(join.found[i].lines);
    }
    return ok;
}
