// One request at a time. The collector is known by its certificate or by its pinned key; redirections are not
// followed, nothing but HTTPS is spoken.

#include <curl/curl.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "upload/upload.h"

struct upload {
    CURL *curl;
    char collector[UPLOAD_URL_MAX];
    int64_t now_s;
    char problem[CURL_ERROR_SIZE];
    char reply[UPLOAD_REPLY_MAX];
    size_t reply_len;
};

static size_t
on_reply(char *data, size_t one, size_t len, void *context)
{
    struct upload *upload = context;
    size_t room = sizeof upload->reply - 1 - upload->reply_len;
    size_t kept = len < room ? len : room;
    (void)one; // always 1
    memcpy(upload->reply + upload->reply_len, data, kept);
    upload->reply_len += kept;
    upload->reply[upload->reply_len] = '\0';
    return len;
}

// OpenSSL would ask the machine's clock, which a hub without a battery may have lost.
static CURLcode
on_tls(CURL *curl, void *ssl_ctx, void *context)
{
    const struct upload *upload = context;
    (void)curl;
    X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(ssl_ctx), (time_t)upload->now_s);
    return CURLE_OK;
}

// With a pin the key is who the collector is; name, dates and issuer of the certificate around it say nothing
// more. libcurl checks the pin whatever VERIFYPEER says.
static bool
trust(struct upload *upload, const struct upload_target *target)
{
    CURL *curl = upload->curl;
    if (target->pin[0]) {
        return curl_easy_setopt(curl, CURLOPT_PINNEDPUBLICKEY, target->pin) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L) == CURLE_OK;
    }
    return curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, on_tls) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSL_CTX_DATA, upload) == CURLE_OK &&
           (!target->ca[0] || curl_easy_setopt(curl, CURLOPT_CAINFO, target->ca) == CURLE_OK);
}

static bool
set_up(struct upload *upload, const struct upload_target *target)
{
    CURL *curl = upload->curl;
    return curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_NOPROXY, "*") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)UPLOAD_CONNECT_S) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)UPLOAD_TOTAL_S) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, upload->problem) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_reply) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEDATA, upload) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_USERAGENT, "hub-upload") == CURLE_OK &&
           trust(upload, target);
}

bool
upload_open(const struct upload_target *target, struct upload **upload, struct err *err)
{
    *upload = NULL;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return err_set(err, ERR_IO, "libcurl cannot be used");
    }
    struct upload *opened = calloc(1, sizeof *opened);
    ASSERT(opened);
    opened->curl = curl_easy_init();
    ASSERT(opened->curl);
    opened->now_s = target->now_s;
    snprintf(opened->collector, sizeof opened->collector, "%s", target->collector);
    if (!set_up(opened, target)) {
        upload_close(opened);
        return err_set(err, ERR_FORMAT, "this libcurl cannot hold to what [upload] asks for");
    }
    *upload = opened;
    return true;
}

void
upload_close(struct upload *upload)
{
    if (upload) {
        curl_easy_cleanup(upload->curl);
        free(upload);
        curl_global_cleanup();
    }
}

static enum upload_end
end_without_answer(const struct upload *upload, CURLcode code, struct err *why)
{
    bool tls = code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_PINNEDPUBKEYNOTMATCH ||
               code == CURLE_SSL_CONNECT_ERROR || code == CURLE_SSL_ISSUER_ERROR ||
               code == CURLE_SSL_CACERT_BADFILE;
    const char *text = upload->problem[0] ? upload->problem : curl_easy_strerror(code);
    err_set(why, tls ? ERR_SIGNATURE : ERR_IO, "%s: %.*s%s", upload->collector,
        (int)strcspn(text, "\n"), text,
        tls ? "; a login page of this network, a wrong clock, or not our collector" : "");
    return tls ? UPLOAD_UNTRUSTED : UPLOAD_NO_NETWORK;
}

// The collector answers in JSON and never sends anybody elsewhere.
static bool
is_somebody_else(const struct upload *upload, long status)
{
    const char *type = NULL;
    curl_easy_getinfo(upload->curl, CURLINFO_CONTENT_TYPE, &type);
    return (status >= 300 && status < 400) || status == 511 || !type ||
           strncmp(type, "application/json", strlen("application/json")) != 0;
}

