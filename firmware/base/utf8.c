#include "base/utf8.h"

static bool
is_tail(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

// Bytes of the sequence led by text[0], 0 if malformed or cut (Unicode table 3-7).
static size_t
sequence_length(const unsigned char *text, size_t len)
{
    unsigned char lead = text[0];
    if (lead < 0x80) {
        return 1;
    }
    size_t need = lead >= 0xc2 && lead <= 0xdf   ? 2
                  : (lead & 0xf0) == 0xe0        ? 3
                  : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                 : 0;
    if (need == 0 || need > len) {
        return 0;
    }
    for (size_t i = 1; i < need; i++) {
        if (!is_tail(text[i])) {
            return 0;
        }
    }
    bool over_long = (lead == 0xe0 && text[1] < 0xa0) || (lead == 0xf0 && text[1] < 0x90);
    bool surrogate = lead == 0xed && text[1] > 0x9f;
    bool too_high = lead == 0xf4 && text[1] > 0x8f;
    return over_long || surrogate || too_high ? 0 : need;
}

uint32_t
utf8_next(const char *text, size_t len, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text + *at;
    size_t n = sequence_length(p, len - *at);
    if (n == 0) {
        *at += 1;
        return UTF8_REPLACEMENT;
    }
    *at += n;
    if (n == 1) {
        return p[0];
    }
    uint32_t code = p[0] & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        code = code << 6 | (p[i] & 0x3fu);
    }
    return code;
}

size_t
utf8_put(char out[UTF8_MAX], uint32_t code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xe0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3f));
    out[2] = (char)(0x80 | (code >> 6 & 0x3f));
    out[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

bool
utf8_valid(const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t n = sequence_length((const unsigned char *)text + at, len - at);
        if (n == 0 || text[at] == '\0') {
            return false;
        }
        at += n;
    }
    return true;
}

size_t
utf8_count(const char *text, size_t len)
{
    size_t count = 0;
    for (size_t at = 0; at < len; count++) {
        utf8_next(text, len, &at);
    }
    return count;
}
