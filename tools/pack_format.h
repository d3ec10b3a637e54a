// Evidence packs: one archive that an outsider can check without a daemon.
//
//   README.txt                 how
//   book.vkey                  the book's verifier key (C2SP signed-note), a line each
//   checkpoint                 a signed head of the book (C2SP tlog-checkpoint)
//   events.ndjson              an export (export_check.h) whose summary has that checkpoint
//   evidence/<sha256>          files of evidence that its events added
//   evidence/list.csv          all of those files, and which of them are missing
//   findings/<id>.csv          the trail of each finding; <id> percent-encoded
//   receipts/<position>.tlog-proof   of each event, 12 digits (C2SP tlog-proof), at that checkpoint
//   report.html, report.md     the scrutiny report
//   views/<view>.csv
//   manifest.json              every other member, with its size and SHA-256
//
// Members are in the order of their names, manifest.json last; each is there once.

#ifndef DAYBOOK_TOOLS_PACK_FORMAT_H_
#define DAYBOOK_TOOLS_PACK_FORMAT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/cut.h"
#include "tools/zip_writer.h"

namespace daybook::tools {

inline constexpr std::string_view kPackReadme = "README.txt";
inline constexpr std::string_view kPackKey = "book.vkey";
inline constexpr std::string_view kPackCheckpoint = "checkpoint";
inline constexpr std::string_view kPackEvents = "events.ndjson";
inline constexpr std::string_view kPackEvidence = "evidence/";
inline constexpr std::string_view kPackEvidenceList = "evidence/list.csv";
inline constexpr std::string_view kPackFindings = "findings/";
inline constexpr std::string_view kPackReportHtml = "report.html";
inline constexpr std::string_view kPackReportMarkdown = "report.md";
inline constexpr std::string_view kPackReceipts = "receipts/";
inline constexpr std::string_view kPackViews = "views/";
inline constexpr std::string_view kPackManifest = "manifest.json";

/// Each event has a receipt, which is a member of its own: with more, few programs unpack it.
inline constexpr std::uint64_t kPackEventsMax = 100'000;

/// What manifest.json says.
struct Manifest {
  std::string purpose;
  std::string origin;        ///< The book.
  std::uint64_t size = 0;    ///< Of the book at the checkpoint.
  std::uint64_t events = 0;  ///< Of them in the pack.
  CutOptions cut;
  std::vector<std::string> missing;  ///< Digests of files of evidence that are not in it.
  std::vector<PackMember> members;   ///< In order, without itself.
};

/// As JSON, a member a line.
std::string RenderManifest(const Manifest& manifest);

/// Fails with kCorrupt.
Result<Manifest> ParseManifest(std::string_view json);

/// The README.txt of a pack.
std::string PackReadme(const Manifest& manifest);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_PACK_FORMAT_H_
