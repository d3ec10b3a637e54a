#include "keyring/personal.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "daybook/limits.h"
#include "event/entry.h"
#include "event/ijson.h"
#include "event/text.h"

namespace daybook::keyring {
namespace {

namespace dom = simdjson::dom;

// Whether the name may be in a draft. It has the data token for token, so that any letter of the
// name may be an escape.
bool MayHaveWrapper(const Draft& draft) {
  return draft.body.find(kSealedName) != std::string::npos ||
         draft.body.find("\\u00") != std::string::npos;
}

// A draft with values replaced, of which the rest stays as it is. It fails for no draft that the
// functions of event.h made; but what cannot be replaced must not be stored.
Result<void> RewriteDraft(Draft& draft, const Replacement& replace) {
  JsonDocument document;
  // Data alone, in binary mode, may be as deep as an event.
  if (auto parsed = document.Parse("{" + draft.body, {}, limits::kNesting + 1); !parsed) {
    return parsed;
  }
  draft.body = RewriteJson(document.root(), document.text(), replace).substr(1);
  return {};
}

// Takes one event's values out of their wrappers.
class Unwrapping {
 public:
  Unwrapping(std::size_t draft, std::vector<PersonalValue>& values, std::vector<Fault>& faults)
      : draft_(draft), values_(values), faults_(faults) {}

  std::optional<std::string> operator()(dom::element value, std::string_view text,
                                        const std::string& pointer) {
    if (!HasName(value)) return std::nullopt;
    const auto said = JsonParts(value, text);
    const auto members = JsonParts(said.front().value, said.front().text);
    const auto person = std::ranges::find(members, "person", &JsonPart::name);
    const auto inner = std::ranges::find(members, "value", &JsonPart::name);
    if (said.size() != 1 || members.size() != 2 || person == members.end() ||
        inner == members.end()) {
      return Blame(pointer,
                   R"(must be {"@sealed":{"person":"person/…","value":…}}: what is stored in its )"
                   "place is made here");
    }
    if (!IsPerson(person->value)) {
      return Blame(pointer + "/@sealed/person", "must be a person, as in person/head-of-mash");
    }
    if (HasWrapper(inner->value, inner->text)) {
      return Blame(pointer + "/@sealed/value", "must not have a sealed value inside");
    }
    values_.push_back({.draft = draft_,
                       .pointer = pointer,
                       .person = std::string(person->value.get_string().value_unsafe())});
    return std::string(inner->text);
  }

 private:
  static bool HasName(dom::element value) {
    return value.is_object() && value.at_key(kSealedName).error() == simdjson::SUCCESS;
  }

  static bool HasWrapper(dom::element value, std::string_view text) {
    bool has = false;
    RewriteJson(value, text, [&](dom::element inner, std::string_view, const std::string&) {
      has = has || HasName(inner);
      return std::optional<std::string>();
    });
    return has;
  }

  static bool IsPerson(dom::element value) {
    std::string_view person;
    return value.get(person) == simdjson::SUCCESS && IsSubject(person) &&
           person.starts_with(kPersonPrefix);
  }

  std::string Blame(const std::string& pointer, std::string detail) {
    if (faults_.size() < limits::kFaultsTold) {
      faults_.push_back({fmt::format("/{}{}", draft_, pointer), std::move(detail)});
    }
    return "null";
  }

  const std::size_t draft_;
  std::vector<PersonalValue>& values_;
  std::vector<Fault>& faults_;
};

// Seals the values of one event.
class SealingDraft {
 public:
  SealingDraft(Draft& draft, Keyring& keyring, const Book& book)
      : draft_(draft), keyring_(keyring), book_(book) {}

  Result<void> Seal(std::span<const PersonalValue> values) {
    const auto stored = ReadStored();
    if (!stored) return std::unexpected(stored.error());
    // Taken in before its schema called anything in it personal: a repetition.
    if (*stored && EntryBody(**stored) == draft_.body) return {};
    if (auto found = FindKeys(values, stored->has_value()); !found) return found;
    std::size_t sealed = 0;
    auto rewritten =
        RewriteDraft(draft_,
                     [&](dom::element value, std::string_view text,
                         const std::string& pointer) -> std::optional<std::string> {
                       if (pointer == "/source") source_ = value.get_string().value_unsafe();
                       const auto key = keys_.find(pointer);
                       if (key == keys_.end()) return std::nullopt;
                       ++sealed;
                       const Place place{.source = source_, .id = draft_.id, .pointer = pointer};
                       return keyring::Seal(*key->second, place, text);
                     });
    if (!rewritten) return rewritten;
    if (sealed != keys_.size()) {
      return Fail(ErrorCode::kUnprocessable, "A value that is sealed has another one inside.");
    }
    if (draft_.body.size() <= limits::kEventBytes) return {};
    return Fail(ErrorCode::kTooLarge,
                fmt::format("The event is larger than {} bytes once its personal data is sealed.",
                            limits::kEventBytes));
  }

