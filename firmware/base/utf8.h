#pragma once
// UTF-8 as RFC 3629 has it: no surrogates, no over-long forms, nothing above U+10FFFF.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xfffd, UTF8_MAX = 4 };

// The code point at text[*at]; moves *at past it. A malformed byte yields U+FFFD and moves by one.
// *at must be < len.
uint32_t utf8_next(const char *text, size_t len, size_t *at);
// Writes 1 to 4 bytes to out and returns how many.
size_t utf8_put(char out[UTF8_MAX], uint32_t code);
// True if all bytes are well-formed and none is NUL.
bool utf8_valid(const char *text, size_t len);
// Number of code points.
size_t utf8_count(const char *text, size_t len);
