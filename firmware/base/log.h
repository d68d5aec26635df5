#pragma once
// One line per event on stderr, which systemd hands to the journal. English; never about a visitor.

#define LOG_INFO(...)  log_line(6, __VA_ARGS__)
#define LOG_WARN(...)  log_line(4, __VA_ARGS__)
#define LOG_ERROR(...) log_line(3, __VA_ARGS__)

// level: syslog priority. Under systemd (JOURNAL_STREAM set) lines carry the "<N>" prefix it reads.
void log_line(int level, const char *format, ...) __attribute__((format(printf, 2, 3)));
