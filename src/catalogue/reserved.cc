#include "catalogue/reserved.h"

#include <algorithm>
#include <array>

namespace daybook::catalogue {
namespace {

constexpr std::array<std::string_view, 13> kKinds = {
    "visit",   "finding",        "action", "area",         "plan",   "evidence", "measure",
    "meeting", "practice-audit", "report", "intervention", "person", "book",
};

constexpr std::array<std::string_view, 2> kOfAnySubject = {"event", "dispute"};

}  // namespace

bool IsReservedKind(std::string_view kind) {
  return std::ranges::find(kKinds, kind) != kKinds.end();
}

std::string_view KindOfType(std::string_view type) {
  const std::string_view prefix = Prefix(type);
  if (std::ranges::find(kOfAnySubject, prefix) != kOfAnySubject.end()) return kAnyKind;
  return IsReservedKind(prefix) ? prefix : "book";
}

std::string_view OnlySubjectOf(std::string_view type) {
  if (KindOfType(type) != "book") return {};
  return type == "data.disclosed" || type == "pack.exported" ? kDisclosures : kControl;
}

std::string_view Prefix(std::string_view name) { return name.substr(0, name.find_first_of("./")); }

}  // namespace daybook::catalogue
