// Events: what is stored of one decodes to the same again, in each way it may be sent, and the
// entry made of it reads as it was sent.

#include "daybook/event.h"

#include "event/entry.h"
#include "fuzz/fuzz.h"

namespace daybook {
namespace {

using fuzz::Require;

void RequireSame(const Result<Draft>& again, const Draft& draft) {
  Require(again.has_value(), "what is stored can be sent");
  Require(again->body == draft.body && again->subject == draft.subject && again->id == draft.id &&
              again->key == draft.key,
          "what is stored decodes to the same");
}

void RequireSame(const Result<std::vector<Draft>>& again, const Draft& draft) {
  Require(again && again->size() == 1, "one event is one event in a batch, too");
  RequireSame(again->front(), draft);
}

void CheckEntry(const Draft& draft) {
  const Stamps stamps{.position = 7, .revision = 3, .recorded = Instant(), .authtype = "user"};
  const std::string entry = EncodeEntry(stamps, draft.body);
  Require(EntryBody(entry) == draft.body, "an entry ends with the event");
  EntryReader reader;
  const auto read = reader.Read(entry);
  Require(read.has_value(), "an entry can be read");
  Require(read->position == 7 && read->revision == 3 && read->recorded == Instant(),
          "stamps are read as written");
  Require(read->id == draft.id && read->subject == draft.subject, "so is the event");
  Require(MakeDraft({.id = std::string(read->id),
                     .source = std::string(read->source),
                     .type = std::string(read->type),
                     .subject = std::string(read->subject)})
              .has_value(),
          "its attributes make an event in process");
}

}  // namespace
}  // namespace daybook

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daybook;
  const std::string_view input = fuzz::View(data, size);
  const auto batch = ParseBatch(input);
  const auto draft = ParseEvent(input);
  fuzz::Require(!batch || !draft, "an array is no event");
  if (!draft) return 0;
  const std::string json = "{" + draft->body;
  RequireSame(ParseEvent(json), *draft);
  RequireSame(ParseEvent(json, draft->subject), *draft);
  RequireSame(ParseBatch("[" + json + "]"), *draft);
  RequireSame(ParseLines(json + "\n"), *draft);
  CheckEntry(*draft);
  return 0;
}
