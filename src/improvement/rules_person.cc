// The rules on erasing what is known of a person, and on the holds that forbid it.

#include <algorithm>

#include "improvement/rules.h"

namespace daybook::improvement {

void Judge(const Person& person, const Fact& event, Verdict& verdict) {
  using namespace rules;
  const std::string_view hold = event.data.Text("hold");
  const bool stands = std::ranges::find(person.holds, hold, &LegalHold::name) != person.holds.end();
  if (event.type == "person.erased") {
    const std::string_view standing =
        person.holds.empty() ? std::string_view() : std::string_view(person.holds.front().name);
    verdict.Require(person.holds.empty(), kPersonErasedNoHold, {}, standing, "There is the hold");
  } else if (event.type == "person.hold-placed") {
    verdict.Require(!stands && !person.erased, kPersonHoldPlacedOnce, "/data/hold");
  } else if (event.type == "person.hold-lifted") {
    verdict.Require(stands, kPersonHoldLifted, "/data/hold");
  }
}

}  // namespace daybook::improvement
