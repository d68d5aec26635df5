// Which face draws each grapheme cluster, and the runs that follow from it.

#include <unicode/uchar.h>

#include "text/internal.h"

enum token_part { TOKEN_NONE, TOKEN_SIGN, TOKEN_DIGIT };

static enum token_part
token_part(UChar unit)
{
    if (unit < 0x80) {
        if (unit >= '0' && unit <= '9') {
            return TOKEN_DIGIT;
        }
        return (unit >= '#' && unit <= '/' && unit != '&' && unit != '\'') || unit == ' ' ||
                       unit == ':'
                   ? TOKEN_SIGN
                   : TOKEN_NONE;
    }
    if (unit == 0xa0 || unit == 0x202f || (unit >= 0x2010 && unit <= 0x2013) || unit == 0x2212) {
        return TOKEN_SIGN;
    }
    int8_t type = u_charType(unit);
    if (type == U_DECIMAL_DIGIT_NUMBER) {
        return TOKEN_DIGIT;
    }
    return type == U_CURRENCY_SYMBOL ? TOKEN_SIGN : TOKEN_NONE;
}

// Signs that belong to the number before or behind them even at its ends: +502, #4, $20, 15 %.
static bool
holds_on(UChar unit, bool front)
{
    if (unit == '#' || unit == '*' || (front && unit == '+') || (!front && unit == '%')) {
        return true;
    }
    return u_charType(unit) == U_CURRENCY_SYMBOL;
}

static void
mark_token(struct paragraph *para, int start, int end)
{
    while (start < end && token_part(para->units[start]) != TOKEN_DIGIT &&
           !holds_on(para->units[start], true)) {
        start++;
    }
    while (end > start && token_part(para->units[end - 1]) != TOKEN_DIGIT &&
           !holds_on(para->units[end - 1], false)) {
        end--;
    }
    for (int i = start; i < end; i++) {
        para->flags[i] |= UNIT_TOKEN;
    }
}

static void
mark_tokens(struct paragraph *para)
{
    for (int at = 0; at < para->len;) {
        int start = at;
        bool digits = false;
        for (; at < para->len; at++) {
            enum token_part part = token_part(para->units[at]);
            if (part == TOKEN_NONE) {
                break;
            }
            digits |= part == TOKEN_DIGIT;
        }
        if (digits) {
            mark_token(para, start, at);
        }
        at += at == start;
    }
}

