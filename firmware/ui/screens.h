#pragma once
// Where a visit can be, and what can be chosen there.

// clang-format off
enum screen {
    SCREEN_ATTRACT, SCREEN_LANGUAGE, SCREEN_HOME, SCREEN_TOPICS, SCREEN_TOPIC, SCREEN_PAPERS,
    SCREEN_PROCEDURE, SCREEN_BRING, SCREEN_PAPER, SCREEN_QUESTION, SCREEN_RESULT, SCREEN_PAGE,
    SCREEN_SERVICES, SCREEN_FILTERS, SCREEN_SERVICE, SCREEN_WALK, SCREEN_MAP, SCREEN_HOTLINES,
    SCREEN_MYTHS, SCREEN_MYTH,
    SCREEN_SHOWCARDS, SCREEN_SHOWCARD, SCREEN_SHOW_ADDRESS, SCREEN_POSTERS, SCREEN_POSTER,
    SCREEN_LESSONS, SCREEN_LESSON, SCREEN_QUIZ, SCREEN_COURSES, SCREEN_COURSE, SCREEN_EVENTS,
    SCREEN_EVENT, SCREEN_SURVEY, SCREEN_MORE, SCREEN_SEARCH, SCREEN_TAKE_BRING,
    SCREEN_TAKE_SERVICE, SCREEN_ABOUT, SCREEN_PERSON, SCREEN_SETTINGS, SCREEN_HELP, SCREEN_ALERT,
    SCREEN_COUNTED, // arg = period, 0 the newest
    // Of the staff:
    SCREEN_STICK, SCREEN_STAFF, SCREEN_MANAGER, SCREEN_REVERT, SCREEN_CONFIG,
    SCREEN_DUE, SCREEN_PHONES,
    SCREEN_PHONE,     // arg = row of a closed period (counts/counts.h)
    SCREEN_CLOCK,
    SCREEN_SET_CLOCK, // arg = enum clock_field
    SCREEN_TECH,
    SCREEN_MACHINE,   // arg = enum machine
    SCREEN_FAULTS, SCREEN_DIAGNOSIS, SCREEN_LOG, SCREEN_SHOT,
    SCREEN_FACTORY,   // arg = times asked
    SCREEN_CHECK,     // arg = enum check
    SCREEN_POINTS,
    SCREEN_COUNT,
};
// clang-format on

enum act { // kind of struct action
    ACT_NONE,
    ACT_GO, // arg2 = screen, arg = its subject
    ACT_BACK,
    ACT_HOME,
    ACT_PAGE,     // arg = +1 or -1
    ACT_START,    // from the resting screen to the languages
    ACT_LANGUAGE, // arg = language index
    ACT_AUDIENCE, // arg = enum store_audience; goes to its topics
    ACT_SIZE,     // arg = 0, 1, 2
    ACT_CONTRAST, // arg = 0, 1, 2
    ACT_HAVE,     // arg = requirement: ticked or not
    ACT_LACK,     // arg = requirement: "I do not have it"
    ACT_ANSWER,   // arg = answer
    ACT_FILTER,   // arg = bit of enum filter
    ACT_SPOKEN,   // arg = language index, -1 any
    ACT_TYPE,     // arg = code point
    ACT_ERASE,
    ACT_QUIZ,   // arg = quiz answer
    ACT_SURVEY, // arg = option, 0 = skip
    ACT_AGREE,  // a warning was read and accepted on this screen
    ACT_LISTEN,
    ACT_EXIT,   // quick exit: forget the way here
    ACT_FINISH, // end of the visit
    ACT_STAY,   // answers the idle warning
    ACT_STICK,  // the words about the stick were read
    ACT_STAFF,  // arg = number touched on the way to the staff's screens
    ACT_REVERT, // go back to the earlier content
    ACT_LOOK,   // arg = enum look
    ACT_ZOOM,   // arg = +1 closer or -1
    ACT_GROUP,  // arg = location; the places of a map that lie too close to it
    // Of the staff (duty.c):
    ACT_TURN_CLOCK, // arg = +1 or -1, of the field in view
    ACT_SET_CLOCK,
    ACT_FACTORY, // back to the factory's content
    ACT_SHOT,    // a picture of the screen that is shown in a while
    ACT_SAVE,    // diagnosis and log for the next stick
    ACT_CHECKED, // arg = enum check of the step, arg2 = enum checked
    ACT_POINT,   // arg = point of the touch check
};

enum look { LOOK_NORTH, LOOK_SOUTH, LOOK_WEST, LOOK_EAST, LOOK_HUB }; // over a map

enum filter { FILTER_OPEN = 1, FILTER_FREE = 2, FILTER_NO_ID = 4, FILTER_STEP_FREE = 8 };

enum clock_field {
    CLOCK_YEAR,
    CLOCK_MONTH,
    CLOCK_DAY,
    CLOCK_HOUR,
    CLOCK_TENS, // of minutes
    CLOCK_MINUTE,
    CLOCK_FIELDS,
};
enum machine { MACHINE_VERSIONS, MACHINE_CARD, MACHINE_POWER, MACHINE_NETWORK, MACHINE_PARTS };
enum check { // steps of the first check; each is a bit
    CHECK_LANGUAGE,
    CHECK_ROTATION,
    CHECK_TOUCH,
    CHECK_KEYS,
    CHECK_LAMPS,
    CHECK_SOUND,
    CHECK_HEADPHONES,
    CHECK_CLOCK,
    CHECK_END,
};
enum checked { CHECKED_RIGHT, CHECKED_WRONG, CHECKED_NOT };
enum { CHECK_POINTS = 9 };
