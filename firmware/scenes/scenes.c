#include "scenes/scenes.h"

#include <stdio.h>
#include <string.h>

#include "scenes/internal.h"

static const struct scene SCENES[SCREEN_COUNT] = {
    [SCREEN_ATTRACT] = {"attract", scene_attract, false},
    [SCREEN_LANGUAGE] = {"language", scene_language, true},
    [SCREEN_HOME] = {"home", scene_home, true},
    [SCREEN_TOPICS] = {"topics", scene_topics, true},
    [SCREEN_TOPIC] = {"topic", scene_topic, true},
    [SCREEN_PAPERS] = {"papers", scene_papers, true},
    [SCREEN_PROCEDURE] = {"procedure", scene_procedure, true},
    [SCREEN_BRING] = {"bring", scene_bring, true},
    [SCREEN_PAPER] = {"paper", scene_paper, true},
    [SCREEN_QUESTION] = {"question", scene_question, true},
    [SCREEN_RESULT] = {"result", scene_result, true},
    [SCREEN_PAGE] = {"page", scene_page, true},
    [SCREEN_SERVICES] = {"services", scene_services, true},
    [SCREEN_FILTERS] = {"filters", scene_filters, true},
    [SCREEN_SERVICE] = {"service", scene_service, true},
    [SCREEN_HOTLINES] = {"hotlines", scene_hotlines, true},
    [SCREEN_MYTHS] = {"myths", scene_myths, true},
    [SCREEN_MYTH] = {"myth", scene_myth, true},
    [SCREEN_SHOWCARDS] = {"showcards", scene_showcards, true},
    [SCREEN_SHOWCARD] = {"showcard", scene_showcard, true},
    [SCREEN_SHOW_ADDRESS] = {"show-address", scene_show_address, true},
    [SCREEN_POSTERS] = {"posters", scene_posters, true},
    [SCREEN_POSTER] = {"poster", scene_poster, true},
    [SCREEN_LESSONS] = {"lessons", scene_lessons, true},
    [SCREEN_LESSON] = {"lesson", scene_lesson, true},
    [SCREEN_QUIZ] = {"quiz", scene_quiz, true},
    [SCREEN_COURSES] = {"courses", scene_courses, true},
    [SCREEN_COURSE] = {"course", scene_course, true},
    [SCREEN_EVENTS] = {"events", scene_events, true},
    [SCREEN_EVENT] = {"event", scene_event, true},
    [SCREEN_SURVEY] = {"survey", scene_survey, true},
    [SCREEN_MORE] = {"more", scene_more, true},
    [SCREEN_SEARCH] = {"search", scene_search, true},
    [SCREEN_TAKE_BRING] = {"take-bring", scene_take_bring, true},
    [SCREEN_TAKE_SERVICE] = {"take-service", scene_take_service, true},
    [SCREEN_ABOUT] = {"about", scene_about, true},
    [SCREEN_PERSON] = {"person", scene_person, true},
    [SCREEN_SETTINGS] = {"settings", scene_settings, true},
    [SCREEN_HELP] = {"help", scene_help, true},
    [SCREEN_ALERT] = {"alert", scene_alert, true},
};

enum { ATTRACT_LANGUAGES = 4, ATTRACT_MS = 8000 };

const struct scene *
scene_of(enum screen screen)
{
    bool known = (int)screen >= 0 && screen < SCREEN_COUNT;
    return &SCENES[known ? screen : SCREEN_HOME];
}

int
languages_in_order(const struct world *world, int order[STORE_LANGUAGES_MAX])
{
    int all = store_language_count(world->store);
    int count = 0;
    bool taken[STORE_LANGUAGES_MAX] = {false};
    const char *tags = world->config->languages;
    while (*tags) { // what hub.conf names first
        size_t len = strcspn(tags, ",");
        char tag[32];
        snprintf(tag, sizeof tag, "%.*s", (int)(len < 31 ? len : 31), tags);
        int index = store_language_index(world->store, tag);
        if (index >= 0 && !taken[index]) {
            taken[index] = true;
            order[count++] = index;
        }
        tags += len;
        tags += *tags == ',';
    }
    for (int i = 0; i < all && i < STORE_LANGUAGES_MAX; i++) {
        if (!taken[i]) {
            order[count++] = i;
        }
    }
    return count;
}

void
scenes_build(
    const struct world *world, const struct visit *visit, struct arena *arena, struct frame *frame)
{
    const struct scene *scene = scene_of((enum screen)visit->at.screen);
    struct visit shown = *visit;
    if (!visit->started) {
        // Nobody has chosen yet: the hub's first language, the invitation in its main ones in turn.
        int order[STORE_LANGUAGES_MAX];
        int languages = languages_in_order(world, order);
        bool resting = visit->at.screen == SCREEN_ATTRACT;
        int turn = resting ? (int)(clock_ms(world->clock) / ATTRACT_MS % ATTRACT_LANGUAGES) : 0;
        shown.language = (int16_t)order[turn % languages];
    }
    ui_build(world, &shown, scene->build, scene->name, scene->chrome, arena, frame);
}
