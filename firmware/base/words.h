#pragma once
// Lists of words in one text.

#include <stdbool.h>

// Whether the word stands in the list, whose words have one such byte between them. "" stands in none.
bool words_have(const char *list, char between, const char *word);
