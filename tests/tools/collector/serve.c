#include "serve.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "desk.h"

#include "test.h"

static struct record record;
static char body[RECORD_BYTES_MAX];
static char request[2 * RECORD_BYTES_MAX];

static size_t
week_request(const struct desk *desk, int week, uint32_t value)
{
    desk_record(&desk->hub, week, value, &record);
    return desk_request(&record, body, desk_bytes(&record, desk->seed, body), request);
}

static void
test_over_the_wire(void **state)
{
    struct desk *desk = *state;
    struct desk_server server;
    desk_serve(desk, &server);
    size_t len = week_request(desk, 10, 100);
    assert_int_equal(desk_exchange(&server, request, len), 201);
    assert_int_equal(desk_exchange(&server, request, len), 200);
    len = week_request(desk, 10, 101);
    assert_int_equal(desk_exchange(&server, request, len), 409);
    static const char health[] = "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n";
    assert_int_equal(desk_exchange(&server, health, sizeof health - 1), 200);
    assert_int_equal(desk_stop(&server), 0);
}

static void
test_two_requests_on_one_connection(void **state)
{
    struct desk *desk = *state;
    struct desk_server server;
    char reply[4096] = "";
    size_t got = 0;
    desk_serve(desk, &server);
    int fd = desk_connect(&server);
    for (int week = 10; week < 12; week++) {
        size_t len = week_request(desk, week, 100);
        assert_int_equal(send(fd, request, len, MSG_NOSIGNAL), len);
    }
    while (!strstr(reply, "created\"}\n") ||
           !strstr(strstr(reply, "created\"}\n") + 1, "created\"}\n")) {
        ssize_t n = recv(fd, reply + got, sizeof reply - 1 - got, 0);
        assert_true(n > 0);
        got += (size_t)n;
        reply[got] = '\0';
    }
    close(fd);
    assert_int_equal(desk_stop(&server), 0);
}

static void
test_too_long(void **state)
{
    struct desk *desk = *state;
    struct desk_server server;
    static char large[64 * 1024];
    desk_serve(desk, &server);
    memset(large, 'a', sizeof large);
    int len = snprintf(large, sizeof large,
        "PUT /v1/hubs/gt.ventanilla-1/periods/2026-W10 HTTP/1.1\r\nHost: x\r\nContent-Length: "
        "%d\r\n\r\n",
        RECORD_BYTES_MAX + 1);
    assert_int_equal(desk_exchange(&server, large, (size_t)len), 413); // before the body came
    // Said in chunks, so that nobody knows how long it will be.
    len = snprintf(large, sizeof large,
        "PUT /v1/hubs/gt.ventanilla-1/periods/2026-W10 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
        "chunked\r\n\r\n8000\r\n");
    memset(large + len, 'a', 0x8000);
    size_t at = (size_t)len + 0x8000;
    memcpy(large + at, "\r\n0\r\n\r\n", 7);
    assert_int_equal(desk_exchange(&server, large, at + 7), 413);
    assert_int_equal(desk_stop(&server), 0);
}

// What was asked before SIGTERM is answered, and kept.
static void
test_stops_gracefully(void **state)
{
    struct desk *desk = *state;
    struct desk_server server;
    char reply[1024] = "";
    size_t got = 0;
    desk_serve(desk, &server);
    size_t len = week_request(desk, 10, 100);
    int fd = desk_connect(&server);
    assert_int_equal(send(fd, request, len - 10, MSG_NOSIGNAL), len - 10);
    // A whole exchange on another connection: the first has been read by then.
    static const char health[] = "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n";
    assert_int_equal(desk_exchange(&server, health, sizeof health - 1), 200);
    kill(server.pid, SIGTERM);
    while (desk_exchange(&server, health, sizeof health - 1) != 0) { // until nobody listens
    }
    assert_int_equal(send(fd, request + len - 10, 10, MSG_NOSIGNAL), 10);
    while (!strstr(reply, "}\n")) {
        ssize_t n = recv(fd, reply + got, sizeof reply - 1 - got, 0);
        assert_true(n > 0);
        got += (size_t)n;
        reply[got] = '\0';
    }
    close(fd);
    assert_non_null(strstr(reply, " 201 "));
    assert_non_null(strstr(reply, "Connection: close"));
    assert_int_equal(desk_stop(&server), 0);
    assert_int_equal(desk_number(ledger_sql(desk->ledger), "SELECT count(*) FROM record"), 1);
}

static void
test_rubbish(void **state)
{
    static const char *const rubbish[] = {"", "\r\n\r\n", "GET\r\n\r\n", "PUT / HTTP/9.9\r\n\r\n",
        "PUT /v1/hubs/gt.ventanilla-1/periods/2026-W10 HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "PUT /v1/hubs/%00/periods/2026-W10 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"};
    struct desk *desk = *state;
    struct desk_server server;
    desk_serve(desk, &server);
    for (size_t i = 0; i < sizeof rubbish / sizeof *rubbish; i++) {
        int fd = desk_connect(&server);
        send(fd, rubbish[i], strlen(rubbish[i]), MSG_NOSIGNAL);
        close(fd);
    }
    size_t len = week_request(desk, 10, 100);
    assert_int_equal(desk_exchange(&server, request, len), 201);
    assert_int_equal(desk_stop(&server), 0);
}

static void
test_addresses(void **state)
{
    (void)state;
    assert_true(serve_is_local("127.0.0.1:80"));
    assert_true(serve_is_local("127.8.0.1:80"));
    assert_true(serve_is_local("[::1]:80"));
    assert_false(serve_is_local("0.0.0.0:80"));
    assert_false(serve_is_local("[::]:80"));
    assert_false(serve_is_local("localhost:80"));
    assert_false(serve_is_local("127.0.0.1"));
    assert_false(serve_is_local(""));
    assert_false(serve_is_local("["));
    assert_false(serve_is_local("[::1:80"));
}

static void
test_listening(void **state)
{
    static char said[DESK_SAID_MAX];
    struct desk *desk = *state;
    assert_int_equal(desk_run(desk, DESK_ARGS("serve", "--listen", "0.0.0.0:0"), said), 2);
    assert_non_null(strstr(said, "without TLS"));
    assert_int_equal(desk_run(desk, DESK_ARGS("serve", "--listen", "nowhere", "--plain"), said), 1);
    assert_non_null(strstr(said, "ADDRESS:PORT"));
    assert_int_equal(desk_run(desk, DESK_ARGS("serve", "--tls-key", "x"), said), 2);
    assert_int_equal(
        desk_run(desk, DESK_ARGS("serve", "--tls-key", "/nowhere", "--tls-certificate", "/nowhere"),
            said),
        3);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_over_the_wire),
        DESK_TEST(test_two_requests_on_one_connection),
        DESK_TEST(test_too_long),
        DESK_TEST(test_stops_gracefully),
        DESK_TEST(test_rubbish),
        cmocka_unit_test(test_addresses),
        DESK_TEST(test_listening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
