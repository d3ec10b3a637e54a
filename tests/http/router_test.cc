#include "http/router.h"

#include <gtest/gtest.h>

#include <set>

namespace daybook::http {
namespace {

using boost::beast::http::verb;

Match Find(verb method, const std::string& target) {
  Request request;
  EXPECT_TRUE(ReadTarget(target, request).has_value()) << target;
  return FindRoute(Routes(), method, request.segments);
}

TEST(RouterTest, EveryRouteFindsItself) {
  for (const Route& route : Routes()) {
    std::string path(route.pattern);
    for (char& c : path) {
      if (c == '{' || c == '}') c = '-';
    }
    EXPECT_EQ(Find(route.method, path).route, &route) << path;
  }
}

TEST(RouterTest, SegmentsAreDecodedAndCaptured) {
  const Match match = Find(verb::get, "/v1/events/a%2Fb%20c?source=x");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.captures, std::vector<std::string>{"a/b c"});
  EXPECT_EQ(Find(verb::get, "/v1/subjects/finding/edt").captures,
            (std::vector<std::string>{"finding", "edt"}));
}

TEST(RouterTest, ALastCaptureTakesAllThatIsLeft) {
  EXPECT_EQ(Find(verb::get, "/v1/log/tile/0/x001/234.p/5").captures,
            std::vector<std::string>{"0/x001/234.p/5"});
  EXPECT_EQ(Find(verb::get, "/v1/log/tile").route, nullptr);
}

TEST(ReadTargetTest, AQuestionMarkWithNothingBehindItAsksForNothing) {
  for (const char* target : {"/v1/events?", "/v1/events?&", "/v1/events"}) {
    Request request;
    ASSERT_TRUE(ReadTarget(target, request).has_value());
    EXPECT_TRUE(request.params.empty()) << target;
  }
}

TEST(RouterTest, HeadIsAnsweredByGet) {
  EXPECT_EQ(Find(verb::head, "/v1/events").route, Find(verb::get, "/v1/events").route);
}

TEST(RouterTest, AnotherMethodIsToldWhichThereAre) {
  const Match match = Find(verb::delete_, "/v1/events");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allow, "POST, GET, HEAD");
}

TEST(RouterTest, PathsThatAreNotThereAreNotFound) {
  for (const char* path : {"/v1", "/v1/", "/v1/events/", "/v1/events/1/2", "/v1/subjects/finding",
                           "/v1/subjects//x", "//", "/health"}) {
    const Match match = Find(verb::get, path);
    EXPECT_EQ(match.route, nullptr) << path;
    EXPECT_EQ(match.allow, "") << path;
  }
}

TEST(ReadTargetTest, FormEncodedParametersAreDecoded) {
  Request request;
  ASSERT_TRUE(ReadTarget("/v1/events?text=two+words&from=2024%2B1&x", request).has_value());
  EXPECT_EQ(request.path, "/v1/events");
  EXPECT_EQ(request.params, (Params{{"text", "two words"}, {"from", "2024+1"}, {"x", ""}}));
}

TEST(ReadTargetTest, AbsoluteFormIsRead) {
  Request request;
  ASSERT_TRUE(ReadTarget("http://localhost:7117/v1/events?a=b", request).has_value());
  EXPECT_EQ(request.path, "/v1/events");
}

TEST(ReadTargetTest, AbsoluteFormWithAPortThatIsNoNumberIsRefused) {
  Request request;
  EXPECT_FALSE(ReadTarget("http://local:host/v1/events", request).has_value());
}

TEST(ReadTargetTest, AbsoluteFormWithoutAPathIsTheRoot) {
  for (const std::string_view target : {"http://localhost:7117", "http://localhost:7117?a=b"}) {
    Request request;
    ASSERT_TRUE(ReadTarget(target, request).has_value()) << target;
    EXPECT_EQ(request.path, "/");
    Request root;
    ASSERT_TRUE(ReadTarget("/", root).has_value());
    EXPECT_EQ(request.segments, root.segments);
  }
}

TEST(ReadTargetTest, WhatIsNoTargetIsRefused) {
  for (const char* target : {"", "*", "localhost:80", "/a%zz", "/a b", "/\xFF", "/a?b=%"}) {
    Request request;
    EXPECT_FALSE(ReadTarget(target, request).has_value()) << target;
  }
}

}  // namespace
}  // namespace daybook::http
