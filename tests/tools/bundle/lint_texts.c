#include "hub.h"

#include <string.h>

#include "test.h"

static void
says(struct hub *hub, const char *summary, const char *finding)
{
    char row[900];
    hub_write(hub, "sheets/topic.csv",
        "id,icon,name,summary\npapeles,documents,Papeles,\nsalud,health,Salud,Vacunas.\n");
    snprintf(row, sizeof row, "x,health,Tema,\"%s\"", summary);
    hub_append(hub, "sheets/topic.csv", row);
    if (finding) {
        char text[300];
        snprintf(text, sizeof text, "sheets/topic.csv:4:4: %s", finding);
        hub_says(hub, text);
    } else {
        hub_silent(hub, "topic.csv");
    }
}

#define TEN "uno dos tres cuatro cinco seis siete ocho nueve diez "

static void
test_sentences(void **state)
{
    says(*state, TEN TEN, NULL);
    says(*state, TEN TEN "once", "warning: es: words in a sentence: 21, better at most 20");
    says(*state, TEN TEN TEN,
        "error: es: words in a sentence: 30, the limit is 25; write shorter ones");
    says(*state, "Uno. Dos. Tres. Y cuatro.",
        "warning: es: sentences in a paragraph: 4, better at most 3");
    says(*state, "Uno. Dos. Tres. Cuatro. Cinco. Seis.", "error: es: sentences in a paragraph: 6");
}

static void
test_words(void **state)
{
    says(*state, "Traiga la partida apostillada.",
        "warning: es: 'apostillada' is a word of offices; write con apostilla");
    says(*state, "No es imposible entrar.",
        "warning: es: 'no es imposible' is a double negative; write es posible");
    says(*state, "Su padre y/o madre.", "warning: es: 'y/o' is hard to read; write o");
    says(*state, "Abre la próxima semana.",
        "warning: es: 'la próxima semana' is true only for a day");
    says(*state, "Vaya al SEGUI hoy.", "warning: es: 'SEGUI' is not explained");
    says(*state, "Use el código QR.", NULL);
}

static void
test_characters(void **state)
{
    says(*state, "Uno **dos** tres.", "error: es: marks of Markdown or HTML");
    says(*state, "Uno </b> tres.", "error: es: marks of Markdown or HTML");
    says(*state, "Uno \xe2\x80\xae tres.", "error: es: the invisible or broken character U+202E");
    says(*state, "Uno \xef\xbf\xbd tres.", "error: es: the invisible or broken character U+FFFD");
}

static void
test_steps(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/step.csv", "Pague en el banco y guarde el recibo.",
        "El pago se hace en el banco.");
    hub_says(
        hub, "sheets/step.csv:3:10: warning: es: the step starts with 'el'; write a verb first");
    hub_replace(hub, "sheets/step.csv", "El pago se hace en el banco.", "Pague " TEN TEN);
    hub_says(hub, "sheets/step.csv:3:10: error: es: step of 21 words, the limit is 20; cut it");
}

static void
test_law_is_quoted_as_it_is(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/procedure.csv", "summary,warning", "summary,legal_basis");
    hub_replace(hub, "sheets/procedure.csv", "Nadie puede cobrarle por darle una cita.",
        "El solicitante y/o cónyuge deberá " TEN TEN TEN);
    hub_silent(hub, "procedure.csv");
}

static void
test_ease_of_reading(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "pages/vacunas.md",
        "Las instituciones gubernamentales responsabilizadas facilitan procedimientos "
        "administrativos.\n\nLas comunidades internacionales proporcionan asesoramientos "
        "especializados.\n\nLas municipalidades organizan actividades informativas "
        "interculturales.\n\nLas organizaciones humanitarias complementan intervenciones "
        "interinstitucionales.\n\nLas personalidades representativas comunican determinaciones "
        "constitucionales.\n\nLas autoridades migratorias regularizan permanencias "
        "indeterminadas.\n\nLas delegaciones departamentales coordinan participaciones "
        "multidisciplinarias.\n\nLas administraciones tributarias simplifican obligaciones "
        "patrimoniales.\n\nLas universidades nacionales desarrollan investigaciones "
        "antropológicas.\n\nLas coordinadoras regionales fortalecen capacidades operacionales.\n");
    hub_says(hub, "sheets/page.csv:2:5: error: es: page.vacunas is hard to read: Fernández Huerta");
}

// Translations are read in their own language.
static void
test_translations(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "po/en.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgctxt \"topic.salud.summary\"\nmsgid \"Clínicas y vacunas.\"\nmsgstr \"Clinics and/or "
        "shots, "
        "prior to travel.\"\n");
    hub_says(hub, "po/en.po:5: warning: en: 'and/or' is hard to read; write or");
    hub_says(hub, "po/en.po:5: warning: en: 'prior to' is a word of offices; write before");
}

static void
test_chinese_is_counted_in_characters(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "languages.csv", "id\nes\nzh-Hans\n");
    hub_write(hub, "po/zh-Hans.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgctxt \"topic.salud.summary\"\nmsgid \"Clínicas y vacunas.\"\nmsgstr "
        "\"诊所疫苗诊所疫苗诊所疫苗诊所疫苗诊所疫苗诊"
        "所疫苗诊所疫苗诊所疫苗\"\n");
    hub_says(
        hub, "po/zh-Hans.po:5: warning: zh-Hans: characters in a sentence: 32, better at most 30");
}

static void
test_ease_of_reading_may_be_better(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "pages/vacunas.md",
        "Las vacunas protegen a las niñas pequeñas.\n\nPuede solicitar información gratuita en la "
        "oficina municipal.\n\nLa enfermera revisa el documento y completa el registro.\n\nUna "
        "persona "
        "responsable acompaña a la niña durante la visita.\n\nPregunte por los horarios del centro "
        "de "
        "salud.\n\nAlgunas vacunas necesitan una segunda visita después de unos meses.\n\nGuarde "
        "el "
        "documento porque la escuela puede necesitar una copia.\n");
    hub_says(hub,
        "sheets/page.csv:2:5: warning: es: page.vacunas could be easier to read: Fernández "
        "Huerta 6");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sentences, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_words, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_characters, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_steps, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_law_is_quoted_as_it_is, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_ease_of_reading, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_translations, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_chinese_is_counted_in_characters, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_ease_of_reading_may_be_better, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
