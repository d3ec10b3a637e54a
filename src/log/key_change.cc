#include "log/key_change.h"

#include <fmt/format.h>

#include "event/ijson.h"
#include "event/instant.h"

namespace daybook {
namespace {

// A verifier key in JSON: a key's name may have a quote in it.
std::string Member(std::string_view name, const tree::VerifierKey& key) {
  std::string member = fmt::format("\"{}\":", name);
  AppendJsonString(member, key.Text());
  return member;
}

Result<Draft> KeyEvent(std::string_view what, const std::string& reason, std::string data,
                       Instant now) {
  return MakeDraft({.id = fmt::format("key-{}-{}", what, FormatInstant(now)),
                    .source = "/daybook",
                    .type = fmt::format("key.{}", what),
                    .subject = "book/control",
                    .extensions = {{"reason", reason}},
                    .data = fmt::format("{{{}}}", data)});
}

Result<KeyChange> Rotate(const SigningKeys& present, const std::string& reason, Instant now) {
  auto keys = present.Rotated();
  if (!keys) return std::unexpected(std::move(keys.error()));
  auto draft = KeyEvent("rotated", reason,
                        Member("verifierKey", keys->verifiers().front()) + "," +
                            Member("previousKey", keys->verifiers().back()),
                        now);
  if (!draft) return std::unexpected(std::move(draft.error()));
  return KeyChange{*std::move(draft), *std::move(keys)};
}

Result<KeyChange> Retire(const SigningKeys& present, const std::string& reason, Instant now) {
  auto keys = present.WithoutPrevious();
  if (!keys) return std::unexpected(std::move(keys.error()));
  auto draft = KeyEvent("retired", reason,
                        Member("verifierKey", keys->verifiers().front()) + "," +
                            Member("previousKey", present.verifiers().back()),
                        now);
  if (!draft) return std::unexpected(std::move(draft.error()));
  return KeyChange{*std::move(draft), *std::move(keys)};
}

}  // namespace

Result<std::optional<KeyChange>> PlanKeyChange(const BookOptions& options,
                                               const SigningKeys& present) {
  const bool rotate = !options.rotate_key.empty();
  const bool retire = !options.retire_key.empty();
  if (!rotate && !retire) return std::nullopt;
  if (rotate && retire) {
    return Fail(ErrorCode::kMalformed,
                "A key is rotated or retired, not both at once: whoever checks the book needs the "
                "time between to take up the new key.");
  }
  const Instant now = options.clock();
  auto change =
      rotate ? Rotate(present, options.rotate_key, now) : Retire(present, options.retire_key, now);
  if (!change) return std::unexpected(std::move(change.error()));
  return *std::move(change);
}

}  // namespace daybook
