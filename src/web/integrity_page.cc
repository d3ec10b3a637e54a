#include "web/integrity_page.h"

#include "web/layout.h"
#include "web/words.h"

namespace daybook::web {
namespace {

std::string CosignedWords(const IntegrityView& view) {
  if (!view.has_witnesses) {
    return "This book has no witnesses: nobody outside of this server vouches that everybody was "
           "told the same.";
  }
  if (view.cosigned == 0) return "No checkpoint has been cosigned by the quorum of witnesses yet.";
  return "The quorum of witnesses last cosigned a checkpoint of " + CountWords(view.cosigned) +
         " events.";
}

Model WitnessModel(const WitnessRow& row) {
  Model witness;
  witness.Set("witness_name", row.name)
      .Set("witness_size", row.size == 0 ? "–" : CountWords(row.size))
      .Set("witness_confirmed", row.confirmed.empty() ? "never" : MomentWords(row.confirmed))
      .Set("witness_state", row.failure.empty() ? "Well" : row.failure);
  return witness;
}

}  // namespace

std::string IntegrityPage(const Frame& frame, const IntegrityView& view) {
  Model model;
  model.Set("checkpoint_note", view.checkpoint).Set("cosigned_words", CosignedWords(view));
  for (const std::string& key : view.keys) model.Add("keys", Model().Set("key", key));
  if (!view.witnesses.empty()) model.Set("has_witnesses", true);
  for (const WitnessRow& row : view.witnesses) model.Add("witnesses", WitnessModel(row));
  model.SetIfAny("cosigned_lately", view.cosigned_lately).SetIfAny("replayed", view.replayed);
  model.Set("entry", view.entry);
  for (const auto& [name, value] : frame.cut.Params()) {
    if (value.empty()) continue;
    model.Add("hidden", Model().Set("hidden_name", name).Set("hidden_value", value));
  }
  if (!view.entry.empty()) {
    model.Set("verify", Model()
                            .Set("verify_position", view.entry)
                            .Set("verify_receipt", "/v1/receipts/" + view.entry));
  }
  return InFrame(frame, {.title = "Integrity", .section = "/integrity"}, "integrity",
                 std::move(model));
}

}  // namespace daybook::web
