// PUT and GET /v1/evidence/sha256/{digest}: files of evidence, named by what is in them

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "event/entry.h"
#include "event/text.h"
#include "evidence/evidence_store.h"
#include "http/body_stream.h"
#include "http/byte_range.h"
#include "http/disk_threads.h"
#include "http/let_in.h"
#include "http/released.h"
#include "http/resources.h"

namespace daybook::http {
namespace {

struct Media {
  std::string_view type;
  std::string_view extension;
};

// What a file may be called when it is handed out. None of them runs in a browser, all the less
// as an attachment in a sandbox; anything else is bytes.
constexpr std::array kMedia = {
    Media{"application/octet-stream", "bin"},
    Media{"application/pdf", "pdf"},
    Media{"image/png", "png"},
    Media{"image/jpeg", "jpg"},
    Media{"text/csv", "csv"},
    Media{"text/plain", "txt"},
    Media{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    Media{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
};

// Events of one evidence item looked at for its media type: an item has a handful.
constexpr std::size_t kItemEventsMax = 1'000;

// What the evidence.added of this item says its file is. Fails with kNotFound if the item has
// another file, or none, or if whoever asks may not read that it has this one.
Result<Media> MediaOf(const Exchange& exchange, const std::string& item, std::string_view digest) {
  const Book& book = exchange.book();
  Released released(exchange, {.at = {}, .audience = exchange.principal->ceiling});
  const auto stream = book.ReadStream(item, 0, kItemEventsMax);
  if (!stream) return std::unexpected(stream.error());
  EntryReader reader;
  for (const StreamEntry& line : *stream) {
    const auto bytes = book.Read(line.position);
    if (!bytes) return std::unexpected(bytes.error());
    const auto entry = reader.Read(*bytes);
    if (!entry) return std::unexpected(entry.error());
    std::string_view sha256;
    if (entry->type != "evidence.added" || !entry->data) continue;
    if (entry->data->at_key("sha256").get(sha256) != simdjson::SUCCESS || sha256 != digest) {
      continue;
    }
    const auto shows = released.Shows(line.position, *bytes);
    if (!shows) return std::unexpected(shows.error());
    if (!*shows) continue;
    std::string_view type;
    if (entry->data->at_key("mediaType").get(type) != simdjson::SUCCESS) return kMedia.front();
    const auto known = std::ranges::find(kMedia, MediaType(type), &Media::type);
    return known == kMedia.end() ? kMedia.front() : *known;
  }
  return Fail(ErrorCode::kNotFound,
              fmt::format("`{}` has no evidence.added with the SHA-256 {}.", item, digest));
}

// Reads a part of a file piece by piece. The whole of it is hashed on the way: when it is not what
// its name says, the last piece is never sent, so that nobody takes it for the file.
class EvidencePieces : public Source {
 public:
  EvidencePieces(DiskThreads& disk, EvidenceFile file, ByteRange range, std::string digest,
                 std::size_t piece_bytes)
      : disk_(disk),
        file_(std::move(file)),
        at_(range.first),
        left_(range.count),
        whole_(range.count == file_.size()),
        digest_(std::move(digest)),
        piece_bytes_(piece_bytes) {}

  boost::asio::awaitable<Result<Piece>> Next() override {
    if (begun_ && left_ == 0) co_return std::string();
    begun_ = true;  // an empty file is looked at, too
    auto work = [this] { return Read(); };
    auto piece = co_await disk_.Run(std::move(work));
    co_return piece;
  }

 private:
  Result<std::string> Read() {
    auto piece = file_.Read(at_, std::min<std::uint64_t>(piece_bytes_, left_));
    if (!piece) return piece;
    at_ += piece->size();
    left_ -= piece->size();
    if (!whole_) return piece;
    hash_.Add(*piece);
    if (left_ == 0 && DigestHex(hash_.Finish()) != digest_) {
      return Fail(ErrorCode::kCorrupt,
                  "This file of evidence is damaged: it is not what its name says. Uploading it "
                  "again mends it.");
    }
    return piece;
  }

  DiskThreads& disk_;
  const EvidenceFile file_;
  std::uint64_t at_;
  std::uint64_t left_;
  const bool whole_;
  bool begun_ = false;
  const std::string digest_;
  const std::size_t piece_bytes_;
  Sha256Stream hash_;
};

// What is safe to say of a file that anybody may have made.
void AddFields(Reply& reply, const Media& media, std::string_view digest) {
  reply.fields.emplace_back("Content-Disposition",
                            fmt::format("attachment; filename=\"{}.{}\"", digest, media.extension));
  reply.fields.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  reply.fields.emplace_back("Cache-Control", "private, immutable, max-age=31536000");
  reply.fields.emplace_back("Accept-Ranges", "bytes");
}

Reply NoSuchBytes(const Exchange& exchange, std::uint64_t size) {
  const Problem problem = PlainProblem(416, fmt::format("The file has {} bytes.", size));
  Reply reply = ProblemReply(problem, exchange.request.path);
  reply.fields.emplace_back("Content-Range", fmt::format("bytes */{}", size));
  return reply;
}

Reply FileReply(const Exchange& exchange, EvidenceFile file, const Media& media,
                const std::string& digest) {
  const std::string etag = fmt::format("\"{}\"", digest);
  Reply reply;
  AddFields(reply, media, digest);
  if (IsUnchanged(exchange, etag, reply)) return reply;
  const std::string if_range = exchange.request.Header("If-Range");
  const bool ranged = if_range.empty() || if_range == etag;
  const auto asked = ReadRange(ranged ? exchange.request.Header("Range") : "", file.size());
  if (!asked) return NoSuchBytes(exchange, file.size());
  const ByteRange range = asked->value_or(ByteRange{.first = 0, .count = file.size()});
  if (*asked) {
    reply.status = 206;
    reply.fields.emplace_back(
        "Content-Range",
        fmt::format("bytes {}-{}/{}", range.first, range.first + range.count - 1, file.size()));
  }
  reply.content_type = media.type;
  reply.length = range.count;
  reply.source = std::make_unique<EvidencePieces>(exchange.services.disk, std::move(file), range,
                                                  digest, exchange.options().chunk_bytes);
  return reply;
}

AsyncReply Put(Exchange& exchange) {
  const std::string& digest = exchange.request.captures.front();
  DiskThreads& disk = exchange.services.disk;
  auto begin = [&] {
    return exchange.services.evidence.Begin(digest, exchange.body->length().value_or(0));
  };
  auto begun = co_await disk.Run(std::move(begin));
  if (!begun) co_return std::unexpected(std::move(begun.error()));
  EvidenceUpload& upload = **begun;
  while (!exchange.body->ended()) {
    auto piece = co_await exchange.body->Next();
    if (!piece) co_return std::unexpected(std::move(piece.error()));
    auto may = RequireStillLetIn(exchange);
    if (!may) co_return std::unexpected(std::move(may.error()));
    auto write = [&] { return upload.Write(*piece); };
    auto written = co_await disk.Run(std::move(write));
    if (!written) co_return std::unexpected(std::move(written.error()));
  }
  auto finish = [&] { return upload.Finish(); };
  auto is_new = co_await disk.Run(std::move(finish));
  if (!is_new) co_return std::unexpected(std::move(is_new.error()));
  Reply reply = TextReply("application/json", fmt::format(R"({{"sha256":"{}","bytes":{}}})"
                                                          "\n",
                                                          digest, upload.bytes()));
  // That a file was there before is for those who may know of every event.
  if (!exchange.principal->SeesEverything()) is_new = true;
  reply.status = *is_new ? 201 : 200;
  if (*is_new) reply.fields.emplace_back("Location", "/v1/evidence/sha256/" + digest);
  co_return reply;
}

AsyncReply Fetch(Exchange& exchange) {
  ParamReader params(exchange.request.params);
  const auto item = params.Text("subject");
  if (auto read = params.Finish(); !read) co_return std::unexpected(std::move(read.error()));
  const std::string& digest = exchange.request.captures.front();
  // A file is as good as the event that says what it is: who may not read that one, may not here.
  if (!item && !exchange.principal->SeesEverything()) {
    co_return Fail(ErrorCode::kForbidden,
                   "You may read the file of an item that you may read; say which it is, with "
                   "?subject=evidence/….");
  }
  auto media = item ? MediaOf(exchange, *item, digest) : Result<Media>(kMedia.front());
  if (!media) co_return std::unexpected(std::move(media.error()));
  auto open = [&] { return exchange.services.evidence.Read(digest); };
  auto file = co_await exchange.services.disk.Run(std::move(open));
  if (!file) co_return std::unexpected(std::move(file.error()));
  co_return FileReply(exchange, *std::move(file), *media, digest);
}

}  // namespace

Result<void> CheckEvidence(const Request& request) {
  ParamReader params(request.params);
  if (!IsDigestHex(request.captures.front())) {
    params.AddFault("The path ends with the file's SHA-256: 64 digits 0-9 and a-f, in lower case.");
  }
  return params.Finish();
}

AsyncReply PutEvidence(Exchange& exchange) { return Put(exchange); }
AsyncReply GetEvidence(Exchange& exchange) { return Fetch(exchange); }

}  // namespace daybook::http
