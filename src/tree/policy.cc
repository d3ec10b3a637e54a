#include "tree/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "tree/lines.h"

namespace daybook::tree {
namespace {

constexpr std::string_view kNone = "none";

std::unexpected<Error> NoPolicy(std::string detail) {
  return Fail(ErrorCode::kMalformed, std::move(detail));
}

// The items of a line; none of a comment.
std::vector<std::string_view> ItemsOf(std::string_view line) {
  constexpr std::string_view kSpace = " \t";
  std::vector<std::string_view> items;
  for (auto at = line.find_first_not_of(kSpace); at != line.npos;) {
    const std::size_t end = std::min(line.find_first_of(kSpace, at), line.size());
    items.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(kSpace, end);
  }
  if (!items.empty() && items.front().starts_with('#')) items.clear();
  return items;
}

bool IsAllowed(std::string_view line) {
  return std::ranges::none_of(line, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
}

// A key and an optional URL, which a log and a witness have in common.
Result<VerifierKey> ParseKeyOf(std::span<const std::string_view> items, KeyType type) {
  auto key = VerifierKey::Parse(items.front());
  if (!key) return key;
  if (key->type == type) return key;
  return NoPolicy(type == KeyType::kEd25519 ? "a log's key is of type 1 (Ed25519)"
                                            : "a witness's key is of type 4 (cosignature/v1)");
}

std::string UrlOf(std::span<const std::string_view> items) {
  return items.size() > 1 ? std::string(items[1]) : std::string();
}

// Reads one line after the other.
class Reader {
 public:
  Result<void> Add(std::span<const std::string_view> items) {
    const std::string_view keyword = items.front();
    items = items.subspan(1);
    if (keyword == "log") return AddLog(items);
    if (keyword == "witness") return AddWitness(items);
    if (keyword == "group") return AddGroup(items);
    if (keyword == "quorum") return AddQuorum(items);
    return NoPolicy(fmt::format("'{}' is no keyword: log, witness, group or quorum", keyword));
  }

  Result<Policy> Finish() && {
    if (!has_quorum_) return NoPolicy("A policy has a line that says what the quorum is.");
    return std::move(policy_);
  }

 private:
  Result<void> AddLog(std::span<const std::string_view> items) {
    if (items.empty() || items.size() > 2) return NoPolicy("a log is: log VKEY [URL]");
    auto key = ParseKeyOf(items, KeyType::kEd25519);
    if (!key) return std::unexpected(key.error());
    for (const Policy::Log& other : policy_.logs) {
      if (other.key.key == key->key) return NoPolicy("this log's key stands on a line before");
    }
    policy_.logs.push_back({.key = *std::move(key), .url = UrlOf(items)});
    return {};
  }

  Result<void> AddWitness(std::span<const std::string_view> items) {
    if (items.size() < 2 || items.size() > 3)
      return NoPolicy("a witness is: witness NAME VKEY [URL]");
    auto key = ParseKeyOf(items.subspan(1), KeyType::kCosignature);
    if (!key) return std::unexpected(key.error());
    for (const Policy::Witness& other : policy_.witnesses) {
      if (other.key.key == key->key) return NoPolicy("this witness's key stands on a line before");
    }
    policy_.witnesses.push_back({.name = std::string(items.front()),
                                 .key = *std::move(key),
                                 .url = UrlOf(items.subspan(1))});
    return Define(items.front());
  }

  Result<void> AddGroup(std::span<const std::string_view> items) {
    if (items.size() < 3) return NoPolicy("a group is: group NAME all|any|NUMBER MEMBER…");
    const std::span<const std::string_view> members = items.subspan(2);
    const auto least = items[1] == "all"   ? std::optional<std::uint64_t>(members.size())
                       : items[1] == "any" ? std::optional<std::uint64_t>(1)
                                           : ParseSize(items[1]);
    if (!least || *least < 1 || *least > members.size()) {
      return NoPolicy(
          "how many of a group are needed is all, any, or a number from 1 to its members'");
    }
    for (const std::string_view member : members) {
      if (!names_.contains(member)) {
        return NoPolicy(fmt::format("no witness or group '{}' is named before", member));
      }
      if (!members_.emplace(member).second) {
        return NoPolicy(fmt::format("'{}' is a member already", member));
      }
    }
    policy_.groups.push_back({.name = std::string(items.front()),
                              .least = static_cast<std::size_t>(*least),
                              .members = {members.begin(), members.end()}});
    return Define(items.front());
  }

  Result<void> AddQuorum(std::span<const std::string_view> items) {
    if (items.size() != 1) return NoPolicy("the quorum is: quorum NAME, or quorum none");
    if (has_quorum_) return NoPolicy("the quorum stands on a line before");
    has_quorum_ = true;
    if (items.front() == kNone) return {};
    if (!names_.contains(items.front())) {
      return NoPolicy(fmt::format("no witness or group '{}' is named before", items.front()));
    }
    policy_.quorum = items.front();
    return {};
  }

  Result<void> Define(std::string_view name) {
    if (name == kNone) return NoPolicy("'none' names no witness and no group");
    if (names_.emplace(name).second) return {};
    return NoPolicy(fmt::format("the name '{}' stands on a line before", name));
  }

  Policy policy_;
  bool has_quorum_ = false;
  std::set<std::string, std::less<>> names_;
  std::set<std::string, std::less<>> members_;  // of any group
};

}  // namespace

Result<Policy> Policy::Parse(std::string_view text) {
  Reader reader;
  Lines lines(text);
  std::size_t number = 0;
  std::size_t said = 0;
  while (!lines.done()) {
    ++number;
    const auto line = lines.Next();
    if (!line) return NoPolicy(fmt::format("Line {} of the policy has no end.", number));
    if (!IsAllowed(*line)) {
      return NoPolicy(fmt::format("Line {} of the policy has a control character.", number));
    }
    const auto items = ItemsOf(*line);
    if (items.empty()) continue;
    if (++said > kLines) return NoPolicy(fmt::format("The policy has more than {} lines.", kLines));
    if (const auto added = reader.Add(items); !added) {
      return NoPolicy(fmt::format("Line {} of the policy: {}.", number, added.error().detail));
    }
  }
  return std::move(reader).Finish();
}

Result<Policy> Policy::OfKeys(std::string_view lines) {
  Policy policy;
  for (std::string_view rest = lines; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end > 0) {
      auto key = ParseKeyOf(std::array{rest.substr(0, end)}, KeyType::kEd25519);
      if (!key) return std::unexpected(std::move(key.error()));
      policy.logs.push_back({.key = *std::move(key), .url = {}});
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (policy.logs.empty()) return NoPolicy("There is no key.");
  return policy;
}

std::vector<VerifierKey> Policy::keys() const {
  std::vector<VerifierKey> keys;
  keys.reserve(logs.size() + witnesses.size());
  for (const Log& log : logs) keys.push_back(log.key);
  for (const Witness& witness : witnesses) keys.push_back(witness.key);
  return keys;
}

bool Policy::HasQuorum(std::span<const VerifierKey> signers) const {
  if (quorum.empty()) return true;
  std::set<std::string_view> witnessed;
  for (const Witness& witness : witnesses) {
    if (std::ranges::find(signers, witness.key) != signers.end()) witnessed.insert(witness.name);
  }
  // A group comes after its members: one pass decides them all.
  for (const Group& group : groups) {
    const auto count = std::ranges::count_if(
        group.members, [&](const std::string& member) { return witnessed.contains(member); });
    if (static_cast<std::size_t>(count) >= group.least) witnessed.insert(group.name);
  }
  return witnessed.contains(quorum);
}

Result<Checkpoint> Policy::Open(std::string_view note) const {
  if (logs.empty()) return NoPolicy("The policy names no log, so that no checkpoint is believed.");
  const std::vector<VerifierKey> known = keys();
  auto head = OpenCheckpoint(note, known);
  if (!head || quorum.empty()) return head;
  const auto parsed = Note::Parse(note);
  if (!parsed) return std::unexpected(parsed.error());
  const auto signers = VerifyNote(*parsed, known);
  if (!signers) return std::unexpected(signers.error());
  if (HasQuorum(*signers)) return head;
  std::string by;
  for (const Witness& witness : witnesses) {
    if (std::ranges::find(*signers, witness.key) == signers->end()) continue;
    by += (by.empty() ? "" : ", ") + witness.name;
  }
  return NoPolicy(
      fmt::format("The quorum '{}' of the policy is not reached: the checkpoint is cosigned "
                  "by {}.",
                  quorum, by.empty() ? "none of its witnesses" : by));
}

}  // namespace daybook::tree
