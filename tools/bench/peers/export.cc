#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <vector>

#include "tools/bench/peers/reading.h"
#include "tools/bench/peers/session.h"

namespace daybook::bench {
namespace {

constexpr std::size_t kRoomBytes = 1024UL * 1024;
constexpr std::string_view kCount = R"("count":")";  // in the summary that ends an export

Result<Scanned> Drain(int fd) {
  std::vector<char> room(kRoomBytes);
  std::string end;  // the last bytes that came
  Scanned scanned;
  while (true) {
    const auto got = ::recv(fd, room.data(), room.size(), 0);
    if (got < 0) return Fail(ErrorCode::kIo, "The export broke off.");
    if (got == 0) break;
    const auto bytes = static_cast<std::size_t>(got);
    scanned.bytes += bytes;
    end.append(room.data() + bytes - std::min<std::size_t>(bytes, 4096),
               std::min<std::size_t>(bytes, 4096));
    if (end.size() > 4096) end.erase(0, end.size() - 4096);
  }
  const std::size_t at = end.rfind(kCount);
  if (at == std::string::npos) return Fail(ErrorCode::kIo, "The export has no end: " + end);
  std::from_chars(end.data() + at + kCount.size(), end.data() + end.size(), scanned.events);
  return scanned;
}

}  // namespace

Result<Scanned> ExportDaybook(const Load& load) {
  const auto fd = ConnectTcp(load.where);
  if (!fd) return std::unexpected(fd.error());
  const std::string request = fmt::format(
      "GET /v1/events?order=recorded HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n"
      "Accept: application/x-ndjson\r\nConnection: close\r\n\r\n",
      load.where, load.token);
  const auto begun = Clock::now();
  Result<Scanned> scanned = Fail(ErrorCode::kIo, "The request was not sent.");
  if (::send(*fd, request.data(), request.size(), MSG_NOSIGNAL) ==
      static_cast<ssize_t>(request.size())) {
    scanned = Drain(*fd);
  }
  ::close(*fd);
  if (scanned) scanned->seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  return scanned;
}

}  // namespace daybook::bench
