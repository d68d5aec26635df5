// Numbers that keep their order in right-to-left text (UAX #9, W2 and W4 would turn them round).

#include <string.h>
#include <unicode/uchar.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/text.h"

static const char LRI[] = "\xe2\x81\xa6";
static const char PDI[] = "\xe2\x81\xa9";

enum part { PART_OTHER, PART_DIGIT, PART_LETTER, PART_SIGN, PART_SPACE, PART_DASH };

struct scan {
    const char *text;
    size_t len;
    size_t at;
    int depth; // of isolates and embeddings the author has set
};

struct token {
    size_t start;
    size_t end;
    bool digit;
    bool other;   // something beside digits
    bool address; // of the web or of mail
};

static enum part
part_of_ascii(uint32_t code)
{
    if (code >= '0' && code <= '9') {
        return PART_DIGIT;
    }
    if ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') {
        return PART_LETTER;
    }
    if (code == ' ' || code == '-') {
        return code == ' ' ? PART_SPACE : PART_DASH;
    }
    return strchr("+./:,#*()@_&=?%~$", (int)code) ? PART_SIGN : PART_OTHER;
}

static enum part
part_of(uint32_t code)
{
    if (code < 0x80) {
        return part_of_ascii(code);
    }
    if (code == 0xa0 || code == 0x202f) {
        return PART_SPACE;
    }
    if ((code >= 0x2010 && code <= 0x2014) || code == 0x2212) {
        return PART_DASH;
    }
    int8_t type = u_charType((UChar32)code);
    if (type == U_DECIMAL_DIGIT_NUMBER) {
        return PART_DIGIT;
    }
    return type == U_CURRENCY_SYMBOL || code == 0xb0 ? PART_SIGN : PART_OTHER;
}

static enum part
peek(const struct scan *scan, size_t at, size_t *next)
{
    *next = at;
    return at < scan->len ? part_of(utf8_next(scan->text, scan->len, next)) : PART_OTHER;
}

static void
count_depth(struct scan *scan, uint32_t code)
{
    bool opens = (code >= 0x2066 && code <= 0x2068) || code == 0x202a || code == 0x202b ||
                 code == 0x202d || code == 0x202e;
    bool closes = code == 0x2069 || code == 0x202c;
    if (opens) {
        scan->depth++;
    } else if (closes && scan->depth > 0) {
        scan->depth--;
    } else if (code == '\n') { // a paragraph's end closes all
        scan->depth = 0;
    }
}

// Digits from at on: how many there are of one group.
static int
group_digits(const struct scan *scan, size_t at)
{
    int count = 0;
    size_t next = at;
    while (peek(scan, at, &next) == PART_DIGIT) {
        count++;
        at = next;
    }
    return count;
}

// Digits that end right before at.
static int
digits_before(const struct scan *scan, size_t start, size_t at)
{
    int count = 0;
    while (at > start) {
        size_t back = at - 1;
        while (back > start && (scan->text[back] & 0xc0) == 0x80) {
            back--;
        }
        size_t next = back;
        enum part part = peek(scan, back, &next);
        if (part != PART_DIGIT && !(count == 0 && scan->text[back] == ')')) {
            break;
        }
        count++;
        at = back;
    }
    return count;
}

// A space goes on with the number between groups of two digits and more (502 2414), and around the
// dash of a range (8:00 – 16:00). Returns where it goes on, or 0.
static size_t
over_space(const struct scan *scan, size_t start, size_t space)
{
    size_t next = space;
    size_t behind = space;
    peek(scan, space, &next);
    int before = digits_before(scan, start, space);
    if (before == 0) {
        return 0;
    }
    enum part part = peek(scan, next, &behind);
    if (part == PART_DIGIT) {
        return before >= 2 && group_digits(scan, next) >= 2 ? next : 0;
    }
    if (part != PART_DASH || peek(scan, behind, &next) != PART_SPACE) {
        return 0;
    }
    return group_digits(scan, next) > 0 ? next : 0;
}

// The longest run of parts from scan->at on; scan->at moves behind it.
static struct token
take_parts(struct scan *scan)
{
    struct token token = {.start = scan->at};
    size_t next = scan->at;
    enum part part = peek(scan, scan->at, &next);
    while (part != PART_OTHER) {
        if (part == PART_SPACE) {
            next = over_space(scan, token.start, scan->at);
            if (next == 0) {
                break;
            }
        }
        scan->at = next;
        part = peek(scan, scan->at, &next);
    }
    token.end = scan->at;
    return token;
}

static bool
balanced(const char *text, size_t len)
{
    int depth = 0;
    for (size_t i = 0; i < len; i++) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (depth < 0) {
            return false;
        }
    }
    return depth == 0;
}

// Takes the sentence's own signs off both ends: brackets around the whole, full stops, commas.
static void
trim(const char *text, struct token *token)
{
    bool again = true;
    while (again && token->end > token->start) {
        again = false;
        char first = text[token->start];
        char last = text[token->end - 1];
        size_t len = token->end - token->start;
        bool bare =
            !balanced(text + token->start, len) ||
            (len > 1 && first == '(' && last == ')' && balanced(text + token->start + 1, len - 2));
        if (strchr(".:,/@_&=?~)%", first) || (first == '(' && bare)) {
            token->start++;
            again = true;
        } else if (strchr(".:,@_&=?~(+-", last) || (last == ')' && bare)) {
            token->end--;
            again = true;
        }
    }
}

static void
describe(const struct scan *scan, struct token *token)
{
    const char *text = scan->text;
    bool dot = false; // between letters
    for (size_t at = token->start; at < token->end;) {
        size_t next = at;
        enum part part = peek(scan, at, &next);
        token->digit |= part == PART_DIGIT;
        token->other |= part != PART_DIGIT;
        if (text[at] == '.' && next < token->end && peek(scan, next, &at) == PART_LETTER) {
            dot = true;
        }
        at = next;
    }
    bool mail = memchr(text + token->start, '@', token->end - token->start) != NULL;
    bool path = memchr(text + token->start, '/', token->end - token->start) != NULL;
    token->address = dot && (mail || path || token->end - token->start > 6);
}

// The next token outside isolates that would be turned round; false at the end.
static bool
next_token(struct scan *scan, struct token *token)
{
    while (scan->at < scan->len) {
        size_t next = scan->at;
        uint32_t code = utf8_next(scan->text, scan->len, &next);
        enum part part = part_of(code);
        count_depth(scan, code);
        if (part == PART_OTHER || part == PART_SPACE || scan->depth > 0) {
            scan->at = next;
            continue;
        }
        *token = take_parts(scan);
        trim(scan->text, token);
        describe(scan, token);
        if ((token->digit && token->other) || token->address) {
            return true;
        }
    }
    return false;
}

const char *
text_isolate(struct arena *arena, const char *text)
{
    struct scan scan = {.text = text, .len = strlen(text)};
    struct token token = {0};
    size_t count = 0;
    while (next_token(&scan, &token)) {
        count++;
    }
    if (count == 0) {
        return text;
    }
    char *out = arena_alloc(arena, scan.len + count * (sizeof LRI + sizeof PDI - 2) + 1);
    char *end = out;
    size_t done = 0;
    scan = (struct scan){.text = text, .len = scan.len};
    while (next_token(&scan, &token)) {
        end = mempcpy(end, text + done, token.start - done);
        end = mempcpy(end, LRI, sizeof LRI - 1);
        end = mempcpy(end, text + token.start, token.end - token.start);
        end = mempcpy(end, PDI, sizeof PDI - 1);
        done = token.end;
    }
    memcpy(end, text + done, scan.len - done + 1);
    return out;
}
