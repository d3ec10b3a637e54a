#include "http/entry_export.h"

#include <cassert>

#include "event/text.h"
#include "http/turn.h"
#include "tree/checkpoint.h"

namespace daybook::http {

ExportHead HeadOf(const Book& book) {
  ExportHead head{.size = 0, .checkpoint = book.checkpoint()};
  const auto note = tree::Note::Parse(head.checkpoint);
  assert(note);  // the book made it
  const auto checkpoint = tree::Checkpoint::Parse(note->text);
  assert(checkpoint);
  head.size = checkpoint->size;
  return head;
}

boost::asio::awaitable<Result<Piece>> EntryExport::Next() {
  std::string out;
  out.reserve(piece_bytes_);
  if (!begun_) writer_.Begin(out);
  begun_ = true;
  while (!ended_) {
    auto more = next_([this, &out](Position position, std::string_view entry) {
      return Add(out, position, entry);
    });
    if (!more) co_return std::unexpected(std::move(more.error()));
    ended_ = !*more || full();
    if (ended_) writer_.End(out, count_, head_.size, head_.checkpoint);
    if (!out.empty()) break;
    co_await GiveTurn();
  }
  piece_bytes_ = out.size();
  co_return out;
}

std::vector<std::pair<std::string, std::string>> EntryExport::Trailers() const {
  return {{std::string(kCountField), std::to_string(count_)}};
}

Result<void> EntryExport::Add(std::string& out, Position position, std::string_view entry) {
  // What was appended since the export began is not part of it.
  if (position >= head_.size || full()) return {};
  auto added = writer_.Add(out, entry);
  if (added) ++count_;
  return added;
}

Reply ExportReply(Format format, ExportHead head, std::optional<std::uint64_t> count_max,
                  NextPage next) {
  const std::string position = std::to_string(head.size);
  const std::string checkpoint = EncodeBase64(head.checkpoint);  // a header is one line
  Reply reply = StreamReply(
      ContentType(format),
      std::make_unique<EntryExport>(format, std::move(head), count_max, std::move(next)));
  reply.fields.emplace_back("Daybook-Position", position);
  reply.fields.emplace_back("Daybook-Checkpoint", checkpoint);
  reply.fields.emplace_back("Trailer", kCountField);
  reply.exports = true;
  return reply;
}

}  // namespace daybook::http
