// Which script every character is read in: UAX #24, with signs and marks resolved.

#include <unicode/uchar.h>

#include "text/internal.h"

enum { PAIRS_MAX = 32 };

struct pair {
    UChar32 close;
    uint32_t script;
};

struct resolver {
    hb_unicode_funcs_t *unicode;
    uint32_t script; // of what stands before; HB_SCRIPT_COMMON at a start
    struct pair pairs[PAIRS_MAX];
    int depth;
};

static UChar32
closing_of(UChar32 code)
{
    static const UChar quotes[][2] = {
        {0xab, 0xbb}, {0x2018, 0x2019}, {0x201c, 0x201d}, {0x2039, 0x203a}};
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
        if (quotes[i][0] == code) {
            return quotes[i][1];
        }
    }
    bool opens = u_getIntPropertyValue(code, UCHAR_BIDI_PAIRED_BRACKET_TYPE) == U_BPT_OPEN;
    return opens ? u_getBidiPairedBracket(code) : 0;
}

// A closing sign is read like the opening one, whatever stands between.
static uint32_t
resolve_sign(struct resolver *resolver, UChar32 code)
{
    for (int i = resolver->depth; i > 0; i--) {
        if (resolver->pairs[i - 1].close == code) {
            resolver->depth = i - 1;
            resolver->script = resolver->pairs[i - 1].script;
            return resolver->script;
        }
    }
    UChar32 close = closing_of(code);
    if (close && resolver->depth < PAIRS_MAX) {
        resolver->pairs[resolver->depth++] = (struct pair){close, resolver->script};
    }
    return resolver->script;
}

static uint32_t
resolve(struct resolver *resolver, UChar32 code)
{
    if (code == '\n' || code == 0x2029) {
        resolver->script = HB_SCRIPT_COMMON;
        resolver->depth = 0;
        return HB_SCRIPT_COMMON;
    }
    if (code < 0x80 && !u_isalpha(code)) {
        bool bracket =
            code == '(' || code == ')' || code == '[' || code == ']' || code == '{' || code == '}';
        return bracket ? resolve_sign(resolver, code) : resolver->script;
    }
    hb_script_t script = hb_unicode_script(resolver->unicode, (hb_codepoint_t)code);
    if (script == HB_SCRIPT_COMMON) {
        return resolve_sign(resolver, code);
    }
    if (script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN) {
        return resolver->script;
    }
    if (resolver->script == HB_SCRIPT_COMMON) { // brackets opened before the first letter
        for (int i = 0; i < resolver->depth; i++) {
            resolver->pairs[i].script = script;
        }
    }
    resolver->script = script;
    return script;
}

void
itemize_scripts(struct paragraph *para)
{
    struct resolver resolver = {
        .unicode = hb_unicode_funcs_get_default(),
        .script = HB_SCRIPT_COMMON,
    };
    for (int at = 0; at < para->len;) {
        int next = at;
        uint32_t script = resolve(&resolver, (UChar32)paragraph_code(para, at, &next));
        for (; at < next; at++) {
            para->scripts[at] = script;
        }
    }
    // Signs before the first letter are read with what follows; text of signs only in the
    // language's script.
    uint32_t follows = para->language->script;
    for (int at = para->len; at > 0; at--) {
        if (para->scripts[at - 1] == HB_SCRIPT_COMMON) {
            para->scripts[at - 1] = follows;
        } else {
            follows = para->scripts[at - 1];
        }
    }
}
