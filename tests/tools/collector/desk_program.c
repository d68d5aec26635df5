// The program itself, from outside.

#include "desk.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

enum { ARGS_MAX = 32 };

static void
become(const struct desk *desk, const char *const *args)
{
    char *argv[ARGS_MAX] = {strdup(HUB_COLLECTOR)};
    int count = 1;
    for (; args[count - 1] && count < ARGS_MAX - 3; count++) {
        argv[count] = strdup(args[count - 1]);
    }
    argv[count++] = strdup("--db");
    argv[count] = strdup(desk->url);
    prctl(PR_SET_PDEATHSIG, SIGKILL); // a test that fails leaves nobody behind
    execv(HUB_COLLECTOR, argv);
    _exit(127);
}

static int
start(const struct desk *desk, const char *const *args, bool errors_too, int *from)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    int pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        if (errors_too) {
            dup2(ends[1], STDERR_FILENO);
        } else if (!freopen("/dev/null", "w", stderr)) {
            _exit(127);
        }
        close(ends[0]);
        close(ends[1]);
        become(desk, args);
    }
    close(ends[1]);
    *from = ends[0];
    return pid;
}

static int
status_of(int pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int
desk_run(const struct desk *desk, const char *const *args, char said[DESK_SAID_MAX])
{
    int from = -1;
    size_t len = 0;
    ssize_t n = 0;
    int pid = start(desk, args, true, &from);
    while (len < DESK_SAID_MAX - 1 && (n = read(from, said + len, DESK_SAID_MAX - 1 - len)) > 0) {
        len += (size_t)n;
    }
    said[len] = '\0';
    close(from);
    return status_of(pid);
}

void
desk_serve(const struct desk *desk, struct desk_server *server)
{
    int from = -1;
    char line[128] = "";
    size_t len = 0;
    server->pid = start(
        desk, DESK_ARGS("serve", "--listen", "127.0.0.1:0", "--burst", "1000000"), false, &from);
    while (len < sizeof line - 1 && !strchr(line, '\n')) {
        ssize_t n = read(from, line + len, sizeof line - 1 - len);
        if (n <= 0) {
            break;
        }
        len += (size_t)n;
        line[len] = '\0';
    }
    close(from);
    if (sscanf(line, "listening on 127.0.0.1:%5d", &server->port) != 1) {
        fail_msg("the collector said '%s'", line);
    }
}

int
desk_stop(struct desk_server *server)
{
    kill(server->pid, SIGTERM);
    return status_of(server->pid);
}

int
desk_connect(const struct desk_server *server)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
        .sin_port = htons((uint16_t)server->port),
        .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof to) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool
send_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = send(fd, data, len, MSG_NOSIGNAL);
        if (n <= 0) {
            return false;
        }
        data += n;
        len -= (size_t)n;
    }
    return true;
}

int
desk_exchange(const struct desk_server *server, const char *data, size_t len)
{
    char reply[4096] = "";
    size_t got = 0;
    int status = 0;
    int fd = desk_connect(server);
    if (fd < 0) {
        return 0;
    }
    // What it says before all was sent counts too.
    bool sent = send_all(fd, data, len);
    (void)sent;
    while (got < sizeof reply - 1 && !strstr(reply, "}\n")) {
        ssize_t n = recv(fd, reply + got, sizeof reply - 1 - got, 0);
        if (n <= 0) {
            break;
        }
        got += (size_t)n;
        reply[got] = '\0';
    }
    close(fd);
    return strstr(reply, "}\n") && sscanf(reply, "HTTP/1.1 %3d", &status) == 1 ? status : 0;
}

size_t
desk_request(const struct record *record, const char *body, size_t body_len,
    char request[2 * RECORD_BYTES_MAX])
{
    char period[RECORD_PERIOD_MAX];
    char digest[65];
    record_period_write(&record->period, period);
    bundle_hex(bundle_hash(body, body_len).bytes, digest);
    int head = snprintf(request, RECORD_BYTES_MAX,
        "PUT /v1/hubs/%s.%s/periods/%s HTTP/1.1\r\nHost: collector\r\nHub-Digest: %s\r\n"
        "Content-Length: %zu\r\n\r\n",
        record->network, record->hub, period, digest, body_len);
    memcpy(request + head, body, body_len);
    return (size_t)head + body_len;
}
