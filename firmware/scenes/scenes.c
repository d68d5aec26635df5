#include "scenes/scenes.h"

#include <stdio.h>
#include <string.h>

#include "scenes/internal.h"

static const struct scene SCENES[SCREEN_COUNT] = {
    [SCREEN_ATTRACT] = {"attract", scene_attract, false, false},
    [SCREEN_LANGUAGE] = {"language", scene_language, true, false},
    [SCREEN_HOME] = {"home", scene_home, true, false},
    [SCREEN_TOPICS] = {"topics", scene_topics, true, false},
    [SCREEN_TOPIC] = {"topic", scene_topic, true, false},
    [SCREEN_PAPERS] = {"papers", scene_papers, true, false},
    [SCREEN_PROCEDURE] = {"procedure", scene_procedure, true, false},
    [SCREEN_BRING] = {"bring", scene_bring, true, false},
    [SCREEN_PAPER] = {"paper", scene_paper, true, false},
    [SCREEN_QUESTION] = {"question", scene_question, true, false},
    [SCREEN_RESULT] = {"result", scene_result, true, false},
    [SCREEN_PAGE] = {"page", scene_page, true, false},
    [SCREEN_SERVICES] = {"services", scene_services, true, false},
    [SCREEN_FILTERS] = {"filters", scene_filters, true, false},
    [SCREEN_SERVICE] = {"service", scene_service, true, false},
    [SCREEN_WALK] = {"walk", scene_walk, true, false},
    [SCREEN_MAP] = {"map", scene_map, true, false},
    [SCREEN_HOTLINES] = {"hotlines", scene_hotlines, true, false},
    [SCREEN_MYTHS] = {"myths", scene_myths, true, false},
    [SCREEN_MYTH] = {"myth", scene_myth, true, false},
    [SCREEN_SHOWCARDS] = {"showcards", scene_showcards, true, false},
    [SCREEN_SHOWCARD] = {"showcard", scene_showcard, true, false},
    [SCREEN_SHOW_ADDRESS] = {"show-address", scene_show_address, true, false},
    [SCREEN_POSTERS] = {"posters", scene_posters, true, false},
    [SCREEN_POSTER] = {"poster", scene_poster, true, false},
    [SCREEN_LESSONS] = {"lessons", scene_lessons, true, false},
    [SCREEN_LESSON] = {"lesson", scene_lesson, true, false},
    [SCREEN_QUIZ] = {"quiz", scene_quiz, true, false},
    [SCREEN_COURSES] = {"courses", scene_courses, true, false},
    [SCREEN_COURSE] = {"course", scene_course, true, false},
    [SCREEN_EVENTS] = {"events", scene_events, true, false},
    [SCREEN_EVENT] = {"event", scene_event, true, false},
    [SCREEN_SURVEY] = {"survey", scene_survey, true, false},
    [SCREEN_MORE] = {"more", scene_more, true, false},
    [SCREEN_SEARCH] = {"search", scene_search, true, false},
    [SCREEN_TAKE_BRING] = {"take-bring", scene_take_bring, true, false},
    [SCREEN_TAKE_SERVICE] = {"take-service", scene_take_service, true, false},
    [SCREEN_ABOUT] = {"about", scene_about, true, false},
    [SCREEN_PERSON] = {"person", scene_person, true, false},
    [SCREEN_SETTINGS] = {"settings", scene_settings, true, false},
    [SCREEN_HELP] = {"help", scene_help, true, false},
    [SCREEN_ALERT] = {"alert", scene_alert, true, false},
    [SCREEN_COUNTED] = {"counted", scene_counted, true, false},
    [SCREEN_STICK] = {"stick", scene_stick, false, true},
    [SCREEN_STAFF] = {"staff", scene_staff, true, true},
    [SCREEN_MANAGER] = {"manager", scene_manager, true, true},
    [SCREEN_REVERT] = {"revert", scene_revert, true, true},
    [SCREEN_CONFIG] = {"config", scene_config, true, true},
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

int
staff_language(const struct world *world)
{
    int order[STORE_LANGUAGES_MAX];
    int staff = store_language_index(world->store, world->config->staff_language);
    languages_in_order(world, order);
    return staff < 0 ? order[0] : staff;
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
    if (scene->staff) {
        shown.language = (int16_t)staff_language(world);
        shown.size = SIZE_NORMAL;
    }
    ui_build(world, &shown, scene->build, scene->name, scene->chrome, arena, frame);
}
