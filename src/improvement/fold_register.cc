// What events do to the things that others refer to: areas, people, reports.

#include "improvement/fold.h"
#include "improvement/step.h"

namespace daybook::improvement {
namespace {

void RegisterArea(Area& area, const Fact& fact, const Data& data) {
  Set(area.name, data.Text("name"));
  Set(area.kind, data.Text("kind"));
  area.registered = fact.when;
  area.retired = {};
}

void RetireArea(Area& area, const Fact& fact, const Data&) { area.retired = fact.when; }

constexpr std::array kAreaSteps = {
    Step<Area>{"area.registered", RegisterArea},
    Step<Area>{"area.retired", RetireArea},
};

void RegisterPerson(Person& person, const Fact& fact, const Data& data) {
  Set(person.name, data.Text("name"));
  Set(person.role, data.Text("role"));
  person.registered = fact.when;
  person.erased = {};
}

void ErasePerson(Person& person, const Fact& fact, const Data&) {
  person.name.clear();
  person.role.clear();
  person.erased = fact.when;
}

// Without the bound that other lists have: no hold may be lost.
void PlaceHold(Person& person, const Fact& fact, const Data& data) {
  const std::string_view name = data.Text("hold");
  if (name.empty()) return;
  const auto found = std::ranges::find(person.holds, name, &LegalHold::name);
  if (found == person.holds.end()) {
    person.holds.push_back({.name = std::string(name), .placed = fact.position});
  } else {
    found->placed = std::max(found->placed, fact.position);
  }
}

// Whenever it says that it happened, it lifts nothing that was placed after it was told.
void LiftHold(Person& person, const Fact& fact, const Data& data) {
  std::erase_if(person.holds, [&](const LegalHold& hold) {
    return hold.name == data.Text("hold") && hold.placed < fact.position;
  });
}

constexpr std::array kPersonSteps = {
    Step<Person>{"person.registered", RegisterPerson},
    Step<Person>{"person.erased", ErasePerson},
    Step<Person>{"person.hold-placed", PlaceHold},
    Step<Person>{"person.hold-lifted", LiftHold},
};

void WriteReport(Report& report, const Fact& fact, const Data& data) {
  Set(report.title, data.Text("title"));
  Set(report.author, data.Text("author"));
  Set(report.responsible_director, data.Text("responsibleDirector"));
  Set(report.cabinet_member, data.Text("cabinetMember"));
  report.written = fact.when;
}

void CountStatement(Report& report, const Fact&, const Data&) { ++report.statements; }

void Recommend(Report& report, const Fact& fact, const Data& data) {
  if (report.recommendations.size() == kListTextsMax) return;
  report.recommendations.push_back({.to = std::string(data.Text("to")),
                                    .text = std::string(data.Text("text")),
                                    .made = fact.when});
}

constexpr std::array kReportSteps = {
    Step<Report>{"report.written", WriteReport},
    Step<Report>{"report.stated", CountStatement},
    Step<Report>{"report.recommended", Recommend},
};

}  // namespace

void Apply(Area& area, const Fact& fact) { Take(kAreaSteps, area, fact); }
void Apply(Person& person, const Fact& fact) { Take(kPersonSteps, person, fact); }
void Apply(Report& report, const Fact& fact) { Take(kReportSteps, report, fact); }

}  // namespace daybook::improvement
