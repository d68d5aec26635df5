// A visit's moves: what an action, a key or the way back does to struct visit.
#include "ui/internal.h"

#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"

static uint32_t
name_hash(const char *name)
{
    return (uint32_t)hash_text(HASH_SEED, name);
}

static void
set_bit(uint8_t *bits, int n, bool on)
{
    if (n < 0 || n >= UI_RECORDS_MAX) {
        return;
    }
    uint8_t mask = (uint8_t)(1u << (n % 8));
    bits[n / 8] = (uint8_t)(on ? bits[n / 8] | mask : bits[n / 8] & ~mask);
}

bool
ui_bit(const uint8_t *bits, int n)
{
    return n >= 0 && n < UI_RECORDS_MAX && (bits[n / 8] >> (n % 8) & 1);
}

static void
push(struct visit *visit)
{
    if (visit->depth == UI_BACK_MAX) { // the oldest way back is forgotten
        memmove(&visit->back[0], &visit->back[1], sizeof visit->back[0] * (UI_BACK_MAX - 1));
        visit->depth--;
    }
    visit->back[visit->depth++] = visit->at;
}

void
visit_arrive(struct visit *visit, enum screen screen, int arg)
{
    visit->at = (struct place){.screen = (int16_t)screen, .arg = arg};
    visit->agreed = false;
    visit->answered = 0;
}

void
visit_go(struct visit *visit, enum screen screen, int arg)
{
    push(visit);
    visit_arrive(visit, screen, arg);
}

void
visit_back(struct visit *visit)
{
    if (visit->depth == 0) {
        return;
    }
    struct place at = visit->back[--visit->depth];
    visit_arrive(visit, (enum screen)at.screen, at.arg);
    visit->at = at;
}

static void
go_home(struct visit *visit)
{
    if (!visit->started) {
        return;
    }
    if (visit->at.screen == SCREEN_HOME) {
        visit->at.page = 0;
        return;
    }
    visit_go(visit, SCREEN_HOME, 0);
}

// Nothing of where the visitor was can be reached again; language, size and colours stay.
static void
quick_exit(struct visit *visit)
{
    struct visit kept = {.started = true,
        .keys = visit->keys,
        .language = visit->language,
        .size = visit->size,
        .contrast = visit->contrast,
        .last_input_ms = visit->last_input_ms};
    *visit = kept;
    visit_arrive(visit, SCREEN_HOME, 0);
}

static void
choose_language(struct visit *visit, int language)
{
    visit->language = (int16_t)language;
    if (!visit->started || visit->depth == 0) {
        visit->started = true;
        visit->depth = 0;
        visit_arrive(visit, SCREEN_LANGUAGE, 0); // BACK from the start screen leads here
        visit_go(visit, SCREEN_HOME, 0);
    } else {
        visit_back(visit);
    }
}

static void
type(struct visit *visit, uint32_t code)
{
    char bytes[UTF8_MAX];
    size_t n = utf8_put(bytes, code);
    size_t len = strlen(visit->query);
    bool leading_space = code == ' ' && (len == 0 || visit->query[len - 1] == ' ');
    if (len + n < sizeof visit->query && !leading_space) {
        memcpy(visit->query + len, bytes, n);
        visit->query[len + n] = '\0';
        visit->at.page = 0;
    }
}

static void
erase(struct visit *visit)
{
    size_t cut = text_last_cluster(visit->query);
    size_t len = strlen(visit->query);
    memset(visit->query + len - cut, 0, sizeof visit->query - (len - cut));
    visit->at.page = 0;
}

static void
answer(struct visit *visit, const struct world *world, int n)
{
    struct arena arena = {0};
    struct store_answer chosen = store_answer(world->store, &arena, n);
    visit->facts |= chosen.sets;
    if (chosen.next_question) {
        visit->questions++;
        visit_go(visit, SCREEN_QUESTION, chosen.next_question);
    } else if (chosen.n) {
        visit_go(visit, SCREEN_RESULT, n);
    }
    arena_finish(&arena);
}

static void
quiz(struct visit *visit, const struct world *world, int n)
{
    if (visit->answered == 0 && store_quiz_correct(world->store, n)) {
        visit->right++;
    }
    visit->answered = n;
}

static void
turn_page(struct visit *visit, const struct frame *frame, int step)
{
    int page = frame->page + step;
    if (page >= 0 && page < frame->pages) {
        visit->at.page = (int16_t)page;
        visit->at.focus = 0;
    }
}

static void
tick(struct visit *visit, enum act act, int n)
{
    uint8_t *mine = act == ACT_HAVE ? visit->have : visit->lack;
    uint8_t *other = act == ACT_HAVE ? visit->lack : visit->have;
    bool on = !ui_bit(mine, n);
    set_bit(mine, n, on);
    if (on) {
        set_bit(other, n, false);
    }
}

// The map stays as it is; BACK leaves the group.
static void
look_at_group(struct visit *visit, int location)
{
    struct place at = visit->at;
    if (at.group == 0) {
        push(visit);
    }
    at.group = location;
    at.page = 0;
    at.focus = 0;
    visit->at = at;
}

struct move { // what a handler may look at
    struct visit *visit;
    const struct world *world;
    const struct frame *frame;
    int arg;
    int arg2;
};

static void
on_go(const struct move *m)
{
    struct visit *visit = m->visit;
    if (m->arg2 == SCREEN_QUESTION && visit->at.screen != SCREEN_QUESTION) {
        visit->facts = 0; // a new run through the questions
        visit->questions = 0;
    }
    if (m->arg2 == SCREEN_QUIZ && visit->at.screen != SCREEN_QUIZ) {
        visit->right = 0;
    }
    visit_go(visit, (enum screen)m->arg2, m->arg);
}

