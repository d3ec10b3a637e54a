// Events for tests of the catalogue.

#ifndef DAYBOOK_TESTS_CATALOGUE_DRAFTS_H_
#define DAYBOOK_TESTS_CATALOGUE_DRAFTS_H_

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "catalogue/catalogue.h"
#include "daybook/event.h"

namespace daybook::catalogue {

inline Draft DraftOf(std::string type, std::string subject, std::optional<std::string> data,
                     std::map<std::string, std::string> attributes = {}, std::string id = "1") {
  auto draft = MakeDraft({.id = std::move(id),
                          .source = "/test",
                          .type = std::move(type),
                          .subject = std::move(subject),
                          .extensions = std::move(attributes),
                          .data = std::move(data)});
  EXPECT_TRUE(draft.has_value()) << draft.error().detail;
  return draft.value_or(Draft());
}

inline const InBook kNoneInBook = [](std::string_view, std::string_view) { return false; };

/// What the catalogue finds at fault with one event, as `pointer: detail`.
inline std::vector<std::string> FaultsOf(const Catalogue& catalogue, const Draft& draft) {
  const auto checked = catalogue.Check({&draft, 1}, Pointers::kOfOne, kNoneInBook);
  std::vector<std::string> faults;
  if (checked) return faults;
  EXPECT_EQ(checked.error().code, ErrorCode::kUnprocessable);
  for (const Fault& fault : checked.error().faults) {
    faults.push_back(fault.pointer + ": " + fault.detail);
  }
  return faults;
}

using Faults = std::vector<std::string>;

}  // namespace daybook::catalogue

#endif  // DAYBOOK_TESTS_CATALOGUE_DRAFTS_H_
