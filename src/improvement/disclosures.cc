#include "improvement/disclosures.h"

#include <simdjson.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "improvement/field.h"
#include "improvement/moment.h"
#include "improvement/stream.h"

namespace daybook::improvement {
namespace {

// Of the API, and without its version of the pages.
constexpr std::string_view kVersion = "/v1";
constexpr std::string_view kSubjectPath = "/subjects/";

struct ShownPerson {
  std::string person;
  std::int64_t values = 0;
};

// What one event tells, apart from the fact it is read from, which is gone after its visit.
struct DisclosureTold {
  Position position = 0;
  std::string recorded, who, form, asked, subject, purpose;
  std::vector<ShownPerson> persons;
  Cell rows;
};

std::vector<ShownPerson> PersonsOf(const Data& data) {
  std::vector<ShownPerson> persons;
  const std::string text = data.Json("persons");
  simdjson::dom::parser parser;
  simdjson::dom::array array;
  if (parser.parse(text).get(array) != simdjson::SUCCESS) return persons;
  for (const simdjson::dom::element item : array) {
    std::string_view person;
    std::int64_t values = 0;
    if (item["person"].get(person) != simdjson::SUCCESS) continue;
    if (item["values"].get(values) != simdjson::SUCCESS) values = 0;
    persons.push_back({.person = std::string(person), .values = values});
  }
  return persons;
}

Cell RowsOf(const Data& data) {
  const auto rows = data.Number("rows");
  return rows ? Cell(static_cast<std::int64_t>(*rows)) : Cell();
}

DisclosureTold Read(const Fact& fact) {
  const bool pack = fact.type == kPackExported;
  const std::string_view form = pack ? "pack" : fact.data.Text("form");
  return {.position = fact.position,
          .recorded = LondonTime(fact.recorded),
          .who = std::string(fact.actor()),
          .form = std::string(form.empty() ? kReading : form),
          .asked = std::string(fact.data.Text(pack ? "sha256" : "asked")),
          .subject = std::string(fact.data.Text("subject")),
          .purpose = std::string(fact.data.Text("purpose")),
          .persons = PersonsOf(fact.data),
          .rows = RowsOf(fact.data)};
}

// What ends an export names the event of its beginning, by its id.
using ToldByEvent = std::map<EventName, DisclosureTold>;

ToldByEvent Collect(std::span<const PackedFact> facts, const Cut& cut) {
  ToldByEvent found;
  const Stream stream(facts, cut);
  stream.ForEach([&](const Fact& fact) {
    if (fact.type != kDisclosed && fact.type != kPackExported) return;
    const auto begun =
        found.find({.source = std::string(fact.source), .id = std::string(fact.data.Text("ends"))});
    if (begun != found.end()) {
      begun->second.rows = RowsOf(fact.data);
    } else {
      found.emplace(fact.name(), Read(fact));
    }
  });
  return found;
}

bool AskedFor(const DisclosureTold& disclosure, std::string_view subject) {
  if (disclosure.subject == subject) return true;
  std::string_view path = disclosure.asked;
  if (path.starts_with(kVersion)) path.remove_prefix(kVersion.size());
  if (!path.starts_with(kSubjectPath)) return false;
  path.remove_prefix(kSubjectPath.size());
  return path.starts_with(subject) &&
         (path.size() == subject.size() || path[subject.size()] == '/');
}

std::vector<Cell> Row(const DisclosureTold& disclosure, Cell person, Cell values) {
  return {std::to_string(disclosure.position),
          disclosure.recorded,
          TextCell(disclosure.who),
          disclosure.form,
          TextCell(disclosure.asked),
          std::move(person),
          std::move(values),
          disclosure.rows,
          TextCell(disclosure.purpose)};
}

void AddRows(const DisclosureTold& disclosure, std::string_view about,
             std::vector<std::vector<Cell>>& rows) {
  const bool all = about.empty() || AskedFor(disclosure, about);
  for (const ShownPerson& shown : disclosure.persons) {
    if (!all && shown.person != about) continue;
    rows.push_back(Row(disclosure, shown.person, shown.values));
  }
  if (disclosure.persons.empty() && all) rows.push_back(Row(disclosure, {}, {}));
}

}  // namespace

Table Disclosures(std::span<const PackedFact> facts, std::string_view about, const Cut& cut) {
  const ToldByEvent found = Collect(facts, cut);
  std::vector<const DisclosureTold*> newest;
  newest.reserve(found.size());
  for (const auto& [name, disclosure] : found) newest.push_back(&disclosure);
  std::ranges::sort(newest, std::greater(),
                    [](const DisclosureTold* one) { return one->position; });
  Table table{.name = "disclosures",
              .columns = {"position", "recorded", "who", "form", "asked", "person", "values",
                          "rows", "purpose"},
              .rows = {}};
  for (const DisclosureTold* one : newest) AddRows(*one, about, table.rows);
  return table;
}

}  // namespace daybook::improvement
