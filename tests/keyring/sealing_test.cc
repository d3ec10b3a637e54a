#include "keyring/sealing.h"

#include <gtest/gtest.h>

#include "event/text.h"

namespace daybook::keyring {
namespace {

const SecretKey kSecret("0123456789abcdef0123456789abcdef");
const PersonKey kKey("person/ada", "0011223344556677", kSecret);
const Place kPlace{.source = "/hr", .id = "1", .pointer = "/data/name"};

// The parts of a sealed value, as they would be read from an entry.
class Parsed {
 public:
  explicit Parsed(const std::string& text) : value_(*SealedIn(parser_.parse(text))) {}
  const SealedValue& value() const { return value_; }

 private:
  simdjson::dom::parser parser_;
  SealedValue value_;
};

std::optional<std::string> Opened(const std::string& sealed, const Place& place = kPlace,
                                  const PersonKey& key = kKey) {
  return Open(key, place, Parsed(sealed).value());
}

TEST(SealingTest, WhatIsSealedOpensToTheSameJson) {
  for (const std::string json : {R"("Ada Lovelace")", "17", R"({"a":[1," "]})", R"("")"}) {
    EXPECT_EQ(Opened(Seal(kKey, kPlace, json)), json);
  }
}

TEST(SealingTest, NothingOfTheValueIsInIt) {
  const std::string sealed = Seal(kKey, kPlace, R"("Ada Lovelace")");
  EXPECT_EQ(sealed.find("Ada"), std::string::npos);
  EXPECT_TRUE(sealed.starts_with(R"({"@sealed":{"person":"person/ada","key":"0011223344556677",)"));
}

TEST(SealingTest, ItsLengthIsThatOfALongerOne) {
  EXPECT_EQ(Seal(kKey, kPlace, R"("Ada")").size(), Seal(kKey, kPlace, R"("Ada Lovelace")").size());
}

// Made with Python's cryptography from the words of sealing.h: the form is one for ever.
TEST(SealingTest, AnotherProgramComesToTheSame) {
  EXPECT_EQ(Seal(kKey, kPlace, R"("Ada Lovelace")"),
            R"({"@sealed":{"person":"person/ada","key":"0011223344556677",)"
            R"("nonce":"TiRD9qjJAhXfMeVN",)"
            R"("ciphertext":"5q8C0HXki5HnJZ4B8rt0/5PYxypivbUOZZzSC7a9Cb06rMc0ysyQj3DLfxP4FjFV"}})");
}

TEST(SealingTest, TheSameAgainIsTheSameBytes) {
  EXPECT_EQ(Seal(kKey, kPlace, R"("Ada")"), Seal(kKey, kPlace, R"("Ada")"));
}

TEST(SealingTest, AtAnotherPlaceItIsAnotherAndDoesNotOpen) {
  const std::string sealed = Seal(kKey, kPlace, R"("Ada")");
  for (const Place& other : {Place{"/other", "1", "/data/name"}, Place{"/hr", "2", "/data/name"},
                             Place{"/hr", "1", "/data/role"}}) {
    EXPECT_NE(Parsed(Seal(kKey, other, R"("Ada")")).value().nonce, Parsed(sealed).value().nonce);
    EXPECT_EQ(Opened(sealed, other), std::nullopt);
  }
}

TEST(SealingTest, UnderAnotherKeyItDoesNotOpen) {
  const std::string sealed = Seal(kKey, kPlace, R"("Ada")");
  EXPECT_EQ(Opened(sealed, kPlace, PersonKey("person/ada", kKey.id, SecretKey::Random())),
            std::nullopt);
  EXPECT_EQ(Opened(sealed, kPlace, PersonKey("person/bob", kKey.id, kSecret)), std::nullopt);
  EXPECT_EQ(Opened(sealed, kPlace, PersonKey("person/ada", "0", kSecret)), std::nullopt);
}

TEST(SealingTest, WithOneBitOfItChangedItDoesNotOpen) {
  const Parsed parsed(Seal(kKey, kPlace, R"("Ada")"));
  std::string bytes = *DecodeBase64(parsed.value().ciphertext);
  for (char& byte : bytes) {
    byte = static_cast<char>(byte ^ 1);
    SealedValue changed = parsed.value();
    const std::string text = EncodeBase64(bytes);
    changed.ciphertext = text;
    EXPECT_EQ(Open(kKey, kPlace, changed), std::nullopt);
    byte = static_cast<char>(byte ^ 1);
  }
  SealedValue empty = parsed.value();
  empty.ciphertext = "";
  EXPECT_EQ(Open(kKey, kPlace, empty), std::nullopt);
}

}  // namespace
}  // namespace daybook::keyring
