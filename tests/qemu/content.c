// Signed content, newer content and the trust of the image that takes it, for the guest. usage: qemu_content FOLDER
#include "install/stick.h"

static void
copy_out(const struct machine *machine, const char *name, const char *folder)
{
    char from[INSTALL_PATH_MAX];
    char line[2 * INSTALL_PATH_MAX];
    snprintf(line, sizeof line, "cp '%s' '%s'", folder_path(&machine->folder, name, from), folder);
    assert_int_equal(system(line), 0);
}

int
main(int argc, char **argv)
{
    static struct machine machine; // large for a stack
    if (argc != 2) {
        return 2;
    }
    machine_begin(&machine);
    machine_content(&machine, "in-the-guest", 3 * 1024 * 1024);
    machine_put(&machine, "content.hub");
    folder_put(&machine.folder, "trust", machine.hub.anchor.chain, machine.hub.anchor.len);
    machine.make->manifest.seq++;
    machine_content(&machine, "newer", 6 * 1024 * 1024);
    machine_put(&machine, "newer.hub");
    copy_out(&machine, "content.hub", argv[1]);
    copy_out(&machine, "newer.hub", argv[1]);
    copy_out(&machine, "trust", argv[1]);
    machine_end(&machine);
    return 0;
}
