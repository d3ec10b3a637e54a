#include "log/high_water.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>

namespace daybook {
namespace {

constexpr std::size_t kDigits = 20;

std::unexpected<Error> FailedTo(const char* doing) {
  const std::string why = std::generic_category().message(errno);
  return Fail(ErrorCode::kIo, fmt::format("Could not {} the high-water mark: {}", doing, why));
}

}  // namespace

HighWater::~HighWater() { ::close(file_); }

Result<std::unique_ptr<HighWater>> HighWater::Open(const std::filesystem::path& path,
                                                   Position size) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return FailedTo("open");
  std::unique_ptr<HighWater> mark(new HighWater(file));
  std::array<char, kDigits + 2> text{};
  const auto length = ::pread(file, text.data(), text.size(), 0);
  if (length < 0) return FailedTo("read");
  if (length > 0) {
    Position acknowledged = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + kDigits, acknowledged);
    if (error != std::errc() || length != kDigits + 1 || end != text.data() + kDigits) {
      return Fail(ErrorCode::kCorrupt,
                  path.string() + " does not hold a number of events; it was damaged.");
    }
    if (acknowledged > size) {
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("The book has {} events, but {} were acknowledged ({}): the end of "
                              "its write-ahead log is lost or damaged. Restore the book from a "
                              "backup.",
                              size, acknowledged, path.string()));
    }
  }
  if (auto written = mark->Write(size); !written) return std::unexpected(written.error());
  return mark;
}

Result<void> HighWater::Write(Position size) {
  const std::string text = fmt::format("{:020}\n", size);
  const auto written = ::pwrite(file_, text.data(), text.size(), 0);
  if (written != static_cast<ssize_t>(text.size())) return FailedTo("write");
  return {};
}

}  // namespace daybook
