// Text as values, apart from any layout.

#include <string.h>

#include "text/internal.h"

const char *
text_isolate(struct arena *arena, const char *text)
{
    (void)arena;
    return text;
}

const char *
text_fold_search(struct arena *arena, const char *text)
{
    (void)arena;
    return text;
}

size_t
text_last_cluster(const char *text)
{
    return text[0] ? 1 : 0;
}
