// The resources of the server, each in a file of its own; router.h has their paths.

#ifndef DAYBOOK_HTTP_RESOURCES_H_
#define DAYBOOK_HTTP_RESOURCES_H_

#include <boost/asio/awaitable.hpp>

#include "http/exchange.h"

namespace daybook::http {

using AsyncReply = boost::asio::awaitable<Result<Reply>>;

// append.cc
AsyncReply AppendEvents(Exchange& exchange);
AsyncReply AppendToSubject(Exchange& exchange);
Result<void> CheckAppend(const Request& request);

// search.cc
AsyncReply SearchEvents(Exchange& exchange);

// entry.cc
AsyncReply GetEntry(Exchange& exchange);

// subject.cc
AsyncReply GetSubject(Exchange& exchange);
AsyncReply GetSubjectEvents(Exchange& exchange);

// views.cc
AsyncReply GetSubjectTrail(Exchange& exchange);
AsyncReply GetView(Exchange& exchange);
AsyncReply GetTrailView(Exchange& exchange);
AsyncReply GetChangesView(Exchange& exchange);
AsyncReply GetDisclosuresView(Exchange& exchange);

// reports.cc
AsyncReply GetScrutinyReport(Exchange& exchange);

// rules.cc
AsyncReply GetRules(Exchange& exchange);

// openapi.cc
AsyncReply GetOpenApi(Exchange& exchange);

// schemas.cc
AsyncReply GetSchemas(Exchange& exchange);
AsyncReply GetSchema(Exchange& exchange);

// replay.cc
AsyncReply GetReplay(Exchange& exchange);
AsyncReply StartReplay(Exchange& exchange);

// backups.cc
AsyncReply GetBackups(Exchange& exchange);
AsyncReply StartBackup(Exchange& exchange);

// stream.cc
AsyncReply GetStream(Exchange& exchange);

// proofs.cc
AsyncReply GetCheckpoint(Exchange& exchange);
AsyncReply GetCosignedCheckpoint(Exchange& exchange);
AsyncReply GetKey(Exchange& exchange);
AsyncReply GetTile(Exchange& exchange);
AsyncReply GetEntryBundle(Exchange& exchange);
AsyncReply GetConsistency(Exchange& exchange);
AsyncReply GetReceipt(Exchange& exchange);

// evidence.cc
AsyncReply PutEvidence(Exchange& exchange);
AsyncReply GetEvidence(Exchange& exchange);
Result<void> CheckEvidence(const Request& request);

// sign_in.cc
AsyncReply GetSignIn(Exchange& exchange);
AsyncReply PostSignIn(Exchange& exchange);
AsyncReply GetOidcSignIn(Exchange& exchange);
AsyncReply GetSignInCallback(Exchange& exchange);
AsyncReply PostSignOut(Exchange& exchange);
Result<void> CheckForm(const Request& request);

// operations.cc
AsyncReply GetIndex(Exchange& exchange);
AsyncReply GetLive(Exchange& exchange);
AsyncReply GetReady(Exchange& exchange);
AsyncReply GetMetrics(Exchange& exchange);

// page_overview.cc, page_views.cc, page_subject.cc, page_act.cc, page_events.cc,
// page_integrity.cc, page_assets.cc
AsyncReply GetOverviewPage(Exchange& exchange);
AsyncReply GetTimelinePage(Exchange& exchange);
AsyncReply GetFindingsPage(Exchange& exchange);
AsyncReply GetActionsPage(Exchange& exchange);
AsyncReply GetMeasuresPage(Exchange& exchange);
AsyncReply GetChangesPage(Exchange& exchange);
AsyncReply GetReadinessPage(Exchange& exchange);
AsyncReply GetSubjectPage(Exchange& exchange);
AsyncReply GetActPage(Exchange& exchange);
AsyncReply PostAct(Exchange& exchange);
AsyncReply GetEventsPage(Exchange& exchange);
AsyncReply GetEventPage(Exchange& exchange);
AsyncReply GetIntegrityPage(Exchange& exchange);
AsyncReply GetWhoLookedPage(Exchange& exchange);
AsyncReply GetAsset(Exchange& exchange);

/// 406, naming what there is.
Reply NotAcceptable(const Exchange& exchange, std::string_view offered);

/// 406 of what rows leave in.
Reply NoSuchFormat(const Exchange& exchange);

/// `"7"`: a number as an ETag.
std::string NumberEtag(std::uint64_t number);

/// Whether the reader has the answer with this ETag already; then `reply` is made a 304.
bool IsUnchanged(const Exchange& exchange, std::string_view etag, Reply& reply);

/// The entry that the first capture stands for, by its position or by the id of its event (of this
/// source), once what is released to whoever asks is known. kNotFound if there is none that they
/// may read, kConflict if the id is of several such.
boost::asio::awaitable<Result<Found>> FindEntry(Exchange& exchange,
                                                std::optional<std::string> source);

/// The `kind/id` that the first two captures are. Fails with kMalformed.
Result<std::string> SubjectOf(const Exchange& exchange);

/// What is told of a subject that has no event, or none that whoever asks may read.
std::unexpected<Error> NoSuchSubject(std::string_view subject);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_RESOURCES_H_
