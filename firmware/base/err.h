#pragma once
// What went wrong, for a caller that acts on the kind and a journal that reads the text.

#include <stdbool.h>

enum { ERR_TEXT_MAX = 256 };

enum err_kind {
    ERR_NONE = 0,
    ERR_IO,        // reading or writing failed; errno is in the text
    ERR_FORMAT,    // the bytes are not what they claim to be
    ERR_LIMIT,     // larger than a named limit
    ERR_SIGNATURE, // not signed, or not by one we trust
    ERR_VERSION,   // a schema or format of another version
    ERR_SPACE,     // disk full
    ERR_BUSY,      // somebody else holds it
    ERR_MISSING,   // a file, font or device is not there
    ERR_DENIED,    // it is there, and this process may not use it
};

struct err {
    enum err_kind kind;
    char text[ERR_TEXT_MAX]; // one line of English, no newline
};

#define MUST_USE         __attribute__((warn_unused_result))
#define PRINTF(fmt, arg) __attribute__((format(printf, fmt, arg)))

// Fills *err (NULL: nothing is kept) and returns false, so that a failing function ends in
// `return err_set(err, ERR_LIMIT, "…", …);`. Over-long text is cut.
bool err_set(struct err *err, enum err_kind kind, const char *format, ...) PRINTF(3, 4);

// Puts "prefix: " before the text that stands in *err; returns false.
bool err_wrap(struct err *err, const char *format, ...) PRINTF(2, 3);

// The kind's name in lower case ("format"), for journals and tests.
const char *err_kind_name(enum err_kind kind);

// Broken invariants end the process in every build; systemd starts it again.
#define ASSERT(cond) ((cond) ? (void)0 : assert_failed(#cond, __FILE__, __LINE__))
_Noreturn void assert_failed(const char *cond, const char *file, int line);
