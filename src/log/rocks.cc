#include "log/rocks.h"

#include <rocksdb/env.h>

namespace daybook::rocks {
namespace {

class NoLog final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

}  // namespace

std::shared_ptr<rocksdb::Logger> NoLogFile() { return std::make_shared<NoLog>(); }

rocksdb::Env* DiskOr(rocksdb::Env* given) {
  return given != nullptr ? given : rocksdb::Env::Default();
}

}  // namespace daybook::rocks
