#include "projection/schema_registry.h"

#include "catalogue/reserved.h"

namespace daybook::projection {
namespace {

// Read at once: positions are small, entries are read one by one.
constexpr std::size_t kEventsAtOnce = 1'000;

}  // namespace

Result<std::unique_ptr<SchemaRegistry>> SchemaRegistry::Open(const Book& book) {
  std::unique_ptr<SchemaRegistry> registry(new SchemaRegistry(book));
  if (auto read = registry->Refresh(); !read) return std::unexpected(std::move(read.error()));
  return registry;
}

Result<void> SchemaRegistry::Refresh() {
  const std::scoped_lock lock(mutex_);
  const Position size = book_.size();
  while (true) {
    const auto page = book_.ReadStream(catalogue::kControl, next_, kEventsAtOnce);
    if (!page) return std::unexpected(page.error());
    for (const StreamEntry& at : *page) {
      const auto entry = book_.Read(at.position);
      if (!entry) return std::unexpected(entry.error());
      if (auto learned = catalogue_.Learn(*entry); !learned) return learned;
      next_ = at.revision + 1;
    }
    if (page->size() < kEventsAtOnce) break;
  }
  position_ = std::max(position_, size);
  return {};
}

Position SchemaRegistry::position() const {
  const std::scoped_lock lock(mutex_);
  return position_;
}

}  // namespace daybook::projection
