// Cursors: one form, and no search takes another's.

#include "http/cursor.h"

#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using daybook::fuzz::Require;
  daybook::fuzz::Input input(data, size);
  const daybook::Query all;
  daybook::Query some;
  some.text = std::string(input.rest());
  const auto mark = daybook::http::DecodeCursor(all, input.rest());
  Require(!mark || daybook::http::EncodeCursor(all, *mark) == input.rest(),
          "a cursor has one form");
  Require(!mark || !daybook::http::DecodeCursor(some, input.rest()), "another search refuses it");
  const daybook::SearchMark made{
      .position = input.Number(),
      .occurred =
          daybook::Instant(std::chrono::microseconds(static_cast<std::int64_t>(input.Number())))};
  const auto read = daybook::http::DecodeCursor(some, daybook::http::EncodeCursor(some, made));
  Require(read && read->position == made.position && read->occurred == made.occurred,
          "a cursor is read as it was written");
  return 0;
}
