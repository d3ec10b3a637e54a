// A fact: one event as the domain reads it, and the form in which it is kept for folding.

#ifndef DAYBOOK_IMPROVEMENT_FACT_H_
#define DAYBOOK_IMPROVEMENT_FACT_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "event/entry.h"
#include "improvement/audience.h"
#include "improvement/data.h"
#include "improvement/moment.h"
#include "improvement/subject.h"

namespace daybook::improvement {

/// What an event does beyond its own subject's state. Never renumber: packed facts hold the values.
enum class Role : std::uint8_t {
  kPlain = 0,
  kCorrection = 1,  ///< event.corrected
  kRelease = 2,     ///< event.released
};

/// One event. A view: valid as long as the packed fact it is read from.
struct Fact {
  Position position = 0;
  Revision revision = 0;
  Instant recorded;
  Moment when;
  Audience audience = Audience::kInternal;  ///< That it was released to at its making.
  Role role = Role::kPlain;
  bool old_words = false;  ///< Its data is of an old version of its type (upcast.h).
  bool imported = false;   ///< Taken in as history.
  std::string_view type, subject, id, source;
  std::string_view authid, onbehalfof, sourceparagraph, reason;  ///< "" where there is none.
  std::string_view ruleoverride;  ///< Names of rules it knowingly breaks, with commas between.
  Data data;  ///< Where it is read at a cut: as corrected, in the words of the latest version.
  std::vector<Position> corrected_by;

  Order order() const { return {.occurred = *when.at, .position = position}; }
  EventName name() const { return {.source = std::string(source), .id = std::string(id)}; }
  /// The subject's part before the slash.
  std::string_view kind() const { return subject.substr(0, subject.find('/')); }
  /// Whose act it is: on whose behalf, or else who appended it.
  std::string_view actor() const { return onbehalfof.empty() ? authid : onbehalfof; }
};

/// What is looked at of a fact without reading the rest of it.
struct FactHead {
  Position position = 0;
  Revision revision = 0;
  std::int64_t recorded_us = 0;  ///< Since 1970.
  std::int64_t occurred_us = 0;  ///< Likewise.
  Precision precision = Precision::kInstant;
  Audience audience = Audience::kInternal;
  Role role = Role::kPlain;
  bool old_words = false;
  bool imported = false;
  std::uint8_t unused[3] = {};

  Order order() const {
    return {.occurred = Instant(std::chrono::microseconds(occurred_us)), .position = position};
  }
};

/// A fact as it is kept. The heads of a stream stand side by side: a cut leaves many facts out, and
/// passes those by without a look at their rest.
struct PackedFact {
  FactHead head;
  std::string rest;  ///< `text* data`: each text after its length of 2 bytes, in the order of
                     ///< fact.cc; data as in data.h
};

/// A fact as bytes: its head, then its rest. A change needs a new kFactVersion. Local, native byte
/// order, derived from the book.
std::string BytesOf(const PackedFact& packed);
PackedFact FromBytes(std::string_view bytes);
inline constexpr std::uint32_t kFactVersion = 2;

PackedFact Pack(const Entry& entry);
Fact ReadFact(const PackedFact& packed);

/// Of what the fact is, without reading all of it.
std::string_view SubjectOf(const PackedFact& packed);

/// The facts of one subject, by position.
using Facts = std::vector<PackedFact>;

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_FACT_H_
