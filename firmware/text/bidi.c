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
    // A cluster is never torn: ICU leaves marks behind a closing bracket at another level (N0).
    for (int i = 0; i < para->len; i++) {
        bool inside = i > 0 && !(para->flags[i] & UNIT_CLUSTER);
        para->levels[i] = inside ? para->levels[i - 1] : levels[i];
    }
}

void
bidi_order(const UBiDiLevel *levels, int count, int32_t *map)
{
    ubidi_reorderVisual(levels, count, map);
}
