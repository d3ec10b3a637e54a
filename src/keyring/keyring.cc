#include "keyring/keyring.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "event/entry.h"
#include "event/sha256.h"
#include "log/stream_visit.h"

namespace daybook::keyring {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIdDigits = 32;
constexpr std::size_t kKeyIdDigits = 16;

// A book's name is that of its key.
std::string NameOf(const Book& book) {
  const std::string key = book.verifier_key();
  return key.substr(0, key.find('+'));
}

KeyringOptions Absolute(KeyringOptions options) {
  options.directory = fs::absolute(options.directory);
  options.master_key = fs::absolute(options.master_key);
  return options;
}

Error Unusable(std::string why) {
  return {ErrorCode::kUnavailable, why + " Personal data is neither shown nor taken in meanwhile."};
}

}  // namespace

Result<std::unique_ptr<Keyring>> Keyring::Open(const Book& book, KeyringOptions options) {
  std::unique_ptr<Keyring> keyring(new Keyring(book, Absolute(std::move(options))));
  if (auto loaded = keyring->Load(); !loaded) return std::unexpected(std::move(loaded.error()));
  return keyring;
}

Result<void> Keyring::Load() {
  const auto mark = ReadSmallFile(options_.mark);
  if (!mark) return std::unexpected(mark.error());
  const std::string where = options_.directory.string();
  auto header = ReadHeader(options_.directory);
  if (!header && header.error().code != ErrorCode::kCorrupt) {
    return std::unexpected(std::move(header.error()));
  }
  if (!header) {
    trouble_ = Unusable(header.error().detail);
    return {};
  }
  if (!*header) {
    if (*mark) trouble_ = Unusable("The keyring of this book is missing: put back " + where + ".");
    return {};
  }
  if ((*header)->book != NameOf(book_) || (*mark && **mark != (*header)->id + "\n")) {
    trouble_ = Unusable("The keyring in " + where + " is not that of this book.");
    return {};
  }
  auto lock = DirectoryLock::Take(options_.directory);
  if (!lock) return std::unexpected(std::move(lock.error()));
  lock_ = *std::move(lock);
  header_ = *std::move(header);
  auto master = ReadMasterKey(options_.master_key);
  if (!master) {
    trouble_ = Unusable(master.error().detail);
  } else if (!Fits(*header_, *master)) {
    trouble_ =
        Unusable(options_.master_key.string() + " is not the master key that the keyring in " +
                 where + " is wrapped with.");
  } else {
    master_ = *master;
  }
  if (auto loaded = LoadKeys(!trouble_); !loaded) return loaded;
  if (*mark || trouble_) return {};
  return MakeSecretFile(options_.mark, header_->id + "\n");
}

// What should have been destroyed goes first; it does not need the master key. What an interrupted
// change of that left goes only if the header is known to be whole: it says which keys are in
// force.
Result<void> Keyring::LoadKeys(bool usable) {
  const auto found = FindKeys(KeysPath());
  if (!found) return std::unexpected(found.error());
  if (usable) {
    auto destroyed = DestroyOthers(options_.directory, header_->generation);
    if (!destroyed) return destroyed;
  }
  for (const auto& [path, file] : *found) {
    const auto erased = file ? IsErased(file->person) : Result<bool>(false);
    if (!erased) return std::unexpected(erased.error());
    if (*erased) {
      if (auto destroyed = DestroyFile(path); !destroyed) return destroyed;
      options_.say("The key of somebody who is erased was there still, and was destroyed");
      continue;
    }
    if (!usable) continue;
    const auto key = file ? UnwrapKey(*file, master_) : std::nullopt;
    if (key) {
      keys_.emplace(file->person, std::make_shared<PersonKey>(file->person, file->id, *key));
    } else {
      options_.say(path.string() + " is damaged: what is sealed under it stays sealed");
    }
  }
  return {};
}

