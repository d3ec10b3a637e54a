#include "faults/disk.h"

#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <set>

namespace daybook::faults {
namespace {

namespace fs = std::filesystem;

std::mutex disks_mutex;
std::set<std::pair<std::string, Disk*>> disks;  // by root, guarded by disks_mutex

ino_t InodeOf(const fs::path& path) {
  struct stat found{};
  return ::lstat(path.c_str(), &found) == 0 ? found.st_ino : 0;
}

}  // namespace

Disk::Disk(fs::path root) : root_(std::move(root)), removed_(root_.string() + ".removed") {
  fs::create_directories(root_);
  fs::create_directories(removed_);
  const std::scoped_lock lock(disks_mutex);
  disks.emplace(root_.string() + "/", this);
}

Disk::~Disk() {
  const std::scoped_lock lock(disks_mutex);
  disks.erase({root_.string() + "/", this});
}

Disk* Disk::Of(std::string_view path) {
  const std::scoped_lock lock(disks_mutex);
  for (const auto& [root, disk] : disks) {
    if (path.starts_with(root) || path == std::string_view(root).substr(0, root.size() - 1)) {
      return disk;
    }
  }
  return nullptr;
}

void Disk::Arm(Part part, Act act, std::uint64_t after, Harm harm) {
  const std::scoped_lock lock(mutex_);
  armed_ = {part, act, after, harm};
  harmed_ = false;
}

void Disk::Heal() {
  const std::scoped_lock lock(mutex_);
  armed_.reset();
  full_ = false;
}

void Disk::Forget() {
  const std::scoped_lock lock(mutex_);
  harmed_ = false;
}

bool Disk::harmed() const {
  const std::scoped_lock lock(mutex_);
  return harmed_;
}

bool Disk::full() const {
  const std::scoped_lock lock(mutex_);
  return full_;
}

void Disk::Stop() {
  const std::scoped_lock lock(mutex_);
  stopped_ = true;
}

Part Disk::PartOf(std::string_view path) const {
  if (path.find("/derived") != std::string_view::npos) return Part::kDerived;
  if (path.find("/journal") == std::string_view::npos) return Part::kSmall;
  return path.ends_with(".log") ? Part::kLog : Part::kStore;
}

Disk::Verdict Disk::Judge(const std::string& path, Act act, std::size_t bytes) {
  const std::scoped_lock lock(mutex_);
  if (stopped_) return {EIO, 0};
  if (armed_ && armed_->part == PartOf(path) && armed_->act == act && armed_->after-- == 0) {
    const Harm harm = armed_->harm;
    armed_.reset();
    harmed_ = true;
    // A record of one sector is written whole or not at all.
    const std::size_t beginning =
        PartOf(path) == Part::kSmall || bytes == 0 ? 0 : ++torn_ * 7919 % bytes;
    if (harm == Harm::kFail) return {EIO, 0};
    if (harm == Harm::kTorn) return {EIO, beginning};
    if (harm == Harm::kCut) {
      stopped_ = true;
      return {EIO, beginning};
    }
    full_ = true;
    return {ENOSPC, beginning};
  }
  if (full_ && act == Act::kWrite) return {ENOSPC, 0};
  return {};
}

void Disk::Made(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  inodes_[InodeOf(path)] = {};
}

void Disk::Overwritten(const std::string& path, std::string record) {
  const std::scoped_lock lock(mutex_);
  Inode& inode = inodes_[InodeOf(path)];
  inode.spoiled = false;  // all of it is to be written again
  if (inode.records.empty()) inode.records.emplace_back();
  inode.records.push_back(std::move(record));
}

void Disk::Synced(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  if (fs::is_directory(path)) {
    durable_names_[path] = NamesIn(path);
    return;
  }
  Inode& inode = inodes_[InodeOf(path)];
  if (inode.spoiled) return;
  std::error_code gone;
  const auto size = fs::file_size(path, gone);
  if (!gone) inode.durable = size;
  if (inode.records.size() > 1) inode.records = {std::move(inode.records.back())};
}

void Disk::SyncFailed(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  if (!fs::is_directory(path)) inodes_[InodeOf(path)].spoiled = true;
}

void Disk::Leaving(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  const ino_t inode = InodeOf(path);
  const auto names = durable_names_.find(fs::path(path).parent_path().string());
  if (inode == 0 || names == durable_names_.end()) return;
  const auto name = names->second.find(fs::path(path).filename().string());
  if (name == names->second.end() || name->second != inode) return;
  std::error_code there_already;
  fs::create_hard_link(path, removed_ / std::to_string(inode), there_already);
}

Disk::Names Disk::NamesIn(const fs::path& directory) {
  Names names;
  std::error_code gone;
  for (const auto& entry : fs::directory_iterator(directory, gone)) {
    names.emplace(entry.path().filename().string(),
                  entry.is_directory() ? 0 : InodeOf(entry.path()));
  }
  return names;
}

Disk::Paths Disk::WhereInodesAre() const {
  Paths where;
  for (const fs::path& directory : {removed_, root_}) {
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
      if (entry.is_regular_file()) where.insert_or_assign(InodeOf(entry.path()), entry.path());
    }
  }
  return where;
}

