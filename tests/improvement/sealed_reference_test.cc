#include "improvement/sealed_reference.h"

#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

const ShowReference kPlaces = [](Position position, std::size_t index) {
  return std::to_string(position) + "/" + std::to_string(index);
};

constexpr const char* kSealedName =
    R"({"@sealed":{"person":"person/p","key":"0","nonce":"AAAA","ciphertext":"SECRET"}})";

std::string RegisteredSealed() {
  return std::string(R"({"name":)") + kSealedName + R"(,"role":)" + kSealedName + "}";
}

TEST(SealedReferenceTest, EachIsShownInItsPlace) {
  const std::string text =
      "“" + SealedReference(17, 0) + "”, " + SealedReference(18'446'744'073'709'551'615U, 3) + ".";
  EXPECT_TRUE(HasSealedReference(text));
  EXPECT_EQ(ShowReferences(text, kPlaces), "“17/0”, 18446744073709551615/3.");
  EXPECT_EQ(ShowReferences(text, ShowSealedText), "“[sealed]”, [sealed].");
}

TEST(SealedReferenceTest, TextWithoutOneIsAsItWas) {
  EXPECT_FALSE(HasSealedReference("[sealed] 17:0"));
  EXPECT_EQ(ShowReferences("[sealed] 17:0", kPlaces), "[sealed] 17:0");
}

TEST(SealedReferenceTest, NoEventCanHaveOne) {
  EXPECT_FALSE(MakeDraft({.id = "1",
                          .source = "/test",
                          .type = "case.noted",
                          .subject = "case/1",
                          .data = "\"" + SealedReference(0, 0) + "\""})
                   .has_value());
}

TEST(SealedReferenceTest, AFactHasWhereTheValueIsInsteadOfTheValue) {
  Entries entries;
  entries.Add({.type = "case.noted", .subject = "case/1", .data = "{}"});
  entries.Add({.type = "person.registered", .subject = "person/p", .data = RegisteredSealed()});
  const Facts facts = FactsOf(entries.all);
  EXPECT_EQ(facts.at(1).rest.find("SECRET"), std::string::npos);
  const Fact fact = ReadFact(facts.at(1));
  EXPECT_EQ(ShowReferences(fact.data.Text("name"), kPlaces), "1/0");
  EXPECT_EQ(ShowReferences(fact.data.Text("role"), kPlaces), "1/1");
}

TEST(SealedReferenceTest, InsideOfListsAndObjectsToo) {
  Entries entries;
  entries.Add(
      {.type = "case.noted",
       .subject = "case/1",
       .data = std::string(R"({"a":["x",)") + kSealedName + R"(],"b":{"c":)" + kSealedName + "}}"});
  const Facts facts = FactsOf(entries.all);
  const Fact fact = ReadFact(facts.front());
  EXPECT_EQ(ShowReferences(fact.data.Json(), kPlaces), R"({"a":["x","0/0"],"b":{"c":"0/1"}})");
}

TEST(SealedReferenceTest, ErasingLeavesNoneInTheState) {
  Entries entries;
  entries.Add({.type = "person.registered", .subject = "person/p", .data = RegisteredSealed()});
  entries.Add({.type = "person.erased", .subject = "person/p", .data = "{}"});
  const Subject subject = Fold("person/p", FactsOf(entries.all));
  EXPECT_EQ(std::get<Person>(subject.state).name, "");
  EXPECT_EQ(std::get<Person>(subject.state).role, "");
}

}  // namespace
}  // namespace daybook::improvement
