#include "tools/files.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "event/sha256.h"

namespace daybook::tools {
namespace {

Result<std::string> ReadStream(std::istream& in, const std::string& name, std::size_t bytes_max) {
  std::string text;
  std::array<char, 64UL * 1024> piece{};
  while (in.read(piece.data(), piece.size()), in.gcount() > 0) {
    text.append(piece.data(), static_cast<std::size_t>(in.gcount()));
    if (text.size() > bytes_max) {
      return Fail(ErrorCode::kTooLarge,
                  name + " is larger than " + std::to_string(bytes_max) + " bytes");
    }
  }
  if (in.bad()) return Fail(ErrorCode::kIo, name + " cannot be read");
  return text;
}

}  // namespace

Result<std::string> ReadWhole(Console& console, const std::string& path, std::size_t bytes_max) {
  if (path == "-") return ReadStream(console.in, "Standard input", bytes_max);
  std::ifstream file(path, std::ios::binary);
  if (!file) return Fail(ErrorCode::kNotFound, "Cannot open " + path + ": " + strerror(errno));
  return ReadStream(file, path, bytes_max);
}

Result<HashedFile> HashFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) {
    return Fail(ErrorCode::kNotFound, "Cannot read " + path);
  }
  Sha256Stream hash;
  HashedFile hashed;
  std::array<char, 64UL * 1024> piece{};
  while (file.read(piece.data(), piece.size()), file.gcount() > 0) {
    hash.Add({piece.data(), static_cast<std::size_t>(file.gcount())});
    hashed.bytes += static_cast<std::uint64_t>(file.gcount());
  }
  if (file.bad()) return Fail(ErrorCode::kIo, path + " cannot be read");
  hashed.digest = DigestHex(hash.Finish());
  return hashed;
}

}  // namespace daybook::tools
