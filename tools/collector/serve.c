#include "serve.h"

#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/auto.h"
#include "clock/clock.h"

enum { HOST_MAX = 256, TURN_MS = 10 * 1000, STOP_TURN_MS = 50, SECONDS_A_DAY = 86400 };

struct server {
    const struct serve *serve;
    struct clock clock;
    struct MHD_Daemon *daemon;
    int under_way; // requests begun and not yet answered
    bool stopping;
};

struct incoming { // a request whose body is still coming
    size_t len;   // may exceed what fits; then only RECORD_BYTES_MAX are kept
    char body[RECORD_BYTES_MAX];
};

// Requests -----------------------------------------------------------------------------------------

static enum MHD_Result
reply(struct server *server, struct MHD_Connection *connection, const struct answer *answer)
{
    char number[16];
    struct MHD_Response *response = MHD_create_response_from_buffer(
        strlen(answer->text), (void *)(uintptr_t)answer->text, MHD_RESPMEM_MUST_COPY);
    ASSERT(response);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    if (answer->retry_after_s > 0) {
        snprintf(number, sizeof number, "%d", answer->retry_after_s);
        MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, number);
    }
    if (answer->status == ANSWER_UNSIGNED) { // RFC 9110, 11.6.1
        MHD_add_response_header(response, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "HubRecord");
    }
    if (answer->status == ANSWER_METHOD) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, PUT");
    }
    if (server->stopping) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    }
    enum MHD_Result queued = MHD_queue_response(connection, (unsigned)answer->status, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result
finish(struct server *server, struct MHD_Connection *connection, struct request *request)
{
    struct answer said;
    request->now_ms = clock_ms(&server->clock);
    request->today = (int)(clock_wall_s(&server->clock) / SECONDS_A_DAY);
    answer(server->serve->collector, request, &said);
    return reply(server, connection, &said);
}

static bool
claims_too_much(struct MHD_Connection *connection)
{
    const char *length =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return length && strtoull(length, NULL, 10) > RECORD_BYTES_MAX;
}

static enum MHD_Result
// NOLINTNEXTLINE(readability-function-size): the form libmicrohttpd calls
on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *data, size_t *data_len, void **of_request)
{
    struct server *server = context;
    struct incoming *incoming = *of_request;
    struct request request = {.method = method, .path = url};
    (void)version;
    if (!incoming) {
        incoming = malloc(sizeof *incoming);
        ASSERT(incoming);
        incoming->len = 0;
        *of_request = incoming;
        server->under_way++;
        if (claims_too_much(connection)) { // said at once, before the body comes
            request.len = RECORD_BYTES_MAX + 1;
            return finish(server, connection, &request);
        }
        return MHD_YES;
    }
    if (*data_len > 0) {
        size_t room = incoming->len < RECORD_BYTES_MAX ? RECORD_BYTES_MAX - incoming->len : 0;
        memcpy(
            incoming->body + (RECORD_BYTES_MAX - room), data, *data_len < room ? *data_len : room);
        incoming->len += *data_len;
        *data_len = 0;
        return MHD_YES;
    }
    request.body = incoming->body;
    request.digest = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Hub-Digest");
    request.len = incoming->len;
    return finish(server, connection, &request);
}

static void
on_completed(void *context, struct MHD_Connection *connection, void **of_request,
    enum MHD_RequestTerminationCode how)
{
    struct server *server = context;
    (void)connection;
    (void)how;
    if (*of_request) {
        server->under_way--;
        free(*of_request);
        *of_request = NULL;
    }
}

// Addresses ----------------------------------------------------------------------------------------

static struct addrinfo *
resolve(const char *listen_on)
{
    char host[HOST_MAX];
    const char *colon = strrchr(listen_on, ':');
    const char *begin = listen_on[0] == '[' ? listen_on + 1 : listen_on;
    const char *end = listen_on[0] == '[' && colon ? colon - 1 : colon;
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
        .ai_socktype = SOCK_STREAM,
        .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
    struct addrinfo *found = NULL;
    if (!colon || end <= begin || end - begin >= HOST_MAX || (listen_on[0] == '[' && *end != ']')) {
        return NULL;
    }
    snprintf(host, sizeof host, "%.*s", (int)(end - begin), begin);
    return getaddrinfo(host, colon + 1, &hints, &found) == 0 ? found : NULL;
}

