// Telling in the book who is shown personal data, and who takes events away, before they have it.

#ifndef DAYBOOK_HTTP_DISCLOSING_H_
#define DAYBOOK_HTTP_DISCLOSING_H_

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "event/sha256.h"
#include "http/exchange.h"

namespace daybook::http {

inline constexpr std::string_view kPurposeField = "Daybook-Purpose";

/// What was told of lately. Bounded, and in memory alone: what it forgets is told of once more.
/// Thread-safe.
class ToldDisclosures {
 public:
  using Clock = std::chrono::steady_clock;

  ToldDisclosures(Clock::duration window, std::size_t max) : window_(window), max_(max) {}

  /// Whether `what` was told of within the window before `now`.
  bool Has(const Sha256Digest& what, Clock::time_point now) const;
  void Add(const Sha256Digest& what, Clock::time_point now);

 private:
  const Clock::duration window_;
  const std::size_t max_;
  mutable std::mutex mutex_;
  std::map<Sha256Digest, Clock::time_point> told_;  // guarded by mutex_; when
};

/// What a request says that it reads for: the header `Daybook-Purpose`, percent-encoded UTF-8, or
/// else the parameter `purpose`; "" if neither says anything. Fails with kMalformed for what is no
/// text of one line, or kTooLarge beyond limits::kPurposeBytes.
Result<std::string> PurposeOf(const Request& request);

/// Appends a data.disclosed by whoever asked to `book/disclosures`, if the answer shows values of
/// persons, or exports events: when it returns that is on disk, and the answer may be sent. Of
/// readings that are in `told` nothing is appended, nor where nobody is asked who they are. Fails
/// with kUnprocessable where the policy asks for a purpose and there is none, or as PurposeOf and
/// appending do: then nothing may be sent.
boost::asio::awaitable<Result<void>> TellDisclosure(Exchange& exchange, const Reply& reply,
                                                    ToldDisclosures& told);

/// Appends how many events an export sent that TellDisclosure told of, whole or not.
boost::asio::awaitable<Result<void>> TellExportEnd(Exchange& exchange, const Reply& reply);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_DISCLOSING_H_
