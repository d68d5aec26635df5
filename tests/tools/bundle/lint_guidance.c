#include "hub.h"

#include "test.h"

static void
test_topics_of_one_screen(void **state)
{
    struct hub *hub = *state;
    char row[100];
    for (int i = 0; i < 4; i++) {
        snprintf(row, sizeof row, "t%d,,,health,current,0,Tema,", i);
        hub_append(hub, "sheets/topic.csv", row);
    }
    hub_silent(hub, ": error:"); // six
    hub_append(hub, "sheets/topic.csv", "t5,,,health,potential,0,Tema,");
    hub_silent(hub, ": error:"); // seven, but no audience sees more than six
    hub_append(hub, "sheets/topic.csv", "t6,,,health,current,0,Tema,");
    hub_says(hub, "sheets/topic.csv: error: 7 topics on the first screen for the audience "
                  "'current', the limit is 6");
}

static void
test_topics_below_a_topic(void **state)
{
    struct hub *hub = *state;
    char row[100];
    for (int i = 0; i < 7; i++) {
        snprintf(row, sizeof row, "t%d,salud,,health,current,0,Tema,", i);
        hub_append(hub, "sheets/topic.csv", row);
    }
    hub_says(hub, "sheets/topic.csv:3: error: 7 topics below salud for the audience 'current'");
    hub_append(hub, "sheets/topic.csv", "deep,t1,,health,current,0,Tema,");
    hub_says(hub, "sheets/topic.csv:11:2: error: topic 'deep' lies three levels deep");
}

static void
chain(struct hub *hub, int length, const char *last)
{
    char row[200];
    hub_write(hub, "sheets/question.csv", "id,text\npregunta-edad,¿Uno?\n");
    hub_write(hub, "sheets/answer.csv",
        "id,question_id,sets,next_question_id,procedure_id,ask_person,text\n"
        "m,pregunta-edad,minor,,,1,No\n");
    for (int i = 0; i < length; i++) {
        snprintf(row, sizeof row, "q%d,¿Más?", i);
        hub_append(hub, "sheets/question.csv", row);
        snprintf(row, sizeof row, "p%d,q%d,,,,1,No", i, i);
        hub_append(hub, "sheets/answer.csv", row);
        snprintf(
            row, sizeof row, i ? "a%d,q%d,,q%d,,0,Sí" : "a%d,pregunta-edad,,q0,,0,Sí", i, i - 1, i);
        hub_append(hub, "sheets/answer.csv", row);
    }
    snprintf(row, sizeof row, "z,q%d,,%s,0,Sí", length - 1, last);
    hub_append(hub, "sheets/answer.csv", row);
}

static void
test_taps(void **state)
{
    struct hub *hub = *state;
    chain(hub, 4, ",residencia"); // five taps
    hub_silent(hub, ": error:");
    chain(hub, 5, ",residencia");
    hub_says(hub,
        "sheets/question.csv:2: error: from question 'pregunta-edad' it takes more than 5 taps");
    hub_silent(hub, "'q0' it takes");
}

static void
test_circle(void **state)
{
    struct hub *hub = *state;
    chain(hub, 2, "pregunta-edad,");
    hub_says(hub, "sheets/question.csv:2: error: from question 'pregunta-edad' it takes more than "
                  "5 taps to an end, or it runs in a circle");
}

static void
test_a_person_can_be_reached(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/answer.csv", ",,,1,No sé", ",,residencia,0,No sé");
    hub_says(hub,
        "sheets/question.csv:2: error: from question 'pregunta-edad' no answer leads to a person");
}

static void
test_answers(void **state)
{
    struct hub *hub = *state;
    hub_append(hub, "sheets/question.csv", "otra,,¿Dos?,");
    hub_says(hub, "sheets/question.csv:3: error: question 'otra' has 0 answers; write 2 to 6");
    hub_says(hub, "sheets/question.csv:3: warning: nothing leads to question 'otra'");
}

static void
test_papers_in_a_circle(void **state)
{
    struct hub *hub = *state;
    hub_append(hub, "sheets/procedure.csv",
        "pasaporte-nuevo,papeles,,,id_document,current,,,0,Pedir un pasaporte,Es el papel para "
        "viajar.,");
    hub_append(hub, "sheets/step.csv",
        "pasaporte-1,pasaporte-nuevo,1,at_consulate,,0,,0,0,Vaya al consulado.,");
    hub_append(hub, "sheets/requirement.csv",
        "carne,doc-letter,identity,1,0,none,0,,,0,residencia,Carné,,,");
    hub_append(hub, "sheets/step_requirement.csv", "pasaporte-1,carne,,");
    hub_silent(hub, ": error:"); // a chain
    hub_replace(hub, "sheets/requirement.csv", "none,0,,,0,,Pasaporte",
        "none,0,,,0,pasaporte-nuevo,Pasaporte");
    hub_says(hub, "sheets/procedure.csv:2: error: procedure 'residencia' asks for papers one gets "
                  "through pasaporte-nuevo, which lead back to it");
    hub_says(hub, "sheets/procedure.csv:3: error: procedure 'pasaporte-nuevo' asks for papers one "
                  "gets through residencia");
}

static void
test_long_lists(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "pages/vacunas.md", "- a\n- b\n- c\n- d\n- e\n- f\n");
    hub_silent(hub, "warning:");
    hub_append(hub, "pages/vacunas.md", "- g");
    hub_says(
        hub, "pages/vacunas.md:7: warning: a list of more than 6 items; cut it with a heading");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_topics_of_one_screen, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_topics_below_a_topic, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_taps, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_circle, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_a_person_can_be_reached, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_answers, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_papers_in_a_circle, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_long_lists, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
