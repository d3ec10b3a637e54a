// Every route, for every role and audience, against the table that is kept of it.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "http/access_fixture.h"
#include "http/router.h"

namespace daybook::http {
namespace {

std::string Replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

// An address that the route answers, with whatever it needs.
std::string TargetOf(const Route& route) {
  std::string target(route.pattern);
  for (const auto& [name, value] : std::map<std::string, std::string>{
           {"{kind}/{id}", "finding/a"},
           {"{event}", "0"},
           {"{file}", "daybook.css"},
           {"{view}", "status"},
           {"{type}", "action.agreed"},
           {"{version}", "1"},
           {"{tile...}", "0/000"},
           {"{digest}", std::string(64, '0') + "?subject=evidence/a"},
           {"/v1/views/trail", "/v1/views/trail?subject=finding/a"},
           {"/v1/views/changes", "/v1/views/changes?from_at=2025-01-01"},
           {"/v1/log/consistency", "/v1/log/consistency?old=0"}}) {
    target = Replaced(target, name, value);
  }
  EXPECT_EQ(target.find('{'), std::string::npos) << "no value for what stands in " << target;
  return target;
}

class AccessTableTest : public AccessTest {
 protected:
  // Only the head of an answer: some go on for ever.
  int Status(const Route& route, const std::string& target, const Headers& headers) {
    Client client(port_);
    std::string text = std::string(to_string(route.method)) + " " + target +
                       " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n";
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    client.Send(text + "\r\n");
    return std::stoi(client.ReadUntil("\r\n").substr(9, 3));
  }

  // `401`, `403`, `yes` or, where an audience can be asked for, the narrowest that may be.
  std::string Answer(const Route& route, const Headers& headers) {
    const std::string target = TargetOf(route);
    const int status = Status(route, target, headers);
    if (status == 401 || status == 403) return std::to_string(status);
    const std::string more = target.find('?') == std::string::npos ? "?audience=" : "&audience=";
    const bool asked = Status(route, target + more + "nobody", headers) == 400 &&
                       Status(route, target + more + "public", headers) != 400;
    if (!asked) return "yes";
    for (const std::string_view audience : improvement::kAudiences) {
      const int with = Status(route, target + more + std::string(audience), headers);
      if (with != 403) return std::string(audience);
    }
    return "no audience";
  }
};

TEST_F(AccessTableTest, IsWhatIsAnswered) {
  std::vector<std::pair<std::string, Headers>> who{{"nobody", {}}};
  for (const access::Role& role : access::Roles()) {
    who.emplace_back(role.name, As(std::string(role.name)));
  }
  Tell("raised", "finding.raised", "finding/a", R"({"title":"A","kind":"mixed"})", "public");
  WaitUntilFollowed();
  std::string table;
  for (const Route& route : Routes()) {
    table += std::string(to_string(route.method)) + ' ' + std::string(route.pattern) + '\n';
    std::map<std::string, std::string> groups;
    for (const auto& [name, headers] : who) groups[Answer(route, headers)] += ' ' + name;
    for (const char* answer : {"yes", "internal", "board", "committee", "public", "403", "401"}) {
      if (groups.contains(answer))
        table += std::string("  ") + answer + ':' + groups[answer] + '\n';
    }
  }
  std::ifstream file(DAYBOOK_SOURCE_DIR "/tests/http/access_table.txt");
  std::stringstream kept;
  kept << file.rdbuf();
  std::string text = kept.str();
  text.erase(0, text.find("\n\n") + 2);  // what it says of itself
  EXPECT_EQ(table, text);
}

}  // namespace
}  // namespace daybook::http
