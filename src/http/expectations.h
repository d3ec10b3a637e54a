// What a writer expects of subjects, from If-Match, If-None-Match and Daybook-Expect.
//
//   Daybook-Expect := item *( "," item )
//   item := subject "=" ( revision / "none" / "any" )

#ifndef DAYBOOK_HTTP_EXPECTATIONS_H_
#define DAYBOOK_HTTP_EXPECTATIONS_H_

#include <string_view>
#include <vector>

#include "daybook/log.h"

namespace daybook::http {

/// The headers as sent; "" for those that were not.
struct ExpectationHeaders {
  std::string_view if_match;
  std::string_view if_none_match;
  std::string_view daybook_expect;
};

/// `subject` is the one the path names, or "" when it names none; then If-Match and
/// If-None-Match mean nothing and are refused. Fails with kMalformed.
Result<std::vector<Expectation>> ReadExpectations(const ExpectationHeaders& headers,
                                                  std::string_view subject);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_EXPECTATIONS_H_
