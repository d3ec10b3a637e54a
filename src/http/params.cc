#include "http/params.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "daybook/limits.h"
#include "event/instant.h"

namespace daybook::http {

std::optional<std::string> ParamReader::Text(std::string_view name) {
  known_.emplace(name);
  const std::string* found = nullptr;
  for (const auto& [key, value] : params_) {
    if (key != name) continue;
    if (found != nullptr) AddFault(fmt::format("The parameter `{}` is given twice.", name));
    found = &value;
  }
  if (found == nullptr || found->empty()) return std::nullopt;
  return *found;
}

std::optional<std::uint64_t> ParamReader::Number(std::string_view name) {
  const auto text = Text(name);
  if (!text) return std::nullopt;
  std::uint64_t value = 0;
  const char* const end = text->data() + text->size();
  const auto [past, error] = std::from_chars(text->data(), end, value);
  if (error != std::errc() || past != end) {
    AddFault(fmt::format("The parameter `{}` is not a number: `{}`.", name, *text));
    return std::nullopt;
  }
  return value;
}

std::optional<Instant> ParamReader::Time(std::string_view name) {
  auto text = Text(name);
  if (!text) return std::nullopt;
  // An offset's `+`, sent as it is, arrives as a space: that is how forms encode.
  std::ranges::replace(*text, ' ', '+');
  const auto instant = ParseInstantOrDay(*text);
  if (!instant) {
    AddFault(fmt::format("The parameter `{}` is no time: {}", name, instant.error().detail));
    return std::nullopt;
  }
  return *instant;
}

void ParamReader::AddFault(std::string detail) {
  if (faults_.size() < limits::kFaultsTold) faults_.push_back(Fault{"", std::move(detail)});
}

Result<void> ParamReader::Finish() {
  for (const auto& [key, value] : params_) {
    if (known_.contains(key)) continue;
    AddFault(fmt::format("There is no parameter `{}` here; there are: {}.", key,
                         fmt::join(known_, ", ")));
  }
  if (refusal_) return std::unexpected(*refusal_);
  if (faults_.empty()) return {};
  std::string first = faults_.front().detail;
  return Fail(ErrorCode::kMalformed, std::move(first), std::move(faults_));
}

}  // namespace daybook::http
