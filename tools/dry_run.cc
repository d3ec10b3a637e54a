#include "tools/dry_run.h"

namespace daybook::tools {
namespace {

// Lines at fault that are told one by one; of the others, only how many they are.
constexpr std::uint64_t kLinesTold = 20;

}  // namespace

Exit DryRun::Read(const std::string& name, std::istream& in) {
  Chunks chunks(in);
  while (true) {
    auto chunk = chunks.Next();
    if (!chunk) {
      progress_.Clear();
      SayError(console_,
               {.code = chunk.error().code, .detail = name + ": " + chunk.error().detail});
      return Exit::kFailed;
    }
    if (!*chunk) break;
    std::string_view body = (*chunk)->body;
    for (const std::uint64_t line : (*chunk)->lines) {
      const std::size_t end = body.find('\n');
      CheckLine(name, line, body.substr(0, end));
      body.remove_prefix(end + 1);
    }
    progress_.Update(lines_, bytes_before_ + chunks.bytes_read());
  }
  bytes_before_ += chunks.bytes_read();
  return Exit::kOk;
}

void DryRun::CheckLine(const std::string& name, std::uint64_t line, std::string_view text) {
  ++lines_;
  const std::string place = name + ":" + std::to_string(line);
  // A line at a time, so that a fault on one does not hide what is wrong with the others.
  const auto drafts = ParseLines(text);
  if (!drafts) return Blame(place, drafts.error());
  for (const Draft& draft : *drafts) {
    const auto [first, is_new] = places_.try_emplace(draft.key, place);
    if (is_new) continue;
    Blame(place, {.code = ErrorCode::kConflict,
                  .detail = "The id '" + draft.id + "' stands at " + first->second + " already"});
  }
}

void DryRun::Blame(const std::string& place, const Error& error) {
  ++lines_at_fault_;
  if (lines_at_fault_ > kLinesTold) return;
  progress_.Clear();
  if (error.faults.empty()) return Say(console_, place + ": " + error.detail);
  for (const Fault& fault : error.faults) {
    // Of the pointer's index into the line's events there is only one.
    const std::string pointer = fault.pointer.starts_with("/0") ? fault.pointer.substr(2) : "";
    Say(console_, place + ": " + pointer + (pointer.empty() ? "" : ": ") + fault.detail);
  }
}

Exit DryRun::Finish() {
  progress_.Clear();
  if (lines_at_fault_ > kLinesTold) {
    Say(console_, "… and " + Grouped(lines_at_fault_ - kLinesTold) + " more lines at fault.");
  }
  const std::string checked = Grouped(lines_) + " events checked, nothing sent: ";
  Say(console_, checked + (lines_at_fault_ == 0 ? "no fault found."
                                                : Grouped(lines_at_fault_) + " at fault."));
  return lines_at_fault_ == 0 ? Exit::kOk : Exit::kFailed;
}

}  // namespace daybook::tools
