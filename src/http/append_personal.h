// The personal data of a commit: sealed before it is handed over, its keys destroyed once an
// erasure is stored.

#ifndef DAYBOOK_HTTP_APPEND_PERSONAL_H_
#define DAYBOOK_HTTP_APPEND_PERSONAL_H_

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "event/sealed.h"
#include "http/exchange.h"

namespace daybook::http {

/// Seals these values in the drafts. When it resumes well no draft has one in the clear, and every
/// key that was made is on disk. Fails as keyring::SealValues does.
boost::asio::awaitable<Result<void>> SealPersonal(Exchange& exchange, std::vector<Draft>& drafts,
                                                  std::vector<PersonalValue> values);

/// The people whose erasure is in the commit. Fails with kUnavailable if there are some and their
/// keys could not be destroyed.
Result<std::vector<std::string>> FindErased(const Exchange& exchange,
                                            const std::vector<Draft>& drafts);

/// Destroys the keys of people whose erasure is stored. When it resumes well nobody can open what
/// is sealed under them. Fails with kIo, in words that say that the event is stored nevertheless.
boost::asio::awaitable<Result<void>> DestroyKeys(Exchange& exchange,
                                                 std::vector<std::string> people);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_APPEND_PERSONAL_H_
