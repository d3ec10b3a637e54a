#include "http/deadline.h"

namespace daybook::http {

Deadline::Deadline(boost::asio::ip::tcp::socket& socket)
    : state_(std::make_shared<State>(socket)) {}

Deadline::~Deadline() {
  state_->socket = nullptr;
  state_->timer.cancel();
}

void Deadline::Set(std::chrono::milliseconds time) {
  state_->passed = false;
  state_->due = Clock::now() + time;
  if (state_->due < state_->armed) Arm(state_);
}

void Deadline::Clear() {
  state_->passed = false;
  state_->due = Clock::time_point::max();
}

void Deadline::Arm(const std::shared_ptr<State>& state) {
  state->armed = state->due;
  state->timer.expires_at(state->due);
  state->timer.async_wait([state](const boost::system::error_code& error) {
    if (!error) Fired(state);  // else it was armed anew, or the owner is gone
  });
}

void Deadline::Fired(const std::shared_ptr<State>& state) {
  if (state->socket == nullptr) return;
  state->armed = Clock::time_point::max();
  if (state->due == Clock::time_point::max()) return;
  if (Clock::now() < state->due) {
    Arm(state);
    return;
  }
  state->passed = true;
  state->due = Clock::time_point::max();
  boost::system::error_code ignored;
  state->socket->cancel(ignored);
}

}  // namespace daybook::http
