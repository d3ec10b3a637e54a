// Verifying a data directory, with no daemon.

#include <fmt/format.h>

#include "log/audit.h"
#include "projection/audit.h"
#include "tools/progress.h"
#include "tools/verify.h"

namespace daybook::tools {
namespace {

Exit ExitOf(const Error& error) {
  switch (error.code) {
    case ErrorCode::kNotFound:
    case ErrorCode::kUnsupported:
      return Exit::kUsage;
    case ErrorCode::kBusy:
      return Exit::kRefused;
    default:
      return Exit::kFailed;
  }
}

void SayFindings(Console& console, const Findings& findings) {
  for (const Finding& finding : findings.list()) {
    Say(console, finding.count == 1 ? finding.sentence
                                    : fmt::format("{} There are {} more of these.",
                                                  finding.sentence, Grouped(finding.count - 1)));
  }
  if (const auto first = findings.first()) {
    Say(console, fmt::format("First wrong position: {}", *first));
  }
}

}  // namespace

Verified VerifyDirectory(Console& console, const std::string& directory,
                         const Verification& wanted) {
  const auto journal = OpenForAudit(directory);
  if (!journal) {
    SayError(console, journal.error());
    return {.exit = ExitOf(journal.error()), .checkpoint = {}};
  }
  // The share is that of all keys that are read.
  std::optional<Progress> progress;
  const AuditOptions options{
      .policy = wanted.policy,
      .since = wanted.since,
      .on_progress = [&](Position entries, std::uint64_t done, std::uint64_t total) {
        if (!progress) progress.emplace(console, total);
        progress->Update(entries, done);
      }};
  AuditReport report = AuditBook(**journal, directory, options);
  progress.reset();
  projection::AuditViews(**journal, directory, report);
  for (const std::string& remark : report.remarks) Say(console, remark);
  if (!report.findings.empty()) {
    SayFindings(console, report.findings);
    return {};
  }
  console.out << fmt::format(
      "All {} events in {} are as they were signed, and all that is kept of them agrees.\n",
      Grouped(report.size), directory);
  return {.exit = Exit::kOk, .checkpoint = report.checkpoint};
}

}  // namespace daybook::tools
