// serve, enrol, revoke, hubs, seal-key, tally.

#include "command.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/utf8.h"
#include "clock/clock.h"
#include "serve.h"

enum {
    PEM_MAX = 256 * 1024,
    RATE_INTERVAL_MS = 1000, // of one hub, after
    RATE_BURST = 1024,       // at once: all that ten years without a network collect
    RATE_BURST_MAX = 1000000,
    LOG_INTERVAL_MS = 1000, // lines about refused requests
    LOG_BURST = 20,
    SECONDS_A_DAY = 86400,
};

int
command_failed(const struct err *err)
{
    fprintf(stderr, "hub-collector: error: %s\n", err->text);
    bool content = err->kind == ERR_FORMAT || err->kind == ERR_LIMIT || err->kind == ERR_VERSION ||
                   err->kind == ERR_SIGNATURE;
    return content ? EXIT_CONTENT : EXIT_IO;
}

int
command_today(void)
{
    struct clock clock = clock_real();
    return (int)(clock_wall_s(&clock) / SECONDS_A_DAY);
}

// serve ---------------------------------------------------------------------------------------------

static bool
read_burst(const char *text, int64_t *burst)
{
    char *end = NULL;
    *burst = text ? strtoll(text, &end, 10) : RATE_BURST;
    return !text || (*text && !*end && *burst >= 1 && *burst <= RATE_BURST_MAX);
}

static int
run_server(const struct command_line *line, struct serve *serving)
{
    struct err err = {0};
    struct collector *collector = calloc(1, sizeof *collector);
    ASSERT(collector);
    collector->rate.interval_ms = RATE_INTERVAL_MS;
    bool known = read_burst(line->burst, &collector->rate.burst);
    ASSERT(known);
    collector->refused.interval_ms = LOG_INTERVAL_MS;
    collector->refused.burst = LOG_BURST;
    serving->collector = collector;
    collector->intake.sealed_only = line->sealed_only;
    bool ok = intake_key(&collector->intake, line->seal_key, &err) &&
              ledger_open(line->db, &collector->ledger, &err) && serve(serving, &err);
    ledger_close(collector->ledger);
    free(collector);
    return ok ? EXIT_DONE : command_failed(&err);
}

int
command_serve(const struct command_line *line)
{
    AUTO_FREE char *certificate = NULL;
    AUTO_FREE char *key = NULL;
    size_t len = 0;
    struct err err = {0};
    int64_t burst = 0;
    if (!read_burst(line->burst, &burst)) {
        fprintf(stderr, "hub-collector: --burst: a number from 1 to %d\n", RATE_BURST_MAX);
        return EXIT_USAGE;
    }
    if (!line->certificate != !line->key) {
        fprintf(stderr, "hub-collector: --tls-certificate and --tls-key belong together\n");
        return EXIT_USAGE;
    }
    if (!line->certificate && !line->plain && !serve_is_local(line->listen)) {
        fprintf(stderr,
            "hub-collector: --listen %s without TLS: give --tls-certificate and "
            "--tls-key, or --plain when a proxy does TLS\n",
            line->listen);
        return EXIT_USAGE;
    }
    if (line->certificate && (!file_read(line->certificate, PEM_MAX, &certificate, &len, &err) ||
                                 !file_read(line->key, PEM_MAX, &key, &len, &err))) {
        return command_failed(&err);
    }
    signal(SIGPIPE, SIG_IGN); // TLS writes with write()
    struct serve serving = {.listen = line->listen, .certificate = certificate, .key = key};
    return run_server(line, &serving);
}

// Hubs ----------------------------------------------------------------------------------------------

static bool
is_line(const char *text, size_t max)
{
    size_t len = strlen(text);
    bool plain = len < max && utf8_valid(text, len);
    for (size_t i = 0; plain && i < len; i++) {
        plain = text[i] >= ' ' && text[i] != 0x7f;
    }
    return plain;
}

