#include "projection/schema_registry.h"

#include <gtest/gtest.h>

#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::projection {
namespace {

class SchemaRegistryTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }

  void Open() {
    auto opened = SchemaRegistry::Open(*book_);
    ASSERT_TRUE(opened.has_value()) << opened.error().detail;
    registry_ = *std::move(opened);
  }

  void Register(const std::string& type, int version) {
    const std::string data = R"({"type":")" + type + R"(","version":)" + std::to_string(version) +
                             R"(,"schema":{"title":"v)" + std::to_string(version) + R"("}})";
    AppendControl("schema.registered", data);
  }

  void AppendControl(const std::string& type, const std::string& data) {
    auto draft = MakeDraft({.id = std::to_string(book_->size()),
                            .source = "/test",
                            .type = type,
                            .subject = "book/control",
                            .data = data});
    ASSERT_TRUE(draft.has_value()) << draft.error().detail;
    testing::AppendOne(*book_, *std::move(draft));
  }

  bool Has(const std::string& type, std::uint32_t version) {
    return registry_->catalogue().Find(type, version).has_value();
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<Book> book_ = testing::OpenBook(directory_ / "book");
  std::unique_ptr<SchemaRegistry> registry_;
};

TEST_F(SchemaRegistryTest, WhatIsRegisteredIsThereAfterARefresh) {
  Register("case.opened", 1);
  EXPECT_FALSE(Has("case.opened", 1));
  EXPECT_EQ(registry_->position(), 0U);
  ASSERT_TRUE(registry_->Refresh().has_value());
  EXPECT_TRUE(Has("case.opened", 1));
  EXPECT_EQ(registry_->position(), 1U);
  Register("case.opened", 2);
  ASSERT_TRUE(registry_->Refresh().has_value());
  EXPECT_TRUE(Has("case.opened", 2));
}

TEST_F(SchemaRegistryTest, WhatIsRegisteredIsThereAfterARestart) {
  Register("case.opened", 1);
  // More than are read at once.
  for (int i = 0; i < 1'100; ++i) AppendControl("data.disclosed", "{}");
  Register("case.closed", 1);
  registry_.reset();
  book_.reset();
  book_ = testing::OpenBook(directory_ / "book");
  Open();
  EXPECT_TRUE(Has("case.opened", 1));
  EXPECT_TRUE(Has("case.closed", 1));
}

TEST_F(SchemaRegistryTest, OnlyTheControlStreamRegisters) {
  auto draft = MakeDraft({.id = "1",
                          .source = "/test",
                          .type = "schema.registered",
                          .subject = "case/1",
                          .data = R"({"type":"case.opened","version":1,"schema":{}})"});
  testing::AppendOne(*book_, *std::move(draft));
  ASSERT_TRUE(registry_->Refresh().has_value());
  EXPECT_FALSE(Has("case.opened", 1));
}

}  // namespace
}  // namespace daybook::projection
