#include <stdio.h>

#include "base/log.h"
#include "shelf/shelf.h"

static bool
can_revert(const struct shelf_wish *wish, const struct shelf *shelf)
{
    char path[INSTALL_PATH_MAX];
    struct err ignored;
    return shelf->source == INSTALL_CURRENT &&
           (install_path(&wish->dirs, INSTALL_PREVIOUS, path, &ignored) ||
               install_path(&wish->dirs, INSTALL_FACTORY, path, &ignored));
}

static void
judge_age(struct shelf_facts *facts, const struct bundle_manifest *manifest,
    const struct install_dirs *dirs, const struct clock *clock)
{
    struct install_accepted accepted;
    struct err err = {0};
    if (!install_accepted_read(dirs, &accepted, &err)) {
        LOG_WARN("%s", err.text);
    }
    install_saw_day(&accepted, manifest->issued);
    install_saw_clock(&accepted, clock);
    facts->floor_day = accepted.floor_day;
    struct install_age age = install_age(manifest, accepted.floor_day, accepted.powered_hours);
    facts->old = age.stale;
    facts->days = age.days;
}

struct shelf_facts
shelf_facts(const struct shelf_wish *wish, const struct shelf *shelf, const struct clock *clock)
{
    const struct bundle_head *head = store_head(shelf->store);
    struct shelf_facts facts = {
        .source = shelf->source, .code = shelf->code, .can_revert = can_revert(wish, shelf)};
    if (head) {
        unsigned char id[8];
        bundle_key_id(&head->publisher, id);
        for (size_t i = 0; i < sizeof id; i++) {
            snprintf(facts.signer + 2 * i, 3, "%02x", id[i]);
        }
        facts.issued = head->manifest.issued;
        judge_age(&facts, &head->manifest, &wish->dirs, clock);
    } else {
        clock_parse_date(store_meta(shelf->store, "built_on"), &facts.floor_day);
    }
    snprintf(facts.version, sizeof facts.version, "%s",
        head ? head->manifest.content_version : store_meta(shelf->store, "built_on"));
    return facts;
}