static void
on_start(const struct move *m)
{
    m->visit->depth = 0;
    visit_arrive(m->visit, SCREEN_LANGUAGE, 0);
}

static void
on_back(const struct move *m)
{
    visit_back(m->visit);
}

static void
on_home(const struct move *m)
{
    go_home(m->visit);
}

static void
on_page(const struct move *m)
{
    turn_page(m->visit, m->frame, m->arg);
}

static void
on_language(const struct move *m)
{
    choose_language(m->visit, m->arg);
}

static void
on_audience(const struct move *m)
{
    m->visit->audience = (uint8_t)m->arg;
    visit_go(m->visit, SCREEN_TOPICS, 0);
}

static void
on_size(const struct move *m)
{
    m->visit->size = (uint8_t)m->arg;
    m->visit->at.page = 0;
}

static void
on_contrast(const struct move *m)
{
    m->visit->contrast = (uint8_t)m->arg;
}

static void
on_have(const struct move *m)
{
    tick(m->visit, ACT_HAVE, m->arg);
}

static void
on_lack(const struct move *m)
{
    tick(m->visit, ACT_LACK, m->arg);
}

static void
on_answer(const struct move *m)
{
    answer(m->visit, m->world, m->arg);
}

static void
on_filter(const struct move *m)
{
    m->visit->filters ^= (uint8_t)m->arg;
}

static void
on_spoken(const struct move *m)
{
    m->visit->spoken = (int16_t)(m->arg + 1);
}

static void
on_type(const struct move *m)
{
    type(m->visit, (uint32_t)m->arg);
}

static void
on_erase(const struct move *m)
{
    erase(m->visit);
}

static void
on_quiz(const struct move *m)
{
    quiz(m->visit, m->world, m->arg);
}

static void
on_survey(const struct move *m)
{
    m->visit->answered = m->arg ? m->arg : -1;
}

static void
on_agree(const struct move *m)
{
    m->visit->agreed = true;
}

static void
on_listen(const struct move *m)
{
    m->visit->notice = true;
}

static void
on_exit_quick(const struct move *m)
{
    quick_exit(m->visit);
}

static void
on_finish(const struct move *m)
{
    *m->visit = (struct visit){0};
}

static void
on_stay(const struct move *m)
{
    m->visit->idle = false;
}

static void
on_group(const struct move *m)
{
    look_at_group(m->visit, m->arg);
}

static void
on_stick(const struct move *m)
{
    if (m->visit->at.screen == SCREEN_STICK) {
        visit_back(m->visit);
    }
}

void
visit_apply(struct visit *visit, const struct action *action, const struct world *world,
    const struct frame *frame)
{
    static void (*const moves[])(const struct move *) = {[ACT_GO] = on_go,
        [ACT_BACK] = on_back,
        [ACT_HOME] = on_home,
        [ACT_PAGE] = on_page,
        [ACT_START] = on_start,
        [ACT_LANGUAGE] = on_language,
        [ACT_AUDIENCE] = on_audience,
        [ACT_SIZE] = on_size,
        [ACT_CONTRAST] = on_contrast,
        [ACT_HAVE] = on_have,
        [ACT_LACK] = on_lack,
        [ACT_ANSWER] = on_answer,
        [ACT_FILTER] = on_filter,
        [ACT_SPOKEN] = on_spoken,
        [ACT_TYPE] = on_type,
        [ACT_ERASE] = on_erase,
        [ACT_QUIZ] = on_quiz,
        [ACT_SURVEY] = on_survey,
        [ACT_AGREE] = on_agree,
        [ACT_LISTEN] = on_listen,
        [ACT_EXIT] = on_exit_quick,
        [ACT_FINISH] = on_finish,
        [ACT_STAY] = on_stay,
        [ACT_STICK] = on_stick,
        [ACT_GROUP] = on_group};
    size_t kind = (size_t)action->kind;
    visit->notice = false;
    if (duty_apply(visit, action, world)) {
        return;
    }
    if (action->kind > 0 && kind < sizeof moves / sizeof *moves && moves[kind]) {
        struct move move = {visit, world, frame, action->arg, action->arg2};
        moves[kind](&move);
    }
}

const struct node *
visit_focused(const struct visit *visit, const struct frame *frame)
{
    (void)visit;
    for (int i = 0; i < frame->count; i++) {
        if (frame->nodes[i].focused) {
            return &frame->nodes[i];
        }
    }
    return NULL;
}

void
visit_focus(struct visit *visit, const struct frame *frame, int step)
{
    int ring[FRAME_NODES_MAX];
    int count = 0;
    int at = 0;
    for (int i = 0; i < frame->count; i++) {
        if (!frame->nodes[i].focusable) {
            continue;
        }
        if (name_hash(frame->nodes[i].name) == visit->at.focus) {
            at = count;
        }
        ring[count++] = i;
    }
    if (count > 0) {
        at = (at + step + count) % count;
        visit->at.focus = name_hash(frame->nodes[ring[at]].name);
    }
}

void
visit_focus_row(struct visit *visit, const struct frame *frame)
{
    const struct node *from = visit_focused(visit, frame);
    const struct node *first = NULL;
    for (int i = 0; from && i < frame->count; i++) {
        const struct node *node = &frame->nodes[i];
        if (!node->focusable) {
            continue;
        }
        first = first ? first : node;
        if (node > from && node->rect.y >= from->rect.y + from->rect.h / 2) {
            visit->at.focus = name_hash(node->name);
            return;
        }
    }
    if (first) {
        visit->at.focus = name_hash(first->name);
    }
}
