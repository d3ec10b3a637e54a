// Signing in with a token in a browser, and what other sites' pages cannot do with that.

#include <gtest/gtest.h>

#include "http/access_fixture.h"
#include "http/header_text.h"

namespace daybook::http {
namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";
const Headers kOwnPage = {{"Sec-Fetch-Site", "same-origin"}};

class SignInTest : public AccessTest {
 protected:
  static Headers With(Headers headers, const Headers& more) {
    headers.insert(more.begin(), more.end());
    return headers;
  }

  Response SignIn(const std::string& token, const std::string& more = "",
                  const Headers& headers = kOwnPage) {
    return Post("/sign-in", kForm, "token=" + PercentEncode(token) + more, headers);
  }

  static std::string CookieIn(const Response& response) {
    const std::string set = response.Header("set-cookie");
    return set.substr(0, set.find(';'));
  }

  // Signs in as a role, and gives the header that says so from then on.
  Headers SignedInAs(const std::string& role) {
    const Response response = SignIn(As(role).at("Authorization").substr(7));
    EXPECT_EQ(response.status, 303) << response.body;
    return {{"Cookie", CookieIn(response)}};
  }

  std::string CsrfOf(const Headers& cookie) {
    const std::string page = Get("/sign-in", cookie).body;
    const std::string before = "name=\"csrf\" value=\"";
    return page.substr(page.find(before) + before.size(), 64);
  }

  static std::string Board() {
    return R"({"specversion":"1.0","id":"1","source":"/test","type":"meeting.held",)"
           R"("subject":"meeting/1","data":{"kind":"improvement-board"}})";
  }
};

TEST_F(SignInTest, ThePageHasAFormAndRunsNothing) {
  const Response page = Get("/sign-in?return=/v1/views/status");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find(" for=\"token\">"), std::string::npos);
  EXPECT_NE(page.body.find("value=\"/v1/views/status\""), std::string::npos);
  EXPECT_EQ(page.body.find("/sign-in/oidc"), std::string::npos) << "there is no provider";
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
  EXPECT_EQ(
      page.Header("content-security-policy"),
      "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
      "frame-ancestors 'none'");
  EXPECT_EQ(page.Header("cache-control"), "no-store");
  EXPECT_EQ(Get("/sign-in/oidc").status, 404);
  EXPECT_EQ(Get("/sign-in/callback?code=x&state=y").status, 404);
}

TEST_F(SignInTest, ATokenBecomesACookieThatLetsIn) {
  const Response response =
      SignIn(As("director").at("Authorization").substr(7), "&return=/v1/views/status%3Fa%3Db");
  EXPECT_EQ(response.status, 303);
  EXPECT_EQ(response.Header("location"), "/v1/views/status?a=b");
  const std::string set = response.Header("set-cookie");
  EXPECT_TRUE(set.starts_with("daybook="));
  EXPECT_TRUE(set.ends_with("; Path=/; HttpOnly; SameSite=Lax")) << set;
  EXPECT_EQ(CookieIn(response).size(), 8U + 43U);
  EXPECT_EQ(Get("/v1/views/status", {{"Cookie", CookieIn(response)}}).status, 200);
  EXPECT_EQ(Get("/v1/views/status", {{"Cookie", "a=b; " + CookieIn(response)}}).status, 200);
  EXPECT_EQ(Get("/v1/views/status", {{"Cookie", "__Host-" + CookieIn(response)}}).status, 401);
}

