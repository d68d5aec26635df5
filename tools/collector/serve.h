#pragma once
// The collector on the network: libmicrohttpd in one thread, plain for a proxy on this machine or with TLS
// of its own.

#include "answer.h"

enum {
    SERVE_CONNECTIONS_MAX = 512, // at a time; further ones wait
    SERVE_IDLE_S = 15,           // a connection may be silent
    SERVE_STOP_MS = 5000,        // for what is under way when the program is told to stop
};

struct serve {
    struct collector *collector;
    const char *listen;      // "127.0.0.1:8480", "[::]:8443"; port 0: any
    const char *certificate; // PEM texts, or NULL: plain HTTP
    const char *key;
};

// Listens, says on standard output "listening on ADDRESS:PORT", and answers until SIGTERM or SIGINT.
bool serve(const struct serve *serve, struct err *err) MUST_USE;
// Whether the address is this machine itself; false for what is no address.
bool serve_is_local(const char *listen);
