// links: sandbox
// Any first sector: one of three answers, and never exFAT for what FAT's fields would be read from.
#include <string.h>

#include "fuzz.h"
#include "sandbox/sandbox.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    unsigned char sector[SANDBOX_SECTOR_BYTES] = {0};
    memcpy(sector, data, len < sizeof sector ? len : sizeof sector);
    enum sandbox_filesystem filesystem = sandbox_filesystem(sector);
    ASSERT(filesystem != SANDBOX_EXFAT || sector[16] == 0);
    ASSERT(filesystem != SANDBOX_VFAT || sector[16] != 0);
    return 0;
}
