#include "embedded.h"

#include <string.h>

#include "base/err.h"

const char *
embedded_find(const char *name)
{
    const char *data = NULL;
    for (int i = 0; i < embedded_count; i++) {
        if (strcmp(embedded_files[i].name, name) == 0) {
            data = embedded_files[i].data;
        }
    }
    ASSERT(data);
    return data;
}
