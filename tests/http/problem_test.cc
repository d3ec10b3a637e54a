#include "http/problem.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace daybook::http {
namespace {

TEST(ProblemTest, EveryErrorHasItsStatus) {
  EXPECT_EQ(StatusOf(ErrorCode::kMalformed), 400U);
  EXPECT_EQ(StatusOf(ErrorCode::kNotFound), 404U);
  EXPECT_EQ(StatusOf(ErrorCode::kConflict), 409U);
  EXPECT_EQ(StatusOf(ErrorCode::kWrongRevision), 412U);
  EXPECT_EQ(StatusOf(ErrorCode::kTooLarge), 413U);
  EXPECT_EQ(StatusOf(ErrorCode::kUnsupported), 415U);
  EXPECT_EQ(StatusOf(ErrorCode::kUnprocessable), 422U);
  EXPECT_EQ(StatusOf(ErrorCode::kBusy), 503U);
  EXPECT_EQ(StatusOf(ErrorCode::kNoSpace), 507U);
  EXPECT_EQ(StatusOf(ErrorCode::kStopped), 503U);
  EXPECT_EQ(StatusOf(ErrorCode::kCorrupt), 500U);
  EXPECT_EQ(StatusOf(ErrorCode::kIo), 500U);
}

TEST(ProblemTest, WhatMayPassSaysWhenToTryAgain) {
  for (const ErrorCode code : {ErrorCode::kBusy, ErrorCode::kStopped, ErrorCode::kNoSpace}) {
    EXPECT_TRUE(ProblemOf({code, ""}).retry_after_s.has_value());
  }
  EXPECT_FALSE(ProblemOf({ErrorCode::kMalformed, ""}).retry_after_s.has_value());
}

TEST(ProblemTest, AllMembersOfRfc9457AreRendered) {
  const Error error{ErrorCode::kMalformed, "It is wrong.", {{"/0/time", "no such day"}}};
  const auto problem = nlohmann::json::parse(RenderProblem(ProblemOf(error), "/v1/events"));
  EXPECT_EQ(problem.at("type"), "urn:daybook:problem:malformed");
  EXPECT_EQ(problem.at("title"), "The request is malformed");
  EXPECT_EQ(problem.at("status"), 400);
  EXPECT_EQ(problem.at("detail"), "It is wrong.");
  EXPECT_EQ(problem.at("instance"), "/v1/events");
  EXPECT_EQ(problem.at("errors").at(0).at("pointer"), "/0/time");
  EXPECT_EQ(problem.at("errors").at(0).at("detail"), "no such day");
}

TEST(ProblemTest, APlainProblemIsNamedByItsStatus) {
  const auto problem = nlohmann::json::parse(RenderProblem(PlainProblem(405, "No."), "/"));
  EXPECT_EQ(problem.at("type"), "about:blank");
  EXPECT_EQ(problem.at("title"), "Method Not Allowed");
  EXPECT_FALSE(problem.contains("errors"));
}

TEST(ProblemTest, BytesThatAreNotUtf8StillMakeAnAnswer) {
  const std::string text = RenderProblem(PlainProblem(404, "No \xFF here."), "/\xFF");
  EXPECT_FALSE(nlohmann::json::parse(text, nullptr, false).is_discarded());
}

TEST(Problem, AFaultThatBreaksARuleNamesIt) {
  const Problem problem = ProblemOf({ErrorCode::kUnprocessable,
                                     "A rule is broken.",
                                     {{"/0", "An action is proposed once.", "action-proposed-once"},
                                      {"/1", "No rule has a part in this.", ""}}});
  const auto told = nlohmann::json::parse(RenderProblem(problem, "/v1/events"));
  EXPECT_EQ(told.at("errors").at(0).at("rule"), "action-proposed-once");
  EXPECT_FALSE(told.at("errors").at(1).contains("rule"));
}

}  // namespace
}  // namespace daybook::http
