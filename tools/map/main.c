// hub-map: what the command line says, and which command it names.

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "help.h"

enum {
    OPTION_HELP = 'h',
    OPTION_OUT = 'o',
    OPTION_BBOX = 256,
    OPTION_AROUND,
    OPTION_NAME,
    OPTION_CREDIT,
    OPTION_NO_SEA,
    OPTION_VIEW,
    OPTION_SIZE,
    OPTION_STYLE,
    OPTION_STYLES,
    OPTION_NO_NAMES,
    OPTION_VERSION
};

static const struct option options[] = {
    {"help", no_argument, NULL, OPTION_HELP},
    {"output", required_argument, NULL, OPTION_OUT},
    {"bbox", required_argument, NULL, OPTION_BBOX},
    {"around", required_argument, NULL, OPTION_AROUND},
    {"name", required_argument, NULL, OPTION_NAME},
    {"credit", required_argument, NULL, OPTION_CREDIT},
    {"no-sea", no_argument, NULL, OPTION_NO_SEA},
    {"view", required_argument, NULL, OPTION_VIEW},
    {"size", required_argument, NULL, OPTION_SIZE},
    {"style", required_argument, NULL, OPTION_STYLE},
    {"styles", required_argument, NULL, OPTION_STYLES},
    {"no-names", no_argument, NULL, OPTION_NO_NAMES},
    {"version", no_argument, NULL, OPTION_VERSION},
    {0},
};

static int
usage(const char *wrong, const char *word)
{
    fprintf(stderr, "hub-map: %s%s%s\nTry: hub-map --help\n", wrong, *word ? " " : "", word);
    return EXIT_USAGE;
}

static int
print_help(const char *command)
{
    const char *page = help_page(command);
    if (!page) {
        return usage("no such command:", command);
    }
    fputs(page, stdout);
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_IO;
}

// Options may stand anywhere. Returns 0, or the option that ends it all ('?' = wrong).
static int
read_options(int argc, char **argv, struct command_line *line)
{
    for (;;) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
        int option = getopt_long(argc, argv, "ho:", options, NULL);
        switch (option) {
        case -1:
            return 0;
        case OPTION_OUT:
            line->out = optarg;
            break;
        case OPTION_BBOX:
            line->bbox = optarg;
            break;
        case OPTION_AROUND:
            line->around = optarg;
            break;
        case OPTION_NAME:
            line->name = optarg;
            break;
        case OPTION_CREDIT:
            line->credit = optarg;
            break;
        case OPTION_NO_SEA:
            line->no_sea = true;
            break;
        case OPTION_VIEW:
            line->view = optarg;
            break;
        case OPTION_SIZE:
            line->size = optarg;
            break;
        case OPTION_STYLE:
            line->style = optarg;
            break;
        case OPTION_STYLES:
            line->styles = optarg;
            break;
        case OPTION_NO_NAMES:
            line->no_names = true;
            break;
        default:
            return option;
        }
    }
}

static int
run(const char *name, struct command_line *line, char **args, int count)
{
    bool build = strcmp(name, "build") == 0;
    bool draw = strcmp(name, "draw") == 0;
    if (!build && !draw && strcmp(name, "show") != 0) {
        return usage("no such command:", name);
    }
    if (count < 1) {
        return usage("too few arguments for", name);
    }
    if (count > 1) {
        return usage("too many arguments:", args[1]);
    }
    line->file = args[0];
    if (!build && !draw) {
        return command_show(line);
    }
    if (!line->out) {
        return usage("say with -o FILE where to write, for", name);
    }
    if (draw) {
        return line->view ? command_draw(line) : usage("say with --view what to draw", "");
    }
    if (line->bbox && line->around) {
        return usage("--bbox or --around, not both", "");
    }
    if (!line->name) {
        const char *slash = strrchr(line->file, '/');
        line->name = slash ? slash + 1 : line->file;
    }
    return command_build(line);
}

int
main(int argc, char **argv)
{
    struct command_line line = {.size = "1280x800", .style = "light"};
    const char *name = argc > 1 && argv[1][0] != '-' ? argv[1] : "";
    int skip = *name ? 1 : 0;
    argv[skip] = argv[0];
    int ended = read_options(argc - skip, argv + skip, &line);
    if (ended == OPTION_HELP) {
        return print_help(strcmp(name, "help") == 0 ? "" : name);
    }
    if (ended == OPTION_VERSION) {
        printf("hub-map %s\n", HUB_VERSION);
        return EXIT_DONE;
    }
    if (ended != 0) {
        return usage("unknown option or option without its value", "");
    }
    if (!*name) {
        return usage("no command", "");
    }
    if (strcmp(name, "help") == 0) {
        return print_help(optind < argc - skip ? argv[skip + optind] : "");
    }
    return run(name, &line, argv + skip + optind, argc - skip - optind);
}
