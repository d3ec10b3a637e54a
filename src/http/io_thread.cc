#include "http/io_thread.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <memory>

namespace daybook::http {

namespace asio = boost::asio;

IoThread::IoThread() : work_(context_.get_executor()), thread_([this] { context_.run(); }) {}

IoThread::~IoThread() { work_.reset(); }

void IoThread::Serve(asio::ip::tcp::socket socket, const Services& services, Budgets& budgets,
                     std::function<void()> ended) {
  asio::post(context_, [this, &services, &budgets, socket = std::move(socket),
                        ended = std::move(ended)]() mutable {
    Start(std::move(socket), services, budgets, std::move(ended));
  });
}

void IoThread::Ask(std::function<void()> answer) { asio::post(context_, std::move(answer)); }

void IoThread::StopSessions() {
  asio::post(context_, [this] {
    stopping_ = true;
    for (Session* session : sessions_) session->Stop();
  });
}

void IoThread::AbortSessions() {
  asio::post(context_, [this] {
    for (Session* session : sessions_) session->Abort();
  });
}

void IoThread::Start(asio::ip::tcp::socket socket, const Services& services, Budgets& budgets,
                     std::function<void()> ended) {
  auto session = std::make_shared<Session>(std::move(socket), services, budgets);
  sessions_.insert(session.get());
  if (stopping_) session->Stop();
  auto run = session->Run();
  auto done = [this, &services, session, ended = std::move(ended)](std::exception_ptr fault) {
    sessions_.erase(session.get());
    try {
      if (fault) std::rethrow_exception(fault);
    } catch (const std::exception& error) {
      services.log.error("A connection ended by a fault here: {}", error.what());
    }
    ended();
  };
  asio::co_spawn(context_, std::move(run), std::move(done));
}

}  // namespace daybook::http
