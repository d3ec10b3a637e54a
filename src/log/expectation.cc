#include "log/expectation.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace daybook {
namespace {

std::string Describe(const Expectation& expectation) {
  switch (expectation.kind) {
    case Expectation::Kind::kNoStream:
      return "to have no events";
    case Expectation::Kind::kAnyStream:
      return "to have events";
    case Expectation::Kind::kRevision:
      return fmt::format("to be at revision {}", expectation.revision);
  }
  return "";
}

bool Holds(const Expectation& expectation, Revision next) {
  switch (expectation.kind) {
    case Expectation::Kind::kNoStream:
      return next == 0;
    case Expectation::Kind::kAnyStream:
      return next > 0;
    case Expectation::Kind::kRevision:
      return next > 0 && next - 1 == expectation.revision;
  }
  return false;
}

}  // namespace

std::optional<Fault> Unmet(const Expectation& expectation, Revision next) {
  if (Holds(expectation, next)) return std::nullopt;
  const std::string present =
      next == 0 ? "it has none" : fmt::format("it is at revision {}", next - 1);
  return Fault{"", fmt::format("{} was expected {}; {}", expectation.subject, Describe(expectation),
                               present)};
}

Error WrongRevision(std::vector<Fault> faults) {
  return {ErrorCode::kWrongRevision, "A subject is not where the writer expects it.",
          std::move(faults)};
}

}  // namespace daybook
