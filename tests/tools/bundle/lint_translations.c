#include "hub.h"

#include "test.h"

// One text of the source and its translation.
static void
says(struct hub *hub, const char *source, const char *translation, const char *finding)
{
    char text[900];
    snprintf(text, sizeof text,
        "id,icon,name,summary\npapeles,documents,Papeles,\nsalud,health,Salud,\"%s\"\n", source);
    hub_write(hub, "sheets/topic.csv", text);
    snprintf(text, sizeof text,
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgctxt \"topic.salud.summary\"\nmsgid \"%s\"\nmsgstr \"%s\"\n",
        source, translation);
    hub_write(hub, "po/ht.po", text);
    if (finding) {
        snprintf(text, sizeof text, "po/ht.po:5: %s", finding);
        hub_says(hub, text);
    } else {
        hub_silent(hub, "ht.po");
    }
}

static void
test_numbers(void **state)
{
    says(*state, "Llame al 1500.", "Rele 1500.", NULL);
    says(*state, "Llame al 1500.", "Rele 1505.",
        "error: topic.salud.summary: the translation lacks 1500 and has 1505, not of the source");
    says(*state, "Llame al 1500.", "Rele.",
        "error: topic.salud.summary: the translation lacks 1500 of the source");
    says(*state, "Llame.", "Rele 1500.",
        "error: topic.salud.summary: the translation has 1500, not of the source");
    says(*state, "Cuesta 12.50 pesos.", "Li koute 12,50 peso.", NULL);
    says(*state, "Abre a las 08:00.", "Louvri a 8:00.", NULL);
    says(*state, "Llame al 1500.", "اتصل ١٥٠٠.", NULL);
    says(*state, "Dos copias y 2 fotos.", "2 kopi ak 2 foto.",
        "warning: topic.salud.summary: the translation has the number 2, not the source");
    says(*state, "3 copias y 3 fotos.", "3 kopi ak foto.",
        "error: topic.salud.summary: the translation lacks 3");
}

static void
test_names(void **state)
{
    says(*state, "Abre el {day}.", "Louvri {day}.", NULL);
    says(*state, "Abre el {day}.", "Louvri {dat}.",
        "error: topic.salud.summary: the translation lacks {day} and has {dat}, not of the source");
    says(*state, "Abre el {day}.", "Louvri.",
        "error: topic.salud.summary: the translation lacks {day} of the source");
}

static void
test_plural_forms_may_spell_the_number(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "languages.csv", "id\nes\nht\n");
    hub_write(hub, "assets/ui/po/ht.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgctxt \"ui.days-one.text\"\nmsgid \"{n} día\"\nmsgid_plural \"{n} días\"\nmsgstr[0] "
        "\"yon "
        "jou\"\nmsgstr[1] \"{n} jou\"\n");
    hub_silent(hub, ": error:");
    hub_replace(hub, "assets/ui/po/ht.po", "{n} jou", "{m} jou");
    hub_check(hub);
    assert_true(hub->report.errors == 1);
}

// Names of months that are written with digits are words.
static void
test_months(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "assets/ui/languages.csv",
        "zh-Hans,简体中文,Chinese,ltr,Hans,en,nplurals=1; "
        "plural=0;,C.ttc#2,1|2|3|4|5|6|7|8|9|10|11|12",
        "zh-Hans,简体中文,Chinese,ltr,Hans,en,nplurals=1; "
        "plural=0;,C.ttc#2,1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月");
    hub_write(hub, "languages.csv", "id\nes\nzh-Hans\n");
    hub_replace(hub, "sheets/topic.csv", "Clínicas y vacunas.", "Cerrado el 24 de diciembre.");
    hub_write(hub, "po/zh-Hans.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgctxt \"topic.salud.summary\"\nmsgid \"Cerrado el 24 de diciembre.\"\nmsgstr "
        "\"12月24日不开门。\"\n");
    hub_silent(hub, "po/zh-Hans.po");
    hub_replace(hub, "po/zh-Hans.po", "24日", "25日");
    hub_says(hub, "po/zh-Hans.po:5: error: topic.salud.summary: the translation lacks 24");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_numbers, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_names, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_plural_forms_may_spell_the_number, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_months, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
