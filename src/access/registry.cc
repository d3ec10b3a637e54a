#include "access/registry.h"

#include <algorithm>

#include "catalogue/reserved.h"

namespace daybook::access {
namespace {

// Read at once: positions are small, entries are read one by one.
constexpr std::size_t kEventsAtOnce = 1'000;

Result<PrincipalPtr> LetIn(const Grant* grant, Instant now, std::string_view credential) {
  if (grant == nullptr) {
    return Fail(ErrorCode::kUnauthenticated,
                "Nobody is let in here with this " + std::string(credential) + " (any more).");
  }
  if (grant->principal->expires && *grant->principal->expires <= now) {
    return Fail(ErrorCode::kUnauthenticated, "This " + std::string(credential) + " has expired.");
  }
  return grant->principal;
}

}  // namespace

Result<std::unique_ptr<Registry>> Registry::Open(const Book& book) {
  std::unique_ptr<Registry> registry(new Registry(book));
  if (auto read = registry->Refresh(); !read) return std::unexpected(std::move(read.error()));
  return registry;
}

Result<void> Registry::Refresh() {
  const std::scoped_lock refreshing(refreshing_);
  EntryReader reader;
  while (true) {
    const auto page = book_.ReadStream(catalogue::kControl, next_, kEventsAtOnce);
    if (!page) return std::unexpected(page.error());
    for (const StreamEntry& at : *page) {
      const auto text = book_.Read(at.position);
      if (!text) return std::unexpected(text.error());
      const auto event = reader.Read(*text);
      if (!event) return std::unexpected(event.error());
      const std::unique_lock lock(mutex_);
      grants_.Learn(*event);
      next_ = at.revision + 1;
    }
    if (page->size() < kEventsAtOnce) return {};
  }
}

Result<PrincipalPtr> Registry::ByToken(std::string_view token, Instant now) const {
  const auto digest = ReadToken(token);
  if (!digest) return std::unexpected(digest.error());
  const std::shared_lock lock(mutex_);
  return LetIn(grants_.ByToken(*digest), now, "token");
}

Result<PrincipalPtr> Registry::ByCertificate(std::string_view fingerprint, Instant now) const {
  const std::shared_lock lock(mutex_);
  return LetIn(grants_.ByCertificate(fingerprint), now, "certificate");
}

bool Registry::Holds(const PrincipalPtr& principal, Instant now) const {
  if (principal->expires && *principal->expires <= now) return false;
  const std::shared_lock lock(mutex_);
  return std::ranges::find(grants_.all(), principal, &Grant::principal) != grants_.all().end();
}

bool Registry::LetsAnybodyIn(Instant now) const {
  const std::shared_lock lock(mutex_);
  return std::ranges::any_of(grants_.all(), [&](const Grant& grant) {
    const Principal& principal = *grant.principal;
    return principal.role != nullptr && (!principal.expires || *principal.expires > now);
  });
}

bool Registry::IsUsed() const {
  const std::shared_lock lock(mutex_);
  return grants_.ever();
}

}  // namespace daybook::access
