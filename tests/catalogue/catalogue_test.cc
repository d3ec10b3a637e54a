#include "catalogue/catalogue.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "catalogue/drafts.h"
#include "catalogue/reserved.h"
#include "daybook/limits.h"
#include "event/entry.h"
#include "event/instant.h"

namespace daybook::catalogue {
namespace {

using nlohmann::json;

constexpr const char* kAgreed = R"({"owner":"person/ada","due":"2025-06-30"})";
constexpr const char* kCaseSchema = R"({"type":"object","required":["by"]})";

// The data of a schema.registered.
std::string DataOf(const std::string& type, int version, const std::string& schema) {
  return json{{"type", type}, {"version", version}, {"schema", json::parse(schema)}}.dump();
}

Draft RegistrationOf(const std::string& type, int version, const std::string& schema) {
  return DraftOf("schema.registered", "book/control", DataOf(type, version, schema));
}

class CatalogueTest : public ::testing::Test {
 protected:
  void Learn(const Draft& draft) {
    const std::string entry = EncodeEntry({.position = next_,
                                           .revision = next_,
                                           .recorded = *ParseInstant("2025-03-01T12:00:00Z"),
                                           .authtype = "user",
                                           .authid = "clerk"},
                                          draft.body);
    ++next_;
    ASSERT_TRUE(catalogue_.Learn(entry).has_value());
  }
  void Register(const std::string& type, int version, const std::string& schema) {
    Learn(RegistrationOf(type, version, schema));
  }

  Faults FaultsOf(const Draft& draft) { return catalogue::FaultsOf(catalogue_, draft); }

  Catalogue catalogue_;
  Position next_ = 0;
};

TEST_F(CatalogueTest, KindsNobodyKnowsPass) {
  EXPECT_EQ(FaultsOf(DraftOf("case.opened", "case/7", R"({"anything":[1,null]})")), Faults{});
  EXPECT_EQ(FaultsOf(DraftOf("action.exploded", "case/7", std::nullopt)), Faults{});
}

TEST_F(CatalogueTest, ATypeThatItsKindDoesNotHaveIsToldWhatThereIs) {
  const Faults faults = FaultsOf(DraftOf("action.exploded", "action/x", "{}"));
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_TRUE(faults[0].starts_with("/type: is not known of action/…; known: action.agreed, "))
      << faults[0];
  EXPECT_NE(faults[0].find("event.corrected"), std::string::npos);
  EXPECT_EQ(faults[0].find("finding.raised"), std::string::npos);
}

TEST_F(CatalogueTest, ATypeFitsTheKindOfItsSubject) {
  EXPECT_EQ(FaultsOf(DraftOf("action.agreed", "action/x", kAgreed)), Faults{});
  for (const char* subject : {"finding/x", "case/x"}) {
    EXPECT_EQ(FaultsOf(DraftOf("action.agreed", subject, kAgreed)),
              Faults{"/subject: is not what action.agreed is about: that is action/…"});
  }
  EXPECT_EQ(FaultsOf(DraftOf("policy.changed", "book/other", "{}")),
            Faults{"/subject: is not what policy.changed is about: that is book/control"});
}

TEST_F(CatalogueTest, SomeTypesAreOfAnySubject) {
  const std::string disputed = R"({"events":["a"],"note":"They differ."})";
  for (const char* subject : {"finding/x", "case/x", "book/control"}) {
    EXPECT_EQ(FaultsOf(DraftOf("event.disputed", subject, disputed)), Faults{});
  }
}

TEST_F(CatalogueTest, EveryFaultOfAnEventIsTold) {
  const Faults faults =
      FaultsOf(DraftOf("action.agreed", "finding/x", R"({"ownr":"person/ada","due":"soon"})",
                       {{"dataclassification", "secret"}}));
  EXPECT_EQ(faults,
            (Faults{"/dataclassification: must be one of internal, board, committee, public",
                    "/subject: is not what action.agreed is about: that is action/…",
                    "/data/ownr: is not known here; known: due, impactReview, owner, start",
                    "/data/due: must be a day, as in 2025-06-30",
                    "/data/owner: is needed: The one person who is accountable for it."}));
}

TEST_F(CatalogueTest, AClosedListIsToldWhole) {
  const Faults faults =
      FaultsOf(DraftOf("action.impact-assessed", "action/x", R"({"level":"great"})"));
  EXPECT_EQ(faults, Faults{"/data/level: must be one of not-assessed, not-yet-evident, emerging, "
                           "evidenced, embedded, lost"});
}

TEST_F(CatalogueTest, AReferenceIsToldItsForm) {
  const Faults faults =
      FaultsOf(DraftOf("evidence.linked", "evidence/x", R"({"target":"visit/1"})"));
  EXPECT_EQ(
      faults,
      Faults{"/data/target: must have the form of finding/edt-capacity or action/recruit-edt"});
}

TEST_F(CatalogueTest, NoDataIsAnEmptyObject) {
  EXPECT_EQ(FaultsOf(DraftOf("visit.started", "visit/x", std::nullopt)), Faults{});
  EXPECT_EQ(FaultsOf(DraftOf("area.registered", "area/x", std::nullopt)).size(), 2U);
}

TEST_F(CatalogueTest, DataIsAnObject) {
  EXPECT_EQ(FaultsOf(DraftOf("visit.started", "visit/x", R"("on site")")),
            Faults{"/data: must be an object"});
  const auto binary = ParseEvent(
      R"({"specversion":"1.0","id":"1","source":"/a","type":"visit.started","subject":"visit/x",
          "data_base64":"AAAA"})");
  ASSERT_TRUE(binary.has_value());
  EXPECT_EQ(FaultsOf(*binary), Faults{"/data_base64: must be JSON, in data"});
}

TEST_F(CatalogueTest, TheClassificationOfAnyEventIsOneOfFour) {
  const auto classified = [&](const char* level) {
    return FaultsOf(DraftOf("case.opened", "case/7", "{}", {{"dataclassification", level}}));
  };
  EXPECT_EQ(classified("committee"), Faults{});
  EXPECT_EQ(classified("Public").size(), 1U);
  // A member of the data may have that name.
  EXPECT_EQ(FaultsOf(DraftOf("case.opened", "case/7", R"({"a":1,"dataclassification":"x"})")),
            Faults{});
}

TEST_F(CatalogueTest, TheFaultsOfABatchBeginWithTheEventsIndex) {
  const std::vector<Draft> drafts = {DraftOf("case.opened", "case/7", "{}"),
                                     DraftOf("action.agreed", "action/x", kAgreed),
                                     DraftOf("action.agreed", "action/x", "{}")};
  const auto checked = catalogue_.Check(drafts, Pointers::kOfMany, kNoneInBook);
  ASSERT_FALSE(checked.has_value());
  ASSERT_EQ(checked.error().faults.size(), 2U);
  EXPECT_EQ(checked.error().faults[0].pointer, "/2/data/owner");
}

TEST_F(CatalogueTest, FaultsAreToldUpToTheLimit) {
  const std::vector<Draft> drafts(100, DraftOf("action.agreed", "action/x", "{}"));
  const auto checked = catalogue_.Check(drafts, Pointers::kOfMany, kNoneInBook);
  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().faults.size(), limits::kFaultsTold);
}

