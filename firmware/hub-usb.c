// One run per stick: takes the content that is on it, or writes the result onto it; carries out what the
// manager asked for. Told by files only: install/install.h.
#include <errno.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"
#include "config/config.h"
#include "install/install.h"
#include "record/record.h"
#include "sandbox/sandbox.h"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_FAILED = 3 };

struct app {
    struct config config;
    struct install_dirs dirs;
    struct install_hub hub;
    char mount[INSTALL_PATH_MAX];
    char records[INSTALL_PATH_MAX]; // of closed counts
    char *chain;                    // of the image
    const char *trust;
    const char *disk;
    const char *stick;
    const char *report;
    bool disk_report; // to a device, not a folder
    bool requests;
    bool hour;
    bool seal;
    int lock;
};

static const char HELP[] =
    "usage: hub-usb --disk DEVICE | --stick DIR | --report DEVICE-OR-DIR | --requests | --hour\n"
    "               [options]\n"
    "\n"
    "  --disk DEVICE    mount that USB disk's one FAT or exFAT volume where nobody else sees it, "
    "then\n"
    "                   take the newest content for this hub from it\n"
    "  --stick DIR      likewise from a folder\n"
    "  --report TARGET  write closed counts, the technician's files and the last result, "
    "RESULT.txt,\n"
    "                   to hub/out of a disk or folder that has the folder hub/out, and sync it\n"
    "  --requests       carry out what the screen asked for: the earlier content again, or the\n"
    "                   factory's\n"
    "  --hour           count one more hour under power; a timer calls this\n"
    "\n"
    "  --config FILE    hub.conf: [hub] network, name; [paths] data, run, factory, assets;\n"
    "                   [kiosk] staff_language; [upload] seal\n"
    "  --trust FILE     trust chain of the image; else trust beside the factory's content\n"
    "  --demonstration  accept content signed for demonstrations; never on a hub\n"
    "  --seal           give up with a folder, too, what is given up with a device\n"
    "  --help           this text\n"
    "\n"
    "Exit status: 0 installed, or here already, or nothing to do; 1 refused: the status file says "
    "why;\n"
    "2 usage; 3 could not run.\n";

// Options ----------------------------------------------------------------------------------------------

static void
take_option(struct app *app, int option, const char *value)
{
    const char **into = option == 'd'   ? &app->disk
                        : option == 's' ? &app->stick
                        : option == 'o' ? &app->report
                        : option == 't' ? &app->trust
                                        : NULL;
    if (into) {
        *into = value;
    } else if (option == 'f') {
        config_load(value, &app->config, NULL);
    }
    app->requests = app->requests || option == 'r';
    app->hour = app->hour || option == 'u';
    app->seal = app->seal || option == 'l' || option == 'd';
    app->hub.anchor.demonstration = app->hub.anchor.demonstration || option == 'm';
}

