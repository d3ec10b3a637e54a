// GET /v1/rules

#include "improvement/rule.h"

#include "http/accept.h"
#include "http/resources.h"
#include "http/table_text.h"

namespace daybook::http {

AsyncReply GetRules(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  ParamReader no_params(exchange.request.params);
  auto read = no_params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  projection::View view{.table = {.name = "rules", .columns = {"rule", "says"}, .rows = {}}};
  for (const improvement::Rule* rule : improvement::AllRules()) {
    view.table.rows.push_back({std::string(rule->name), std::string(rule->sentence)});
  }
  view.cut = {.size = exchange.book().size(), .at = {}};
  co_return TextReply(ContentType(*format), RenderTable(view, *format));
}

}  // namespace daybook::http
