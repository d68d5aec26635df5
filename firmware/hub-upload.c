// One run of a timer: sends the closed periods that wait, when there is a network and its turn has come.
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"
#include "clock/clock.h"
#include "config/config.h"
#include "install/install.h"
#include "upload/upload.h"

enum { EXIT_DONE = 0, EXIT_WAITS = 1, EXIT_USAGE = 2, EXIT_FAILED = 3, SECONDS_A_DAY = 86400 };

struct app {
    struct config config;
    char records[UPLOAD_PATH_MAX];
    char state_path[UPLOAD_PATH_MAX];
    char key[UPLOAD_PATH_MAX];
    bool tell_key;
    bool now;
    struct upload_state state;
    struct upload_queue queue;
    struct record record;
    const struct bundle_key *seal; // NULL: records go as they are
    struct bundle_key collector;
    struct record_bytes sealed;
    int sent;
    char stranger[RECORD_ID_MAX]; // hub the collector does not know: its other records need not ask
};

static const char HELP[] =
    "usage: hub-upload [--config FILE] [--records DIR] [--state FILE] [--now]\n"
    "       hub-upload --key [--config FILE]\n"
    "\n"
    "Sends closed counting periods to the collector of [upload] in hub.conf and removes what it "
    "took.\n"
    "Nothing is sent unless the collector is known by its pinned key or its certificate.\n"
    "\n"
    "  --config FILE  hub.conf: [hub] network, name; [upload] collector, pin, ca, seal; [paths] "
    "data\n"
    "  --records DIR  where the records lie; else kiosk/counts/closed in data\n"
    "  --state FILE   what outlives a run; else upload/state in data\n"
    "  --now          does not wait its turn after failures\n"
    "  --key          prints NETWORK.HUB and the hub's public key, for hub-collector enrol\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0 nothing waits any more, or no collector is set; 1 something waits: the "
    "journal\n"
    "says why; 2 usage; 3 could not run.\n";

// Options ----------------------------------------------------------------------------------------------

static void
take_option(struct app *app, int option, const char *value)
{
    switch (option) {
    case 'f':
        config_load(value, &app->config, NULL);
        break;
    case 'r':
        snprintf(app->records, sizeof app->records, "%s", value);
        break;
    case 's':
        snprintf(app->state_path, sizeof app->state_path, "%s", value);
        break;
    case 'n':
        app->now = true;
        break;
    default:
        app->tell_key = true;
    }
}

