#include "projection/schema_registry.h"

#include "catalogue/reserved.h"
#include "log/stream_visit.h"

namespace daybook::projection {

Result<std::unique_ptr<SchemaRegistry>> SchemaRegistry::Open(const Book& book) {
  std::unique_ptr<SchemaRegistry> registry(new SchemaRegistry(book));
  if (auto read = registry->Refresh(); !read) return std::unexpected(std::move(read.error()));
  return registry;
}

Result<void> SchemaRegistry::Refresh() {
  const std::scoped_lock lock(mutex_);
  const Position size = book_.size();
  const auto learn = [this](std::string_view entry) -> Result<bool> {
    if (auto learned = catalogue_.Learn(entry); !learned) {
      return std::unexpected(std::move(learned.error()));
    }
    return true;
  };
  if (auto read = VisitStream(book_, catalogue::kControl, next_, learn); !read) return read;
  position_ = std::max(position_, size);
  return {};
}

Position SchemaRegistry::position() const {
  const std::scoped_lock lock(mutex_);
  return position_;
}

}  // namespace daybook::projection
