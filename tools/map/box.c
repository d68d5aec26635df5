#include "box.h"

#include <math.h>
#include <stdlib.h>

// Degrees and kilometres that a map of one town may have.
enum { SIDE_MAX_E7 = 20 * 1000 * 1000, KM_MAX = 100 };

static bool
numbers(const char *text, double *values, int count)
{
    for (int i = 0; i < count; i++) {
        char *end = NULL;
        values[i] = strtod(text, &end);
        if (end == text || !isfinite(values[i]) || *end != (i + 1 < count ? ',' : '\0')) {
            return false;
        }
        text = end + 1;
    }
    return true;
}

static int32_t
e7(double degrees)
{
    return (int32_t)lround(degrees * 1e7);
}

bool
box_check(const struct osm_box *box, const char *text, struct err *err)
{
    if (box->west >= box->east || box->south >= box->north) {
        return err_set(
            err, ERR_FORMAT, "%.60s: west must be less than east, south than north", text);
    }
    if ((int64_t)box->east - box->west > SIDE_MAX_E7 ||
        (int64_t)box->north - box->south > SIDE_MAX_E7) {
        return err_set(
            err, ERR_LIMIT, "%.60s: more than %d degrees a side", text, SIDE_MAX_E7 / 10000000);
    }
    return true;
}

bool
box_edges(const char *text, struct osm_box *box, struct err *err)
{
    double v[4];
    if (!numbers(text, v, 4) || fabs(v[0]) > 180 || fabs(v[2]) > 180 || fabs(v[1]) > 85 ||
        fabs(v[3]) > 85) {
        return err_set(err, ERR_FORMAT, "%.60s: write WEST,SOUTH,EAST,NORTH in degrees", text);
    }
    *box = (struct osm_box){e7(v[0]), e7(v[1]), e7(v[2]), e7(v[3])};
    return box_check(box, text, err);
}

bool
box_around(const char *text, struct osm_box *box, struct err *err)
{
    static const double km_per_degree = 111.19492664;
    double v[3];
    if (!numbers(text, v, 3) || fabs(v[0]) > 84 || fabs(v[1]) > 179 || v[2] <= 0 || v[2] > KM_MAX) {
        return err_set(err, ERR_FORMAT, "%.60s: write LAT,LON,KM with at most %d km", text, KM_MAX);
    }
    double lat = v[2] / km_per_degree;
    double lon = fmin(lat / cos(v[0] * 3.14159265358979323846 / 180), 1);
    *box = (struct osm_box){e7(v[1] - lon), e7(v[0] - lat), e7(v[1] + lon), e7(v[0] + lat)};
    return box_check(box, text, err);
}
