// One event, as it is written.

#ifndef DAYBOOK_REPLAY_GENERATOR_TELLING_H_
#define DAYBOOK_REPLAY_GENERATOR_TELLING_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/event.h"

namespace daybook::replay {

/// When something happened, as exactly as it is known.
struct When {
  Instant at{};
  Precision precision = Precision::kInstant;
};

/// `2024-07-30`
std::string DayText(Instant instant);

/// Writes a CloudEvent to `out`, which must outlive it: attributes first, then members of `data`.
/// All texts are the generator's own and need no escapes. It is whole when this is destroyed.
class Telling {
 public:
  Telling(std::string& out, std::string_view id, std::string_view source, std::string_view subject,
          std::string_view type, const When& when);
  ~Telling();
  Telling(const Telling&) = delete;
  Telling& operator=(const Telling&) = delete;

  Telling& Attribute(std::string_view name, std::string_view text);
  Telling& By(std::string_view whom) { return Attribute("onbehalfof", whom); }
  Telling& Because(std::string_view reason) { return Attribute("reason", reason); }

  Telling& Text(std::string_view name, std::string_view text);
  Telling& Texts(std::string_view name, const std::vector<std::string>& texts);
  Telling& Number(std::string_view name, std::int64_t number);
  /// A member that is JSON already.
  Telling& Json(std::string_view name, std::string_view json);

 private:
  void Member(std::string_view name);

  std::string& out_;
  bool in_data_ = false;
};

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_GENERATOR_TELLING_H_
