// Trust policies (C2SP tlog-policy): whose signatures make a checkpoint believed.
//
//   policy := (line LF)*
//   line := "log" vkey [url]
//         | "witness" name vkey [url]
//         | "group" name ("all" | "any" | number) member+
//         | "quorum" (name | "none")
//         | "#" anything | nothing
//
// Items are divided by spaces and tabs. Witnesses and groups share their names, which stand on
// lines before those that refer to them; each is a member of one group at most, so that a witness
// counts in one way. There is exactly one quorum line.

#ifndef DAYBOOK_TREE_POLICY_H_
#define DAYBOOK_TREE_POLICY_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tree/checkpoint.h"
#include "tree/note.h"

namespace daybook::tree {

/// A value.
struct Policy {
  struct Log {
    VerifierKey key;  ///< Named as the log's origin.
    std::string url;  ///< "" when none is given.

    bool operator==(const Log&) const = default;
  };
  struct Witness {
    std::string name;  ///< Within this policy.
    VerifierKey key;
    std::string url;

    bool operator==(const Witness&) const = default;
  };
  struct Group {
    std::string name;
    std::size_t least = 1;             ///< Of its members, that must have witnessed.
    std::vector<std::string> members;  ///< Witnesses, and groups before it.

    bool operator==(const Group&) const = default;
  };

  std::vector<Log> logs;
  std::vector<Witness> witnesses;
  std::vector<Group> groups;
  std::string quorum;  ///< A witness or a group; "" when no cosignature is required.

  /// Lines that say something. A file beyond is no policy.
  static constexpr std::size_t kLines = 1'000;

  /// Fails with kMalformed, naming the line at fault.
  static Result<Policy> Parse(std::string_view text);

  /// Believes one log, with no witness.
  static Policy Of(VerifierKey log) { return {.logs = {{.key = std::move(log), .url = {}}}}; }

  /// The keys of its logs and witnesses.
  std::vector<VerifierKey> keys() const;

  /// Whether what these have signed reaches the quorum.
  bool HasQuorum(std::span<const VerifierKey> signers) const;

  /// The checkpoint in a signed note that one of the logs signed and the quorum cosigned.
  /// Otherwise kMalformed, and a sentence that says what is wanting.
  Result<Checkpoint> Open(std::string_view note) const;

  bool operator==(const Policy&) const = default;
};

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_POLICY_H_
