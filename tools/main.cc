#include <csignal>
#include <exception>
#include <iostream>
#include <thread>

#include "tools/session.h"

int main(int argc, char** argv) {
  using namespace daybook::tools;
  // `daybook export | head` ends as any Unix program does, also when a parent ignores the signal.
  std::signal(SIGPIPE, SIG_DFL);
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  Console console = StandardConsole();
  Session session{.console = console, .sleep = [](std::chrono::milliseconds time) {
                    std::this_thread::sleep_for(time);
                  }};
  try {
    return static_cast<int>(RunCommandLine({argv + 1, argv + argc}, session));
  } catch (const std::exception& failure) {
    SayError(console, {.code = daybook::ErrorCode::kIo, .detail = failure.what()});
    return static_cast<int>(Exit::kFailed);
  }
}
