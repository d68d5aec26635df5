#pragma once
// Words of the stick and the manager, for the tests of scenes that show them.

#include "scenes/internal.h"
#include "tests/ui/stage.h"

static const char stick_words[] =
    "WITH word(key, form, text) AS (VALUES ('stick.looking', 0, 'Buscando'),"
    " ('stick.copying', 0, 'Copiando {percent} %'), ('stick.bytes', 0, '{done} de {total} MB'),"
    " ('stick.minutes', 0, '{n} minuto'), ('stick.minutes', 1, '{n} minutos'),"
    " ('stick.soon', 0, 'Menos de un minuto'), ('stick.checking', 0, 'Revisando'),"
    " ('stick.writing', 0, 'Escribiendo'), ('stick.wait', 0, 'Espere'), ('stick.pull', 0, 'Saque'),"
    " ('stick.done', 0, 'Listo'), ('stick.same', 0, 'Igual'), ('stick.reverted', 0, 'Vuelto'),"
    " ('stick.refused', 0, 'No'), ('stick.version', 0, 'Contenido {version}'),"
    " ('stick.changes', 0, '{updated}, {added}, {removed}'), ('stick.title', 0, 'Memoria'),"
    " ('stick.updated', 0, '{n} cambiada'), ('stick.updated', 1, '{n} cambiadas'),"
    " ('stick.added', 0, '{n} nueva'), ('stick.added', 1, '{n} nuevas'),"
    " ('stick.removed', 0, '{n} quitada'), ('stick.removed', 1, '{n} quitadas'),"
    " ('stick.code', 0, 'Código {code}'), ('stick.visit', 0, 'Después'),"
    " ('stick.reason.5105', 0, 'Es para {asked}, esto es {here}'),"
    " ('stick.do.5105', 0, 'Pida el de {here}'), ('close', 0, 'Cerrar'),"
    " ('manager.title', 0, 'Administración'), ('manager.gate', 0, 'Toque'),"
    " ('manager.content', 0, 'Contenido'), ('manager.issued', 0, 'Del {date}'),"
    " ('manager.fresh', 0, 'Al día'), ('manager.stale', 0, 'Viejo'),"
    " ('manager.from-current', 0, 'Instalado'), ('manager.from-previous', 0, 'Anterior'),"
    " ('manager.from-factory', 0, 'De fábrica'), ('manager.from-file', 0, 'Archivo'),"
    " ('manager.fell-back', 0, 'No se abrió.'), ('manager.hub', 0, 'Máquina'),"
    " ('manager.log', 0, 'Memorias'), ('manager.log-none', 0, 'Ninguna'),"
    " ('phones.sealed', 0, 'Selladas'),"
    " ('manager.revert', 0, 'Volver'), ('manager.revert-ask', 0, '¿Volver?'),"
    " ('manager.revert-note', 0, 'Nota'), ('manager.revert-yes', 0, 'Sí'),"
    " ('manager.revert-no', 0, 'No'), ('manager.revert-asked', 0, 'Pedido'),"
    " ('manager.revert-none', 0, 'No hay'), ('manager.revert-failed', 0, 'No se pudo'))"
    "INSERT INTO translation SELECT 'ui', key, 'text', id, form,"
    " CASE id WHEN 'es' THEN text ELSE text || ' ' || id END, 'source', 0 FROM word, "
    "language_pack;";

// What a reader sees, without the isolates around values.
static inline const char *
plainly(const char *text)
{
    static char out[512];
    size_t at = 0;
    for (size_t i = 0; text[i] && at + 1 < sizeof out; i++) {
        bool isolate = (unsigned char)text[i] == 0xe2 && (unsigned char)text[i + 1] == 0x81;
        if (isolate) {
            i += 2;
        } else {
            out[at++] = text[i];
        }
    }
    out[at] = '\0';
    return out;
}

static inline void
assert_says(const struct stage *stage, const char *name, const char *text)
{
    assert_string_equal(plainly(stage_node(stage, name)->text), text);
}
