// Stands in for libFuzzer: feeds each file of the given folders (or each given file) to the target.

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "fuzz.h"

static int fed;

// Exactly sized memory, so that the sanitizer sees a byte read beyond the end.
static bool
feed_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat st;
    if (!file || fstat(fileno(file), &st) != 0) {
        perror(path);
        return false;
    }
    size_t len = (size_t)st.st_size;
    uint8_t *data = malloc(len > 0 ? len : 1);
    bool read = data && fread(data, 1, len, file) == len;
    if (read) {
        LLVMFuzzerTestOneInput(data, len);
        fed++;
    } else {
        perror(path);
    }
    free(data);
    fclose(file);
    return read;
}

static bool
feed_folder(const char *path, DIR *folder)
{
    bool all = true;
    for (const struct dirent *entry; (entry = readdir(folder));) {
        char name[4096];
        struct stat st;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (stat(name, &st) == 0 && S_ISREG(st.st_mode)) {
            all = feed_file(name) && all;
        }
    }
    return all;
}

int
main(int argc, char **argv)
{
    bool all = true;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        all = (folder ? feed_folder(argv[i], folder) : feed_file(argv[i])) && all;
        if (folder) {
            closedir(folder);
        }
    }
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    printf("%d inputs\n", fed);
    // A corpus that is not there is a test that cannot fail.
    return all && fed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
