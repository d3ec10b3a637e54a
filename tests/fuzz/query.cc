// Request targets, forms and the cuts they ask for; ranges and hosts beside them.

#include <array>

#include "access/principal.h"
#include "event/instant.h"
#include "fuzz/fuzz.h"
#include "http/byte_range.h"
#include "http/cut_params.h"
#include "http/request.h"
#include "http/url.h"

namespace daybook::http {
namespace {

using fuzz::Require;

void AskForCuts(const Params& params) {
  access::Principal reader;
  for (const auto ceiling : {improvement::Audience::kInternal, improvement::Audience::kPublic}) {
    reader.ceiling = ceiling;
    ParamReader one(params);
    const AskedCut cut = ReadCut(one, reader);
    if (one.Finish()) {
      Require(cut.audience >= ceiling, "nobody is shown more than they may read");
      Require(!cut.at || ParseInstant(FormatInstant(*cut.at)) == *cut.at, "a moment is a moment");
    }
    ParamReader two(params);
    const AskedCuts cuts = ReadCuts(two, reader);
    if (!two.Finish()) continue;
    Require(cuts.from.audience == cuts.to.audience, "two cuts are for one audience");
    Require(!cuts.from.at || !cuts.to.at || *cuts.from.at <= *cuts.to.at,
            "the first cut is no later than the second");
  }
}

void ReadRanges(fuzz::Input input) {
  const std::uint64_t size = input.Number();
  const auto range = ReadRange(input.rest(), size);
  if (!range || !*range) return;
  Require(
      (*range)->count > 0 && (*range)->first < size && (*range)->count <= size - (*range)->first,
      "a range lies in what it is of");
}

}  // namespace
}  // namespace daybook::http

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daybook::http;
  const std::string_view input = daybook::fuzz::View(data, size);
  ReadRanges({data, size});
  daybook::fuzz::Require(!ParseUrl(input) || !input.empty(), "nothing is no address");
  daybook::fuzz::Require(!IsForHost(input, "book.example") || !input.starts_with("http://other/"),
                         "another host's target is not taken");
  Request request;
  if (!ReadTarget(input, request)) return 0;
  daybook::fuzz::Require(request.path.starts_with('/'), "a path begins at the root");
  AskForCuts(request.params);
  return 0;
}