bool Disk::stopped() const {
  const std::scoped_lock lock(mutex_);
  return stopped_;
}

void Disk::Adopt() {
  const std::scoped_lock lock(mutex_);
  inodes_.clear();
  AllIsDurable();
}

void Disk::Start(std::optional<std::mt19937_64> cut, bool stays_armed) {
  const std::scoped_lock lock(mutex_);
  stopped_ = harmed_ = full_ = false;
  if (!stays_armed) armed_.reset();
  if (!cut) return;
  const fs::path after = root_.string() + ".after";
  fs::remove_all(after);
  Rebuild(root_, after, WhereInodesAre(), *cut);
  fs::remove_all(root_);
  fs::rename(after, root_);
  fs::remove_all(removed_);
  fs::create_directories(removed_);
  AllIsDurable();
}

// Of each directory, the names that it has now or those that were synced last: which of them, is
// up to the disk.
void Disk::Rebuild(const fs::path& from, const fs::path& to, const Paths& where,
                   std::mt19937_64& choose) {
  fs::create_directory(to);
  const Names& names = choose() % 2 == 0 ? NamesIn(from) : durable_names_[from.string()];
  for (const auto& [name, inode] : names) {
    if (inode == 0) {
      Rebuild(from / name, to / name, where, choose);
    } else if (const auto file = where.find(inode); file != where.end()) {
      fs::create_hard_link(file->second, to / name);
      Cut(to / name, inode, choose);
    }
  }
}

void Disk::Cut(const fs::path& file, ino_t number, std::mt19937_64& choose) {
  Inode& inode = inodes_[number];
  if (!inode.records.empty()) {
    const std::string& record = inode.records[choose() % inode.records.size()];
    std::ofstream(file, std::ios::binary | std::ios::trunc) << record;
    inode.records = {record};
    return;
  }
  const std::uint64_t size = fs::file_size(file);
  if (size <= inode.durable) return;
  const std::uint64_t more = choose() % 3 == 0 ? 0 : choose() % (size - inode.durable + 1);
  const std::uint64_t left = inode.durable + (inode.spoiled ? 0 : more);
  fs::resize_file(file, left);
  inode.durable = left;
}

void Disk::AllIsDurable() {
  durable_names_.clear();
  durable_names_[root_.string()] = NamesIn(root_);
  std::map<ino_t, Inode> left;
  for (const auto& entry : fs::recursive_directory_iterator(root_)) {
    if (entry.is_directory()) {
      durable_names_[entry.path().string()] = NamesIn(entry.path());
      continue;
    }
    Inode& inode = left[InodeOf(entry.path())];
    inode.durable = entry.file_size();
    inode.records = std::move(inodes_[InodeOf(entry.path())].records);
  }
  inodes_ = std::move(left);
}

}  // namespace daybook::faults
