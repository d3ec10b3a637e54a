// A server with personal data in its book.

#ifndef DAYBOOK_TESTS_HTTP_PERSONAL_FIXTURE_H_
#define DAYBOOK_TESTS_HTTP_PERSONAL_FIXTURE_H_

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "http/access_fixture.h"

namespace daybook::http {

inline constexpr const char* kName = "Zebedee Quillfeather";  // nothing else is called that

class PersonalDataTest : public AccessTest {
 protected:
  void SetUp() override {}  // each starts it as it needs it

  static std::string EventOf(const std::string& id, const std::string& type,
                             const std::string& subject, const std::string& data) {
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"/test","type":")" + type +
           R"(","subject":")" + subject + R"(","data":)" + data + "}";
  }

  static std::string Registered(const std::string& name = kName) {
    return EventOf("reg", "person.registered", "person/z",
                   R"({"name":")" + name + R"(","role":"Head of Zithers"})");
  }

  static std::string Wrapped(const std::string& value = kName) {
    return R"({"@sealed":{"person":"person/z","value":")" + value + R"("}})";
  }

  void Register() { ASSERT_EQ(PostEvent(Registered(), writer_).status, 201); }

  Response Erase(const std::string& id = "erase", const Headers& headers = {}) {
    return PostEvent(EventOf(id, "person.erased", "person/z", "{}"), headers);
  }

  // An action that the person owns, so that views name them.
  void Own() {
    ASSERT_EQ(PostEvent(EventOf("p", "action.proposed", "action/x",
                                R"({"title":"T","findings":["finding/f"]})"),
                        writer_)
                  .status,
              201);
    ASSERT_EQ(PostEvent(EventOf("a", "action.agreed", "action/x",
                                R"({"owner":"person/z","due":"2027-01-01"})"),
                        writer_)
                  .status,
              201);
  }

  std::string Body(const std::string& target, const std::string& accept = "application/json") {
    Headers headers = reader_;
    headers["Accept"] = accept;
    const Response response = Get(target, headers);
    EXPECT_EQ(response.status, 200) << target << ' ' << response.body;
    return response.body;
  }

  bool Names(const std::string& target, const std::string& accept = "application/json") {
    return Body(target, accept).find(kName) != std::string::npos;
  }

  // Every file of the directory, whatever it is of.
  std::vector<std::string> FilesNaming(const std::string& text) {
    std::vector<std::string> paths;
    for (const auto& file : std::filesystem::recursive_directory_iterator(directory_ / "")) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in), {}};
      if (bytes.find(text) != std::string::npos) paths.push_back(file.path().string());
    }
    return paths;
  }

  // Where the server asks who comes.
  Headers writer_, reader_;

  const std::vector<std::string> opened_ = {"/v1/subjects/person/z",
                                            "/v1/subjects/person/z/trail",
                                            "/v1/views/workload",
                                            "/v1/views/trail?subject=person/z",
                                            "/v1/events?subject=person/z",
                                            "/v1/subjects/person/z/events",
                                            "/v1/views/workload?at=2100-01-01"};
};

}  // namespace daybook::http

#endif  // DAYBOOK_TESTS_HTTP_PERSONAL_FIXTURE_H_
