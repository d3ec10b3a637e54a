#include "tools/chunks.h"

#include <gtest/gtest.h>

#include <sstream>

namespace daybook::tools {
namespace {

struct Cut {
  std::vector<Chunk> chunks;
  std::optional<Error> error;
};

Cut CutUp(const std::string& text, ChunkLimits limits = {}) {
  std::istringstream in(text);
  Chunks chunks(in, limits);
  Cut cut;
  while (true) {
    auto chunk = chunks.Next();
    if (!chunk) {
      cut.error = chunk.error();
      return cut;
    }
    if (!*chunk) return cut;
    cut.chunks.push_back(**chunk);
  }
}

using Lines = std::vector<std::uint64_t>;

TEST(Chunks, AFileIsOneChunkWhenItIsSmall) {
  const Cut cut = CutUp("{\"a\":1}\n{\"b\":2}\n");
  ASSERT_EQ(cut.chunks.size(), 1U);
  EXPECT_EQ(cut.chunks[0].body, "{\"a\":1}\n{\"b\":2}\n");
  EXPECT_EQ(cut.chunks[0].lines, (Lines{1, 2}));
}

TEST(Chunks, AnEmptyFileHasNone) {
  EXPECT_TRUE(CutUp("").chunks.empty());
  EXPECT_TRUE(CutUp("\n \r\n").chunks.empty());
}

TEST(Chunks, BlankLinesAreSkippedButCounted) {
  const Cut cut = CutUp("\n{}\n\r\n  \n[]\n");
  ASSERT_EQ(cut.chunks.size(), 1U);
  EXPECT_EQ(cut.chunks[0].body, "{}\n[]\n");
  EXPECT_EQ(cut.chunks[0].lines, (Lines{2, 5}));
}

TEST(Chunks, TheLastLineMayLackItsLineFeed) {
  const Cut cut = CutUp("{}\n[1]");
  ASSERT_EQ(cut.chunks.size(), 1U);
  EXPECT_EQ(cut.chunks[0].body, "{}\n[1]\n");
}

TEST(Chunks, AByteOrderMarkIsNoPartOfTheFirstLine) {
  const Cut cut = CutUp("\xEF\xBB\xBF{}\n");
  ASSERT_EQ(cut.chunks.size(), 1U);
  EXPECT_EQ(cut.chunks[0].body, "{}\n");
}

TEST(Chunks, AChunkEndsAtTheLimitOfEvents) {
  const Cut cut = CutUp("1\n2\n3\n4\n5\n", {.events = 2});
  ASSERT_EQ(cut.chunks.size(), 3U);
  EXPECT_EQ(cut.chunks[1].body, "3\n4\n");
  EXPECT_EQ(cut.chunks[2].lines, (Lines{5}));
}

TEST(Chunks, AChunkEndsBeforeTheLineThatWouldMakeItTooLarge) {
  const Cut cut = CutUp("1234\n5678\n9\n", {.bytes = 10});
  ASSERT_EQ(cut.chunks.size(), 2U);
  EXPECT_EQ(cut.chunks[0].body, "1234\n5678\n");
  EXPECT_EQ(cut.chunks[1].body, "9\n");
  EXPECT_EQ(cut.chunks[1].lines, (Lines{3}));
}

TEST(Chunks, ALineLargerThanAChunkIsAChunk) {
  const Cut cut = CutUp("1\n1234567890123\n2\n", {.bytes = 10});
  ASSERT_EQ(cut.chunks.size(), 3U);
  EXPECT_EQ(cut.chunks[1].body, "1234567890123\n");
}

TEST(Chunks, ALineOverTheLimitIsAnErrorThatNamesIt) {
  const Cut cut = CutUp("{}\n" + std::string(101, 'x') + "\n", {.events = 1, .line_bytes = 100});
  EXPECT_EQ(cut.chunks.size(), 1U);
  ASSERT_TRUE(cut.error);
  EXPECT_EQ(cut.error->code, ErrorCode::kTooLarge);
  EXPECT_NE(cut.error->detail.find("Line 2 "), std::string::npos) << cut.error->detail;
}

TEST(Chunks, ALineAtTheLimitIsTaken) {
  std::string line(100, 'x');
  EXPECT_FALSE(CutUp(line, {.line_bytes = 100}).error);
  line.push_back('\n');
  EXPECT_FALSE(CutUp(line, {.line_bytes = 100}).error);
}

TEST(AtLines, AnIndexBecomesTheLineOfTheFile) {
  const auto faults = AtLines(
      {{.pointer = "/1/time", .detail = "is no time"}, {.pointer = "/0", .detail = "is no event"}},
      {7, 9});
  EXPECT_EQ(faults[0].pointer, "line 9: /time");
  EXPECT_EQ(faults[0].detail, "is no time");
  EXPECT_EQ(faults[1].pointer, "line 7");
}

TEST(AtLines, APointerThatIsNoIndexStaysAsItIs) {
  const auto faults = AtLines({{.pointer = "/7/time", .detail = ""},
                               {.pointer = "", .detail = ""},
                               {.pointer = "/1x", .detail = ""}},
                              {7, 9});
  EXPECT_EQ(faults[0].pointer, "/7/time");
  EXPECT_EQ(faults[1].pointer, "");
  EXPECT_EQ(faults[2].pointer, "/1x");
}

}  // namespace
}  // namespace daybook::tools