// EXIT_DONE: go on; else -1 for help, or EXIT_USAGE.
static int
take_options(struct app *app, int argc, char **argv)
{
    static const struct option options[] = {{"disk", required_argument, NULL, 'd'},
        {"stick", required_argument, NULL, 's'}, {"report", required_argument, NULL, 'o'},
        {"requests", no_argument, NULL, 'r'}, {"hour", no_argument, NULL, 'u'},
        {"config", required_argument, NULL, 'f'}, {"trust", required_argument, NULL, 't'},
        {"demonstration", no_argument, NULL, 'm'}, {"seal", no_argument, NULL, 'l'},
        {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(HELP, stdout);
            return -1;
        }
        if (option == '?') {
            return EXIT_USAGE;
        }
        take_option(app, option, optarg);
    }
    int tasks = (app->disk != NULL) + (app->stick != NULL) + (app->report != NULL) + app->requests +
                app->hour;
    if (optind < argc || tasks != 1) {
        fprintf(stderr, "hub-usb: one task, please; see --help\n");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

// Set-up -----------------------------------------------------------------------------------------------

static bool
read_trust(struct app *app, struct err *err)
{
    char beside[INSTALL_PATH_MAX];
    const char *slash = strrchr(app->config.factory, '/');
    int folder = slash ? (int)(slash - app->config.factory) + 1 : 0;
    snprintf(beside, sizeof beside, "%.*strust", folder, app->config.factory);
    size_t len = 0;
    if (!file_read(app->trust ? app->trust : beside, BUNDLE_TRUST_MAX, &app->chain, &len, err)) {
        return false;
    }
    app->hub.anchor.chain = app->chain;
    app->hub.anchor.len = len;
    app->hub.build_day = install_image_day(&app->dirs, &app->hub.anchor);
    return app->hub.build_day > 0 ||
           err_set(err, ERR_SIGNATURE, "the image's trust does not verify");
}

static bool
set_up(struct app *app, struct err *err)
{
    const struct config *config = &app->config;
    app->hub.network = config->network;
    app->hub.name = config->hub;
    int len = snprintf(app->mount, sizeof app->mount, "%s/stick", config->run);
    int more = snprintf(app->records, sizeof app->records, "%s/kiosk/counts/closed", config->data);
    return len < (int)sizeof app->mount && more < (int)sizeof app->records &&
           install_dirs_of(config->data, config->run, config->factory, &app->dirs, err) &&
           (app->report || install_lock(&app->dirs, &app->lock, err)) && read_trust(app, err);
}

// What a stick's bytes could make this process do, it may not from here on.
static bool
give_up(const struct app *app, struct err *err)
{
    const struct install_dirs *dirs = &app->dirs;
    const struct sandbox_paths paths = {
        .read = {app->stick ? app->stick : app->mount, dirs->factory, dirs->trial,
            app->config.assets, "/sys/dev/block", app->report ? dirs->out : NULL},
        .write = {dirs->bundles, dirs->state, dirs->run,
            app->report ? (app->disk_report ? app->mount : app->report) : NULL,
            app->report ? app->records : NULL},
    };
    bool held = false;
    if (!app->seal) {
        return true;
    }
    // Whoever mounted as root becomes the unit's user; the unit began as him.
    bool mounts = app->disk || app->disk_report;
    const char *user = mounts && geteuid() == 0 ? "hub-usb" : NULL;
    if (!sandbox_drop(user, err) || !sandbox_seal(&paths, &held, err)) {
        return false;
    }
    if (!held) {
        LOG_INFO("no Landlock in this kernel: users and units hold the paths");
    }
    return true;
}

// Import -----------------------------------------------------------------------------------------------

static int
result_of(const struct app *app)
{
    struct install_status status;
    struct err err = {0};
    if (!install_status_read(&app->dirs, &status, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_FAILED;
    }
    return status.result == INSTALL_REFUSED ? EXIT_REFUSED : EXIT_DONE;
}

static bool
mount_disk(struct app *app, bool *mounted, struct err *err)
{
    const struct sandbox_mount how = {.uid = geteuid(), .gid = getegid()};
    enum bundle_reason reason = BUNDLE_FINE;
    struct err why = {0};
    install_pulse(app->hub.pulse, INSTALL_MOUNT);
    *mounted = sandbox_mount(app->disk, app->mount, &how, &reason, &why);
    install_pulse(app->hub.pulse, INSTALL_CARD);
    if (!*mounted) {
        LOG_ERROR("%s", why.text);
        return install_refusal(&app->dirs, reason, err);
    }
    return true;
}

// The child's whole life.
static bool
import(struct app *app, struct err *err)
{
    struct install_status status;
    bool mounted = true;
    close(app->lock); // the watcher's alone, or a stuck child would hold it after him
    if (app->disk && !mount_disk(app, &mounted, err)) {
        return false;
    }
    if (!give_up(app, err)) {
        return false;
    }
    return !mounted ||
           install_stick(&app->dirs, &app->hub, app->stick ? app->stick : app->mount,
               app->disk != NULL, &status) ||
           err_set(err, ERR_IO, "the status cannot be kept");
}

static int
run_import(struct app *app)
{
    struct err err = {0};
    int pulse = 0;
    pid_t pid = install_watch_begin(&pulse);
    if (pid < 0) {
        LOG_ERROR("no process to be had: %s", strerrordesc_np(errno));
        return EXIT_FAILED;
    }
    if (pid == 0) {
        app->hub.pulse = pulse;
        bool ok = import(app, &err);
        if (!ok) {
            LOG_ERROR("%s", err.text);
        }
        install_pulse(pulse, ok ? INSTALL_END : INSTALL_CARD);
        sandbox_exit(ok ? EXIT_DONE : EXIT_FAILED);
    }
    if (!give_up(app, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_FAILED;
    }
    return install_watch(&app->dirs, pulse) ? result_of(app) : EXIT_REFUSED;
}

// Report -----------------------------------------------------------------------------------------------

// A hub.conf without names, or that cannot be read, does not say either whether counts may leave open.
static bool
carry_counts(const struct app *app, const char *stick, struct err *err)
{
    const struct config *config = &app->config;
    struct bundle_key to;
    if (!config->network[0] || !config->hub[0]) {
        return true;
    }
    if (config->seal[0] && !record_seal_key(config->seal, &to, err)) {
        LOG_ERROR("%s; no counts are carried", err->text);
        *err = (struct err){0};
        return true;
    }
    return install_carry_counts(app->records, stick, config->seal[0] ? &to : NULL, err);
}

// RESULT.txt last: it syncs the stick, and who reads it may pull the stick out.
static bool
write_out(struct app *app, const struct install_words *words, const char *stick, struct err *err)
{
    const struct install_cargo shots = {app->dirs.out, ".png", INSTALL_SHOT_MAX};
    const struct install_cargo texts = {app->dirs.out, ".txt", INSTALL_TEXT_MAX};
    return carry_counts(app, stick, err) && install_carry(&shots, stick, err) &&
           install_carry(&texts, stick, err) &&
           install_report(&app->dirs, &app->hub, words, stick, err);
}

// A child writes with nothing but the right to write there; who mounted stays out of it, lets the stick
// go when all has arrived, and only then says that it may be pulled out.
static bool
write_to_disk(struct app *app, const struct install_words *words, struct err *err)
{
    const struct sandbox_mount how = {.uid = geteuid(), .gid = getegid(), .writable = true};
    enum bundle_reason reason = BUNDLE_FINE;
    int pulse = 0;
    if (!sandbox_mount(app->report, app->mount, &how, &reason, err)) {
        return false;
    }
    pid_t pid = install_watch_begin(&pulse);
    if (pid == 0) {
        install_pulse(pulse, INSTALL_MOUNT); // a slow stick may take as long to sync
        bool written = give_up(app, err) && write_out(app, words, app->mount, err);
        if (!written) {
            LOG_ERROR("%s", err->text);
        }
        install_pulse(pulse, written ? INSTALL_END : INSTALL_CARD);
        sandbox_exit(written ? EXIT_DONE : EXIT_FAILED);
    }
    if (pid < 0 || !install_wait(pulse)) {
        return err_set(err, ERR_IO, "the result was not written");
    }
    return sandbox_unmount(app->mount, err);
}

static int
run_report(struct app *app)
{
    const struct install_words words = {app->config.staff_language, app->config.assets};
    struct install_status status;
    struct stat st;
    struct err err = {0};
    struct err late = {0};
    bool disk = stat(app->report, &st) == 0 && S_ISBLK(st.st_mode);
    app->disk_report = disk;
    if (!install_status_read(&app->dirs, &status, &err) ||
        (disk && status.phase != INSTALL_WRITING)) {
        return EXIT_DONE; // nothing is wanted on that stick
    }
    app->seal = app->seal || disk;
    bool written = disk ? write_to_disk(app, &words, &err)
                        : give_up(app, &err) && write_out(app, &words, app->report, &err);
    bool told = install_report_end(&app->dirs, &late);
    if (!written || !told) {
        LOG_ERROR("%s", written ? late.text : err.text);
        return EXIT_FAILED;
    }
    return EXIT_DONE;
}

// Others -----------------------------------------------------------------------------------------------

static int
run_requests(struct app *app)
{
    struct err err = {0};
    bool done = false;
    if (!install_requests(&app->dirs, &done, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_REFUSED;
    }
    return EXIT_DONE;
}

static int
run_hour(struct app *app)
{
    struct clock clock = clock_real();
    struct err err = {0};
    if (!install_hour(&app->dirs, app->hub.build_day, &clock, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_FAILED;
    }
    return EXIT_DONE;
}

int
main(int argc, char **argv)
{
    static struct app app; // zeroed; large for a stack
    struct err err = {0};
    setlocale(LC_ALL, "C.UTF-8");
    umask(SANDBOX_UMASK); // the kiosk's group reads what is written here
    app.config = config_default();
    int options = take_options(&app, argc, argv);
    if (options != EXIT_DONE) {
        return options < 0 ? EXIT_DONE : options;
    }
    if (!set_up(&app, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_FAILED;
    }
    int status = app.requests ? run_requests(&app)
                 : app.hour   ? run_hour(&app)
                 : app.report ? run_report(&app)
                              : run_import(&app);
    free(app.chain);
    if (app.seal) {
        sandbox_exit(status); // the watcher is sealed as well
    }
    return status;
}
