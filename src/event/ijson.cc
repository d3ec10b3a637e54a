#include "event/ijson.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>

#include "event/text.h"

namespace daybook {
namespace {

namespace dom = simdjson::dom;

constexpr std::int64_t kSafeInteger = (std::int64_t{1} << 53) - 1;

// simdjson says what is wrong but not where. A refusal may be slow: a second parser finds the
// byte.
std::string WhereItFails(std::string_view text) {
  struct Position : nlohmann::json_sax<nlohmann::json> {
    std::size_t byte = 0;
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override {
      byte = position;
      return false;
    }
  } finder;
  if (nlohmann::json::sax_parse(text, &finder)) return "";
  return fmt::format(" (at byte {})", finder.byte);
}

std::string Explain(simdjson::error_code error, std::string_view text) {
  switch (error) {
    case simdjson::UTF8_ERROR:
      return "not valid UTF-8";
    case simdjson::EMPTY:
      return "empty: a JSON value is expected";
    case simdjson::DEPTH_ERROR:
      return fmt::format("nested more than {} deep", limits::kNesting);
    case simdjson::STRING_ERROR:
      return "a string has an escape that is not valid, or half of a surrogate pair" +
             WhereItFails(text);
    case simdjson::NUMBER_ERROR:
      return "a number is malformed or too large for any reader" + WhereItFails(text);
    case simdjson::CAPACITY:
      return "longer than any document may be";
    default:
      return "not JSON" + WhereItFails(text);
  }
}

Result<void> Refuse(std::string pointer, std::string detail) {
  return Fail(ErrorCode::kMalformed, "The body is not I-JSON (RFC 7493).",
              {{std::move(pointer), std::move(detail)}});
}

// Checks what RFC 7493 asks beyond JSON, depth first, carrying the pointer along.
class Checker {
 public:
  Checker(std::string_view pointer, std::size_t depth_max)
      : pointer_(pointer), depth_max_(depth_max) {}

  Result<void> Check(dom::element value, std::size_t depth) {
    if (value.is_object()) return CheckObject(value.get_object(), depth);
    if (value.is_array()) return CheckArray(value.get_array(), depth);
    if (value.is_int64()) {
      const std::int64_t number = value.get_int64();
      if (number < -kSafeInteger || number > kSafeInteger) return LargeInteger();
    } else if (value.is_uint64()) {
      return LargeInteger();
    } else if (value.is_string() && HasNoncharacter(value.get_string())) {
      return Noncharacter("a text");
    }
    return {};
  }

 private:
  Result<void> CheckObject(dom::object object, std::size_t depth) {
    if (depth >= depth_max_) return TooDeep();
    std::vector<std::string_view> names;
    for (const dom::key_value_pair member : object) {
      names.push_back(member.key);
      if (HasNoncharacter(member.key)) return Noncharacter("a name");
      if (auto checked = Below(member.key, member.value, depth); !checked) return checked;
    }
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice == names.end()) return {};
    return Refuse(pointer_ + PointerStep(*twice), "this name is there twice in one object");
  }

  Result<void> CheckArray(dom::array array, std::size_t depth) {
    if (depth >= depth_max_) return TooDeep();
    std::size_t index = 0;
    for (const dom::element element : array) {
      if (auto checked = Below(std::to_string(index++), element, depth); !checked) return checked;
    }
    return {};
  }

  Result<void> Below(std::string_view name, dom::element value, std::size_t depth) {
    // Where it is need not be known of what cannot be at fault.
    const bool fine = value.is_string() ? !HasNoncharacter(value.get_string())
                                        : !value.is_object() && !value.is_array() &&
                                              !value.is_int64() && !value.is_uint64();
    if (fine) return {};
    const std::size_t length = pointer_.size();
    pointer_ += PointerStep(name);
    auto checked = Check(value, depth + 1);
    pointer_.resize(length);
    return checked;
  }

  Result<void> LargeInteger() {
    return Refuse(pointer_,
                  "an integer beyond ±9007199254740991 is not read alike everywhere; "
                  "write it as a string");
  }

  Result<void> Noncharacter(std::string_view where) {
    return Refuse(pointer_, fmt::format("{} has a noncharacter of Unicode, such as U+FFFF", where));
  }

