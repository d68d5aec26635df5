// Problems of hub.conf in English: for the journal, for --check-config, never for a screen.
#include <stdio.h>

#include "config/config.h"

static const char *
sentence(enum config_code code)
{
    switch (code) {
    case CONFIG_UNREADABLE:
        return "the file is missing or cannot be read; defaults hold";
    case CONFIG_TOO_LARGE:
        return "the file is larger than 64 KiB; defaults hold";
    case CONFIG_NOT_TEXT:
        return "this is no text file (a zero byte); defaults hold";
    case CONFIG_UTF16:
        return "the file is saved as UTF-16; save it as UTF-8; defaults hold";
    case CONFIG_LINE:
        return "expected key = value";
    case CONFIG_SECTION:
        return "a section looks like [name]";
    case CONFIG_NO_SECTION:
        return "a key before the first [section]";
    case CONFIG_LONG:
        return "too long";
    case CONFIG_NOT_UTF8:
        return "not UTF-8; save the file as UTF-8";
    case CONFIG_VALUE:
        return "not understood; write it like";
    case CONFIG_RANGE:
        return "expected";
    case CONFIG_EMPTY:
        return "no value; write it like";
    case CONFIG_QUOTES:
        return "quotes are part of the value; leave them out";
    case CONFIG_COMMENT:
        return "a comment needs a line of its own; write the value like";
    case CONFIG_CONTROL:
        return "a tab or another control character inside the value";
    case CONFIG_SHAPE:
        return "the mm have another shape than the pixels (width first); write it like";
    case CONFIG_UNKNOWN_KEY:
        return "unknown key";
    case CONFIG_UNKNOWN_SECTION:
        return "unknown section";
    case CONFIG_TWICE:
        return "given twice, this one holds; before in line";
    case CONFIG_ALONE:
        return "means nothing without";
    case CONFIG_FINE:
        break;
    }
    return "fine";
}

// A near miss is a question; other hints end the sentence.
static const char *
before_hint(const struct config_problem *problem)
{
    bool guess = problem->code == CONFIG_UNKNOWN_KEY || problem->code == CONFIG_UNKNOWN_SECTION ||
                 problem->code == CONFIG_NO_SECTION;
    return problem->hint[0] == '\0' ? "" : guess ? "; meant: " : " ";
}

static bool
takes_hint(enum config_code code)
{
    return code != CONFIG_QUOTES && code != CONFIG_CONTROL && code != CONFIG_LONG;
}

void
config_problem_text(const struct config_problem *problem, char out[400])
{
    bool hint = takes_hint(problem->code);
    bool value = problem->value[0] != '\0';
    snprintf(out, 400, "%s%s%s%s%s%s%s%s [%d]", problem->where, value ? " = \"" : "",
        problem->value, value ? "\"" : "", problem->where[0] != '\0' ? ": " : "",
        sentence(problem->code), hint ? before_hint(problem) : "", hint ? problem->hint : "",
        (int)problem->code);
}
