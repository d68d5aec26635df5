#include "hub.h"

#include "test.h"

static void
test_order_of_dates(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "sheets/alert.csv",
        "id,starts,ends,severity,name,text\nx,2026-11-20,2026-11-10,info,Cierre,Hoy no abrimos.\n");
    hub_says(hub, "sheets/alert.csv:2:3: error: ends 2026-11-10 lies before starts 2026-11-20");
    hub_replace(hub, "sheets/procedure.csv", "total_days_max,fee",
        "total_days_max,valid_from,valid_to,fee");
    hub_replace(hub, "sheets/procedure.csv", "30,60,", "30,60,2026-02-01,2026-01-01,");
    hub_says(hub, "sheets/procedure.csv:2:10: error: valid_to 2026-01-01 lies before");
}

static void
schedule(struct hub *hub, const char *cells, const char *finding)
{
    char text[400];
    snprintf(text, sizeof text,
        "id,service_id,valid_from,valid_to,freq,interval,byday,bymonthday,opens_at,closes_at\n"
        "x,orientacion,%s\n",
        cells);
    hub_write(hub, "sheets/schedule.csv", text);
    if (finding) {
        hub_says(hub, finding);
    } else {
        hub_silent(hub, ": error:");
    }
}

static void
test_schedules(void **state)
{
    struct hub *hub = *state;
    schedule(hub, ",,,,MO,,08:00,16:00", NULL);
    schedule(hub, ",,MONTHLY,,,1|15,08:00,16:00", NULL);
    schedule(hub, "2026-12-24,2026-12-25,,,,,,", NULL);
    schedule(hub, ",,,,MO,,08:00,",
        "sheets/schedule.csv:2:10: error: only one of opens_at and closes_at");
    schedule(hub, ",,,,MO,,22:00,06:00",
        "sheets/schedule.csv:2:10: error: closes at 06:00, before it opens at 22:00; write one row "
        "until 23:59");
    schedule(hub, ",,,,,,,", "sheets/schedule.csv:2: error: a row without hours means closed");
    schedule(hub, ",,,,,,08:00,16:00", "sheets/schedule.csv:2:7: error: no day; write MO|TU");
    schedule(
        hub, ",,MONTHLY,,,,08:00,16:00", "sheets/schedule.csv:2:7: error: no day; write byday or");
    schedule(hub, ",,,0,MO,,08:00,16:00", "sheets/schedule.csv:2:6: error: interval 0");
    schedule(hub, ",,MONTHLY,,,32,08:00,16:00", "sheets/schedule.csv:2:7: error: bymonthday 32");
}

static void
test_phones(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/phone.csv", "voice,0,2026-11-20", "voice,0,");
    hub_says(
        hub, "sheets/phone.csv:2:7: warning: nobody has dialled +000 555-0100; dial it and write");
    hub_replace(hub, "sheets/phone.csv", "voice,0,2026-11-20", "voice,0,2026-01-10");
    hub_says(hub, "sheets/phone.csv:3:7: warning: +000 555-0110 was last dialled on 2026-01-10");
}

static void
review(struct hub *hub, const char *cells, const char *finding)
{
    char text[600];
    snprintf(text, sizeof text,
        "id,topic_id,service_id,name,assured_date,recheck_days,hide_after_days\nvacunas,salud,,"
        "Vacunas,%s\n",
        cells);
    hub_write(hub, "sheets/page.csv", text);
    if (finding) {
        hub_says(hub, finding);
    } else {
        hub_silent(hub, "warning:");
    }
}

// Relative to hub.csv's built_on, 2026-11-20, never to the day of the build.
static void
test_reviews(void **state)
{
    struct hub *hub = *state;
    review(hub, "2026-11-01,,", NULL);
    review(hub, "2026-08-01,90,180",
        "sheets/page.csv:2:5: warning: page 'vacunas' is due for a check since 21 days: the screen "
        "greys it");
    review(hub, "2026-01-01,90,180",
        "sheets/page.csv:2:5: warning: page 'vacunas' was checked 323 days before built_on: the "
        "screen hides it");
    review(hub, "2026-01-01,365,0", NULL);
    review(hub, "2026-12-01,,",
        "sheets/page.csv:2:5: warning: page 'vacunas' is checked on 2026-12-01, after hub.csv's "
        "built_on");
}

static void
test_two_sources(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "hub.csv", "source_2,Llamada a la oficina; 2026-11-20\n", "");
    hub_says(
        hub, "sheets/procedure.csv:2: error: procedure 'residencia' has no source_2; write two");
    hub_append(hub, "hub.csv", "source_2,Llamada a la oficina");
    hub_says(hub, "sheets/procedure.csv:2: warning: source_2 names no date");
    hub_replace(hub, "hub.csv", "Llamada a la oficina", "Llamada 2026-11");
    hub_silent(hub, "source_2");
}

static void
test_people(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "sheets/contact.csv", "id,service_id,title\nx,orientacion,Licda. Ana Ejemplo\n");
    hub_says(hub, "sheets/contact.csv:2:3: error: 'Licda. Ana Ejemplo' seems to name a person");
    hub_write(
        hub, "sheets/contact.csv", "id,service_id,title,assurer\nx,orientacion,Recepción,Dr. X\n");
    hub_says(
        hub, "sheets/contact.csv:2:4: error: 'Dr. X' seems to name a person; write the office");
}

static void
test_quizzes(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "sheets/lesson.csv", "id,topic_id,name\nl,salud,Vacunas\n");
    hub_write(hub, "sheets/quiz_item.csv", "id,lesson_id,text\nq,l,¿Son gratis?\n");
    hub_write(hub, "sheets/quiz_answer.csv", "id,quiz_item_id,correct,text\na,q,0,Sí\nb,q,0,No\n");
    hub_says(hub, "sheets/quiz_item.csv:2: error: quiz 'q' has 2 answers, 0 correct");
    hub_write(hub, "sheets/quiz_answer.csv", "id,quiz_item_id,correct,text\na,q,1,Sí\nb,q,0,No\n");
    hub_silent(hub, ": error:");
}

static void
test_free_service_with_a_price(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "sheets/cost_option.csv",
        "id,service_id,amount\nx,orientacion,0\ny,orientacion,5.00\n");
    hub_says(
        hub, "sheets/cost_option.csv:3: warning: service 'orientacion' is free, yet has a price");
}

static void
test_event_hours(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "sheets/event.csv",
        "id,location_id,starts,opens_at,closes_at,name\nx,lugar-ventanilla,2026-12-01,16:00,08:00,"
        "Feria\n");
    hub_says(hub, "sheets/event.csv:2:5: error: closes at 08:00, before it opens at 16:00");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_order_of_dates, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_schedules, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_phones, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_reviews, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_two_sources, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_people, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_quizzes, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_free_service_with_a_price, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_event_hours, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
