// Where lines and clusters may be cut, by ICU.

#include <unicode/ubrk.h>

#include "base/log.h"
#include "text/internal.h"

UBreakIterator *
breaks_open(UBreakIteratorType type, const char *tag)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(type, tag, NULL, 0, &status);
    if (U_FAILURE(status)) {
        LOG_ERROR("text: break rules for %s: %s", tag, u_errorName(status));
        return NULL;
    }
    return iterator;
}

// Below the first combining mark, and among ideographs, every unit but LF after CR is a cluster.
static bool
is_plain(UChar unit)
{
    return (unit < 0x300 && unit != 0xad && unit != '\r') || (unit >= 0x4e00 && unit < 0xa000);
}

static bool
mark_plain(struct paragraph *para)
{
    for (int i = 0; i < para->len; i++) {
        if (!is_plain(para->units[i])) {
            return false;
        }
    }
    for (int i = 0; i < para->len; i++) {
        para->flags[i] |= UNIT_CLUSTER;
    }
    return true;
}

void
breaks_clusters(UBreakIterator *clusters, struct paragraph *para)
{
    if (mark_plain(para)) {
        return;
    }
    UErrorCode status = U_ZERO_ERROR;
    ubrk_setText(clusters, para->units, para->len, &status);
    ASSERT(U_SUCCESS(status));
    for (int at = ubrk_first(clusters); at != UBRK_DONE && at < para->len;
        at = ubrk_next(clusters)) {
        para->flags[at] |= UNIT_CLUSTER;
    }
}

void
breaks_lines(UBreakIterator *lines, struct paragraph *para)
{
    UErrorCode status = U_ZERO_ERROR;
    ubrk_setText(lines, para->units, para->len, &status);
    ASSERT(U_SUCCESS(status));
    ubrk_first(lines);
    for (int at = ubrk_next(lines); at != UBRK_DONE && at < para->len; at = ubrk_next(lines)) {
        bool hard = ubrk_getRuleStatus(lines) >= UBRK_LINE_HARD;
        para->flags[at] |= (uint8_t)(hard ? UNIT_BREAK | UNIT_HARD : UNIT_BREAK);
    }
}

size_t
text_last_cluster(const char *text)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *bytes = utext_openUTF8(NULL, text, -1, &status);
    UBreakIterator *clusters = breaks_open(UBRK_CHARACTER, "");
    if (U_FAILURE(status) || !clusters) {
        utext_close(bytes);
        return 0;
    }
    ubrk_setUText(clusters, bytes, &status);
    int end = ubrk_last(clusters);
    int start = ubrk_previous(clusters);
    ubrk_close(clusters);
    utext_close(bytes);
    return start == UBRK_DONE ? 0 : (size_t)(end - start);
}