 private:
  Result<std::optional<std::string>> ReadStored() const {
    const auto positions = book_.FindKeys({draft_.key});
    if (!positions) return std::unexpected(positions.error());
    if (!positions->front()) return std::nullopt;
    auto entry = book_.Read(*positions->front());
    if (!entry) return std::unexpected(std::move(entry.error()));
    return *std::move(entry);
  }

  Result<void> FindKeys(std::span<const PersonalValue> values, bool is_stored) {
    for (const PersonalValue& value : values) {
      if (keyring_.trouble()) return std::unexpected(*keyring_.trouble());
      auto key = is_stored ? Result<Keyring::Key>(keyring_.Find(value.person))
                           : keyring_.FindOrMake(value.person);
      if (!key) return std::unexpected(std::move(key.error()));
      if (*key == nullptr) {
        return Fail(ErrorCode::kConflict,
                    fmt::format("id '{}' is that of an event in the book, and {} has no key any "
                                "more: whether this is the same event cannot be told.",
                                draft_.id, value.person));
      }
      keys_.emplace(value.pointer, *std::move(key));
    }
    return {};
  }

  Draft& draft_;
  Keyring& keyring_;
  const Book& book_;
  std::map<std::string, Keyring::Key> keys_;  // by pointer
  std::string source_;
};

}  // namespace

Result<std::vector<PersonalValue>> UnwrapValues(std::vector<Draft>& drafts) {
  std::vector<PersonalValue> values;
  std::vector<Fault> faults;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (!MayHaveWrapper(drafts[i])) continue;
    if (auto unwrapped = RewriteDraft(drafts[i], Unwrapping(i, values, faults)); !unwrapped) {
      return std::unexpected(std::move(unwrapped.error()));
    }
  }
  if (faults.empty()) return values;
  return Fail(ErrorCode::kUnprocessable, "A sealed value is not of the form that is sent.",
              std::move(faults));
}

Result<void> CheckSealable(std::span<const PersonalValue> values, std::span<const Draft> drafts) {
  std::vector<Fault> faults;
  for (const PersonalValue& value : values) {
    const Draft& draft = drafts[value.draft];
    if (!TypeIn(draft.body).starts_with(kHoldTypes) && !draft.subject.starts_with("book/"))
      continue;
    faults.push_back({fmt::format("/{}{}", value.draft, value.pointer),
                      "is not sealed: nobody could act on it"});
  }
  if (faults.empty()) return {};
  faults.resize(std::min(faults.size(), limits::kFaultsTold));
  return Fail(ErrorCode::kUnprocessable, "A hold, and what is said of the book, is in the clear.",
              std::move(faults));
}

Result<void> AddMarked(std::vector<PersonalValue>& values, std::vector<PersonalValue> marked) {
  std::vector<Fault> faults;
  const std::size_t sent = values.size();
  for (PersonalValue& mark : marked) {
    const auto covers = [&](const PersonalValue& value) {
      return value.draft == mark.draft && (mark.pointer + '/').starts_with(value.pointer + '/');
    };
    const auto end = values.begin() + static_cast<std::ptrdiff_t>(sent);
    if (const auto found = std::find_if(values.begin(), end, covers); found != end) {
      if (mark.person.empty() || found->person == mark.person) continue;
      faults.push_back({fmt::format("/{}{}", mark.draft, mark.pointer),
                        "is personal data of " + mark.person + ": seal it as theirs"});
      continue;
    }
    if (mark.person.empty()) {
      faults.push_back({fmt::format("/{}{}", mark.draft, mark.pointer),
                        R"(is personal data: send {"@sealed":{"person":"person/…","value":…}})"});
    } else {
      values.push_back(std::move(mark));
    }
  }
  if (faults.empty()) return {};
  faults.resize(std::min(faults.size(), limits::kFaultsTold));
  return Fail(ErrorCode::kUnprocessable, "Personal data is sent sealed.", std::move(faults));
}

Result<void> SealValues(std::vector<Draft>& drafts, std::span<const PersonalValue> values,
                        Keyring& keyring, const Book& book) {
  std::map<std::size_t, std::vector<PersonalValue>> by_draft;
  for (const PersonalValue& value : values) by_draft[value.draft].push_back(value);
  for (const auto& [draft, own] : by_draft) {
    if (auto sealed = SealingDraft(drafts.at(draft), keyring, book).Seal(own); !sealed) {
      return sealed;
    }
  }
  return {};
}

}  // namespace daybook::keyring
