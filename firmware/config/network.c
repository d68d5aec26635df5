// Values of [upload] and [wifi].
#include "config/internal.h"

#include <string.h>

// Host and perhaps port, nothing behind them.
enum config_code
take_collector(struct config_entry *entry, void *into)
{
    static const char scheme[] = "https://";
    size_t head = sizeof scheme - 1;
    size_t len = strlen(entry->value);
    if (len <= head || len >= CONFIG_TEXT_MAX || strncmp(entry->value, scheme, head) != 0 ||
        strspn(entry->value + head, "abcdefghijklmnopqrstuvwxyz0123456789.:[]-") != len - head) {
        return CONFIG_VALUE;
    }
    memcpy(into, entry->value, len + 1);
    return CONFIG_FINE;
}

// As curl and openssl write it: 32 bytes in base 64.
enum config_code
take_pin(struct config_entry *entry, void *into)
{
    static const char kind[] = "sha256//";
    enum { BASE64_BYTES = 44 };
    size_t head = sizeof kind - 1;
    size_t len = strlen(entry->value);
    if (len != head + BASE64_BYTES || strncmp(entry->value, kind, head) != 0 ||
        strspn(entry->value + head,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") !=
            BASE64_BYTES - 1 ||
        entry->value[len - 1] != '=') {
        return CONFIG_VALUE;
    }
    memcpy(into, entry->value, len + 1);
    return CONFIG_FINE;
}

// As hub-collector seal-key prints it: 32 bytes in hexadecimal.
enum config_code
take_seal(struct config_entry *entry, void *into)
{
    size_t len = strlen(entry->value);
    if (len != CONFIG_KEY_MAX - 1 || strspn(entry->value, "0123456789abcdef") != len) {
        return CONFIG_VALUE;
    }
    memcpy(into, entry->value, len + 1);
    return CONFIG_FINE;
}

// A passphrase, or the 256 bits it stands for as wpa_passphrase prints them (IEEE 802.11i, annex H.4).
enum config_code
take_password(struct config_entry *entry, void *into)
{
    enum { WORDS_MIN = 8, WORDS_MAX = 63, HEX = 64 };
    size_t len = strlen(entry->value);
    size_t plain = 0;
    while (entry->value[plain] >= ' ' && entry->value[plain] <= '~') {
        plain++;
    }
    bool words = plain == len && len >= WORDS_MIN && len <= WORDS_MAX;
    bool key = len == HEX && strspn(entry->value, "0123456789abcdefABCDEF") == HEX;
    if (!words && !key) {
        return CONFIG_VALUE;
    }
    memcpy(into, entry->value, len + 1);
    return CONFIG_FINE;
}

enum config_code
take_country(struct config_entry *entry, void *into)
{
    if (strlen(entry->value) != 2 || strspn(entry->value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 2) {
        return CONFIG_VALUE;
    }
    memcpy(into, entry->value, 3);
    return CONFIG_FINE;
}
