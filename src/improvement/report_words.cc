#include "improvement/report_words.h"

#include <algorithm>
#include <array>

#include "improvement/calendar.h"
#include "improvement/field.h"

namespace daybook::improvement {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

constexpr std::string_view kMonthForm = "2024-07";
constexpr std::string_view kDayForm = "2024-07-30";

// A person is known by the name and the office.
std::string TitleIn(const State& state) {
  if (const auto* person = std::get_if<Person>(&state)) {
    if (person->name.empty()) return person->role;
    return person->role.empty() ? person->name : person->name + ", " + person->role;
  }
  return TextOf(TitleOf(state));
}

}  // namespace

std::string DayWords(std::string_view day) {
  // The month of a month is that of its first day.
  const bool month_only = day.size() == kMonthForm.size();
  const auto date = ParseDay(month_only ? std::string(day) + "-01" : std::string(day));
  if (!date || (!month_only && day.size() != kDayForm.size())) return std::string(day);
  const std::chrono::year_month_day parts(*date);
  const std::string_view month = kMonths.at(static_cast<unsigned>(parts.month()) - 1);
  const std::string year = std::to_string(static_cast<int>(parts.year()));
  std::string words = month_only ? "" : std::to_string(static_cast<unsigned>(parts.day())) + " ";
  return words.append(month).append(" ").append(year);
}

std::string WhenWords(std::string_view day) {
  if (day.empty()) return {};
  return (day.size() == kDayForm.size() ? " on " : " in ") + DayWords(day);
}

std::string PlainWords(std::string_view name) {
  std::string words(name);
  std::ranges::replace(words, '-', ' ');
  return words;
}

std::string Capitalised(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text;
}

std::string Quoted(std::string_view text) { return "“" + std::string(text) + "”"; }

std::string Listed(const std::vector<std::string>& texts) {
  std::string list;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) list += i + 1 == texts.size() ? " and " : ", ";
    list += texts[i];
  }
  return list;
}

std::string Called(const Subjects& subjects, std::string_view name, std::string_view kind) {
  const bool whole = name.find('/') != std::string_view::npos || kind.empty();
  const auto found =
      whole ? subjects.find(name) : subjects.find(std::string(kind).append("/").append(name));
  std::string title = found == subjects.end() ? "" : TitleIn(found->second.state);
  return title.empty() ? Capitalised(PlainWords(IdOf(name))) : title;
}

}  // namespace daybook::improvement