// EXIT_DONE: go on; -1: the help was asked for.
static int
take_options(struct app *app, int argc, char **argv)
{
    static const struct option options[] = {{"config", required_argument, NULL, 'f'},
        {"records", required_argument, NULL, 'r'}, {"state", required_argument, NULL, 's'},
        {"now", no_argument, NULL, 'n'}, {"key", no_argument, NULL, 'k'},
        {"help", no_argument, NULL, 'h'}, {0}};
    int option = 0;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(HELP, stdout);
            return -1;
        }
        if (option == '?') {
            return EXIT_USAGE;
        }
        take_option(app, option, optarg);
    }
    if (optind < argc) {
        fprintf(stderr, "hub-upload: too many arguments: %s\n", argv[optind]);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static void
fill_paths(struct app *app)
{
    const char *data = app->config.data;
    if (!app->records[0]) {
        snprintf(app->records, sizeof app->records, "%s/kiosk/counts/closed", data);
    }
    if (!app->state_path[0]) {
        snprintf(app->state_path, sizeof app->state_path, "%s/upload/state", data);
    }
    snprintf(app->key, sizeof app->key, "%s/kiosk/counts/hub.key", data);
}

static int
tell_key(const struct app *app)
{
    unsigned char seed[32];
    char hex[65];
    struct err err = {0};
    if (access(app->key, R_OK) != 0) {
        fprintf(stderr,
            "hub-upload: %s: no key that can be read; the kiosk makes it when it closes its "
            "first week\n",
            app->key);
        return EXIT_FAILED;
    }
    if (!record_key_load(app->key, seed, &err)) {
        fprintf(stderr, "hub-upload: %s\n", err.text);
        return EXIT_FAILED;
    }
    struct bundle_key key = bundle_public(seed);
    explicit_bzero(seed, sizeof seed);
    bundle_hex(key.bytes, hex);
    printf("%s.%s %s\n", app->config.network, app->config.hub, hex);
    return EXIT_DONE;
}

// Sending ----------------------------------------------------------------------------------------------

// By what second certificates are judged: never before the day somebody signed on.
static int64_t
surely_now(const struct app *app)
{
    struct clock clock = clock_real();
    struct install_dirs dirs;
    struct install_accepted accepted = {0};
    struct err ignored = {0};
    if (install_dirs_of(app->config.data, app->config.run, app->config.factory, &dirs, &ignored) &&
        install_accepted_read(&dirs, &accepted, &ignored)) {
        clock.floor_s = (int64_t)accepted.floor_day * SECONDS_A_DAY;
    }
    return clock_wall_s(&clock);
}

static uint32_t
chance(void)
{
    uint32_t value = 0;
    if (getrandom(&value, sizeof value, 0) != sizeof value) {
        value = 0; // only how long to wait
    }
    return value;
}

// For the technician's screen. That this hub is not enrolled is not forgotten over records of an earlier name.
static void
note_end(struct app *app, enum upload_end end)
{
    if (end != UPLOAD_TAKEN || strcmp(app->state.last, upload_end_name(UPLOAD_STRANGER)) != 0) {
        snprintf(app->state.last, sizeof app->state.last, "%s", upload_end_name(end));
    }
}

// What came of one record. *stop: further ones would fare the same now.
static bool
settle(struct app *app, enum upload_end end, const char *path, const struct err *why, bool *stop)
{
    char reason[128];
    note_end(app, end);
    switch (end) {
    case UPLOAD_TAKEN:
        app->sent++;
        if (unlink(path) != 0) {
            LOG_WARN("%s: taken, but it cannot be removed: %s", path,
                strerror_r(errno, reason, sizeof reason));
        }
        return true;
    case UPLOAD_REFUSED:
        LOG_WARN("%s is not taken and stays here: %s", path, why->text);
        return false;
    case UPLOAD_STRANGER: // records of an earlier name must not stand in the way of later ones
        record_hub_id(&app->record, app->stranger);
        LOG_WARN("the collector takes nothing from %s yet: %s", app->stranger, why->text);
        return false;
    case UPLOAD_LATER:
    case UPLOAD_PORTAL:
    case UPLOAD_UNTRUSTED:
    case UPLOAD_NO_NETWORK:
        LOG_WARN("%s", why->text);
        break;
    }
    *stop = true;
    return false;
}

static bool
send_one(struct app *app, struct upload *upload, const char *name, bool *stop)
{
    AUTO_FREE char *body = NULL;
    size_t len = 0;
    char path[UPLOAD_PATH_MAX + RECORD_FILE_MAX];
    char leaving[RECORD_FILE_MAX];
    struct err err = {0};
    ASSERT(record_file_rename(name, RECORD_LEAVING, leaving));
    snprintf(path, sizeof path, "%s/%s", app->records, leaving);
    if (!file_read(path, RECORD_BYTES_MAX, &body, &len, &err)) {
        LOG_WARN("%s", err.text);
        return err.kind == ERR_MISSING; // whoever closes periods took it back
    }
    if (!record_parse(body, len, &app->record, &err)) {
        LOG_WARN("%s: %s", path, err.text);
        return false;
    }
    char id[RECORD_ID_MAX];
    struct bundle_hash hash = bundle_hash(body, len);
    record_hub_id(&app->record, id);
    if (strcmp(id, app->stranger) == 0 || upload_state_is_refused(&app->state, name, &hash)) {
        return false;
    }
    if (app->seal && !record_seal(app->seal, body, len, &app->sealed, &err)) {
        LOG_WARN("%s: %s", path, err.text);
        return false;
    }
    enum upload_end end =
        app->seal ? upload_send(upload, &app->record, app->sealed.at, app->sealed.len, &err)
                  : upload_send(upload, &app->record, body, len, &err);
    if (end == UPLOAD_REFUSED) {
        upload_state_refuse(&app->state, name, &hash);
    }
    return settle(app, end, path, &err, stop);
}

// True when nothing waits any more.
static bool
send_all(struct app *app, struct upload *upload, bool *reached)
{
    bool all = true;
    bool stop = false;
    struct err why = {0};
    enum upload_end end = upload_probe(upload, &why);
    app->state.last[0] = '\0';
    note_end(app, end);
    *reached = end == UPLOAD_TAKEN;
    if (!*reached || !record_begin_leaving(app->records, &why)) {
        LOG_WARN("%s", why.text);
        return false;
    }
    for (int i = 0; i < app->queue.count && !stop; i++) {
        all = send_one(app, upload, app->queue.at[i].name, &stop) && all;
    }
    *reached = !stop;
    return all && !stop;
}

static int
run_upload(struct app *app)
{
    struct upload *upload = NULL;
    struct err err = {0};
    bool reached = false;
    const struct upload_target target = {
        app->config.collector, app->config.pin, app->config.ca, surely_now(app)};
    if (!upload_open(&target, &upload, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_FAILED;
    }
    bool all = send_all(app, upload, &reached);
    upload_close(upload);
    if (reached || app->sent > 0) {
        app->state.failures = app->state.skip = 0;
    } else {
        upload_state_failed(&app->state, chance());
    }
    if (app->sent > 0) {
        LOG_INFO("%d of %d periods sent", app->sent, app->queue.count);
    }
    if (!upload_state_write(app->state_path, &app->state, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_FAILED;
    }
    return all ? EXIT_DONE : EXIT_WAITS;
}

static int
run(struct app *app)
{
    struct err err = {0};
    if (app->tell_key) {
        return tell_key(app);
    }
    if (!app->config.collector[0]) {
        return EXIT_DONE;
    }
    if (app->config.seal[0]) {
        app->seal = &app->collector;
        if (!record_seal_key(app->config.seal, &app->collector, &err)) {
            LOG_ERROR("%s; nothing is sent", err.text);
            return EXIT_FAILED;
        }
    }
    if (!upload_queue_read(app->records, &app->queue, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_FAILED;
    }
    if (app->queue.count == 0) {
        return EXIT_DONE;
    }
    upload_state_read(app->state_path, &app->state);
    if (app->state.skip > 0 && !app->now) {
        app->state.skip--;
        return upload_state_write(app->state_path, &app->state, &err) ? EXIT_WAITS : EXIT_FAILED;
    }
    return run_upload(app);
}

int
main(int argc, char **argv)
{
    struct app *app = calloc(1, sizeof *app);
    ASSERT(app);
    app->config = config_default();
    int status = take_options(app, argc, argv);
    if (status == EXIT_DONE) {
        fill_paths(app);
        status = run(app);
    } else if (status < 0) {
        status = EXIT_DONE;
    }
    free(app);
    return status;
}
