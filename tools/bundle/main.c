// hub-bundle: what the command line says, and which command it names.

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "embedded.h"

struct command {
    const char *name;
    int (*run)(const struct command_line *line);
    int args_min; // without options
    int args_max;
    bool out; // needs -o
};

static const struct command commands[] = {
    {"build", command_build, 1, 1, true},
    {"lint", command_lint, 1, 1, false},
    {"new", command_new, 1, 1, false},
    {"extract", command_extract, 0, 1, false},
    {"show", command_show, 1, 3, false},
};

enum {
    OPTION_HELP = 'h',
    OPTION_OUT = 'o',
    OPTION_ASSETS = 256,
    OPTION_UI,
    OPTION_GAPS,
    OPTION_VERSION
};

static const struct option options[] = {
    {"help", no_argument, NULL, OPTION_HELP},
    {"output", required_argument, NULL, OPTION_OUT},
    {"assets", required_argument, NULL, OPTION_ASSETS},
    {"ui", required_argument, NULL, OPTION_UI},
    {"gaps", optional_argument, NULL, OPTION_GAPS},
    {"version", no_argument, NULL, OPTION_VERSION},
    {0},
};

static int
usage(const char *wrong, const char *word)
{
    fprintf(stderr, "hub-bundle: %s%s%s\nTry: hub-bundle --help\n", wrong, *word ? " " : "", word);
    return EXIT_USAGE;
}

static int
print_help(const char *command)
{
    char name[64];
    snprintf(name, sizeof name, "help/%s.txt", command);
    const struct embedded_file *file = embedded_find(name);
    if (!file) {
        return usage("no such command:", command);
    }
    fwrite(file->data, 1, file->len, stdout);
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_IO;
}

static const struct command *
find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
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
        switch (option) {
        case OPTION_OUT:
            line->out = optarg;
            break;
        case OPTION_ASSETS:
            line->assets = optarg;
            break;
        case OPTION_UI:
            line->ui = optarg;
            break;
        case OPTION_GAPS:
            line->gaps = optarg ? optarg : "";
            break;
        default:
            return option;
        }
    }
}

static int
run(const struct command *command, struct command_line *line, char **args, int count)
{
    bool needs_folder = command->run == command_extract && !line->ui && count == 0;
    if (count < command->args_min || needs_folder) {
        return usage("too few arguments for", command->name);
    }
    if (count > command->args_max) {
        return usage("too many arguments:", args[command->args_max]);
    }
    if (command->out && !line->out) {
        return usage("say with -o FILE where to write, for", command->name);
    }
    for (int i = 0; i < count; i++) {
        line->args[i] = args[i];
    }
    line->count = count;
    return command->run(line);
}

int
main(int argc, char **argv)
{
    struct command_line line = {.assets = ""};
    const char *name = argc > 1 && argv[1][0] != '-' ? argv[1] : "";
    const struct command *command = *name ? find_command(name) : NULL;
    int skip = *name ? 1 : 0;
    argv[skip] = argv[0];
    int ended = read_options(argc - skip, argv + skip, &line);
    if (ended == OPTION_HELP) {
        return print_help(*name ? name : "hub-bundle");
    }
    if (ended == OPTION_VERSION) {
        printf("hub-bundle %s\n", HUB_VERSION);
        return EXIT_DONE;
    }
    if (ended != 0) {
        return usage("unknown option or option without its value", "");
    }
    if (!*name) {
        return usage("no command", "");
    }
    if (strcmp(name, "help") == 0) {
        return print_help(optind < argc - skip ? argv[skip + optind] : "hub-bundle");
    }
    return command ? run(command, &line, argv + skip + optind, argc - skip - optind)
                   : usage("no such command:", name);
}
