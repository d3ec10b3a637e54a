// A book with a keyring, for tests.

#ifndef DAYBOOK_TESTS_KEYRING_KEPT_H_
#define DAYBOOK_TESTS_KEYRING_KEPT_H_

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "keyring/keyring.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::keyring {

class KeptTest : public ::testing::Test {
 protected:
  KeyringOptions Options() {
    return {.directory = directory_ / "keyring",
            .master_key = directory_ / "master-key",
            .mark = directory_ / "keyring-id",
            .say = [this](const std::string& said) { said_.push_back(said); }};
  }

  // As after the end of the process.
  void Reopen() {
    keyring_.reset();
    auto opened = Keyring::Open(*book_, Options());
    ASSERT_TRUE(opened.has_value()) << opened.error().detail;
    keyring_ = *std::move(opened);
  }
  void SetUp() override { Reopen(); }

  std::string IdOf(const std::string& person) {
    const auto key = keyring_->Find(person);
    return key ? key->id : "";
  }

  std::string MakeKey(const std::string& person) {
    const auto key = keyring_->FindOrMake(person);
    EXPECT_TRUE(key.has_value()) << key.error().detail;
    return key ? (*key)->id : "";
  }

  void Append(const std::string& type, const std::string& subject) {
    const auto draft = MakeDraft(
        {.id = type + subject, .source = "/test", .type = type, .subject = subject, .data = "{}"});
    ASSERT_TRUE(draft.has_value());
    testing::AppendOne(*book_, *draft);
  }

  std::string TroubleSaid() { return keyring_->trouble() ? keyring_->trouble()->detail : ""; }

  std::filesystem::path PathOf(const std::string& person, std::uint64_t generation = 1) {
    return KeyPath(KeyDirectory(directory_ / "keyring", generation), person);
  }

  static std::string ReadText(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void WriteText(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  }

  testing::TemporaryDirectory directory_;
  std::vector<std::string> said_;
  std::unique_ptr<Book> book_ = testing::OpenBook(directory_ / "book");
  std::unique_ptr<Keyring> keyring_;
};

}  // namespace daybook::keyring

#endif  // DAYBOOK_TESTS_KEYRING_KEPT_H_
