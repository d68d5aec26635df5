#pragma once
// Short hand for the two files that declare sheets.

#include "sheets.h"

// clang-format off
#define ID                 {.name = "id", .kind = COLUMN_ID, .required = true}
#define MUST(n, k)         {.name = (n), .kind = COLUMN_##k, .required = true}
#define MAY(n, k)          {.name = (n), .kind = COLUMN_##k}
#define ELSE(n, k, f)      {.name = (n), .kind = COLUMN_##k, .fallback = (f)}
#define ENUM(n, w)         {.name = (n), .kind = COLUMN_ENUM, .required = true, .words = (w)}
#define ENUM_ELSE(n, w, f) {.name = (n), .kind = COLUMN_ENUM, .words = (w), .fallback = (f)}
#define REF(n, s)          {.name = (n), .kind = COLUMN_REF, .required = true, .words = (s)}
#define REF_MAY(n, s)      {.name = (n), .kind = COLUMN_REF, .words = (s)}
#define REFS(n, s)         {.name = (n), .kind = COLUMN_REFS, .required = true, .words = (s)}
#define AUDIENCE           {.name = "audience", .kind = COLUMN_ENUMS, .words = AUDIENCES, \
                            .fallback = AUDIENCES}
#define ORD                ELSE("ord", INT, "@row")
#define AUDIENCES          "current|potential|returned|transit"
#define COLUMNS(a)         .columns = (a), .count = (int)(sizeof(a) / sizeof *(a))
// clang-format on
