// hub-bundle: what the command line says, and which command it names.

#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "embedded.h"

enum { // commands an option belongs to
    FOR_CONTENT = 1,
    FOR_KEYGEN = 2,
    FOR_TRUST = 4,
    FOR_SIGN = 8,
    FOR_VERIFY = 16,
    FOR_STICK = 32,
    FOR_DIFF = 64,
};

struct command {
    const char *name;
    int (*run)(const struct command_line *line);
    int args_min; // without options
    int args_max;
    bool out; // needs -o
    unsigned options;
};

static const struct command commands[] = {
    {"build", command_build, 1, 1, true, FOR_CONTENT},
    {"lint", command_lint, 1, 1, false, FOR_CONTENT},
    {"new", command_new, 1, 1, false, FOR_CONTENT},
    {"extract", command_extract, 0, 1, false, FOR_CONTENT},
    {"show", command_show, 1, 3, false, FOR_CONTENT},
    {"diff", command_diff, 2, 2, false, FOR_DIFF},
    {"keygen", command_keygen, 0, 0, true, FOR_KEYGEN},
    {"trust", command_trust, 1, 2, false, FOR_TRUST},
    {"sign", command_sign, 1, 1, true, FOR_SIGN},
    {"verify", command_verify, 1, 1, false, FOR_VERIFY},
    {"stick", command_stick, 1, 1, false, FOR_STICK},
};

enum option_kind { OPTION_TEXT, OPTION_MAYBE, OPTION_LIST, OPTION_FLAG };

// An option and where its value goes in struct command_line.
struct option_row {
    const char *name;
    enum option_kind kind;
    unsigned commands;
    size_t at;
};

#define ROW(name, kind, commands, field)                                                           \
    {name, kind, commands, offsetof(struct command_line, field)}

static const struct option_row rows[] = {
    ROW("output", OPTION_TEXT, FOR_CONTENT | FOR_KEYGEN | FOR_TRUST | FOR_SIGN, out),
    ROW("assets", OPTION_TEXT, FOR_CONTENT, assets),
    ROW("ui", OPTION_TEXT, FOR_CONTENT, ui),
    ROW("gaps", OPTION_MAYBE, FOR_CONTENT, gaps),
    ROW("role", OPTION_TEXT, FOR_KEYGEN, role),
    ROW("passphrase-file", OPTION_TEXT, FOR_KEYGEN | FOR_TRUST | FOR_SIGN, passphrase_file),
    ROW("key", OPTION_TEXT, FOR_TRUST | FOR_SIGN, key),
    ROW("trust", OPTION_TEXT, FOR_SIGN | FOR_VERIFY | FOR_STICK, trust),
    ROW("network", OPTION_TEXT, FOR_SIGN, network),
    ROW("hubs", OPTION_TEXT, FOR_SIGN, hubs),
    ROW("epoch", OPTION_LIST, FOR_TRUST | FOR_SIGN, epochs),
    ROW("seq", OPTION_TEXT, FOR_SIGN, seq),
    ROW("after", OPTION_TEXT, FOR_SIGN, after),
    ROW("stale-after", OPTION_TEXT, FOR_SIGN, stale_after),
    ROW("issued", OPTION_TEXT, FOR_TRUST | FOR_SIGN, issued),
    ROW("extract", OPTION_TEXT, FOR_VERIFY, extract),
    ROW("bundle", OPTION_LIST, FOR_TRUST | FOR_STICK, bundles),
    ROW("two-way", OPTION_FLAG, FOR_STICK, two_way),
    ROW("summary", OPTION_FLAG, FOR_DIFF, summary),
    ROW("root", OPTION_LIST, FOR_TRUST, roots),
    ROW("publisher", OPTION_LIST, FOR_TRUST, publishers),
    ROW("release", OPTION_LIST, FOR_TRUST, releases),
    ROW("collector", OPTION_LIST, FOR_TRUST, collectors),
    ROW("drop", OPTION_LIST, FOR_TRUST, drops),
    ROW("threshold", OPTION_TEXT, FOR_TRUST, threshold),
    ROW("not-after", OPTION_TEXT, FOR_TRUST, not_after),
    ROW("max-epoch", OPTION_TEXT, FOR_TRUST, max_epoch),
    ROW("demonstration", OPTION_FLAG, FOR_TRUST, demonstration),
};

enum {
    ROWS = sizeof rows / sizeof *rows,
    ROW_BASE = 256,
    OPTION_HELP = 'h',
    OPTION_VERSION = ROW_BASE + ROWS,
    OPTION_ENDED = -1,
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

static void
list_options(struct option options[ROWS + 3])
{
    static const int arguments[] = {
        [OPTION_TEXT] = required_argument,
        [OPTION_MAYBE] = optional_argument,
        [OPTION_LIST] = required_argument,
        [OPTION_FLAG] = no_argument,
    };
    for (int i = 0; i < ROWS; i++) {
        options[i] = (struct option){rows[i].name, arguments[rows[i].kind], NULL, ROW_BASE + i};
    }
    options[ROWS] = (struct option){"help", no_argument, NULL, OPTION_HELP};
    options[ROWS + 1] = (struct option){"version", no_argument, NULL, OPTION_VERSION};
    options[ROWS + 2] = (struct option){0};
}

// False when a list is full.
static bool
take_option(struct command_line *line, const struct option_row *row, const char *value)
{
    void *at = (char *)line + row->at;
    struct command_list *list = at;
    switch (row->kind) {
    case OPTION_TEXT:
    case OPTION_MAYBE:
        *(const char **)at = value ? value : "";
        return true;
    case OPTION_FLAG:
        *(bool *)at = true;
        return true;
    case OPTION_LIST:
        if (list->count == COMMAND_LIST_MAX) {
            return false;
        }
        list->items[list->count++] = value;
        return true;
    }
    return false;
}

// Options may stand anywhere. Returns 0, or the option that ends it all ('?' = wrong, and said so).
static int
read_options(int argc, char **argv, const struct command *command, struct command_line *line)
{
    struct option options[ROWS + 3];
    list_options(options);
    for (;;) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
        int option = getopt_long(argc, argv, "ho:", options, NULL);
        if (option == OPTION_ENDED) {
            return 0;
        }
        if (option == '?') {
            usage("unknown option or option without its value", "");
        }
        if (option != 'o' && (option < ROW_BASE || option >= OPTION_VERSION)) {
            return option;
        }
        const struct option_row *row = &rows[option == 'o' ? 0 : option - ROW_BASE];
        if (command && !(row->commands & command->options)) {
            fprintf(stderr, "hub-bundle: %s does not take --%s\nTry: hub-bundle %s --help\n",
                command->name, row->name, command->name);
            return '?';
        }
        if (!take_option(line, row, optarg)) {
            usage("too often:", row->name);
            return '?';
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
    int ended = read_options(argc - skip, argv + skip, command, &line);
    if (ended == OPTION_HELP) {
        return print_help(*name ? name : "hub-bundle");
    }
    if (ended == OPTION_VERSION) {
        printf("hub-bundle %s\n", HUB_VERSION);
        return EXIT_DONE;
    }
    if (ended != 0) {
        return EXIT_USAGE;
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
