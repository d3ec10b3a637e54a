// The common acts, and the forms they are done with.

#ifndef DAYBOOK_WEB_ACT_H_
#define DAYBOOK_WEB_ACT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "web/frame.h"

namespace daybook::web {

/// What a field of a form takes, and so what it is in the data of the event.
enum class Input : std::uint8_t {
  kLine,      ///< A text.
  kText,      ///< A text of several lines.
  kDay,       ///< A day.
  kChoice,    ///< One of some names.
  kSubjects,  ///< Several subjects, with spaces or lines between: a list.
  kValue,     ///< JSON, or else a text.
};

struct ActField {
  std::string_view name;  ///< In the data; `reason` is the attribute.
  std::string_view label;
  Input input = Input::kLine;
  bool needed = false;
  std::string_view hint = {};
  std::span<const std::string_view> choices = {};
};

/// What can be recorded of a subject: an event of a type.
struct Act {
  std::string_view type;
  std::string_view kind;  ///< Of the subject; "" for any.
  std::string_view label;
  std::span<const ActField> fields;
};

/// All of them.
std::span<const Act> Acts();

/// The one of that type, for subjects of that kind; null if there is none.
const Act* FindAct(std::string_view type, std::string_view kind);

/// A form as it is shown: at first, or again with what is wrong in it.
struct ActForm {
  const Act* act = nullptr;
  std::string subject;
  std::string id;        ///< Of the event to be: sent twice, it is recorded once.
  std::string revision;  ///< Of the subject that was looked at; "" where that is not to be known.
  std::string day;       ///< When it happened.
  std::map<std::string, std::string, std::less<>> values;
  std::string csrf;
  std::string changed;  ///< That somebody else changed the subject meanwhile; "" if nobody did.
  std::string refusal;  ///< Why it was not recorded; "" at first.
  std::vector<Fault> faults = {};
};

std::string ActPage(const Frame& frame, const ActForm& form);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_ACT_H_