  Result<void> TooDeep() {
    return Refuse(pointer_, fmt::format("nested more than {} deep", limits::kNesting));
  }

  std::string pointer_;
  const std::size_t depth_max_;
};

// Past the string that begins at `at` in valid JSON. Most bytes are in strings: a quote is looked
// for by the machine's widest means, and only then asked whether it is escaped.
std::size_t StringEnd(std::string_view text, std::size_t at) {
  for (std::size_t quote = text.find('"', at + 1);; quote = text.find('"', quote + 1)) {
    std::size_t begin = quote;  // of the backslashes before it
    while (text[begin - 1] == '\\') --begin;
    if ((quote - begin) % 2 == 0) return quote + 1;
  }
}

// The end of the value that begins at `at` in minified, valid JSON.
std::size_t ValueEnd(std::string_view text, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < text.size();) {
    const char c = text[i];
    if (c == '"') {
      i = StringEnd(text, i);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) return i;
    if (c == '}' || c == ']') --depth;
    ++i;
  }
  return text.size();
}

}  // namespace

JsonDocument::JsonDocument() {
  // simdjson counts the root's values too. One level more lets the check name the place that is
  // too deep; what is deeper still, simdjson refuses without a place.
  constexpr std::size_t kDepth = limits::kNesting + 3;
  const auto error = parser_.allocate(dom::MINIMAL_DOCUMENT_CAPACITY, kDepth);
  assert(error == simdjson::SUCCESS);
  static_cast<void>(error);
}

Result<void> JsonDocument::Parse(std::string_view text, std::string_view pointer,
                                 std::size_t depth_max) {
  if (auto error = parser_.parse(text.data(), text.size()).get(root_)) {
    return Refuse(std::string(pointer), Explain(error, text));
  }
  if (auto checked = Checker(pointer, depth_max).Check(root_, 0); !checked) return checked;
  minified_.resize(text.size() + simdjson::SIMDJSON_PADDING);  // it is written in whole blocks
  std::size_t length = 0;
  const auto error = simdjson::minify(text.data(), text.size(), minified_.data(), length);
  assert(error == simdjson::SUCCESS);  // it was parsed just now
  static_cast<void>(error);
  minified_.resize(length);
  return {};
}

std::vector<JsonPart> JsonParts(dom::element value, std::string_view text, std::size_t count_max) {
  std::vector<JsonPart> parts;
  std::size_t at = 1;  // past the opening bracket
  const auto add = [&](std::string name, dom::element part, std::size_t begin) {
    const std::size_t end = ValueEnd(text, begin);
    parts.push_back({std::move(name), part, text.substr(begin, end - begin)});
    at = end + 1;  // past the comma
  };
  if (value.is_object()) {
    for (const dom::key_value_pair member : value.get_object()) {
      if (parts.size() == count_max) break;
      add(std::string(member.key), member.value, StringEnd(text, at) + 1);  // past the colon
    }
  } else if (value.is_array()) {
    for (const dom::element element : value.get_array()) {
      if (parts.size() == count_max) break;
      add(std::to_string(parts.size()), element, at);
    }
  }
  return parts;
}

namespace {

void Rewrite(std::string& out, const JsonPart& part, const std::string& pointer,
             const Replacement& replace) {
  if (const auto replaced = replace(part.value, part.text, pointer)) {
    out += *replaced;
    return;
  }
  std::size_t at = 0;
  for (const JsonPart& below : JsonParts(part.value, part.text)) {
    const auto begin = static_cast<std::size_t>(below.text.data() - part.text.data());
    out += part.text.substr(at, begin - at);
    Rewrite(out, below, pointer + PointerStep(below.name), replace);
    at = begin + below.text.size();
  }
  out += part.text.substr(at);
}

}  // namespace

std::string RewriteJson(dom::element value, std::string_view text, const Replacement& replace) {
  std::string out;
  out.reserve(text.size());
  Rewrite(out, {.name = {}, .value = value, .text = text}, {}, replace);
  return out;
}

std::string PointerStep(std::string_view name) {
  std::string step = "/";
  for (const char c : name) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

void AppendJsonString(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace daybook
