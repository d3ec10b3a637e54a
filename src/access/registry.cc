#include "access/registry.h"

#include <algorithm>

#include "catalogue/reserved.h"
#include "log/stream_visit.h"

namespace daybook::access {
namespace {

Result<PrincipalPtr> LetIn(const Grant* grant, Instant now, std::string_view credential) {
  if (grant == nullptr) {
    return Fail(ErrorCode::kUnauthenticated,
                "Nobody is let in here with this " + std::string(credential) + " (any more).");
  }
  if (grant->principal->HasExpired(now)) {
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
  const auto learn = [&](std::string_view text) -> Result<bool> {
    const auto event = reader.Read(text);
    if (!event) return std::unexpected(event.error());
    const std::unique_lock lock(mutex_);
    grants_.Learn(*event);
    return true;
  };
  return VisitStream(book_, catalogue::kControl, next_, learn);
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

bool Registry::IsBarred(std::string_view name) const {
  const std::shared_lock lock(mutex_);
  return grants_.IsBarred(name);
}

bool Registry::Holds(const PrincipalPtr& principal, Instant now) const {
  if (principal->HasExpired(now)) return false;
  if (principal->vouched) return !IsBarred(principal->name);
  const std::shared_lock lock(mutex_);
  return std::ranges::find(grants_.all(), principal, &Grant::principal) != grants_.all().end();
}

bool Registry::LetsAnybodyIn(Instant now) const {
  const std::shared_lock lock(mutex_);
  return std::ranges::any_of(grants_.all(), [&](const Grant& grant) {
    return grant.principal->role != nullptr && !grant.principal->HasExpired(now);
  });
}

bool Registry::IsUsed() const {
  const std::shared_lock lock(mutex_);
  return grants_.ever();
}

}  // namespace daybook::access
