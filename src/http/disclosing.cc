#include "http/disclosing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "catalogue/reserved.h"
#include "event/instant.h"
#include "event/text.h"
#include "http/append_async.h"
#include "http/entry_export.h"
#include "http/header_text.h"
#include "http/view_of.h"
#include "improvement/disclosures.h"
#include "keyring/cipher.h"

namespace daybook::http {

// What is told of one answer. Not of this file alone: GCC 12 minds that in a coroutine.
struct Telling {
  std::string_view asked;    // the path
  std::string_view purpose;  // "" for none
  std::string_view form;
};

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kPurposeParam = "purpose";
constexpr std::size_t kDisclosureIdDigits = 32;

std::string PurposeText(const Request& request, bool& decoded) {
  const std::string header = request.Header(kPurposeField);
  if (!header.empty()) {
    auto text = PercentDecode(Trim(header));
    decoded = text.has_value();
    return text.value_or("");
  }
  const auto param = std::ranges::find(
      request.params, kPurposeParam, [](const auto& pair) { return std::string_view(pair.first); });
  return param == request.params.end() ? std::string() : std::string(Trim(param->second));
}

bool IsOneLine(std::string_view text) {
  return IsUtf8(text) &&
         std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

bool IsAskedFor(const Exchange& exchange, std::string_view form) {
  const auto control = exchange.services.programme.subject(catalogue::kControl);
  if (!control) return false;
  const auto* state = std::get_if<improvement::Control>(&control->state);
  return state != nullptr &&
         std::ranges::find(state->purpose_asked_for, form) != state->purpose_asked_for.end();
}

Sha256Digest NameOf(const Exchange& exchange, const Telling& telling, std::string_view person) {
  const access::Principal& who = *exchange.principal;
  std::string name;
  for (const std::string_view part : {std::string_view(who.authtype), std::string_view(who.name),
                                      telling.asked, telling.purpose, person}) {
    name.append(part).push_back('\0');
  }
  return Sha256(name);
}

Json DataOf(const Telling& telling) {
  Json data{{"asked", telling.asked}, {"form", telling.form}};
  if (!telling.purpose.empty()) data["purpose"] = telling.purpose;
  return data;
}

Result<Draft> DraftOf(const std::string& id, const Json& data) {
  return MakeDraft({.id = id,
                    .source = "/daybook",
                    .type = std::string(improvement::kDisclosed),
                    .subject = std::string(catalogue::kDisclosures),
                    .time = FormatInstant(Now()),
                    .data = data.dump()});
}

std::string DisclosureId() { return "disclosure-" + keyring::RandomDigits(kDisclosureIdDigits); }

using Persons = std::vector<std::pair<std::string, std::uint64_t>>;

Result<std::vector<Draft>> ReadingDrafts(const Telling& telling, const Persons& persons) {
  std::vector<Draft> drafts;
  for (std::size_t begin = 0; begin < persons.size(); begin += limits::kPersonsTold) {
    Json data = DataOf(telling);
    const std::size_t end = std::min(persons.size(), begin + limits::kPersonsTold);
    for (std::size_t i = begin; i < end; ++i) {
      data["persons"].push_back({{"person", persons[i].first}, {"values", persons[i].second}});
    }
    auto draft = DraftOf(DisclosureId(), data);
    if (!draft) return std::unexpected(std::move(draft.error()));
    drafts.push_back(*std::move(draft));
  }
  return drafts;
}

boost::asio::awaitable<Result<void>> Append(Exchange& exchange, std::vector<Draft> drafts) {
  Commit commit{.drafts = std::move(drafts), .author = exchange.principal->author()};
  auto appended = co_await AppendTo(exchange.book(), std::move(commit));
  if (!appended) co_return std::unexpected(std::move(appended.error()));
  co_return Result<void>();
}

std::unexpected<Error> NeedsPurpose(bool exports) {
  return Fail(ErrorCode::kUnprocessable,
              fmt::format("This book asks what {} for: say it in {} or ?purpose={}.",
                          exports ? "an export is" : "personal data is read", kPurposeField,
                          exports ? "" : ", or ask with ?personal=sealed"));
}

boost::asio::awaitable<Result<void>> TellExport(Exchange& exchange, const Telling& telling) {
  exchange.export_told = DisclosureId();
  auto draft = DraftOf(exchange.export_told, DataOf(telling));
  if (!draft) co_return std::unexpected(std::move(draft.error()));
  std::vector<Draft> drafts{*std::move(draft)};
  auto appended = co_await Append(exchange, std::move(drafts));
  if (!appended) exchange.export_told.clear();
  co_return appended;
}

boost::asio::awaitable<Result<void>> TellReading(Exchange& exchange, const Telling& telling,
                                                 ToldDisclosures& told) {
  const auto now = ToldDisclosures::Clock::now();
  Persons persons;
  for (const auto& [person, values] : exchange.shown) {
    if (!told.Has(NameOf(exchange, telling, person), now)) persons.emplace_back(person, values);
  }
  if (persons.empty()) co_return Result<void>();
  auto made = ReadingDrafts(telling, persons);
  if (!made) co_return std::unexpected(std::move(made.error()));
  std::vector<Draft> drafts = *std::move(made);
  auto appended = co_await Append(exchange, std::move(drafts));
  if (!appended) co_return appended;
  for (const auto& [person, values] : persons) told.Add(NameOf(exchange, telling, person), now);
  co_return Result<void>();
}

}  // namespace

bool ToldDisclosures::Has(const Sha256Digest& what, Clock::time_point now) const {
  const std::scoped_lock lock(mutex_);
  const auto found = told_.find(what);
  return found != told_.end() && now - found->second < window_;
}

void ToldDisclosures::Add(const Sha256Digest& what, Clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  if (told_.size() >= max_) {
    std::erase_if(told_, [&](const auto& one) { return now - one.second >= window_; });
    if (told_.size() >= max_) told_.clear();
  }
  told_.insert_or_assign(what, now);
}

Result<std::string> PurposeOf(const Request& request) {
  bool decoded = true;
  std::string purpose = PurposeText(request, decoded);
  if (!decoded || !IsOneLine(purpose)) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("The purpose is no line of text: {} is UTF-8, percent-encoded.",
                            kPurposeField));
  }
  if (purpose.size() > limits::kPurposeBytes) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("The purpose has more than {} bytes.", limits::kPurposeBytes));
  }
  return purpose;
}

