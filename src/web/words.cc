#include "web/words.h"

#include <algorithm>
#include <array>

#include "improvement/report_words.h"

namespace daybook::web {
namespace {

constexpr std::string_view kDayForm = "2024-07-30";
constexpr std::string_view kTimeForm = "2024-07-30T09:00";

struct TagColour {
  std::string_view value;
  std::string_view colour;
};

// Colours say again what the words say: red for what needs somebody, yellow for what may soon,
// green for what is well, grey for what is over or has not begun.
constexpr std::array kTagColours = {
    TagColour{"red", "red"},
    TagColour{"overdue", "red"},
    TagColour{"blocked", "red"},
    TagColour{"lost", "red"},
    TagColour{"declined", "red"},
    TagColour{"inadequate", "red"},
    TagColour{"not-met", "red"},
    TagColour{"missed", "red"},
    TagColour{"worsening", "red"},
    TagColour{"priority-action", "red"},
    TagColour{"amber", "orange"},
    TagColour{"requires-improvement", "orange"},
    TagColour{"due-soon", "yellow"},
    TagColour{"not-yet-evident", "yellow"},
    TagColour{"met-late", "yellow"},
    TagColour{"mixed", "yellow"},
    TagColour{"green", "green"},
    TagColour{"good", "green"},
    TagColour{"evidenced", "green"},
    TagColour{"embedded", "green"},
    TagColour{"met", "green"},
    TagColour{"completed", "green"},
    TagColour{"closed", "green"},
    TagColour{"improving", "green"},
    TagColour{"strength", "green"},
    TagColour{"outstanding", "turquoise"},
    TagColour{"emerging", "turquoise"},
    TagColour{"in-progress", "light-blue"},
    TagColour{"agreed", "light-blue"},
    TagColour{"grey", "grey"},
    TagColour{"proposed", "grey"},
    TagColour{"cancelled", "grey"},
    TagColour{"not-assessed", "grey"},
    TagColour{"steady", "grey"},
    TagColour{"superseded", "grey"},
};

// A capital letter within a name begins a word.
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

// What the clocks of London are called at an offset.
std::string_view ZoneName(std::string_view time) {
  if (time.ends_with("+01:00")) return " BST";
  if (time.ends_with("+00:00") || time.ends_with("Z")) return " GMT";
  return "";
}

bool IsTime(std::string_view text) {
  return text.size() >= kTimeForm.size() && text[kDayForm.size()] == 'T';
}

// `22 January 2025` as `22 Jan 2025`.
std::string Brief(std::string words) {
  constexpr std::size_t kLetters = 3;
  const auto begins = words.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const auto ends = words.find(' ', begins);
  if (begins == std::string::npos || ends == std::string::npos || ends < begins + kLetters) {
    return words;
  }
  return words.erase(begins + kLetters, ends - begins - kLetters);
}

std::string Words(std::string_view moment, bool brief) {
  const bool has_time = IsTime(moment);
  const std::string_view day = has_time ? moment.substr(0, kDayForm.size()) : moment;
  std::string words = improvement::DayWords(day);
  if (words == day) return std::string(moment);
  if (brief) words = Brief(std::move(words));
  if (!has_time) return words;
  constexpr std::size_t kClock = 5;
  return words.append(", ")
      .append(moment.substr(kDayForm.size() + 1, kClock))
      .append(ZoneName(moment));
}

}  // namespace

std::string NameWords(std::string_view name) {
  std::string words;
  for (const char c : name) {
    if (IsCapital(c)) {
      words += ' ';
      words += static_cast<char>(c - 'A' + 'a');
    } else {
      words += c;
    }
  }
  return improvement::Capitalised(std::move(words));
}

std::string ValueWords(std::string_view value) {
  return improvement::Capitalised(improvement::PlainWords(value));
}

std::string MomentWords(std::string_view moment) { return Words(moment, false); }

std::string BriefMoment(std::string_view moment) { return Words(moment, true); }

std::string CountWords(std::uint64_t count) {
  constexpr std::size_t kGroup = 3;
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > kGroup;) {
    at -= kGroup;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string_view AudienceWords(improvement::Audience audience) {
  switch (audience) {
    case improvement::Audience::kBoard:
      return "the improvement board";
    case improvement::Audience::kCommittee:
      return "the committee";
    case improvement::Audience::kPublic:
      return "the public";
    case improvement::Audience::kInternal:
      break;
  }
  return "the council (internal)";
}

std::string_view TagClass(std::string_view value) {
  const auto found = std::ranges::find(kTagColours, value, &TagColour::value);
  return found == kTagColours.end() ? std::string_view() : found->colour;
}

}  // namespace daybook::web
