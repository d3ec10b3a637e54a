#include "keyring/rewrap.h"

#include <utility>

#include "keyring/key_files.h"
#include "log/small_file.h"

namespace daybook::keyring {
namespace {

namespace fs = std::filesystem;

Result<SecretKey> ReadOrMake(const fs::path& path) {
  auto master = ReadMasterKey(path);
  if (master || master.error().code != ErrorCode::kNotFound) return master;
  return MakeMasterKey(path);
}

// Whether an earlier attempt has wrapped this key.
bool IsDone(const fs::path& keys, const StoredKey& key, const SecretKey& master) {
  const auto found = ReadKey(KeyPath(keys, key.person));
  return found && found->id == key.id && UnwrapKey(*found, master).has_value();
}

Result<void> RewrapKey(const FoundKey& found, const SecretKey& old_master,
                       const SecretKey& new_master, const fs::path& keys) {
  const auto key = found.file ? UnwrapKey(*found.file, old_master) : std::nullopt;
  if (!key) {
    return Fail(ErrorCode::kCorrupt, found.path.string() +
                                         " is damaged: put it back from a copy, or remove it if "
                                         "what is sealed under it shall stay sealed.");
  }
  if (IsDone(keys, *found.file, new_master)) return {};
  return WriteKey(keys, WrapKey(found.file->person, found.file->id, *key, new_master));
}

}  // namespace

Result<std::size_t> Rewrap(const RewrapRequest& request) {
  const fs::path directory = fs::absolute(request.directory);
  auto header = ReadHeader(directory);
  if (!header) return std::unexpected(std::move(header.error()));
  if (!*header) {
    return Fail(ErrorCode::kNotFound, "There is no keyring in " + directory.string() + ".");
  }
  const auto lock = DirectoryLock::Take(directory);
  if (!lock) return std::unexpected(lock.error());
  const auto new_master = ReadOrMake(fs::absolute(request.new_master));
  if (!new_master) return std::unexpected(new_master.error());
  const auto found = FindKeys(KeyDirectory(directory, (*header)->generation));
  if (!found) return std::unexpected(found.error());

  if (!Fits(**header, *new_master)) {
    const auto old_master = ReadMasterKey(fs::absolute(request.old_master));
    if (!old_master) return std::unexpected(old_master.error());
    if (!Fits(**header, *old_master)) {
      return Fail(ErrorCode::kUnprocessable,
                  request.old_master.string() + " is not the master key of this keyring.");
    }
    Header next = **header;
    ++next.generation;
    const fs::path keys = KeyDirectory(directory, next.generation);
    if (auto made = MakeSecretDirectory(keys); !made) return std::unexpected(made.error());
    for (std::size_t i = 0; i < found->size(); ++i) {
      if (auto wrapped = RewrapKey((*found)[i], *old_master, *new_master, keys); !wrapped) {
        return std::unexpected(std::move(wrapped.error()));
      }
      request.on_key(i + 1, found->size());
    }
    if (auto put = WriteHeader(directory, next, *new_master); !put) {
      return std::unexpected(std::move(put.error()));
    }
    **header = next;
  }
  // Or it was interrupted after it was put in force: this is what is left.
  auto destroyed = DestroyOthers(directory, (*header)->generation);
  if (!destroyed) return std::unexpected(std::move(destroyed.error()));
  return found->size();
}

}  // namespace daybook::keyring
