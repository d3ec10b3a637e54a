// Every path of the server.

#include <array>

#include "http/resources.h"
#include "http/router.h"

namespace daybook::http {
namespace {

// A token, a way back and what shows where the form is from.
constexpr std::size_t kFormBytes = 8 * 1024;

}  // namespace

std::span<const Route> Routes() {
  using boost::beast::http::verb;
  using enum access::Permission;
  static constexpr std::array kRoutes = {
      Route{verb::get, "/", kOpen, "This list, or for browsers the Overview.", GetIndex},
      Route{verb::get, "/overview", kReadViews, "Page: where things stand.", GetOverviewPage},
      Route{verb::get, "/timeline", kReadViews, "Page: what happened, and what is due.",
            GetTimelinePage},
      Route{verb::get, "/findings", kReadViews, "Page: what was found.", GetFindingsPage},
      Route{verb::get, "/actions", kReadViews, "Page: what is promised.", GetActionsPage},
      Route{verb::get, "/measures", kReadViews, "Page: whether practice moves.", GetMeasuresPage},
      Route{verb::get, "/changes", kReadViews, "Page: what changed between two cuts.",
            GetChangesPage},
      Route{verb::get, "/readiness", kReadViews, "Page: what an inspector would ask.",
            GetReadinessPage},
      Route{verb::get, "/subjects/{kind}/{id}", kRead, "Page: a subject and its trail.",
            GetSubjectPage},
      Route{verb::get, "/subjects/{kind}/{id}/acts/{type}", kAppend, "Page: the form of an act.",
            GetActPage},
      Route{verb::post, "/subjects/{kind}/{id}/acts/{type}", kAppend, "Record an act by its form.",
            PostAct, CheckForm},
      Route{verb::get, "/events", kRead, "Page: the search of events.", GetEventsPage},
      Route{verb::get, "/events/{event}", kRead, "Page: one event.", GetEventPage},
      Route{verb::get, "/integrity", kRead, "Page: what proves the book.", GetIntegrityPage},
      Route{verb::get, "/who-looked", kReadViews, "Page: who was shown personal data.",
            GetWhoLookedPage},
      Route{verb::get, "/assets/{file}", kOpen, "What pages need beside their HTML.", GetAsset},
      Route{verb::post, "/v1/events", kAppend, "Append events in one commit.", AppendEvents,
            CheckAppend},
      Route{verb::get, "/v1/events", kRead, "Search events.", SearchEvents},
      Route{verb::get, "/v1/events/{event}", kRead, "One event, by its position or its id.",
            GetEntry},
      Route{verb::get, "/v1/subjects/{kind}/{id}", kRead, "What a subject has come to.",
            GetSubject},
      Route{verb::post, "/v1/subjects/{kind}/{id}/events", kAppend, "Append events to one subject.",
            AppendToSubject, CheckAppend},
      Route{verb::get, "/v1/subjects/{kind}/{id}/events", kRead, "The events of one subject.",
            GetSubjectEvents},
      Route{verb::get, "/v1/subjects/{kind}/{id}/trail", kRead,
            "Who changed what of a subject, and why.", GetSubjectTrail},
      Route{verb::get, "/v1/views/trail", kRead, "Who changed what of ?subject=, and why.",
            GetTrailView},
      Route{verb::get, "/v1/views/changes", kReadViews,
            "What changed since ?from_at= and ?from_known=.", GetChangesView},
      Route{verb::get, "/v1/views/disclosures", kReadViews,
            "Who was shown personal data, of ?subject= or of all.", GetDisclosuresView},
      Route{verb::get, "/v1/views/{view}", kReadViews,
            "A view at a cut: status, plan, readiness, measures, values, timeline, workload, "
            "exceptions.",
            GetView},
      Route{verb::get, "/v1/reports/scrutiny", kReadViews,
            "The report for members, in HTML or Markdown.", GetScrutinyReport},
      Route{verb::get, "/v1/rules", kOpen, "The rules on what people do now.", GetRules},
      Route{verb::get, "/v1/schemas", kOpen, "The types of event the book knows.", GetSchemas},
      Route{verb::get, "/v1/schemas/{type}", kOpen, "What data an event of a type has.", GetSchema},
      Route{verb::get, "/v1/schemas/{type}/{version}", kOpen, "The same, as one version had it.",
            GetSchema},
      Route{verb::get, "/v1/openapi.json", kOpen, "The contract of this API, in OpenAPI 3.1.",
            GetOpenApi},
      Route{verb::get, "/v1/replay", kObserve, "How the replay of the book is doing.", GetReplay},
      Route{verb::post, "/v1/replay", kOperate, "Make the views anew from the book, and compare.",
            StartReplay},
      Route{verb::get, "/v1/backups", kObserve, "How the backup of the book is doing.", GetBackups},
      Route{verb::post, "/v1/backups", kOperate, "Make a backup where --backup-dir says.",
            StartBackup},
      Route{verb::get, "/v1/stream", kRead, "Events, or a ?view= that changes, as they come.",
            GetStream},
      Route{verb::get, "/v1/receipts/{event}", kRead, "The proof that an event is in the book.",
            GetReceipt},
      Route{verb::get, "/v1/log/checkpoint", kOpen, "The signed head of the book.", GetCheckpoint},
      Route{verb::get, "/v1/log/checkpoint/cosigned", kOpen,
            "The newest head that the quorum of witnesses cosigned.", GetCosignedCheckpoint},
      Route{verb::get, "/v1/log/key", kOpen, "The key that verifies the head.", GetKey},
      Route{verb::get, "/v1/log/tile/entries/{tile...}", kReadBundles, "A bundle of entries.",
            GetEntryBundle},
      Route{verb::get, "/v1/log/tile/{tile...}", kOpen, "A tile of the tree.", GetTile},
      Route{verb::get, "/v1/log/consistency", kOpen, "The proof that ?old= is how ?size= begins.",
            GetConsistency},
      Route{verb::put, "/v1/evidence/sha256/{digest}", kStoreFiles, "Store a file of evidence.",
            PutEvidence, CheckEvidence, &Options::evidence_bytes_max},
      Route{verb::get, "/v1/evidence/sha256/{digest}", kReadFiles, "A file of evidence.",
            GetEvidence},
      Route{verb::get, "/sign-in", kOpen, "The page to sign in with a browser.", GetSignIn},
      Route{verb::post, "/sign-in", kOpen, "Sign in with a token.", PostSignIn, CheckForm, nullptr,
            kFormBytes},
      Route{verb::get, "/sign-in/oidc", kOpen, "Sign in with the identity provider.",
            GetOidcSignIn},
      Route{verb::get, "/sign-in/callback", kOpen, "Where the identity provider leads back to.",
            GetSignInCallback},
      Route{verb::post, "/sign-out", kOpen, "Sign out.", PostSignOut, CheckForm, nullptr,
            kFormBytes},
      Route{verb::get, "/health/live", kOpen, "Whether the process answers.", GetLive},
      Route{verb::get, "/health/ready", kObserve, "Whether the book takes appends and is followed.",
            GetReady},
      Route{verb::get, "/metrics", kObserve, "Measurements for Prometheus.", GetMetrics},
  };
  return kRoutes;
}

}  // namespace daybook::http