TEST_F(SignInTest, ATokenThatLetsNobodyInSignsNobodyIn) {
  const Response wrong = SignIn(*access::MakeToken());
  EXPECT_EQ(wrong.status, 403);
  EXPECT_EQ(wrong.Header("set-cookie"), "");
  EXPECT_NE(wrong.body.find("role=\"alert\""), std::string::npos);
  EXPECT_EQ(SignIn("").status, 400);
  EXPECT_EQ(SignIn("<script>").body.find("<script>"), std::string::npos);
  EXPECT_EQ(Post("/sign-in", "application/json", "{}", kOwnPage).status, 415);
  EXPECT_EQ(Post("/sign-in", kForm, "token=%zz", kOwnPage).status, 400);
  EXPECT_EQ(Post("/sign-in", kForm, std::string(9'000, 'a'), kOwnPage).status, 413);
}

TEST_F(SignInTest, OverTlsOrBehindAProxyTheCookieIsOfThisHostAlone) {
  const std::string token = As("director").at("Authorization").substr(7);
  Client client(port_);
  const std::string body = "token=" + token;
  client.Send(
      "POST /sign-in HTTP/1.1\r\nHost: daybook.example\r\nContent-Type: " + std::string(kForm) +
      "\r\nOrigin: https://daybook.example\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\n\r\n" + body);
  const Response response = client.Read();
  EXPECT_EQ(response.status, 303) << response.body;
  const std::string set = response.Header("set-cookie");
  EXPECT_TRUE(set.starts_with("__Host-daybook=")) << set;
  EXPECT_TRUE(set.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure")) << set;
}

TEST_F(SignInTest, AChangeByCookieComesFromAPageOfThisOrigin) {
  const Headers chair = SignedInAs("board-chair");
  const auto status = [&](const Headers& more) {
    return PostEvent(Board(), With(chair, more)).status;
  };
  EXPECT_EQ(status({}), 403) << "neither of the two fields";
  for (const char* site : {"cross-site", "same-site", "none", ""}) {
    EXPECT_EQ(status({{"Sec-Fetch-Site", site}}), 403) << site;
  }
  for (const char* origin : {"http://evil.example", "null", "http://localhost.evil.example",
                             "http://localhost:81", "localhost", "http://localhost/", "https://"}) {
    EXPECT_EQ(status({{"Origin", origin}}), 403) << origin;
  }
  EXPECT_EQ(status({{"Sec-Fetch-Site", "same-origin"}, {"Origin", "http://evil.example"}}), 403);
  EXPECT_EQ(status({{"Origin", "http://localhost"}}), 201);
  EXPECT_EQ(status({{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}), 200);
  EXPECT_EQ(Get("/v1/events/1", As("director")).Json().at("authid"), "board-chair");
}

TEST_F(SignInTest, ABearerNeedsNoOrigin) {
  EXPECT_EQ(PostEvent(Board(), With(As("board-chair"), {{"Origin", "http://app.example"}})).status,
            201);
}

TEST_F(SignInTest, AFormSaysBackWhatItsPageHad) {
  const Headers director = SignedInAs("director");
  const std::string csrf = CsrfOf(director);
  EXPECT_EQ(csrf.size(), 64U);
  EXPECT_EQ(csrf.find(director.at("Cookie").substr(8)), std::string::npos);
  const auto out = [&](const std::string& body) {
    return Post("/sign-out", kForm, body, With(director, kOwnPage)).status;
  };
  EXPECT_EQ(out(""), 403);
  EXPECT_EQ(out("csrf="), 403);
  EXPECT_EQ(out("csrf=" + CsrfOf(SignedInAs("inspector"))), 403) << "of another sign-in";
  EXPECT_EQ(out("csrf=" + csrf.substr(1)), 403);
  EXPECT_EQ(Get("/v1/views/status", director).status, 200);
  EXPECT_EQ(out("csrf=" + csrf), 303);
  EXPECT_EQ(Get("/v1/views/status", director).status, 401);
}

TEST_F(SignInTest, SigningOutIsNotForOtherSites) {
  const Headers director = SignedInAs("director");
  const std::string body = "csrf=" + CsrfOf(director);
  EXPECT_EQ(Post("/sign-out", kForm, body, director).status, 403);
  EXPECT_EQ(Post("/sign-out", kForm, body, With(director, {{"Origin", "http://evil"}})).status,
            403);
  const Response out = Post("/sign-out", kForm, body, With(director, kOwnPage));
  EXPECT_EQ(out.status, 303);
  EXPECT_EQ(out.Header("set-cookie"), "daybook=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST_F(SignInTest, SigningInIsNotForOtherSitesEither) {
  const std::string token = As("director").at("Authorization").substr(7);
  EXPECT_EQ(SignIn(token, "", {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
  EXPECT_EQ(SignIn(token, "", {{"Origin", "https://evil.example"}}).status, 403);
}

TEST_F(SignInTest, ASecretThatABrowserComesWithIsNeverItsOwn) {
  const std::string fixed(43, 'A');
  const Response response = SignIn(As("director").at("Authorization").substr(7), "",
                                   With(kOwnPage, {{"Cookie", "daybook=" + fixed}}));
  ASSERT_EQ(response.status, 303);
  EXPECT_NE(CookieIn(response), "daybook=" + fixed);
  EXPECT_EQ(Get("/v1/views/status", {{"Cookie", "daybook=" + fixed}}).status, 401);
}

TEST_F(SignInTest, SigningInAnewEndsWhatWasThere) {
  const Headers director = SignedInAs("director");
  const std::string token = As("inspector").at("Authorization").substr(7);
  const Response again = SignIn(token, "&csrf=" + CsrfOf(director), With(director, kOwnPage));
  ASSERT_EQ(again.status, 303) << again.body;
  EXPECT_EQ(Get("/v1/views/status", director).status, 401);
  EXPECT_EQ(Get("/v1/views/status", {{"Cookie", CookieIn(again)}}).status, 200);
}

TEST_F(SignInTest, TwoCookiesOfOneNameAreNone) {
  const Headers director = SignedInAs("director");
  const std::string own = director.at("Cookie");
  EXPECT_EQ(Get("/v1/views/status", {{"Cookie", own + "; daybook=x"}}).status, 401);
  EXPECT_EQ(Get("/v1/views/status", {{"Cookie", "daybook=x; " + own}}).status, 401);
}

TEST_F(SignInTest, NobodyIsLedToAnotherSite) {
  const std::string token = As("director").at("Authorization").substr(7);
  for (const char* back : {"https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil",
                           "evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=y",
                           "/\t/evil.example", "", "/sign-out", "/sign-in?return=/", "/#//evil"}) {
    const Response response = SignIn(token, "&return=" + PercentEncode(back));
    EXPECT_EQ(response.Header("location"), "/") << back;
    EXPECT_EQ(Get("/sign-in?return=" + PercentEncode(back)).body.find("evil"), std::string::npos);
  }
}

TEST_F(SignInTest, WhatWasRevokedSignsOut) {
  const Headers chair = SignedInAs("board-chair");
  const Response revoked =
      PostEvent(R"({"specversion":"1.0","id":"r","source":"/test","type":"access.revoked",)"
                R"("subject":"book/control","data":{"principal":"board-chair"}})",
                As("administrator"));
  ASSERT_EQ(revoked.status, 201) << revoked.body;
  EXPECT_EQ(Get("/v1/views/status", chair).status, 401);
  EXPECT_EQ(sign_ins_.count(), 0U);
}

TEST_F(SignInTest, WhoeverSignsOutHearsNoMore) {
  const Headers director = SignedInAs("director");
  options_.heartbeat = milliseconds(50);
  const std::string csrf = CsrfOf(director);
  Client stream(port_);
  stream.Send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nCookie: " + director.at("Cookie") +
              "\r\n\r\n");
  EXPECT_NE(stream.ReadUntil("\r\n\r\n").find("200 OK"), std::string::npos);
  EXPECT_EQ(Post("/sign-out", kForm, "csrf=" + csrf, With(director, kOwnPage)).status, 303);
  stream.ReadAll();  // it ends
}

TEST_F(SignInTest, ABrowserWithoutASignInIsSentToThePageAndAProgramIsNot) {
  const Headers page = {{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}};
  const Response sent = Get("/v1/events?text=a%26b&kind=x", page);
  EXPECT_EQ(sent.status, 303);
  EXPECT_EQ(sent.Header("location"), "/sign-in?return=%2Fv1%2Fevents%3Ftext%3Da%2526b%26kind%3Dx");
  EXPECT_EQ(Get("/v1/events").status, 401);
  EXPECT_EQ(Get("/v1/events", {{"Accept", "*/*"}}).status, 401);
  EXPECT_EQ(Get("/v1/events", With(page, {{"Sec-Fetch-Mode", "cors"}})).status, 401);
  EXPECT_EQ(Get("/v1/events", With(page, {{"Sec-Fetch-Mode", "navigate"}})).status, 303);
  EXPECT_EQ(Get("/v1/events", With(page, {{"Authorization", "Bearer x"}})).status, 401);
  EXPECT_EQ(Post("/v1/events", "text/plain", "", page).status, 401);
  const Response elsewhere = Get("//evil.example/", page);
  EXPECT_EQ(elsewhere.Header("location").find("evil.example%2F\r"), std::string::npos);
}

class OpenTest : public ServerTest {
 protected:
  void SetUp() override { Start(); }

  int StatusFor(const std::string& method, const std::string& target, const std::string& host,
                const std::string& more = "") {
    Client client(port_);
    client.Send(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + more +
                "Content-Length: 0\r\n\r\n");
    return client.Read().status;
  }
};

TEST_F(OpenTest, WhereNobodyIsAskedANameThatWasMadeToMeanThisMachineIsNotServed) {
  for (const char* host : {"localhost", "localhost:7117", "127.0.0.1:7117", "[::1]:7117"}) {
    EXPECT_EQ(StatusFor("GET", "/health/live", host), 200) << host;
    EXPECT_EQ(StatusFor("GET", "/v1/views/status", host), 200) << host;
  }
  for (const char* host : {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
                           "evil.example:7117", "192.0.2.1", "x@localhost", "localhost/x"}) {
    EXPECT_EQ(StatusFor("GET", "/v1/views/status", host), 403) << host;
    EXPECT_EQ(StatusFor("GET", "/", host), 403) << host;
  }
}

TEST_F(OpenTest, WhereNobodyIsAskedOtherSitesChangeNothing) {
  EXPECT_EQ(StatusFor("POST", "/v1/replay", "localhost", "Origin: http://evil.example\r\n"), 403);
  EXPECT_EQ(StatusFor("POST", "/v1/replay", "localhost", "Sec-Fetch-Site: cross-site\r\n"), 403);
  EXPECT_EQ(PostEvent(EventJson("1"), {{"Origin", "http://evil.example"}}).status, 403);
  EXPECT_EQ(PostEvent(EventJson("1"), {{"Origin", "http://localhost"}}).status, 201);
  EXPECT_EQ(PostEvent(EventJson("2")).status, 201) << "a program";
  const Response page = Get("/sign-in?return=/v1/views/plan");
  EXPECT_EQ(page.status, 303) << "there is nobody to be";
  EXPECT_EQ(page.Header("location"), "/v1/views/plan");
}

}  // namespace
}  // namespace daybook::http
