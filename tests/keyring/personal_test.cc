#include "keyring/personal.h"

#include "event/entry.h"
#include "keyring/kept.h"

namespace daybook::keyring {
namespace {

class PersonalTest : public KeptTest {
 protected:
  static std::vector<Draft> DraftsOf(const std::string& data, const std::string& id = "1") {
    return {testing::MakeEvent(id, "case/1", data)};
  }

  static std::string DataIn(const Draft& draft) {
    return draft.body.substr(draft.body.find("\"data\":"));
  }

  // The pointers at fault.
  static std::vector<std::string> FaultsOf(const std::string& data) {
    auto drafts = DraftsOf(data);
    const auto values = UnwrapValues(drafts);
    std::vector<std::string> pointers;
    if (values) return pointers;
    for (const Fault& fault : values.error().faults) pointers.push_back(fault.pointer);
    return pointers;
  }

  Result<std::vector<Draft>> Sealed(const std::string& data) {
    auto drafts = DraftsOf(data);
    const auto values = UnwrapValues(drafts);
    if (!values) return std::unexpected(values.error());
    if (auto sealed = SealValues(drafts, *values, *keyring_, *book_); !sealed) {
      return std::unexpected(sealed.error());
    }
    return drafts;
  }
};

constexpr const char* kAda =
    R"({"n":1.50,"who":{"@sealed":{"person":"person/ada","value":"Ada Lovelace"}}})";

TEST_F(PersonalTest, AValueIsTakenOutOfWhatItWasSentInAndAllElseStaysTokenForToken) {
  auto drafts =
      DraftsOf(R"({"n":1.50,"a":[{"@sealed":{"value":{"x":1.0},"person":"person/ada"}}]})");
  const auto values = UnwrapValues(drafts);
  ASSERT_TRUE(values.has_value());
  EXPECT_EQ(*values, (std::vector<PersonalValue>{{0, "/data/a/0", "person/ada"}}));
  EXPECT_EQ(DataIn(drafts.front()), R"("data":{"n":1.50,"a":[{"x":1.0}]}})");
}

TEST_F(PersonalTest, TheNameIsKnownHoweverItIsEscaped) {
  auto drafts =
      DraftsOf(R"({"who":{"\u0040se\u0061led":{"person":"person/ada","value":"Ada Lovelace"}}})");
  EXPECT_EQ(UnwrapValues(drafts)->size(), 1U);
  EXPECT_EQ(DataIn(drafts.front()), R"("data":{"who":"Ada Lovelace"}})");
}

TEST_F(PersonalTest, AnEventWithoutAnyIsLeftAsItIs) {
  auto drafts = DraftsOf(R"({"mail":"a@sealed.example","e":"\u00e9"})");
  const std::string body = drafts.front().body;
  EXPECT_TRUE(UnwrapValues(drafts)->empty());
  EXPECT_EQ(drafts.front().body, body);
}

TEST_F(PersonalTest, AReadyMadeCiphertextIsRefused) {
  EXPECT_EQ(FaultsOf(R"({"who":{"@sealed":{"person":"person/ada","key":"0011223344556677",)"
                     R"("nonce":"AAAAAAAAAAAAAAAA","ciphertext":"AAAA"}}})"),
            (std::vector<std::string>{"/0/data/who"}));
}

TEST_F(PersonalTest, WhateverElseHasThatNameIsRefused) {
  EXPECT_EQ(FaultsOf(R"({"a":{"@sealed":1},"b":{"@sealed":{"person":"person/a"}},)"
                     R"("c":{"@sealed":{"person":"person/a","value":1},"more":2}})"),
            (std::vector<std::string>{"/0/data/a", "/0/data/b", "/0/data/c"}));
  EXPECT_EQ(FaultsOf(R"({"a":{"@sealed":{"person":"case/a","value":1}}})"),
            (std::vector<std::string>{"/0/data/a/@sealed/person"}));
  EXPECT_EQ(FaultsOf(R"({"a":{"@sealed":{"person":"person/a","value":)"
                     R"([{"@sealed":{"person":"person/b","value":1}}]}}})"),
            (std::vector<std::string>{"/0/data/a/@sealed/value"}));
}

TEST_F(PersonalTest, SealedItOpensAtItsPlace) {
  const auto drafts = Sealed(kAda);
  ASSERT_TRUE(drafts.has_value());
  EXPECT_EQ(drafts->front().body.find("Ada Lovelace"), std::string::npos);
  const std::string shown =
      ReplaceSealed("{" + drafts->front().body,
                    [&](const SealedValue& sealed, std::size_t, const std::string& pointer) {
                      return Open(*keyring_->Find(sealed.person), {"/test", "1", pointer}, sealed);
                    });
  EXPECT_NE(shown.find(R"("data":{"n":1.50,"who":"Ada Lovelace"}})"), std::string::npos);
}

TEST_F(PersonalTest, TheSameEventAgainIsTheSameBytes) {
  const auto first = Sealed(kAda);
  testing::AppendOne(*book_, first->front());
  Reopen();
  EXPECT_EQ(Sealed(kAda)->front().body, first->front().body);
}

TEST_F(PersonalTest, OnceTheKeyIsGoneWhetherItIsTheSameCannotBeToldAndNoOtherKeyIsMade) {
  testing::AppendOne(*book_, Sealed(kAda)->front());
  ASSERT_TRUE(keyring_->Destroy("person/ada").has_value());
  const auto again = Sealed(kAda);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
  EXPECT_EQ(keyring_->Find("person/ada"), nullptr);
}

TEST_F(PersonalTest, WhatWasTakenInInTheClearIsStillARepetition) {
  const Draft plain = testing::MakeEvent("1", "case/1", R"({"who":"Ada Lovelace"})");
  testing::AppendOne(*book_, plain);
  EXPECT_EQ(
      Sealed(R"({"who":{"@sealed":{"person":"person/ada","value":"Ada Lovelace"}}})")->front().body,
      plain.body);
}

TEST_F(PersonalTest, AnEventThatIsTooLargeOnceItIsSealedIsRefused) {
  const std::string text(63'000, 'x');
  const auto sealed =
      Sealed(R"({"who":{"@sealed":{"person":"person/ada","value":")" + text + R"("}}})");
  ASSERT_FALSE(sealed.has_value());
  EXPECT_EQ(sealed.error().code, ErrorCode::kTooLarge);
}

TEST_F(PersonalTest, AsDeepAsAnEventMayBeItIsSealedToo) {
  std::string data = R"({"@sealed":{"person":"person/ada","value":"Ada Lovelace"}})";
  for (int i = 0; i < 62; ++i) data = "[" + data + "]";
  auto binary = ParseBinary({{"specversion", "1.0"},
                             {"id", "1"},
                             {"source", "/test"},
                             {"type", "case.noted"},
                             {"subject", "case/1"}},
                            "application/json", data);
  ASSERT_TRUE(binary.has_value()) << binary.error().faults.at(0).detail;
  std::vector<Draft> drafts{*binary};
  const auto values = UnwrapValues(drafts);
  ASSERT_TRUE(values.has_value()) << values.error().detail;
  ASSERT_TRUE(SealValues(drafts, *values, *keyring_, *book_).has_value());
  EXPECT_EQ(drafts.front().body.find("Ada Lovelace"), std::string::npos);
}

TEST_F(PersonalTest, AValueInsideOfAnotherIsNotLeftToTheKeyOfTheOther) {
  auto drafts = DraftsOf(R"({"a":{"b":1}})");
  const std::vector<PersonalValue> values{{0, "/data/a", "person/x"}, {0, "/data/a/b", "person/y"}};
  EXPECT_EQ(SealValues(drafts, values, *keyring_, *book_).error().code, ErrorCode::kUnprocessable);
}

TEST_F(PersonalTest, WhatASchemaMarksIsSealedUnderItsSubjectUnlessItWasSentSealed) {
  std::vector<PersonalValue> values{{0, "/data/a", "person/x"}};
  ASSERT_TRUE(
      AddMarked(values,
                {{0, "/data/a", "person/x"}, {0, "/data/a/b", ""}, {1, "/data/a", "person/y"}})
          .has_value());
  EXPECT_FALSE(AddMarked(values, {{0, "/data/a", "person/y"}}).has_value());
  EXPECT_EQ(values,
            (std::vector<PersonalValue>{{0, "/data/a", "person/x"}, {1, "/data/a", "person/y"}}));
}

TEST_F(PersonalTest, WhatASchemaMarksButIsNobodysIsRefused) {
  std::vector<PersonalValue> values{{0, "/data/a", "person/x"}};
  const auto added = AddMarked(values, {{0, "/data/ab", ""}});
  ASSERT_FALSE(added.has_value());
  EXPECT_EQ(added.error().faults.front().pointer, "/0/data/ab");
}

}  // namespace
}  // namespace daybook::keyring
