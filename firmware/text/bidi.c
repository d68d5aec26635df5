// Directions by UAX #9: levels of a paragraph, order of a line.

#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>

#include "text/internal.h"

static bool
is_blank(UChar32 code)
{
    if (code < 0x80) {
        return code == ' ' || (code >= '\t' && code <= '\r');
    }
    if (code == 0xa0 || code == 0x2007 || code == 0x202f) { // spaces that hold words together
        return false;
    }
    return code == 0x200b || u_hasBinaryProperty(code, UCHAR_BIDI_CONTROL) || u_isUWhiteSpace(code);
}

void
bidi_blanks(struct paragraph *para)
{
    for (int i = 0; i < para->len; i++) { // no blank is outside the basic plane
        if (is_blank(para->units[i])) {
            para->flags[i] |= UNIT_BLANK;
        }
    }
}

void
bidi_levels(UBiDi *bidi, struct paragraph *para)
{
    UErrorCode status = U_ZERO_ERROR;
    UBiDiLevel base = para->dir == DIRECTION_RTL ? 1 : 0;
    ubidi_setPara(bidi, para->units, para->len, base, NULL, &status);
    const UBiDiLevel *levels = para->len > 0 ? ubidi_getLevels(bidi, &status) : NULL;
    if (U_FAILURE(status) || !levels) {
        memset(para->levels, base, (size_t)para->len);
        return;
    }
    memcpy(para->levels, levels, (size_t)para->len);
}

// L1 of the standard: what ends the line takes the level of the paragraph.
void
bidi_line_levels(const struct paragraph *para, int start, int end, UBiDiLevel *levels)
{
    UBiDiLevel base = para->dir == DIRECTION_RTL ? 1 : 0;
    memcpy(levels, para->levels + start, (size_t)(end - start));
    for (int i = end; i > start && para->flags[i - 1] & UNIT_BLANK; i--) {
        levels[i - 1 - start] = base;
    }
}

void
bidi_order(const UBiDiLevel *levels, int count, int32_t *map)
{
    ubidi_reorderVisual(levels, count, map);
}
