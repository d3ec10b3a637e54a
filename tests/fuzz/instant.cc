// Times: what is written of a moment reads as that moment.

#include "event/instant.h"

#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using daybook::fuzz::Require;
  const std::string_view input = daybook::fuzz::View(data, size);
  const auto either = daybook::ParseInstantOrDay(input);
  const auto instant = daybook::ParseInstant(input);
  Require(!instant || either == instant, "a time is a time where a day may stand, too");
  if (!either) return 0;
  const std::string text = daybook::FormatInstant(*either);
  Require(text.size() == 27, "times have one length");
  Require(daybook::ParseInstant(text) == *either, "a time is written as it is read");
  if (instant && daybook::BeginsPeriod(input, daybook::Precision::kYear)) {
    Require(daybook::BeginsPeriod(input, daybook::Precision::kMonth) &&
                daybook::BeginsPeriod(input, daybook::Precision::kDay),
            "a year begins with a month, and that with a day");
  }
  return 0;
}
