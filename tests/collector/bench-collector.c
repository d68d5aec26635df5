// The collector against what it cannot be faster than: libmicrohttpd that puts each body into a table of the
// same database and answers, in the same loop, knowing nothing of hubs, records or signatures. Rounds
// alternate; every request is another hub's week. Prints rows for a Markdown table.
//
//   bench-collector [ROUNDS [REQUESTS [CONNECTIONS]]]      beside with-postgres --run: on PostgreSQL

#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "desk.h"

#include "test.h"

enum { CONNECTIONS_MAX = 64, ROUNDS_MAX = 32, HUBS = 100, REQUEST_MAX = 4096, CELLS = 60 };

enum { FLOOR, COLLECTOR, SIDES };

struct request_bytes {
    char bytes[REQUEST_MAX];
    size_t len;
};

struct line { // one connection
    int fd;
    int request; // under way; -1: none
    size_t sent;
    char reply[1024];
    size_t got;
    double begun;
};

struct bench {
    struct desk *desk;
    int requests_count; // of a round
    int connections;
    struct request_bytes *requests;
    double *latencies;
    double rate[SIDES][ROUNDS_MAX];
    double p99[SIDES][ROUNDS_MAX];
};

static void
must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "bench-collector: %s\n", what);
        exit(1);
    }
}

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

// The floor ------------------------------------------------------------------------------------------

struct floor {
    struct sql *sql;
    struct sql_query *put;
};

struct floor_body {
    size_t len;
    char bytes[REQUEST_MAX];
};

static enum MHD_Result
on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *data, size_t *data_len, void **of_request)
{
    static char created[] = "{\"result\":\"created\"}\n";
    struct floor *floor = context;
    struct floor_body *body = *of_request;
    struct err err = {0};
    (void)url;
    (void)method;
    (void)version;
    if (!body) {
        body = calloc(1, sizeof *body);
        *of_request = body;
        return body ? MHD_YES : MHD_NO;
    }
    if (*data_len > 0) {
        must(body->len + *data_len <= sizeof body->bytes, "a body is too long");
        memcpy(body->bytes + body->len, data, *data_len);
        body->len += *data_len;
        *data_len = 0;
        return MHD_YES;
    }
    sql_bind_blob(floor->put, 1, body->bytes, body->len);
    must(sql_run(floor->put, &err), err.text);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(sizeof created - 1, created, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result queued = MHD_queue_response(connection, 201, response);
    MHD_destroy_response(response);
    free(body);
    *of_request = NULL;
    return queued;
}

static _Noreturn void
serve_floor(const struct bench *bench, int listener)
{
    struct floor floor = {0};
    struct err err = {0};
    must(sql_open(bench->desk->url, &floor.sql, &err) &&
             sql_prepare(floor.sql, "INSERT INTO floor (body) VALUES ($1)", &floor.put, &err),
        err.text);
    struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, on_request, &floor,
        MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_END);
    must(daemon != NULL, "the floor cannot serve");
    struct pollfd fd = {MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, POLLIN, 0};
    for (;;) {
        poll(&fd, 1, 1000);
        MHD_run(daemon);
    }
}

static void
start_floor(const struct bench *bench, struct desk_server *server)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    must(bind(fd, (struct sockaddr *)&at, len) == 0 && listen(fd, SOMAXCONN) == 0 &&
             getsockname(fd, (struct sockaddr *)&at, &len) == 0,
        "no port");
    server->port = ntohs(at.sin_port);
    server->pid = fork();
    if (server->pid == 0) {
        serve_floor(bench, fd);
    }
    close(fd);
}

// The hubs -------------------------------------------------------------------------------------------

static void
begin(struct bench *bench, struct line *line, int number)
{
    line->request = number;
    line->sent = line->got = 0;
    line->begun = now();
    const struct request_bytes *request = &bench->requests[number];
    ssize_t n = send(line->fd, request->bytes, request->len, MSG_NOSIGNAL);
    must(n == (ssize_t)request->len, "a request did not fit");
}

static bool
answered(struct bench *bench, struct line *line)
{
    ssize_t n = recv(line->fd, line->reply + line->got, sizeof line->reply - 1 - line->got, 0);
    must(n > 0, "the other side hung up");
    line->got += (size_t)n;
    line->reply[line->got] = '\0';
    if (!strstr(line->reply, "}\n")) {
        return false;
    }
    must(strncmp(line->reply, "HTTP/1.1 201", 12) == 0, line->reply);
    bench->latencies[line->request] = now() - line->begun;
    line->request = -1;
    return true;
}

static double
run_round(struct bench *bench, const struct desk_server *server)
{
    static struct line lines[CONNECTIONS_MAX];
    struct pollfd fds[CONNECTIONS_MAX];
    int next = 0;
    int done = 0;
    double from = now();
    for (int i = 0; i < bench->connections; i++) {
        lines[i].fd = desk_connect(server);
        must(lines[i].fd >= 0, "no connection");
        fds[i] = (struct pollfd){lines[i].fd, POLLIN, 0};
        begin(bench, &lines[i], next++);
    }
    while (done < bench->requests_count) {
        must(poll(fds, (nfds_t)bench->connections, 30000) > 0, "no answer for half a minute");
        for (int i = 0; i < bench->connections; i++) {
            if ((fds[i].revents & (POLLIN | POLLHUP)) && lines[i].request >= 0 &&
                answered(bench, &lines[i])) {
                done++;
                if (next < bench->requests_count) {
                    begin(bench, &lines[i], next++);
                }
            }
        }
    }
    double seconds = now() - from;
    for (int i = 0; i < bench->connections; i++) {
        close(lines[i].fd);
    }
    return seconds;
}

