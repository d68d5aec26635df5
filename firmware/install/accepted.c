#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/hash.h"
#include "install/internal.h"

// state/accepted.a and .b: the lines of print() and a sum over them. Both are written, one after the
// other, so that neither a power cut nor one bad sector takes the memory of the highest (epoch, seq).

enum { DAY_S = 24 * 60 * 60, DAY_MAX = 100 * 366 + 47482 }; // days: 2100 and a century

static const char *const COPIES[2] = {"accepted.a", "accepted.b"};

// One copy --------------------------------------------------------------------------------------------

static size_t
print(const struct install_accepted *a, int64_t generation, char text[INSTALL_STATE_MAX])
{
    char trust[INSTALL_ID_TEXT];
    char id[INSTALL_ID_TEXT];
    bundle_hex(a->hub.trust_id.bytes, trust);
    bundle_hex(a->hub.id.bytes, id);
    int len = snprintf(text, INSTALL_STATE_MAX,
        "hub-accepted-v1\ngeneration %" PRId64 "\nnetwork %s\ntrust_version %" PRId64
        "\ntrust_id %s\n"
        "epoch %" PRId64 "\nseq %" PRId64 "\nid %s\nsure_day %d\nfloor_day %d\n"
        "powered_hours %" PRId64 "\n",
        generation, a->network[0] ? a->network : "-", a->hub.trust_version, trust, a->hub.epoch,
        a->hub.seq, id, a->sure_day, a->floor_day, a->powered_hours);
    uint64_t sum = hash_bytes(HASH_SEED, text, (size_t)len);
    len += snprintf(text + len, (size_t)(INSTALL_STATE_MAX - len), "sum %016" PRIx64 "\n", sum);
    return (size_t)len;
}

static bool
in_range(const struct install_accepted *a, int64_t generation)
{
    return generation > 0 && a->hub.trust_version >= 0 && a->hub.epoch >= 0 && a->hub.seq >= 0 &&
           a->sure_day >= -DAY_MAX && a->sure_day <= DAY_MAX && a->floor_day >= 0 &&
           a->floor_day <= DAY_MAX && a->powered_hours >= 0 &&
           a->powered_hours <= (int64_t)DAY_MAX * 24;
}

// What was read is written again and compared: nothing else is accepted, whatever scanf makes of it.
bool
install_accepted_parse(const char *text, size_t len, struct install_accepted *accepted,
    int64_t *generation, struct err *err)
{
    char trust[INSTALL_ID_TEXT] = "";
    char id[INSTALL_ID_TEXT] = "";
    char again[INSTALL_STATE_MAX];
    struct install_accepted a = {0};
    *generation = 0;
    // NOLINTNEXTLINE(cert-err34-c): overflow shows in the comparison
    int fields = sscanf(text,
        "hub-accepted-v1\ngeneration %" SCNd64 "\nnetwork %31s\ntrust_version %" SCNd64
        "\ntrust_id %64s\n"
        "epoch %" SCNd64 "\nseq %" SCNd64 "\nid %64s\nsure_day %d\nfloor_day %d\n"
        "powered_hours %" SCNd64 "\n",
        generation, a.network, &a.hub.trust_version, trust, &a.hub.epoch, &a.hub.seq, id,
        &a.sure_day, &a.floor_day, &a.powered_hours);
    if (strcmp(a.network, "-") == 0) {
        a.network[0] = '\0';
    }
    bool ok = fields == 10 && bundle_unhex(trust, a.hub.trust_id.bytes) &&
              bundle_unhex(id, a.hub.id.bytes) && in_range(&a, *generation) &&
              print(&a, *generation, again) == len && memcmp(again, text, len) == 0;
    *accepted = ok ? a : (struct install_accepted){0};
    *generation = ok ? *generation : 0;
    return ok || err_set(err, ERR_FORMAT, "accepted: a damaged copy");
}

static bool
read_copy(const struct install_dirs *dirs, int copy, struct install_accepted *accepted,
    int64_t *generation, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    *generation = 0;
    *accepted = (struct install_accepted){0};
    return install_join(dirs->state, COPIES[copy], path, err) &&
           file_read(path, INSTALL_STATE_MAX, &text, &len, err) &&
           install_accepted_parse(text, len, accepted, generation, err);
}

// Both ------------------------------------------------------------------------------------------------

struct copies {
    struct install_accepted of[2];
    int64_t generation[2]; // 0 = not whole
    bool damaged;          // a copy is there and cannot be used
    struct err err;
};

static int
newer(const struct copies *copies)
{
    return copies->generation[1] > copies->generation[0] ? 1 : 0;
}

static struct copies
read_copies(const struct install_dirs *dirs)
{
    struct copies copies = {.damaged = false};
    for (int i = 0; i < 2; i++) {
        struct err err = {0};
        if (!read_copy(dirs, i, &copies.of[i], &copies.generation[i], &err) &&
            err.kind != ERR_MISSING) {
            copies.damaged = true;
            copies.err = err;
        }
    }
    return copies;
}

bool
install_accepted_read(
    const struct install_dirs *dirs, struct install_accepted *accepted, struct err *err)
{
    struct copies copies = read_copies(dirs);
    *accepted = copies.of[newer(&copies)];
    bool none = copies.generation[0] == 0 && copies.generation[1] == 0;
    return !(none && copies.damaged) || err_set(err, ERR_FORMAT, "%s", copies.err.text);
}

static bool
write_copy(const struct install_dirs *dirs, int copy, const char *text, size_t len, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    return install_join(dirs->state, COPIES[copy], path, err) && file_replace(path, text, len, err);
}

bool
install_accepted_write(
    const struct install_dirs *dirs, const struct install_accepted *accepted, struct err *err)
{
    struct copies copies = read_copies(dirs);
    int last = newer(&copies);
    char text[INSTALL_STATE_MAX];
    if (!in_range(accepted, 1)) {
        return err_set(err, ERR_LIMIT, "accepted: a number out of range");
    }
    size_t len = print(accepted, copies.generation[last] + 1, text);
    return write_copy(dirs, 1 - last, text, len, err) && write_copy(dirs, last, text, len, err);
}

// Days ------------------------------------------------------------------------------------------------

static int
sure_today(const struct install_accepted *accepted)
{
    return accepted->sure_day + (int)(accepted->powered_hours / 24);
}

static void
raise_floor(struct install_accepted *accepted, int day)
{
    accepted->floor_day = day > accepted->floor_day ? day : accepted->floor_day;
}

void
install_saw_day(struct install_accepted *accepted, int day)
{
    int sure = sure_today(accepted);
    if (day > sure && day <= DAY_MAX) {
        accepted->sure_day += day - sure;
    }
    raise_floor(accepted, sure_today(accepted));
    accepted->hub.today = sure_today(accepted);
}

void
install_saw_clock(struct install_accepted *accepted, const struct clock *clock)
{
    int64_t day = clock_wall_s(clock) / DAY_S;
    int64_t latest = (int64_t)sure_today(accepted) + INSTALL_JUMP_MAX;
    if (clock_quality(clock) == CLOCK_SURE && day <= latest) {
        raise_floor(accepted, (int)day);
    }
}

bool
install_hour(
    const struct install_dirs *dirs, int build_day, const struct clock *clock, struct err *err)
{
    struct install_accepted accepted;
    if (!install_accepted_read(dirs, &accepted, err)) {
        return false;
    }
    accepted.powered_hours++;
    install_saw_day(&accepted, build_day);
    install_saw_clock(&accepted, clock);
    return install_accepted_write(dirs, &accepted, err);
}
