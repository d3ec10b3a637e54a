// GET /overview

#include <fmt/format.h>

#include "http/page_frame.h"
#include "http/page_trust.h"
#include "http/resources.h"
#include "http/settled_cut.h"
#include "http/view_of.h"
#include "log/cosigning.h"
#include "web/overview.h"
#include "web/words.h"

namespace daybook::http {
namespace {

// What an Overview is made from at one cut.
class OverviewMaker {
 public:
  OverviewMaker(const Exchange& exchange, const improvement::Cut& cut,
                const improvement::AsOf& as_of)
      : programme_(exchange.services.programme), cut_(cut), as_of_(as_of) {}

  improvement::Table Of(std::string_view name,
                        improvement::Table (*make)(const improvement::Subjects&,
                                                   const improvement::AsOf&)) {
    projection::View view = ViewOf(programme_, improvement::ViewKind{name, "", make}, cut_, as_of_);
    position_ = view.cut.size;
    return std::move(view.table);
  }

  Position position() const { return position_; }

  // What changed since a visit that ended before the day of the cut.
  void AddChanges(web::Overview& overview, const std::vector<web::Stop>& stops) const {
    const std::string today = improvement::TextOf(as_of_.day);
    for (const web::Stop& stop : stops) {
      if (stop.day < today) overview.since = stop;
    }
    const auto moment = improvement::EndOfLondonDay(overview.since.day);
    if (!moment) return;
    improvement::Cut before = cut_;
    before.at = moment;
    auto changes = programme_.changes({.before = before, .after = cut_, .moment = *moment});
    overview.changes_all = changes.table.rows.size();
    auto& rows = changes.table.rows;
    if (rows.size() > web::kOverviewRows) rows.resize(web::kOverviewRows);
    overview.changes = std::move(changes.table);
  }

 private:
  const projection::Programme& programme_;
  const improvement::Cut cut_;
  const improvement::AsOf as_of_;
  Position position_ = 0;
};

std::string TrustWords(const Exchange& exchange, Position checkpoint) {
  std::string words =
      fmt::format("The book’s signed checkpoint is of {} events.", web::CountWords(checkpoint));
  const Cosigning* cosigning = exchange.services.cosigning;
  if (cosigning == nullptr) return words + " It has no witnesses.";
  const CosigningState state = cosigning->state();
  if (state.size == 0) return words + " Its witnesses have not cosigned it yet.";
  return fmt::format("{} Its witnesses last cosigned it at {} events. {}", words,
                     web::CountWords(state.size), CosignedWords(exchange));
}

Reply Answer(const Exchange& exchange, const AskedPage& asked, const improvement::Cut& cut) {
  const auto as_of = improvement::AsOf::At(asked.cut.AsOf(Now()), cut.audience);
  OverviewMaker maker(exchange, cut, as_of);
  web::Overview overview;
  overview.status = maker.Of("status", improvement::FindView("status")->make);
  overview.counts = maker.Of("overview-counts", web::OverviewCounts);
  overview.deadlines = maker.Of("next-deadlines", web::NextDeadlines);
  overview.measures = maker.Of("targeted-measures", web::TargetedMeasures);
  web::Frame frame = FrameOf(exchange, asked, cut, maker.position());
  maker.AddChanges(overview, frame.stops);
  overview.trust = TrustWords(exchange, frame.checkpoint) + " " + ReplayedWords(exchange);
  frame.stream = "/v1/stream?view=status";
  Opening opening(exchange, asked.opened);
  return PageReply(web::OverviewPage(frame, overview), opening);
}

}  // namespace

AsyncReply GetOverviewPage(Exchange& exchange) {
  ParamReader params(exchange.request.params);
  const AskedPage asked = ReadPage(params, *exchange.principal);
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto cut = co_await SettledCut(exchange, asked.cut, std::nullopt);
  if (!cut) co_return std::unexpected(std::move(cut.error()));
  co_return Answer(exchange, asked, *cut);
}

}  // namespace daybook::http
