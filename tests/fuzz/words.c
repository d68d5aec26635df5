// links: text
// Isolating and folding any text ends, and isolating twice changes nothing more.

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "fuzz.h"
#include "text/text.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena arena = {0};
    const char *text = arena_strndup(&arena, (const char *)data, len);
    const char *once = text_isolate(&arena, text);
    const char *twice = text_isolate(&arena, once);
    ASSERT(strcmp(once, twice) == 0);
    ASSERT(text_fold_search(&arena, text) != NULL);
    ASSERT(text_fold_index(&arena, text) != NULL);
    ASSERT(text_last_cluster(text) <= strlen(text));
    arena_finish(&arena);
    return 0;
}