static int
by_value(const void *a, const void *b)
{
    double first = *(const double *)a;
    double second = *(const double *)b;
    return (first > second) - (first < second);
}

static void
measure(struct bench *bench, int side, int round)
{
    struct desk_server server;
    if (side == FLOOR) {
        start_floor(bench, &server);
    } else {
        desk_serve(bench->desk, &server);
    }
    double seconds = run_round(bench, &server);
    size_t count = (size_t)bench->requests_count;
    qsort(bench->latencies, count, sizeof *bench->latencies, by_value);
    bench->rate[side][round] = (double)count / seconds;
    bench->p99[side][round] = bench->latencies[count * 99 / 100];
    if (side == FLOOR) {
        kill(server.pid, SIGKILL);
        waitpid(server.pid, NULL, 0);
    } else {
        must(desk_stop(&server) == 0, "the collector did not end well");
    }
}

// Requests -------------------------------------------------------------------------------------------

static void
make_requests(struct bench *bench, int round)
{
    static struct record record;
    static char body[RECORD_BYTES_MAX];
    static char request[2 * RECORD_BYTES_MAX];
    for (int i = 0; i < bench->requests_count; i++) {
        unsigned char seed[32];
        struct ledger_hub hub = desk_hub(i % HUBS + 1, seed);
        int week = i / HUBS;
        desk_record(&hub, week % 52 + 1, 100, &record);
        record.period.year = 2000 + round * 20 + week / 52;
        record.cells_count = CELLS;
        for (int cell = 0; cell < CELLS; cell++) {
            snprintf(record.cells[cell].name, RECORD_CELL_MAX, "topic:number-%02d", cell);
            record.cells[cell].least = record.cells[cell].most = (uint32_t)(100 + cell);
        }
        size_t len = desk_request(&record, body, desk_bytes(&record, seed, body), request);
        must(len <= REQUEST_MAX, "a request is too long");
        memcpy(bench->requests[i].bytes, request, len);
        bench->requests[i].len = len;
    }
}

static void
enrol_hubs(const struct bench *bench)
{
    struct err err = {0};
    for (int i = 1; i <= HUBS; i++) {
        unsigned char seed[32];
        struct ledger_hub hub = desk_hub(i, seed);
        must(ledger_enrol(bench->desk->ledger, &hub, 20000, false, &err), err.text);
    }
    must(sql_exec(ledger_sql(bench->desk->ledger),
             desk_is_postgres()
                 ? "CREATE TABLE floor (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "
                   "body BYTEA)"
                 : "CREATE TABLE floor (id INTEGER PRIMARY KEY, body BLOB)",
             &err),
        err.text);
}

static double
middle(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, by_value);
    return values[count / 2];
}

static int
argument(int argc, char **argv, int index, int otherwise, int most)
{
    int value = argc > index ? (int)strtol(argv[index], NULL, 10) : otherwise;
    must(value >= 1 && value <= most, "bench-collector [ROUNDS [REQUESTS [CONNECTIONS]]]");
    return value;
}

int
main(int argc, char **argv)
{
    static struct bench bench;
    void *desk = NULL;
    int rounds = argument(argc, argv, 1, 5, ROUNDS_MAX);
    bench.requests_count = argument(argc, argv, 2, 2000, 100000);
    bench.connections = argument(argc, argv, 3, 8, CONNECTIONS_MAX);
    bench.requests = calloc((size_t)bench.requests_count, sizeof *bench.requests);
    bench.latencies = calloc((size_t)bench.requests_count, sizeof *bench.latencies);
    must(bench.requests && bench.latencies && desk_setup(&desk) == 0, "no database");
    bench.desk = desk;
    enrol_hubs(&bench);
    for (int round = 0; round < rounds; round++) {
        make_requests(&bench, round);
        measure(&bench, FLOOR, round);
        measure(&bench, COLLECTOR, round);
    }
    double rate[SIDES];
    double p99[SIDES];
    double ratio[ROUNDS_MAX];
    for (int i = 0; i < rounds; i++) {
        ratio[i] = bench.rate[COLLECTOR][i] / bench.rate[FLOOR][i];
    }
    for (int side = 0; side < SIDES; side++) {
        rate[side] = middle(bench.rate[side], rounds);
        p99[side] = middle(bench.p99[side], rounds) * 1000;
    }
    printf("| database | floor, batches/s | p99, ms | collector, batches/s | p99, ms | ratio, "
           "median of "
           "%d rounds |\n|---|---|---|---|---|---|\n",
        rounds);
    printf("| %s | %.0f | %.1f | %.0f | %.1f | %.2f |\n",
        desk_is_postgres() ? "PostgreSQL" : "SQLite", rate[FLOOR], p99[FLOOR], rate[COLLECTOR],
        p99[COLLECTOR], middle(ratio, rounds));
    desk_teardown(&desk);
    free(bench.requests);
    free(bench.latencies);
    return 0;
}
