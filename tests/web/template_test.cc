#include "web/template.h"

#include <gtest/gtest.h>

#include "web/asset.h"
#include "web/embedded.h"
#include "web/text.h"

namespace daybook::web {
namespace {

TEST(TemplateTest, NoTemplateHasAnUnescapedVariable) {
  for (const EmbeddedTemplate& one : EmbeddedTemplates()) {
    EXPECT_EQ(one.text.find("{{{"), std::string_view::npos) << one.name;
    EXPECT_EQ(one.text.find("{{&"), std::string_view::npos) << one.name;
  }
}

TEST(TemplateTest, NoTemplateHasAScriptOrAStyleOfItsOwn) {
  for (const EmbeddedTemplate& one : EmbeddedTemplates()) {
    EXPECT_EQ(one.text.find(" style="), std::string_view::npos) << one.name;
    EXPECT_EQ(one.text.find("<style"), std::string_view::npos) << one.name;
    EXPECT_EQ(one.text.find(" onclick="), std::string_view::npos) << one.name;
    EXPECT_EQ(one.text.find("<script>"), std::string_view::npos) << one.name;
  }
}

TEST(TemplateTest, EveryTemplateIsWellFormed) {
  for (const EmbeddedTemplate& one : EmbeddedTemplates()) Render(one.name, Model());
}

TEST(TemplateTest, WhatIsFilledInIsNoMarkup) {
  const std::string hostile = R"(<script>alert("1")</script>&'{{title}})";
  const std::string html =
      Render("problem", Model().Set("title", hostile).Set("detail", hostile).Set("status", "400"));
  EXPECT_EQ(html.find("<script>alert"), std::string::npos);
  EXPECT_NE(html.find(Escaped(hostile)), std::string::npos);
}

TEST(TemplateTest, EscapedTextEndsNoAttribute) {
  EXPECT_EQ(Escaped("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;");
}

TEST(AssetTest, AnAddressHasTheFingerprintOfWhatIsThere) {
  const auto url = AssetUrl("daybook.css");
  ASSERT_TRUE(url.starts_with("/assets/daybook.")) << url;
  const Asset* asset = FindAsset(url.substr(std::string_view("/assets/").size()));
  ASSERT_NE(asset, nullptr);
  EXPECT_EQ(asset->name, "daybook.css");
  EXPECT_EQ(asset->type, "text/css; charset=utf-8");
  EXPECT_FALSE(asset->bytes.empty());
  EXPECT_LT(asset->packed.size(), asset->bytes.size());
  EXPECT_EQ(FindAsset("daybook.css"), nullptr);
  EXPECT_EQ(AssetUrl("nothing.css"), "");
}

}  // namespace
}  // namespace daybook::web
