// 50 hubs send to two collectors over one database, and nearly every send goes wrong: requests and answers
// are lost, sent twice, out of order; collectors are killed, transactions aborted. In the end the sums must be
// what the hubs counted, to the last one.
//
// usage: collector_faults kept|naive [SENDS [SEED]]. HUB_LONG=1: 10,000 sends. naive: the same with the index
// gone that keeps a record once; then the sums must be wrong, or this test sees nothing.

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk.h"

#include "test.h"

enum {
    HUBS = 50,
    WEEKS = 40,
    RECORDS = HUBS * WEEKS,
    SERVERS = 2,
    SENDS = 600,
    SENDS_LONG = 10000,
    TRIES_MAX = 100, // of a record at the end
    KILL_EVERY = 40, // faults of a kind that costs a restart
};

enum fault {
    LOST_REQUEST,
    LOST_ANSWER,
    TWICE,
    TWICE_AT_ONCE,
    OTHER_BODY,
    KILLED,
    ABORTED,
    FAULTS,
};

static const char *const fault_names[FAULTS] = {"lost request", "lost answer", "twice",
    "twice at once", "other body", "killed collector", "aborted transaction"};

struct play {
    struct desk *desk;
    struct ledger_hub hubs[HUBS];
    unsigned char seeds[HUBS][32];
    struct desk_server servers[SERVERS];
    bool acknowledged[RECORDS];
    int done[FAULTS];
    int taken_twice; // other bodies that were taken for what was there already
    uint64_t random;
    struct record record;
    char body[RECORD_BYTES_MAX];
    char request[2 * RECORD_BYTES_MAX];
    size_t len;
};

// xorshift64*: the same seed plays the same.
static unsigned
draw(struct play *play, unsigned below)
{
    play->random ^= play->random >> 12;
    play->random ^= play->random << 25;
    play->random ^= play->random >> 27;
    return (unsigned)((play->random * UINT64_C(2685821657736338717)) >> 33) % below;
}

static uint32_t
value_of(int number)
{
    return (uint32_t)(10 + number * 7919 % 4000);
}

// The request of that record into play->request.
static void
make(struct play *play, int number, uint32_t value)
{
    int hub = number / WEEKS;
    desk_record(&play->hubs[hub], number % WEEKS + 1, value, &play->record);
    size_t len = desk_bytes(&play->record, play->seeds[hub], play->body);
    play->len = desk_request(&play->record, play->body, len, play->request);
}

static struct desk_server *
any_server(struct play *play)
{
    return &play->servers[draw(play, SERVERS)];
}

static int
send_part(const struct desk_server *server, const char *data, size_t len)
{
    int fd = desk_connect(server);
    if (fd >= 0) {
        ssize_t n = send(fd, data, len, MSG_NOSIGNAL);
        (void)n; // whatever comes through
    }
    return fd;
}

static void
send_whole(struct play *play, int number)
{
    int status = desk_exchange(any_server(play), play->request, play->len);
    if (status == 200 || status == 201) {
        play->acknowledged[number] = true;
    }
}

