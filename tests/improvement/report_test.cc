#include "improvement/report_html.h"

#include <gtest/gtest.h>

#include "improvement/report_markdown.h"

namespace daybook::improvement {
namespace {

ReportDocument DocumentOf(const std::string& text) {
  return {.title = text,
          .particulars = {{.name = "Name", .value = {text, {3}}}},
          .sections = {{.title = text,
                        .paragraphs = {{.text = {.lead = text, .statements = {{text, {3}}}},
                                        .items = {{.lead = "", .statements = {{text, {}}}}}}},
                        .grid = Grid{.caption = text,
                                     .columns = {text, "When"},
                                     .rows = {{.cells = {text, text}, .events = {3}}}}}},
          .notes = {{.position = 3, .id = text, .source = text, .type = "a.b", .subject = "a/b"}}};
}

std::size_t CountOf(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++count;
  return count;
}

TEST(ReportHtml, NothingAnEventSaysIsMarkup) {
  const std::string html =
      RenderHtml(DocumentOf("<script>alert(1)</script>\" onload='x' & \n\x1b"), NoteLinks::kEvents);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("\" onload"), std::string::npos);
  EXPECT_EQ(html.find('\x1b'), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;"),
            std::string::npos);
}

TEST(ReportHtml, ThePageFetchesNothing) {
  const std::string html = RenderHtml(DocumentOf("text"), NoteLinks::kNone);
  for (const char* outside : {"http:", "https:", "src=", "<link", "url(", "@import", "<script"}) {
    EXPECT_EQ(html.find(outside), std::string::npos) << outside;
  }
}

TEST(ReportHtml, HeadingsAndTablesSayWhatTheyAre) {
  const std::string html = RenderHtml(DocumentOf("text"), NoteLinks::kNone);
  EXPECT_NE(html.find("<html lang=\"en-GB\">"), std::string::npos);
  EXPECT_EQ(CountOf(html, "<h1>"), 1U);
  EXPECT_NE(html.find("<h2 id=\"section-1\">"), std::string::npos);
  EXPECT_NE(html.find("<caption>text</caption>"), std::string::npos);
  EXPECT_EQ(CountOf(html, "<th scope=\"col\">"), 3U);
  EXPECT_EQ(CountOf(html, "<th scope=\"row\">"), 1U);
  for (const char* element : {"section", "ul", "li", "p", "dl", "table", "tr", "td", "th"}) {
    const std::string name(element);
    EXPECT_EQ(CountOf(html, "<" + name + ">") + CountOf(html, "<" + name + " "),
              CountOf(html, "</" + name + ">"))
        << name;
  }
}

TEST(ReportHtml, AnEventIsLinkedToWhereItCanBeRead) {
  const ReportDocument document = DocumentOf("text");
  const std::string served = RenderHtml(document, NoteLinks::kEvents);
  EXPECT_NE(served.find("<a href=\"#event-3\" aria-label=\"Event 3\">[3]</a>"), std::string::npos);
  EXPECT_NE(served.find("<li id=\"event-3\"><a href=\"../events/3\">Event 3</a>"),
            std::string::npos);
  EXPECT_NE(RenderHtml(document, NoteLinks::kReceipts)
                .find("<a href=\"receipts/000000000003.tlog-proof\">"),
            std::string::npos);
  EXPECT_NE(RenderHtml(document, NoteLinks::kNone).find("<li id=\"event-3\">Event 3:"),
            std::string::npos);
}

TEST(ReportMarkdown, NothingAnEventSaysIsMarkup) {
  const std::string markdown =
      RenderMarkdown(DocumentOf("1. *a* [b](c) <b> `d` | e\n# f"), NoteLinks::kEvents);
  EXPECT_NE(markdown.find("\n- 1\\. \\*a\\* \\[b\\](c) \\<b\\> \\`d\\` \\| e # f\n"),
            std::string::npos)
      << markdown;
  EXPECT_EQ(markdown.find("\n# f"), std::string::npos);
}

TEST(ReportMarkdown, AnEventIsAFootnote) {
  const std::string markdown = RenderMarkdown(DocumentOf("text"), NoteLinks::kEvents);
  EXPECT_NE(markdown.find("\n1.1 **text.** text[^3]\n"), std::string::npos) << markdown;
  EXPECT_NE(markdown.find("\n[^3]: [Event 3](../events/3): a.b of a/b"), std::string::npos);
  EXPECT_NE(markdown.find("| text | When | Event |\n|---|---|---|\n| text | text | [^3] |\n"),
            std::string::npos);
}

}  // namespace
}  // namespace daybook::improvement
