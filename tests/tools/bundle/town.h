#pragma once
// A few streets around the starter's hub, at 0.0100, -30.0000: one along the equator's parallel, a terrace
// at the end of stairs, a path that nothing joins.

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "hub.h"

static const char town_osm[] =
    "<osm version='0.6' timestamp='2026-11-01T00:00:00Z'>\n"
    "<bounds minlat='0' minlon='-30.02' maxlat='0.02' maxlon='-29.98'/>\n"
    "<node id='1' lat='0.0100' lon='-30.0010'/><node id='2' lat='0.0100' lon='-29.9900'/>\n"
    "<node id='3' lat='0.0120' lon='-29.9900'/><node id='4' lat='0.0120' lon='-29.9880'/>\n"
    "<node id='5' lat='0.0020' lon='-30.0100'/><node id='6' lat='0.0030' lon='-30.0100'/>\n"
    "<way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='residential'/>"
    "<tag k='name' v='Calle Uno'/></way>\n"
    "<way id='2'><nd ref='2'/><nd ref='3'/><tag k='highway' v='steps'/></way>\n"
    "<way id='3'><nd ref='3'/><nd ref='4'/><tag k='highway' v='footway'/></way>\n"
    "<way id='4'><nd ref='5'/><nd ref='6'/><tag k='highway' v='path'/></way>\n"
    "</osm>\n";

static inline void
town_write(struct hub *hub, const char *file)
{
    hub_write(hub, file, town_osm);
}

// Runs hub-map; its output, both kinds. Returns its exit status.
static inline int
town_run_map(const char *arguments, char *output, size_t size)
{
    char command[1200];
    const char *build = getenv("HUB_BINARY_DIR"); // NOLINT(concurrency-mt-unsafe): one thread
    snprintf(command, sizeof command, "%s/bin/hub-map %s 2>&1", build, arguments);
    FILE *pipe = popen(command, "r");
    size_t len = pipe ? fread(output, 1, size - 1, pipe) : 0;
    output[len] = '\0';
    int status = pipe ? pclose(pipe) : -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
