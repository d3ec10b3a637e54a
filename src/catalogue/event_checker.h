// One event against the catalogue.

#ifndef DAYBOOK_CATALOGUE_EVENT_CHECKER_H_
#define DAYBOOK_CATALOGUE_EVENT_CHECKER_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/checker.h"
#include "catalogue/shelf.h"
#include "daybook/event.h"
#include "event/entry.h"

namespace daybook::catalogue {

/// Checks events one after the other. Refers to what it is made from. Not thread-safe.
class EventChecker {
 public:
  /// `in_book` says whether an event, by its id and source, is in the book.
  EventChecker(const Shelf& registered,
               const std::function<bool(std::string_view, std::string_view)>& in_book)
      : registered_(registered), in_book_(in_book) {}

  /// Whether there is anything to check, decided without decoding the event.
  bool IsConcerned(const Draft& draft) const;

  /// Adds the event's faults, up to limits::kFaultsTold in all, unless it is in the book already;
  /// these begin with `pointer`. And the pointers into the event of its personal data.
  void Check(const Draft& draft, const std::string& pointer, Findings findings) const;

 private:
  struct Event;

  void CheckDecoded(const Event& event, Findings findings) const;
  void CheckData(const Event& event, const std::vector<Schema>& versions, Findings findings) const;

  const Shelf& registered_;
  const std::function<bool(std::string_view, std::string_view)>& in_book_;
};

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_EVENT_CHECKER_H_
