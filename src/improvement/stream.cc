#include "improvement/stream.h"

#include <algorithm>

namespace daybook::improvement {

namespace dom = simdjson::dom;

Fact FactOf(const Entry& entry) {
  return {.entry = entry, .when = OccurredOf(entry), .corrected_by = {}};
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
  dom::parser parser;
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
    const std::string data = Corrected(simdjson::minify(*entry->data), corrections->second);
    if (dom::element element; parser.parse(data).get(element) == simdjson::SUCCESS) {
      fact.entry.data = element;
    }
    for (const Correction& made : corrections->second) {
      fact.corrected_by.push_back(made.order.position);
    }
    visit(fact);
  }
}

}  // namespace daybook::improvement
