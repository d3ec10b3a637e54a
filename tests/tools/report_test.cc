#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/books.h"
#include "support/temporary_directory.h"
#include "tools/fake_daemon.h"
#include "tools/run.h"

namespace daybook::tools {
namespace {

class ReportCommand : public ::testing::Test {
 protected:
  Ran Report(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"report", "scrutiny"});
    arguments.insert(arguments.end(), {"--url", daemon_.url()});
    return RunDaybook(arguments);
  }

  testing::TemporaryDirectory directory_;
  FakeDaemon daemon_{[](const FakeRequest& request) {
    const bool refused = request.line.find("visit%2Fnone") != std::string::npos;
    return refused ? Reply(422, R"({"title":"Unprocessable","detail":"no visit"})")
                   : Reply(200, "the report");
  }};
};

TEST_F(ReportCommand, AsksForACutAndAForm) {
  const Ran ran = Report({"--known", "2025-02-28", "--audience", "committee", "--format",
                          "markdown", "--since-visit", "visit/a"});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.out, "the report");
  const FakeRequest request = daemon_.requests().at(0);
  EXPECT_TRUE(request.line.starts_with(
      "GET /v1/reports/scrutiny?known=2025-02-28&audience=committee&since_visit=visit%2Fa"
      "&links=none "))
      << request.line;
  EXPECT_NE(request.headers.find("text/markdown"), std::string::npos);
}

TEST_F(ReportCommand, WritesAFileThatIsThereOnlyWhenItIsWhole) {
  const std::string file = directory_ / "report.html";
  EXPECT_EQ(Report({"-o", file, "--since-visit", "visit/none"}).exit, Exit::kRefused);
  EXPECT_FALSE(std::filesystem::exists(file));
  const Ran ran = Report({"-o", file});
  EXPECT_EQ(ran.exit, Exit::kOk);
  EXPECT_EQ(ran.out, "");
  std::ifstream in(file);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "the report");
}

TEST_F(ReportCommand, OfADirectoryNeedsNoDaemon) {
  const std::string book = directory_ / "book";
  testing::AppendOne(*testing::OpenBook(book), testing::MakeEvent("1"));
  const Ran ran = Report({"--data", book, "--format", "markdown"});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("# Scrutiny report\n")) << ran.out;
  EXPECT_TRUE(daemon_.requests().empty());
  EXPECT_EQ(Report({"--data", directory_ / "none"}).exit, Exit::kUsage);
  EXPECT_EQ(Report({"--data", book, "--at", "yesterday"}).exit, Exit::kUsage);
  EXPECT_EQ(Report({"--data", book, "--min-position", "1"}).exit, Exit::kUsage);
}

}  // namespace
}  // namespace daybook::tools
