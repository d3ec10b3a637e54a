#include "http/live_events.h"

#include <algorithm>
#include <cassert>

#include "http/sse.h"

namespace daybook::http {
namespace {

constexpr std::size_t kChunkBytes = 256UL * 1024;

// What a server event has beside its data, at most.
constexpr std::size_t kFramingBytes = 64;

}  // namespace

Result<LiveEvents::Part> LiveEvents::Read(const Book& book, Position from, std::size_t count_max,
                                          std::size_t bytes_max) {
  const std::scoped_lock lock(mutex_);
  if (from > end_) {  // nobody followed for a while
    chunks_.clear();
    bytes_ = 0;
    end_ = from;
  }
  if (auto kept = Keep(book, from + count_max, bytes_max); !kept) {
    return std::unexpected(std::move(kept.error()));
  }
  return Find(from, count_max, bytes_max);
}

// What has come to the book since, of what is wanted.
Result<void> LiveEvents::Keep(const Book& book, Position end, std::size_t bytes_max) {
  end = std::min(end, book.size());
  if (end <= end_) return {};
  const auto read =
      book.ReadEach(end_, end - end_, bytes_max, [this](Position position, std::string_view entry) {
        Add(position, entry);
        return Result<void>();
      });
  if (!read) return std::unexpected(read.error());
  while (bytes_ > bytes_max_ && chunks_.size() > 1) {
    bytes_ -= chunks_.front()->text.size();
    chunks_.pop_front();
  }
  return {};
}

void LiveEvents::Add(Position position, std::string_view entry) {
  assert(position == end_);
  const std::size_t room = entry.size() + kFramingBytes;
  if (chunks_.empty() || chunks_.back()->text.capacity() - chunks_.back()->text.size() < room) {
    auto chunk = std::make_shared<Chunk>();
    chunk->begin = position;
    chunk->text.reserve(std::max(kChunkBytes, room));
    chunks_.push_back(std::move(chunk));
  }
  Chunk& chunk = *chunks_.back();
  const std::size_t before = chunk.text.size();
  [[maybe_unused]] const char* const place = chunk.text.data();
  AppendServerEvent(chunk.text, "entry", position, entry);
  assert(chunk.text.data() == place);  // others are sending what is there
  chunk.ends.push_back(chunk.text.size());
  bytes_ += chunk.text.size() - before;
  end_ = position + 1;
}

LiveEvents::Part LiveEvents::Find(Position from, std::size_t count_max,
                                  std::size_t bytes_max) const {
  const auto past =
      std::ranges::upper_bound(chunks_, from, {}, [](const auto& chunk) { return chunk->begin; });
  if (past == chunks_.begin()) return {};
  const std::shared_ptr<Chunk>& chunk = *(past - 1);
  const std::vector<std::size_t>& ends = chunk->ends;
  const std::size_t first = from - chunk->begin;
  if (first >= ends.size()) return {};
  const std::size_t begin = first == 0 ? 0 : ends[first - 1];
  std::size_t last = first;
  while (last + 1 < ends.size() && last + 1 - first < count_max && ends[last] - begin < bytes_max) {
    ++last;
  }
  const std::string_view text = std::string_view(chunk->text).substr(begin, ends[last] - begin);
  return {.piece = Piece(chunk, text), .count = last + 1 - first};
}

}  // namespace daybook::http
