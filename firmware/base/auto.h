#pragma once
// Clean-up at the end of a scope instead of a ladder of gotos.

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline void
auto_free(void *at)
{
    free(*(void **)at);
}

static inline void
auto_close(const int *fd)
{
    if (*fd >= 0) {
        close(*fd);
    }
}

static inline void
auto_fclose(FILE **file)
{
    if (*file) {
        fclose(*file);
    }
}

#define AUTO_FREE   __attribute__((cleanup(auto_free)))
#define AUTO_CLOSE  __attribute__((cleanup(auto_close)))
#define AUTO_FCLOSE __attribute__((cleanup(auto_fclose)))
