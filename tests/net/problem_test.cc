#include "net/problem.h"

#include <gtest/gtest.h>

namespace daybook::net {
namespace {

TEST(ProblemTest, SaysWhatADocumentSays) {
  const Problem problem =
      ParseProblem(R"({"type":"urn:x","title":"No","status":422,"detail":"It is not so.",)"
                   R"("errors":[{"pointer":"/data","rule":"r","detail":"d"},7,{"detail":5}]})");
  EXPECT_EQ(problem.type, "urn:x");
  EXPECT_EQ(problem.title, "No");
  EXPECT_EQ(problem.detail, "It is not so.");
  const std::vector<Fault> faults{{.pointer = "/data", .detail = "d", .rule = "r"}, {}};
  EXPECT_EQ(problem.faults, faults);
}

TEST(ProblemTest, WhatIsNoDocumentSaysNothing) {
  for (const char* body : {"", "<html>", "[]", "7", R"({"title":7,"errors":{}})"}) {
    const Problem problem = ParseProblem(body);
    EXPECT_EQ(problem.title, "") << body;
    EXPECT_TRUE(problem.faults.empty()) << body;
  }
}

}  // namespace
}  // namespace daybook::net
