// Gives QEMU's display another size, as a viewer's window does when it is drawn larger: the virtual graphics card
// then has another favourite mode. usage: qemu_resize SOCKET WIDTH HEIGHT (of -vnc unix:SOCKET)
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { ANSWER_MS = 10000, QUIET_MS = 500 };

static int
open_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        perror(path);
        exit(1);
    }
    return fd;
}

// Reads what comes until nothing came for a while.
static void
hear(int fd)
{
    char bytes[8192];
    int limit_ms = ANSWER_MS;
    struct pollfd source = {.fd = fd, .events = POLLIN};
    while (poll(&source, 1, limit_ms) > 0 && read(fd, bytes, sizeof bytes) > 0) {
        limit_ms = QUIET_MS;
    }
}

static void
say(int fd, const void *bytes, size_t len)
{
    if (write(fd, bytes, len) != (ssize_t)len) {
        perror("qemu_resize");
        exit(1);
    }
    hear(fd);
}

int
main(int argc, char **argv)
{
    if (argc != 4) {
        return 2;
    }
    int fd = open_socket(argv[1]);
    unsigned long width = strtoul(argv[2], NULL, 10);
    unsigned long height = strtoul(argv[3], NULL, 10);
    uint8_t wide[2] = {(uint8_t)(width >> 8), (uint8_t)width};
    uint8_t high[2] = {(uint8_t)(height >> 8), (uint8_t)height};
    // RFC 6143: version, no authentication, shared; then the encoding that knows of sizes (-308).
    static const uint8_t encodings[] = {2, 0, 0, 1, 0xff, 0xff, 0xfe, 0xcc};
    uint8_t size[24] = {251, 0, wide[0], wide[1], high[0], high[1], 1};
    memcpy(size + 16, wide, 2);
    memcpy(size + 18, high, 2);
    hear(fd);
    say(fd, "RFB 003.008\n", 12);
    say(fd, "\1", 1);
    say(fd, "\1", 1);
    if (write(fd, encodings, sizeof encodings) != (ssize_t)sizeof encodings) {
        return 1;
    }
    say(fd, size, sizeof size);
    close(fd);
    return 0;
}
