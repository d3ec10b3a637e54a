// The page where somebody signs in, and what leads there.

#ifndef DAYBOOK_HTTP_SIGN_IN_PAGE_H_
#define DAYBOOK_HTTP_SIGN_IN_PAGE_H_

#include <string>
#include <string_view>

#include "http/reply.h"
#include "http/request.h"

namespace daybook::http {

/// What the page shows.
struct SignInPage {
  std::string message = {};  ///< Why they are not signed in, or ""; plain text.
  std::string back = "/";    ///< Where they go from here: as SafeReturn gives it.
  bool provider = false;     ///< They can sign in with an identity provider.
  std::string name = {};     ///< Who is signed in; "" for nobody.
  std::string csrf = {};     ///< Of that sign-in.
};

/// The page, with everything in it escaped, and its policy: it runs nothing, fetches its style
/// sheet alone, and its forms go here.
Reply RenderSignIn(const SignInPage& page, unsigned status = 200);

/// Where to go back to: `wanted`, if that is a path here, with a query or without; else `/`. Never
/// another site's (`//host`, `/\host`, `https:…`), nor what would sign in or out once more.
std::string SafeReturn(std::string_view wanted);

/// 303 to the page, and from there back to what was asked for.
Reply ToSignIn(const Request& request);

/// 303 to a path here or a URL.
Reply SeeOther(std::string location);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_SIGN_IN_PAGE_H_
