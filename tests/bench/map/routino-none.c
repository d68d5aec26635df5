// Where libroutino is not installed.

#include <stdio.h>

#include "routino.h"

struct routino *
routino_open(const struct bench *bench, const char *extract)
{
    (void)bench;
    printf("%s: built without libroutino-dev, Routino is left out.\n\n", extract);
    return NULL;
}

bool
routino_walk(struct routino *routino, struct route_point a, struct route_point b, bool list)
{
    (void)routino;
    (void)a;
    (void)b;
    return list;
}

void
routino_close(struct routino *routino)
{
    (void)routino;
}
