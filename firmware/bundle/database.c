#include "bundle/bundle.h"

#include "bundle/internal.h"

bool
bundle_database(struct bundle *bundle, struct db **db, struct err *err)
{
    struct db_source source = {
        .size = bundle_head_of(bundle)->manifest.payload_size,
        .read = bundle_read,
        .context = bundle,
    };
    return db_open_source(&source, db, err);
}
