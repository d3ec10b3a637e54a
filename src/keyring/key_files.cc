#include "keyring/key_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "event/sha256.h"
#include "event/text.h"
#include "log/small_file.h"

namespace daybook::keyring {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeaderFile = "keyring";
constexpr std::string_view kHeaderForm = "daybook-keyring 1";
constexpr std::string_view kKeyForm = "daybook-key 1";
constexpr std::string_view kKeysPrefix = "keys-";
constexpr std::string_view kKeySuffix = ".key";
constexpr std::size_t kHashDigits = 32;

std::unexpected<Error> FailedTo(std::string_view doing, const fs::path& path) {
  return Fail(ErrorCode::kIo, fmt::format("Could not {} {}: {}.", doing, path.string(),
                                          std::generic_category().message(errno)));
}

// The lines of a text that ends with a line feed.
template <std::size_t count>
std::optional<std::array<std::string, count>> Lines(std::string_view text) {
  std::array<std::string, count> lines;
  for (std::string& line : lines) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    line = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  if (!text.empty()) return std::nullopt;
  return lines;
}

std::string HeaderLines(const Header& header) {
  return fmt::format("{}\n{}\n{}\n{}\n", kHeaderForm, header.id, header.book, header.generation);
}

std::string KeyLines(std::string_view person, std::string_view id) {
  return fmt::format("{}\n{}\n{}\n", kKeyForm, person, id);
}

std::string Wrap(const SecretKey& master, std::string_view context, std::string_view secret) {
  const std::string nonce = RandomBytes(kNonceBytes);
  return EncodeBase64(nonce + Encrypt(master, nonce, context, secret));
}

std::optional<std::string> Unwrap(const SecretKey& master, std::string_view context,
                                  std::string_view wrapped) {
  const auto bytes = DecodeBase64(wrapped);
  if (!bytes || bytes->size() < kNonceBytes) return std::nullopt;
  const std::string_view all = *bytes;
  return Decrypt(master, all.substr(0, kNonceBytes), context, all.substr(kNonceBytes));
}

Result<void> DestroyDirectory(const fs::path& path) {
  std::error_code error;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    if (auto destroyed = DestroyFile(at->path()); !destroyed) return destroyed;
  }
  if (!error) fs::remove(path, error);
  if (!error) return {};
  return Fail(ErrorCode::kIo, "Could not remove " + path.string() + ": " + error.message());
}

}  // namespace

Result<std::optional<Header>> ReadHeader(const fs::path& directory) {
  const fs::path path = directory / kHeaderFile;
  const auto text = ReadSmallFile(path);
  if (!text) return std::unexpected(text.error());
  if (!*text) return std::nullopt;
  const auto lines = Lines<5>(**text);
  if (!lines || lines->front() != kHeaderForm) {
    return Fail(ErrorCode::kCorrupt,
                path.string() + " is not the header of a keyring that this version knows.");
  }
  Header header{.id = (*lines)[1], .book = (*lines)[2], .generation = 0, .check = (*lines)[4]};
  const std::string& number = (*lines)[3];
  const char* const end = number.data() + number.size();
  if (const auto read = std::from_chars(number.data(), end, header.generation);
      read.ec != std::errc() || read.ptr != end) {
    return Fail(ErrorCode::kCorrupt, path.string() + " does not say which keys are in force.");
  }
  return header;
}

Result<void> WriteHeader(const fs::path& directory, Header header, const SecretKey& master) {
  header.check = Wrap(master, HeaderLines(header), header.id);
  return MakeSecretFile(directory / kHeaderFile, HeaderLines(header) + header.check + "\n");
}

bool Fits(const Header& header, const SecretKey& master) {
  return Unwrap(master, HeaderLines(header), header.check) == header.id;
}

Result<SecretKey> ReadMasterKey(const fs::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 077U) != 0) {
    return Fail(
        ErrorCode::kMalformed,
        fmt::format("Others than its owner may read the master key: chmod 600 {}", path.string()));
  }
  const auto text = ReadSmallFile(path);
  if (!text) return std::unexpected(text.error());
  if (!*text) return Fail(ErrorCode::kNotFound, "There is no master key " + path.string() + ".");
  const auto lines = Lines<1>(**text);
  const auto bytes = lines ? DecodeBase64(lines->front()) : std::nullopt;
  if (bytes && bytes->size() == SecretKey::kBytes) return SecretKey(*bytes);
  return Fail(ErrorCode::kMalformed,
              path.string() + " is no master key: it is 32 bytes in base64, on one line.");
}

