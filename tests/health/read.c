// A machine that is a folder.
#include "health/health.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#include "test.h"

struct machine {
    char root[64];
    char upload[96];
    struct health_places places;
};

static int
begin(void **state)
{
    static struct machine machine;
    snprintf(machine.root, sizeof machine.root, "/tmp/hub-health-XXXXXX");
    assert_non_null(mkdtemp(machine.root));
    snprintf(machine.upload, sizeof machine.upload, "%s/upload-state", machine.root);
    machine.places =
        (struct health_places){machine.root, machine.root, machine.upload, machine.root};
    *state = &machine;
    return 0;
}

static int
end(void **state)
{
    const struct machine *machine = *state;
    pid_t pid = fork();
    if (pid == 0) {
        execlp("rm", "rm", "-rf", machine->root, (char *)NULL);
        _exit(127);
    }
    return 0;
}

static void
put(const struct machine *machine, const char *path, const char *text)
{
    char full[256];
    struct err err = {0};
    snprintf(full, sizeof full, "%s%s", machine->root, path);
    for (char *slash = strchr(full + strlen(machine->root) + 1, '/'); slash;
        slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(full, 0700);
        *slash = '/';
    }
    assert_true(file_replace(full, text, strlen(text), &err));
}

static void
a_bare_machine_knows_nothing(void **state)
{
    const struct machine *machine = *state;
    struct health health;
    health_read(&machine->places, &health);
    assert_true(health.power == -1);
    assert_int_equal(health.heat_c, -1);
    assert_int_equal(health.worn_percent, -1);
    assert_true(health.errors == -1 && health.written_mb == -1);
    assert_int_equal(health.failures, -1);
    assert_true(health.total_mb > 0); // the folder lies somewhere
    assert_false(health.read_only);
    assert_string_equal(health.board, "");
    assert_true(health.kernel[0] != '\0');
}

static void
a_raspberry_pi(void **state)
{
    const struct machine *machine = *state;
    struct health health;
    put(machine, "/sys/firmware/devicetree/base/model", "Raspberry Pi 4 Model B Rev 1.4");
    put(machine, "/sys/devices/platform/soc/soc:firmware/get_throttled", "50000\n");
    put(machine, "/sys/class/thermal/thermal_zone0/temp", "51234\n");
    put(machine, "/sys/class/thermal/thermal_zone1/temp", "62999\n");
    put(machine, "/sys/block/mmcblk0/device/name", "SC32G\n");
    put(machine, "/sys/block/mmcblk0/device/life_time", "0x03 0x09\n");
    put(machine, "/sys/block/mmcblk0/device/pre_eol_info", "0x02\n");
    put(machine, "/sys/fs/ext4/features/lazy_itable_init", "supported\n");
    put(machine, "/sys/fs/ext4/mmcblk0p7/errors_count", "2\n");
    put(machine, "/sys/fs/ext4/mmcblk0p7/lifetime_write_kbytes", "123456789\n");
    put(machine, "/gt.a.2026-W10.counts", "ten");
    put(machine, "/.counts", "");
    put(machine, "/upload-state", "[upload]\nfailures = 3\nlast = portal\n");
    health_read(&machine->places, &health);
    assert_string_equal(health.board, "Raspberry Pi 4 Model B Rev 1.4");
    assert_true(health.power == (HEALTH_POWER_WEAK_BEFORE | HEALTH_POWER_SLOWED_BEFORE));
    assert_int_equal(health.heat_c, 62);
    assert_string_equal(health.card, "SC32G");
    assert_int_equal(health.worn_percent, 90);
    assert_true(health.at_end);
    assert_true(health.errors == 2);
    assert_true(health.written_mb == 123456);
    assert_int_equal(health.failures, 3);
    assert_int_equal(health.waiting, 1);
    assert_string_equal(health.last, "portal");
}

// Debian's kernel has no word of the firmware, but a sensor.
static void
weak_power_by_its_sensor(void **state)
{
    const struct machine *machine = *state;
    put(machine, "/sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
    put(machine, "/sys/class/hwmon/hwmon1/name", "rpi_volt\n");
    put(machine, "/sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
    assert_true(health_power(machine->root) == HEALTH_POWER_WEAK);
    put(machine, "/sys/class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
    assert_true(health_power(machine->root) == 0);
    put(machine, "/sys/class/hwmon/hwmon1/in0_lcrit_alarm", "7\n");
    assert_true(health_power(machine->root) == -1);
}

static void
odd_files_are_not_known(void **state)
{
    const struct machine *machine = *state;
    struct health health;
    put(machine, "/sys/class/thermal/thermal_zone0/temp", "hot\n");
    put(machine, "/sys/block/mmcblk0/device/name", "\n");
    put(machine, "/sys/block/mmcblk1/device/name", "EMMC\n");
    put(machine, "/sys/block/mmcblk1/device/life_time", "0x00 0x00\n");
    put(machine, "/sys/fs/ext4/sda1/errors_count", "none\n");
    health_read(&machine->places, &health);
    assert_int_equal(health.heat_c, -1);
    assert_string_equal(health.card, "EMMC");
    assert_int_equal(health.worn_percent, -1);
    assert_false(health.at_end);
    assert_true(health.errors == -1);
}

#define MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        MACHINE(a_bare_machine_knows_nothing),
        MACHINE(a_raspberry_pi),
        MACHINE(weak_power_by_its_sensor),
        MACHINE(odd_files_are_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
