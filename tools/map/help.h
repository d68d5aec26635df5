#pragma once
// The pages of --help.

// Of a command, or "" for the program; NULL when there is no such command.
const char *help_page(const char *command);
