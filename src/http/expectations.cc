#include "http/expectations.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "event/text.h"
#include "http/header_text.h"

namespace daybook::http {
namespace {

std::optional<Revision> ReadRevision(std::string_view text) {
  Revision revision = 0;
  const char* const end = text.data() + text.size();
  const auto [past, error] = std::from_chars(text.data(), end, revision);
  if (text.empty() || error != std::errc() || past != end) return std::nullopt;
  return revision;
}

Result<Expectation> ReadIfMatch(std::string_view value, std::string_view subject) {
  Expectation expectation;
  expectation.subject = subject;
  if (value == "*") {
    expectation.kind = Expectation::Kind::kAnyStream;
    return expectation;
  }
  const bool quoted = value.size() > 2 && value.starts_with('"') && value.ends_with('"');
  const auto revision = quoted ? ReadRevision(value.substr(1, value.size() - 2)) : std::nullopt;
  if (!revision) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("If-Match is `{}`; it is one revision in double quotes, as the ETag "
                            "of a subject gives it, or *.",
                            value));
  }
  expectation.revision = *revision;
  return expectation;
}

Result<Expectation> ReadItem(std::string_view item) {
  const auto equals = item.rfind('=');
  const std::string_view subject = Trim(item.substr(0, equals));
  if (equals == std::string_view::npos || !IsSubject(subject)) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("Daybook-Expect has `{}`; each item is a subject, = and a revision, "
                            "`none` or `any`: finding/x=3.",
                            item));
  }
  Expectation expectation;
  expectation.subject = subject;
  const std::string_view value = Trim(item.substr(equals + 1));
  if (value == "none") {
    expectation.kind = Expectation::Kind::kNoStream;
  } else if (value == "any") {
    expectation.kind = Expectation::Kind::kAnyStream;
  } else if (const auto revision = ReadRevision(value)) {
    expectation.revision = *revision;
  } else {
    return Fail(ErrorCode::kMalformed,
                fmt::format("Daybook-Expect has `{}`; what follows = is a revision, `none` or "
                            "`any`.",
                            item));
  }
  return expectation;
}

// What the path's own headers expect.
Result<std::optional<Expectation>> ReadConditional(const ExpectationHeaders& headers,
                                                   std::string_view subject) {
  if (headers.if_match.empty() && headers.if_none_match.empty()) return std::nullopt;
  if (subject.empty()) {
    return Fail(ErrorCode::kMalformed,
                "If-Match and If-None-Match need a subject in the path; here, use Daybook-Expect.");
  }
  if (!headers.if_match.empty() && !headers.if_none_match.empty()) {
    return Fail(ErrorCode::kMalformed, "If-Match and If-None-Match exclude each other.");
  }
  if (!headers.if_match.empty()) {
    auto expectation = ReadIfMatch(headers.if_match, subject);
    if (!expectation) return std::unexpected(std::move(expectation.error()));
    return *std::move(expectation);
  }
  if (headers.if_none_match != "*") {
    return Fail(ErrorCode::kMalformed,
                "If-None-Match on an append is *: a subject without events.");
  }
  Expectation none;
  none.subject = subject;
  none.kind = Expectation::Kind::kNoStream;
  return none;
}

}  // namespace

Result<std::vector<Expectation>> ReadExpectations(const ExpectationHeaders& headers,
                                                  std::string_view subject) {
  std::vector<Expectation> expectations;
  auto own = ReadConditional(headers, subject);
  if (!own) return std::unexpected(std::move(own.error()));
  if (*own) expectations.push_back(**std::move(own));

  std::optional<Error> fault;
  ForEachPart(headers.daybook_expect, ',', [&](std::string_view item) {
    if (fault) return;
    auto expectation = ReadItem(item);
    if (!expectation) {
      fault = std::move(expectation.error());
    } else if (std::ranges::find(expectations, expectation->subject, &Expectation::subject) !=
               expectations.end()) {
      fault = Error{ErrorCode::kMalformed,
                    fmt::format("Two things are expected of {}.", expectation->subject)};
    } else {
      expectations.push_back(*std::move(expectation));
    }
  });
  if (fault) return std::unexpected(*std::move(fault));
  return expectations;
}

}  // namespace daybook::http
