#include "xapian.h"

#include <filesystem>
#include <xapian.h>

struct xapian {
    std::string folder;
    Xapian::WritableDatabase writing;
    Xapian::Database reading;
};

template <typename Word>
static void
each_word(const char *text, Word word)
{
    const char *at = text;
    while (*at) {
        const char *end = at;
        while (*end && *end != ' ') {
            end++;
        }
        if (end > at) {
            word(std::string(at, end), *end == '\0');
        }
        at = *end ? end + 1 : end;
    }
}

xapian *
xapian_create(const char *folder)
{
    std::filesystem::create_directory(folder);
    return new xapian{folder, Xapian::WritableDatabase(std::string(folder) + "/raw",
                                  Xapian::DB_CREATE | Xapian::DB_NO_SYNC), {}};
}

void
xapian_add(xapian *x, const char *name, const char *body)
{
    Xapian::Document document;
    each_word(name, [&](const std::string &word, bool) { document.add_term(word, 2); });
    each_word(body, [&](const std::string &word, bool) { document.add_term(word); });
    x->writing.add_document(document);
}

size_t
xapian_finish_writing(xapian *x)
{
    std::string small = x->folder + "/small";
    x->writing.commit();
    x->writing.compact(small, Xapian::Compactor::FULLER);
    x->writing.close();
    x->reading = Xapian::Database(small);
    size_t bytes = 0;
    for (const auto &entry : std::filesystem::directory_iterator(small)) {
        bytes += entry.is_regular_file() ? entry.file_size() : 0;
    }
    return bytes;
}

int
xapian_search(xapian *x, const char *query, int max)
{
    Xapian::Query all;
    each_word(query, [&](const std::string &word, bool last) {
        Xapian::Query one = last ? Xapian::Query(Xapian::Query::OP_WILDCARD, word)
                                 : Xapian::Query(word);
        all = all.empty() ? one : Xapian::Query(Xapian::Query::OP_AND, all, one);
    });
    Xapian::Enquire enquire(x->reading);
    enquire.set_query(all);
    return (int)enquire.get_mset(0, (Xapian::doccount)max).size();
}

void
xapian_close(xapian *x)
{
    if (x) {
        std::filesystem::remove_all(x->folder);
    }
    delete x;
}
