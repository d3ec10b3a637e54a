// PostgreSQL: a prepared INSERT for one event, COPY for several.

#include <fmt/format.h>
#include <libpq-fe.h>

#include <array>
#include <random>

#include "tools/bench/peers/reading.h"
#include "tools/bench/peers/session.h"

namespace daybook::bench {
namespace {

constexpr const char* kInsert =
    "INSERT INTO events (id, source, type, kind, subject, actor, occurred, entry) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING position";
constexpr const char* kCopy =
    "COPY events (id, source, type, kind, subject, actor, occurred, entry) FROM STDIN";
constexpr const char* kSelect = "SELECT entry FROM events WHERE position = $1";

class PostgresSession : public Session {
 public:
  PostgresSession(PGconn* connection, const char* statement)
      : connection_(connection), statement_(statement) {}
  ~PostgresSession() override { PQfinish(connection_); }
  PostgresSession(const PostgresSession&) = delete;
  PostgresSession& operator=(const PostgresSession&) = delete;

  // Blocks, unlike what comes after it.
  Result<void> Prepare() {
    if (PQstatus(connection_) != CONNECTION_OK) return Failure();
    PGresult* prepared = PQprepare(connection_, "it", statement_, 0, nullptr);
    const bool fine = PQresultStatus(prepared) == PGRES_COMMAND_OK;
    PQclear(prepared);
    if (!fine || PQsetnonblocking(connection_, 1) != 0) return Failure();
    return {};
  }

  int fd() const override { return PQsocket(connection_); }
  bool wants_to_send() const override { return more_to_send_; }

  Result<void> Begin(const std::vector<Event>& events) override {
    events_ = &events;
    if (!Send(events)) return Failure();
    return Flush();
  }

  Result<bool> Advance() override {
    if (PQconsumeInput(connection_) == 0) return Failure();
    if (auto flushed = Flush(); !flushed) return std::unexpected(std::move(flushed.error()));
    while (PQisBusy(connection_) == 0) {
      PGresult* result = PQgetResult(connection_);
      if (result == nullptr) return true;
      ExecStatusType status = PQresultStatus(result);
      // Each row that is written says its position, and each that is asked for is there.
      if (status == PGRES_TUPLES_OK && PQntuples(result) != 1) status = PGRES_FATAL_ERROR;
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

 protected:
  PGconn* connection() { return connection_; }

  virtual bool Send(const std::vector<Event>& events) {
    return events.size() == 1 ? SendInsert(events[0]) : PQsendQuery(connection_, kCopy) == 1;
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
    return PQsendQueryPrepared(connection_, "it", texts.size(), texts.data(), nullptr, nullptr,
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
  const char* statement_;
  const std::vector<Event>* events_ = nullptr;
  std::string row_;
  bool more_to_send_ = false;
};

// Reads an event that was stored before, whatever is said of new ones.
class PostgresReader final : public PostgresSession {
 public:
  PostgresReader(PGconn* connection, std::size_t stored)
      : PostgresSession(connection, kSelect),
        positions_(1, stored),
        random_(std::random_device()()) {}

 private:
  bool Send(const std::vector<Event>& /*events*/) override {
    const std::string position = std::to_string(positions_(random_));
    const char* const text = position.c_str();
    return PQsendQueryPrepared(connection(), "it", 1, &text, nullptr, nullptr, 0) == 1;
  }

  std::uniform_int_distribution<std::size_t> positions_;
  std::mt19937_64 random_;
};

Result<std::unique_ptr<Session>> Prepared(std::unique_ptr<PostgresSession> session) {
  if (auto prepared = session->Prepare(); !prepared) {
    return std::unexpected(std::move(prepared.error()));
  }
  return session;
}

}  // namespace

Result<Measured> RunPostgres(const Load& load) {
  return Drive(load, [&] {
    return Prepared(std::make_unique<PostgresSession>(PQconnectdb(load.where.c_str()), kInsert));
  });
}

Result<Measured> SelectPostgres(const Load& load) {
  return Drive(load, [&] {
    return Prepared(std::make_unique<PostgresReader>(PQconnectdb(load.where.c_str()), load.stored));
  });
}

Result<Scanned> CopyOutPostgres(const Load& load) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(load.where.c_str()),
                                                                &PQfinish);
  const auto begun = Clock::now();
  PGresult* result = PQexec(connection.get(), "COPY events (entry) TO STDOUT");
  const bool fine = PQresultStatus(result) == PGRES_COPY_OUT;
  PQclear(result);
  if (!fine) return Fail(ErrorCode::kIo, PQerrorMessage(connection.get()));
  Scanned scanned;
  char* row = nullptr;
  int bytes = 0;
  for (; (bytes = PQgetCopyData(connection.get(), &row, 0)) > 0; ++scanned.events) {
    scanned.bytes += static_cast<std::uint64_t>(bytes);
    PQfreemem(row);
  }
  if (bytes != -1) return Fail(ErrorCode::kIo, PQerrorMessage(connection.get()));  // -1: all of it
  scanned.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  return scanned;
}

}  // namespace daybook::bench
