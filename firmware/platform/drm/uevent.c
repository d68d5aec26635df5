#include <errno.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/drm/internal.h"

enum { MESSAGE_MAX = 8192, KERNEL_GROUP = 1 };

int
uevent_open(void)
{
    int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);
    struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = KERNEL_GROUP};
    if (fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

bool
uevent_is_display(const char *message, size_t len)
{
    static const char wanted[] = "SUBSYSTEM=drm";
    for (size_t at = 0; at < len; at += strnlen(message + at, len - at) + 1) {
        if (len - at >= sizeof wanted && memcmp(message + at, wanted, sizeof wanted) == 0) {
            return true;
        }
    }
    return false;
}

bool
uevent_read(int *fd)
{
    char message[MESSAGE_MAX];
    bool display = false;
    for (;;) {
        struct sockaddr_nl from = {0};
        socklen_t from_len = sizeof from;
        ssize_t got =
            recvfrom(*fd, message, sizeof message, 0, (struct sockaddr *)&from, &from_len);
        if (got > 0) { // only the kernel, which is port 0, knows of plugs
            display = display || (from.nl_pid == 0 && uevent_is_display(message, (size_t)got));
        } else if (got < 0 && errno == ENOBUFS) { // some were lost
            display = true;
        } else if (got < 0 && errno != EINTR) {
            if (errno != EAGAIN) {
                close(*fd);
                *fd = -1;
            }
            return display;
        }
    }
}
