#include "access/pending_sign_ins.h"

#include <algorithm>

#include "access/sign_ins.h"
#include "access/token.h"
#include "event/text.h"

namespace daybook::access {

std::string ChallengeOf(std::string_view verifier) {
  const Sha256Digest digest = Sha256(verifier);
  return EncodeBase64Url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

Result<BegunSignIn> PendingSignIns::Begin(std::string back, Instant now) {
  BegunSignIn begun;
  for (std::string* secret :
       {&begun.state, &begun.browser, &begun.pending.nonce, &begun.pending.verifier}) {
    auto made = MakeSecret();
    if (!made) return std::unexpected(std::move(made.error()));
    *secret = *std::move(made);
  }
  begun.pending.back = std::move(back);
  const std::scoped_lock lock(mutex_);
  if (held_.size() >= count_max_) held_.pop_front();
  held_.push_back({Sha256(begun.state), Sha256(begun.browser), begun.pending, now});
  return begun;
}

std::optional<PendingSignIn> PendingSignIns::Take(std::string_view state, std::string_view browser,
                                                  Instant now) {
  const Sha256Digest of_state = Sha256(state);
  const Sha256Digest of_browser = Sha256(browser);
  const std::scoped_lock lock(mutex_);
  std::erase_if(held_, [&](const Held& held) { return now >= held.begun + time_; });
  const auto found = std::ranges::find_if(held_, [&](const Held& held) {
    return IsSame(held.state, of_state) && IsSame(held.browser, of_browser);
  });
  if (found == held_.end()) return std::nullopt;
  PendingSignIn pending = std::move(found->pending);
  held_.erase(found);
  return pending;
}

}  // namespace daybook::access
