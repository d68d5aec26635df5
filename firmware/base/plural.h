#pragma once
// Plural rules as gettext writes them ("nplurals=2; plural=(n != 1);"): which of a language's forms a
// number takes.

#include <stdbool.h>
#include <stdint.h>

enum {
    PLURAL_FORMS = 6,
    PLURAL_CODE = 96,  // instructions of a rule
    PLURAL_STACK = 32, // operands or open operators at a time
};

struct plural_code {
    unsigned op;
    uint32_t number;
};

struct plural { // a rule in postfix form
    int forms;
    int count; // 0: no rule, or one that could not be read
    struct plural_code code[PLURAL_CODE];
};

// False for what is no rule; *plural then has one form.
bool plural_parse(const char *rule, struct plural *plural);
// 0..forms - 1
int plural_form(const struct plural *plural, uint64_t count);
