#include "engine/checkpoint.h"

#include <stdlib.h>

#include "base/checked.h"
#include "engine/session.h"

struct checkpoint {
    struct moment moment;
    struct stats stats;
    struct handlesMark names;
    uint64_t stretch; /* the step that its stretch began with */
    uint32_t slots;   /* that have an owner in the image      */
    uint32_t imageBytes;
    uint8_t *image; /* the names, then the model            */
};

/* The step behind which another is due, the last one being what it is. */
static uint64_t nextDue(const struct checkpoints *points)
{
    const struct checkpoint *last = &points->all[points->count - 1];
    const uint64_t steps = (uint64_t)last->imageBytes * 2 / points->pairBytes;
    return last->moment.step + (steps > points->apart ? steps : points->apart);
}

void checkpointsDrop(struct checkpoints *points, uint64_t step)
{
    while (points->count > 0 && points->all[points->count - 1].moment.step > step)
        free(points->all[--points->count].image);
    if (points->count > 0)
        points->next = nextDue(points);
}

void checkpointsRelease(struct checkpoints *points)
{
    for (size_t i = 0; i < points->count; i++)
        free(points->all[i].image);
    free(points->all);
    *points = (struct checkpoints){.apart = points->apart, .pairBytes = points->pairBytes};
}

/* --- making ----------------------------------------------------------------------------------- */

/* Everything of it that lies on its image; false without memory. */
static bool takeImage(const struct session *s, struct checkpoint *point)
{
    struct tape image;
    tapeInit(&image);
    handlesSave(&s->handles, point->slots, s->usualBytes, s->stepCount, &image, &point->names);
    s->model->kind->save(s->model, &image);
    uint8_t *exact = image.failed ? NULL : realloc(image.start, image.bytes);
    if (exact == NULL) {
        tapeRelease(&image);
        return false;
    }
    point->image = exact;
    point->imageBytes = (uint32_t)image.bytes;
    return true;
}

bool checkpointMake(struct session *s)
{
    struct checkpoints *points = &s->timeline.points;
    struct checkpoint point = {.moment = timelineMoment(s),
                               .stats = s->stats,
                               .slots = (uint32_t)(s->stats.blocks * s->fields.blockSize),
                               .stretch = s->timeline.now.first};
    points->next = s->stepCount + points->apart;
    struct checkpoint *all =
        checkedGrow(points->all, &points->capacity, points->count + 1, sizeof *all);
    if (all == NULL)
        return false;
    points->all = all;
    if (!takeImage(s, &point))
        return false;
    points->all[points->count++] = point;
    points->next = nextDue(points);
    return true;
}

/* --- finding ---------------------------------------------------------------------------------- */

/* How many are not behind `step`. */
static size_t countUpTo(const struct checkpoints *points, uint64_t step)
{
    size_t from = 0, end = points->count;
    while (from < end) {
        const size_t middle = from + (end - from) / 2;
        if (points->all[middle].moment.step <= step)
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

/* The last one of the session's stretch that is not behind `step`; NULL. */
static const struct checkpoint *find(const struct session *s, uint64_t step)
{
    const struct checkpoints *points = &s->timeline.points;
    for (size_t i = countUpTo(points, step); i-- > 0;) {
        const struct checkpoint *point = &points->all[i];
        if (point->stretch < s->timeline.now.first)
            break;
        if (point->stretch == s->timeline.now.first)
            return point;
    }
    return NULL;
}

bool checkpointFind(const struct session *s, uint64_t step, uint64_t *found)
{
    const struct checkpoint *point = find(s, step);
    if (point != NULL)
        *found = point->moment.step;
    return point != NULL;
}

/* --- loading ---------------------------------------------------------------------------------- */

bool checkpointLoad(struct session *s, uint64_t step)
{
    const struct checkpoint *point = find(s, step);
    struct tape image = {.start = point->image, .bytes = point->imageBytes};
    if (!handlesReserve(&s->handles, point->slots) || !s->model->kind->load(s->model, &image))
        return false;
    handlesLoad(&s->handles, point->slots, s->usualBytes, step, &image, &point->names);
    s->stats = point->stats;
    timelineArrive(s, &point->moment);
    return true;
}

uint64_t checkpointsBytes(const struct checkpoints *points)
{
    uint64_t bytes = points->count * sizeof *points->all;
    for (size_t i = 0; i < points->count; i++)
        bytes += points->all[i].imageBytes;
    return bytes;
}
