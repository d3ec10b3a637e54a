// POST /v1/events, POST /v1/subjects/{kind}/{id}/events
//
//   Daybook-Import: 1     the events are history: stamped as such, and not held to the rules

#include "http/append_async.h"
#include "http/append_decided.h"
#include "http/append_personal.h"
#include "http/event_body.h"
#include "http/expectations.h"
#include "http/resources.h"

#include <algorithm>

#include "access/registry.h"
#include "catalogue/reserved.h"
#include "event/ijson.h"
#include "event/instant.h"
#include "improvement/rules.h"
#include "keyring/corrected.h"
#include "keyring/personal.h"

namespace daybook::http {
namespace {

Result<bool> ReadImport(const Request& request) {
  const std::string import = request.Header("Daybook-Import");
  if (import.empty() || import == "1") return import == "1";
  return Fail(ErrorCode::kMalformed,
              "Daybook-Import is `" + import + "`; it is 1, or it is not there.");
}

Result<Commit> ReadCommit(const Exchange& exchange, std::string_view subject) {
  const Request& request = exchange.request;
  const std::string if_match = request.Header("If-Match");
  const std::string if_none_match = request.Header("If-None-Match");
  const std::string expect = request.Header("Daybook-Expect");
  auto expectations = ReadExpectations({if_match, if_none_match, expect}, subject);
  if (!expectations) return std::unexpected(std::move(expectations.error()));
  const auto imported = ReadImport(request);
  if (!imported) return std::unexpected(imported.error());
  ParamReader no_params(request.params);
  if (auto read = no_params.Finish(); !read) return std::unexpected(std::move(read.error()));
  auto drafts = DecodeEventBody(request, subject);
  if (!drafts) return std::unexpected(std::move(drafts.error()));
  Commit commit;
  commit.drafts = *std::move(drafts);
  commit.expectations = *std::move(expectations);
  commit.imported = *imported;
  commit.author = exchange.principal->author();
  return commit;
}

// An error of reading lets the check stand: better one refusal too many.
Result<std::vector<PersonalValue>> CheckEvents(const Exchange& exchange, const Commit& commit) {
  using catalogue::Pointers;
  const auto in_book = [&](std::string_view id, std::string_view source) {
    const auto found = exchange.book().FindId(id, source);
    return found && !found->empty();
  };
  return exchange.services.schemas.catalogue().Check(
      commit.drafts, HoldsMany(exchange.request) ? Pointers::kOfMany : Pointers::kOfOne, in_book);
}

// What is registered, granted and revoked holds from the answer on.
void LearnOfBook(const Exchange& exchange) {
  const Services& services = exchange.services;
  const auto tell = [&](const Result<void>& learned) {
    if (learned) return;
    services.log.error("Cannot read what book/control says: {}", learned.error().detail);
  };
  if (services.access != nullptr) tell(services.access->Refresh());
  tell(services.schemas.Refresh());
}

// {"events":[{"id":…,"position":"0","revision":"0","recordedtime":"…"},…],"checkpoint":"…"}
std::string RenderAppended(const std::vector<std::string>& ids,
                           const std::vector<Appended>& appended, std::string_view checkpoint) {
  std::string out = R"({"events":[)";
  for (std::size_t i = 0; i < appended.size(); ++i) {
    const Appended& event = appended[i];
    out += i == 0 ? R"({"id":)" : R"(,{"id":)";
    AppendJsonString(out, ids[i]);
    out.append(R"(,"position":")").append(std::to_string(event.position));
    out.append(R"(","revision":")").append(std::to_string(event.revision));
    out.append(R"(","recordedtime":")").append(FormatInstant(event.recorded)).append("\"");
    out += event.repeated ? R"(,"repeated":true})" : "}";
  }
  out += R"(],"checkpoint":)";
  AppendJsonString(out, checkpoint);
  return out.append("}\n");
}

// The checkpoint is signed and covers every event of the answer: a promise to keep.
Reply AppendedReply(const std::vector<std::string>& ids, const std::vector<Appended>& appended,
                    std::string_view checkpoint) {
  Reply reply = TextReply("application/json", RenderAppended(ids, appended, checkpoint));
  reply.status = std::ranges::all_of(appended, &Appended::repeated) ? 200 : 201;
  Position last = 0;
  for (const Appended& event : appended) last = std::max(last, event.position);
  reply.fields.emplace_back("Daybook-Position", std::to_string(last));
  if (appended.size() == 1) {
    reply.fields.emplace_back("Location",
                              "/v1/events/" + std::to_string(appended.front().position));
  }
  return reply;
}

// 412 says what the revision is, if it is of one subject.
Reply WrongRevision(const Exchange& exchange, const Error& error,
                    const std::vector<std::string>& subjects) {
  Reply reply = ProblemReply(ProblemOf(error), exchange.request.path);
  if (subjects.size() != 1) return reply;
  const auto revision = exchange.book().LastRevision(subjects.front());
  if (revision && *revision) reply.fields.emplace_back("ETag", NumberEtag(**revision));
  return reply;
}

// Faults of a body that is one event point into that event.
Error OfBody(const Request& request, Error error) {
  if (HoldsMany(request)) return error;
  for (Fault& fault : error.faults) {
    if (fault.pointer.starts_with("/0")) fault.pointer.erase(0, 2);
  }
  return error;
}

// Without what is said of events: for whoever may not read all of them. A broken rule is told by
// its sentence, without what stands in its way.
Error WithoutEvents(Error error) {
  for (Fault& fault : error.faults) {
    const auto rule =
        std::ranges::find(improvement::AllRules(), fault.rule, &improvement::Rule::name);
    if (rule != improvement::AllRules().end()) fault.detail = (*rule)->sentence;
    if (error.code == ErrorCode::kConflict) fault.detail = "this id of this source is taken";
  }
  return error;
}

boost::asio::awaitable<AppendResult> Decide(Exchange& exchange, Commit commit) {
  if (!projection::Decider::Concerns(commit)) {
    auto appended = co_await AppendTo(exchange.book(), std::move(commit));
    co_return appended;
  }
  auto decided = co_await AppendDecided(exchange, std::move(commit));
  const bool refused = !decided && decided.error().code == ErrorCode::kUnprocessable;
  if (!refused) co_return decided;
  co_return std::unexpected(OfBody(exchange.request, std::move(decided.error())));
}

boost::asio::awaitable<AppendResult> HandOver(Exchange& exchange, Commit commit) {
  auto appended = co_await Decide(exchange, std::move(commit));
  if (appended || exchange.principal->SeesEverything()) co_return appended;
  co_return std::unexpected(WithoutEvents(std::move(appended.error())));
}

// Checks the events, with the values in the place of what they were sent in, and gives those that
// are to be sealed.
Result<std::vector<PersonalValue>> CheckPersonal(const Exchange& exchange, Commit& commit) {
  const auto of_request = [&](Error error) {
    return std::unexpected(OfBody(exchange.request, std::move(error)));
  };
  auto may = access::CheckCommit(*exchange.principal, commit);
  if (!may) return of_request(std::move(may.error()));
  auto values = keyring::UnwrapValues(commit.drafts);
  if (!values) return of_request(std::move(values.error()));
  auto sealable = keyring::CheckSealable(*values, commit.drafts);
  if (!sealable) return of_request(std::move(sealable.error()));
  auto marked = CheckEvents(exchange, commit);
  if (!marked) return std::unexpected(std::move(marked.error()));
  auto corrected = keyring::CorrectedValues(commit.drafts, *values, exchange.book());
  if (!corrected) return of_request(std::move(corrected.error()));
  // What is both has a person by one of the two at least.
  for (auto* more : {&*corrected, &*marked}) {
    auto added = keyring::AddMarked(*values, std::move(*more));
    if (!added) return of_request(std::move(added.error()));
  }
  return values;
}

// The commit that is asked for, without personal data in the clear.
boost::asio::awaitable<Result<Commit>> ReadSealed(Exchange& exchange, std::string subject) {
  auto commit = ReadCommit(exchange, subject);
  if (!commit) co_return commit;
  auto personal = CheckPersonal(exchange, *commit);
  if (!personal) co_return std::unexpected(std::move(personal.error()));
  exchange.request.body.clear();
  exchange.request.body.shrink_to_fit();
  if (personal->empty()) co_return commit;
  std::vector<PersonalValue> values = *std::move(personal);
  auto sealed = co_await SealPersonal(exchange, commit->drafts, std::move(values));
  if (!sealed) co_return std::unexpected(std::move(sealed.error()));
  co_return commit;
}

// An erasure is done, and not only stored, when it is answered.
boost::asio::awaitable<AppendResult> HandOverAndErase(Exchange& exchange, Commit commit) {
  auto erased = FindErased(exchange, commit.drafts);
  if (!erased) co_return std::unexpected(std::move(erased.error()));
  auto appended = co_await HandOver(exchange, std::move(commit));
  if (!appended || erased->empty()) co_return appended;
  std::vector<std::string> people = *std::move(erased);
  auto destroyed = co_await DestroyKeys(exchange, std::move(people));
  if (!destroyed) co_return std::unexpected(std::move(destroyed.error()));
  co_return appended;
}

AsyncReply Append(Exchange& exchange, std::string subject) {
  auto commit = co_await ReadSealed(exchange, std::move(subject));
  if (!commit) co_return std::unexpected(std::move(commit.error()));
  std::vector<std::string> ids;
  for (const Draft& draft : commit->drafts) ids.push_back(draft.id);
  const bool of_the_book = std::ranges::find(commit->drafts, catalogue::kControl,
                                             &Draft::subject) != commit->drafts.end();
  std::vector<std::string> subjects;
  for (const Expectation& item : commit->expectations) subjects.push_back(item.subject);

  Commit handed_over = *std::move(commit);
  auto appended = co_await HandOverAndErase(exchange, std::move(handed_over));
  if (of_the_book) LearnOfBook(exchange);  // an error may come after it was stored
  if (appended) co_return AppendedReply(ids, *appended, exchange.book().checkpoint());
  if (appended.error().code == ErrorCode::kWrongRevision) {
    co_return WrongRevision(exchange, appended.error(), subjects);
  }
  co_return std::unexpected(std::move(appended.error()));
}

}  // namespace

Result<void> CheckAppend(const Request& request) { return CheckEventBody(request); }

AsyncReply AppendEvents(Exchange& exchange) { return Append(exchange, std::string()); }

AsyncReply AppendToSubject(Exchange& exchange) {
  auto subject = SubjectOf(exchange);
  if (!subject) co_return std::unexpected(std::move(subject.error()));
  std::string name = *std::move(subject);
  auto reply = co_await Append(exchange, std::move(name));
  co_return reply;
}

}  // namespace daybook::http
