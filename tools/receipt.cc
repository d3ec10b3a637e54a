#include "tree/receipt.h"

#include <algorithm>

#include "tools/problem.h"
#include "tools/session.h"
#include "tools/trust.h"

namespace daybook::tools {
namespace {

constexpr const char* kReceiptHelp = R"(Save the proof that an event is in the book

Examples:
  daybook receipt 42 --output 42.tlog-proof
  daybook receipt visit-2-raised-edt --key book.vkey > receipt.tlog-proof
  daybook verify 42.tlog-proof --key book.vkey

A receipt has the event, the path to the signed head of the book, and that head: with the book's key
it can be checked anywhere, whatever becomes of the daemon. It is checked before it is saved.
)";

struct ReceiptOptions {
  std::string event;
  std::string source;
  std::string output;
  Trust trust;
};

// Whether it is the receipt that was asked for, which a valid one of another event is not.
Result<void> CheckIsOf(const tree::Receipt& receipt, const ReceiptOptions& options) {
  const bool by_position =
      options.source.empty() &&
      std::ranges::all_of(options.event, [](unsigned char c) { return std::isdigit(c) != 0; });
  if (!by_position || std::to_string(receipt.index) == options.event) return {};
  return Fail(ErrorCode::kCorrupt, "The daemon gave the receipt of another event, at position " +
                                       std::to_string(receipt.index));
}

Result<Exit> Save(HttpClient& client, Session& session, const ReceiptOptions& options,
                  std::optional<tree::Policy> trusted) {
  Target target("/v1/receipts/" + PercentEncode(options.event));
  target.Add("source", options.source);
  const auto response = Accepted(client.Send({.target = target.text()}));
  if (!response) return std::unexpected(response.error());
  if (!trusted) {
    auto policy = TrustDaemon(client);
    if (!policy) return std::unexpected(std::move(policy.error()));
    trusted = *std::move(policy);
  }
  const auto receipt = tree::Receipt::Parse(response->body);
  const auto is_of = receipt ? CheckIsOf(*receipt, options) : Result<void>();
  const auto head = receipt ? receipt->Verify(*trusted) : std::unexpected(receipt.error());
  if (!head || !is_of) {
    SayError(session.console, head ? is_of.error() : head.error());
    Say(session.console, "The receipt was not saved.");
    return Exit::kFailed;
  }
  if (options.output.empty()) {
    session.console.out << response->body;
    return Exit::kOk;
  }
  if (auto written = WriteWhole(options.output, response->body); !written) {
    SayError(session.console, written.error());
    return Exit::kFailed;
  }
  Say(session.console, "The event at position " + Grouped(receipt->index) + " is one of the " +
                           Grouped(head->size) + " in " + head->origin + ".");
  return Exit::kOk;
}

Exit Receipt(Session& session, const ReceiptOptions& options) {
  auto trusted = ReadTrust(session.console, options.trust);
  if (!trusted) {
    SayError(session.console, trusted.error());
    return Exit::kUsage;
  }
  return WithClient(session, [&](HttpClient& client) {
    return Save(client, session, options, *std::move(trusted));
  });
}

}  // namespace

void AddReceipt(CLI::App& app, Session& session) {
  auto options = std::make_shared<ReceiptOptions>();
  CLI::App* command = app.add_subcommand("receipt", kReceiptHelp);
  command->add_option("event", options->event, "Position or id of the event")
      ->required()
      ->type_name("ID|POSITION");
  command->add_option("--source", options->source, "Where the id comes from, if it has several")
      ->type_name("URI");
  command
      ->add_option("-o,--output", options->output, "Where to write; standard output if not given")
      ->type_name("FILE");
  AddTrust(*command, options->trust);
  Choose(*command, session, options, Receipt);
}

}  // namespace daybook::tools
