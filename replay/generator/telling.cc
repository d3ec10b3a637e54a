#include "replay/generator/telling.h"

#include <charconv>

namespace daybook::replay {
namespace {

using namespace std::chrono;

void AppendDigits(std::string& out, unsigned number, std::size_t width) {
  char digits[8];
  for (std::size_t i = width; i > 0; --i) {
    digits[i - 1] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  out.append(digits, width);
}

void AppendDay(std::string& out, Instant instant) {
  const year_month_day day(floor<days>(instant));
  AppendDigits(out, static_cast<unsigned>(static_cast<int>(day.year())), 4);
  out += '-';
  AppendDigits(out, static_cast<unsigned>(day.month()), 2);
  out += '-';
  AppendDigits(out, static_cast<unsigned>(day.day()), 2);
}

// `T09:30:00Z`
void AppendClock(std::string& out, Instant instant) {
  const auto seconds =
      static_cast<unsigned>(floor<std::chrono::seconds>(instant - floor<days>(instant)).count());
  out += 'T';
  AppendDigits(out, seconds / 3'600, 2);
  out += ':';
  AppendDigits(out, seconds / 60 % 60, 2);
  out += ':';
  AppendDigits(out, seconds % 60, 2);
  out += 'Z';
}

std::string_view NameOf(Precision precision) {
  switch (precision) {
    case Precision::kInstant:
      return "instant";
    case Precision::kDay:
      return "day";
    case Precision::kMonth:
      return "month";
    case Precision::kYear:
      return "year";
    case Precision::kUnknown:
      break;
  }
  return "unknown";
}

}  // namespace

std::string DayText(Instant instant) {
  std::string text;
  AppendDay(text, instant);
  return text;
}

Telling::Telling(std::string& out, std::string_view id, std::string_view source,
                 std::string_view subject, std::string_view type, const When& when)
    : out_(out) {
  out_.append(R"({"specversion":"1.0","id":")").append(id);
  out_.append(R"(","source":")").append(source);
  out_.append(R"(","type":")").append(type);
  out_.append(R"(","subject":")").append(subject);
  out_.append(R"(","time":")");
  AppendDay(out_, when.at);
  AppendClock(out_, when.at);
  out_ += '"';
  if (when.precision != Precision::kInstant) Attribute("timeprecision", NameOf(when.precision));
}

Telling::~Telling() { out_ += in_data_ ? "}}" : "}"; }

Telling& Telling::Attribute(std::string_view name, std::string_view text) {
  out_.append(",\"").append(name).append("\":\"").append(text) += '"';
  return *this;
}

Telling& Telling::Text(std::string_view name, std::string_view text) {
  Member(name);
  out_ += '"';
  out_.append(text) += '"';
  return *this;
}

Telling& Telling::Texts(std::string_view name, const std::vector<std::string>& texts) {
  Member(name);
  char before = '[';
  for (const std::string& text : texts) {
    out_ += before;
    out_ += '"';
    out_.append(text) += '"';
    before = ',';
  }
  out_ += texts.empty() ? "[]" : "]";
  return *this;
}

Telling& Telling::Number(std::string_view name, std::int64_t number) {
  char digits[24];
  const char* const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return Json(name, {digits, static_cast<std::size_t>(end - digits)});
}

Telling& Telling::Json(std::string_view name, std::string_view json) {
  Member(name);
  out_.append(json);
  return *this;
}

void Telling::Member(std::string_view name) {
  out_ += in_data_ ? ",\"" : R"(,"data":{")";
  out_.append(name).append("\":");
  in_data_ = true;
}

}  // namespace daybook::replay
