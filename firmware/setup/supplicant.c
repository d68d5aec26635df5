// The file wpa_supplicant reads, in its own format.
#include <stdio.h>
#include <string.h>

#include "setup/internal.h"

enum { HEX_KEY = 64 };

// As hexadecimal digits any name is one, quotes and all.
static void
ssid_line(const struct config_wifi *wifi, char out[96])
{
    int used = snprintf(out, 96, "\tssid=");
    for (const char *p = wifi->ssid; *p; p++) {
        used += snprintf(out + used, 96 - (size_t)used, "%02x", (unsigned)(unsigned char)*p);
    }
}

// wpa_supplicant takes everything up to the last quote of the line.
static void
psk_line(const struct config_wifi *wifi, char out[128])
{
    const char *quote = strlen(wifi->password) == HEX_KEY ? "" : "\"";
    snprintf(out, 128, "\tpsk=%s%s%s", quote, wifi->password, quote);
}

size_t
supplicant_write(const struct config_wifi *wifi, const char *psk, char out[SUPPLICANT_BYTES_MAX])
{
    char ssid[96];
    char own[128];
    ssid_line(wifi, ssid);
    psk_line(wifi, own);
    psk = wifi->password[0] != '\0' ? own : psk;
    const char *plain = psk[0] == '\0' ? "\tkey_mgmt=NONE" : psk;
    // A passphrase also opens networks of WPA3; the key made of it does not.
    bool words = strncmp(psk, "\tpsk=\"", 6) == 0;
    int len = snprintf(out, SUPPLICANT_BYTES_MAX,
        "# Made by hub-setup of [wifi] in hub.conf.\n%s%s%snetwork={\n%s\n%s\n%s}\n",
        wifi->country[0] != '\0' ? "country=" : "", wifi->country,
        wifi->country[0] != '\0' ? "\n" : "", ssid, plain,
        words ? "\tkey_mgmt=WPA-PSK SAE\n\tieee80211w=1\n" : "");
    explicit_bzero(own, sizeof own);
    ASSERT(len > 0 && len < SUPPLICANT_BYTES_MAX);
    return (size_t)len;
}

// The line that begins so, or NULL.
static const char *
line_of(const char *text, const char *start)
{
    size_t len = strlen(start);
    for (const char *p = text; p; p = strchr(p, '\n')) {
        p += *p == '\n';
        if (strncmp(p, start, len) == 0) {
            return p;
        }
    }
    return NULL;
}

bool
supplicant_psk(const char *stored, const struct config_wifi *wifi, char out[128])
{
    char ssid[98];
    ssid_line(wifi, ssid);
    size_t len = strlen(ssid);
    memcpy(ssid + len, "\n", 2);
    const char *psk = line_of(stored, "\tpsk=");
    size_t psk_len = psk ? strcspn(psk, "\n") : 0;
    if (!line_of(stored, ssid) || psk_len == 0 || psk_len >= 128) {
        return false;
    }
    memcpy(out, psk, psk_len);
    out[psk_len] = '\0';
    return true;
}
