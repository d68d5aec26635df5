#include "passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/auto.h"

enum { END_OF_TEXT = 3, END_OF_FILE = 4 }; // Ctrl-C, Ctrl-D

// The line's bytes without its end; false at Ctrl-C, Ctrl-D, or when it is too long.
static bool
read_line(int fd, struct passphrase *passphrase)
{
    passphrase->len = 0;
    for (;;) {
        char c = 0;
        ssize_t n = read(fd, &c, 1);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return n == 0 && passphrase->len > 0;
        }
        if (c == '\n' || c == '\r') {
            return true;
        }
        if (c == END_OF_TEXT || c == END_OF_FILE || passphrase->len == PASSPHRASE_MAX - 1) {
            return false;
        }
        passphrase->text[passphrase->len++] = c;
    }
}

// Signals of the keyboard are off meanwhile: whoever interrupts would be left with a silent terminal.
// Ctrl-C ends the line instead.
static bool
ask(int terminal, const char *question, struct passphrase *passphrase, struct err *err)
{
    struct termios shown;
    if (tcgetattr(terminal, &shown) != 0) {
        return err_set(err, ERR_IO, "the terminal cannot be made silent");
    }
    struct termios silent = shown;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
    silent.c_cc[VEOL] = END_OF_TEXT;
    bool read = tcsetattr(terminal, TCSAFLUSH, &silent) == 0;
    if (read) {
        dprintf(terminal, "%s: ", question);
        read = read_line(terminal, passphrase);
        dprintf(terminal, "\n");
    }
    tcsetattr(terminal, TCSAFLUSH, &shown);
    return read || err_set(err, ERR_IO, "no passphrase");
}

static bool
ask_twice(int terminal, struct passphrase *passphrase, struct err *err)
{
    struct passphrase again;
    bool ok = ask(terminal, "The same passphrase once more", &again, err);
    if (ok && (again.len != passphrase->len || memcmp(again.text, passphrase->text, again.len))) {
        ok = err_set(err, ERR_FORMAT, "the two passphrases are not the same");
    }
    passphrase_wipe(&again);
    return ok;
}

static bool
from_terminal(struct passphrase *passphrase, const char *what, bool new, struct err *err)
{
    char question[256];
    AUTO_CLOSE int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0) {
        return err_set(err, ERR_IO, "no terminal to ask on; use --passphrase-file FILE");
    }
    snprintf(question, sizeof question, new ? "New passphrase for %s" : "Passphrase of %s", what);
    return ask(terminal, question, passphrase, err) &&
           (!new || passphrase->len < PASSPHRASE_MIN || ask_twice(terminal, passphrase, err));
}

static bool
from_file(struct passphrase *passphrase, const char *file, struct err *err)
{
    AUTO_CLOSE int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_set(err, ERR_MISSING, "%s: cannot be opened", file);
    }
    return read_line(fd, passphrase) ||
           err_set(err, ERR_FORMAT, "%s: its first line is no passphrase", file);
}

bool
passphrase_get(
    struct passphrase *passphrase, const char *file, const char *what, bool new, struct err *err)
{
    *passphrase = (struct passphrase){0};
    bool ok = file ? from_file(passphrase, file, err) : from_terminal(passphrase, what, new, err);
    if (ok && new && passphrase->len < PASSPHRASE_MIN) {
        ok = err_set(err, ERR_FORMAT,
            "the passphrase is too short; write at least %d letters, "
            "better five words",
            PASSPHRASE_MIN);
    }
    if (!ok) {
        passphrase_wipe(passphrase);
    }
    return ok;
}

void
passphrase_wipe(struct passphrase *passphrase)
{
    sodium_memzero(passphrase, sizeof *passphrase);
}
