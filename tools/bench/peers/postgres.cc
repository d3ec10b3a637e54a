// PostgreSQL: a prepared INSERT for one event, COPY for several.

#include <fmt/format.h>
#include <libpq-fe.h>

#include <array>

#include "tools/bench/peers/session.h"

namespace daybook::bench {
namespace {

constexpr const char* kInsert =
    "INSERT INTO events (id, source, type, kind, subject, actor, occurred, entry) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING position";
constexpr const char* kCopy =
    "COPY events (id, source, type, kind, subject, actor, occurred, entry) FROM STDIN";

class PostgresSession final : public Session {
 public:
  explicit PostgresSession(PGconn* connection) : connection_(connection) {}
  ~PostgresSession() override { PQfinish(connection_); }
  PostgresSession(const PostgresSession&) = delete;
  PostgresSession& operator=(const PostgresSession&) = delete;

  // Blocks, unlike what comes after it.
  Result<void> Prepare() {
    if (PQstatus(connection_) != CONNECTION_OK) return Failure();
    PGresult* prepared = PQprepare(connection_, "append", kInsert, 0, nullptr);
    const bool fine = PQresultStatus(prepared) == PGRES_COMMAND_OK;
    PQclear(prepared);
    if (!fine || PQsetnonblocking(connection_, 1) != 0) return Failure();
    return {};
  }

  int fd() const override { return PQsocket(connection_); }
  bool wants_to_send() const override { return more_to_send_; }

  Result<void> Begin(const std::vector<Event>& events) override {
    events_ = &events;
    const bool sent =
        events.size() == 1 ? SendInsert(events[0]) : PQsendQuery(connection_, kCopy) == 1;
    if (!sent) return Failure();
    return Flush();
  }

  Result<bool> Advance() override {
    if (PQconsumeInput(connection_) == 0) return Failure();
    if (auto flushed = Flush(); !flushed) return std::unexpected(std::move(flushed.error()));
    while (PQisBusy(connection_) == 0) {
      PGresult* result = PQgetResult(connection_);
      if (result == nullptr) return true;
      const ExecStatusType status = PQresultStatus(result);
      PQclear(result);
      if (status == PGRES_COPY_IN) {
        if (!SendRows()) return Failure();
        if (auto flushed = Flush(); !flushed) return std::unexpected(std::move(flushed.error()));
      } else if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        return Failure();
      }
    }
    return false;
  }

 private:
  bool SendInsert(const Event& event) {
    const std::array<std::string_view, 8> values = {
        event.id(), kSource, kType, kKind, event.subject(), kActor, event.time(), event.json()};
    row_.clear();
    std::array<std::size_t, 8> at{};
    for (std::size_t i = 0; i < values.size(); ++i) {
      at.at(i) = row_.size();
      row_ += values.at(i);
      row_ += '\0';
    }
    std::array<const char*, 8> texts{};
    for (std::size_t i = 0; i < values.size(); ++i) texts.at(i) = row_.data() + at.at(i);
    return PQsendQueryPrepared(connection_, "append", texts.size(), texts.data(), nullptr, nullptr,
                               0) == 1;
  }

  bool SendRows() {
    row_.clear();
    for (const Event& event : *events_) {  // whose texts have nothing to be escaped
      fmt::format_to(std::back_inserter(row_), "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", event.id(),
                     kSource, kType, kKind, event.subject(), kActor, event.time(), event.json());
    }
    return PQputCopyData(connection_, row_.data(), static_cast<int>(row_.size())) == 1 &&
           PQputCopyEnd(connection_, nullptr) == 1;
  }

  Result<void> Flush() {
    const int left = PQflush(connection_);
    if (left < 0) return Failure();
    more_to_send_ = left > 0;
    return {};
  }

  std::unexpected<Error> Failure() const {
    return Fail(ErrorCode::kIo, PQerrorMessage(connection_));
  }

  PGconn* connection_;
  const std::vector<Event>* events_ = nullptr;
  std::string row_;
  bool more_to_send_ = false;
};

}  // namespace

Result<Measured> RunPostgres(const Load& load) {
  return Drive(load, [&]() -> Result<std::unique_ptr<Session>> {
    auto session = std::make_unique<PostgresSession>(PQconnectdb(load.where.c_str()));
    if (auto prepared = session->Prepare(); !prepared) {
      return std::unexpected(std::move(prepared.error()));
    }
    return session;
  });
}

}  // namespace daybook::bench
