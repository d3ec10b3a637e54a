#include "log/published.h"

#include <fmt/format.h>

namespace daybook {
namespace {

constexpr std::string_view kHowToGoOn =
    "Restore the book from a newer copy. If none is left, opening it with accept-rollback and a "
    "reason goes on from here, and puts the reason on record.";

}  // namespace

Result<std::unique_ptr<Published>> Published::Open(const std::filesystem::path& path) {
  auto file = RecordFile::Open(path);
  if (!file) return std::unexpected(std::move(file.error()));
  return std::unique_ptr<Published>(new Published(path, *std::move(file)));
}

Result<void> Published::Check(std::uint64_t size, std::span<const tree::VerifierKey> known,
                              const tree::ReadNodes& read) const {
  const auto record = file_->Read();
  if (!record) return std::unexpected(record.error());
  if (record->empty()) return {};
  return CheckKept(*record, path_, size, known, read);
}

Result<void> CheckKept(std::string_view note, const std::filesystem::path& path, std::uint64_t size,
                       std::span<const tree::VerifierKey> known, const tree::ReadNodes& read) {
  const auto head = tree::OpenCheckpoint(note, known);
  if (!head) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("{} does not hold a checkpoint signed by this book; it was damaged, or "
                            "is of another book. {}",
                            path.string(), kHowToGoOn));
  }
  if (head->size > size) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("The book has {} events, but {} were acknowledged ({}): the end of its "
                            "write-ahead log is lost or damaged, or this is an old copy. {}",
                            size, head->size, path.string(), kHowToGoOn));
  }
  const auto root = tree::RootAt(head->size, read);
  if (!root) return std::unexpected(root.error());
  if (*root != head->root) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("The first {} events of the book are not those that were "
                            "acknowledged ({}). {}",
                            head->size, path.string(), kHowToGoOn));
  }
  return {};
}

Result<void> Published::Sync() {
  if (auto synced = file_->Sync(); !synced) return synced;
  synced_ = true;
  return {};
}

Result<void> Published::Write(tree::Note head) {
  synced_ = false;
  head.signatures.resize(1);
  return file_->Write(head.Text());
}

}  // namespace daybook
