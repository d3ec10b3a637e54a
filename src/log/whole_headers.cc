#include "log/whole_headers.h"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <algorithm>
#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>
#include <cassert>
#include <cstdint>
#include <filesystem>
#include <string>

namespace daybook {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

// RocksDB's log format (its wiki, "Write Ahead Log File Format"): blocks, each of records with a
// header of a masked CRC-32C (of the type and what follows the header), a length and a type,
// numbers little-endian. Fewer bytes than a header at the end of a block mean nothing.
constexpr std::size_t kBlockBytes = 32 * 1024;
constexpr std::size_t kHeaderBytes = 7;
constexpr std::size_t kLengthAt = 4;
constexpr std::size_t kTypeAt = 6;
// Types from this one to the next are of logs that are written over again, which these are not: to
// RocksDB, such a record was left by an earlier log, and is the end.
constexpr std::uint8_t kFirstRecyclable = 5;
constexpr std::uint8_t kLastRecyclable = 8;

std::uint32_t Masked(std::uint32_t crc) { return (crc >> 15 | crc << 17) + 0xa282ead8U; }

const unsigned char* BytesAt(std::string_view text, std::size_t at) {
  return reinterpret_cast<const unsigned char*>(text.data()) + at;
}

// Whether a record begins here that is whole, but for one bit of its length. (To try any length
// would find one that fits by chance in some of a hundred thousand records that were cut short.)
bool IsWholeButForItsLength(std::string_view record) {
  const std::uint32_t crc = boost::endian::load_little_u32(BytesAt(record, 0));
  const std::size_t length = boost::endian::load_little_u16(BytesAt(record, kLengthAt));
  for (std::size_t bit = 1; bit < kBlockBytes; bit *= 2) {
    const std::size_t size = kHeaderBytes + (length ^ bit);
    if (size > record.size()) continue;
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> found;  // CRC-32C
    found.process_bytes(record.data() + kTypeAt, size - kTypeAt);
    if (Masked(found.checksum()) == crc) return true;
  }
  return false;
}

class InMemory : public rocksdb::FSSequentialFile {
 public:
  explicit InMemory(std::string text) : text_(std::move(text)) {}

  IOStatus Read(std::size_t bytes, const IOOptions&, rocksdb::Slice* read, char* scratch,
                IODebugContext*) override {
    const std::string_view part = std::string_view(text_).substr(at_, bytes);
    std::ranges::copy(part, scratch);
    at_ += part.size();
    *read = rocksdb::Slice(scratch, part.size());
    return IOStatus::OK();
  }
  IOStatus Skip(std::uint64_t bytes) override {
    at_ = std::min<std::uint64_t>(text_.size(), at_ + bytes);
    return IOStatus::OK();
  }

 private:
  const std::string text_;
  std::size_t at_ = 0;
};

IOStatus DamagedHeader(const std::string& name) {
  return IOStatus::Corruption(name, "the header of a record is damaged");
}

IOStatus ReadAll(rocksdb::FSSequentialFile& file, std::string& text) {
  std::string part(kBlockBytes, '\0');
  for (;;) {
    rocksdb::Slice read;
    IOStatus status = file.Read(part.size(), {}, &read, part.data(), nullptr);
    text.append(read.data(), read.size());
    if (!status.ok() || read.size() < part.size()) return status;
  }
}

// A write-ahead log, which RocksDB reads a block at a time.
class LookedAt : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  LookedAt(std::unique_ptr<rocksdb::FSSequentialFile> file, std::string name)
      : FSSequentialFileOwnerWrapper(std::move(file)), name_(std::move(name)) {}

  IOStatus Read(std::size_t bytes, const IOOptions& options, rocksdb::Slice* read, char* scratch,
                IODebugContext* debug) override {
    assert(bytes == kBlockBytes);
    IOStatus done = FSSequentialFileOwnerWrapper::Read(bytes, options, read, scratch, debug);
    if (done.ok() && HidesRecords({read->data(), read->size()}, Zeros::kMayBeAnywhere)) {
      return DamagedHeader(name_);
    }
    return done;
  }

 private:
  const std::string name_;
};

class WholeHeaders : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;
  const char* Name() const override { return "WholeHeaders"; }

  IOStatus NewSequentialFile(const std::string& name, const FileOptions& options,
                             std::unique_ptr<rocksdb::FSSequentialFile>* file,
                             IODebugContext* debug) override {
    IOStatus done = FileSystemWrapper::NewSequentialFile(name, options, file, debug);
    if (!done.ok()) return done;
    const std::filesystem::path path = name;
    if (path.extension() == ".log") {
      *file = std::make_unique<LookedAt>(std::move(*file), name);
    } else if (path.filename().string().starts_with("MANIFEST-")) {
      std::string text;
      done = ReadAll(**file, text);
      if (!done.ok()) return done;
      if (HidesRecords(text, Zeros::kAreTheEnd)) return DamagedHeader(name);
      *file = std::make_unique<InMemory>(std::move(text));
    }
    return done;
  }
};

class OnWholeHeaders : public rocksdb::EnvWrapper {
 public:
  explicit OnWholeHeaders(rocksdb::Env* disk) : EnvWrapper(disk) {
    file_system_ = std::make_shared<WholeHeaders>(disk->GetFileSystem());
  }
};

}  // namespace

bool HidesRecords(std::string_view log, Zeros zeros) {
  std::size_t at = 0;
  while (at < log.size()) {
    const std::size_t left_of_block = kBlockBytes - at % kBlockBytes;
    if (left_of_block < kHeaderBytes) {
      at += left_of_block;
      continue;
    }
    const std::string_view rest = log.substr(at, left_of_block);
    if (rest.size() < kHeaderBytes) return false;
    const auto type = static_cast<std::uint8_t>(rest[kTypeAt]);
    if (type >= kFirstRecyclable && type <= kLastRecyclable) return true;
    const std::size_t size =
        kHeaderBytes + boost::endian::load_little_u16(BytesAt(rest, kLengthAt));
    if (type == 0 && size == kHeaderBytes) {  // what was allocated and not written to yet
      return zeros == Zeros::kAreTheEnd && log.find_first_not_of('\0', at) != log.npos;
    }
    if (size > rest.size()) return IsWholeButForItsLength(rest);
    at += size;
  }
  return false;
}

std::unique_ptr<rocksdb::Env> WithWholeHeaders(rocksdb::Env* disk) {
  return std::make_unique<OnWholeHeaders>(disk);
}

}  // namespace daybook
