#include "tools/verify.h"

#include <fmt/format.h>

#include <fstream>

#include "log/audit.h"
#include "tools/files.h"
#include "tools/trust.h"

namespace daybook::tools {
namespace {

constexpr const char* kVerifyHelp = R"(Check that a book is what was signed

Examples:
  daybook verify 42.tlog-proof --key book.vkey     a receipt, with nothing else
  daybook verify events.ndjson --key book.vkey     the export of a whole book
  daybook verify pack.zip --key book.vkey          an evidence pack
  daybook verify --url http://127.0.0.1:7117       a daemon, all that it serves
  daybook verify --data /var/lib/daybook           a directory that no daemon has open
  daybook verify --policy trust.policy --since head.txt --save head.txt

Every entry is hashed again; no stored hash is believed. --data also compares the tree, the streams,
the ids, the search index and the views with the entries, changes nothing, and names the first wrong
position. --save keeps the signed head; --since shows that the book still begins with one kept
before, which is how a rewritten history is noticed. Without --key and --policy the book's own key
is taken from where the book is; of a pack, only with --pack-key: a pack with a key of its own shows
that it is whole, not whose it is.

Exit status: 0 all of it was shown, 1 something is wrong, or could not be shown, 2 wrong usage,
3 the daemon cannot be reached or refused, or another process has the directory open.
)";

constexpr std::size_t kCheckpointBytes = tree::Note::kNoteBytes;
constexpr std::size_t kReceiptBytes = 4UL * 1024 * 1024;

struct VerifyOptions {
  std::string file;
  std::string data;
  std::string since;
  std::string save;
  Trust trust;
  bool pack_key = false;
};

Exit Wrong(Console& console, const Error& error) {
  SayError(console, error);
  return Exit::kUsage;
}

// A file, or standard input.
class Input {
 public:
  Input(Console& console, const std::string& path) : in_(path == "-" ? console.in : file_) {
    if (path != "-") file_.open(path, std::ios::binary);
  }
  std::istream& stream() { return in_; }

