// Scripts: the course of one thing (a visit, an action) told in a straight line, with pauses.
//
//   Script Walk(World& world) {
//     world.Tell(…);
//     co_await Pause(world.dice().Between(3, 20));   // days, during which others are told of
//     world.Tell(…);
//   }

#ifndef DAYBOOK_REPLAY_GENERATOR_SCRIPT_H_
#define DAYBOOK_REPLAY_GENERATOR_SCRIPT_H_

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <utility>

namespace daybook::replay {

/// Owns a coroutine. It has not begun when it is made.
class Script {
 public:
  struct promise_type {
    std::chrono::days pause{0};

    Script get_return_object() {
      return Script(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }  // out of memory is all that can happen
  };

  explicit Script(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Script(Script&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Script& operator=(Script&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Script() {
    if (handle_) handle_.destroy();
  }

  /// Goes on to the next pause, or to the end; says how long the pause is.
  std::chrono::days Resume() {
    handle_.resume();
    return handle_.promise().pause;
  }

  bool done() const { return handle_.done(); }

 private:
  std::coroutine_handle<promise_type> handle_;
};

/// What a script awaits.
class Pause {
 public:
  explicit Pause(std::int64_t days) : days_(days) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<Script::promise_type> script) const noexcept {
    script.promise().pause = days_;
  }
  void await_resume() const noexcept {}

 private:
  std::chrono::days days_;
};

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_GENERATOR_SCRIPT_H_
