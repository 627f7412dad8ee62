#pragma once

#include <string>
#include <string_view>

namespace deed {

enum class LogLevel { debug, info, warning };

// What a run tells while it works. The parts below cli/ speak to this and never write to the terminal.
class Log {
 public:
  virtual ~Log() = default;
  // `source` is the part that speaks ("deed.runner"); `message` is one line, without a newline.
  virtual void write(LogLevel level, std::string_view source, std::string_view message) = 0;

  void debug(std::string_view source, std::string_view message) { write(LogLevel::debug, source, message); }
  void info(std::string_view source, std::string_view message) { write(LogLevel::info, source, message); }
  void warning(std::string_view source, std::string_view message) { write(LogLevel::warning, source, message); }
};

// Says nothing.
class SilentLog : public Log {
 public:
  void write(LogLevel, std::string_view, std::string_view) override {}
};

}  // namespace deed