static bool
needs_glyph(uint32_t code)
{
    if (code < 0x300) {
        return code > ' ' && code != 0xa0 && code != 0xad;
    }
    return !u_isUWhiteSpace((UChar32)code) &&
           !u_hasBinaryProperty((UChar32)code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

// In bold, the bold sister must show it too.
static bool
covers(struct text *text, int face, int start, int end)
{
    const struct paragraph *para = &text->para;
    int drawn = para->bold ? fonts_bold(text->fonts, face) : face;
    for (int at = start; at < end;) {
        uint32_t code = paragraph_code(para, at, &at);
        if (needs_glyph(code) && !fonts_covers(text->fonts, drawn, code)) {
            return false;
        }
    }
    return true;
}

static int
by_language(struct text *text, int start, int end)
{
    const struct language *language = text->para.language;
    for (int i = 0; i < language->face_count; i++) {
        if (covers(text, language->faces[i], start, end)) {
            return language->faces[i];
        }
    }
    return FACE_NONE;
}

// A face for units [start, end): the language's order, then any font; at last the face of the base
// character alone, and the cluster is counted as missing.
static int
find_face(struct text *text, int start, int end)
{
    int face = by_language(text, start, end);
    if (face != FACE_NONE) {
        return face;
    }
    int next = start;
    uint32_t base = paragraph_code(&text->para, start, &next);
    face = fonts_stand_in(text->fonts, base);
    if (face != FACE_NONE && covers(text, face, start, end)) {
        return face;
    }
    text->para.flags[start] |= UNIT_MISSING;
    text->para.missing++;
    int alone = by_language(text, start, next);
    return alone != FACE_NONE ? alone : face;
}

static void
set_face(struct paragraph *para, int start, int end, int face)
{
    for (int i = start; i < end; i++) {
        para->faces[i] = (int16_t)face;
    }
}

static int
token_end(const struct paragraph *para, int at)
{
    while (at < para->len && para->flags[at] & UNIT_TOKEN) {
        at++;
    }
    return at;
}

static bool
is_sign(UChar32 code)
{
    if (code < 0x80) {
        return !u_isalpha(code);
    }
    uint32_t mask = U_GET_GC_MASK(code);
    return (mask & (U_GC_P_MASK | U_GC_S_MASK | U_GC_Z_MASK | U_GC_C_MASK)) != 0;
}

// Letters and numbers first: they choose by the language's order.
static void
choose_letters(struct text *text)
{
    struct paragraph *para = &text->para;
    for (int at = 0; at < para->len;) {
        int end = paragraph_cluster_end(para, at);
        int next = at;
        UChar32 code = (UChar32)paragraph_code(para, at, &next);
        int face = FACE_UNKNOWN;
        if (para->flags[at] & UNIT_TOKEN) {
            int token = token_end(para, at);
            face = by_language(text, at, token);
            end = face == FACE_NONE ? end : token;
            face = face == FACE_NONE ? find_face(text, at, end) : face;
        } else if (!is_sign(code)) {
            face = find_face(text, at, end);
        }
        set_face(para, at, end, face);
        at = end;
    }
}

static int
near_face(struct text *text, int at, int end, int step)
{
    const struct paragraph *para = &text->para;
    for (int i = step < 0 ? at - 1 : end; i >= 0 && i < para->len; i += step) {
        if (para->faces[i] >= 0 && para->scripts[i] == para->scripts[at] &&
            !(para->flags[i] & UNIT_TOKEN)) {
            return covers(text, para->faces[i], at, end) ? para->faces[i] : FACE_NONE;
        }
        if (para->units[i] == '\n' || i < at - 64 || i > end + 64) {
            break;
        }
    }
    return FACE_NONE;
}

// Then signs and spaces, which look like the letters of their script beside them: Chinese quotes
// are full width although a Latin font stands first, Latin words keep Latin spaces in Arabic.
static void
choose_signs(struct text *text)
{
    struct paragraph *para = &text->para;
    for (int at = 0; at < para->len;) {
        int end = paragraph_cluster_end(para, at);
        if (para->faces[at] == FACE_UNKNOWN) {
            int face = near_face(text, at, end, -1);
            face = face == FACE_NONE ? near_face(text, at, end, 1) : face;
            face = face == FACE_NONE ? find_face(text, at, end) : face;
            set_face(para, at, end, face);
        }
        at = end;
    }
}

// What no font shows is drawn as the box of the face before it, or of the language's first.
static void
choose_boxes(struct text *text)
{
    struct paragraph *para = &text->para;
    const struct language *language = para->language;
    int face = language->face_count > 0 ? language->faces[0] : FACE_NONE;
    for (int i = 0; i < para->len; i++) {
        if (para->faces[i] >= 0) {
            face = para->faces[i];
        } else {
            para->faces[i] = (int16_t)face;
        }
    }
}

static bool
same_run(const struct paragraph *para, int a, int b)
{
    return para->faces[a] == para->faces[b] && para->levels[a] == para->levels[b] &&
           para->scripts[a] == para->scripts[b];
}

void
itemize_runs(struct text *text, float cap_px)
{
    struct paragraph *para = &text->para;
    mark_tokens(para);
    choose_letters(text);
    choose_signs(text);
    choose_boxes(text);
    for (int start = 0; start < para->len;) {
        int end = paragraph_cluster_end(para, start);
        while (end < para->len && same_run(para, start, end)) {
            end = paragraph_cluster_end(para, end);
        }
        if (para->faces[start] >= 0) { // nothing at all is drawn without any font
            struct run *run = paragraph_add_run(para);
            hb_script_t script = (hb_script_t)para->scripts[start];
            int em_px = fonts_em_px(text->fonts, para->faces[start], script, cap_px);
            *run = (struct run){
                .start = start,
                .end = end,
                .script = script,
                .level = para->levels[start],
                .size = fonts_size(text->fonts, para->faces[start], em_px, para->bold),
            };
        }
        start = end;
    }
}
