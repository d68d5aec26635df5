#pragma once
// One line per event on stderr, which systemd hands to the journal. English; never about a visitor.

enum { LOG_KEPT = 200, LOG_KEPT_BYTES = 160 };

#define LOG_INFO(...)  log_line(6, __VA_ARGS__)
#define LOG_WARN(...)  log_line(4, __VA_ARGS__)
#define LOG_ERROR(...) log_line(3, __VA_ARGS__)

// level: syslog priority. Under systemd (JOURNAL_STREAM set) lines carry the "<N>" prefix it reads.
void log_line(int level, const char *format, ...) __attribute__((format(printf, 2, 3)));

// The process keeps its last LOG_KEPT lines, cut to LOG_KEPT_BYTES, for the technician's screen. NULL beyond
// the oldest; newest 0. Valid until the next line is logged.
const char *log_kept(int newest);
