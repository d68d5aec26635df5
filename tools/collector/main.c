// hub-collector: what the command line says, and which command it names.

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "embedded.h"

enum option_id {
    OPTION_HELP = 'h',
    OPTION_OUT = 'o',
    OPTION_DB = 256,
    OPTION_LISTEN,
    OPTION_CERTIFICATE,
    OPTION_KEY,
    OPTION_SEAL_KEY,
    OPTION_SEALED_ONLY,
    OPTION_PLAIN,
    OPTION_BURST,
    OPTION_LABEL,
    OPTION_PLACE,
    OPTION_REPLACE,
    OPTION_NETWORK,
    OPTION_FROM,
    OPTION_TO,
    OPTION_BY,
    OPTION_FORMAT,
    OPTION_LANGUAGE,
    OPTION_VERSION,
};

static const struct option options[] = {
    {"help", no_argument, NULL, OPTION_HELP},
    {"output", required_argument, NULL, OPTION_OUT},
    {"db", required_argument, NULL, OPTION_DB},
    {"listen", required_argument, NULL, OPTION_LISTEN},
    {"tls-certificate", required_argument, NULL, OPTION_CERTIFICATE},
    {"tls-key", required_argument, NULL, OPTION_KEY},
    {"seal-key", required_argument, NULL, OPTION_SEAL_KEY},
    {"sealed-only", no_argument, NULL, OPTION_SEALED_ONLY},
    {"plain", no_argument, NULL, OPTION_PLAIN},
    {"burst", required_argument, NULL, OPTION_BURST},
    {"label", required_argument, NULL, OPTION_LABEL},
    {"place", required_argument, NULL, OPTION_PLACE},
    {"replace", no_argument, NULL, OPTION_REPLACE},
    {"network", required_argument, NULL, OPTION_NETWORK},
    {"from", required_argument, NULL, OPTION_FROM},
    {"to", required_argument, NULL, OPTION_TO},
    {"by", required_argument, NULL, OPTION_BY},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"language", required_argument, NULL, OPTION_LANGUAGE},
    {"version", no_argument, NULL, OPTION_VERSION},
    {0},
};

static const struct {
    const char *name;
    int (*run)(const struct command_line *line);
    int least; // arguments
    int most;
} commands[] = {
    {"serve", command_serve, 0, 0},
    {"enrol", command_enrol, 2, 2},
    {"revoke", command_revoke, 1, 1},
    {"hubs", command_hubs, 0, 0},
    {"seal-key", command_seal_key, 1, 1},
    {"import", command_import, 1, 1 << 20},
    {"tally", command_tally, 0, 0},
    {"report", command_report, 0, 0},
};

static int
usage(const char *wrong, const char *word)
{
    fprintf(stderr, "hub-collector: %s%s%s\nTry: hub-collector --help\n", wrong, *word ? " " : "",
        word);
    return EXIT_USAGE;
}

static const char **
text_of(struct command_line *line, int option)
{
    const struct {
        int option;
        const char **at;
    } texts[] = {
        {OPTION_OUT, &line->out},
        {OPTION_DB, &line->db},
        {OPTION_LISTEN, &line->listen},
        {OPTION_CERTIFICATE, &line->certificate},
        {OPTION_KEY, &line->key},
        {OPTION_SEAL_KEY, &line->seal_key},
        {OPTION_BURST, &line->burst},
        {OPTION_LABEL, &line->label},
        {OPTION_PLACE, &line->place},
        {OPTION_NETWORK, &line->network},
        {OPTION_FROM, &line->from},
        {OPTION_TO, &line->to},
        {OPTION_BY, &line->by},
        {OPTION_FORMAT, &line->format},
        {OPTION_LANGUAGE, &line->language},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].option == option) {
            return texts[i].at;
        }
    }
    return NULL;
}

// Options may stand anywhere. Returns 0, or the option that ends it all ('?' = wrong).
static int
read_options(int argc, char **argv, struct command_line *line)
{
    for (;;) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
        int option = getopt_long(argc, argv, "ho:", options, NULL);
        if (option == -1) {
            return 0;
        }
        const char **text = text_of(line, option);
        if (text) {
            *text = optarg;
        } else if (option == OPTION_PLAIN) {
            line->plain = true;
        } else if (option == OPTION_REPLACE) {
            line->replace = true;
        } else if (option == OPTION_SEALED_ONLY) {
            line->sealed_only = true;
        } else {
            return option;
        }
    }
}

static int
run(const char *name, const struct command_line *line)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, name) != 0) {
            continue;
        }
        if (line->args_count < commands[i].least) {
            return usage("too few arguments for", name);
        }
        if (line->args_count > commands[i].most) {
            return usage("too many arguments:", line->args[commands[i].most]);
        }
        return commands[i].run(line);
    }
    return usage("no such command:", name);
}

int
main(int argc, char **argv)
{
    struct command_line line = {.db = "sqlite:collector.db", .listen = "127.0.0.1:8480"};
    const char *name = argc > 1 && argv[1][0] != '-' ? argv[1] : "";
    int skip = *name ? 1 : 0;
    argv[skip] = argv[0];
    int ended = read_options(argc - skip, argv + skip, &line);
    if (ended == OPTION_HELP || strcmp(name, "help") == 0) {
        fputs(embedded_find("help.txt"), stdout);
        return fflush(stdout) == 0 ? EXIT_DONE : EXIT_IO;
    }
    if (ended == OPTION_VERSION) {
        printf("hub-collector %s\n", HUB_VERSION);
        return EXIT_DONE;
    }
    if (ended != 0) {
        return usage("unknown option or option without its value", "");
    }
    if (!*name) {
        return usage("no command", "");
    }
    if (line.sealed_only && !line.seal_key) {
        return usage("--sealed-only needs", "--seal-key");
    }
    line.args = argv + skip + optind;
    line.args_count = argc - skip - optind;
    return run(name, &line);
}
