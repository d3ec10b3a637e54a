#include "daybook/client.h"

#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <utility>

#include "client/answers.h"
#include "client/core.h"
#include "daybook/limits.h"

namespace daybook {
namespace {

using Kind = ClientError::Kind;

Result<std::optional<tree::Policy>> TrustOf(const ClientOptions& options) {
  if (options.log_keys.empty() && options.log_policy.empty()) return std::nullopt;
  if (!options.log_keys.empty() && !options.log_policy.empty()) {
    return Fail(ErrorCode::kMalformed, "Give the keys of the log, or a policy, but not both");
  }
  auto policy = options.log_keys.empty() ? tree::Policy::Parse(options.log_policy)
                                         : tree::Policy::OfKeys(options.log_keys);
  if (!policy) return std::unexpected(std::move(policy.error()));
  return *std::move(policy);
}

Result<void> Check(const ClientOptions& options) {
  if (options.certificate.empty() != options.key.empty()) {
    return Fail(ErrorCode::kMalformed,
                "A certificate goes with its key, and a key with its certificate");
  }
  if (options.purpose.size() > limits::kPurposeBytes) {
    return Fail(ErrorCode::kTooLarge, "The purpose is longer than 1,000 bytes");
  }
  return {};
}

}  // namespace

std::string ClientError::Text() const {
  std::string text = title.empty() ? detail : title + " (" + std::to_string(status) + ")";
  if (!title.empty() && title != detail) text += ": " + detail;
  for (const Fault& fault : faults) {
    if (fault.detail != detail) text += "; " + fault.pointer + " " + fault.detail;
  }
  return text;
}

std::string NewEventId() {
  thread_local boost::uuids::random_generator generator;
  return to_string(generator());
}

Client::Client(std::unique_ptr<Core> core) : core_(std::move(core)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

ClientResult<Client> Client::For(std::string_view url, ClientOptions options) {
  const auto invalid = [](const Error& error) {
    return client::Fails(Kind::kInvalid, error.detail);
  };
  if (auto checked = Check(options); !checked) return invalid(checked.error());
  auto trust = TrustOf(options);
  if (!trust) return invalid(trust.error());
  auto connection = net::HttpClient::For(
      url, {.connect_timeout = options.connect_timeout,
            .idle_timeout = options.silence_max,
            .token = options.token,
            .purpose = options.purpose,
            .tls = {.certificate = options.certificate, .key = options.key, .ca = options.ca}});
  if (!connection) return invalid(connection.error());
  return Client(
      std::make_unique<Core>(std::move(options), *std::move(connection), *std::move(trust)));
}

}  // namespace daybook
