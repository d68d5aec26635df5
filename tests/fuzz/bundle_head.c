// links: bundle
// Of all files only the one whose head our publisher signed is taken.

#include <string.h>
#include <unistd.h>

#include "bundle/bundle.h"
#include "fuzz.h"
#include "tests/bundle/make.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static struct make *make; // made once: every input is held against it
    static struct make_file good;
    static struct bundle_head head;
    static int fd;
    struct err err = {0};
    enum bundle_reason reason = BUNDLE_FINE;
    if (!make) {
        make = make_begin();
        make_payload(make, make_bytes(1), 1);
        good = make_file(make);
        fd = make_fd(good.bytes, good.len);
    }
    struct bundle_anchor anchor = make_anchor(make);
    ASSERT(ftruncate(fd, 0) == 0 && pwrite(fd, data, len, 0) == (ssize_t)len);
    if (!bundle_head_read(fd, &anchor, &head, &reason, &err)) {
        ASSERT(reason != BUNDLE_FINE && err.kind != ERR_NONE && !head.bytes);
        return 0;
    }
    ASSERT(reason == BUNDLE_FINE && len == good.len);
    ASSERT(memcmp(data, good.bytes, good.payload_at) == 0);
    bundle_head_free(&head);
    return 0;
}
