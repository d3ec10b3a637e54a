#include "web/subject_names.h"

#include <array>
#include <utility>

#include "improvement/field.h"
#include "improvement/sealed_reference.h"
#include "web/words.h"

namespace daybook::web {
namespace {

constexpr std::array<std::string_view, 4> kNamedKinds = {"area", "meeting", "person", "visit"};

}  // namespace

improvement::Table RegisteredNames(const improvement::Subjects& subjects,
                                   const improvement::AsOf& /*as_of*/) {
  improvement::Table table{.name = "names", .columns = {"subject", "name"}, .rows = {}};
  for (const std::string_view kind : kNamedKinds) {
    const std::string prefix = std::string(kind) + "/";
    for (auto at = subjects.lower_bound(prefix);
         at != subjects.end() && at->first.starts_with(prefix); ++at) {
      std::string name = improvement::TextOf(improvement::TitleOf(at->second.state));
      if (name.empty() || improvement::HasSealedReference(name)) continue;
      table.rows.push_back({at->first, std::move(name)});
    }
  }
  return table;
}

SubjectNames::SubjectNames(const improvement::Table& registered) {
  ByName names;
  for (const auto& row : registered.rows) {
    names.emplace_hint(names.end(), improvement::TextOf(row.at(0)), improvement::TextOf(row.at(1)));
  }
  names_ = std::make_shared<const ByName>(std::move(names));
}

std::string SubjectNames::Of(std::string_view subject) const {
  if (subject.starts_with('(')) return std::string(subject);
  if (names_ != nullptr) {
    if (const auto found = names_->find(subject); found != names_->end()) return found->second;
  }
  return ValueWords(subject.substr(subject.find('/') + 1));
}

std::string SubjectNamed(std::string_view name, std::string_view kind) {
  if (name.empty() || name.front() == '(') return {};
  if (name.find('/') != std::string_view::npos || kind.empty()) return std::string(name);
  return std::string(kind).append("/").append(name);
}

}  // namespace daybook::web
