// links: installer
// The small files that processes leave for each other: any text is a status or accepted numbers, or not;
// what is taken is written again as it was.

#include <string.h>

#include "fuzz.h"
#include "install/internal.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct install_status status;
    struct install_accepted accepted;
    struct err err = {0};
    int64_t generation = 0;
    char text[INSTALL_STATE_MAX + 1];
    if (len > INSTALL_STATE_MAX) {
        return 0;
    }
    memcpy(text, data, len);
    text[len] = '\0'; // as file_read() gives it
    if (install_status_parse(text, len, &status, &err)) {
        ASSERT(status.phase >= INSTALL_IDLE && status.phase < INSTALL_PHASES);
        ASSERT(status.bytes >= 0 && status.bytes_total >= 0 && status.seconds_left >= -1);
        ASSERT(memchr(status.asked, '\0', sizeof status.asked));
        ASSERT(memchr(status.version, '\0', sizeof status.version));
    }
    if (install_accepted_parse(text, len, &accepted, &generation, &err)) {
        ASSERT(generation > 0 && accepted.hub.seq >= 0 && accepted.floor_day >= 0);
        install_saw_day(&accepted, accepted.floor_day);
    } else {
        ASSERT(generation == 0 && accepted.hub.seq == 0);
    }
    return 0;
}
