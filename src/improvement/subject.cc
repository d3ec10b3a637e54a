#include "improvement/subject.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace daybook::improvement {
namespace {

constexpr std::array<std::string_view, 12> kKnownKinds = {
    "visit",   "finding",        "action",  "area",         "plan",   "evidence",
    "measure", "practice-audit", "meeting", "intervention", "person", "report",
};

}  // namespace

bool IsKnownKind(std::string_view kind) {
  return std::ranges::find(kKnownKinds, kind) != kKnownKinds.end();
}

std::string_view IdOf(std::string_view subject) { return subject.substr(subject.find('/') + 1); }

Subject NewSubject(std::string_view name) {
  Subject subject{.name = std::string(name), .history = {}, .state = Other{}};
  const std::string_view kind = name.substr(0, name.find('/'));
  if (kind == "visit") subject.state = Visit{};
  if (kind == "finding") subject.state = Finding{};
  if (kind == "action") subject.state = Action{};
  if (kind == "area") subject.state = Area{};
  return subject;
}

std::int64_t OpenDisputes(const Subject& subject) {
  return std::ranges::count(subject.history.disputes, false, &Dispute::resolved);
}

}  // namespace daybook::improvement
