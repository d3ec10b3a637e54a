// Every path of the server.

#include <array>

#include "http/resources.h"
#include "http/router.h"

namespace daybook::http {

std::span<const Route> Routes() {
  using boost::beast::http::verb;
  static constexpr std::array kRoutes = {
      Route{verb::get, "/", "This list.", GetIndex},
      Route{verb::post, "/v1/events", "Append events in one commit.", AppendEvents, CheckAppend},
      Route{verb::get, "/v1/events", "Search events.", SearchEvents},
      Route{verb::get, "/v1/events/{event}", "One event, by its position or its id.", GetEntry},
      Route{verb::get, "/v1/subjects/{kind}/{id}", "What a subject has come to.", GetSubject},
      Route{verb::post, "/v1/subjects/{kind}/{id}/events", "Append events to one subject.",
            AppendToSubject, CheckAppend},
      Route{verb::get, "/v1/subjects/{kind}/{id}/events", "The events of one subject.",
            GetSubjectEvents},
      Route{verb::get, "/v1/subjects/{kind}/{id}/trail", "Who changed what of a subject, and why.",
            GetSubjectTrail},
      Route{verb::get, "/v1/views/trail", "Who changed what of ?subject=, and why.", GetTrailView},
      Route{verb::get, "/v1/views/changes", "What changed since ?from_at= and ?from_known=.",
            GetChangesView},
      Route{verb::get, "/v1/views/{view}",
            "A view at a cut: status, plan, readiness, measures, timeline, workload, exceptions.",
            GetView},
      Route{verb::get, "/v1/reports/scrutiny", "The report for members, in HTML or Markdown.",
            GetScrutinyReport},
      Route{verb::get, "/v1/rules", "The rules on what people do now.", GetRules},
      Route{verb::get, "/v1/schemas", "The types of event the book knows.", GetSchemas},
      Route{verb::get, "/v1/schemas/{type}", "What data an event of a type has.", GetSchema},
      Route{verb::get, "/v1/schemas/{type}/{version}", "The same, as one version had it.",
            GetSchema},
      Route{verb::get, "/v1/replay", "How the replay of the book is doing.", GetReplay},
      Route{verb::post, "/v1/replay", "Make the views anew from the book, and compare.",
            StartReplay},
      Route{verb::get, "/v1/stream", "Events, or a ?view= that changes, as they come.", GetStream},
      Route{verb::get, "/v1/receipts/{event}", "The proof that an event is in the book.",
            GetReceipt},
      Route{verb::get, "/v1/log/checkpoint", "The signed head of the book.", GetCheckpoint},
      Route{verb::get, "/v1/log/checkpoint/cosigned",
            "The newest head that the quorum of witnesses cosigned.", GetCosignedCheckpoint},
      Route{verb::get, "/v1/log/key", "The key that verifies the head.", GetKey},
      Route{verb::get, "/v1/log/tile/{tile...}", "A tile of the tree, or a bundle of entries.",
            GetTile},
      Route{verb::get, "/v1/log/consistency", "The proof that ?old= is how ?size= begins.",
            GetConsistency},
      Route{verb::put, "/v1/evidence/sha256/{digest}", "Store a file of evidence.", PutEvidence,
            CheckEvidence, &Options::evidence_bytes_max},
      Route{verb::get, "/v1/evidence/sha256/{digest}", "A file of evidence.", GetEvidence},
      Route{verb::get, "/health/live", "Whether the process answers.", GetLive},
      Route{verb::get, "/health/ready", "Whether the book takes appends and is followed.",
            GetReady},
      Route{verb::get, "/metrics", "Measurements for Prometheus.", GetMetrics},
  };
  return kRoutes;
}

}  // namespace daybook::http
