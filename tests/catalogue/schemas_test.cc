// The catalogue's own schemas, and the history that ships with Daybook, which they must hold. A
// library that is not ours is the referee of what is draft-07 and what fits.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "catalogue/drafts.h"
#include "catalogue/embedded.h"
#include "catalogue/reserved.h"
#include "daybook/limits.h"

namespace daybook::catalogue {
namespace {

using nlohmann::json;

std::string ReadText(const std::string& path) {
  std::ifstream file(DAYBOOK_SOURCE_DIR "/" + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The referee's own reading of a schema.
class Referee {
 public:
  explicit Referee(const json& schema) {
    const valijson::adapters::NlohmannJsonAdapter adapter(schema);
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(adapter, schema_);
  }
  bool Fits(const json& value) {
    const valijson::adapters::NlohmannJsonAdapter adapter(value);
    return valijson::Validator().validate(schema_, adapter, nullptr);
  }

 private:
  valijson::Schema schema_;
};

// A subject that events of this type may be about.
std::string SubjectFor(std::string_view type) {
  const std::string kind(KindOfType(type));
  if (kind == "book") return std::string(kControl);
  return (kind == kAnyKind ? "finding" : kind) + "/edt-capacity";
}

std::map<std::string, std::string> SchemaOf(const EmbeddedSchema& schema) {
  return {{"dataschema",
           "/v1/schemas/" + std::string(schema.type) + "/" + std::to_string(schema.version)}};
}

Faults FaultsOf(const EmbeddedSchema& schema, const json& data) {
  const Draft draft =
      DraftOf(std::string(schema.type), SubjectFor(schema.type), data.dump(), SchemaOf(schema));
  return FaultsOf(Catalogue(), draft);
}

// The first example with this member: one may exclude another.
json ExampleWith(const json& schema, const std::string& name) {
  for (const json& example : schema["examples"]) {
    if (example.contains(name)) return example;
  }
  return schema["examples"][0];
}

template <typename Visit>
void ForEachSchema(Visit visit) {
  ASSERT_EQ(EmbeddedSchemas().size(), 85U);
  for (const EmbeddedSchema& schema : EmbeddedSchemas()) {
    SCOPED_TRACE(std::string(schema.type) + " " + std::to_string(schema.version));
    visit(schema, json::parse(schema.text));
  }
}

TEST(SchemasTest, EveryOneIsDraft07) {
  Referee draft7(json::parse(ReadText("tests/catalogue/draft-07.json")));
  EXPECT_FALSE(draft7.Fits(json{{"type", "text"}}));
  ForEachSchema([&](const EmbeddedSchema&, const json& schema) {
    EXPECT_TRUE(draft7.Fits(schema));
    EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
  });
}

TEST(SchemasTest, EveryOneSaysWhatItIsOf) {
  ForEachSchema([](const EmbeddedSchema& embedded, const json& schema) {
    EXPECT_EQ(schema["$id"], SchemaOf(embedded)["dataschema"]);
    EXPECT_FALSE(schema.value("title", "").empty());
    EXPECT_EQ(schema["type"], "object");
    EXPECT_EQ(schema["additionalProperties"], false);
    for (const auto& [name, member] : schema["properties"].items()) {
      EXPECT_FALSE(member.value("description", "").empty()) << name;
      EXPECT_FALSE(member.value("examples", json()).empty()) << name;
      EXPECT_TRUE(std::ranges::all_of(name, [](char c) { return std::isalnum(c); })) << name;
    }
    EXPECT_LE(embedded.text.size(), limits::kSchemaBytes);
  });
}

TEST(SchemasTest, ItsOwnExamplesFit) {
  ForEachSchema([](const EmbeddedSchema& embedded, const json& schema) {
    ASSERT_FALSE(schema["examples"].empty());
    Referee referee(schema);
    for (const json& example : schema["examples"]) {
      EXPECT_EQ(FaultsOf(embedded, example), Faults{}) << example;
      EXPECT_TRUE(referee.Fits(example)) << example;
    }
    for (const auto& [name, member] : schema["properties"].items()) {
      Referee of_member(member);
      for (const json& example : member["examples"]) {
        EXPECT_TRUE(of_member.Fits(example)) << name << ' ' << example;
      }
    }
  });
}

TEST(SchemasTest, EachNeededMemberThatIsMissingIsPointedAt) {
  ForEachSchema([](const EmbeddedSchema& embedded, const json& schema) {
    for (const std::string name : schema.value("required", json::array())) {
      json data = schema["examples"][0];
      data.erase(name);
      const std::string said = schema["properties"][name]["description"];
      EXPECT_EQ(FaultsOf(embedded, data), Faults{"/data/" + name + ": is needed: " + said});
    }
  });
}

TEST(SchemasTest, AMisspeltMemberIsPointedAt) {
  ForEachSchema([](const EmbeddedSchema& embedded, const json& schema) {
    json data = schema["examples"][0];
    data["titel"] = "x";
    const Faults faults = FaultsOf(embedded, data);
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_TRUE(faults[0].starts_with("/data/titel: is not known here")) << faults[0];
  });
}

TEST(SchemasTest, AValueOfAnotherTypeIsPointedAt) {
  ForEachSchema([](const EmbeddedSchema& embedded, const json& schema) {
    Referee referee(schema);
    for (const auto& [name, member] : schema["properties"].items()) {
      if (!member.contains("type") && !member.contains("anyOf")) continue;  // any value
      json data = ExampleWith(schema, name);
      data[name] = member.value("type", "") == "array" ? json(true) : json::array();
      const Faults faults = FaultsOf(embedded, data);
      ASSERT_EQ(faults.size(), 1U) << name;
      EXPECT_TRUE(faults[0].starts_with("/data/" + name + ": must ")) << faults[0];
      EXPECT_FALSE(referee.Fits(data)) << name;
    }
  });
}

// A reference to a kind of subject is written the same everywhere, and so is a closed list.
TEST(SchemasTest, OneThingIsSaidInOneWay) {
  std::map<std::string, std::set<std::string>> patterns;
  ForEachSchema([&](const EmbeddedSchema&, const json& schema) {
    for (const auto& [name, member] : schema["properties"].items()) {
      const json& value = member.contains("items") ? member["items"] : member;
      const std::string pattern = value.value("pattern", "");
      if (const auto slash = pattern.find('/'); slash != std::string::npos && slash > 0) {
        patterns[pattern.substr(0, slash)].insert(pattern);
      }
    }
  });
  EXPECT_TRUE(patterns.contains("^finding"));
  for (const auto& [kind, written] : patterns) EXPECT_EQ(written.size(), 1U) << kind;
}

TEST(SchemasTest, ThePeterboroughHistoryFits) {
  const auto drafts = ParseLines(ReadText("replay/histories/peterborough/events.ndjson"));
  ASSERT_TRUE(drafts.has_value());
  EXPECT_EQ(drafts->size(), 90U);
  const auto checked = Catalogue().Check(*drafts, Pointers::kOfMany, kNoneInBook);
  EXPECT_TRUE(checked.has_value())
      << checked.error().faults.at(0).pointer << ' ' << checked.error().faults.at(0).detail;
}

}  // namespace
}  // namespace daybook::catalogue
