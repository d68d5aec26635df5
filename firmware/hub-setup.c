// One run at every start, before anything else reads hub.conf: the Wi-Fi password leaves the FAT partition.
#include <getopt.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/log.h"
#include "setup/setup.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

static const char HELP[] =
    "usage: hub-setup [--config FILE] [--state DIR]\n"
    "\n"
    "Stores [wifi] of hub.conf where only this machine reads it, DIR/wpa_supplicant.conf, and "
    "takes\n"
    "the password out of hub.conf. Run at every start; when nothing changed it writes nothing.\n"
    "\n"
    "  --config FILE  hub.conf; else /etc/hub/hub.conf\n"
    "  --state DIR    else /var/lib/hub/wifi\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0 done, 1 could not be done, hub.conf keeps its password; 2 usage.\n";

int
main(int argc, char **argv)
{
    static const struct option options[] = {{"config", required_argument, NULL, 'f'},
        {"state", required_argument, NULL, 's'}, {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    const char *conf = "/etc/hub/hub.conf";
    const char *state = "/var/lib/hub/wifi";
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(HELP, stdout);
            return EXIT_DONE;
        }
        if (option == '?') {
            return EXIT_USAGE;
        }
        conf = option == 'f' ? optarg : conf;
        state = option == 's' ? optarg : state;
    }
    if (optind < argc) {
        fprintf(stderr, "hub-setup: %s: not understood; see --help\n", argv[optind]);
        return EXIT_USAGE;
    }
    struct err err = {.kind = ERR_NONE};
    umask(077); // what is written here is a secret
    if (!setup_wifi(conf, state, &err)) {
        LOG_ERROR("%s", err.text);
        return EXIT_FAILED;
    }
    return EXIT_DONE;
}
