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

TEST(ListenAddressTest, AddressesThatOthersReachAreRefused) {
  for (const char* text : {"0.0.0.0:7117", "[::]:7117", "192.168.1.5:80", "[2001:db8::1]:80"}) {
    const auto endpoint = ParseListen(text);
    ASSERT_FALSE(endpoint.has_value()) << text;
    EXPECT_NE(endpoint.error().detail.find("TLS and tokens are needed beyond loopback"),
              std::string::npos);
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
