#pragma once
// Which tags are kept.

#include <stdbool.h>

bool interest_key(const char *key);