Result<SecretKey> MakeMasterKey(const fs::path& path) {
  std::error_code error;
  if (fs::exists(path, error)) return Fail(ErrorCode::kIo, path.string() + " is there already.");
  SecretKey key = SecretKey::Random();
  if (auto made = MakeSecretFile(path, EncodeBase64(key.bytes()) + "\n"); !made) {
    return std::unexpected(std::move(made.error()));
  }
  return key;
}

fs::path KeyDirectory(const fs::path& directory, std::uint64_t generation) {
  return directory / fmt::format("{}{}", kKeysPrefix, generation);
}

Result<void> MakeSecretDirectory(const fs::path& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return FailedTo("make", path);
  return SyncDirectory(path.parent_path());
}

fs::path KeyPath(const fs::path& keys, std::string_view person) {
  return keys / DigestHex(Sha256(person)).substr(0, kHashDigits).append(kKeySuffix);
}

Result<StoredKey> ReadKey(const fs::path& path) {
  const auto text = ReadSmallFile(path);
  if (!text) return std::unexpected(text.error());
  const auto lines = Lines<4>(text->value_or(""));
  if (!lines || lines->front() != kKeyForm) {
    return Fail(ErrorCode::kCorrupt, path.string() + " is not a person's key.");
  }
  return StoredKey{.person = (*lines)[1], .id = (*lines)[2], .wrapped = (*lines)[3]};
}

Result<std::vector<FoundKey>> FindKeys(const fs::path& keys) {
  std::vector<FoundKey> found;
  std::error_code error;
  for (fs::directory_iterator at(keys, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() != kKeySuffix) continue;
    found.push_back({.path = at->path(), .file = ReadKey(at->path())});
  }
  if (!error) return found;
  return Fail(ErrorCode::kIo, "Could not read " + keys.string() + ": " + error.message());
}

StoredKey WrapKey(std::string person, std::string id, const SecretKey& key,
                  const SecretKey& master) {
  std::string wrapped = Wrap(master, KeyLines(person, id), key.bytes());
  return {.person = std::move(person), .id = std::move(id), .wrapped = std::move(wrapped)};
}

std::optional<SecretKey> UnwrapKey(const StoredKey& file, const SecretKey& master) {
  const auto bytes = Unwrap(master, KeyLines(file.person, file.id), file.wrapped);
  if (!bytes || bytes->size() != SecretKey::kBytes) return std::nullopt;
  return SecretKey(*bytes);
}

Result<void> WriteKey(const fs::path& keys, const StoredKey& file) {
  return MakeSecretFile(KeyPath(keys, file.person),
                        KeyLines(file.person, file.id) + file.wrapped + "\n");
}

Result<void> DestroyFile(const fs::path& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return errno == ENOENT ? Result<void>() : FailedTo("open", path);
  struct stat status{};
  ::fstat(file, &status);
  const std::string zeros(static_cast<std::size_t>(status.st_size), '\0');
  const bool overwritten =
      ::pwrite(file, zeros.data(), zeros.size(), 0) == status.st_size && ::fsync(file) == 0;
  const int failure = errno;
  ::close(file);
  errno = failure;
  if (!overwritten) return FailedTo("overwrite", path);
  return RemoveFile(path);
}

Result<void> DestroyOthers(const fs::path& directory, std::uint64_t generation) {
  const fs::path kept = KeyDirectory(directory, generation);
  std::error_code error;
  for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
    const fs::path path = at->path();
    if (!path.filename().string().starts_with(kKeysPrefix) || path == kept) continue;
    if (auto destroyed = DestroyDirectory(path); !destroyed) return destroyed;
  }
  if (!error) return {};
  return Fail(ErrorCode::kIo, "Could not clear " + directory.string() + ": " + error.message());
}

}  // namespace daybook::keyring
