#pragma once
// A collector's desk: an empty database of either kind (of PostgreSQL: a schema), an invented hub, its records.

#include "ledger.h"

enum { DESK_URL_MAX = 512 };

struct desk {
    char folder[64];
    char url[DESK_URL_MAX];
    struct ledger *ledger;
    struct ledger_hub hub; // gt.ventanilla-1, enrolled
    unsigned char seed[32];
};

// cmocka's setup and teardown; *state is the desk. In HUB_TEST_POSTGRES an administrator's URL of a server
// may stand: then every desk has a schema of its own there, else a file.
int desk_setup(void **state);
int desk_teardown(void **state);
bool desk_is_postgres(void);

// The hub of that number: "gt.ventanilla-N" with a key of its own.
struct ledger_hub desk_hub(int number, unsigned char seed[32]);
// A week's record of that hub: cells visit and lang:ht of that value (10 or more), lang:es below 10.
void desk_record(const struct ledger_hub *hub, int week, uint32_t value, struct record *record);
// Its bytes; returns their number.
size_t desk_bytes(
    const struct record *record, const unsigned char seed[32], char body[RECORD_BYTES_MAX]);

// The first column of the first row as a number.
int64_t desk_number(struct sql *sql, const char *query);

// Runs hub-collector with these arguments (NULL ends them) and --db of the desk; returns its exit status,
// and in said what it wrote to both outputs.
enum { DESK_SAID_MAX = 64 * 1024 };
int desk_run(const struct desk *desk, const char *const *args, char said[DESK_SAID_MAX]);
#define DESK_ARGS(...) ((const char *const[]){__VA_ARGS__, NULL})

// A collector that serves the desk's database, plain, at a port of its own choice.
struct desk_server {
    int pid;
    int port;
};
void desk_serve(const struct desk *desk, struct desk_server *server);
// SIGTERM; the exit status.
int desk_stop(struct desk_server *server);
// A connection to it, or -1.
int desk_connect(const struct desk_server *server);
// Sends these bytes and reads until the other side closes or a whole answer is there; its status, 0 without
// one.
int desk_exchange(const struct desk_server *server, const char *data, size_t len);
// A whole request for that record's place; returns its length.
size_t desk_request(const struct record *record, const char *body, size_t body_len,
    char request[2 * RECORD_BYTES_MAX]);
