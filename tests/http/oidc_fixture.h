// A server that believes an identity provider.

#ifndef DAYBOOK_TESTS_HTTP_OIDC_FIXTURE_H_
#define DAYBOOK_TESTS_HTTP_OIDC_FIXTURE_H_

#include <string>
#include <thread>

#include "http/access_fixture.h"
#include "http/fake_provider.h"

namespace daybook::http {

class OidcTest : public AccessTest {
 protected:
  void SetUp() override {
    oidc_.issuer = fake_.issuer();
    oidc_.audience = "https://daybook.example";
    oidc_.client_id = "daybook";
    oidc_.client_secret = "hush & more";
    oidc_.rules = {*access::ParseRoleRule("leads=quality-lead"),
                   *access::ParseRoleRule("press=inspector:public")};
    oidc_.refresh_least = milliseconds(300);
    oidc_.timeout = milliseconds(2'000);
  }

  void StartWithProvider() {
    auto provider = IdentityProvider::Start(oidc_, log_);
    ASSERT_TRUE(provider.has_value()) << provider.error().detail;
    provider_ = *std::move(provider);
    AccessTest::SetUp();
  }

  bool EventuallyKnown() {
    for (int i = 0; i < 1'000; ++i) {
      if (provider_->published()) return true;
      std::this_thread::sleep_for(milliseconds(10));
    }
    return false;
  }

  /// Past the time in which there is no further look at the provider.
  void WaitUntilItMayLook() { std::this_thread::sleep_for(oidc_.refresh_least + milliseconds(20)); }

  Headers Bearer(const std::string& token) { return {{"Authorization", "Bearer " + token}}; }

  std::string Token(const std::string& groups = R"(["leads"])", const std::string& more = "") {
    return fake_.key().Token(fake_.Claims(oidc_.audience, R"(,"roles":)" + groups + more));
  }

  Response GetStatus(const std::string& token) { return Get("/v1/views/status", Bearer(token)); }

  FakeProvider fake_;
  OidcOptions oidc_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_TESTS_HTTP_OIDC_FIXTURE_H_
