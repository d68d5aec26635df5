#include "loop.h"

#include <fcntl.h>
#include <linux/loop.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TRIES_MAX = 100 };

int
loop_attach(int file, char device[32])
{
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    const struct loop_config config = {
        .fd = (unsigned)file, .info = {.lo_flags = LO_FLAGS_AUTOCLEAR}};
    int loop = -1;
    // Another process may take the free one first.
    for (int i = 0; control >= 0 && loop < 0 && i < TRIES_MAX; i++) {
        int number = ioctl(control, LOOP_CTL_GET_FREE);
        snprintf(device, 32, "/dev/loop%d", number);
        loop = number < 0 ? -1 : open(device, O_RDWR | O_CLOEXEC);
        if (loop >= 0 && ioctl(loop, LOOP_CONFIGURE, &config) != 0) {
            close(loop);
            loop = -1;
        }
    }
    if (control >= 0) {
        close(control);
    }
    return loop;
}

bool
loop_mount(const char *device, const char *folder)
{
    // Without auto_da_alloc ext4 does not guess what a rename was meant to be.
    return mount(device, folder, "ext4", MS_NOATIME | MS_NOSUID | MS_NODEV | MS_NOEXEC,
               "noauto_da_alloc") == 0;
}

bool
loop_unmount(const char *folder)
{
    return umount2(folder, 0) == 0;
}

int
loop_run(const char *const *arguments)
{
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        // execvp takes no const for reasons of age; it changes nothing.
        union {
            const char *const *given;
            char *const *taken;
        } list = {arguments};
        execvp(arguments[0], list.taken);
        _exit(127);
    }
    int status = 0;
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status)
                                                                           : 255;
}
