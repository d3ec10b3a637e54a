// GET /integrity

#include "http/page_frame.h"
#include "http/page_trust.h"
#include "http/resources.h"
#include "http/view_of.h"
#include "improvement/moment.h"
#include "log/cosigning.h"
#include "web/integrity_page.h"

namespace daybook::http {
namespace {

// How each witness does is for those who may know whether all is well here.
void AddWitnesses(const Exchange& exchange, web::IntegrityView& view) {
  const Cosigning* cosigning = exchange.services.cosigning;
  if (cosigning == nullptr) return;
  const CosigningState state = cosigning->state();
  view.has_witnesses = true;
  view.cosigned = state.size;
  if (!access::Require(*exchange.principal, access::Permission::kObserve)) return;
  for (const WitnessState& witness : state.witnesses) {
    web::WitnessRow row{
        .name = witness.name, .size = witness.size, .confirmed = "", .failure = witness.failure};
    if (witness.confirmed_at) row.confirmed = improvement::LondonTime(*witness.confirmed_at);
    view.witnesses.push_back(std::move(row));
  }
}

Result<Reply> IntegrityReply(const Exchange& exchange) {
  ParamReader params(exchange.request.params);
  const AskedPage asked = ReadPage(params, *exchange.principal);
  const auto entry = params.Number("entry");
  const Position size = exchange.book().size();
  if (entry && *entry >= size) params.AddFault("There is no event at that position yet.");
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  web::IntegrityView view;
  const Cosigning* cosigning = exchange.services.cosigning;
  view.checkpoint = cosigning != nullptr ? cosigning->Newest() : exchange.book().checkpoint();
  view.keys = exchange.book().verifier_keys();
  AddWitnesses(exchange, view);
  view.cosigned_lately = CosignedWords(exchange);
  view.replayed = ReplayedWords(exchange);
  if (entry) view.entry = std::to_string(*entry);
  const auto cut = SettleCut(exchange.book(), asked.cut);
  if (!cut) return std::unexpected(cut.error());
  web::Frame frame = FrameOf(exchange, asked, *cut, size);
  frame.here = frame.here.With("entry", view.entry);
  return PageReply(web::IntegrityPage(frame, view));
}

}  // namespace

AsyncReply GetIntegrityPage(Exchange& exchange) { co_return IntegrityReply(exchange); }

}  // namespace daybook::http
