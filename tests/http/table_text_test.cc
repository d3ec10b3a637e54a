#include "http/table_text.h"

#include <gtest/gtest.h>

namespace daybook::http {
namespace {

projection::View Sample() {
  projection::View view;
  view.cut.size = 12;
  view.table.name = "status";
  view.table.columns = {"area", "open", "note"};
  view.table.rows = {{std::string("=mash"), std::int64_t{-2}, std::monostate()},
                     {std::string("edt, night"), std::int64_t{0}, std::string("ok")}};
  return view;
}

TEST(TableTextTest, JsonHasTheRowsByColumn) {
  EXPECT_EQ(RenderTable(Sample(), Format::kJson),
            R"({"view":"status","position":"12","at":null,"audience":"internal",)"
            R"("columns":["area","open","note"],"rows":[)"
            R"({"area":"=mash","open":-2,"note":null},{"area":"edt, night","open":0,"note":"ok"}]})"
            "\n");
}

TEST(TableTextTest, JsonIsJsonWhateverATextHolds) {
  projection::View view;
  view.table.columns = {"text"};
  view.table.rows = {{"a \"b\" \\ c\n\x01"}, {"d\xFF"}, {"é “f”"}, {85.25}};
  const std::string rendered = RenderTable(view, Format::kJson);
  EXPECT_NE(
      rendered.find("[{\"text\":\"a \\\"b\\\" \\\\ c\\n\\u0001\"},{\"text\":\"d\xEF\xBF\xBD\"},"
                    "{\"text\":\"é “f”\"},{\"text\":85.25}]}\n"),
      std::string::npos)
      << rendered;
}

TEST(TableTextTest, NdjsonEndsWithASummary) {
  EXPECT_EQ(RenderTable(Sample(), Format::kNdjson),
            "{\"area\":\"=mash\",\"open\":-2,\"note\":null}\n"
            "{\"area\":\"edt, night\",\"open\":0,\"note\":\"ok\"}\n"
            "{\"summary\":{\"count\":\"2\",\"position\":\"12\",\"at\":null,"
            "\"audience\":\"internal\"}}\n");
}

TEST(TableTextTest, CsvNeutralisesTextButNotNumbers) {
  EXPECT_EQ(RenderTable(Sample(), Format::kCsv),
            "\xEF\xBB\xBF"
            "area,open,note\r\n'=mash,-2,\r\n\"edt, night\",0,ok\r\n");
}

TEST(TableTextTest, ColumnsAreThereWithoutRows) {
  projection::View view = Sample();
  view.table.rows.clear();
  EXPECT_EQ(RenderTable(view, Format::kCsv),
            "\xEF\xBB\xBF"
            "area,open,note\r\n");
  EXPECT_NE(RenderTable(view, Format::kJson).find(R"("columns":["area","open","note"],"rows":[])"),
            std::string::npos);
}

}  // namespace
}  // namespace daybook::http