Keyring::Key Keyring::Find(std::string_view person) const {
  const std::scoped_lock lock(keys_mutex_);
  const auto found = keys_.find(person);
  return found == keys_.end() ? nullptr : found->second;
}

Result<Keyring::Key> Keyring::FindOrMake(const std::string& person) {
  if (trouble_) return std::unexpected(*trouble_);
  if (Key key = Find(person)) return key;
  const std::scoped_lock files(files_mutex_);
  if (Key key = Find(person)) return key;
  const auto erased = IsErased(person);
  if (!erased) return std::unexpected(erased.error());
  if (*erased) {
    return Fail(ErrorCode::kConflict,
                fmt::format("{} is erased: personal data of theirs is taken in no more.", person));
  }
  if (auto made = Make(); !made) return std::unexpected(std::move(made.error()));
  std::error_code error;
  if (fs::exists(KeyPath(KeysPath(), person), error)) {
    // To make another one in its place would lose what the first one sealed for good.
    return Fail(ErrorCode::kUnavailable, fmt::format("The key of {} is damaged.", person));
  }
  const SecretKey secret = SecretKey::Random();
  const std::string id = RandomDigits(kKeyIdDigits);
  if (auto written = WriteKey(KeysPath(), WrapKey(person, id, secret, master_)); !written) {
    return std::unexpected(std::move(written.error()));
  }
  auto key = std::make_shared<const PersonKey>(person, id, secret);
  const std::scoped_lock lock(keys_mutex_);
  keys_.emplace(person, key);
  return key;
}

Result<void> Keyring::Destroy(std::string_view person) {
  const std::scoped_lock files(files_mutex_);
  if (!header_) return trouble_ ? Result<void>(std::unexpected(*trouble_)) : Result<void>();
  {
    const std::scoped_lock lock(keys_mutex_);
    if (const auto found = keys_.find(person); found != keys_.end()) keys_.erase(found);
  }
  return DestroyFile(KeyPath(KeysPath(), person));
}

// The keyring itself, at its first key: each step is on disk before the next, and the mark, which
// makes the keyring one that is missed, comes last.
Result<void> Keyring::Make() {
  if (header_) return {};
  if (auto made = MakeSecretDirectory(options_.directory); !made) return made;
  auto lock = DirectoryLock::Take(options_.directory);
  if (!lock) return std::unexpected(std::move(lock.error()));
  auto master = ReadOrMakeMasterKey();
  if (!master) return std::unexpected(std::move(master.error()));
  const Header header{.id = RandomDigits(kIdDigits), .book = NameOf(book_), .check = {}};
  const fs::path keys = KeyDirectory(options_.directory, header.generation);
  if (auto made = MakeSecretDirectory(keys); !made) return made;
  if (auto written = WriteHeader(options_.directory, header, *master); !written) return written;
  if (auto marked = MakeSecretFile(options_.mark, header.id + "\n"); !marked) return marked;
  lock_ = *std::move(lock);
  master_ = *master;
  header_ = header;
  return {};
}

Result<SecretKey> Keyring::ReadOrMakeMasterKey() const {
  auto master = ReadMasterKey(options_.master_key);
  if (master || master.error().code != ErrorCode::kNotFound) return master;
  auto made = MakeMasterKey(options_.master_key);
  if (made) {
    options_.say("Made the master key " + options_.master_key.string() + " of the keyring in " +
                 options_.directory.string() +
                 ". Back both up, apart from the book and from each other: without them personal "
                 "data cannot be read any more");
  }
  return made;
}

Result<bool> Keyring::IsErased(std::string_view person) const {
  EntryReader reader;
  bool erased = false;
  const auto look = [&](std::string_view text) -> Result<bool> {
    const auto entry = reader.Read(text);
    if (!entry) return std::unexpected(entry.error());
    erased = entry->type == kErased;
    return !erased;
  };
  Revision next = 0;
  if (auto read = VisitStream(book_, person, next, look); !read) {
    return std::unexpected(std::move(read.error()));
  }
  return erased;
}

}  // namespace daybook::keyring
