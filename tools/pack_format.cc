#include "tools/pack_format.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "event/sha256.h"

namespace daybook::tools {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kPackFormat = "daybook-pack/1";

// What people wrote may be no UTF-8.
std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json OrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string TextOrNull(const Json& value) {
  return value.is_null() ? std::string() : value.get<std::string>();
}

// Throws Json::exception on anything but a number as text.
std::uint64_t NumberIn(const Json& value) {
  const auto& text = value.get_ref<const std::string&>();
  std::uint64_t number = 0;
  const auto [past, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && past == text.data() + text.size()) return number;
  throw Json::other_error::create(501, "no number: " + text, nullptr);
}

Manifest Decode(const Json& json) {
  Manifest manifest;
  const Json& book = json.at("book");
  const Json& cut = json.at("cut");
  manifest.purpose = json.at("purpose").get<std::string>();
  manifest.origin = book.at("origin").get<std::string>();
  manifest.size = NumberIn(book.at("size"));
  manifest.events = NumberIn(json.at("events"));
  manifest.cut = {.at = TextOrNull(cut.at("at")),
                  .known = TextOrNull(cut.at("known")),
                  .audience = cut.at("audience").get<std::string>()};
  manifest.missing = json.at("missingEvidence").get<std::vector<std::string>>();
  for (const Json& member : json.at("members")) {
    manifest.members.push_back({.name = member.at("name").get<std::string>(),
                                .bytes = NumberIn(member.at("bytes")),
                                .sha256 = member.at("sha256").get<std::string>()});
  }
  return manifest;
}

}  // namespace

std::string RenderManifest(const Manifest& manifest) {
  const Json head{{"format", kPackFormat},
                  {"purpose", manifest.purpose},
                  {"book", {{"origin", manifest.origin}, {"size", std::to_string(manifest.size)}}},
                  {"events", std::to_string(manifest.events)},
                  {"cut",
                   {{"at", OrNull(manifest.cut.at)},
                    {"known", OrNull(manifest.cut.known)},
                    {"audience", manifest.cut.audience}}},
                  {"missingEvidence", manifest.missing}};
  std::string text = Dump(head);
  text.back() = ',';  // the object goes on
  text += "\n\"members\":[";
  for (const PackMember& member : manifest.members) {
    text += &member == &manifest.members.front() ? "\n" : ",\n";
    text += Dump({{"name", member.name},
                  {"bytes", std::to_string(member.bytes)},
                  {"sha256", member.sha256}});
  }
  return text + "\n]}\n";
}

Result<Manifest> ParseManifest(std::string_view text) {
  const auto wrong =
      Fail(ErrorCode::kCorrupt, std::string(kPackManifest) + ": it is no manifest of a pack");
  try {
    const Json parsed = Json::parse(text);
    if (parsed.at("format") == kPackFormat) return Decode(parsed);
    return wrong;
  } catch (const Json::exception&) {
    return wrong;
  }
}

std::string PackReadme(const Manifest& manifest) {
  const std::string known = manifest.cut.known;
  return fmt::format(
      R"(An evidence pack of the book {origin}
For: {purpose}

{events} of the {size} events of the book: those recorded by {known},{at} released to:
{audience}.

What is here
  report.html, report.md   the report; [35] is the event at position 35
  findings/                who changed what of each finding, when and why
  views/                   tables made from the events
  evidence/                files of evidence, each under its SHA-256; list.csv says what they are
  events.ndjson            the events themselves, a line each, exactly as they are stored
  receipts/                for each event, the proof that it is in the book (C2SP tlog-proof)
  checkpoint               the signed head of the book that all of these lead to
  book.vkey                the key that the book says is its own
  manifest.json            the size and SHA-256 of every file here

How to check it
1. Get the book's key from somebody you trust, not from here. With Daybook's command line:

     daybook verify pack.zip --key KEY

2. Without it: compare the files with manifest.json (sha256sum), and check the receipts with any
   tool for transparency logs that knows https://c2sp.org/tlog-proof. The first line of `extra` in
   a receipt is the event in base64; the checkpoint is a https://c2sp.org/signed-note, by Ed25519.

What that shows, and what not
  Each event is in the book as it was signed: it was not changed afterwards. If all events of the
  book are here, none was left out either. The report and the tables are not signed: they say what
  the events say, and name them, so that each statement can be held against its receipt.
)",
      fmt::arg("origin", manifest.origin), fmt::arg("purpose", manifest.purpose),
      fmt::arg("events", manifest.events), fmt::arg("size", manifest.size),
      fmt::arg("known", known),
      fmt::arg("at", manifest.cut.at.empty() ? std::string()
                                             : " that had occurred by " + manifest.cut.at + ","),
      fmt::arg("audience", manifest.cut.audience));
}

}  // namespace daybook::tools
