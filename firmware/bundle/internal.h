#pragma once
// Canonical text: "key value" lines, read with a sticky flag and written within a buffer.

#include "bundle/bundle.h"

enum {
    BUNDLE_NUMBER_MAX_BITS = 53,
    BUNDLE_DAYS_MAX = 2932896, // 9999-12-31
    BUNDLE_STALE_MAX = 36500,
    BUNDLE_APP_MAX = 1000000,
    BUNDLE_SIGNATURE_BYTES = 278, // of every signature, whose comments are fixed
};
#define BUNDLE_NUMBER_MAX (INT64_C(1) << BUNDLE_NUMBER_MAX_BITS)

struct canon_span {
    const char *text;
    size_t len;
};

struct canon_reader {
    const char *at;
    const char *end;
    int line; // of the last one read, from 1
    bool bad; // nothing read since means anything; *err says why
    struct err *err;
};

struct canon_reader canon_begin(const char *text, size_t len, struct err *err);
// Fails with a text of its own, once.
void canon_fail(struct canon_reader *reader, const char *what);
// The first line, which has no value.
void canon_title(struct canon_reader *reader, const char *title);
// The next line's value; bad when its key is another.
struct canon_span canon_line(struct canon_reader *reader, const char *key);
// Whether the next line's key is this one.
bool canon_is(const struct canon_reader *reader, const char *key);
// Takes the part before the separator, or all, off the span.
struct canon_span canon_part(struct canon_span *span, char separator);
// How many parts canon_part() will find.
int canon_count(struct canon_span span, char separator);

int64_t canon_number(
    struct canon_reader *reader, struct canon_span span, int64_t least, int64_t most);
int canon_day(struct canon_reader *reader, struct canon_span span); // since 1970
void canon_bytes(struct canon_reader *reader, struct canon_span span, unsigned char bytes[32]);
enum canon_kind { CANON_NAME, CANON_TAG, CANON_VERSION };
void canon_word(struct canon_reader *reader, enum canon_kind kind, struct canon_span span,
    char *out, size_t size);

struct canon_writer {
    char *buffer;
    size_t size;
    size_t len;
    bool full;
};
void canon_put(struct canon_writer *writer, const char *format, ...) PRINTF(2, 3);
void canon_put_bytes(struct canon_writer *writer, const char *key, const unsigned char bytes[32]);
void canon_put_day(struct canon_writer *writer, const char *key, int day);
// names: count times BUNDLE_NAME_MAX bytes.
void canon_put_names(struct canon_writer *writer, const void *names, int count);
// ERR_LIMIT when it did not fit.
bool canon_end(const struct canon_writer *writer, size_t *len, struct err *err) MUST_USE;

// What the chain's last document says of itself, whether anybody signed it or not.
bool bundle_chain_claims_demonstration(const void *chain, size_t len);

// libsodium chooses its fastest code; ends the process when it cannot.
void bundle_ready(void);

// Reads into with exactly len verified bytes of the payload; false for ever after a chunk did not fit.
bool bundle_read(void *bundle, int64_t offset, void *into, size_t len);
