#include "catalogue/catalogue.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "catalogue/event_checker.h"
#include "catalogue/registration.h"
#include "catalogue/reserved.h"
#include "daybook/limits.h"
#include "event/entry.h"

namespace daybook::catalogue {
namespace {

void Append(std::vector<Listed>& list, const Shelf& shelf,
            std::string_view (*kind)(std::string_view)) {
  for (const auto& [type, versions] : shelf.types()) {
    for (const Schema& schema : versions) {
      list.push_back({.type = type,
                      .version = schema.version,
                      .kind = std::string(kind(type)),
                      .title = schema.title});
    }
  }
}

}  // namespace

std::vector<Listed> Catalogue::List() const {
  std::vector<Listed> list;
  Append(list, OwnSchemas(), KindOfType);
  {
    const std::shared_lock lock(mutex_);
    Append(list, registered_, [](std::string_view) { return kAnyKind; });
  }
  std::ranges::sort(list, {}, [](const Listed& one) { return std::tie(one.type, one.version); });
  return list;
}

std::optional<std::string> Catalogue::Find(std::string_view type,
                                           std::optional<std::uint32_t> version) const {
  const std::shared_lock lock(mutex_);
  for (const Shelf* shelf : {&OwnSchemas(), &registered_}) {
    if (const Schema* schema = shelf->Find(type, version)) return schema->text;
  }
  return std::nullopt;
}

Result<std::vector<PersonalValue>> Catalogue::Check(std::span<const Draft> drafts,
                                                    Pointers pointers,
                                                    const InBook& in_book) const {
  std::vector<Fault> faults;
  std::vector<PersonalValue> values;
  {
    const std::shared_lock lock(mutex_);
    EventChecker checker(registered_, in_book);
    for (std::size_t i = 0; i < drafts.size() && faults.size() < limits::kFaultsTold; ++i) {
      if (!checker.IsConcerned(drafts[i])) continue;
      const std::string prefix = pointers == Pointers::kOfMany ? "/" + std::to_string(i) : "";
      std::vector<std::string> personal;
      checker.Check(drafts[i], prefix, {.faults = faults, .personal = personal});
      const bool is_person = drafts[i].subject.starts_with(kPersonPrefix);
      for (const std::string& pointer : personal) {
        values.push_back({.draft = i,
                          .pointer = pointer.substr(prefix.size()),
                          .person = is_person ? drafts[i].subject : ""});
      }
    }
  }
  if (faults.empty()) return values;
  return Fail(ErrorCode::kUnprocessable,
              pointers == Pointers::kOfMany
                  ? "Some events do not fit the catalogue; none was stored."
                  : "The event does not fit the catalogue.",
              std::move(faults));
}

Result<void> Catalogue::Learn(std::string_view text) {
  EntryReader reader;
  const Result<Entry> entry = reader.Read(text);
  if (!entry) return std::unexpected(entry.error());
  if (entry->type != kRegistered || entry->subject != kControl || !entry->data) return {};
  auto registration = ReadRegistration(*entry->data);
  if (!registration) return {};
  const std::unique_lock lock(mutex_);
  std::vector<Fault> faults;
  CheckRegistration(*registration, registered_, "", faults);
  if (!faults.empty() || IsThere(*registration, registered_)) return {};
  return registered_.Add(registration->type, registration->version,
                         std::move(registration->schema));
}

}  // namespace daybook::catalogue
