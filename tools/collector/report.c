#include "command.h"

int
command_report(const struct command_line *line)
{
    (void)line;
    return EXIT_USAGE;
}
