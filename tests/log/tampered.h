// Damage that no checksum tells of.

#ifndef DAYBOOK_TESTS_LOG_TAMPERED_H_
#define DAYBOOK_TESTS_LOG_TAMPERED_H_

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace daybook::testing {

/// A store opened for writing behind the book's back, so that its checksums hold.
class Tampered {
 public:
  explicit Tampered(const std::filesystem::path& directory, const rocksdb::Options& options = {}) {
    std::vector<std::string> names;
    EXPECT_TRUE(rocksdb::DB::ListColumnFamilies({}, directory.string(), &names).ok());
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (const std::string& name : names) {
      descriptors.emplace_back(name, rocksdb::ColumnFamilyOptions());
    }
    rocksdb::DB* db = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    EXPECT_TRUE(rocksdb::DB::Open(options, directory.string(), descriptors, &handles, &db).ok());
    db_.reset(db);
    for (std::size_t i = 0; i < names.size(); ++i) families_[names[i]] = handles[i];
  }
  ~Tampered() {
    for (const auto& [name, family] : families_) db_->DestroyColumnFamilyHandle(family);
    EXPECT_TRUE(db_->Close().ok());
  }

  std::string Get(const std::string& family, const std::string& key) {
    std::string value;
    EXPECT_TRUE(db_->Get({}, families_[family], key, &value).ok());
    return value;
  }
  void Put(const std::string& family, const std::string& key, const std::string& value) {
    EXPECT_TRUE(db_->Put({}, families_[family], key, value).ok());
  }
  void Delete(const std::string& family, const std::string& key) {
    EXPECT_TRUE(db_->Delete({}, families_[family], key).ok());
  }
  /// All rows with a key ≥ `from`.
  std::map<std::string, std::string> RowsFrom(const std::string& family, const std::string& from) {
    std::map<std::string, std::string> rows;
    const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator({}, families_[family]));
    for (it->Seek(from); it->Valid(); it->Next()) {
      rows[it->key().ToString()] = it->value().ToString();
    }
    EXPECT_TRUE(it->status().ok());
    return rows;
  }
  /// The last key ≤ `key`.
  std::string LastKeyTo(const std::string& family, const std::string& key) {
    const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator({}, families_[family]));
    it->SeekForPrev(key);
    EXPECT_TRUE(it->Valid());
    return it->Valid() ? it->key().ToString() : std::string();
  }
  void FlipBit(const std::string& family, const std::string& key, std::size_t byte) {
    std::string value = Get(family, key);
    value.at(byte) = static_cast<char>(value.at(byte) ^ 1);
    Put(family, key, value);
  }

 private:
  std::unique_ptr<rocksdb::DB> db_;
  std::map<std::string, rocksdb::ColumnFamilyHandle*> families_;
};

}  // namespace daybook::testing

#endif  // DAYBOOK_TESTS_LOG_TAMPERED_H_
