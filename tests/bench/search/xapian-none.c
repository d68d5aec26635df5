// Stands in where libxapian-dev is not installed.
#include "xapian.h"

struct xapian *
xapian_create(const char *folder)
{
    (void)folder;
    return NULL;
}

void
xapian_add(struct xapian *xapian, const char *name, const char *body)
{
    (void)xapian;
    (void)name;
    (void)body;
}

size_t
xapian_finish_writing(struct xapian *xapian)
{
    (void)xapian;
    return 0;
}

int
xapian_search(struct xapian *xapian, const char *query, int max)
{
    (void)xapian;
    (void)query;
    (void)max;
    return 0;
}

void
xapian_close(struct xapian *xapian)
{
    (void)xapian;
}
