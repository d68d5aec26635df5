#include "base/words.h"

#include <string.h>

bool
words_have(const char *list, char between, const char *word)
{
    size_t len = strlen(word);
    while (len > 0 && list) {
        const char *end = strchr(list, between);
        size_t size = end ? (size_t)(end - list) : strlen(list);
        if (size == len && memcmp(list, word, len) == 0) {
            return true;
        }
        list = end ? end + 1 : NULL;
    }
    return false;
}