bool
serve_is_local(const char *listen_on)
{
    struct addrinfo *found = resolve(listen_on);
    char host[HOST_MAX] = "";
    if (found) {
        getnameinfo(found->ai_addr, found->ai_addrlen, host, sizeof host, NULL, 0, NI_NUMERICHOST);
        freeaddrinfo(found);
    }
    return strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0;
}

static bool
bind_to(int fd, const struct addrinfo *to)
{
    int on = 1;
    return fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
           bind(fd, to->ai_addr, to->ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0;
}

static bool
open_socket(const char *listen_on, int *fd, struct err *err)
{
    char reason[128];
    struct addrinfo *found = resolve(listen_on);
    if (!found) {
        return err_set(err, ERR_FORMAT, "--listen %.60s: write ADDRESS:PORT in digits", listen_on);
    }
    *fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool ok = bind_to(*fd, found) || err_set(err, ERR_IO, "--listen %.60s: %s", listen_on,
                                         strerror_r(errno, reason, sizeof reason));
    freeaddrinfo(found);
    return ok;
}

static void
tell_address(int fd)
{
    struct sockaddr_storage bound;
    socklen_t len = sizeof bound;
    ASSERT(fd >= 0);
    char host[HOST_MAX] = "?";
    char port[16] = "?";
    if (getsockname(fd, (struct sockaddr *)&bound, &len) == 0) {
        getnameinfo((struct sockaddr *)&bound, len, host, sizeof host, port, sizeof port,
            NI_NUMERICHOST | NI_NUMERICSERV);
    }
    printf(strchr(host, ':') ? "listening on [%s]:%s\n" : "listening on %s:%s\n", host, port);
    fflush(stdout);
}

// The loop -----------------------------------------------------------------------------------------

static bool
start(struct server *server, int fd, struct err *err)
{
    const struct serve *serve = server->serve;
    unsigned flags = MHD_USE_EPOLL | (serve->certificate ? MHD_USE_TLS : 0);
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)serve->certificate},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)serve->key},
        {MHD_OPTION_END, 0, NULL},
    };
    struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
    server->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, server,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)SERVE_CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)SERVE_IDLE_S, MHD_OPTION_ARRAY, serve->certificate ? tls : none, MHD_OPTION_END);
    return server->daemon ||
           err_set(err, ERR_IO, "%s",
               serve->certificate ? "cannot serve: are certificate and key a pair?"
                                  : "cannot serve");
}

static int
wait_ms(const struct server *server)
{
    MHD_UNSIGNED_LONG_LONG timeout = TURN_MS;
    int most = server->stopping ? STOP_TURN_MS : TURN_MS;
    bool due = MHD_get_timeout(server->daemon, &timeout) == MHD_YES;
    return due && timeout < (MHD_UNSIGNED_LONG_LONG)most ? (int)timeout : most;
}

static void
turn(struct server *server, int signals)
{
    const union MHD_DaemonInfo *epoll =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    struct pollfd fds[] = {{epoll->epoll_fd, POLLIN, 0}, {signals, POLLIN, 0}};
    struct signalfd_siginfo signal;
    if (poll(fds, server->stopping ? 1 : 2, wait_ms(server)) >= 0 && (fds[1].revents & POLLIN) &&
        read(signals, &signal, sizeof signal) == sizeof signal) {
        server->stopping = true;
        // Closed at once: what still waits there goes to another collector, or comes again.
        close(MHD_quiesce_daemon(server->daemon));
    }
    MHD_run(server->daemon);
}

static void
run(struct server *server, int signals)
{
    while (!server->stopping) {
        turn(server, signals);
    }
    int64_t until = clock_ms(&server->clock) + SERVE_STOP_MS;
    while (server->under_way > 0 && clock_ms(&server->clock) < until) {
        turn(server, signals);
    }
}

bool
serve(const struct serve *serve, struct err *err)
{
    int fd = -1; // libmicrohttpd closes it, or turn()
    sigset_t set;
    struct server server = {.serve = serve, .clock = clock_real()};
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL); // NOLINT(concurrency-mt-unsafe): one thread
    AUTO_CLOSE int signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals < 0) {
        return err_set(err, ERR_IO, "no descriptor for signals");
    }
    if (!open_socket(serve->listen, &fd, err)) {
        close(fd);
        return false;
    }
    if (!start(&server, fd, err)) {
        return false;
    }
    tell_address(fd);
    run(&server, signals);
    MHD_stop_daemon(server.daemon);
    return true;
}
