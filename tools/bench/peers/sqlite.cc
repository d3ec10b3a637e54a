// SQLite: one connection, since a second writer only waits for the first.

#include <sqlite3.h>

#include <memory>

#include "tools/bench/peers/in_process.h"

namespace daybook::bench {
namespace {

// The columns and indexes of PostgreSQL's table (tools/bench/events.sql).
constexpr const char* kSchema = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -262144;
CREATE TABLE IF NOT EXISTS events (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL, source TEXT NOT NULL, type TEXT NOT NULL, kind TEXT NOT NULL,
  subject TEXT NOT NULL, actor TEXT NOT NULL, occurred TEXT NOT NULL,
  recorded TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, entry TEXT NOT NULL,
  UNIQUE (id, source));
CREATE INDEX IF NOT EXISTS by_subject ON events (subject, position);
CREATE INDEX IF NOT EXISTS by_type ON events (type, position);
CREATE INDEX IF NOT EXISTS by_kind ON events (kind, position);
CREATE INDEX IF NOT EXISTS by_actor ON events (actor, position);
CREATE INDEX IF NOT EXISTS by_occurred ON events (occurred, position);
)";
constexpr const char* kInsert =
    "INSERT INTO events (id, source, type, kind, subject, actor, occurred, entry) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

class Database {
 public:
  static Result<std::unique_ptr<Database>> Open(const std::string& path) {
    std::unique_ptr<Database> database(new Database);
    if (sqlite3_open(path.c_str(), &database->sqlite_) != SQLITE_OK ||
        sqlite3_exec(database->sqlite_, kSchema, nullptr, nullptr, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(database->sqlite_, kInsert, -1, &database->insert_, nullptr) !=
            SQLITE_OK) {
      return database->Failure();
    }
    return database;
  }
  ~Database() {
    sqlite3_finalize(insert_);
    sqlite3_close(sqlite_);
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Result<void> Commit(const std::vector<Event>& events) {
    const bool several = events.size() > 1;
    if (several && !Run("BEGIN IMMEDIATE")) return Failure();
    for (const Event& event : events) {
      if (!Insert(event)) return Failure();
    }
    if (several && !Run("COMMIT")) return Failure();
    return {};
  }

 private:
  Database() = default;

  bool Run(const char* sql) {
    return sqlite3_exec(sqlite_, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
  }

  bool Insert(const Event& event) {
    int column = 0;
    for (const std::string_view value : {event.id(), kSource, kType, kKind, event.subject(), kActor,
                                         event.time(), std::string_view(event.json())}) {
      sqlite3_bind_text(insert_, ++column, value.data(), static_cast<int>(value.size()),
                        SQLITE_STATIC);
    }
    return sqlite3_step(insert_) == SQLITE_DONE && sqlite3_reset(insert_) == SQLITE_OK;
  }

  std::unexpected<Error> Failure() const { return Fail(ErrorCode::kIo, sqlite3_errmsg(sqlite_)); }

  sqlite3* sqlite_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

}  // namespace

Result<Measured> RunSqlite(const Load& load) {
  auto database = Database::Open(load.where + "/events.sqlite");
  if (!database) return std::unexpected(std::move(database.error()));
  Load one = load;
  one.writers = 1;
  return DriveThreads(one, [&]() -> CommitEvents {
    return [&](const std::vector<Event>& events) { return (*database)->Commit(events); };
  });
}

}  // namespace daybook::bench
