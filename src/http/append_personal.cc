#include "http/append_personal.h"

#include <utility>

#include "http/disk_threads.h"
#include "keyring/personal.h"
#include "projection/decider.h"

namespace daybook::http {
namespace {

boost::asio::awaitable<Result<void>> Seal(Exchange& exchange, std::vector<Draft>& drafts,
                                          std::vector<PersonalValue> values) {
  auto seal = [&] {
    return keyring::SealValues(drafts, values, exchange.services.keyring, exchange.book());
  };
  auto sealed = co_await exchange.services.disk.Run(std::move(seal));
  co_return sealed;
}

boost::asio::awaitable<Result<void>> Destroy(Exchange& exchange, std::vector<std::string> people) {
  auto destroy = [&]() -> Result<void> {
    for (const std::string& person : people) {
      if (auto destroyed = exchange.services.keyring.Destroy(person); !destroyed) return destroyed;
    }
    return {};
  };
  auto destroyed = co_await exchange.services.disk.Run(std::move(destroy));
  if (destroyed) co_return destroyed;
  exchange.services.log.error("A key that is to be destroyed is there still: {}",
                              destroyed.error().detail);
  co_return Fail(destroyed.error().code,
                 "The erasure is stored, but the key is not destroyed yet: " +
                     destroyed.error().detail + " Send the same event again.");
}

}  // namespace

boost::asio::awaitable<Result<void>> SealPersonal(Exchange& exchange, std::vector<Draft>& drafts,
                                                  std::vector<PersonalValue> values) {
  return Seal(exchange, drafts, std::move(values));
}

Result<std::vector<std::string>> FindErased(const Exchange& exchange,
                                            const std::vector<Draft>& drafts) {
  std::vector<std::string> people;
  for (const Draft& draft : drafts) {
    if (projection::ErasesPerson(draft)) people.push_back(draft.subject);
  }
  const auto& trouble = exchange.services.keyring.trouble();
  if (!people.empty() && trouble) return std::unexpected(*trouble);
  return people;
}

boost::asio::awaitable<Result<void>> DestroyKeys(Exchange& exchange,
                                                 std::vector<std::string> people) {
  return Destroy(exchange, std::move(people));
}

}  // namespace daybook::http
