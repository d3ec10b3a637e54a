// What the daemon's answers say.

#ifndef DAYBOOK_CLIENT_ANSWERS_H_
#define DAYBOOK_CLIENT_ANSWERS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/client.h"
#include "tree/checkpoint.h"
#include "tree/policy.h"

namespace daybook::client {

/// What an append of these drafts was answered. Fails with kBadAnswer unless each is accounted for.
ClientResult<AppendAnswer> ReadAppended(const std::string& body, const std::vector<Draft>& drafts);

/// An entry with its stamps. Fails with kBadAnswer.
ClientResult<StoredEvent> ReadStored(std::string entry);

struct StreamPage {
  std::vector<StoredEvent> events;
  std::optional<Revision> next;  ///< When there is more.
};

/// One page of a subject's events. Fails with kBadAnswer.
ClientResult<StreamPage> ReadStreamPage(std::string body);

/// The number in `{"position":"7"}`, or nothing.
std::optional<Position> ReadPosition(const std::string& json);

/// The head in a checkpoint that one of the policy's logs signed. Fails with kUnproven.
ClientResult<tree::Checkpoint> OpenHead(std::string_view checkpoint, const tree::Policy& policy);

std::unexpected<ClientError> Fails(ClientError::Kind kind, std::string detail);

}  // namespace daybook::client

#endif  // DAYBOOK_CLIENT_ANSWERS_H_