TEST_F(CatalogueTest, AnEventThatIsInTheBookIsNotCheckedAgain) {
  const std::vector<Draft> drafts = {DraftOf("action.agreed", "action/x", "{}", {}, "old"),
                                     DraftOf("action.agreed", "action/x", "{}", {}, "new")};
  const auto checked =
      catalogue_.Check(drafts, Pointers::kOfMany, [](std::string_view id, std::string_view source) {
        return id == "old" && source == "/test";
      });
  ASSERT_FALSE(checked.has_value());
  for (const Fault& fault : checked.error().faults) {
    EXPECT_TRUE(fault.pointer.starts_with("/1/")) << fault.pointer;
  }
}

TEST_F(CatalogueTest, DataschemaChoosesTheVersion) {
  const std::string old_words = R"({"lead":"person/ada","dueDate":"2025-06-30"})";
  const auto with = [&](const std::string& data, const std::string& schema) {
    return FaultsOf(DraftOf("action.agreed", "action/x", data, {{"dataschema", schema}}));
  };
  EXPECT_EQ(with(old_words, "/v1/schemas/action.agreed/1"), Faults{});
  EXPECT_EQ(with(kAgreed, "https://council.example/v1/schemas/action.agreed/2"), Faults{});
  EXPECT_EQ(with(old_words, "/v1/schemas/action.agreed/2").size(), 4U);
  EXPECT_EQ(FaultsOf(DraftOf("action.agreed", "action/x", old_words)).size(), 4U);
  for (const char* schema :
       {"/v1/schemas/action.agreed/3", "/v1/schemas/action.agreed/", "/v1/schemas/action.started/1",
        "https://example.org/agreed", "/v1/schemas/action.agreed/2x"}) {
    EXPECT_EQ(
        with(kAgreed, schema),
        Faults{"/dataschema: must be /v1/schemas/action.agreed/ and a version, of which there "
               "is 1, 2; or leave it out"})
        << schema;
  }
}

TEST_F(CatalogueTest, ARegisteredSchemaHoldsForWhatComesAfterIt) {
  const Draft opened = DraftOf("case.opened", "case/7", "{}");
  EXPECT_EQ(FaultsOf(RegistrationOf("case.opened", 1, kCaseSchema)), Faults{});
  EXPECT_EQ(FaultsOf(opened), Faults{}) << "checking is not registering";
  Register("case.opened", 1, kCaseSchema);
  EXPECT_EQ(FaultsOf(opened), Faults{"/data/by: is needed"});
  Register("case.opened", 2, R"({"type":"object"})");
  EXPECT_EQ(FaultsOf(opened), Faults{});
  EXPECT_EQ(FaultsOf(DraftOf("case.opened", "case/7", "{}",
                             {{"dataschema", "/v1/schemas/case.opened/1"}})),
            Faults{"/data/by: is needed"});
}