boost::asio::awaitable<Result<void>> TellDisclosure(Exchange& exchange, const Reply& reply,
                                                    ToldDisclosures& told) {
  if (exchange.services.access == nullptr) co_return Result<void>();
  if (exchange.shown.empty() && !reply.exports) co_return Result<void>();
  const auto purpose = PurposeOf(exchange.request);
  if (!purpose) co_return std::unexpected(purpose.error());
  const Telling telling{.asked = exchange.request.path,
                        .purpose = *purpose,
                        .form = reply.exports ? improvement::kExport : improvement::kReading};
  if (purpose->empty() && IsAskedFor(exchange, telling.form)) co_return NeedsPurpose(reply.exports);
  auto telling_it =
      reply.exports ? TellExport(exchange, telling) : TellReading(exchange, telling, told);
  auto appended = co_await std::move(telling_it);
  co_return appended;
}

boost::asio::awaitable<Result<void>> TellExportEnd(Exchange& exchange, const Reply& reply) {
  if (exchange.export_told.empty() || !reply.source) co_return Result<void>();
  std::uint64_t rows = 0;
  for (const auto& [name, value] : reply.source->Trailers()) {
    if (name == kCountField) std::from_chars(value.data(), value.data() + value.size(), rows);
  }
  const Json data{{"asked", exchange.request.path},
                  {"form", improvement::kExport},
                  {"ends", exchange.export_told},
                  {"rows", rows}};
  const auto draft = DraftOf(DisclosureId(), data);
  if (!draft) co_return std::unexpected(draft.error());
  std::vector<Draft> drafts{*draft};
  auto appended = co_await Append(exchange, std::move(drafts));
  co_return appended;
}

}  // namespace daybook::http
