#include "improvement/fact.h"

#include <cassert>

#include "event/ijson.h"
#include "event/sealed.h"
#include "improvement/correction.h"
#include "improvement/packing.h"
#include "improvement/release.h"
#include "improvement/sealed_reference.h"
#include "improvement/upcast.h"

namespace daybook::improvement {
namespace {

using TextLength = std::uint16_t;  // an attribute is shorter (limits.h)

Role RoleOf(std::string_view type) {
  if (type == kCorrected) return Role::kCorrection;
  if (type == kReleased) return Role::kRelease;
  return Role::kPlain;
}

bool HasOldWords(const Entry& entry) {
  if (!entry.data || !HasOldVersions(entry.type)) return false;
  std::string_view schema;
  if (entry.attributes.at_key("dataschema").get(schema) != simdjson::SUCCESS) schema = {};
  const std::string data = simdjson::minify(*entry.data);
  return Upcast(entry.type, SchemaVersion(schema), data) != data;
}

// More than most facts have.
constexpr std::size_t kUsualBytes = 1'024;

// Appends data as a fact has it: where in the book a sealed value is, instead of the value.
void PackDataOf(const Entry& entry, std::string& packed) {
  const std::size_t begin = packed.size();
  PackData(entry.data, packed);
  if (packed.find(kSealedBegin, begin) == std::string::npos) return;
  packed.resize(begin);
  const auto refer = [&](const SealedValue&, std::size_t index, const std::string&) {
    std::string text;
    AppendJsonString(text, SealedReference(entry.position, index));
    return std::optional(std::move(text));
  };
  packed += PackJson(ReplaceSealed(simdjson::minify(*entry.data), refer));
}

std::int64_t Microseconds(Instant instant) { return instant.time_since_epoch().count(); }

}  // namespace

std::string BytesOf(const PackedFact& packed) {
  std::string bytes;
  bytes.reserve(sizeof(packed.head) + packed.rest.size());
  Pack(bytes, packed.head);
  return bytes += packed.rest;
}

PackedFact FromBytes(std::string_view bytes) {
  const auto head = Take<FactHead>(bytes);
  return {.head = head, .rest = std::string(bytes)};
}

PackedFact Pack(const Entry& entry) {
  const Moment when = OccurredOf(entry);
  PackedFact packed;
  packed.head = {.position = entry.position,
                 .revision = entry.revision,
                 .recorded_us = Microseconds(entry.recorded),
                 .occurred_us = Microseconds(*when.at),
                 .precision = when.precision,
                 .audience = ParseAudience(entry.dataclassification).value_or(Audience::kInternal),
                 .role = RoleOf(entry.type),
                 .old_words = HasOldWords(entry),
                 .imported = entry.imported};
  std::string rest;
  rest.reserve(kUsualBytes);
  for (const std::string_view text :
       {std::string_view(when.day), entry.type, entry.subject, entry.id, entry.source, entry.authid,
        entry.onbehalfof, entry.sourceparagraph, entry.reason, entry.ruleoverride}) {
    PackText<TextLength>(rest, text);
  }
  PackDataOf(entry, rest);
  packed.rest = std::string_view(rest);  // no larger than it has to be
  return packed;
}

Fact ReadFact(const PackedFact& packed) {
  const FactHead& head = packed.head;
  Fact fact;
  fact.position = head.position;
  fact.revision = head.revision;
  fact.recorded = Instant(std::chrono::microseconds(head.recorded_us));
  fact.when.at = head.order().occurred;
  fact.when.precision = head.precision;
  fact.audience = head.audience;
  fact.role = head.role;
  fact.old_words = head.old_words;
  fact.imported = head.imported;
  std::string_view rest = packed.rest;
  fact.when.day = TakeText<TextLength>(rest);
  for (std::string_view* text :
       {&fact.type, &fact.subject, &fact.id, &fact.source, &fact.authid, &fact.onbehalfof,
        &fact.sourceparagraph, &fact.reason, &fact.ruleoverride}) {
    *text = TakeText<TextLength>(rest);
  }
  fact.data = Data(rest);
  return fact;
}

std::string_view SubjectOf(const PackedFact& packed) {
  std::string_view rest = packed.rest;
  TakeText<TextLength>(rest);  // its day
  TakeText<TextLength>(rest);  // its type
  return TakeText<TextLength>(rest);
}

}  // namespace daybook::improvement
