// Rectangles that lie askew: whether two meet is asked along the four directions of their sides.

#include <math.h>

#include "mapview/view.h"

struct axis {
    float x;
    float y;
};

static float
reach(const struct slant *slant, struct axis along)
{
    float c = cosf(slant->angle);
    float s = sinf(slant->angle);
    return slant->half_w * fabsf(c * along.x + s * along.y) +
           slant->half_h * fabsf(c * along.y - s * along.x);
}

static bool
apart(const struct slant *a, const struct slant *b, struct axis along)
{
    float way = fabsf((b->x - a->x) * along.x + (b->y - a->y) * along.y);
    return way >= reach(a, along) + reach(b, along);
}

bool
slants_meet(const struct slant *a, const struct slant *b)
{
    float dx = fabsf(a->x - b->x);
    float dy = fabsf(a->y - b->y);
    float far = a->half_w + a->half_h + b->half_w + b->half_h;
    if (dx >= far || dy >= far) {
        return false;
    }
    struct axis axes[4] = {{cosf(a->angle), sinf(a->angle)}, {-sinf(a->angle), cosf(a->angle)},
        {cosf(b->angle), sinf(b->angle)}, {-sinf(b->angle), cosf(b->angle)}};
    for (int i = 0; i < 4; i++) {
        if (apart(a, b, axes[i])) {
            return false;
        }
    }
    return true;
}

bool
slant_within(const struct slant *slant, struct box box)
{
    float across = reach(slant, (struct axis){1, 0});
    float down = reach(slant, (struct axis){0, 1});
    return slant->x - across >= (float)box.left && slant->x + across <= (float)box.right &&
           slant->y - down >= (float)box.top && slant->y + down <= (float)box.bottom;
}