TEST_F(CatalogueTest, AVersionIsOneSchemaForEver) {
  Register("case.opened", 1, kCaseSchema);
  EXPECT_EQ(FaultsOf(RegistrationOf("case.opened", 1, R"({"required":["by"],"type":"object"})")),
            Faults{})
      << "the same in another order";
  EXPECT_EQ(FaultsOf(RegistrationOf("case.opened", 1, "{}")),
            Faults{"/data/version: version 1 of case.opened is another schema already; the highest "
                   "is 1"});
  Register("case.opened", 1, "{}");  // as two writers at once might
  EXPECT_EQ(catalogue_.Find("case.opened", 1), R"({"required":["by"],"type":"object"})");
}

TEST_F(CatalogueTest, NothingOfDaybooksOwnCanBeRegistered) {
  for (const char* type :
       {"action.agreed", "action.celebrated", "event.corrected", "book.closed"}) {
    const Faults faults = FaultsOf(RegistrationOf(type, 9, "{}"));
    ASSERT_EQ(faults.size(), 1U) << type;
    EXPECT_TRUE(faults[0].starts_with("/data/type: ")) << faults[0];
    Register(type, 9, "{}");
    EXPECT_EQ(catalogue_.Find(type, 9), std::nullopt);
  }
}

TEST_F(CatalogueTest, ABrokenSchemaIsPointedAt) {
  EXPECT_EQ(FaultsOf(RegistrationOf("case.opened", 1, R"({"properties":{"a":{"type":"txt"}}})")),
            Faults{"/data/schema/properties/a/type: must be of null, boolean, integer, number, "
                   "string, array and object"});
}

TEST_F(CatalogueTest, TheSizeAndTheNumberOfRegisteredSchemasAreBounded) {
  const json large{{"description", std::string(limits::kSchemaBytes, 'x')}};
  EXPECT_EQ(FaultsOf(RegistrationOf("case.opened", 1, large.dump())),
            Faults{"/data/schema: is larger than 32768 bytes"});
  for (std::size_t i = 1; i <= limits::kRegisteredSchemas; ++i) {
    Register("case.opened", static_cast<int>(i), "{}");
  }
  EXPECT_EQ(FaultsOf(RegistrationOf("case.closed", 1, "{}")),
            Faults{"/data: there are 1000 registered schemas, which is the limit"});
}

TEST_F(CatalogueTest, TheListHasEveryVersion) {
  Register("case.opened", 1, R"({"title":"A case is opened"})");
  std::map<std::string, Listed> listed;
  for (const Listed& one : catalogue_.List()) {
    listed[one.type + "/" + std::to_string(one.version)] = one;
  }
  EXPECT_EQ(listed.size(), 86U);
  EXPECT_EQ(listed.at("action.agreed/1").kind, "action");
  EXPECT_EQ(listed.at("event.released/1").kind, "any");
  EXPECT_EQ(listed.at("key.rotated/1").kind, "book");
  EXPECT_EQ(listed.at("case.opened/1").title, "A case is opened");
}

TEST_F(CatalogueTest, TheHighestVersionIsFoundUnlessOneIsNamed) {
  EXPECT_NE(catalogue_.Find("action.agreed")->find("schemas/action.agreed/2"), std::string::npos);
  EXPECT_NE(catalogue_.Find("action.agreed", 1)->find("\"dueDate\""), std::string::npos);
  EXPECT_EQ(catalogue_.Find("action.agreed", 3), std::nullopt);
  EXPECT_EQ(catalogue_.Find("case.opened"), std::nullopt);
}

TEST_F(CatalogueTest, AnEntryThatIsNoneIsRefused) {
  EXPECT_EQ(catalogue_.Learn("{}").error().code, ErrorCode::kCorrupt);
}

// The personal data that is found in one event.
std::vector<PersonalValue> PersonalIn(const Catalogue& catalogue, const Draft& draft) {
  const auto checked = catalogue.Check({&draft, 1}, Pointers::kOfMany, kNoneInBook);
  EXPECT_TRUE(checked.has_value()) << checked.error().detail;
  return checked.value_or(std::vector<PersonalValue>());
}

TEST(PersonalDataTest, WhatASchemaMarksIsThatOfThePersonTheEventIsAbout) {
  const Draft registered = DraftOf("person.registered", "person/ada", R"({"name":"A","role":"B"})");
  EXPECT_EQ(PersonalIn(Catalogue(), registered),
            (std::vector<PersonalValue>{{0, "/data/name", "person/ada"},
                                        {0, "/data/role", "person/ada"}}));
}

TEST(PersonalDataTest, ACorrectionHasSomeOnlyWhereItIsAboutAPerson) {
  const std::string data = R"({"event":"1","pointer":"/name","from":"a","to":"b","basis":"c"})";
  EXPECT_EQ(PersonalIn(Catalogue(), DraftOf("event.corrected", "person/ada", data)).size(), 2U);
  EXPECT_TRUE(PersonalIn(Catalogue(), DraftOf("event.corrected", "finding/f", data)).empty());
}

}  // namespace
}  // namespace daybook::catalogue
