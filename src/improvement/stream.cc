#include "improvement/stream.h"

#include <algorithm>

#include "improvement/upcast.h"

namespace daybook::improvement {

namespace dom = simdjson::dom;

namespace {

// Puts `data` in the place of what is stored, in the words of the latest version.
void Rewrite(Fact& fact, std::string data) {
  const Entry& entry = fact.entry;
  if (HasOldVersions(entry.type)) {
    std::string_view schema;
    if (entry.attributes.at_key("dataschema").get(schema) != simdjson::SUCCESS) schema = {};
    data = Upcast(entry.type, SchemaVersion(schema), data);
  }
  auto parser = std::make_shared<dom::parser>();
  dom::element element;
  if (parser->parse(data).get(element) != simdjson::SUCCESS) return;
  fact.rewritten = std::move(parser);
  fact.entry.data = element;
}

}  // namespace

Fact FactOf(const Entry& entry) {
  Fact fact{.entry = entry, .when = OccurredOf(entry), .corrected_by = {}};
  if (entry.data && HasOldVersions(entry.type)) Rewrite(fact, simdjson::minify(*entry.data));
  return fact;
}

Stream::Stream(std::span<const std::string> entries) {
  EntryReader reader;
  for (const std::string& text : entries) {
    const Result<Entry> entry = reader.Read(text);
    if (!entry) continue;
    ordered_.emplace(Order{entry->occurred(), entry->position}, text);
    if (auto correction = CorrectionOf(*entry)) {
      const CorrectedEvent corrected{std::string(entry->subject), correction->event};
      corrections_[corrected].push_back(*std::move(correction));
    }
  }
  for (auto& [corrected, corrections] : corrections_) {
    std::ranges::sort(corrections, {}, &Correction::order);
  }
}

void Stream::ForEach(const std::function<void(const Fact&)>& visit) const {
  EntryReader reader;
  for (const auto& [order, text] : ordered_) {
    const Result<Entry> entry = reader.Read(text);
    if (!entry) continue;
    Fact fact = FactOf(*entry);
    const auto corrections = corrections_.find({std::string(entry->subject), NameOf(*entry)});
    // A correction is not itself corrected: another one of the same event is made instead.
    if (corrections == corrections_.end() || !entry->data || entry->type == kCorrected) {
      visit(fact);
      continue;
    }
    // A correction is of what stands in the book, in the words that it has there.
    Rewrite(fact, Corrected(simdjson::minify(*entry->data), corrections->second));
    for (const Correction& made : corrections->second) {
      fact.corrected_by.push_back(made.order.position);
    }
    visit(fact);
  }
}

}  // namespace daybook::improvement
