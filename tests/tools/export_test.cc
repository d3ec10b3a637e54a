#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tools/fake_daemon.h"
#include "tools/run.h"

namespace daybook::tools {
namespace {

constexpr const char* kExport =
    "{\"id\":\"1\"}\n{\"id\":\"2\"}\n{\"summary\":{\"count\":\"2\",\"position\":\"9\"}}\n";

// A directory of this test's own.
class Export : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() /
                 ("daybook-export-" + std::to_string(getpid()) + "-" +
                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directory(directory_);
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string file() const { return directory_ / "events"; }
  static std::string Read(const std::string& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::filesystem::path directory_;
};

TEST_F(Export, IsCopiedByteForByte) {
  FakeDaemon daemon([](const FakeRequest&) { return ChunkedReply(kExport); });
  const Ran ran = RunDaybook({"export", "--kind", "finding", "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.out, kExport);
  EXPECT_EQ(daemon.requests()[0].line, "GET /v1/events?kind=finding HTTP/1.1");
  EXPECT_NE(daemon.requests()[0].headers.find("Accept: application/x-ndjson"), std::string::npos);
}

TEST_F(Export, AFileAppearsWhenItIsWhole) {
  FakeDaemon daemon([](const FakeRequest&) { return ChunkedReply(kExport); });
  const Ran ran = RunDaybook({"export", "-o", file(), "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kOk);
  EXPECT_EQ(ran.err, "2 events written.\n");
  EXPECT_EQ(Read(file()), kExport);
  EXPECT_FALSE(std::filesystem::exists(file() + ".part"));
}

TEST_F(Export, ThatEndsWithoutItsSummaryHasFailed) {
  FakeDaemon daemon([](const FakeRequest&) { return ChunkedReply("{\"id\":\"1\"}\n"); });
  const Ran ran = RunDaybook({"export", "-o", file(), "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_NE(ran.err.find("cut off"), std::string::npos) << ran.err;
  EXPECT_FALSE(std::filesystem::exists(file()));
  EXPECT_EQ(Read(file() + ".part"), "{\"id\":\"1\"}\n");
}

TEST_F(Export, WhoseConnectionBreaksHasFailed) {
  FakeDaemon daemon([](const FakeRequest&) { return ChunkedReply(kExport, false); });
  for (const char* format : {"ndjson", "csv"}) {
    const Ran ran = RunDaybook({"export", "--format", format, "--url", daemon.url()});
    EXPECT_EQ(ran.exit, Exit::kFailed) << format;
  }
}

TEST_F(Export, ThatIsRefusedLeavesNoFile) {
  FakeDaemon daemon([](const FakeRequest&) { return Reply(400, R"({"title":"Malformed"})"); });
  const Ran ran = RunDaybook({"export", "-o", file(), "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kRefused);
  EXPECT_TRUE(std::filesystem::is_empty(directory_));
}

TEST_F(Export, OfCsvIsCountedByTheTrailer) {
  const std::string csv = "position,text\r\n0,\"two\nlines, \"\"quoted\"\"\"\r\n1,one\r\n";
  FakeDaemon daemon(
      [&](const FakeRequest&) { return ChunkedReply(csv, true, "Daybook-Count: 2\r\n"); });
  const Ran ran = RunDaybook({"export", "--format", "csv", "-o", file(), "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.err, "2 events written.\n");
  EXPECT_EQ(Read(file()), csv);
}

TEST_F(Export, OfCsvThatLacksARowOrItsCountHasFailed) {
  for (const std::string trailers : {"Daybook-Count: 3\r\n", "Daybook-Count: x\r\n", ""}) {
    FakeDaemon daemon([&](const FakeRequest&) {
      return ChunkedReply("position,type\r\n0,a\r\n1,b\r\n", true, trailers);
    });
    const Ran ran = RunDaybook({"export", "--format", "csv", "-o", file(), "--url", daemon.url()});
    EXPECT_EQ(ran.exit, Exit::kFailed) << trailers;
    EXPECT_FALSE(std::filesystem::exists(file()));
  }
}

TEST_F(Export, ThatCannotBeWrittenHasFailed) {
  FakeDaemon daemon([](const FakeRequest&) { return ChunkedReply(kExport); });
  const Ran ran = RunDaybook({"export", "-o", "/no/such/place/x", "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_NE(ran.err.find("Cannot write /no/such/place/x.part"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace daybook::tools