static enum upload_end
end_of_status(const struct upload *upload, long status, struct err *why)
{
    static const struct {
        long status;
        enum upload_end end;
    } ends[] = {
        {200, UPLOAD_TAKEN},
        {201, UPLOAD_TAKEN},
        {400, UPLOAD_REFUSED},
        {409, UPLOAD_REFUSED},
        {413, UPLOAD_REFUSED},
        {401, UPLOAD_STRANGER},
        {403, UPLOAD_STRANGER},
        {404, UPLOAD_STRANGER},
    };
    if (is_somebody_else(upload, status)) {
        err_set(why, ERR_FORMAT, "%s: somebody else answers (%ld): a login page of this network?",
            upload->collector, status);
        return UPLOAD_PORTAL;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (ends[i].status == status) {
            err_set(why, ERR_FORMAT, "%s answers %ld %.*s", upload->collector, status,
                (int)strcspn(upload->reply, "\r\n"), upload->reply);
            return ends[i].end;
        }
    }
    err_set(why, ERR_BUSY, "%s answers %ld", upload->collector, status);
    return UPLOAD_LATER;
}

static enum upload_end
perform(struct upload *upload, struct err *why)
{
    long status = 0;
    upload->reply_len = 0;
    upload->reply[0] = '\0';
    upload->problem[0] = '\0';
    CURLcode code = curl_easy_perform(upload->curl);
    if (code != CURLE_OK) {
        return end_without_answer(upload, code, why);
    }
    curl_easy_getinfo(upload->curl, CURLINFO_RESPONSE_CODE, &status);
    return end_of_status(upload, status, why);
}

enum upload_end
upload_probe(struct upload *upload, struct err *why)
{
    char url[UPLOAD_URL_MAX + 16];
    snprintf(url, sizeof url, "%s/v1/health", upload->collector);
    curl_easy_setopt(upload->curl, CURLOPT_URL, url);
    curl_easy_setopt(upload->curl, CURLOPT_HTTPGET, 1L);
    enum upload_end end = perform(upload, why);
    if (end == UPLOAD_TAKEN && !strstr(upload->reply, "\"status\"")) {
        err_set(why, ERR_FORMAT, "%s: no collector answers there", upload->collector);
        return UPLOAD_PORTAL;
    }
    return end == UPLOAD_STRANGER || end == UPLOAD_REFUSED ? UPLOAD_PORTAL : end;
}

enum upload_end
upload_send(struct upload *upload, const struct record *record, const void *body, size_t len,
    struct err *why)
{
    char id[RECORD_ID_MAX];
    char period[RECORD_PERIOD_MAX];
    char url[UPLOAD_URL_MAX + RECORD_ID_MAX + 64];
    record_hub_id(record, id);
    record_period_write(&record->period, period);
    snprintf(url, sizeof url, "%s/v1/hubs/%s/periods/%s", upload->collector, id, period);
    struct curl_slist *headers = curl_slist_append(
        NULL, record_is_sealed(body, len) ? "Content-Type: application/octet-stream"
                                          : "Content-Type: text/plain");
    headers = curl_slist_append(headers, "Expect:"); // records are short
    char digest[sizeof "Hub-Digest: " + 64] = "Hub-Digest: ";
    bundle_hex(bundle_hash(body, len).bytes, digest + strlen(digest));
    headers = curl_slist_append(headers, digest);
    curl_easy_setopt(upload->curl, CURLOPT_URL, url);
    curl_easy_setopt(upload->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(upload->curl, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(upload->curl, CURLOPT_POSTFIELDSIZE, (long)len);
    curl_easy_setopt(upload->curl, CURLOPT_CUSTOMREQUEST, "PUT");
    enum upload_end end = perform(upload, why);
    curl_easy_setopt(upload->curl, CURLOPT_CUSTOMREQUEST, NULL);
    curl_easy_setopt(upload->curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    return end;
}
