#pragma once
// Xapian behind an interface of C: one database of documents, found by all words of a query, the last of
// which may be unfinished. No positions, as our index has none.

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct xapian;

// NULL where the benchmark was built without Xapian. folder must not exist.
struct xapian *xapian_create(const char *folder);
// Words are divided by blanks; those of the name count double. Each document in its order.
void xapian_add(struct xapian *xapian, const char *name, const char *body);
// Ends writing: compacts, opens for reading; the bytes of its files.
size_t xapian_finish_writing(struct xapian *xapian);
// Documents found, at most max, best first by BM25.
int xapian_search(struct xapian *xapian, const char *query, int max);
void xapian_close(struct xapian *xapian);

#ifdef __cplusplus
}
#endif
