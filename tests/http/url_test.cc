#include "http/url.h"

#include <gtest/gtest.h>

namespace daybook::http {
namespace {

TEST(UrlTest, IsTakenApart) {
  const auto url = ParseUrl("https://id.example.org:8443/a%20b?c=d");
  ASSERT_TRUE(url.has_value());
  EXPECT_TRUE(url->tls);
  EXPECT_EQ(url->host, "id.example.org");
  EXPECT_EQ(url->port, "8443");
  EXPECT_EQ(url->authority, "id.example.org:8443");
  EXPECT_EQ(url->target, "/a%20b?c=d");
  const auto plain = ParseUrl("http://[::1]");
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(plain->host, "::1");
  EXPECT_EQ(plain->port, "80");
  EXPECT_EQ(plain->authority, "[::1]");
  EXPECT_EQ(plain->target, "/");
}

TEST(UrlTest, OthersAreRefused) {
  for (const char* text :
       {"", "/a", "a.example", "http://", "https:///a", "ftp://a", "http://a#b", "http://u:p@a",
        "http://a b", "http://127.0.0.1.example", "http://127.0.0.1x/", "javascript:alert(1)"}) {
    EXPECT_FALSE(ParseUrl(text).has_value()) << text;
  }
}

TEST(UrlTest, WhatIsPrivateIsAtHttpsOrNeverLeavesTheMachine) {
  for (const char* text : {"https://a.example", "http://127.0.0.1:1", "http://127.8.8.8",
                           "http://[::1]:7117", "http://LocalHost"}) {
    EXPECT_TRUE(ParseUrl(text)->IsPrivate()) << text;
  }
  for (const char* text : {"http://a.example", "http://192.0.2.1", "http://localhost.example",
                           "http://[2001:db8::1]"}) {
    EXPECT_FALSE(ParseUrl(text)->IsPrivate()) << text;
  }
}

TEST(UrlTest, AHostFieldIsOfLoopbackAsAWhole) {
  EXPECT_TRUE(IsLoopbackAuthority("localhost:7117"));
  EXPECT_TRUE(IsLoopbackAuthority("127.0.0.1"));
  EXPECT_TRUE(IsLoopbackAuthority("[::1]:7117"));
  for (const char* text :
       {"", "localhost/", "localhost?x", "evil@localhost", "localhost.", "127.0.0.1.example",
        "localhost evil", "evil.example", "2130706433", "0177.0.0.1"}) {
    EXPECT_FALSE(IsLoopbackAuthority(text)) << text;
  }
}

}  // namespace
}  // namespace daybook::http
