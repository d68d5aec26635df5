#include <routino.h>
#include <stdio.h>
#include <stdlib.h>

#include "routino.h"

struct routino {
    Routino_Database *database;
    Routino_Profile *profile;
    Routino_Translation *translation;
};

struct routino *
routino_open(const struct bench *bench, const char *extract)
{
    char in[PATH_LEN];
    char folder[PATH_LEN + 20];
    snprintf(in, sizeof in, "%s/%s.osm.pbf", bench->shared, extract);
    snprintf(folder, sizeof folder, "--dir=%s", bench->folder);
    const char *argv[] = {"planetsplitter", folder, "--prefix=walk",
        "--tagging=/usr/share/routino/tagging.xml", in, NULL};
    if (!bench_has("planetsplitter") || !bench_spawn(argv).ok ||
        Routino_ParseXMLProfiles("/usr/share/routino/profiles.xml") != 0 ||
        Routino_ParseXMLTranslations("/usr/share/routino/translations.xml") != 0) {
        printf("No Routino: left out.\n\n");
        return NULL;
    }
    struct routino *routino = calloc(1, sizeof *routino);
    bench_must(routino, "memory", "");
    routino->database = Routino_LoadDatabase(bench->folder, "walk");
    routino->profile = Routino_GetProfile("foot");
    routino->translation = Routino_GetTranslation("es");
    bench_must(routino->database && routino->profile && routino->translation &&
                   Routino_ValidateProfile(routino->database, routino->profile) == 0,
        "Routino does not load what it made", "");
    return routino;
}

bool
routino_walk(struct routino *routino, struct route_point a, struct route_point b, bool list)
{
    // LIST_TEXT, which would suit, crashes in 3.3.3.
    int options = ROUTINO_ROUTE_SHORTEST | (list ? ROUTINO_ROUTE_LIST_TEXT_ALL : 0);
    Routino_Waypoint *ends[2] = {
        Routino_FindWaypoint(routino->database, routino->profile, a.lat_e7 / 1e7, a.lon_e7 / 1e7),
        Routino_FindWaypoint(routino->database, routino->profile, b.lat_e7 / 1e7, b.lon_e7 / 1e7)};
    bool ok = ends[0] && ends[1];
    Routino_Output *output = ok ? Routino_CalculateRoute(routino->database, routino->profile,
                                      routino->translation, ends, 2, options, NULL)
                                : NULL;
    ok = ok && Routino_errno == ROUTINO_ERROR_NONE;
    if (output) {
        Routino_DeleteRoute(output);
    }
    free(ends[0]);
    free(ends[1]);
    return ok;
}

void
routino_close(struct routino *routino)
{
    if (routino) {
        Routino_UnloadDatabase(routino->database);
        Routino_FreeXMLProfiles();
        Routino_FreeXMLTranslations();
        free(routino);
    }
}
