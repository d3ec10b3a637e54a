#include "improvement/subject.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace daybook::improvement {
namespace {

template <typename T>
State New() {
  return T{};
}

struct Kind {
  std::string_view name;
  State (*state)();
};

constexpr std::array kKinds = {
    Kind{"visit", New<Visit>},     Kind{"finding", New<Finding>},
    Kind{"action", New<Action>},   Kind{"area", New<Area>},
    Kind{"plan", New<Plan>},       Kind{"evidence", New<Evidence>},
    Kind{"measure", New<Measure>}, Kind{"practice-audit", New<PracticeAudit>},
    Kind{"meeting", New<Meeting>}, Kind{"intervention", New<Intervention>},
    Kind{"person", New<Person>},   Kind{"report", New<Report>},
    Kind{"book", New<Control>},
};

}  // namespace

bool IsKnownKind(std::string_view kind) {
  return std::ranges::find(kKinds, kind, &Kind::name) != kKinds.end();
}

bool IsOfKnownKind(std::string_view subject) {
  return IsKnownKind(subject.substr(0, subject.find('/')));
}

std::string_view IdOf(std::string_view subject) { return subject.substr(subject.find('/') + 1); }

Subject NewSubject(std::string_view name) {
  const auto kind = std::ranges::find(kKinds, name.substr(0, name.find('/')), &Kind::name);
  return {.name = std::string(name),
          .history = {},
          .state = kind == kKinds.end() ? State(Other{}) : kind->state()};
}

std::int64_t OpenDisputes(const Subject& subject) {
  return std::ranges::count(subject.history.disputes, false, &Dispute::resolved);
}

}  // namespace daybook::improvement
