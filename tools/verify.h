// The ways to verify a book, which differ in what there is of it.

#ifndef DAYBOOK_TOOLS_VERIFY_H_
#define DAYBOOK_TOOLS_VERIFY_H_

#include <istream>
#include <optional>
#include <string>

#include "tools/session.h"
#include "tree/policy.h"

namespace daybook::tools {

/// What is held against what.
struct Verification {
  tree::Policy policy;
  std::optional<tree::Checkpoint> since;  ///< A head kept from before.
  std::string since_name;                 ///< The file it was in.
};

/// How it went. Each says on the console what was shown, and what was found wrong: then it is
/// kFailed, and the checkpoint is empty.
struct Verified {
  Exit exit = Exit::kFailed;
  std::string checkpoint;  ///< The signed head that everything was shown of.
};

/// The first line of a receipt.
inline constexpr std::string_view kReceiptBegin = "c2sp.org/tlog-proof@v1\n";

Verified VerifyReceipt(Console& console, const std::string& text, const Verification& wanted);

/// An NDJSON export. Only the export of a whole book can be shown to be complete.
Verified VerifyExport(Console& console, std::istream& in, const Verification& wanted);

/// The first bytes of a pack.
inline constexpr std::string_view kPackBegin = "PK\x03\x04";

/// An evidence pack (pack_format.h): its manifest, the receipt of each event, the root of all of
/// them if it has the whole book, and the files of evidence. Nothing is unpacked.
Verified VerifyPack(Console& console, const std::string& path, const Verification& wanted);

/// The verifier keys in a pack, a line each: whoever made it put them there. Fails with kCorrupt.
Result<std::string> OwnKeysOfPack(const std::string& path);

/// A running daemon: downloads every entry and every tile. Fails when it cannot be reached.
Result<Verified> VerifyDaemon(Console& console, HttpClient& client, const Verification& wanted);

/// A data directory that no daemon has open.
Verified VerifyDirectory(Console& console, const std::string& directory,
                         const Verification& wanted);

/// Says that something is not as it must be.
Verified NotAsSigned(Console& console, const std::string& sentence);

/// Says that the root is not that of `wanted.since`, when it is not.
bool AgreesWithSince(Console& console, const Verification& wanted,
                     const std::optional<tree::Hash>& root, std::uint64_t size);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_VERIFY_H_
