#include "http/listen_address.h"

#include <gtest/gtest.h>

namespace daybook::http {
namespace {

TEST(ListenAddressTest, LoopbackAddressesAreRead) {
  for (const char* text : {"127.0.0.1:7117", "[::1]:7117", "127.8.9.10:0"}) {
    const auto endpoint = ParseListen(text);
    ASSERT_TRUE(endpoint.has_value()) << text;
    EXPECT_EQ(FormatEndpoint(*endpoint), text);
  }
  EXPECT_EQ(FormatEndpoint(ParseListen("localhost:80").value()), "127.0.0.1:80");
}

TEST(MayListenTest, OnLoopbackAnybodyMay) {
  for (const char* text : {"127.0.0.1:7117", "[::1]:7117"}) {
    EXPECT_TRUE(MayListen(ParseListen(text).value(), {}).has_value());
    EXPECT_TRUE(MayListen(ParseListen(text).value(), {.open = true}).has_value());
  }
}

TEST(MayListenTest, BeyondLoopbackItTakesTlsAndPrincipals) {
  for (const char* text : {"0.0.0.0:7117", "[::]:7117", "192.168.1.5:80", "[2001:db8::1]:80"}) {
    const auto endpoint = ParseListen(text).value();
    const auto why = [&](Protection protection) {
      const auto may = MayListen(endpoint, protection);
      return may ? std::string("it may") : may.error().detail;
    };
    EXPECT_EQ(why({.tls = true, .principals = true}), "it may");
    EXPECT_TRUE(why({.principals = true}).ends_with("give --tls-certificate and --tls-key."));
    EXPECT_TRUE(why({.tls = true}).ends_with("nobody has been granted access to this book yet."));
    EXPECT_TRUE(why({.tls = true, .principals = true, .open = true}).ends_with("--open says."));
    EXPECT_TRUE(why({}).starts_with(std::string("Refusing to listen on ") + text));
  }
}

TEST(ListenAddressTest, WhatIsNoAddressIsRefused) {
  for (const char* text : {"", "7117", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
                           "example.org:80"}) {
    const auto endpoint = ParseListen(text);
    ASSERT_FALSE(endpoint.has_value()) << text;
    EXPECT_EQ(endpoint.error().code, ErrorCode::kMalformed);
  }
}

}  // namespace
}  // namespace daybook::http
