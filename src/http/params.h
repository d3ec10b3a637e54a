// The parameters of a query string, read by name, with every fault told at once.

#ifndef DAYBOOK_HTTP_PARAMS_H_
#define DAYBOOK_HTTP_PARAMS_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daybook/error.h"
#include "daybook/event.h"

namespace daybook::http {

/// Names and values, percent-decoded, in the order they were sent.
using Params = std::vector<std::pair<std::string, std::string>>;

/// Reads the parameters a resource knows; those it never asked for are faults.
class ParamReader {
 public:
  /// `params` must outlive it.
  explicit ParamReader(const Params& params) : params_(params) {}

  /// The value, or nothing when it is absent or empty (a form sends empty fields).
  std::optional<std::string> Text(std::string_view name);

  /// The value as a number of at most 64 bits.
  std::optional<std::uint64_t> Number(std::string_view name);

  /// The value as a moment: RFC 3339, or a day, which is the beginning of it in UTC.
  std::optional<Instant> Time(std::string_view name);

  void AddFault(std::string detail);

  /// What Finish fails with, whatever else is at fault.
  void Refuse(Error error) { refusal_ = std::move(error); }

  /// After everything known was read: what it was refused for, or kMalformed with every fault.
  Result<void> Finish();

 private:
  const Params& params_;
  std::set<std::string, std::less<>> known_;
  std::vector<Fault> faults_;
  std::optional<Error> refusal_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PARAMS_H_
