// Who may come in, as the book has it.

#ifndef DAYBOOK_ACCESS_REGISTRY_H_
#define DAYBOOK_ACCESS_REGISTRY_H_

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string_view>

#include "access/grants.h"
#include "access/principal.h"
#include "daybook/log.h"

namespace daybook::access {

/// Keeps the grants up to a book. Thread-safe. Nothing of it is stored: the stream of
/// `book/control` is read when it is opened, and from where it was left whenever it has grown.
class Registry {
 public:
  /// When it returns, it knows all that is granted in the book, which must outlive this. Fails as
  /// reading does.
  static Result<std::unique_ptr<Registry>> Open(const Book& book);

  /// Takes in what `book/control` has had since. Whoever appended to it calls this before telling
  /// anybody: what is granted or revoked holds from the answer on. Fails as reading does.
  Result<void> Refresh();

  /// Whose token it is. Fails with kUnauthenticated, in the same words for a token that nobody has,
  /// for one with another secret and for one that is revoked.
  Result<PrincipalPtr> ByToken(std::string_view token, Instant now) const;

  /// Whose certificate it is, by its SHA-256 in hexadecimal digits; whoever calls knows that the
  /// other side has its key. Fails with kUnauthenticated.
  Result<PrincipalPtr> ByCertificate(std::string_view fingerprint, Instant now) const;

  /// Whether nobody of this name is let in, whoever vouches for them: all of it was revoked.
  bool IsBarred(std::string_view name) const;

  /// Whether what let this principal in still does: a grant, or for one who is vouched for that
  /// they are not barred. For nobody who came in otherwise.
  bool Holds(const PrincipalPtr& principal, Instant now) const;

  /// Whether there is anybody who could come in.
  bool LetsAnybodyIn(Instant now) const;

  /// Whether anybody was ever granted anything.
  bool IsUsed() const;

 private:
  explicit Registry(const Book& book) : book_(book) {}

  const Book& book_;
  std::mutex refreshing_;
  Revision next_ = 0;  // of book/control: the first one not taken in; guarded by refreshing_
  mutable std::shared_mutex mutex_;
  Grants grants_;  // guarded by mutex_
};

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_REGISTRY_H_