static bool
read_hub(const struct command_line *line, struct ledger_hub *hub, struct err *err)
{
    const char *label = line->label ? line->label : line->args[0];
    const char *place = line->place ? line->place : "";
    if (!ledger_hub_parse(line->args[0], hub)) {
        return err_set(err, ERR_FORMAT, "%.60s: write NETWORK.HUB as in hub.conf", line->args[0]);
    }
    if (line->args_count > 1 && !bundle_unhex(line->args[1], hub->key.bytes)) {
        return err_set(err, ERR_FORMAT, "%.80s: no key; hub-upload --key prints it", line->args[1]);
    }
    if (!is_line(label, sizeof hub->label) || !is_line(place, sizeof hub->place)) {
        return err_set(err, ERR_FORMAT,
            "--label, --place: one line of UTF-8, at most %d and %d bytes", LEDGER_LABEL_MAX - 1,
            LEDGER_PLACE_MAX - 1);
    }
    snprintf(hub->label, sizeof hub->label, "%s", label);
    snprintf(hub->place, sizeof hub->place, "%s", place);
    return true;
}

static int
with_hub(const struct command_line *line, bool enrol)
{
    struct ledger *ledger = NULL;
    struct ledger_hub hub;
    struct err err = {0};
    int today = command_today();
    bool ok = read_hub(line, &hub, &err) && ledger_open(line->db, &ledger, &err) &&
              (enrol ? ledger_enrol(ledger, &hub, today, line->replace, &err)
                     : ledger_revoke(ledger, &hub, today, &err));
    ledger_close(ledger);
    return ok ? EXIT_DONE : command_failed(&err);
}

int
command_enrol(const struct command_line *line)
{
    return with_hub(line, true);
}

int
command_revoke(const struct command_line *line)
{
    return with_hub(line, false);
}

static void
print_hub(const struct sql_query *query)
{
    char hex[65] = "?";
    size_t len = 0;
    const void *key = sql_blob(query, 2, &len);
    if (len == 32) {
        bundle_hex(key, hex);
    }
    printf("%s.%s\t%s\t%s\t%s\t%lld\t%s\t%s\n", sql_text(query, 0), sql_text(query, 1), hex,
        sql_text(query, 3), sql_text(query, 4), (long long)sql_int(query, 5), sql_text(query, 6),
        sql_int(query, 7) ? "revoked" : "");
}

// Tab-separated: what other programs cut.
int
command_hubs(const struct command_line *line)
{
    struct ledger *ledger = NULL;
    struct sql_query *query = NULL;
    struct err err = {0};
    bool ok = ledger_open(line->db, &ledger, &err) &&
              sql_prepare(ledger_sql(ledger),
                  "SELECT h.network, h.name, h.key, h.label, h.place, count(r.hub), "
                  "coalesce(max(r.period), '-'), CASE WHEN h.revoked IS NULL THEN 0 ELSE 1 END "
                  "FROM hub h LEFT JOIN record r ON r.hub = h.id AND r.kind = 0 "
                  "GROUP BY h.network, h.name, h.key, h.label, h.place, h.revoked "
                  "ORDER BY h.network, h.name",
                  &query, &err);
    if (ok) {
        printf("hub\tkey\tlabel\tplace\tweeks\tlast week\tstate\n");
    }
    while (ok && sql_step(query)) {
        print_hub(query);
    }
    ok = ok && !sql_failed(query, &err);
    sql_finish(query);
    ledger_close(ledger);
    return ok ? EXIT_DONE : command_failed(&err);
}

// The line for hub.conf.
int
command_seal_key(const struct command_line *line)
{
    unsigned char secret[32];
    char hex[65];
    struct err err = {0};
    if (!record_key_load(line->args[0], secret, &err)) {
        return command_failed(&err);
    }
    struct bundle_key key = bundle_seal_public(secret);
    explicit_bzero(secret, sizeof secret);
    bundle_hex(key.bytes, hex);
    printf("seal = %s\n", hex);
    return EXIT_DONE;
}

int
command_tally(const struct command_line *line)
{
    struct ledger *ledger = NULL;
    struct err err = {0};
    int renewed = 0;
    bool ok = ledger_open(line->db, &ledger, &err) && ledger_tally(ledger, NULL, &renewed, &err);
    ledger_close(ledger);
    if (ok) {
        printf("%d periods summed\n", renewed);
    }
    return ok ? EXIT_DONE : command_failed(&err);
}
