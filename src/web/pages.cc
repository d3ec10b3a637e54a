#include "web/pages.h"

#include <algorithm>
#include <array>

#include "web/grid_model.h"
#include "web/layout.h"
#include "web/template.h"

namespace daybook::web {
namespace {

struct GridTitle {
  std::string_view path;
  std::string_view title;
};
constexpr std::array kTitles = {
    GridTitle{"/findings", "Findings"},     GridTitle{"/actions", "Actions"},
    GridTitle{"/measures", "Measures"},     GridTitle{"/timeline", "Timeline"},
    GridTitle{"/changes", "Changes"},       GridTitle{"/readiness", "Readiness"},
    GridTitle{"/who-looked", "Who looked"},
};

std::string_view AdviceOn(unsigned status) {
  switch (status) {
    case 401:
      return "These pages are for those who were granted access. Sign in, or send a token.";
    case 403:
      return "What you may read and do follows from the role you were granted; an administrator of "
             "this book can say more.";
    case 404:
      return "If you followed a link, what it led to may not be released to you, or not have been "
             "known at the point in time you look at.";
    case 429:
    case 503:
      return "Try again in a moment.";
    default:
      return {};
  }
}

}  // namespace

std::string GridPage(const Frame& frame, const Grid& grid, const improvement::Table& all,
                     const GridRequest& request, std::string_view lead) {
  const improvement::Table selected = Selected(all, grid, request);
  const auto title = std::ranges::find(kTitles, grid.path, &GridTitle::path);
  Model model;
  model.SetIfAny("lead", lead);
  model.Set("grid", GridModel(frame, grid, all, selected, request));
  return InFrame(
      frame,
      {.title = std::string(title->title), .section = grid.path, .filter = request.Words(grid)},
      "table_page", std::move(model));
}

std::string ProblemPage(const ProblemText& problem) {
  Model model;
  model.Set("title", problem.title).Set("detail", problem.detail);
  model.Set("status", std::to_string(problem.status)).SetIfAny("advice", AdviceOn(problem.status));
  if (!problem.faults.empty()) model.Set("has_faults", true);
  for (const Fault& fault : problem.faults) {
    model.Add("faults",
              Model().Set("fault_detail", fault.detail).SetIfAny("pointer", fault.pointer));
  }
  return WithoutBook("problem", std::move(model));
}

std::string SignInPage(const SignInText& text) {
  Model model;
  model.Set("title", "Sign in to Daybook").Set("back", text.back);
  if (!text.refusal.empty()) model.Set("refused", Model().Set("refusal", text.refusal));
  if (text.provider) model.Set("provider", Model().Set("back_encoded", text.back_encoded));
  if (!text.csrf.empty()) {
    model.Set("signed_in", Model().Set("signed_in_name", text.name).Set("csrf", text.csrf));
  }
  return WithoutBook("sign_in", std::move(model));
}

}  // namespace daybook::web