static void
kill_server(struct play *play, struct desk_server *server)
{
    kill(server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
    desk_serve(play->desk, server);
}

// PostgreSQL ends every other session in the middle of whatever it does; SQLite's writers find the file
// locked meanwhile.
static void
abort_transactions(struct play *play)
{
    struct sql *sql = ledger_sql(play->desk->ledger);
    struct err err = {0};
    struct desk_server *server = any_server(play);
    bool locked = !desk_is_postgres() && sql_begin(sql, &err);
    int fd = send_part(server, play->request, play->len);
    int other = send_part(any_server(play), play->request, play->len);
    if (desk_is_postgres()) {
        assert_true(sql_exec(sql,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> "
            "pg_backend_pid() AND datname = current_database()",
            &err));
    } else if (locked) {
        sql_rollback(sql);
    }
    close(fd);
    close(other);
}

static void
go_wrong(struct play *play, enum fault fault, int number)
{
    struct desk_server *server = any_server(play);
    make(play, number, value_of(number));
    switch (fault) {
    case LOST_REQUEST:
        close(send_part(server, play->request, draw(play, (unsigned)play->len)));
        break;
    case LOST_ANSWER:
        close(send_part(server, play->request, play->len));
        break;
    case TWICE:
        send_whole(play, number);
        send_whole(play, number);
        break;
    case TWICE_AT_ONCE: {
        int fd = send_part(server, play->request, play->len);
        send_whole(play, number);
        close(fd);
        break;
    }
    case OTHER_BODY: // after the first was acknowledged nothing else may take its place
        if (play->acknowledged[number]) {
            make(play, number, value_of(number) + 1);
            int status = desk_exchange(server, play->request, play->len);
            play->taken_twice += status == 200 || status == 201;
        }
        break;
    case KILLED:
        close(send_part(server, play->request, play->len));
        kill_server(play, server);
        break;
    case ABORTED:
        abort_transactions(play);
        break;
    case FAULTS:
        break;
    }
}

static enum fault
draw_fault(struct play *play)
{
    enum fault fault = (enum fault)draw(play, FAULTS);
    bool dear = fault == KILLED || fault == ABORTED;
    return dear && draw(play, KILL_EVERY / FAULTS) != 0 ? LOST_ANSWER : fault;
}

static void
deliver_rest(struct play *play)
{
    for (int number = 0; number < RECORDS; number++) {
        for (int i = 0; i < TRIES_MAX && !play->acknowledged[number]; i++) {
            make(play, number, value_of(number));
            send_whole(play, number);
        }
        assert_true(play->acknowledged[number]);
    }
}

static int64_t
expected_of_week(int week)
{
    int64_t sum = 0;
    for (int hub = 0; hub < HUBS; hub++) {
        sum += value_of(hub * WEEKS + week - 1);
    }
    return sum;
}

// How many sums are not what was counted: of each week, and the number of records.
static int
wrong_sums(struct play *play)
{
    struct sql *sql = ledger_sql(play->desk->ledger);
    struct err err = {0};
    int renewed = 0;
    assert_true(ledger_tally(play->desk->ledger, NULL, &renewed, &err));
    int wrong = play->taken_twice + (desk_number(sql, "SELECT count(*) FROM record") != RECORDS);
    for (int week = 1; week <= WEEKS; week++) {
        char query[128];
        snprintf(query, sizeof query,
            "SELECT most FROM tally WHERE cell = 'visit' AND period = '2026-W%02d'", week);
        int64_t kept = desk_number(ledger_sql(play->desk->ledger), query);
        wrong += kept != expected_of_week(week);
    }
    return wrong;
}

static void
enrol_all(struct play *play)
{
    struct err err = {0};
    for (int i = 0; i < HUBS; i++) {
        play->hubs[i] = desk_hub(i + 1, play->seeds[i]);
        assert_true(ledger_enrol(play->desk->ledger, &play->hubs[i], 20000, false, &err));
    }
}

static void
tell(const struct play *play, int sends)
{
    int64_t total = 0;
    for (int week = 1; week <= WEEKS; week++) {
        total += expected_of_week(week);
    }
    printf("%s: %d sends that went wrong (", desk_is_postgres() ? "postgresql" : "sqlite", sends);
    for (int i = 0; i < FAULTS; i++) {
        printf("%s%d %s", i > 0 ? ", " : "", play->done[i], fault_names[i]);
    }
    printf("), %d records of %d hubs, total %lld\n", RECORDS, HUBS, (long long)total);
}

static int
run(struct play *play, int sends, bool naive)
{
    struct err err = {0};
    enrol_all(play);
    for (int i = 0; i < SERVERS; i++) {
        desk_serve(play->desk, &play->servers[i]);
    }
    if (naive) {
        assert_true(sql_exec(ledger_sql(play->desk->ledger), "DROP INDEX record_once", &err));
    }
    for (int i = 0; i < sends; i++) {
        enum fault fault = draw_fault(play);
        play->done[fault]++;
        go_wrong(play, fault, (int)draw(play, RECORDS));
    }
    deliver_rest(play);
    for (int i = 0; i < SERVERS; i++) {
        assert_int_equal(desk_stop(&play->servers[i]), 0);
    }
    tell(play, sends);
    return wrong_sums(play);
}

int
main(int argc, char **argv)
{
    bool naive = argc > 1 && strcmp(argv[1], "naive") == 0;
    int sends = getenv("HUB_LONG") ? SENDS_LONG : SENDS;
    struct play *play = calloc(1, sizeof *play);
    void *desk = NULL;
    if (!play || desk_setup(&desk) != 0) {
        return 1;
    }
    play->desk = desk;
    sends = argc > 2 ? (int)strtol(argv[2], NULL, 10) : sends;
    play->random = argc > 3 ? strtoull(argv[3], NULL, 10) * 2 + 1 : 20261128;
    int wrong = run(play, sends, naive);
    printf("%d sums wrong%s\n", wrong, naive ? ", as they must be without the index" : "");
    free(play);
    desk_teardown(&desk);
    return naive ? wrong == 0 : wrong != 0;
}
