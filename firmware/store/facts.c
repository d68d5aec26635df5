#include <string.h>

#include "base/log.h"
#include "store/internal.h"

void
store_facts_load(struct store *store)
{
    struct row row = store_row_begin(store, &store->arena, QUERY_FACTS);
    while (store_row_next(&row)) {
        int n = store_row_int(&row, 1, STORE_FACTS_MAX, 0);
        const char *id = store_row_text(&row);
        if (n > 0 && id[0]) {
            store->fact[n - 1] = id;
        }
    }
}

// The fact's bit; 0 if nobody ever sets one of that name.
static uint64_t
bit_of(const struct store *store, const char *name, size_t len)
{
    for (int i = 0; i < STORE_FACTS_MAX; i++) {
        const char *id = store->fact[i];
        if (id && strlen(id) == len && memcmp(id, name, len) == 0) {
            return UINT64_C(1) << i;
        }
    }
    return 0;
}

// Cuts the term at *at, which ends at '&' or ',' and loses its spaces; moves *at past it.
static size_t
next_term(const char **at, const char **term)
{
    *term = *at + strspn(*at, " ");
    size_t len = strcspn(*term, "&,");
    *at = *term + len;
    if (**at) {
        (*at)++;
    }
    while (len > 0 && (*term)[len - 1] == ' ') {
        len--;
    }
    return len;
}

// A condition nobody can read holds: one paper too many does less harm than one too few.
bool
store_condition_holds(const struct store *store, const char *condition, uint64_t facts)
{
    bool holds = true;
    const char *at = condition;
    while (*at) {
        const char *term = NULL;
        size_t len = next_term(&at, &term);
        bool negated = len > 0 && term[0] == '!';
        size_t sign = negated ? 1 + strspn(term + 1, " ") : 0;
        if (sign >= len) {
            return true;
        }
        bool is = (facts & bit_of(store, term + sign, len - sign)) != 0;
        holds = holds && is != negated;
    }
    return holds;
}

uint64_t
store_fact_bits(const struct store *store, const char *names)
{
    uint64_t bits = 0;
    const char *at = names;
    while (*at) {
        const char *name = NULL;
        size_t len = next_term(&at, &name);
        bits |= bit_of(store, name, len);
    }
    return bits;
}
