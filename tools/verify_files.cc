// Verifying without a book: a receipt, an export.

#include <fmt/format.h>

#include "tools/export_check.h"
#include "tools/export_reader.h"
#include "tools/verify.h"
#include "tree/receipt.h"

namespace daybook::tools {
namespace {

// The next line; nothing at the end.
Result<std::optional<std::string>> NextLine(std::istream& in) {
  using Traits = std::istream::traits_type;
  std::string line;
  for (auto c = in.rdbuf()->sbumpc(); c != Traits::eof(); c = in.rdbuf()->sbumpc()) {
    if (c == Traits::to_int_type('\n')) return line;
    if (line.size() == kSummaryBytes) {
      return Fail(ErrorCode::kCorrupt, "A line is longer than any entry of a book");
    }
    line += Traits::to_char_type(c);
  }
  if (line.empty()) return std::nullopt;
  return Fail(ErrorCode::kCorrupt, "The export was cut off within a line");
}

// What there is to say of entries that are a part of a book.
Verified NotTheWhole(Console& console, const ExportReader& read, const tree::Checkpoint& head) {
  const std::string what =
      read.count() == head.size
          ? fmt::format("its entries are not in the order of their positions from {} on",
                        *read.gap())
          : fmt::format("it has {} of the {} events", Grouped(read.count()), Grouped(head.size));
  return NotAsSigned(
      console,
      fmt::format(
          "This is not the export of a whole book, in its order: {}. What can be shown: that "
          "it was not cut off, and that its head was signed by {}. What cannot: that no "
          "event is changed or left out. Export without filters, or take the receipt of "
          "each event",
          what, head.origin));
}

}  // namespace

Verified VerifyReceipt(Console& console, const std::string& text, const Verification& wanted) {
  if (wanted.since) {
    SayError(console, {.code = ErrorCode::kMalformed,
                       .detail = "A receipt is of one event: it cannot show what came --since"});
    return {.exit = Exit::kUsage, .checkpoint = {}};
  }
  const auto receipt = tree::Receipt::Parse(text);
  if (!receipt) return NotAsSigned(console, receipt.error().detail);
  const auto head = receipt->Verify(wanted.policy);
  if (!head) return NotAsSigned(console, head.error().detail);
  console.out << fmt::format("The event at position {} is one of the {} in {}.\n",
                             Grouped(receipt->index), Grouped(head->size), head->origin);
  return {.exit = Exit::kOk, .checkpoint = receipt->checkpoint};
}

Verified VerifyExport(Console& console, std::istream& in, const Verification& wanted) {
  ExportReader read(wanted.since ? std::optional(wanted.since->size) : std::nullopt);
  auto line = NextLine(in);
  for (; line && *line; line = NextLine(in)) read.Add(**std::move(line));
  if (!line) return NotAsSigned(console, line.error().detail);
  const auto summary = ParseSummary(read.any() ? read.summary() : "");
  if (!summary) return NotAsSigned(console, summary.error().detail);
  if (summary->count != read.count()) {
    return NotAsSigned(console,
                       fmt::format("The export is not whole: its summary counts {} events, "
                                   "but it has {}",
                                   summary->count, read.count()));
  }
  if (read.failure()) return NotAsSigned(console, read.failure()->detail);
  const auto head = wanted.policy.Open(summary->checkpoint);
  if (!head) return NotAsSigned(console, head.error().detail);
  if (read.gap() || read.count() != head->size) return NotTheWhole(console, read, *head);
  if (read.frontier().Root() != head->root) {
    return NotAsSigned(console,
                       fmt::format("The {} entries do not hash to the root that {} signed: "
                                   "at least one of them was changed",
                                   Grouped(head->size), head->origin));
  }
  if (!AgreesWithSince(console, wanted, read.since_root(), head->size)) return {};
  console.out << fmt::format("All {} events of {} are here, as they were signed.\n",
                             Grouped(head->size), head->origin);
  return {.exit = Exit::kOk, .checkpoint = summary->checkpoint};
}

}  // namespace daybook::tools
