// hub.conf on a command line.
#include <stdio.h>
#include <string.h>

#include "config/config.h"

int
config_check(const char *path)
{
    struct config config = config_default();
    struct config_report report;
    config_read(path, &config, &report);
    for (int i = 0; i < report.count; i++) {
        const struct config_problem *problem = &report.problems[i];
        char text[400];
        char line[16] = "";
        config_problem_text(problem, text);
        if (problem->line > 0) {
            snprintf(line, sizeof line, ":%d", problem->line);
        }
        printf("%s%s: %s: %s\n", path, line, problem->warning ? "warning" : "error", text);
    }
    if (report.more > 0) {
        printf("%s: and %d more\n", path, report.more);
    }
    return report.errors > 0 ? 1 : 0;
}

void
config_of_arguments(int argc, char **argv, struct config *config, struct config_report *report)
{
    static const char option[] = "--config";
    size_t len = sizeof option - 1;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], option, len) == 0 && argv[i][len] == '=') {
            config_load(argv[i] + len + 1, config, report);
        } else if (strcmp(argv[i], option) == 0 && i + 1 < argc) {
            config_load(argv[i + 1], config, report);
        }
    }
}
