#include "log/findings.h"

#include <algorithm>
#include <utility>

namespace daybook {
namespace {

bool IsBefore(const Finding& one, const Finding& other) {
  if (!one.position || !other.position) return one.position.has_value() && !other.position;
  return *one.position < *other.position;
}

}  // namespace

void Findings::Add(std::string_view kind, std::optional<Position> position, std::string sentence) {
  Add(std::string(kind), Finding{.position = position, .sentence = std::move(sentence)});
}

void Findings::Add(const Findings& others) {
  for (const auto& [kind, finding] : others.by_kind_) Add(kind, finding);
}

void Findings::Add(const std::string& kind, Finding finding) {
  const auto [known, added] = by_kind_.try_emplace(kind, finding);
  if (added) return;
  const std::uint64_t count = known->second.count + finding.count;
  if (IsBefore(finding, known->second)) known->second = std::move(finding);
  known->second.count = count;
}

std::vector<Finding> Findings::list() const {
  std::vector<Finding> list;
  // Those of one position stay in the order of their kinds.
  for (const auto& [kind, finding] : by_kind_) {
    list.insert(std::ranges::upper_bound(list, finding, IsBefore), finding);
  }
  return list;
}

std::optional<Position> Findings::first() const {
  return empty() ? std::nullopt : list().front().position;
}

}  // namespace daybook