 private:
  std::ifstream file_;
  std::istream& in_;
};

// What there is without a daemon: its beginning says what it is.
Verified VerifyFile(Console& console, const std::string& path, const Verification& wanted) {
  Input input(console, path);
  std::istream& in = input.stream();
  if (!in) return {.exit = Wrong(console, {ErrorCode::kNotFound, "Cannot open " + path})};
  if (in.peek() == std::istream::traits_type::to_int_type(kReceiptBegin.front())) {
    std::string text(kReceiptBytes, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return VerifyReceipt(console, text, wanted);
  }
  if (in.peek() != std::istream::traits_type::to_int_type(kPackBegin.front())) {
    return VerifyExport(console, in, wanted);
  }
  if (path != "-") return VerifyPack(console, path, wanted);
  return {.exit = Wrong(console, {ErrorCode::kMalformed, "A pack is read from a file, not a pipe"}),
          .checkpoint = {}};
}

Exit Finish(Console& console, const VerifyOptions& options, const Verified& verified) {
  if (verified.exit != Exit::kOk || options.save.empty()) return verified.exit;
  if (auto saved = WriteWhole(options.save, verified.checkpoint); !saved) {
    SayError(console, saved.error());
    return Exit::kFailed;
  }
  return Exit::kOk;
}

Result<void> ReadSince(Console& console, const VerifyOptions& options, Verification& wanted) {
  if (options.since.empty()) return {};
  const auto text = ReadWhole(console, options.since, kCheckpointBytes);
  if (!text) return std::unexpected(text.error());
  const auto head = wanted.policy.Open(*text);
  if (!head) return Fail(ErrorCode::kMalformed, options.since + ": " + head.error().detail);
  wanted.since = *head;
  wanted.since_name = options.since;
  return {};
}

// The policy given, or the key of whatever is verified, which proves less: that is said.
Result<tree::Policy> PolicyFor(Session& session, const VerifyOptions& options,
                               std::optional<HttpClient>& client) {
  auto given = ReadTrust(session.console, options.trust);
  if (!given) return std::unexpected(std::move(given.error()));
  if (*given) return **std::move(given);
  if (options.pack_key) {
    Say(session.console,
        "The key is the pack's own: this shows that it is whole, not whose it is.");
    const auto keys = OwnKeysOfPack(options.file);
    if (!keys) return std::unexpected(keys.error());
    return tree::Policy::OfKeys(*keys);
  }
  if (!options.file.empty()) {
    return Fail(ErrorCode::kMalformed, "Say whose signature counts, with --key or --policy");
  }
  if (options.data.empty()) {
    Say(session.console, "The key is the one the daemon gives. Keep it, and give it with --key.");
    return TrustDaemon(*client);
  }
  Say(session.console,
      "The key is the directory's own. Better give one you have kept, with --key.");
  const auto keys = OwnKeys(options.data);
  if (!keys) return std::unexpected(keys.error());
  return tree::Policy::OfKeys(*keys);
}

Exit Verify(Session& session, const VerifyOptions& options) {
  Console& console = session.console;
  std::optional<HttpClient> client;
  if (options.file.empty() && options.data.empty()) {
    auto made = ClientFor(session);
    if (!made) return Wrong(console, made.error());
    client = *std::move(made);
  }
  auto policy = PolicyFor(session, options, client);
  if (!policy) {
    SayError(console, policy.error());
    return client && policy.error().code == ErrorCode::kIo ? Exit::kRefused : Exit::kUsage;
  }
  Verification wanted{.policy = *std::move(policy), .since = {}, .since_name = {}};
  if (auto since = ReadSince(console, options, wanted); !since) {
    return Wrong(console, since.error());
  }
  if (!options.file.empty()) {
    return Finish(console, options, VerifyFile(console, options.file, wanted));
  }
  if (!options.data.empty()) {
    return Finish(console, options, VerifyDirectory(console, options.data, wanted));
  }
  const auto verified = VerifyDaemon(console, *client, wanted);
  if (verified) return Finish(console, options, *verified);
  SayError(console, verified.error());
  return Exit::kRefused;
}

}  // namespace

Verified NotAsSigned(Console& console, const std::string& sentence) {
  SayError(console, {.code = ErrorCode::kCorrupt, .detail = sentence});
  return {};
}

bool AgreesWithSince(Console& console, const Verification& wanted,
                     const std::optional<tree::Hash>& root, std::uint64_t size) {
  if (!wanted.since || root == wanted.since->root) return true;
  NotAsSigned(console,
              wanted.since->size > size
                  ? fmt::format("{} has {} events, this has {}: the others are gone",
                                wanted.since_name, Grouped(wanted.since->size), Grouped(size))
                  : fmt::format("The first {} events are not those of {}: history was changed",
                                Grouped(wanted.since->size), wanted.since_name));
  return false;
}

void AddVerify(CLI::App& app, Session& session) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = app.add_subcommand("verify", kVerifyHelp);
  auto* file = command
                   ->add_option("file", options->file,
                                "A receipt, an export or a pack; of the first two, - is stdin")
                   ->type_name("FILE");
  command->add_option("--data", options->data, "A book's directory")
      ->type_name("DIR")
      ->excludes(file);
  AddTrust(*command, options->trust);
  command->add_flag("--pack-key", options->pack_key, "Whose signature counts: the pack's own key")
      ->needs(file)
      ->excludes("--key")
      ->excludes("--policy");
  command->add_option("--since", options->since, "A checkpoint saved before, to begin with")
      ->type_name("FILE");
  command->add_option("--save", options->save, "Where to keep the checkpoint, if all is well")
      ->type_name("FILE");
  Choose(*command, session, options, Verify);
}

}  // namespace daybook::tools
